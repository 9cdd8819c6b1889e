/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include "chart/chart.h"

static void
test_counts (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillArtifact) artifact = NULL;
  const MillMatrix *matrix;

  harness_run_node (harness, "confusion-matrix", "{'target': 'sky'}", "predictions",
                    "sky,prediction\nsun,sun\nsun,rain\nfog,rain\n,rain\nrain,\nsun,sun\n", NULL);
  harness_assert_table (harness, "counts",
                        "actual,predicted,rows\n"
                        "fog,fog,0\nfog,rain,1\nfog,sun,0\n"
                        "rain,fog,0\nrain,rain,0\nrain,sun,0\n"
                        "sun,fog,0\nsun,rain,1\nsun,sun,2\n");
  artifact = mill_results_get_artifact (harness->results, "node", "chart");
  g_assert_true (MILL_IS_CHART (artifact));
  g_assert_cmpint (mill_chart_get_kind (MILL_CHART (artifact)), ==, MILL_CHART_CONFUSION);
  matrix = mill_chart_get_matrix (MILL_CHART (artifact));
  g_assert_nonnull (matrix);
}

static void
test_classes_are_named_as_in_the_data (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillArtifact) artifact = NULL;
  const MillMatrix *matrix;

  harness_run_node (harness, "confusion-matrix", "{'target': 'wet'}", "predictions",
                    "wet,prediction\ntrue,false\nfalse,false\n", NULL);
  artifact = mill_results_get_artifact (harness->results, "node", "chart");
  matrix = mill_chart_get_matrix (MILL_CHART (artifact));
  g_assert_cmpstr (matrix->actual[0], ==, "false");
  g_assert_cmpstr (matrix->actual[1], ==, "true");
  g_assert_cmpstr (matrix->predicted[1], ==, "true");
}

static void
test_numbers_are_not_classes (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "confusion-matrix", "{'target': 'wet'}", "predictions",
                    "wet,prediction\ntrue,0.5\nfalse,0.7\n", NULL);
  harness_assert_error (harness, "prediction", "DOUBLE", NULL);
}

static void
test_predicted_numbers (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "confusion-matrix", "{'target': 'n'}", "predictions",
                    "n,prediction\n1,0.5\n2,0.7\n", NULL);
  harness_assert_error (harness, "prediction", "predicts numbers", "Score");
}

static void
test_whole_numbers_stand_in_order (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillArtifact) artifact = NULL;
  const MillMatrix *matrix;

  harness_run_node (harness, "confusion-matrix", "{'target': 'n'}", "predictions",
                    "n,prediction\n10,2\n2,0\n11,-1\n0,0\n", NULL);
  artifact = mill_results_get_artifact (harness->results, "node", "chart");
  matrix = mill_chart_get_matrix (MILL_CHART (artifact));
  g_assert_cmpstrv (matrix->actual, ((const char *[]) { "-1", "0", "2", "10", "11", NULL }));
  g_assert_cmpstrv (matrix->predicted, ((const char *[]) { "-1", "0", "2", "10", "11", NULL }));
}

static void
test_too_many_classes (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (GString) table = g_string_new ("sky,prediction\n");

  for (guint i = 0; i < 51; i++)
    g_string_append_printf (table, "k%u,k%u\n", i, i);
  harness_run_node (harness, "confusion-matrix", "{'target': 'sky'}", "predictions", table->str, NULL);
  harness_assert_error (harness, "target", "51 classes", NULL);
}

static void
test_no_rows (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "confusion-matrix", "{'target': 'sky'}", "predictions",
                    "sky,prediction\n", NULL);
  harness_assert_error (harness, NULL, "no rows", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confusion-matrix/counts", test_counts);
  g_test_add_func ("/confusion-matrix/classes-are-named-as-in-the-data",
                   test_classes_are_named_as_in_the_data);
  g_test_add_func ("/confusion-matrix/numbers-are-not-classes", test_numbers_are_not_classes);
  g_test_add_func ("/confusion-matrix/predicted-numbers", test_predicted_numbers);
  g_test_add_func ("/confusion-matrix/whole-numbers-stand-in-order",
                   test_whole_numbers_stand_in_order);
  g_test_add_func ("/confusion-matrix/too-many-classes", test_too_many_classes);
  g_test_add_func ("/confusion-matrix/no-rows", test_no_rows);

  return g_test_run ();
}
