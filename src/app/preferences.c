/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/preferences.h"

#include <glib/gi18n-lib.h>

#include "app/combo-choices.h"
#include "app/old-runs.h"
#include "app/settings.h"

struct _MillPreferences
{
  AdwPreferencesDialog  parent_instance;

  AdwComboRow          *color_scheme;
  AdwSwitchRow         *restore_session;
  AdwSwitchRow         *show_grid;
  AdwSwitchRow         *snap_to_grid;
  AdwComboRow          *keep_runs;
  AdwSpinRow           *threads;
  AdwSpinRow           *memory_limit;
  AdwSpinRow           *cache_size;
  AdwActionRow         *spill_row;
  GtkWidget            *spill_reset;
};

G_DEFINE_FINAL_TYPE (MillPreferences, mill_preferences, ADW_TYPE_PREFERENCES_DIALOG)

static void
scheme_selected_cb (MillPreferences *self)
{
  GSettings *settings = mill_settings_get ();

  if (settings != NULL)
    g_settings_set_enum (settings, "color-scheme",
                         (int) adw_combo_row_get_selected (self->color_scheme));
}

static guint
get_keep_runs (void)
{
  GSettings *settings = mill_settings_get ();

  return settings != NULL ? (guint) g_settings_get_enum (settings, "keep-runs") : 0;
}

static void
keep_asked_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (MillPreferences) self = data;
  GSettings *settings = mill_settings_get ();
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (g_str_equal (answer, "forget") && settings != NULL)
    g_settings_set_enum (settings, "keep-runs", (int) adw_combo_row_get_selected (self->keep_runs));
  else
    adw_combo_row_set_selected (self->keep_runs, get_keep_runs ());
}

/* What is forgotten cannot be brought back, so that it is asked for before. */
static void
ask_to_forget (MillPreferences *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Forget Old Runs?"), NULL);
  g_autofree char *body =
    g_strdup_printf (_("After each run, those that began longer ago are forgotten, with their pipelines, logs and "
                       "results. They cannot be brought back.\n\nThe newest %d stay, and those kept with "
                       "“millctl runs keep”."), MILL_OLD_RUNS_NEWEST);

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "forget",
                                  _("_Forget Old Runs"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "forget",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, keep_asked_cb,
                           g_object_ref (self));
}

static void
keep_selected_cb (MillPreferences *self)
{
  GSettings *settings = mill_settings_get ();
  guint selected = adw_combo_row_get_selected (self->keep_runs);
  guint present = get_keep_runs ();

  if (settings == NULL || selected == present)
    return;
  /* The order is from for ever to a week. */
  if (selected > present)
    ask_to_forget (self);
  else
    g_settings_set_enum (settings, "keep-runs", (int) selected);
}

static void
update_spill (MillPreferences *self)
{
  g_autofree char *path = mill_settings_dup_path ("spill-folder");
  g_autofree char *shown = path != NULL ? g_filename_display_name (path) : g_strdup (_("In the cache"));

  adw_action_row_set_subtitle (self->spill_row, shown);
  /* Of a long path only the beginning has room. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->spill_row), path);
  gtk_widget_set_visible (self->spill_reset, path != NULL);
}

static void
spill_reset_cb (MillPreferences *self)
{
  mill_settings_set_path ("spill-folder", NULL);
  update_spill (self);
}

static void
spill_chosen_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (MillPreferences) self = data;
  g_autoptr (GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (folder == NULL || g_file_peek_path (folder) == NULL)
    return;

  mill_settings_set_path ("spill-folder", g_file_peek_path (folder));
  update_spill (self);
}

static void
spill_choose_cb (MillPreferences *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *path = mill_settings_dup_path ("spill-folder");
  g_autoptr (GFile) folder = path != NULL ? g_file_new_for_path (path) : NULL;

  gtk_file_dialog_set_title (dialog, _("Folder for What Does Not Fit"));
  gtk_file_dialog_set_initial_folder (dialog, folder);
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                                 spill_chosen_cb, g_object_ref (self));
}

static void
mill_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MILL_TYPE_PREFERENCES);

  G_OBJECT_CLASS (mill_preferences_parent_class)->dispose (object);
}

static void
mill_preferences_class_init (MillPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/millrace/Millrace/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, MillPreferences, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, MillPreferences, restore_session);
  gtk_widget_class_bind_template_child (widget_class, MillPreferences, show_grid);
  gtk_widget_class_bind_template_child (widget_class, MillPreferences, snap_to_grid);
  gtk_widget_class_bind_template_child (widget_class, MillPreferences, keep_runs);
  gtk_widget_class_bind_template_child (widget_class, MillPreferences, threads);
  gtk_widget_class_bind_template_child (widget_class, MillPreferences, memory_limit);
  gtk_widget_class_bind_template_child (widget_class, MillPreferences, cache_size);
  gtk_widget_class_bind_template_child (widget_class, MillPreferences, spill_row);
  gtk_widget_class_bind_template_child (widget_class, MillPreferences, spill_reset);
  gtk_widget_class_bind_template_callback (widget_class, spill_reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, spill_choose_cb);
}

static void
mill_preferences_init (MillPreferences *self)
{
  GSettings *settings = mill_settings_get ();

  gtk_widget_init_template (GTK_WIDGET (self));

  mill_settings_bind ("restore-session", self->restore_session, "active");
  mill_settings_bind ("show-grid", self->show_grid, "active");
  mill_settings_bind ("snap-to-grid", self->snap_to_grid, "active");
  mill_settings_bind ("threads", self->threads, "value");
  mill_settings_bind ("memory-limit", self->memory_limit, "value");
  mill_settings_bind ("cache-size", self->cache_size, "value");
  update_spill (self);
  if (settings != NULL)
    adw_combo_row_set_selected (self->color_scheme, g_settings_get_enum (settings, "color-scheme"));
  mill_combo_choices_set_up (self->color_scheme);
  adw_combo_row_set_selected (self->keep_runs, get_keep_runs ());
  mill_combo_choices_set_up (self->keep_runs);
  g_signal_connect_object (self->keep_runs, "notify::selected", G_CALLBACK (keep_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->color_scheme, "notify::selected", G_CALLBACK (scheme_selected_cb),
                           self, G_CONNECT_SWAPPED);
}

MillPreferences *
mill_preferences_new (void)
{
  return g_object_new (MILL_TYPE_PREFERENCES, NULL);
}
