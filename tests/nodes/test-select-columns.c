/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#define TABLE "a,b,c\n1,2,3\n"

static void
test_keeps_in_order (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "select-columns",
                    "{'columns': ['c', 'a']}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "c,a\n3,1\n");
}

static void
test_drops (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "select-columns",
                    "{'mode': 'drop', 'columns': ['b']}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "a,c\n1,3\n");
}

static void
test_none_chosen_keeps_all (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "select-columns",
                    "{}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "a,b,c\n1,2,3\n");
}

static void
test_swaps_names (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "select-columns",
                    "{'rename': [{'column': 'a', 'name': 'b'}, {'column': 'b', 'name': 'a'}]}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "b,a,c\n1,2,3\n");
}

static void
test_missing_column (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "select-columns",
                    "{'columns': ['A1', 'a']}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "columns", "A1", NULL);
}

static void
test_two_of_one_name (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "select-columns",
                    "{'rename': [{'column': 'a', 'name': 'B'}]}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "rename", "Two columns", "case");
}

static void
test_nothing_left (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "select-columns",
                    "{'mode': 'drop', 'columns': ['a', 'b', 'c']}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "columns", "No column", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/select-columns/keeps-in-order", test_keeps_in_order);
  g_test_add_func ("/select-columns/drops", test_drops);
  g_test_add_func ("/select-columns/none-chosen-keeps-all", test_none_chosen_keeps_all);
  g_test_add_func ("/select-columns/swaps-names", test_swaps_names);
  g_test_add_func ("/select-columns/missing-column", test_missing_column);
  g_test_add_func ("/select-columns/two-of-one-name", test_two_of_one_name);
  g_test_add_func ("/select-columns/nothing-left", test_nothing_left);

  return g_test_run ();
}
