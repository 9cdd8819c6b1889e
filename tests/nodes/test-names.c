/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nodes/names.h"

static void
test_summaries (void)
{
  static const char *const names[] = { "a", "b", "c", "d", "e", "f", NULL };
  static const char *const four[] = { "a", "b", "c", "d", NULL };
  static const char *const none[] = { NULL };
  g_autofree char *long_list = mill_names_summarize (names);
  g_autofree char *short_list = mill_names_summarize (four);

  g_assert_cmpstr (long_list, ==, "a, b, c and 3 more");
  g_assert_cmpstr (short_list, ==, "a, b, c, d");
  g_assert_null (mill_names_summarize (none));
  g_assert_null (mill_names_summarize (NULL));
}

static void
test_free_names (void)
{
  g_autoptr (MillSchema) schema = mill_schema_new ();
  g_autofree char *taken = NULL;
  g_autofree char *free_name = NULL;

  mill_schema_add (schema, "Row", "BIGINT");
  mill_schema_add (schema, "row_2", "BIGINT");
  taken = mill_names_make_free (schema, "row");
  free_name = mill_names_make_free (schema, "place");
  g_assert_cmpstr (taken, ==, "row_3");
  g_assert_cmpstr (free_name, ==, "place");
  g_assert_cmpstr (mill_names_find_same (schema, "ROW")->name, ==, "Row");
  g_assert_null (mill_names_find_same (schema, "rows"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/summaries", test_summaries);
  g_test_add_func ("/names/free-names", test_free_names);

  return g_test_run ();
}
