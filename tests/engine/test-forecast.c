/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/forecast.h"

#include <errno.h>
#include <string.h>

#include "engine/source-digest.h"

#include "cache-trial.h"
#include "faults.h"

/* What a run would do, where there is more to say than what changed (that is in test-cache.c). */

#define NUMBERS "'numbers': {'type': 'numbers', 'version': 1, 'params': {'count': 9}}"
#define KEEP(id, from) \
  "'" id "': {'type': 'keep', 'version': 1, 'inputs': {'table': '" from "'}, 'params': {'condition': 'n < 4'}}"

/* "id: verdict (reason)" a line. */
static char *
describe (GPtrArray    *forecast,
          MillPipeline *pipeline)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < forecast->len; i++)
    {
      const MillForecastNode *node = g_ptr_array_index (forecast, i);

      g_string_append_printf (text, "%s: %s", node->id, mill_verdict_get_name (node->verdict));
      for (guint j = 0; j < node->reasons->len; j++)
        {
          g_autofree char *reason = mill_reason_describe (g_ptr_array_index (node->reasons, j), pipeline);

          g_string_append_printf (text, " (%s)", reason);
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static void
assert_forecast (CacheTrial                *trial,
                 const MillForecastOptions *options,
                 const char                *expected)
{
  MillPipeline *pipeline = mill_run_get_drawing (trial->run);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) forecast = NULL;
  g_autofree char *text = NULL;

  forecast = mill_forecast_list (pipeline, mill_run_get_bindings (trial->run), options, NULL, &error);
  g_assert_no_error (error);
  text = describe (forecast, pipeline);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_no_cache (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) trial = cache_trial_run (home, NUMBERS ", " KEEP ("few", "numbers"));
  const MillForecastOptions options = { 0 };

  assert_forecast (trial, &options,
                   "numbers: run (no results are kept)\nfew: run (no results are kept)\n");
}

static void
test_from_scratch (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) trial = cache_trial_run (home, NUMBERS ", " KEEP ("few", "numbers"));
  const MillForecastOptions options = { .cache = home->cache, .from_scratch = TRUE };

  assert_forecast (trial, &options,
                   "numbers: run (everything was to be made from scratch)\n"
                   "few: run (everything was to be made from scratch)\n");
}

/* Without the name of its file, what a pipeline gave is found by its content, and nothing is known of before. */
static void
test_nameless (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) trial = cache_trial_run (home, NUMBERS ", " KEEP ("few", "numbers"));
  g_autoptr (CacheTrial) other = cache_trial_new (home, NUMBERS ", " KEEP ("few", "numbers") ", "
                                                  KEEP ("again", "few"), NULL, FALSE);
  const MillForecastOptions options = { .cache = home->cache };
  const char *const targets[] = { "few", NULL };
  const MillForecastOptions only_few = { .cache = home->cache, .targets = targets };

  assert_forecast (other, &only_few, "numbers: reuse\nfew: reuse\n");
  assert_forecast (other, &options,
                   "numbers: reuse\nfew: reuse\nagain: run (it has never run)\n");
}

/* A file that cannot be read keeps all behind it from being known. */
static void
test_unreadable (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autofree char *path = g_build_filename (home->path, "none.csv", NULL);
  g_autofree char *nodes = g_strdup_printf ("'a': {'type': 'listed', 'version': 1, 'params': {'path': '%s'}}, "
                                            KEEP ("few", "a"), path);
  g_autofree char *expected = g_strdup_printf ("a: run (file “%s” cannot be read)\n"
                                               "few: run (nothing is known of “Listed” before it)\n", path);
  g_autoptr (CacheTrial) trial = cache_trial_new (home, nodes, NULL, FALSE);
  const MillForecastOptions options = { .cache = home->cache };

  assert_forecast (trial, &options, expected);
}

/* Nor can what is there, but fails to be read, be known. */
static void
test_failing_file (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autofree char *path = g_build_filename (home->path, "a.csv", NULL);
  g_autofree char *nodes = g_strdup_printf (NUMBERS ", 'a': {'type': 'listed', 'version': 1, 'params': {'path': '%s'}}, "
                                            "'few': {'type': 'common', 'version': 1, 'inputs': {'tables': ['a', 'numbers']}}",
                                            path);
  g_autofree char *expected = g_strdup_printf ("a: run (file “%s” cannot be read)\nnumbers: run (it has never run)\n"
                                               "few: run (nothing is known of “Listed” before it)\n", path);
  g_autofree char *code = g_strdup_printf ("%d", EIO);
  g_autoptr (CacheTrial) trial = cache_trial_new (home, nodes, NULL, FALSE);
  const MillForecastOptions options = { .cache = home->cache, .identity = "file:///test.millrace.json" };

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  faults_begin ("open read", path, 1, code, true);
  assert_forecast (trial, &options, expected);
  faults_end ();
}

static void
test_cancelled (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autofree char *path = g_build_filename (home->path, "a.csv", NULL);
  g_autofree char *nodes = g_strdup_printf ("'a': {'type': 'listed', 'version': 1, 'params': {'path': '%s'}}",
                                            path);
  g_autoptr (CacheTrial) trial = cache_trial_new (home, nodes, NULL, FALSE);
  const MillForecastOptions options = { .cache = home->cache };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (mill_forecast_list (mill_run_get_drawing (trial->run), mill_run_get_bindings (trial->run),
                                     &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A file that was not changed so lately that its digest would not be remembered. */
static void
write_settled (const char *path,
               const char *text)
{
  gboolean settled = FALSE;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  while (!settled)
    {
      g_usleep (2000);
      g_free (mill_source_make_stamp (path, &settled));
    }
}

/* Who must not wait for large files is told what is known without them, and which those are that it is not of. */
static void
test_known_only (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autofree char *path = g_build_filename (home->path, "a.csv", NULL);
  g_autofree char *nodes = g_strdup_printf ("'a': {'type': 'listed', 'version': 1, 'params': {'path': '%s'}}, "
                                            KEEP ("few", "a") ", " NUMBERS ", " KEEP ("many", "numbers"), path);
  g_autofree char *more = g_strconcat (nodes, ", 'new': {'type': 'keep', 'version': 1, "
                                         "'inputs': {'table': 'a'}, 'params': {'condition': 'n < 2'}}", NULL);
  g_autofree char *changed = g_strdup_printf ("a: run (file “%s” changed)\nfew: run (what comes from “Listed” changed)\n"
                                              "numbers: reuse\nmany: reuse\n", path);
  const char *known = "a: run (its result is no longer in the cache)\nfew: reuse\n"
                      "new: run (it has never run)\nnumbers: reuse\nmany: reuse\n";
  const MillForecastOptions options = {
    .cache = home->cache, .identity = "file:///test.millrace.json", .known_only = TRUE,
  };
  const MillForecastOptions whole = { .cache = home->cache, .identity = options.identity };
  const MillForecastOptions no_cache = { .known_only = TRUE };
  g_autoptr (CacheTrial) first = NULL;
  g_autoptr (CacheTrial) again = NULL;
  g_autoptr (GPtrArray) forecast = NULL;
  const MillForecastNode *node;

  /* What was never made runs, whatever the file holds. */
  write_settled (path, "x");
  first = cache_trial_new (home, nodes, NULL, FALSE);
  faults_begin ("open read", path, 1, "5", true);
  assert_forecast (first, &options, "a: run (it has never run)\nfew: run (it has never run)\n"
                                    "numbers: run (it has never run)\nmany: run (it has never run)\n");
  assert_forecast (first, &no_cache, "a: run (no results are kept)\nfew: run (no results are kept)\n"
                                     "numbers: run (no results are kept)\nmany: run (no results are kept)\n");
  g_assert_cmpint (faults_end (), ==, 0);

  /* The digest of a file that is as it was is known. */
  g_assert_cmpint (mill_run_execute (first->run, NULL), ==, MILL_STATE_DONE);
  again = cache_trial_new (home, more, NULL, FALSE);
  faults_begin ("open read", path, 1, "5", true);
  assert_forecast (again, &options, known);
  g_assert_cmpint (faults_end (), ==, 0);
  assert_forecast (again, &whole, known);

  /* That of another is not, and what comes of it could be anything: but for what there never was. */
  write_settled (path, "longer");
  faults_begin ("open read", path, 1, "5", true);
  assert_forecast (first, &options, "a: open\nfew: open\nnumbers: reuse\nmany: reuse\n");
  assert_forecast (again, &options, "a: open\nfew: open\nnew: run (it has never run)\n"
                                    "numbers: reuse\nmany: reuse\n");
  forecast = mill_forecast_list (mill_run_get_drawing (first->run), mill_run_get_bindings (first->run),
                                 &options, NULL, NULL);
  g_assert_cmpint (faults_end (), ==, 0);
  node = g_ptr_array_index (forecast, 1);
  g_assert_cmpstr (node->id, ==, "few");
  g_assert_null (node->key);
  g_assert_nonnull (node->last_key);
  node = g_ptr_array_index (forecast, 3);
  g_assert_cmpstr (node->id, ==, "many");
  g_assert_cmpstr (node->key, ==, node->last_key);

  /* Once somebody has read it, it is. */
  g_ptr_array_unref (forecast);
  forecast = mill_forecast_list (mill_run_get_drawing (first->run), mill_run_get_bindings (first->run),
                                 &whole, NULL, NULL);
  node = g_ptr_array_index (forecast, 1);
  g_assert_cmpint (node->verdict, ==, MILL_VERDICT_RUN);
  g_assert_cmpstr (node->key, !=, node->last_key);
  faults_begin ("open read", path, 1, "5", true);
  assert_forecast (first, &options, changed);
  g_assert_cmpint (faults_end (), ==, 0);
}

/* Every kind has words of its own, and a name for programs. */
static void
test_words (void)
{
  static const struct
  {
    MillReasonKind  kind;
    const char     *before;
    const char     *after;
    const char     *words;
  } reasons[] = {
    { MILL_REASON_NEVER,        NULL, NULL, "it has never run" },
    { MILL_REASON_GONE,         NULL, NULL, "its result is no longer in the cache" },
    { MILL_REASON_FAILED,       NULL, NULL, "its last run failed" },
    { MILL_REASON_SETTING,      "1",  "2",  "setting “numbers” changed: 1 → 2" },
    { MILL_REASON_SETTING,      NULL, "2",  "setting “numbers” is now 2" },
    { MILL_REASON_PARAMETER,    "1",  NULL, "parameter “numbers” is no more, and was 1" },
    { MILL_REASON_FILE,         NULL, NULL, "file “numbers” changed" },
    { MILL_REASON_INPUT,        NULL, NULL, "what comes from “Numbers” changed" },
    { MILL_REASON_LINKS,        "a",  "b",  "what is linked to “numbers” changed: a → b" },
    { MILL_REASON_TYPE,         "a",  "b",  "the type of the node changed: a → b" },
    { MILL_REASON_ENGINE,       "a",  "b",  "what computes it changed: a → b" },
    { MILL_REASON_ENVIRONMENT,  NULL, NULL, "an environment variable changed" },
    { MILL_REASON_PASSED_ON,    NULL, NULL, "“Numbers” needs its table, which is not kept" },
    { MILL_REASON_WRITTEN,      NULL, NULL, "file “numbers” is not as it was written" },
    { MILL_REASON_UNREADABLE,   NULL, NULL, "file “numbers” cannot be read" },
    { MILL_REASON_KEYLESS,      NULL, NULL, "nothing is known of “Numbers” before it" },
    { MILL_REASON_NO_CACHE,     NULL, NULL, "no results are kept" },
    { MILL_REASON_FROM_SCRATCH, NULL, NULL, "everything was to be made from scratch" },
  };
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) trial = cache_trial_new (home, NUMBERS, NULL, FALSE);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  MillReason *gone = mill_reason_new (MILL_REASON_INPUT, "nobody", NULL, NULL);
  g_autofree char *gone_words = mill_reason_describe (gone, mill_run_get_drawing (trial->run));

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      MillReason *reason = mill_reason_new (reasons[i].kind, "numbers", reasons[i].before, reasons[i].after);
      g_autofree char *words = mill_reason_describe (reason, mill_run_get_drawing (trial->run));

      g_assert_cmpstr (words, ==, reasons[i].words);
      g_hash_table_add (names, (gpointer) mill_reason_kind_get_name (reasons[i].kind));
      mill_reason_free (reason);
    }
  g_assert_cmpuint (g_hash_table_size (names), ==, MILL_REASON_FROM_SCRATCH + 1);
  /* A node that is there no more is known by its id. */
  g_assert_cmpstr (gone_words, ==, "what comes from “nobody” changed");
  mill_reason_free (gone);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/no-cache", test_no_cache);
  g_test_add_func ("/forecast/from-scratch", test_from_scratch);
  g_test_add_func ("/forecast/nameless", test_nameless);
  g_test_add_func ("/forecast/unreadable", test_unreadable);
  g_test_add_func ("/forecast/failing-file", test_failing_file);
  g_test_add_func ("/forecast/cancelled", test_cancelled);
  g_test_add_func ("/forecast/known-only", test_known_only);
  g_test_add_func ("/forecast/words", test_words);

  return g_test_run ();
}
