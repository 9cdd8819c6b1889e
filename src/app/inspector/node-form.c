/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/inspector/node-form.h"

#include <glib/gi18n-lib.h>

#include "app/inspector/field.h"
#include "app/inspector/outlook-note.h"
#include "app/inspector/promote.h"
#include "app/look.h"
#include "app/state-words.h"
#include "pipeline/params.h"

struct _MillNodeForm
{
  AdwBin              parent_instance;

  MillSession        *session;
  char               *node;
  const MillNodeType *type;
  GPtrArray          *fields;
  GtkBox             *groups;
  GtkWidget          *advanced;         /* the folded part, or NULL */
  GtkWidget          *problems;         /* of the node as a whole, and what a run would do with it */
};

G_DEFINE_FINAL_TYPE (MillNodeForm, mill_node_form, ADW_TYPE_BIN)

static const MillSchema *
find_columns (MillNodeForm    *self,
              const MillParam *param)
{
  const MillPort *first = mill_node_type_get_port (self->type, MILL_PORT_IN, 0);
  const char *port = param->port != NULL ? param->port : first != NULL ? first->name : NULL;

  /* The fields of records say themselves which input they mean. */
  if (param->port == NULL && param->kind == MILL_PARAM_RECORDS)
    for (const MillParam *field = param->fields; field->member != NULL; field++)
      if (field->port != NULL)
        port = field->port;

  return port != NULL ? mill_session_get_input_columns (self->session, self->node, port) : NULL;
}

static void
update_columns (MillNodeForm *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      MillField *field = g_ptr_array_index (self->fields, i);

      mill_field_set_columns (field, find_columns (self, mill_field_get_param (field)));
    }
}

static JsonObject *
get_params (MillNodeForm *self)
{
  MillNode *node = mill_pipeline_get_node (mill_session_get_pipeline (self->session), self->node);

  return node != NULL ? mill_node_get_params (node) : NULL;
}

static void
update_visible (MillNodeForm *self)
{
  gpointer params = mill_params_parse (self->type, get_params (self), NULL);
  gboolean any_advanced = FALSE;

  for (guint i = 0; i < self->fields->len; i++)
    {
      MillField *field = g_ptr_array_index (self->fields, i);
      const MillParam *param = mill_field_get_param (field);
      gboolean visible = mill_param_is_visible (self->type, param, params);

      mill_field_set_visible (field, visible);
      any_advanced |= visible && param->advanced;
    }
  if (self->advanced != NULL)
    gtk_widget_set_visible (self->advanced, any_advanced);
  mill_params_free (self->type, params);
}

static void
update_values (MillNodeForm *self)
{
  JsonObject *params = get_params (self);

  for (guint i = 0; i < self->fields->len; i++)
    {
      MillField *field = g_ptr_array_index (self->fields, i);
      const MillParam *param = mill_field_get_param (field);
      const char *name = mill_param_get_name (param);
      g_autoptr(JsonNode) value = NULL;

      if (params != NULL && json_object_has_member (params, name))
        value = json_object_dup_member (params, name);
      else
        value = mill_param_get_default_json (param);
      mill_field_set_value (field, value);
    }
  update_visible (self);
}

static void
add_problem (MillNodeForm         *self,
             const MillDiagnostic *diagnostic)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name (mill_look_severity_icon (diagnostic->severity));
  g_autofree char *text = diagnostic->hint != NULL
    ? g_strdup_printf ("%s\n%s", diagnostic->message, diagnostic->hint)
    : g_strdup (diagnostic->message);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "problem");
  gtk_widget_add_css_class (box, mill_look_severity_class (diagnostic->severity));
  gtk_box_append (GTK_BOX (self->problems), box);
}

static gboolean
show_at_field (MillNodeForm         *self,
               const MillDiagnostic *diagnostic)
{
  for (guint i = 0; diagnostic->param != NULL && i < self->fields->len; i++)
    {
      MillField *field = g_ptr_array_index (self->fields, i);
      g_autofree char *text = NULL;

      if (!g_str_equal (mill_param_get_name (mill_field_get_param (field)), diagnostic->param))
        continue;
      if (diagnostic->hint != NULL)
        text = g_strdup_printf ("%s\n%s", diagnostic->message, diagnostic->hint);
      mill_field_set_problem (field, diagnostic->severity,
                              text != NULL ? text : diagnostic->message);
      return TRUE;
    }

  return FALSE;
}

/* What makes the result another one than what is drawn; FALSE: nothing. */
static gboolean
add_reasons (MillNodeForm *self)
{
  g_autofree char *reasons = mill_session_dup_reasons (self->session, self->node);
  g_autofree char *words = NULL;
  MillNodeStatus status;
  g_autoptr(MillDiagnostic) note = NULL;

  mill_session_get_status (self->session, self->node, &status);
  if ((reasons == NULL && status.values == NULL) || !status.stale ||
      (status.state != MILL_STATE_DONE && status.state != MILL_STATE_REUSED))
    return FALSE;
  words = mill_state_words_dup_changed (&status);
  note = mill_diagnostic_new (MILL_SEVERITY_NOTE, self->node, reasons, "%s", words);
  add_problem (self, note);

  return TRUE;
}

static void
add_outlook (MillNodeForm *self)
{
  gboolean told = add_reasons (self);
  const MillOutlook *outlook = mill_session_get_outlook (self->session, self->node);

  if (outlook != NULL)
    gtk_box_append (GTK_BOX (self->problems), mill_outlook_note_new (outlook, told));
}

static void
update_problems (MillNodeForm *self)
{
  g_autoptr(GPtrArray) diagnostics = mill_session_list_diagnostics (self->session, self->node);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->problems)) != NULL)
    gtk_box_remove (GTK_BOX (self->problems), child);
  for (guint i = 0; i < self->fields->len; i++)
    mill_field_set_problem (g_ptr_array_index (self->fields, i), MILL_SEVERITY_NOTE, NULL);

  for (guint i = diagnostics->len; i > 0; i--)
    {
      const MillDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i - 1);

      if (!show_at_field (self, diagnostic))
        add_problem (self, diagnostic);
    }
  add_outlook (self);
  gtk_widget_set_visible (self->problems,
                          gtk_widget_get_first_child (self->problems) != NULL);
}

static void
edited_cb (MillNodeForm *self,
           JsonNode     *value,
           MillField    *field)
{
  const char *name = mill_param_get_name (mill_field_get_param (field));
  g_autoptr(GError) error = NULL;
  /* NULL goes back to the default; a number that may be left out is so by default. */
  JsonNode *set = JSON_NODE_HOLDS_NULL (value) ? NULL : value;

  if (!mill_session_set_param (self->session, self->node, name, set, &error))
    mill_field_set_problem (field, MILL_SEVERITY_ERROR, error->message);
}

static void
promote_cb (MillNodeForm *self,
            MillField    *field)
{
  g_autoptr(GError) error = NULL;

  if (!mill_promote (self->session, self->node, mill_field_get_param (field), &error))
    mill_field_set_problem (field, MILL_SEVERITY_ERROR, error->message);
}

static void
changed_cb (MillNodeForm     *self,
            const MillChange *changes,
            guint             n_changes)
{
  for (guint i = 0; i < n_changes; i++)
    if (changes[i].kind == MILL_CHANGE_NODE && changes[i].after != NULL &&
        g_str_equal (changes[i].id, self->node))
      {
        update_values (self);
        return;
      }
}

static void
types_changed_cb (MillNodeForm *self,
                  GHashTable   *ids)
{
  if (!g_hash_table_contains (ids, self->node))
    return;
  update_columns (self);
  update_problems (self);
}

static void
status_changed_cb (MillNodeForm *self,
                   const char   *node)
{
  if (g_str_equal (node, self->node))
    update_problems (self);
}

static GtkListBox *
add_group (GtkBox *box)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Settings"), -1);
  gtk_box_append (box, list);

  return GTK_LIST_BOX (list);
}

/* Rows that follow each other share a list; a field with a group of its own comes between. */
static void
add_fields (MillNodeForm *self,
            GtkBox       *box,
            gboolean      advanced)
{
  GtkListBox *list = NULL;

  for (const MillParam *param = self->type->params; param != NULL && param->member != NULL; param++)
    {
      MillField *field;

      if (param->advanced != advanced)
        continue;
      field = mill_field_new (param, self->session);
      g_ptr_array_add (self->fields, field);
      g_signal_connect_object (field, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (field, "promote", G_CALLBACK (promote_cb), self, G_CONNECT_SWAPPED);
      if (mill_field_is_group (field))
        {
          gtk_box_append (box, mill_field_get_group (field));
          list = NULL;
          continue;
        }
      if (list == NULL)
        list = add_group (box);
      mill_field_add_to (field, list);
    }
}

static gboolean
has_advanced (const MillNodeType *type)
{
  for (const MillParam *param = type->params; param != NULL && param->member != NULL; param++)
    if (param->advanced)
      return TRUE;

  return FALSE;
}

static void
build (MillNodeForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->groups = GTK_BOX (box);
  self->problems = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (self->groups, self->problems);
  add_fields (self, self->groups, FALSE);
  if (has_advanced (self->type))
    {
      GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

      self->advanced = gtk_expander_new_with_mnemonic (_("_More Settings"));
      gtk_widget_add_css_class (self->advanced, "more-settings");
      gtk_widget_add_css_class (inner, "more-settings-box");
      gtk_expander_set_child (GTK_EXPANDER (self->advanced), inner);
      add_fields (self, GTK_BOX (inner), TRUE);
      gtk_box_append (self->groups, self->advanced);
    }
  if (self->fields->len == 0)
    {
      GtkWidget *label = gtk_label_new (_("This node has no settings."));

      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (self->groups, label);
    }
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
mill_node_form_new (MillSession *session,
                    const char  *node)
{
  MillNodeForm *self = g_object_new (MILL_TYPE_NODE_FORM, NULL);
  MillPipeline *pipeline = mill_session_get_pipeline (session);

  self->session = g_object_ref (session);
  self->node = g_strdup (node);
  self->type = mill_pipeline_get_node_type (pipeline, node);
  g_return_val_if_fail (self->type != NULL, NULL);

  build (self);
  update_columns (self);
  update_values (self);
  update_problems (self);
  g_signal_connect_object (pipeline, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "types-changed", G_CALLBACK (types_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "node-status-changed", G_CALLBACK (status_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

void
mill_node_form_focus_param (MillNodeForm *self,
                            const char   *param)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      MillField *field = g_ptr_array_index (self->fields, i);

      if (!g_str_equal (mill_param_get_name (mill_field_get_param (field)), param))
        continue;
      if (mill_field_get_param (field)->advanced && self->advanced != NULL)
        gtk_expander_set_expanded (GTK_EXPANDER (self->advanced), TRUE);
      mill_field_focus (field);
      return;
    }
}

static void
mill_node_form_finalize (GObject *object)
{
  MillNodeForm *self = MILL_NODE_FORM (object);

  g_ptr_array_unref (self->fields);
  g_clear_object (&self->session);
  g_free (self->node);

  G_OBJECT_CLASS (mill_node_form_parent_class)->finalize (object);
}

static void
mill_node_form_class_init (MillNodeFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_node_form_finalize;
}

static void
mill_node_form_init (MillNodeForm *self)
{
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
}
