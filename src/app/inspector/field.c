/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/inspector/field.h"

#include <glib/gi18n-lib.h>

#include "app/inspector/field-kinds.h"
#include "app/inspector/promote.h"
#include "app/look.h"
#include "pipeline/params.h"

typedef struct
{
  const MillParam *param;
  MillSession     *session;      /* not owned: the form lives no longer than the session is shown */
  GPtrArray       *rows;         /* GtkWidget, referenced */
  GtkWidget       *group;
  GtkWidget       *message_row;
  GtkWidget       *message_icon;
  GtkLabel        *message;
  GtkWidget       *reset;
  JsonNode        *value;
  MillSchema      *columns;
  gboolean         visible;
} MillFieldPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (MillField, mill_field, G_TYPE_OBJECT)

enum
{
  SIGNAL_EDITED,
  SIGNAL_PROMOTE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static MillFieldPrivate *
get_private (MillField *self)
{
  return mill_field_get_instance_private (self);
}

static GType
choose_type (const MillParam *param)
{
  switch (param->kind)
    {
    case MILL_PARAM_BOOLEAN:
      return mill_field_switch_get_type ();
    case MILL_PARAM_INTEGER:
    case MILL_PARAM_NUMBER:
      return mill_field_number_get_type ();
    case MILL_PARAM_CHOICE:
      return mill_field_choice_get_type ();
    case MILL_PARAM_RECORDS:
      return mill_field_records_get_type ();
    case MILL_PARAM_STRINGS:
      return param->role == MILL_ROLE_COLUMNS ? mill_field_columns_get_type ()
                                              : mill_field_strings_get_type ();
    case MILL_PARAM_STRING:
    default:
      break;
    }

  switch (param->role)
    {
    case MILL_ROLE_COLUMN:
      return mill_field_column_get_type ();
    case MILL_ROLE_EXPRESSION:
      return mill_field_expression_get_type ();
    case MILL_ROLE_READ_PATH:
    case MILL_ROLE_WRITE_PATH:
      return mill_field_path_get_type ();
    case MILL_ROLE_NONE:
    case MILL_ROLE_COLUMNS:
    case MILL_ROLE_NEW_COLUMN:
    case MILL_ROLE_SEED:
    default:
      return mill_field_text_get_type ();
    }
}

/* The row can have the focus, so that the message is met on the way with Tab. And were it not so, the list
 * would let nobody by: it hands the focus to the next row that is seen, and is content when that takes none. */
static void
make_message_row (MillField *self)
{
  MillFieldPrivate *priv = get_private (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);

  priv->message_icon = gtk_image_new ();
  priv->message = GTK_LABEL (label);
  gtk_widget_set_valign (priv->message_icon, GTK_ALIGN_START);
  gtk_label_set_wrap (priv->message, TRUE);
  gtk_label_set_wrap_mode (priv->message, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (priv->message, 0);
  gtk_label_set_selectable (priv->message, TRUE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_box_append (GTK_BOX (box), priv->message_icon);
  gtk_box_append (GTK_BOX (box), label);

  priv->message_row = g_object_new (GTK_TYPE_LIST_BOX_ROW,
                                    "activatable", FALSE,
                                    "selectable", FALSE,
                                    "visible", FALSE,
                                    "child", box,
                                    NULL);
  gtk_widget_add_css_class (priv->message_row, "message-row");
  g_object_ref_sink (priv->message_row);
}

MillField *
mill_field_new (const MillParam *param,
                MillSession     *session)
{
  MillField *self = g_object_new (choose_type (param), NULL);
  MillFieldPrivate *priv = get_private (self);

  priv->param = param;
  priv->session = session;
  MILL_FIELD_GET_CLASS (self)->build (self);
  make_message_row (self);

  return self;
}

const MillParam *
mill_field_get_param (MillField *self)
{
  return get_private (self)->param;
}

MillSession *
mill_field_get_session (MillField *self)
{
  return get_private (self)->session;
}

gboolean
mill_field_is_group (MillField *self)
{
  return get_private (self)->group != NULL;
}

GtkWidget *
mill_field_get_group (MillField *self)
{
  return get_private (self)->group;
}

void
mill_field_add_to (MillField  *self,
                   GtkListBox *list)
{
  MillFieldPrivate *priv = get_private (self);

  for (guint i = 0; i < priv->rows->len; i++)
    gtk_list_box_append (list, g_ptr_array_index (priv->rows, i));
  gtk_list_box_append (list, priv->message_row);
}

void
mill_field_add_to_expander (MillField      *self,
                            AdwExpanderRow *expander)
{
  MillFieldPrivate *priv = get_private (self);

  for (guint i = 0; i < priv->rows->len; i++)
    adw_expander_row_add_row (expander, g_ptr_array_index (priv->rows, i));
  adw_expander_row_add_row (expander, priv->message_row);
}

static gboolean
equal_values (JsonNode *a,
              JsonNode *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return json_node_equal (a, b);
}

static void
update_reset (MillField *self)
{
  MillFieldPrivate *priv = get_private (self);
  g_autoptr(JsonNode) standard = mill_param_get_default_json (priv->param);

  if (priv->reset != NULL)
    gtk_widget_set_sensitive (priv->reset, !equal_values (priv->value, standard));
}

void
mill_field_set_value (MillField *self,
                      JsonNode  *value)
{
  MillFieldPrivate *priv = get_private (self);

  /* What the field itself just handed on comes back from the document; showing it again would move the
   * text cursor of somebody who is typing. */
  if (priv->value != NULL && equal_values (priv->value, value))
    return;

  g_clear_pointer (&priv->value, json_node_unref);
  priv->value = value != NULL ? json_node_copy (value) : json_node_new (JSON_NODE_NULL);
  MILL_FIELD_GET_CLASS (self)->show (self, priv->value);
  update_reset (self);
}

JsonNode *
mill_field_get_value (MillField *self)
{
  return get_private (self)->value;
}

void
mill_field_set_columns (MillField        *self,
                        const MillSchema *columns)
{
  MillFieldPrivate *priv = get_private (self);

  if (columns == priv->columns)
    return;

  g_clear_pointer (&priv->columns, mill_schema_unref);
  priv->columns = columns != NULL ? mill_schema_ref ((MillSchema *) columns) : NULL;
  if (MILL_FIELD_GET_CLASS (self)->set_columns != NULL)
    MILL_FIELD_GET_CLASS (self)->set_columns (self, columns);
}

const MillSchema *
mill_field_get_columns (MillField *self)
{
  return get_private (self)->columns;
}

static void
update_message_visible (MillField *self)
{
  MillFieldPrivate *priv = get_private (self);
  gboolean told = *gtk_label_get_label (priv->message) != '\0';

  gtk_widget_set_visible (priv->message_row, told && priv->visible);
}

static void
update_row_visible (MillField *self,
                    GtkWidget *row)
{
  gboolean hidden = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "mill-hidden"));

  gtk_widget_set_visible (row, get_private (self)->visible && !hidden);
}

void
mill_field_show_row (MillField *self,
                     GtkWidget *row,
                     gboolean   shown)
{
  g_object_set_data (G_OBJECT (row), "mill-hidden", GINT_TO_POINTER (!shown));
  update_row_visible (self, row);
}

void
mill_field_set_visible (MillField *self,
                        gboolean   visible)
{
  MillFieldPrivate *priv = get_private (self);

  priv->visible = visible;
  if (priv->group != NULL)
    gtk_widget_set_visible (priv->group, visible);
  for (guint i = 0; i < priv->rows->len; i++)
    update_row_visible (self, g_ptr_array_index (priv->rows, i));
  update_message_visible (self);
}

/* What has the focus when somebody edits in @row. */
static GtkWidget *
find_control (GtkWidget *row)
{
  return GTK_IS_EDITABLE (row) ? GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row))) : row;
}

static void
tell (GtkAccessible *accessible,
      MillSeverity   severity,
      const char    *message)
{
  gboolean error = message != NULL && severity == MILL_SEVERITY_ERROR;

  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_INVALID,
                               error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (message != NULL)
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message, -1);
  else
    gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
mark (GtkWidget    *widget,
      MillSeverity  severity,
      const char   *message)
{
  GtkWidget *control = find_control (widget);

  gtk_widget_remove_css_class (widget, "error");
  gtk_widget_remove_css_class (widget, "warning");
  if (message != NULL && severity != MILL_SEVERITY_NOTE)
    gtk_widget_add_css_class (widget, mill_look_severity_class (severity));
  tell (GTK_ACCESSIBLE (widget), severity, message);
  if (control != widget)
    tell (GTK_ACCESSIBLE (control), severity, message);
}

void
mill_field_set_problem (MillField    *self,
                        MillSeverity  severity,
                        const char   *message)
{
  MillFieldPrivate *priv = get_private (self);

  gtk_label_set_label (priv->message, message != NULL ? message : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->message_row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  message != NULL ? message : "", -1);
  gtk_image_set_from_icon_name (GTK_IMAGE (priv->message_icon), mill_look_severity_icon (severity));
  gtk_widget_set_css_classes (priv->message_row, (const char *[]) { "message-row", NULL });
  gtk_widget_add_css_class (priv->message_row, mill_look_severity_class (severity));
  update_message_visible (self);

  if (ADW_IS_PREFERENCES_GROUP (priv->group))
    {
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (priv->group), message);
      mark (priv->group, severity, message);
    }
  if (priv->rows->len > 0)
    mark (g_ptr_array_index (priv->rows, 0), severity, message);
}

void
mill_field_focus (MillField *self)
{
  MillFieldPrivate *priv = get_private (self);

  if (MILL_FIELD_GET_CLASS (self)->focus != NULL)
    MILL_FIELD_GET_CLASS (self)->focus (self);
  else if (priv->rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (priv->rows, 0));
}

const char *
mill_field_get_label (MillField *self)
{
  const MillParam *param = get_private (self)->param;

  return param->label != NULL ? _(param->label) : mill_param_get_name (param);
}

char *
mill_field_dup_title (MillField *self)
{
  const MillParam *param = get_private (self)->param;

  if (param->unit == NULL)
    return g_strdup (mill_field_get_label (self));

  /* Translators: the name of a setting and its unit. */
  return g_strdup_printf (_("%s (%s)"), mill_field_get_label (self), _(param->unit));
}

void
mill_field_add_row (MillField *self,
                    GtkWidget *row)
{
  GtkWidget *control = find_control (row);
  const char *title;

  g_ptr_array_add (get_private (self)->rows, g_object_ref_sink (row));
  if (!ADW_IS_PREFERENCES_ROW (row))
    return;
  /* Else it would be named by all that is in the row, the button of its help too. */
  title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

void
mill_field_take_group (MillField *self,
                       GtkWidget *group)
{
  get_private (self)->group = g_object_ref_sink (group);
}

static void
reset_cb (MillField *self,
          GtkWidget *button)
{
  MillFieldPrivate *priv = get_private (self);
  g_autoptr(JsonNode) standard = mill_param_get_default_json (priv->param);
  GtkWidget *popover = gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  mill_field_set_value (self, standard);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, standard);
}

static void
promote_cb (MillField *self,
            GtkWidget *button)
{
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
  g_signal_emit (self, signals[SIGNAL_PROMOTE], 0);
}

/* A field of a record has nobody who could do it. */
static void
update_promote (MillField *self,
                   GtkWidget *button)
{
  MillFieldPrivate *priv = get_private (self);
  gboolean inside = priv->session != NULL && mill_session_get_level (priv->session) != NULL;

  gtk_widget_set_visible (button, g_signal_has_handler_pending (self, signals[SIGNAL_PROMOTE], 0,
                                                                FALSE) &&
                                  mill_promote_is_possible (priv->param, priv->value));
  gtk_button_set_label (GTK_BUTTON (button), inside ? _("Make a _Parameter of the Component")
                                                    : _("Make a _Parameter of the Pipeline"));
}

static GtkWidget *
make_promote (MillField *self,
              GtkWidget *popover)
{
  GtkWidget *button = gtk_button_new_with_mnemonic ("");

  g_signal_connect_object (button, "clicked", G_CALLBACK (promote_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data (G_OBJECT (popover), "promote", button);

  return button;
}

static void
help_shown_cb (MillField *self,
               GtkWidget *popover)
{
  update_promote (self, g_object_get_data (G_OBJECT (popover), "promote"));
}

GtkWidget *
mill_field_make_help (MillField *self)
{
  MillFieldPrivate *priv = get_private (self);
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *name = g_strdup_printf (_("Help on “%s”"), mill_field_get_label (self));

  if (priv->param->help != NULL)
    {
      GtkWidget *label = gtk_label_new (_(priv->param->help));

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_box_append (GTK_BOX (box), label);
    }
  priv->reset = gtk_button_new_with_mnemonic (_("_Reset to Default"));
  g_signal_connect_object (priv->reset, "clicked", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), priv->reset);
  gtk_box_append (GTK_BOX (box), make_promote (self, popover));
  g_signal_connect_object (popover, "show", G_CALLBACK (help_shown_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (box, "help-box");

  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "help-hint-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "field-help");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return button;
}

void
mill_field_edited (MillField *self,
                   JsonNode  *value)
{
  MillFieldPrivate *priv = get_private (self);
  g_autoptr(JsonNode) kept = value;

  if (equal_values (priv->value, value))
    return;

  g_clear_pointer (&priv->value, json_node_unref);
  priv->value = json_node_ref (value);
  update_reset (self);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, kept);
}

const char *
mill_value_get_string (JsonNode *value)
{
  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value) ||
      json_node_get_value_type (value) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (value);
}

JsonNode *
mill_value_new_string (const char *text)
{
  JsonNode *value = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (value, text);

  return value;
}

static void
mill_field_dispose (GObject *object)
{
  MillFieldPrivate *priv = get_private (MILL_FIELD (object));

  g_ptr_array_set_size (priv->rows, 0);
  g_clear_object (&priv->group);
  g_clear_object (&priv->message_row);
  priv->session = NULL;

  G_OBJECT_CLASS (mill_field_parent_class)->dispose (object);
}

static void
mill_field_finalize (GObject *object)
{
  MillFieldPrivate *priv = get_private (MILL_FIELD (object));

  g_ptr_array_unref (priv->rows);
  g_clear_pointer (&priv->value, json_node_unref);
  g_clear_pointer (&priv->columns, mill_schema_unref);

  G_OBJECT_CLASS (mill_field_parent_class)->finalize (object);
}

static void
mill_field_class_init (MillFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mill_field_dispose;
  object_class->finalize = mill_field_finalize;
  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, JSON_TYPE_NODE);
  signals[SIGNAL_PROMOTE] = g_signal_new ("promote", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mill_field_init (MillField *self)
{
  MillFieldPrivate *priv = get_private (self);

  priv->rows = g_ptr_array_new_with_free_func (g_object_unref);
  priv->visible = TRUE;
}
