/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/results.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cache-trial.h"
#include "engine/table-compare.h"
#include "support.h"

/* Looking at what a run made: of what was never computed, later, and beside what was made before. */

#define NUMBERS(count) "'numbers': {'type': 'numbers', 'version': 1, 'params': {'count': " count "}}"
#define KEEP(id, from) \
  "'" id "': {'type': 'keep', 'version': 1, 'inputs': {'table': '" from "'}, 'params': {'condition': 'n < 4'}}"
#define COUNT(id, from) "'" id "': {'type': 'count', 'version': 1, 'inputs': {'table': '" from "'}}"

static void
assert_count (MillResults *results,
              const char  *node,
              const char  *port,
              gint64       n_rows)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mill_results_count_rows (results, node, port, NULL, &error), ==, n_rows);
  g_assert_no_error (error);
}

static const char *
find_key (CacheTrial *trial,
          const char *node)
{
  for (guint i = 0; i < trial->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (trial->events, i);

      if (event->kind == MILL_EVENT_STATE && event->key != NULL && g_str_equal (event->node, node))
        return event->key;
    }

  return NULL;
}

static void
assert_missing (MillResults *results,
                const char  *node,
                const char  *port)
{
  g_autofree char *message = g_strdup_printf ("There is no table of “%s” in this run.", port);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mill_results_count_rows (results, node, port, NULL, &error), ==, -1);
  g_assert_cmpstr (error->message, ==, message);
  g_clear_error (&error);
  g_assert_null (mill_results_open_table (results, node, port, NULL, &error));
  g_assert_cmpstr (error->message, ==, message);
}

/* What is passed on in a query has no number of rows until somebody asks; then it is known, here and in the
 * cache. */
static void
test_count (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) trial = cache_trial_run (home, NUMBERS ("9") ", " KEEP ("few", "numbers") ", "
                                                  COUNT ("count", "few"));
  g_autoptr (MillResults) results = mill_run_get_results (trial->run);
  g_autoptr (CacheTrial) again = NULL;
  g_autoptr (MillResults) recalled = NULL;
  g_autoptr (GPtrArray) noted = NULL;

  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  assert_count (results, "numbers", "table", 9);
  assert_count (results, "numbers", "table", 9);
  noted = cache_home_list (home, ".table.rows.json");
  g_assert_cmpuint (noted->len, ==, 1);
  again = cache_trial_run (home, NUMBERS ("9") ", " KEEP ("few", "numbers") ", " COUNT ("count", "few"));
  recalled = mill_run_get_results (again->run);
  assert_count (recalled, "numbers", "table", 9);
}

static void
test_cancelled (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) trial = cache_trial_run (home, NUMBERS ("9") ", " KEEP ("few", "numbers") ", "
                                                  COUNT ("count", "few"));
  g_autoptr (MillResults) results = mill_run_get_results (trial->run);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (mill_results_count_rows (results, "numbers", "table", cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (mill_results_open_table (results, "numbers", "table", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_count (results, "numbers", "table", 9);
}

/* No table is what is not there, what is no table, and what failed. */
static void
test_missing (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) trial =
    cache_trial_run (home, NUMBERS ("9") ", 'word': {'type': 'word', 'version': 1, 'inputs': {'table': 'numbers'}}, "
                     "'refuse': {'type': 'refuse', 'version': 1, 'inputs': {'table': 'numbers'}}, "
                     KEEP ("behind", "refuse"));
  g_autoptr (MillResults) results = mill_run_get_results (trial->run);
  g_autoptr (MillArtifact) word = mill_results_get_artifact (results, "word", "word");
  g_autoptr (MillSchema) schema = mill_results_get_schema (results, "numbers", "table");

  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  assert_missing (results, "word", "word");
  assert_missing (results, "refuse", "result");
  assert_missing (results, "nobody", "table");
  g_assert_nonnull (word);
  g_assert_null (mill_results_get_artifact (results, "refuse", "result"));
  g_assert_cmpstr (mill_schema_get_column (schema, 0)->name, ==, "n");
  g_assert_null (mill_results_get_schema (results, "refuse", "result"));
}

/* A node that is not connected yet is not in the way of what others have. */
static void
test_not_connected (void)
{
  static const char nodes[] = NUMBERS ("9") ", " COUNT ("first", "numbers") ", "
    "'more': {'type': 'keep', 'version': 1, 'inputs': {'table': 'first'}, 'params': {'condition': 'rows > 0'}}, "
    COUNT ("second", "more") ", 'loose': {'type': 'risky', 'version': 1}";
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) first = cache_trial_run (home, nodes);
  g_autoptr (CacheTrial) again = cache_trial_run (home, nodes);
  g_autoptr (MillResults) results = mill_run_get_results (again->run);

  g_assert_cmpint (again->end, ==, MILL_STATE_FAILED);
  assert_count (results, "more", "result", 1);
  assert_missing (results, "loose", "result");
}

/* What a run had no need of is made when it is looked at; where what it is made of is gone, it is not. */
static void
test_completed (void)
{
  static const char nodes[] = NUMBERS ("9") ", " COUNT ("first", "numbers") ", "
    "'more': {'type': 'keep', 'version': 1, 'inputs': {'table': 'first'}, 'params': {'condition': 'rows > 0'}}, "
    COUNT ("second", "more") ", 'word': {'type': 'word', 'version': 1, 'inputs': {'table': 'numbers'}}, "
    "'spell': {'type': 'spell', 'version': 1, 'inputs': {'word': 'word'}}, "
    "'told': {'type': 'keep', 'version': 1, 'inputs': {'table': 'spell'}, 'params': {'condition': 'rows > 0'}}, "
    COUNT ("third", "told");

  for (guint gone = 0; gone < 2; gone++)
    {
      g_autoptr (CacheHome) home = cache_home_new (0);
      g_autoptr (CacheTrial) first = cache_trial_run (home, nodes);
      g_autoptr (CacheTrial) again = NULL;
      g_autoptr (MillResults) results = NULL;

      g_assert_cmpint (first->end, ==, MILL_STATE_DONE);
      if (gone)
        {
          const char *key = find_key (first, "first");
          g_autoptr (GPtrArray) paths = cache_home_list (home, ".result.json");

          for (guint i = 0; i < paths->len; i++)
            if (strstr (g_ptr_array_index (paths, i), key + 2) != NULL)
              g_assert_cmpint (g_unlink (g_ptr_array_index (paths, i)), ==, 0);
        }
      again = cache_trial_run (home, nodes);
      g_assert_cmpint (again->end, ==, MILL_STATE_DONE);
      results = mill_run_get_results (again->run);
      if (gone)
        assert_missing (results, "more", "result");
      else
        assert_count (results, "more", "result", 1);
      assert_count (results, "told", "result", 1);
      assert_count (results, "third", "result", 1);
    }
}

/* Runs on a file of one row, which then has two; @more are nodes beside the reader of it and what it gives. */
static MillResults *
run_and_change (CacheHome  *home,
                const char *more)
{
  g_autofree char *path = g_build_filename (home->path, "in.csv", NULL);
  g_autofree char *nodes =
    g_strdup_printf ("'source': {'type': 'listed', 'version': 1, 'params': {'path': '%s'}}, "
                     KEEP ("few", "source") ", " COUNT ("count", "few") "%s", path, more);
  g_autoptr (CacheTrial) trial = NULL;

  test_write_file (path, "n\n1\n");
  trial = cache_trial_run (home, nodes);
  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  test_write_file (path, "n\n1\n2\n");

  return mill_run_get_results (trial->run);
}

/* A file that a table would be read from is not the one that the run knew. */
static void
test_changed_source (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (MillResults) results = run_and_change (home, ", " COUNT ("other", "source"));
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mill_results_count_rows (results, "few", "result", NULL, &error), ==, 1);
  g_assert_no_error (error);
}

static void
test_changed_source_unkept (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (MillResults) results = run_and_change (home, "");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mill_results_count_rows (results, "source", "table", NULL, &error), ==, -1);
  g_assert_cmpstr (error->message, ==, "“in.csv” was changed since the run.");
  g_clear_error (&error);
  g_assert_null (mill_results_open_table (results, "source", "table", NULL, &error));
  g_assert_cmpstr (error->message, ==, "“in.csv” was changed since the run.");
}

/* ---- Beside what was made before ---------------------------------------------------------------------- */

/* Read by two, so that it is kept. */
#define TABLES(count) NUMBERS (count) ", " KEEP ("few", "numbers") ", " COUNT ("count", "few") ", " COUNT ("again", "few")

static MillTableDifference *
compare (CacheHome   *home,
         CacheTrial  *before,
         CacheTrial  *after,
         const char  *node,
         GError     **error)
{
  g_autoptr (MillResults) results = mill_run_get_results (after->run);

  return mill_results_compare_table (results, node, "result", home->cache, find_key (before, "few"), NULL, error);
}

static void
test_compare (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) three = cache_trial_run (home, TABLES ("3"));
  g_autoptr (CacheTrial) four = cache_trial_run (home, TABLES ("4"));
  g_autoptr (MillTableDifference) longer = NULL;
  g_autoptr (MillTableDifference) same = NULL;
  g_autoptr (MillTableDifference) nothing = NULL;
  g_autoptr (MillTableDifference) other_columns = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;

  longer = compare (home, three, four, "few", &error);
  g_assert_no_error (error);
  g_assert_nonnull (longer);
  g_assert_cmpint (longer->row, ==, 4);
  g_assert_null (longer->column);
  same = compare (home, three, three, "few", &error);
  g_assert_no_error (error);
  g_assert_null (same);
  nothing = compare (home, three, four, "nobody", &error);
  g_assert_no_error (error);
  g_assert_null (nothing);
  other_columns = compare (home, three, four, "count", &error);
  g_assert_no_error (error);
  g_assert_null (other_columns);

  /* What the cache holds is no longer what was put in. */
  files = cache_home_list (home, ".parquet");
  for (guint i = 0; i < files->len; i++)
    {
      g_unlink (g_ptr_array_index (files, i));
      test_write_file (g_ptr_array_index (files, i), "PAR1");
    }
  g_assert_null (compare (home, three, four, "few", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_compare_cancelled (void)
{
  g_autoptr (CacheHome) home = cache_home_new (0);
  g_autoptr (CacheTrial) three = cache_trial_run (home, TABLES ("3"));
  g_autoptr (CacheTrial) four = cache_trial_run (home, TABLES ("4"));
  g_autoptr (MillResults) results = mill_run_get_results (four->run);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (mill_results_compare_table (results, "few", "result", home->cache, find_key (three, "few"),
                                             cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/results/count", test_count);
  g_test_add_func ("/results/cancelled", test_cancelled);
  g_test_add_func ("/results/missing", test_missing);
  g_test_add_func ("/results/not-connected", test_not_connected);
  g_test_add_func ("/results/completed", test_completed);
  g_test_add_func ("/results/changed-source", test_changed_source);
  g_test_add_func ("/results/changed-source-unkept", test_changed_source_unkept);
  g_test_add_func ("/results/compare", test_compare);
  g_test_add_func ("/results/compare-cancelled", test_compare_cancelled);

  return g_test_run ();
}
