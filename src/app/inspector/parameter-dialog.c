/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/inspector/parameter-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/combo-choices.h"
#include "app/inspector/parameter-text.h"
#include "pipeline/references.h"

struct _MillParameterDialog
{
  AdwDialog            parent_instance;

  AdwPreferencesGroup *group;
  GtkWidget           *save_button;
  AdwEntryRow         *name_row;
  AdwComboRow         *type_row;
  AdwEntryRow         *value_row;
  AdwEntryRow         *description_row;

  MillSession         *session;
  char                *before;      /* its name so far, or NULL */
};

G_DEFINE_FINAL_TYPE (MillParameterDialog, mill_parameter_dialog, ADW_TYPE_DIALOG)

/* In the order of the choices in the template. */
static const MillParameterType types[] = {
  MILL_PARAMETER_STRING, MILL_PARAMETER_NUMBER, MILL_PARAMETER_INTEGER, MILL_PARAMETER_BOOLEAN,
  MILL_PARAMETER_DATE,
};

/* What ${name} can refer to: a letter, then letters, digits, '-' and '_'. */
static gboolean
is_name (const char *name)
{
  if (!g_ascii_isalpha (*name))
    return FALSE;
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && *name != '-' && *name != '_')
      return FALSE;

  return TRUE;
}

static MillParameter *
make_parameter (MillParameterDialog  *self,
                GError              **error)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->value_row));
  const char *description = gtk_editable_get_text (GTK_EDITABLE (self->description_row));
  MillParameterType type = types[adw_combo_row_get_selected (self->type_row)];
  g_autoptr(MillParameter) bare = mill_parameter_new (name, type, NULL, NULL);
  g_autoptr(JsonNode) value = NULL;

  if (*text != '\0')
    {
      value = mill_parameter_parse_value (bare, text, error);
      if (value == NULL)
        return NULL;
    }

  return mill_parameter_new (name, type, value, *description != '\0' ? description : NULL);
}

/* Where the value comes from, as markup; NULL: from the pipeline itself. */
static char *
tell_source (MillParameter *parameter)
{
  JsonNode *value = mill_parameter_get_default (parameter);
  g_autofree char *variable = value != NULL ? mill_reference_dup_variable (value) : NULL;

  return variable != NULL
    ? g_markup_printf_escaped (_("Each run takes the value from the environment variable %s."), variable)
    : NULL;
}

/* What is wrong, and what would be right, as markup. */
static char *
explain (const GError *error)
{
  g_autoptr(MillDiagnostic) diagnostic = mill_error_dup_diagnostic (error, NULL);
  g_autofree char *text = g_strconcat (diagnostic->message, diagnostic->hint != NULL ? "\n" : NULL,
                                       diagnostic->hint, NULL);

  return g_markup_escape_text (text, -1);
}

static void
update (MillParameterDialog *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
  gboolean taken = g_strcmp0 (name, self->before) != 0 &&
                   mill_pipeline_get_parameter (mill_session_get_pipeline (self->session),
                                                name) != NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(MillParameter) parameter = is_name (name) ? make_parameter (self, &error) : NULL;
  g_autofree char *refusal = NULL;
  g_autofree char *source = parameter != NULL ? tell_source (parameter) : NULL;
  const char *problem = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (self->name_row), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->value_row), "error");
  if (taken)
    problem = _("There is a parameter of this name already.");
  else if (*name != '\0' && !is_name (name))
    problem = _("A name begins with a letter and has letters, digits, “-” and “_”.");
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->name_row), "error");
  if (error != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->value_row), "error");
      problem = refusal = explain (error);
    }
  adw_preferences_group_set_description (self->group, problem != NULL ? problem : source);
  gtk_widget_set_sensitive (self->save_button, parameter != NULL && !taken);
}

static void
save_cb (MillParameterDialog *self)
{
  MillHistory *history = mill_session_get_history (self->session);
  g_autoptr(MillParameter) parameter = make_parameter (self, NULL);
  g_autofree char *label = NULL;
  MillEdit *edit;

  if (parameter == NULL)
    return;

  label = g_strdup_printf (self->before != NULL ? _("Change parameter “%s”")
                                                : _("Add parameter “%s”"),
                           mill_parameter_get_name (parameter));
  edit = mill_history_begin (history, label);
  if (self->before != NULL && !g_str_equal (self->before, mill_parameter_get_name (parameter)))
    mill_edit_rename_parameter (edit, self->before, mill_parameter_get_name (parameter), NULL);
  mill_edit_put_parameter (edit, parameter);
  mill_history_commit (history, NULL);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
cancel_cb (MillParameterDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
show_parameter (MillParameterDialog *self,
                MillParameter       *parameter)
{
  const char *description = mill_parameter_get_description (parameter);
  g_autofree char *text = mill_parameter_text (parameter);

  gtk_editable_set_text (GTK_EDITABLE (self->name_row), mill_parameter_get_name (parameter));
  gtk_editable_set_text (GTK_EDITABLE (self->value_row), text);
  gtk_editable_set_text (GTK_EDITABLE (self->description_row), description ? description : "");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i] == mill_parameter_get_value_type (parameter))
      adw_combo_row_set_selected (self->type_row, i);
}

AdwDialog *
mill_parameter_dialog_new (MillSession *session,
                           const char  *name)
{
  MillParameterDialog *self = g_object_new (MILL_TYPE_PARAMETER_DIALOG, NULL);
  MillParameter *parameter = NULL;

  self->session = g_object_ref (session);
  self->before = g_strdup (name);
  if (name != NULL)
    parameter = mill_pipeline_get_parameter (mill_session_get_pipeline (session), name);
  if (parameter != NULL)
    show_parameter (self, parameter);

  g_signal_connect_object (self->name_row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->value_row, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  mill_combo_choices_set_up (self->type_row);
  g_signal_connect_object (self->type_row, "notify::selected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return ADW_DIALOG (self);
}

static void
mill_parameter_dialog_dispose (GObject *object)
{
  MillParameterDialog *self = MILL_PARAMETER_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->before, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_PARAMETER_DIALOG);

  G_OBJECT_CLASS (mill_parameter_dialog_parent_class)->dispose (object);
}

static void
mill_parameter_dialog_class_init (MillParameterDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_parameter_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/millrace/Millrace/parameter-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MillParameterDialog, group);
  gtk_widget_class_bind_template_child (widget_class, MillParameterDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, MillParameterDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, MillParameterDialog, type_row);
  gtk_widget_class_bind_template_child (widget_class, MillParameterDialog, value_row);
  gtk_widget_class_bind_template_child (widget_class, MillParameterDialog, description_row);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
mill_parameter_dialog_init (MillParameterDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
