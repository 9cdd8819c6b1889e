/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/chart.h"

#include "support.h"

#define SPACE "\342\200\257"
#define NO_BREAK "\302\240"

static void
check (MillChart  *chart,
       const char *want)
{
  g_autofree char *finding = mill_chart_dup_finding (chart);

  g_assert_cmpstr (finding, ==, want);
}

static void
test_kinds (void)
{
  g_autoptr (MillChart) bar = test_bar_chart (), line = test_line_chart ();
  g_autoptr (MillChart) scatter = test_scatter_chart (), matrix = test_matrix_chart ();
  g_autoptr (MillChart) histogram = mill_chart_new (MILL_CHART_HISTOGRAM);
  g_autoptr (MillChart) density = mill_chart_new (MILL_CHART_DENSITY);

  check (bar, "Bar chart of days by weather: 3 bars, from 259 to 714, highest at sun");
  check (line,
         "Line chart of temperature by date: 7 points, from 2" NO_BREAK "°C to 16.5" NO_BREAK "°C, "
         "highest: highest at 2015-04-01");
  check (scatter,
         "Scatter chart of Mass against Flipper: 3 points, from 3" SPACE "250" NO_BREAK "g to "
         "3" SPACE "800" NO_BREAK "g upward and from 181" NO_BREAK "mm to 195" NO_BREAK
         "mm across");
  check (matrix, "Confusion matrix of 365 rows: 73" SPACE "% predicted right. "
         "Most often wrong: rain for dry, 50 times");
  mill_chart_set_axis (histogram, MILL_CHART_X, MILL_SCALE_LINEAR, "mass", NULL);
  mill_chart_add_bins (histogram, NULL, MILL_COLOR_AUTO, (const double[]) { 0, 10, 20 },
                       (const double[]) { 3, 5 }, 2);
  check (histogram, "Histogram of mass: 8 values from 0 to 20, most (5) between 10 and 20");
  mill_chart_set_grid (density, 0, 2, 2, 0, 1, 1, (const double[]) { 1, 8 });
  check (density,
         "Density of value against position: 9 points, densest near 1.5 across and 0.5 upward");
}

static void
test_one (void)
{
  g_autoptr (MillChart) line = mill_chart_new (MILL_CHART_LINE);

  mill_chart_set_axis (line, MILL_CHART_X, MILL_SCALE_TIME, "date", NULL);
  mill_chart_add_series (line, "temp_max", MILL_COLOR_AUTO, (const double[]) { 1437264000 },
                         (const double[]) { 35 }, 1);
  check (line, "Line chart of temp_max by date: 1 point, from 35 to 35, highest on 2015-07-19");
}

static void
test_given (void)
{
  g_autoptr (MillChart) chart = test_bar_chart (), empty = mill_chart_new (MILL_CHART_BAR);

  mill_chart_set_finding (chart, "The sun shines most");
  check (chart, "The sun shines most");
  check (empty, "A chart without rows");
  mill_chart_set_title (empty, "Rain");
  check (empty, "Rain: no rows");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/finding/kinds", test_kinds);
  g_test_add_func ("/chart/finding/one", test_one);
  g_test_add_func ("/chart/finding/given", test_given);
  return g_test_run ();
}
