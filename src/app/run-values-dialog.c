/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/run-values-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/inspector/parameter-text.h"

/* A parameter, its row, and the text that was there in the beginning. */
typedef struct
{
  char      *name;
  char      *text;
  GtkWidget *row;    /* of the dialog */
} Value;

struct _MillRunValuesDialog
{
  AdwDialog            parent_instance;

  AdwPreferencesGroup *group;
  GtkWidget           *run_button;

  MillSession         *session;
  GPtrArray           *values;    /* Value */
};

G_DEFINE_FINAL_TYPE (MillRunValuesDialog, mill_run_values_dialog, ADW_TYPE_DIALOG)

static void
value_free (gpointer data)
{
  Value *value = data;

  g_free (value->name);
  g_free (value->text);
  g_free (value);
}

static char *
dup_text (const Value *value)
{
  if (ADW_IS_SWITCH_ROW (value->row))
    return g_strdup (adw_switch_row_get_active (ADW_SWITCH_ROW (value->row)) ? "true" : "false");

  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (value->row)));
}

/* "NAME=VALUE", or NULL where it is as it was: then the pipeline's own counts, to the last digit. */
static char *
dup_override (const Value *value)
{
  g_autofree char *text = dup_text (value);

  return g_str_equal (text, value->text) ? NULL : g_strconcat (value->name, "=", text, NULL);
}

/* What is wrong with it, as markup, or NULL. */
static char *
explain (MillRunValuesDialog *self,
         const char          *override)
{
  const char *const overrides[] = { override, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(MillBindings) bindings = NULL;
  g_autoptr(MillDiagnostic) diagnostic = NULL;
  g_autofree char *text = NULL;

  if (override == NULL ||
      (bindings = mill_bindings_new (mill_session_get_whole (self->session), overrides, &error)) != NULL)
    return NULL;
  diagnostic = mill_error_dup_diagnostic (error, NULL);
  text = g_strconcat (diagnostic->message, diagnostic->hint != NULL ? "\n" : NULL, diagnostic->hint, NULL);

  return g_markup_escape_text (text, -1);
}

static void
update (MillRunValuesDialog *self)
{
  g_autofree char *problem = NULL;

  for (guint i = 0; i < self->values->len; i++)
    {
      const Value *value = g_ptr_array_index (self->values, i);
      g_autofree char *override = dup_override (value);
      g_autofree char *refusal = explain (self, override);

      if (refusal != NULL)
        gtk_widget_add_css_class (value->row, "error");
      else
        gtk_widget_remove_css_class (value->row, "error");
      if (problem == NULL)
        problem = g_steal_pointer (&refusal);
    }
  gtk_widget_set_sensitive (self->run_button, problem == NULL);
  adw_preferences_group_set_description (self->group, problem != NULL ? problem
    : _("The values count for this run only; the pipeline stays as it is."));
}

static void
run_cb (MillRunValuesDialog *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) overrides = NULL;

  for (guint i = 0; i < self->values->len; i++)
    {
      g_autofree char *override = dup_override (g_ptr_array_index (self->values, i));

      if (override != NULL)
        g_strv_builder_add (builder, override);
    }
  overrides = g_strv_builder_end (builder);
  mill_session_run_with_values (self->session, (const char *const *) overrides);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
cancel_cb (MillRunValuesDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
add_row (MillRunValuesDialog *self,
         MillParameter       *parameter)
{
  Value *value = g_new0 (Value, 1);
  gboolean yes_or_no = mill_parameter_get_value_type (parameter) == MILL_PARAMETER_BOOLEAN &&
                       mill_parameter_get_default (parameter) != NULL;

  value->name = g_strdup (mill_parameter_get_name (parameter));
  value->text = mill_parameter_text (parameter);
  value->row = g_object_new (yes_or_no ? ADW_TYPE_SWITCH_ROW : ADW_TYPE_ENTRY_ROW,
                             "use-markup", FALSE,
                             "title", value->name,
                             "tooltip-text", mill_parameter_get_description (parameter),
                             NULL);
  if (yes_or_no)
    {
      adw_switch_row_set_active (ADW_SWITCH_ROW (value->row), g_str_equal (value->text, "true"));
      g_signal_connect_object (value->row, "notify::active", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  else
    {
      gtk_editable_set_text (GTK_EDITABLE (value->row), value->text);
      adw_entry_row_set_activates_default (ADW_ENTRY_ROW (value->row), TRUE);
      g_signal_connect_object (value->row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  adw_preferences_group_add (self->group, value->row);
  if (self->values->len == 0)
    adw_dialog_set_focus (ADW_DIALOG (self), value->row);
  g_ptr_array_add (self->values, value);
}

AdwDialog *
mill_run_values_dialog_new (MillSession *session)
{
  MillRunValuesDialog *self = g_object_new (MILL_TYPE_RUN_VALUES_DIALOG, NULL);
  g_autoptr(GPtrArray) parameters = mill_pipeline_list_parameters (mill_session_get_whole (session));

  self->session = g_object_ref (session);
  for (guint i = 0; i < parameters->len; i++)
    add_row (self, g_ptr_array_index (parameters, i));
  update (self);

  return ADW_DIALOG (self);
}

static void
mill_run_values_dialog_dispose (GObject *object)
{
  MillRunValuesDialog *self = MILL_RUN_VALUES_DIALOG (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_RUN_VALUES_DIALOG);

  G_OBJECT_CLASS (mill_run_values_dialog_parent_class)->dispose (object);
}

static void
mill_run_values_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (MILL_RUN_VALUES_DIALOG (object)->values);

  G_OBJECT_CLASS (mill_run_values_dialog_parent_class)->finalize (object);
}

static void
mill_run_values_dialog_class_init (MillRunValuesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_run_values_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = mill_run_values_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/millrace/Millrace/run-values-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MillRunValuesDialog, group);
  gtk_widget_class_bind_template_child (widget_class, MillRunValuesDialog, run_button);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
mill_run_values_dialog_init (MillRunValuesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->values = g_ptr_array_new_with_free_func (value_free);
}
