/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#define TABLE "name,price\na,5\nb,\nc,20\nd,7\n"

static void
test_every_row_goes_somewhere (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "filter-rows", "{'condition': 'price > 6'}", "table", TABLE, NULL);
  harness_assert_table (harness, "kept", "name,price\nc,20\nd,7\n");
  harness_assert_table (harness, "rejected", "name,price\na,5\nb,\n");
}

static void
test_unknown_may_be_kept (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "filter-rows", "{'condition': 'price > 6', 'unknown': 'keep'}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "kept", "name,price\nb,\nc,20\nd,7\n");
  harness_assert_table (harness, "rejected", "name,price\na,5\n");
}

static void
test_looks_at_other_rows (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "filter-rows", "{'condition': 'price = max(price) over ()'}", "table",
                    TABLE, NULL);
  harness_assert_table (harness, "kept", "name,price\nc,20\n");
}

static void
test_missing_column (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "filter-rows", "{'condition': 'prize > 6'}", "table", TABLE, NULL);
  harness_assert_error (harness, "condition", "prize", "price");
}

static void
test_not_a_condition (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "filter-rows", "{'condition': 'price + 1'}", "table", TABLE, NULL);
  harness_assert_error (harness, "condition", "true or false", "Compare");
}

static void
test_no_condition (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "filter-rows", "{}", "table", TABLE, NULL);
  harness_assert_error (harness, "condition", "empty", NULL);
}

static void
test_no_second_statement (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "filter-rows", "{'condition': 'true; drop table t'}", "table", TABLE,
                    NULL);
  harness_assert_error (harness, "condition", "", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-rows/every-row-goes-somewhere", test_every_row_goes_somewhere);
  g_test_add_func ("/filter-rows/unknown-may-be-kept", test_unknown_may_be_kept);
  g_test_add_func ("/filter-rows/looks-at-other-rows", test_looks_at_other_rows);
  g_test_add_func ("/filter-rows/missing-column", test_missing_column);
  g_test_add_func ("/filter-rows/not-a-condition", test_not_a_condition);
  g_test_add_func ("/filter-rows/no-condition", test_no_condition);
  g_test_add_func ("/filter-rows/no-second-statement", test_no_second_statement);

  return g_test_run ();
}
