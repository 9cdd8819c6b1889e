/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#define TABLE "g,v\nx,1\ny,2\nx,3\n,4\ny,\n"

static void
test_counts (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "group-by",
                    "{'keys': ['g']}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "g,rows\nx,2\ny,2\n,1\n");
}

static void
test_computes (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "group-by",
                    "{'keys': ['g'], 'count': '', 'values': [{'column': 'v', 'function': 'sum'}, "
                    "{'column': 'v', 'function': 'mean', 'name': 'average'}, {'column': 'v', "
                    "'function': 'count'}, {'column': 'v', 'function': 'max'}, {'column': 'v', "
                    "'function': 'median'}]}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "g,sum_v,average,count_v,max_v,median_v\n"
                        "x,4,2.0,2,3,2.0\n"
                        "y,2,2.0,1,2,2.0\n"
                        ",4,4.0,1,4,4.0\n");
}

static void
test_whole_table (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "group-by",
                    "{'values': [{'column': 'g', 'function': 'count-distinct'}]}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "rows,count_distinct_g\n5,2\n");
}

static void
test_text_has_no_mean (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "group-by",
                    "{'values': [{'column': 'g'}]}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "values", "g", "numbers");
}

static void
test_two_of_one_name (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "group-by",
                    "{'keys': ['g'], 'values': [{'column': 'v', 'name': 'G'}]}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "values", "Two columns", NULL);
}

static void
test_missing_key (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "group-by",
                    "{'keys': ['grp']}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "keys", "grp", NULL);
}

static void
test_no_columns (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "group-by",
                    "{'count': ''}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "keys", "no columns", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/group-by/counts", test_counts);
  g_test_add_func ("/group-by/computes", test_computes);
  g_test_add_func ("/group-by/whole-table", test_whole_table);
  g_test_add_func ("/group-by/text-has-no-mean", test_text_has_no_mean);
  g_test_add_func ("/group-by/two-of-one-name", test_two_of_one_name);
  g_test_add_func ("/group-by/missing-key", test_missing_key);
  g_test_add_func ("/group-by/no-columns", test_no_columns);

  return g_test_run ();
}
