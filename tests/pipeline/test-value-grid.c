/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/value-grid.h"

static void
expect (MillValueGrid *grid,
        guint          index,
        const char    *expected)
{
  g_auto (GStrv) values = mill_value_grid_list (grid, index);
  g_autofree char *text = g_strjoinv (" ", values);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_combinations (void)
{
  g_autoptr (MillValueGrid) grid = mill_value_grid_new ();

  g_assert_cmpuint (mill_value_grid_get_n (grid), ==, 1);
  expect (grid, 0, "");
  g_assert_true (mill_value_grid_add (grid, "a", (const char *[]) { "1", "2", NULL }));
  g_assert_true (mill_value_grid_add (grid, "b", (const char *[]) { "x", NULL }));
  g_assert_true (mill_value_grid_add (grid, "c", (const char *[]) { "", "y", "z", NULL }));
  g_assert_false (mill_value_grid_add (grid, "a", (const char *[]) { "3", NULL }));
  g_assert_cmpuint (mill_value_grid_get_n (grid), ==, 6);
  expect (grid, 0, "a=1 b=x c=");
  expect (grid, 1, "a=1 b=x c=y");
  expect (grid, 3, "a=2 b=x c=");
  expect (grid, 5, "a=2 b=x c=z");
  g_assert_cmpuint (mill_value_grid_get_n_names (grid), ==, 3);
  g_assert_cmpstr (mill_value_grid_get_name (grid, 2), ==, "c");
  g_assert_cmpstr (mill_value_grid_get_values (grid, 2)[1], ==, "y");
}

/* However many there would be, there is a number of them. */
static void
test_too_many (void)
{
  static const char *const ten[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };
  g_autoptr (MillValueGrid) grid = mill_value_grid_new ();

  for (char name[] = "a"; name[0] < 'p'; name[0]++)
    g_assert_true (mill_value_grid_add (grid, name, ten));
  g_assert_cmpuint (mill_value_grid_get_n (grid), ==, MILL_VALUE_GRID_MOST + 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value-grid/combinations", test_combinations);
  g_test_add_func ("/value-grid/too-many", test_too_many);

  return g_test_run ();
}
