/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#define TABLE "day,rain\n2024-01-01,0\n2024-01-02,5\n2024-01-03,\n"

static void
test_adds_a_column (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "formula",
                    "{'columns': [{'name': 'double', 'expression': 'rain * 2'}]}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "day,rain,double\n2024-01-01,0,0\n2024-01-02,5,10\n2024-01-03,,\n");
}

static void
test_replaces_in_place (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "formula",
                    "{'columns': [{'name': 'day', 'expression': 'year(day)'}]}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "day,rain\n2024,0\n2024,5\n2024,\n");
}

static void
test_later_ones_use_earlier_ones (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "formula",
                    "{'columns': [{'name': 'rain', 'expression': 'coalesce(rain, 1)'}, {'name': "
                    "'more', 'expression': 'rain + 1'}, {'name': 'most', 'expression': 'MORE * "
                    "2'}]}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "day,rain,more,most\n"
                        "2024-01-01,0,1,2\n"
                        "2024-01-02,5,6,12\n"
                        "2024-01-03,1,2,4\n");
}

static void
test_looks_at_the_next_row (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "formula",
                    "{'columns': [{'name': 'wet', 'expression': 'lead(rain) over (order by day) > "
                    "0'}]}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "day,rain,wet\n2024-01-01,0,true\n2024-01-02,5,\n2024-01-03,,\n");
}

static void
test_missing_column (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "formula",
                    "{'columns': [{'name': 'x', 'expression': 'rian + 1'}]}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "columns", "rian", "rain");
}

static void
test_not_an_expression (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "formula",
                    "{'columns': [{'name': 'x', 'expression': 'rain +'}]}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "columns", "", NULL);
}

static void
test_no_subquery (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "formula",
                    "{'columns': [{'name': 'x', 'expression': '(select 1)'}]}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "columns", "", NULL);
}

static void
test_whole_table_needs_over (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "formula",
                    "{'columns': [{'name': 'x', 'expression': 'sum(rain)'}]}",
                    "table", TABLE, NULL);
  g_assert_cmpstr (mill_state_get_name (harness->state), ==, "failed");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formula/adds-a-column", test_adds_a_column);
  g_test_add_func ("/formula/replaces-in-place", test_replaces_in_place);
  g_test_add_func ("/formula/later-ones-use-earlier-ones", test_later_ones_use_earlier_ones);
  g_test_add_func ("/formula/looks-at-the-next-row", test_looks_at_the_next_row);
  g_test_add_func ("/formula/missing-column", test_missing_column);
  g_test_add_func ("/formula/not-an-expression", test_not_an_expression);
  g_test_add_func ("/formula/no-subquery", test_no_subquery);
  g_test_add_func ("/formula/whole-table-needs-over", test_whole_table_needs_over);

  return g_test_run ();
}
