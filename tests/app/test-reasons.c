/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

/* Why a result is no longer of what is drawn, and what a run would do, in words that are there without a run. */

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

/* Waits until a run would do that with it. */
static const MillOutlook *
expect_outlook (Fixture     *self,
                const char  *node,
                MillVerdict  verdict)
{
  gint64 deadline = g_get_monotonic_time () + 20 * fixture_get_slowness () * G_TIME_SPAN_SECOND;
  const MillOutlook *outlook;

  while ((outlook = mill_session_get_outlook (self->session, node)) == NULL || outlook->verdict != verdict)
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("“%s” would not %s", node, mill_verdict_get_name (verdict));
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }

  return outlook;
}

/* Waits until that is said. */
static void
expect_words (Fixture     *self,
              const char  *node,
              MillVerdict  verdict,
              const char  *will,
              const char  *table)
{
  gint64 deadline = g_get_monotonic_time () + 20 * fixture_get_slowness () * G_TIME_SPAN_SECOND;

  for (;;)
    {
      const MillOutlook *outlook = expect_outlook (self, node, verdict);
      g_autofree char *found_will = mill_outlook_dup_will (outlook);
      g_autofree char *found_table = mill_outlook_dup_table (outlook);

      if (g_strcmp0 (found_will, will) == 0 && g_strcmp0 (found_table, table) == 0)
        return;
      if (g_get_monotonic_time () > deadline)
        g_error ("“%s”: “%s”, “%s”, not “%s”, “%s”", node, found_will, found_table, will, table);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static void
set_pinned (Fixture    *self,
            const char *node,
            gboolean    pinned)
{
  MillHistory *history = mill_session_get_history (self->session);
  g_autoptr(GError) error = NULL;

  mill_edit_set_pinned (mill_history_begin (history, "Pin"), node, pinned, &error);
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
}

/* What follows a pinned node goes on to be right, at once and when a run has been thought of; the pinned one is not. */
static void
test_behind_pin (Fixture       *self,
                 gconstpointer  data)
{
  set_pinned (self, "all", TRUE);
  fixture_run (self);
  expect_words (self, "all", MILL_VERDICT_REUSE, "Will be given as it is pinned", "Table kept: pinned");

  fixture_set_string (self, "all", "delimiter", "semicolon");
  g_assert_true (is_stale (self, "all"));
  g_assert_false (is_stale (self, "some"));
  expect (self, "all", "setting “delimiter” changed: auto → semicolon");
  expect_words (self, "all", MILL_VERDICT_REUSE, "Will be given as it is pinned, which is out of date",
                "Table kept: pinned");
  expect_words (self, "some", MILL_VERDICT_REUSE, "Will be reused", "Table kept: an end");
  g_assert_true (is_stale (self, "all"));
  g_assert_false (is_stale (self, "some"));

  /* A run gives the pinned table, and tells the truth. */
  fixture_run (self);
  expect_outlook (self, "some", MILL_VERDICT_REUSE);
  g_assert_true (is_stale (self, "all"));
  g_assert_false (is_stale (self, "some"));

  set_pinned (self, "all", FALSE);
  expect_outlook (self, "some", MILL_VERDICT_RUN);
  g_assert_true (is_stale (self, "all"));
  g_assert_true (is_stale (self, "some"));
}

/* As soon as there is a cache it is known what a run would do, without one. */
static void
test_outlook (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr(MillCache) cache = NULL;
  const MillOutlook *outlook;

  fixture_set_up (self, data);
  path = g_build_filename (self->directory, "cache", NULL);
  cache = mill_cache_new (path, 0);
  mill_session_set_cache (self->session, cache);
  outlook = expect_outlook (self, "some", MILL_VERDICT_RUN);
  g_assert_cmpstr (outlook->reasons, ==, "it has never run");
  g_assert_null (outlook->changes);
}

/* Where everything is known there is nothing to ask the source for; where an end changed, the source is a part
 * of its query. */
static void
test_fused (Fixture       *self,
            gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->session);
  g_autoptr(JsonNode) rows = json_node_init_int (json_node_alloc (), 7);
  g_autoptr(GError) error = NULL;

  mill_edit_remove_node (mill_history_begin (history, "Remove"), "some", &error);
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
  /* What it gives so was never kept for two. */
  fixture_set_string (self, "all", "delimiter", "comma");
  fixture_run (self);
  expect_words (self, "all", MILL_VERDICT_REUSE, "Not needed: what reads it is reused",
                "Table passed on: read once");
  g_assert_true (mill_session_set_param (self->session, "other", "rows", rows, &error));
  g_assert_no_error (error);
  expect_words (self, "all", MILL_VERDICT_RUN, "Will run, fused into the query of “Limit Rows”",
                "Table passed on: read once");
  expect_words (self, "other", MILL_VERDICT_RUN, "Will run", "Table kept: an end");
  g_assert_false (is_stale (self, "all"));
  g_assert_true (is_stale (self, "other"));

  /* What another setting gave is known still, but it is not what is to be seen. */
  fixture_run (self);
  mill_history_undo (history);
  expect_words (self, "other", MILL_VERDICT_REUSE, "Will be reused", "Table kept: an end");
  g_assert_true (is_stale (self, "other"));
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
  ADD ("behind-pin", test_behind_pin);
  ADD ("fused", test_fused);
  g_test_add ("/app/reasons/outlook", Fixture, NULL, NULL, test_outlook, fixture_tear_down);

  return g_test_run ();
}
