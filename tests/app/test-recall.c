/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

/* Results that stay when the window is closed: what is opened again shows what it showed. */

static MillCache *
make_cache (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->directory, "cache", NULL);

  return mill_cache_new (path, 0);
}

static MillState
get_state (MillSession *session,
           const char  *node)
{
  MillNodeStatus status;

  mill_session_get_status (session, node, &status);

  return status.state;
}

/* Until something has been found, or for a while. */
static void
wait_for_recall (MillSession *session)
{
  gint64 deadline = g_get_monotonic_time () + 20 * fixture_get_slowness () * G_TIME_SPAN_SECOND;
  gboolean has_run = FALSE;

  while (!has_run)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
      g_object_get (session, "has-run", &has_run, NULL);
    }
}

static void
test_recall (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(MillCache) cache = make_cache (self);
  g_autoptr(MillSession) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(MillTableView) view = NULL;
  MillNodeStatus status;

  mill_session_set_cache (self->session, cache);
  mill_session_run (self->session, NULL);
  fixture_wait (self, "run-finished");
  g_assert_cmpint (get_state (self->session, "some"), ==, MILL_STATE_DONE);

  again = mill_session_new (self->pipeline, self->file);
  mill_session_set_cache (again, cache);
  mill_session_recall (again);
  g_assert_false (mill_session_get_running (again));
  wait_for_recall (again);
  g_assert_cmpint (get_state (again, "some"), ==, MILL_STATE_REUSED);
  g_assert_cmpint (get_state (again, "other"), ==, MILL_STATE_REUSED);
  g_assert_cmpint (mill_session_get_rows (again, "some", "kept"), ==, 700);
  view = mill_results_open_table (mill_session_get_node_results (again, "some"), "some", "kept", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mill_table_view_get_n_rows (view), ==, 700);
  mill_session_get_status (again, "some", &status);
  g_assert_false (status.stale);
}

/* Who ran something meanwhile keeps that. */
static void
test_run_is_newer (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(MillCache) cache = make_cache (self);
  g_autoptr(MillSession) again = NULL;

  mill_session_set_cache (self->session, cache);
  mill_session_run (self->session, NULL);
  fixture_wait (self, "run-finished");
  again = mill_session_new (self->pipeline, self->file);
  mill_session_set_cache (again, cache);
  mill_session_recall (again);
  mill_session_run_from_scratch (again, NULL);
  while (mill_session_get_running (again))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (get_state (again, "some"), ==, MILL_STATE_DONE);
  mill_session_run (again, NULL);
  while (mill_session_get_running (again))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (get_state (again, "some"), ==, MILL_STATE_REUSED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/recall/opened-again", Fixture, NULL, fixture_set_up, test_recall, fixture_tear_down);
  g_test_add ("/recall/run-is-newer", Fixture, NULL, fixture_set_up, test_run_is_newer, fixture_tear_down);

  return g_test_run ();
}
