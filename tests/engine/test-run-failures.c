/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/results.h"

#include <string.h>

#include "run-trial.h"

/* What fails in a run, who is blamed for it, and what goes on. */

/* A query that fails blames the node that is at fault, not the one that ran it. */
static void
test_culprit (void)
{
  g_autoptr (RunTrial) trial = run_trial_run (NUMBERS NODE ("risky", "risky", "numbers")
                                              KEEP ("few", "risky", "n < 30") NODE ("count", "count", "few")
                                              NODE ("other", "count", "numbers"));
  MillEvent *event = run_trial_find (trial, MILL_EVENT_DIAGNOSTIC, NULL);

  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  g_assert_cmpint (run_trial_get_state (trial, "numbers"), ==, MILL_STATE_DONE);
  g_assert_cmpint (run_trial_get_state (trial, "risky"), ==, MILL_STATE_FAILED);
  g_assert_cmpint (run_trial_get_state (trial, "few"), ==, MILL_STATE_SKIPPED);
  g_assert_cmpint (run_trial_get_state (trial, "count"), ==, MILL_STATE_SKIPPED);
  g_assert_cmpint (run_trial_get_state (trial, "other"), ==, MILL_STATE_DONE);
  g_assert_nonnull (event);
  g_assert_cmpstr (event->diagnostic->node, ==, "risky");
  g_assert_nonnull (event->diagnostic->detail);
}

/* Where it was the choice of rows, the setting that chooses is named; else the column that could not be made. */
static void
test_culprit_setting (void)
{
  g_autoptr (RunTrial) rows = run_trial_run (NUMBERS KEEP ("few", "numbers", "CAST(n || 'x' AS BIGINT) > 0")
                                             NODE ("count", "count", "few"));
  g_autoptr (RunTrial) column = run_trial_run (NUMBERS NODE ("risky", "risky", "numbers")
                                               KEEP ("few", "risky", "n < 30"));
  const MillDiagnostic *told = run_trial_find (rows, MILL_EVENT_DIAGNOSTIC, NULL)->diagnostic;

  g_assert_cmpstr (told->node, ==, "few");
  g_assert_cmpstr (told->param, ==, "condition");
  g_assert_nonnull (strstr (told->message, "cannot be converted to BIGINT"));
  g_assert_null (strstr (told->message, "In the column"));

  told = run_trial_find (column, MILL_EVENT_DIAGNOSTIC, NULL)->diagnostic;
  g_assert_cmpstr (told->node, ==, "risky");
  g_assert_null (told->param);
  g_assert_true (g_str_has_prefix (told->message, "In the column “bad”: "));
}

/* In a long chain with two faults, the first of them. */
static void
test_culprit_in_chain (void)
{
  g_autoptr (GString) nodes = g_string_new (NUMBERS);
  g_autoptr (RunTrial) trial = NULL;
  MillEvent *event;

  for (int i = 0; i < 20; i++)
    {
      g_autofree char *before = i == 0 ? g_strdup ("numbers") : g_strdup_printf ("n%d", i - 1);

      if (i == 7)
        g_string_append_printf (nodes, ", \"n%d\": {\"type\": \"risky\", \"version\": 1, \"inputs\": "
                                "{\"table\": \"%s\"}}", i, before);
      else
        g_string_append_printf (nodes, ", \"n%d\": {\"type\": \"keep\", \"version\": 1, \"inputs\": "
                                "{\"table\": \"%s\"}, \"params\": {\"condition\": \"%s\"}}", i, before,
                                i == 12 ? "CAST(n || 'x' AS BIGINT) > 0" : "n >= 0");
    }
  trial = run_trial_run (nodes->str);
  event = run_trial_find (trial, MILL_EVENT_DIAGNOSTIC, NULL);
  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  g_assert_cmpstr (event->diagnostic->node, ==, "n7");
  g_assert_cmpint (run_trial_get_state (trial, "n6"), ==, MILL_STATE_DONE);
  g_assert_cmpint (run_trial_get_state (trial, "n8"), ==, MILL_STATE_SKIPPED);
}

/* A query that is part of two jobs, and fails in one of them only, where its bad column is read. */
static void
test_shared_culprit (void)
{
  const char *const ids[] = { "numbers", "lazy", "good", "bad", "behind" };
  g_autoptr (RunTrial) trial = run_trial_run (NUMBERS NODE ("lazy", "lazy", "numbers")
                                              NODE ("good", "one", "lazy") NODE ("bad", "count", "lazy")
                                              NODE ("behind", "count", "bad"));

  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  g_assert_nonnull (run_trial_find (trial, MILL_EVENT_DIAGNOSTIC, NULL));
  g_assert_cmpint (run_trial_get_state (trial, "good"), ==, MILL_STATE_DONE);
  g_assert_cmpint (run_trial_get_state (trial, "behind"), ==, MILL_STATE_SKIPPED);
  g_assert_cmpint (run_trial_get_state (trial, "bad"), !=, MILL_STATE_DONE);
  /* An end is the end. */
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpuint (run_trial_count_states (trial, ids[i], MILL_STATE_DONE) +
                      run_trial_count_states (trial, ids[i], MILL_STATE_FAILED) +
                      run_trial_count_states (trial, ids[i], MILL_STATE_SKIPPED), ==, 1);
}

/* What comes before a node that fails is computed all the same. */
static void
test_refusal (void)
{
  g_autoptr (RunTrial) trial = run_trial_run (NUMBERS KEEP ("few", "numbers", "n < 30")
                                              NODE ("refuse", "refuse", "few")
                                              NODE ("behind", "count", "refuse"));
  MillEvent *event = run_trial_find (trial, MILL_EVENT_DIAGNOSTIC, NULL);
  g_autoptr (MillResults) results = mill_run_get_results (trial->run);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  g_assert_cmpint (run_trial_get_state (trial, "few"), ==, MILL_STATE_DONE);
  g_assert_cmpint (run_trial_get_state (trial, "refuse"), ==, MILL_STATE_FAILED);
  g_assert_cmpint (run_trial_get_state (trial, "behind"), ==, MILL_STATE_SKIPPED);
  g_assert_cmpstr (event->diagnostic->port, ==, "table");
  g_assert_cmpstr (event->diagnostic->hint, ==, "Give it another table");
  g_assert_cmpint (mill_results_count_rows (results, "few", "result", NULL, &error), ==, 30);
  g_assert_no_error (error);
}

static void
test_blocked (void)
{
  g_autoptr (RunTrial) trial = run_trial_run (NUMBERS KEEP ("wrong", "numbers", "m < 30")
                                              NODE ("behind", "count", "wrong")
                                              NODE ("other", "count", "numbers")
                                              ", \"alone\": {\"type\": \"count\", \"version\": 1}");

  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  g_assert_cmpint (run_trial_get_state (trial, "wrong"), ==, MILL_STATE_FAILED);
  g_assert_cmpint (run_trial_get_state (trial, "alone"), ==, MILL_STATE_FAILED);
  g_assert_cmpint (run_trial_get_state (trial, "behind"), ==, MILL_STATE_SKIPPED);
  g_assert_cmpint (run_trial_get_state (trial, "other"), ==, MILL_STATE_DONE);
  g_assert_cmpstr (run_trial_find (trial, MILL_EVENT_DIAGNOSTIC, "wrong")->diagnostic->param, ==,
                   "condition");
  g_assert_cmpstr (run_trial_find (trial, MILL_EVENT_DIAGNOSTIC, "alone")->diagnostic->port, ==, "table");
}

/* A file written by hand may leave out which of two outputs a link comes from. */
static void
test_unnamed_output (void)
{
  g_autoptr (RunTrial) trial = run_trial_run (NUMBERS NODE ("halves", "halves", "numbers")
                                              NODE ("count", "count", "halves"));

  g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
  g_assert_cmpint (run_trial_get_state (trial, "halves"), ==, MILL_STATE_DONE);
  g_assert_cmpint (run_trial_get_state (trial, "count"), ==, MILL_STATE_FAILED);
  g_assert_cmpstr (run_trial_find (trial, MILL_EVENT_DIAGNOSTIC, "count")->diagnostic->hint, ==,
                   "Its outputs are: even, odd");
}

/* What is wrong with the file is said once, be it the reader or the typing that finds it. */
static void
test_told_once (void)
{
  static const char *const cases[] = {
    NUMBERS ", \"x\": {\"type\": \"telepathy\", \"version\": 1}",
    NUMBERS ", \"x\": {\"version\": 1}",
    NUMBERS ", \"x\": {\"type\": \"count\", \"version\": 9, \"inputs\": {\"table\": \"numbers\"}}",
    NUMBERS ", \"x\": {\"type\": \"count\", \"version\": \"1\", \"inputs\": {\"table\": \"numbers\"}}",
    NUMBERS NODE ("x", "count", "nubmers"),
    NUMBERS NODE ("x", "count", "numbers.nowhere"),
    NUMBERS ", \"x\": {\"type\": \"count\", \"version\": 1, \"inputs\": {\"table\": 5}}",
    NUMBERS ", \"x\": {\"type\": \"count\", \"version\": 1, \"inputs\": {\"table\": [\"numbers\", \"numbers\"]}}",
    NUMBERS NODE ("a", "count", "x") NODE ("b", "count", "a") NODE ("x", "count", "b")
    NODE ("end", "count", "x") NODE ("behind", "count", "end"),
    "\"x\": {\"type\": \"numbers\", \"version\": 1, \"params\": {\"count\": \"many\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RunTrial) trial = run_trial_run (cases[i]);
      MillEvent *event = run_trial_find (trial, MILL_EVENT_DIAGNOSTIC, NULL);

      g_test_message ("%s", cases[i]);
      g_assert_cmpint (trial->end, ==, MILL_STATE_FAILED);
      g_assert_cmpuint (run_trial_count_diagnostics (trial), ==, 1);
      g_assert_cmpint (event->diagnostic->severity, ==, MILL_SEVERITY_ERROR);
      g_assert_cmpuint (event->diagnostic->line, ==, 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/run/culprit", test_culprit);
  g_test_add_func ("/run/culprit-setting", test_culprit_setting);
  g_test_add_func ("/run/culprit-in-chain", test_culprit_in_chain);
  g_test_add_func ("/run/shared-culprit", test_shared_culprit);
  g_test_add_func ("/run/refusal", test_refusal);
  g_test_add_func ("/run/blocked", test_blocked);
  g_test_add_func ("/run/unnamed-output", test_unnamed_output);
  g_test_add_func ("/run/told-once", test_told_once);

  return g_test_run ();
}
