/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <adwaita.h>

#include "app/document.h"

/* The window must answer while a pipeline runs. A source that wants to be called all the time tells for how
 * long the main loop was held at most. */

#define N_ROWS 400000

/* A machine may be busy with other things; a main loop that waits for the run is held for much longer. */
#define LONGEST_STALL_MS 500

typedef struct
{
  gint64 last;
  gint64 longest;
} Watch;

static gboolean
watch_cb (gpointer data)
{
  Watch *watch = data;
  gint64 now = g_get_monotonic_time ();

  if (watch->last != 0)
    watch->longest = MAX (watch->longest, now - watch->last);
  watch->last = now;

  return G_SOURCE_CONTINUE;
}

static void
write_rows (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->directory, "small.csv", NULL);
  g_autoptr(GString) csv = g_string_new ("number,text\n");

  for (guint i = 0; i < N_ROWS; i++)
    g_string_append_printf (csv, "%u,word %u\n", i * 7919 % N_ROWS, i % 997);
  g_assert_true (g_file_set_contents (path, csv->str, csv->len, NULL));
}

static gboolean
passed_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
iterate_for (guint milliseconds)
{
  gboolean passed = FALSE;

  g_timeout_add (milliseconds, passed_cb, &passed);
  while (!passed)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_run_in_window (Fixture       *self,
                    gconstpointer  data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *document = g_object_new (MILL_TYPE_DOCUMENT, NULL);
  Watch watch = { 0 };
  guint source;

  write_rows (self);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_set_child (GTK_WINDOW (window), document);
  mill_document_set_session (MILL_DOCUMENT (document), self->session);
  gtk_window_present (GTK_WINDOW (window));
  iterate_for (1000);

  source = g_timeout_add (2, watch_cb, &watch);
  mill_session_select_one (self->session, "some");
  fixture_run (self);
  iterate_for (500);
  g_source_remove (source);

  g_test_message ("The main loop was held for %.0f ms at most.", watch.longest / 1000.0);
  /* Valgrind lets one thread go on at a time, so there the loop waits for others whatever is done. */
  if (fixture_get_slowness () == 1)
    g_assert_cmpint (watch.longest, <, LONGEST_STALL_MS * 1000);

  mill_document_set_session (MILL_DOCUMENT (document), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A stop takes effect in under a second, whatever is being done. */
static void
test_stop (Fixture       *self,
           gconstpointer  data)
{
  gint64 begin;

  write_rows (self);
  fixture_set_string (self, "some", "condition", "md5(text || number) > 'a'");
  mill_session_run (self->session, NULL);
  iterate_for (50);
  begin = g_get_monotonic_time ();
  mill_session_stop (self->session);
  while (mill_session_get_running (self->session))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - begin, <,
                   2 * G_TIME_SPAN_SECOND * fixture_get_slowness ());
}

#define ADD(name, func) \
  g_test_add ("/app/stall/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* GTK's own back end for tests asks every text box for the text of an entry, source views too. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  gtk_init ();
  /* GDK warns of its own frame timings on a display without a window manager. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  adw_init ();

  ADD ("run-in-window", test_run_in_window);
  ADD ("stop", test_stop);

  return g_test_run ();
}
