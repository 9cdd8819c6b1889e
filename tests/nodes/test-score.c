/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include <string.h>

static gboolean
log_says (Harness    *harness,
          const char *text)
{
  for (guint i = 0; i < harness->log->len; i++)
    if (strstr (g_ptr_array_index (harness->log, i), text) != NULL)
      return TRUE;

  return FALSE;
}

/* Two of four met; AUC: of the four pairs true wins three and ties none. */
#define WET "wet,prediction,probability\ntrue,true,0.75\ntrue,false,0.25\nfalse,false,0.125\n" \
            "false,true,0.5\n"

static void
test_binary (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "score", "{'target': 'wet'}", "predictions", WET, NULL);
  harness_assert_table (harness, "scores",
                        "metric,value,baseline,improvement\n"
                        "accuracy,0.5,0.5,0.0\n"
                        "balanced accuracy,0.5,0.5,0.0\n"
                        "precision,0.5,0.0,0.5\n"
                        "recall,0.5,0.0,0.5\n"
                        "F1,0.5,0.0,0.5\n"
                        "AUC,0.75,0.5,0.25\n"
                        "log loss,0.6251637516890349,0.6931471805599454,0.06798342887091047\n"
                        "Brier score,0.22265625,0.25,0.02734375\n");
  g_assert_true (log_says (harness, "naive model of these same rows"));
}

/* The baseline's own table says what the naive model is. */
static void
test_linked_baseline (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *table = NULL;

  harness_run_node (harness, "score", "{'target': 'wet'}", "predictions", WET, "baseline",
                    "wet,prediction,probability\ntrue,true,1\ntrue,true,1\nfalse,true,1\nfalse,true,1\n",
                    NULL);
  harness_assert_done (harness);
  table = harness_get_table (harness, "node", "scores");
  g_assert_nonnull (strstr (table, "\nrecall,0.5,1.0,-0.5\n"));
  g_assert_nonnull (strstr (table, "\nBrier score,0.22265625,0.5,0.27734375\n"));
  g_assert_false (log_says (harness, "naive model of these same rows"));
}

static void
test_numbers (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "score", "{'target': 'n', 'prediction': 'guess'}", "predictions",
                    "n,guess\n1,1.5\n2,2\n3,4\n6,\n,7\n", NULL);
  harness_assert_table (harness, "scores",
                        "metric,value,baseline,improvement\n"
                        "MAE,0.5,0.6666666666666666,0.16666666666666663\n"
                        "RMSE,0.6454972243679028,0.816496580927726,0.17099935655982323\n"
                        "median absolute error,0.5,1.0,0.5\n"
                        "R2,0.375,0.0,0.375\n");
  g_assert_true (log_says (harness, "Predictions: left out 1 row without “n”"));
  g_assert_true (log_says (harness, "Predictions: left out 1 row without a prediction"));
  g_assert_true (log_says (harness, "Predictions: scored 3 rows"));
}

static void
test_whole_numbers_as_classes (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *table = NULL;

  harness_run_node (harness, "score", "{'target': 'n', 'kind': 'classification'}", "predictions",
                    "n,prediction\n1,1\n2,1\n2,2\n3,3\n", NULL);
  harness_assert_done (harness);
  table = harness_get_table (harness, "node", "scores");
  g_assert_nonnull (strstr (table, "\naccuracy,0.75,0.5,0.25\n"));
  g_assert_null (strstr (table, "log loss"));
}

/* The list of probabilities that Apply Model makes for more than two classes. */
static void
test_probabilities_of_classes (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *table = NULL;

  harness_put_file (harness, "sky.csv", "x,sky\n1,sun\n2,rain\n3,fog\n4,sun\n5,rain\n6,sun\n");
  harness_run_text (harness,
    "{\"format\": \"millrace/1\", \"nodes\": {"
    "\"in\": {\"type\": \"read-csv\", \"params\": {\"path\": \"sky.csv\"}},"
    "\"naive\": {\"type\": \"baseline\", \"inputs\": {\"train\": \"in\"},"
    " \"params\": {\"target\": \"sky\"}},"
    "\"apply\": {\"type\": \"apply-model\","
    " \"inputs\": {\"model\": \"naive.model\", \"table\": \"in\"}},"
    "\"node\": {\"type\": \"score\", \"inputs\": {\"predictions\": \"apply\"},"
    " \"params\": {\"target\": \"sky\"}}}}");
  harness_assert_done (harness);
  table = harness_get_table (harness, "node", "scores");
  g_assert_nonnull (strstr (table, "\nlog loss,"));
}

/* Not defined: a missing value, not a wrong one. */
static void
test_one_class (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *table = NULL;

  harness_run_node (harness, "score", "{'target': 'wet'}", "predictions",
                    "wet,prediction,probability\ntrue,true,0.75\n", NULL);
  harness_assert_done (harness);
  table = harness_get_table (harness, "node", "scores");
  g_assert_nonnull (strstr (table, "\nAUC,,,\n"));
}

static void
test_errors (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "score", "{'target': 'wett'}", "predictions", WET, NULL);
  harness_assert_error (harness, "target", "wett", "wet");
  harness_run_node (harness, "score", "{'target': 'wet', 'prediction': 'probability'}", "predictions",
                    WET, NULL);
  harness_assert_error (harness, "prediction", "DOUBLE", "Apply Model");
  harness_run_node (harness, "score", "{'target': 'wet', 'probability': 'prediction'}", "predictions",
                    WET, NULL);
  harness_assert_error (harness, "probability", "does not hold", "number");
  harness_run_node (harness, "score", "{'target': 'wet', 'probability': 'mm'}", "predictions",
                    "wet,prediction,mm\ntrue,true,0.5\nfalse,true,12.5\n", NULL);
  harness_assert_error (harness, "probability", "12.5 in “mm” is not a probability", "from 0 to 1");
  harness_run_node (harness, "score", "{'target': 'wet'}", "predictions",
                    "wet,prediction,probability\ntrue,true,0.5\nfalse,true,-1\n", NULL);
  harness_assert_error (harness, "probability", "-1 in “probability” is not a probability", NULL);
  harness_run_node (harness, "score", "{'target': 'wet', 'kind': 'regression'}", "predictions", WET,
                    NULL);
  harness_assert_error (harness, "kind", "not a number", "classes");
  harness_run_node (harness, "score", "{'target': 'n'}", "predictions",
                    "n,prediction\n1,\n,2\n", NULL);
  harness_assert_error (harness, NULL, "No row has both", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/binary", test_binary);
  g_test_add_func ("/score/linked-baseline", test_linked_baseline);
  g_test_add_func ("/score/numbers", test_numbers);
  g_test_add_func ("/score/whole-numbers-as-classes", test_whole_numbers_as_classes);
  g_test_add_func ("/score/probabilities-of-classes", test_probabilities_of_classes);
  g_test_add_func ("/score/one-class", test_one_class);
  g_test_add_func ("/score/errors", test_errors);

  return g_test_run ();
}
