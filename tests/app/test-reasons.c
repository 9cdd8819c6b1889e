/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

/* Why a result is no longer of what is drawn, in words that are there without a run. */

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr(MillCache) cache = NULL;

  fixture_set_up (self, data);
  path = g_build_filename (self->directory, "cache", NULL);
  cache = mill_cache_new (path, 0);
  mill_session_set_cache (self->session, cache);
  mill_session_run (self->session, NULL);
  fixture_wait (self, "run-finished");
}

/* Waits until they are those. */
static void
expect (Fixture    *self,
        const char *node,
        const char *expected)
{
  gint64 deadline = g_get_monotonic_time () + 20 * fixture_get_slowness () * G_TIME_SPAN_SECOND;
  g_autofree char *reasons = mill_session_dup_reasons (self->session, node);

  while (g_strcmp0 (reasons, expected) != 0)
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("“%s” has the reasons “%s”, not “%s”", node, reasons, expected);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
      g_free (reasons);
      reasons = mill_session_dup_reasons (self->session, node);
    }
}

static gboolean
is_stale (Fixture    *self,
          const char *node)
{
  MillNodeStatus status;

  mill_session_get_status (self->session, node, &status);

  return status.stale;
}

static void
test_setting (Fixture       *self,
              gconstpointer  data)
{
  expect (self, "some", NULL);
  g_assert_false (is_stale (self, "some"));
  fixture_set_string (self, "some", "condition", "number > 400");
  expect (self, "some", "setting “condition” changed: number > 300 → number > 400");
  expect (self, "all", NULL);
  expect (self, "other", NULL);
  g_assert_true (is_stale (self, "some"));

  /* What is as it was has no reason. */
  mill_history_undo (mill_session_get_history (self->session));
  expect (self, "some", NULL);
  g_assert_false (is_stale (self, "some"));
}

/* Nothing in the drawing changed. */
static void
test_file (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->directory, "small.csv", NULL);
  g_autofree char *reason = g_strdup_printf ("file “%s” changed", path);
  g_autoptr(GError) error = NULL;
  guint n_told = 0;

  expect (self, "all", NULL);
  while (mill_session_get_types (self->session) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect_swapped (self->session, "node-status-changed", G_CALLBACK (fixture_count_cb), &n_told);
  g_assert_true (g_file_set_contents (path, "number,text\n1000,a\n", -1, &error));
  g_assert_no_error (error);
  expect (self, "all", reason);
  expect (self, "some", "what comes from “Read CSV” changed");
  g_assert_true (is_stale (self, "all"));
  g_assert_true (is_stale (self, "some"));
  g_assert_cmpuint (n_told, >=, 3);

  mill_session_run (self->session, NULL);
  expect (self, "all", NULL);
  fixture_wait (self, "run-finished");
  expect (self, "some", NULL);
  g_assert_false (is_stale (self, "all"));
}

static void
test_links (Fixture       *self,
            gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit = mill_history_begin (history, "Move");
  const MillLink link = { .from_node = "all", .from_port = "table", .to_node = "other", .to_port = "table" };
  g_autoptr(GError) error = NULL;

  mill_edit_disconnect (edit, &link, NULL);
  g_assert_true (mill_edit_connect (edit, "some", "kept", "other", "table", &error));
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
  expect (self, "other", "what is linked to “table” changed: all.table → some.kept");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/app/reasons/" name, Fixture, NULL, set_up, func, fixture_tear_down)

  ADD ("setting", test_setting);
  ADD ("file", test_file);
  ADD ("links", test_links);

  return g_test_run ();
}
