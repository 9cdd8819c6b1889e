/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/state-words.h"
#include "fixture.h"

/* What is told of results that were made with other values of parameters than the pipeline has. */

static void
put_parameter (Fixture *self,
               gint64   value)
{
  MillHistory *history = mill_session_get_history (self->session);
  g_autoptr(JsonNode) json = json_node_init_int (json_node_alloc (), value);
  g_autoptr(MillParameter) parameter = mill_parameter_new ("most", MILL_PARAMETER_INTEGER, json, NULL);

  mill_edit_put_parameter (mill_history_begin (history, "Put"), parameter);
  mill_history_commit (history, NULL);
}

/* "other" takes the first rows, as many as the parameter says. @data: with a cache, so that a forecast is made. */
static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  fixture_set_up (self, data);
  put_parameter (self, 7);
  fixture_set_string (self, "other", "rows", "${most}");
  if (data != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, "cache", NULL);
      g_autoptr(MillCache) cache = mill_cache_new (path, 0);

      mill_session_set_cache (self->session, cache);
    }
}

static void
run_with (Fixture    *self,
          const char *value)
{
  const char *values[] = { value, NULL };

  mill_session_run_with_values (self->session, values);
  fixture_wait (self, "run-finished");
}

/* What is said of a result that is stale, or NULL. */
static char *
dup_words (Fixture    *self,
           const char *node)
{
  MillNodeStatus status;

  mill_session_get_status (self->session, node, &status);
  if (!status.stale)
    g_assert_null (status.values);

  return status.stale ? mill_state_words_dup_changed (&status) : NULL;
}

static void
expect (Fixture    *self,
        const char *node,
        const char *expected)
{
  g_autofree char *words = dup_words (self, node);

  g_assert_cmpstr (words, ==, expected);
}

/* Waits until it is that. */
static void
expect_soon (Fixture    *self,
             const char *node,
             const char *expected)
{
  gint64 deadline = g_get_monotonic_time () + 20 * fixture_get_slowness () * G_TIME_SPAN_SECOND;
  g_autofree char *words = dup_words (self, node);

  while (g_strcmp0 (words, expected) != 0)
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("it is said of “%s” that “%s”, not “%s”", node, words, expected);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
      g_free (words);
      words = dup_words (self, node);
    }
}

/* Where there is a cache, until it is known again what a run would do. */
static void
wait_for_forecast (Fixture       *self,
                   gconstpointer  data,
                   const char    *node)
{
  gint64 deadline = g_get_monotonic_time () + 20 * fixture_get_slowness () * G_TIME_SPAN_SECOND;

  while (data != NULL && mill_session_get_outlook (self->session, node) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static void
test_told (Fixture       *self,
           gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->session);

  run_with (self, "most=5");
  for (guint i = 0; i < 2; i++)
    {
      expect (self, "other", "Made with other values: most = 5");
      expect (self, "all", NULL);
      expect (self, "some", NULL);
      wait_for_forecast (self, data, "other");
    }
  g_assert_cmpint (mill_session_get_rows (self->session, "other", "table"), ==, 5);
  /* That is why, and nothing was changed. */
  g_assert_null (mill_session_dup_reasons (self->session, "other"));

  /* They are those of the pipeline once it has the same. */
  put_parameter (self, 5);
  expect_soon (self, "other", NULL);
  fixture_set_string (self, "other", "keep", "last");
  expect_soon (self, "other", "Changed since the last run");
  mill_history_undo (history);
  expect_soon (self, "other", NULL);
  mill_history_undo (history);
  expect_soon (self, "other", "Made with other values: most = 5");

  fixture_run (self);
  expect (self, "other", NULL);
}

/* What the pipeline has anyway is no other value. */
static void
test_same (Fixture       *self,
           gconstpointer  data)
{
  run_with (self, "most=7");
  expect (self, "other", NULL);
  wait_for_forecast (self, data, "other");
  expect (self, "other", NULL);
}

/* What is changed since is told as well. */
static void
test_changed_too (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *reasons = NULL;

  run_with (self, "most=5");
  wait_for_forecast (self, data, "other");
  fixture_set_string (self, "other", "keep", "last");
  while ((reasons = mill_session_dup_reasons (self->session, "other")) == NULL ||
         strstr (reasons, "keep") == NULL)
    {
      g_free (reasons);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpstr (reasons, ==, "parameter “most” changed: 5 → 7\nsetting “keep” changed: first → last");
  expect (self, "other", "Made with other values: most = 5");
}

/* What went wrong with them is still told. */
static void
test_failed (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) problems = NULL;
  MillNodeStatus status;

  run_with (self, "most=-5");
  wait_for_forecast (self, data, "other");
  mill_session_get_status (self->session, "other", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_FAILED);
  g_assert_null (status.values);
  problems = mill_session_list_diagnostics (self->session, "other");
  g_assert_cmpuint (problems->len, ==, 1);
}

/* Of a component it is said as of what is in it. */
static void
test_within (Fixture       *self,
             gconstpointer  data)
{
  const char *ids[] = { "other", NULL };
  MillHistory *history = mill_session_get_history (self->session);
  g_autofree char *component = NULL;
  g_autoptr(GError) error = NULL;

  component = g_strdup (mill_edit_make_component (mill_history_begin (history, "Group"), ids, "Few", &error));
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
  run_with (self, "most=5");
  expect (self, component, "Made with other values: most = 5");
  wait_for_forecast (self, data, component);
  expect (self, component, "Made with other values: most = 5");
  g_assert_null (mill_session_dup_reasons (self->session, component));
  fixture_run (self);
  expect (self, component, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, with_cache, func) \
  g_test_add ("/app/values/" name, Fixture, with_cache, set_up, func, fixture_tear_down)
  ADD ("told", "cache", test_told);
  ADD ("told-without-cache", NULL, test_told);
  ADD ("same", "cache", test_same);
  ADD ("changed-too", "cache", test_changed_too);
  ADD ("failed", "cache", test_failed);
  ADD ("within", "cache", test_within);

  return g_test_run ();
}
