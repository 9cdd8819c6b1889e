/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/results.h"

#include "run-trial.h"

/* What a run gives. */

static void
test_chain (void)
{
  g_autoptr (RunTrial) trial = run_trial_run (NUMBERS KEEP ("few", "numbers", "n < 30")
                                              NODE ("count", "count", "few"));
  MillEvent *metric = run_trial_find (trial, MILL_EVENT_METRIC, "count");
  MillEvent *first = g_ptr_array_index (trial->events, 0);
  MillEvent *last = g_ptr_array_index (trial->events, trial->events->len - 1);

  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  g_assert_cmpint (first->kind, ==, MILL_EVENT_RUN_STARTED);
  g_assert_cmpint (last->kind, ==, MILL_EVENT_RUN_FINISHED);
  g_assert_cmpint (last->state, ==, MILL_STATE_DONE);
  for (guint i = 0; i < 3; i++)
    {
      const char *id = ((const char *[]) { "numbers", "few", "count" })[i];

      g_assert_cmpuint (run_trial_count_states (trial, id, MILL_STATE_WAITING), ==, 1);
      g_assert_cmpuint (run_trial_count_states (trial, id, MILL_STATE_RUNNING), ==, 1);
      g_assert_cmpuint (run_trial_count_states (trial, id, MILL_STATE_DONE), ==, 1);
    }
  g_assert_nonnull (metric);
  g_assert_cmpfloat (metric->value, ==, 30);
  g_assert_cmpstr (run_trial_find (trial, MILL_EVENT_LOG, "count")->text, ==, "30 rows");
  g_assert_cmpint (run_trial_find (trial, MILL_EVENT_ROWS, "count")->rows, ==, 1);
}

static void
test_targets (void)
{
  const char *const targets[] = { "few", NULL };
  g_autoptr (RunTrial) trial = run_trial_new (NUMBERS KEEP ("few", "numbers", "n < 30")
                                              NODE ("count", "count", "few")
                                              NODE ("other", "count", "numbers"), targets);

  trial->end = mill_run_execute (trial->run, NULL);
  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  g_assert_cmpint (run_trial_get_state (trial, "few"), ==, MILL_STATE_DONE);
  g_assert_cmpint (run_trial_get_state (trial, "count"), ==, MILL_STATE_IDLE);
  g_assert_cmpint (run_trial_get_state (trial, "other"), ==, MILL_STATE_IDLE);
}

static void
test_results (void)
{
  g_autoptr (RunTrial) trial = run_trial_run (NUMBERS NODE ("halves", "halves", "numbers")
                                              NODE ("evens", "count", "halves.even")
                                              NODE ("odds", "count", "halves.odd"));
  g_autoptr (MillResults) results = mill_run_get_results (trial->run);
  g_autoptr (MillTableView) table = NULL;
  g_autoptr (GPtrArray) cells = NULL;
  g_autoptr (GPtrArray) beyond = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  /* Read by two queries, so kept, and counted on the way. */
  g_assert_cmpint (run_trial_find (trial, MILL_EVENT_ROWS, "numbers")->rows, ==, 100);
  g_assert_cmpint (mill_results_count_rows (results, "halves", "odd", NULL, &error), ==, 50);
  g_assert_no_error (error);

  table = mill_results_open_table (results, "halves", "odd", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mill_table_view_get_n_rows (table), ==, 50);
  g_assert_cmpstr (mill_schema_get_column (mill_table_view_get_schema (table), 0)->type, ==, "BIGINT");
  cells = mill_table_view_fetch (table, 10, 3, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cells->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (cells, 0), ==, "21");
  g_assert_cmpstr (g_ptr_array_index (cells, 2), ==, "25");
  beyond = mill_table_view_fetch (table, 48, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (beyond->len, ==, 2);

  g_assert_null (mill_results_open_table (results, "nobody", "odd", NULL, &error));
  g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
}

/* An output that nobody reads is no reason to keep what it would be made from. */
static void
test_fused (void)
{
  g_autoptr (RunTrial) trial = run_trial_run (NUMBERS NODE ("halves", "halves", "numbers")
                                              NODE ("evens", "count", "halves.even"));

  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  g_assert_null (run_trial_find (trial, MILL_EVENT_ROWS, "numbers"));
  g_assert_null (run_trial_find (trial, MILL_EVENT_ROWS, "halves"));
}

static void
test_order (void)
{
  g_autoptr (RunTrial) trial = run_trial_run (NUMBERS KEEP ("few", "numbers", "n < 5")
                                              NODE ("twice", "twice", "few"));

  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  g_assert_cmpstr (run_trial_find (trial, MILL_EVENT_LOG, "twice")->text, ==, "0 1 2 3 4 ");
}

/* Each link of a port that takes several, in the order of the pipeline, an output twice too. */
static void
test_several_links (void)
{
  g_autoptr (RunTrial) trial =
    run_trial_run (NUMBERS KEEP ("few", "numbers", "n < 4") KEEP ("many", "numbers", "n > 1")
                   ", \"common\": {\"type\": \"common\", \"version\": 1, "
                   "\"inputs\": {\"tables\": [\"many\", \"numbers\", \"few\"]}}"
                   ", \"gather\": {\"type\": \"gather\", \"version\": 1, "
                   "\"inputs\": {\"tables\": [\"few\", \"common\", \"few\"]}}");

  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  g_assert_cmpstr (run_trial_find (trial, MILL_EVENT_LOG, "gather")->text, ==,
                   "0 1 2 3 | 2 3 | 0 1 2 3 | ");
}

static void
test_keys (void)
{
  g_autoptr (RunTrial) first = run_trial_run (NUMBERS KEEP ("few", "numbers", "n < 5"));
  g_autoptr (RunTrial) again = run_trial_run (NUMBERS ", \"few\": {\"type\": \"keep\", \"version\": 1, "
                                              "\"title\": \"A few\", \"inputs\": {\"table\": \"numbers\"}, "
                                              "\"params\": {\"condition\": \"n < 5\"}}");
  g_autoptr (RunTrial) other = run_trial_run (NUMBERS KEEP ("few", "numbers", "n < 6"));

  g_assert_nonnull (run_trial_get_key (first, "few"));
  g_assert_cmpstr (run_trial_get_key (first, "few"), ==, run_trial_get_key (again, "few"));
  g_assert_cmpstr (run_trial_get_key (first, "numbers"), ==, run_trial_get_key (other, "numbers"));
  g_assert_cmpstr (run_trial_get_key (first, "few"), !=, run_trial_get_key (other, "few"));
}

static void
finish_cb (GObject      *run,
           GAsyncResult *result,
           gpointer      data)
{
  MillState *end = data;

  *end = mill_run_execute_finish (MILL_RUN (run), result);
  g_main_context_wakeup (NULL);
}

static void
test_async (void)
{
  g_autoptr (RunTrial) trial = run_trial_new (NUMBERS NODE ("count", "count", "numbers"), NULL);
  MillState end = MILL_STATE_IDLE;

  mill_run_execute_async (trial->run, NULL, finish_cb, &end);
  while (end == MILL_STATE_IDLE)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (end, ==, MILL_STATE_DONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/run/chain", test_chain);
  g_test_add_func ("/run/targets", test_targets);
  g_test_add_func ("/run/results", test_results);
  g_test_add_func ("/run/fused", test_fused);
  g_test_add_func ("/run/order", test_order);
  g_test_add_func ("/run/several-links", test_several_links);
  g_test_add_func ("/run/keys", test_keys);
  g_test_add_func ("/run/async", test_async);

  return g_test_run ();
}
