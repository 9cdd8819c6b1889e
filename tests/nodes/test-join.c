/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#define LEFT "id,name\n1,a\n2,b\n,c\n"
#define RIGHT "id,name,size\n2,B,20\n3,C,30\n,D,40\n"

/* The rows of a join come in no certain order. */
static void
assert_sorted (Harness    *harness,
               const char *expected)
{
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autofree char *text = NULL;

  harness_assert_done (harness);
  table = harness_get_table (harness, "node", "table");
  lines = g_strsplit (table, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_ptr_array_add (sorted, lines[i]);
  g_ptr_array_sort_values (sorted, (GCompareFunc) g_strcmp0);
  g_ptr_array_add (sorted, NULL);
  text = g_strjoinv (" ", (char **) sorted->pdata);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_outer_kinds (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "join", "{'kind': 'left', 'keys': [{'left': 'id'}]}", "left", LEFT,
                    "right", RIGHT, NULL);
  assert_sorted (harness, ",c,, 1,a,, 2,b,B,20");
  harness_run_node (harness, "join", "{'kind': 'right', 'keys': [{'left': 'id'}]}", "left", LEFT,
                    "right", RIGHT, NULL);
  assert_sorted (harness, ",,D,40 2,b,B,20 3,,C,30");
  harness_run_node (harness, "join", "{'kind': 'full', 'keys': [{'left': 'id'}]}", "left", LEFT,
                    "right", RIGHT, NULL);
  assert_sorted (harness, ",,D,40 ,c,, 1,a,, 2,b,B,20 3,,C,30");
  harness_run_node (harness, "join", "{'kind': 'anti', 'keys': [{'left': 'id'}]}", "left", LEFT,
                    "right", RIGHT, NULL);
  assert_sorted (harness, ",c 1,a");
}

static void
test_cross (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "join", "{'kind': 'cross'}", "left", "a\n1\n2\n", "right",
                    "a\n5\n6\n", NULL);
  assert_sorted (harness, "1,5 1,6 2,5 2,6");
}

static void
test_nothing_in_common (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "join", "{}", "left", "a\n1\n", "right", "b\n1\n", NULL);
  harness_assert_error (harness, "keys", "belong together", "no column name in common");
  harness_run_node (harness, "join", "{}", "left", "a,c\n1,2\n", "right", "b,A\n1,2\n", NULL);
  harness_assert_error (harness, "keys", "belong together", "Both tables have a");
}

static void
test_decimals_rarely_equal (void)
{
  g_autoptr (Harness) harness = harness_new ();
  gboolean warned = FALSE;

  harness_run_node (harness, "join", "{'keys': [{'left': 'a'}]}", "left", "a\n1.5\n", "right",
                    "a\n1.5\n", NULL);
  harness_assert_table (harness, "table", "a\n1.5\n");
  for (guint i = 0; i < harness->diagnostics->len; i++)
    {
      MillDiagnostic *diagnostic = g_ptr_array_index (harness->diagnostics, i);

      warned = warned || diagnostic->severity == MILL_SEVERITY_WARNING;
    }
  g_assert_true (warned);
}

static void
test_inner (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "join",
                    "{'keys': [{'left': 'id'}]}",
                    "left", LEFT, "right", RIGHT, NULL);
  harness_assert_table (harness, "table",
                        "id,name,name_right,size\n2,b,B,20\n");
}

static void
test_semi (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "join",
                    "{'kind': 'semi', 'keys': [{'left': 'id'}]}",
                    "left", LEFT, "right", RIGHT, NULL);
  harness_assert_table (harness, "table",
                        "id,name\n2,b\n");
}

static void
test_other_names (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "join",
                    "{'keys': [{'left': 'id', 'right': 'id'}], 'suffix': ' 2'}",
                    "left", LEFT, "right", RIGHT, NULL);
  harness_assert_table (harness, "table",
                        "id,name,name 2,size\n2,b,B,20\n");
}

static void
test_no_keys (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "join",
                    "{}",
                    "left", LEFT, "right", RIGHT, NULL);
  harness_assert_error (harness, "keys", "belong together", NULL);
}

static void
test_missing_column (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "join",
                    "{'keys': [{'left': 'id', 'right': 'ID'}]}",
                    "left", LEFT, "right", RIGHT, NULL);
  harness_assert_error (harness, "keys", "ID", "id");
}

static void
test_types_that_never_equal (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "join",
                    "{'keys': [{'left': 'id', 'right': 'name'}]}",
                    "left", LEFT, "right", RIGHT, NULL);
  harness_assert_error (harness, "keys", "never equal", "Convert");
}

static void
test_suffix_that_does_not_help (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "join",
                    "{'keys': [{'left': 'id'}], 'suffix': ''}",
                    "left", LEFT, "right", RIGHT, NULL);
  harness_assert_error (harness, "suffix", "", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/join/outer-kinds", test_outer_kinds);
  g_test_add_func ("/join/cross", test_cross);
  g_test_add_func ("/join/nothing-in-common", test_nothing_in_common);
  g_test_add_func ("/join/decimals-rarely-equal", test_decimals_rarely_equal);
  g_test_add_func ("/join/inner", test_inner);
  g_test_add_func ("/join/semi", test_semi);
  g_test_add_func ("/join/other-names", test_other_names);
  g_test_add_func ("/join/no-keys", test_no_keys);
  g_test_add_func ("/join/missing-column", test_missing_column);
  g_test_add_func ("/join/types-that-never-equal", test_types_that_never_equal);
  g_test_add_func ("/join/suffix-that-does-not-help", test_suffix_that_does_not_help);

  return g_test_run ();
}
