/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#define TABLE "n,t\n3,c\n1,a\n2,b\n"

static void
test_first (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "limit",
                    "{'rows': 2}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "n,t\n3,c\n1,a\n");
}

static void
test_all_but_first (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "limit",
                    "{'rows': 2, 'keep': 'all-but-first'}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "n,t\n2,b\n");
}

static void
test_last (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "limit",
                    "{'rows': 2, 'keep': 'last'}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "n,t\n1,a\n2,b\n");
}

static void
test_all_but_last (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "limit",
                    "{'rows': 1, 'keep': 'all-but-last'}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "n,t\n3,c\n1,a\n");
}

static void
test_first_in_order (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "limit",
                    "{'rows': 2, 'order-by': ['n']}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "n,t\n1,a\n2,b\n");
}

static void
test_all_but_first_in_order (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "limit",
                    "{'rows': 2, 'keep': 'all-but-first', 'order-by': ['n']}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "n,t\n3,c\n");
}

static void
test_last_in_order (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "limit",
                    "{'rows': 2, 'keep': 'last', 'order-by': ['n']}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "n,t\n2,b\n3,c\n");
}

static void
test_all_but_last_in_order (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "limit",
                    "{'rows': 1, 'keep': 'all-but-last', 'order-by': ['n']}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "n,t\n1,a\n2,b\n");
}

static void
test_more_than_there_are (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "limit",
                    "{'rows': 9, 'keep': 'all-but-last'}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "n,t\n");
}

static void
test_none (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "limit",
                    "{'rows': 0}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "n,t\n");
}

static void
test_missing_column (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "limit",
                    "{'order-by': ['m']}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "order-by", "m", NULL);
}

static void
test_negative (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "limit",
                    "{'rows': -1}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "rows", "", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/limit/first", test_first);
  g_test_add_func ("/limit/all-but-first", test_all_but_first);
  g_test_add_func ("/limit/last", test_last);
  g_test_add_func ("/limit/all-but-last", test_all_but_last);
  g_test_add_func ("/limit/first-in-order", test_first_in_order);
  g_test_add_func ("/limit/all-but-first-in-order", test_all_but_first_in_order);
  g_test_add_func ("/limit/last-in-order", test_last_in_order);
  g_test_add_func ("/limit/all-but-last-in-order", test_all_but_last_in_order);
  g_test_add_func ("/limit/more-than-there-are", test_more_than_there_are);
  g_test_add_func ("/limit/none", test_none);
  g_test_add_func ("/limit/missing-column", test_missing_column);
  g_test_add_func ("/limit/negative", test_negative);

  return g_test_run ();
}
