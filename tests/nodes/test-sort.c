/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#define TABLE "name,n\nb,2\na,\nc,1\nd,2\n"

static void
test_ties_by_the_other_columns (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "sort",
                    "{'keys': [{'column': 'n'}]}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "name,n\nc,1\nb,2\nd,2\na,\n");
}

static void
test_descending (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "sort",
                    "{'keys': [{'column': 'n', 'descending': true, 'nulls': 'first'}]}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "name,n\na,\nb,2\nd,2\nc,1\n");
}

static void
test_two_keys (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "sort",
                    "{'keys': [{'column': 'n'}, {'column': 'name', 'descending': true}]}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "name,n\nc,1\nd,2\nb,2\na,\n");
}

static void
test_missing_column (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "sort",
                    "{'keys': [{'column': 'nam'}]}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "keys", "nam", "name");
}

static void
test_no_keys (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "sort",
                    "{}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "keys", "empty", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sort/ties-by-the-other-columns", test_ties_by_the_other_columns);
  g_test_add_func ("/sort/descending", test_descending);
  g_test_add_func ("/sort/two-keys", test_two_keys);
  g_test_add_func ("/sort/missing-column", test_missing_column);
  g_test_add_func ("/sort/no-keys", test_no_keys);

  return g_test_run ();
}
