/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/run-values-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/inspector/parameter-text.h"
#include "pipeline/writer.h"

/* A parameter, its row, and the text that was there in the beginning. */
typedef struct
{
  char      *name;
  char      *text;
  GtkWidget *row;    /* of the dialog */
  GtkWidget *both;   /* of a switch, where several values are tried; or NULL */
} Value;

struct _MillRunValuesDialog
{
  AdwDialog            parent_instance;

  AdwPreferencesGroup *group;
  GtkButton           *run_button;
  AdwSwitchRow        *several;

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

/* The values as they are written: one, or where several are tried what is between commas. NULL where it is as it
 * was: then the pipeline's own counts, to the last digit. */
static GStrv
list_values (MillRunValuesDialog *self,
             const Value         *value)
{
  gboolean several = adw_switch_row_get_active (self->several);
  g_autofree char *text = dup_text (value);
  GStrv values;

  if (several && value->both != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (value->both)))
    return g_strdupv ((char *[]) { (char *) "true", (char *) "false", NULL });
  if (g_str_equal (text, value->text))
    return NULL;
  if (!several || value->both != NULL || *text == '\0')
    return g_strdupv ((char *[]) { text, NULL });

  values = g_strsplit (text, ",", -1);
  for (guint i = 0; values[i] != NULL; i++)
    g_strstrip (values[i]);

  return values;
}

/* What is wrong with it, as markup, or NULL. */
static char *
explain_value (MillRunValuesDialog *self,
               const char          *override)
{
  const char *const overrides[] = { override, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(MillBindings) bindings = mill_bindings_new (mill_session_get_whole (self->session), overrides, &error);
  g_autoptr(MillDiagnostic) diagnostic = NULL;
  g_autofree char *text = NULL;

  if (bindings != NULL)
    return NULL;
  diagnostic = mill_error_dup_diagnostic (error, NULL);
  text = g_strconcat (diagnostic->message, diagnostic->hint != NULL ? "\n" : NULL, diagnostic->hint, NULL);

  return g_markup_escape_text (text, -1);
}

/* Of two runs with the same values one would only say again what the other did. */
static char *
explain_twice (MillRunValuesDialog *self,
               const Value         *value,
               GStrv                values)
{
  MillParameter *parameter = mill_pipeline_get_parameter (mill_session_get_whole (self->session), value->name);
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autoptr(JsonNode) json = mill_parameter_parse_value (parameter, values[i], NULL);

      if (!g_hash_table_add (known, mill_json_to_canonical (json, TRUE)))
        return g_markup_printf_escaped (_("“%s” is there twice\nGive each value once"), values[i]);
    }

  return NULL;
}

static char *
explain (MillRunValuesDialog *self,
         const Value         *value,
         GStrv                values)
{
  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *override = g_strconcat (value->name, "=", values[i], NULL);
      char *refusal = explain_value (self, override);

      if (refusal != NULL)
        return refusal;
    }

  return explain_twice (self, value, values);
}

static void
tell_runs (MillRunValuesDialog *self,
           guint                n,
           const char          *problem)
{
  g_autofree char *label = n > 1 ? g_strdup_printf (ngettext ("_Run %u Time", "_Run %u Times", n), n)
                                 : g_strdup (_("_Run"));
  g_autofree char *many = NULL;

  if (problem == NULL && n > MILL_VALUE_GRID_MOST)
    problem = many = g_strdup_printf (_("These are more than %u runs\nTake fewer values"), MILL_VALUE_GRID_MOST);
  gtk_button_set_label (self->run_button, n > MILL_VALUE_GRID_MOST ? _("_Run") : label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button), problem == NULL);
  adw_preferences_group_set_description (self->group, problem != NULL ? problem
    : n > 1 ? _("The values count for these runs only; the pipeline stays as it is.")
            : _("The values count for this run only; the pipeline stays as it is."));
}

/* All that differs from what the pipeline has. */
static MillValueGrid *
make_grid (MillRunValuesDialog *self)
{
  MillValueGrid *grid = mill_value_grid_new ();

  for (guint i = 0; i < self->values->len; i++)
    {
      const Value *value = g_ptr_array_index (self->values, i);
      g_auto(GStrv) values = list_values (self, value);

      if (values != NULL)
        mill_value_grid_add (grid, value->name, (const char *const *) values);
    }

  return grid;
}

static void
update (MillRunValuesDialog *self)
{
  g_autoptr(MillValueGrid) grid = make_grid (self);
  g_autofree char *problem = NULL;

  for (guint i = 0; i < self->values->len; i++)
    {
      const Value *value = g_ptr_array_index (self->values, i);
      g_auto(GStrv) values = list_values (self, value);
      g_autofree char *refusal = values != NULL ? explain (self, value, values) : NULL;

      if (refusal != NULL)
        gtk_widget_add_css_class (value->row, "error");
      else
        gtk_widget_remove_css_class (value->row, "error");
      if (problem == NULL)
        problem = g_steal_pointer (&refusal);
    }
  tell_runs (self, mill_value_grid_get_n (grid), problem);
}

static void
several_cb (MillRunValuesDialog *self)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      const Value *value = g_ptr_array_index (self->values, i);

      if (value->both != NULL)
        gtk_widget_set_visible (value->both, adw_switch_row_get_active (self->several));
    }
  update (self);
}

static void
run_cb (MillRunValuesDialog *self)
{
  g_autoptr(MillValueGrid) grid = make_grid (self);

  if (mill_value_grid_get_n (grid) > 1)
    {
      mill_session_run_sweep (self->session, g_steal_pointer (&grid));
    }
  else
    {
      g_auto(GStrv) values = mill_value_grid_list (grid, 0);

      mill_session_run_with_values (self->session, (const char *const *) values);
    }
  adw_dialog_close (ADW_DIALOG (self));
}

static void
cancel_cb (MillRunValuesDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
add_both (MillRunValuesDialog *self,
          Value               *value)
{
  /* Translators: of a switch: it is tried both on and off. */
  value->both = gtk_check_button_new_with_label (_("Both"));
  gtk_widget_set_visible (value->both, FALSE);
  gtk_widget_set_valign (value->both, GTK_ALIGN_CENTER);
  g_signal_connect_object (value->both, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (value->row), value->both);
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
      add_both (self, value);
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
  if (mill_session_get_file (session) == NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->several), FALSE);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->several),
                                   _("Save the pipeline first: it is by its file that runs are found again"));
    }
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
  gtk_widget_class_bind_template_child (widget_class, MillRunValuesDialog, several);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
  gtk_widget_class_bind_template_callback (widget_class, several_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
mill_run_values_dialog_init (MillRunValuesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->values = g_ptr_array_new_with_free_func (value_free);
}
