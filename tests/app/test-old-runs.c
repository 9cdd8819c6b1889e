/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "runs-store.h"

#include <adwaita.h>

#include "app/old-runs.h"
#include "app/preferences.h"
#include "app/settings.h"

#define N_OLD 150
#define N_NEW 10

typedef struct
{
  RunsStore  runs;
  gint64     n_runs;
  gboolean   is_done;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *sql = NULL;

  g_settings_reset (mill_settings_get (), "keep-runs");
  /* The old ones of a month ago, but for the first, of two years ago. */
  sql = g_strdup_printf ("INSERT INTO contents VALUES ('d', '{}');"
                         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
                         " INSERT INTO runs (uuid, name, pipeline, parameters, seeds, versions, state, started, touched)"
                         " SELECT i, 'Old', 'd', '{}', '{}', '{}', 'done', iif (i = 1, 0, iif (i > %d, %" G_GINT64_FORMAT
                         ", %" G_GINT64_FORMAT ")), 0 FROM n",
                         N_OLD + N_NEW, N_OLD, g_get_real_time (), g_get_real_time () - 31 * G_TIME_SPAN_DAY);
  runs_store_open (&self->runs, sql);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  runs_store_wait (&self->runs, 0);
  runs_store_close (&self->runs);
}

static void
cleaned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  Fixture *self = data;
  g_autoptr (GError) error = NULL;

  self->n_runs = mill_old_runs_clean_finish (result, &error);
  g_assert_no_error (error);
  self->is_done = TRUE;
}

static gint64
clean (Fixture *self)
{
  self->is_done = FALSE;
  mill_old_runs_clean_async (self->runs.store, cleaned_cb, self);
  while (!self->is_done)
    g_main_context_iteration (NULL, TRUE);

  return self->n_runs;
}

static void
test_clean (Fixture       *self,
            gconstpointer  data)
{
  GSettings *settings = mill_settings_get ();

  /* Nothing goes unless somebody wanted it. */
  g_assert_cmpuint (mill_old_runs_get_days (), ==, 0);
  g_assert_cmpint (clean (self), ==, 0);
  g_assert_cmpint (mill_store_count_old (self->runs.store, 0, G_MAXINT64, NULL), ==, N_OLD + N_NEW);

  g_settings_set_string (settings, "keep-runs", "year");
  g_assert_cmpuint (mill_old_runs_get_days (), ==, 365);
  g_assert_cmpint (clean (self), ==, 1);
  g_settings_set_string (settings, "keep-runs", "quarter");
  g_assert_cmpint (clean (self), ==, 0);

  /* The newest stay, however old. */
  g_settings_set_string (settings, "keep-runs", "month");
  g_assert_cmpint (clean (self), ==, N_OLD + N_NEW - 1 - MILL_OLD_RUNS_NEWEST);
  g_settings_set_string (settings, "keep-runs", "week");
  g_assert_cmpint (clean (self), ==, 0);
  g_assert_cmpint (mill_store_count_old (self->runs.store, 0, G_MAXINT64, NULL), ==, MILL_OLD_RUNS_NEWEST);
}

static GtkWidget *
find (GtkWidget  *widget,
      GType       type,
      const char *property,
      const char *value)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    {
      g_autofree char *text = NULL;

      g_object_get (widget, property, &text, NULL);
      if (g_strcmp0 (text, value) == 0)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type, property, value);

  return found;
}

static AdwDialog *
wait_for_dialog (GtkWidget *window,
                 AdwDialog *other)
{
  AdwDialog *dialog;

  while ((dialog = adw_window_get_visible_dialog (ADW_WINDOW (window))) == other)
    g_main_context_iteration (NULL, TRUE);

  return dialog;
}

/* What cannot be taken back is asked for; what forgets less is not. */
static void
test_asked (Fixture       *self,
            gconstpointer  data)
{
  GtkWidget *window = adw_window_new ();
  AdwDialog *preferences = ADW_DIALOG (mill_preferences_new ());
  GSettings *settings = mill_settings_get ();
  AdwDialog *question;
  AdwComboRow *row;

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (preferences, window);
  wait_for_dialog (window, NULL);
  row = ADW_COMBO_ROW (find (GTK_WIDGET (preferences), ADW_TYPE_COMBO_ROW, "title", "Remember Runs"));
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);

  adw_combo_row_set_selected (row, 3);
  question = wait_for_dialog (window, preferences);
  g_assert_true (ADW_IS_ALERT_DIALOG (question));
  g_assert_cmpint (g_settings_get_enum (settings, "keep-runs"), ==, 0);
  adw_dialog_close (question);
  while (adw_combo_row_get_selected (row) != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_settings_get_enum (settings, "keep-runs"), ==, 0);
  wait_for_dialog (window, question);

  adw_combo_row_set_selected (row, 3);
  question = wait_for_dialog (window, preferences);
  g_signal_emit_by_name (find (GTK_WIDGET (question), GTK_TYPE_BUTTON, "label", "_Forget Old Runs"), "clicked");
  while (g_settings_get_enum (settings, "keep-runs") != 3)
    g_main_context_iteration (NULL, TRUE);
  wait_for_dialog (window, question);

  adw_combo_row_set_selected (row, 1);
  g_assert_cmpint (g_settings_get_enum (settings, "keep-runs"), ==, 1);
  g_assert_true (adw_window_get_visible_dialog (ADW_WINDOW (window)) == preferences);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  if (mill_settings_get () == NULL)
    {
      g_print ("1..0 # SKIP there is no schema of the settings\n");
      return 0;
    }

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/app/old-runs/clean", test_clean);
  ADD ("/app/old-runs/asked", test_asked);

  return g_test_run ();
}
