/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/table.h"

#include "support.h"

static void
check (MillChart  *chart,
       const char *want)
{
  g_autoptr (MillChartTable) table = mill_chart_table_new (chart);
  g_autofree char *csv = mill_chart_table_to_csv (table);

  for (guint i = 0; i < table->rows->len; i++)
    g_assert_cmpuint (g_strv_length (g_ptr_array_index (table->rows, i)), ==,
                      g_strv_length (table->columns));
  g_assert_cmpstr (csv, ==, want);
}

static void
test_kinds (void)
{
  g_autoptr (MillChart) bar = test_bar_chart (), line = test_line_chart (),
                        matrix = test_matrix_chart ();
  g_autoptr (MillChart) histogram = mill_chart_new (MILL_CHART_HISTOGRAM);
  g_autoptr (MillChart) density = mill_chart_new (MILL_CHART_DENSITY);

  check (bar, "weather,days\nsun,714\nrain,259\nfog,411\n");
  check (line,
         "Series,date,temperature\n"
         "highest,2015-01-01,8.5\nhighest,2015-02-01,\nhighest,2015-03-01,12.25\nhighest,2015-04-"
         "01,16.5\n"
         "lowest,2015-01-01,2\nlowest,2015-02-01,3.5\nlowest,2015-03-01,4\nlowest,2015-04-01,6\n");
  check (matrix, "Actual,Predicted,Count\ndry,dry,171\ndry,rain,50\nrain,dry,48\nrain,rain,96\n");
  mill_chart_add_bins (histogram, NULL, MILL_COLOR_AUTO, (const double[]) { -1, 0, 0.5 },
                       (const double[]) { 3, 5 }, 2);
  check (histogram, "From,To,Count\n-1,0,3\n0,0.5,5\n");
  mill_chart_set_grid (density, 0, 2, 2, 0, 1, 1, (const double[]) { 0, 8 });
  check (density, "x from,x to,y from,y to,Count\n1,2,0,1,8\n");
}

static void
test_quotes (void)
{
  static const char *const names[] = { "a,b", "say \"so\"", "two\nlines", NULL };
  static const double x[] = { 0, 1, 2, 9 }, y[] = { 1, 2, 3, 4 };
  g_autoptr (MillChart) chart = mill_chart_new (MILL_CHART_BAR);

  mill_chart_set_axis (chart, MILL_CHART_X, MILL_SCALE_CATEGORY, "name", NULL);
  mill_chart_set_categories (chart, names);
  mill_chart_add_series (chart, NULL, MILL_COLOR_AUTO, x, y, 4);
  check (chart, "name,Value\n\"a,b\",1\n\"say \"\"so\"\"\",2\n\"two\nlines\",3\n9,4\n");
}

static void
test_any_chart (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (MillChart) chart = test_random_chart (rand);
      g_autoptr (MillChartTable) table = mill_chart_table_new (chart);

      g_assert_cmpuint (g_strv_length (table->columns), >=, 2);
      for (guint j = 0; j < table->rows->len; j++)
        g_assert_cmpuint (g_strv_length (g_ptr_array_index (table->rows, j)), ==,
                          g_strv_length (table->columns));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/table/kinds", test_kinds);
  g_test_add_func ("/chart/table/quotes", test_quotes);
  g_test_add_func ("/chart/table/any-chart", test_any_chart);
  return g_test_run ();
}
