/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#define TABLE "n,x,sky,wet,day\n1,1.5,sun,true,2020-01-01\n,,,,\n4,2.5,rain,false,2020-01-02\n" \
              "6,5,sun,false,2020-01-02\n2,,fog,false,\n"

static void
test_auto (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "impute", "{}", "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "n,x,sky,wet,day\n1,1.5,sun,true,2020-01-01\n3,2.5,sun,false,2020-01-02\n"
                        "4,2.5,rain,false,2020-01-02\n6,5.0,sun,false,2020-01-02\n"
                        "2,2.5,fog,false,2020-01-02\n");
}

static void
test_mean_of_numbers_only (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "impute", "{'method': 'mean'}", "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "n,x,sky,wet,day\n1,1.5,sun,true,2020-01-01\n3,3.0,,,\n"
                        "4,2.5,rain,false,2020-01-02\n6,5.0,sun,false,2020-01-02\n2,3.0,fog,false,\n");
}

/* Of equals the smallest. */
static void
test_frequent (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "impute", "{'method': 'frequent', 'columns': ['a', 'b']}", "table",
                    "a,b\nz,3\ny,2\nz,2\ny,3\n,\n", NULL);
  harness_assert_table (harness, "table", "a,b\nz,3\ny,2\nz,2\ny,3\ny,2\n");
}

static void
test_constant (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "impute", "{'method': 'constant', 'columns': ['n', 'x'], 'value': '0'}",
                    "table", TABLE, NULL);
  harness_assert_table (harness, "table",
                        "n,x,sky,wet,day\n1,1.5,sun,true,2020-01-01\n0,0.0,,,\n"
                        "4,2.5,rain,false,2020-01-02\n6,5.0,sun,false,2020-01-02\n2,0.0,fog,false,\n");
}

static void
test_odd_names_and_nothing_known (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "impute", "{}", "table",
                    "\"select \"\"x\"\"\",fill,æ %d\n1,,a\n,,\n3,,a\n", NULL);
  harness_assert_table (harness, "table", "\"select \"\"x\"\"\",fill,æ %d\n1,,a\n2,,a\n3,,a\n");
}

static void
test_errors (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "impute", "{'columns': ['ski']}", "table", TABLE, NULL);
  harness_assert_error (harness, "columns", "ski", "sky");
  harness_run_node (harness, "impute", "{'method': 'mean', 'columns': ['sky']}", "table", TABLE, NULL);
  harness_assert_error (harness, "columns", "cannot be filled this way", "most frequent");
  harness_run_node (harness, "impute", "{'method': 'constant', 'columns': ['n'], 'value': 'none'}",
                    "table", TABLE, NULL);
  harness_assert_error (harness, "value", "none", NULL);
  harness_run_node (harness, "impute", "{'method': 'constant', 'columns': ['wet']}", "table", TABLE,
                    NULL);
  harness_assert_error (harness, "value", "wet", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/impute/auto", test_auto);
  g_test_add_func ("/impute/mean-of-numbers-only", test_mean_of_numbers_only);
  g_test_add_func ("/impute/frequent", test_frequent);
  g_test_add_func ("/impute/constant", test_constant);
  g_test_add_func ("/impute/odd-names-and-nothing-known", test_odd_names_and_nothing_known);
  g_test_add_func ("/impute/errors", test_errors);

  return g_test_run ();
}
