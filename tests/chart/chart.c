/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/chart.h"

#include <math.h>

#include "support.h"

static void
test_is_artifact (void)
{
  MillChart *chart = test_bar_chart ();

  g_assert_cmpstr (mill_artifact_get_kind (MILL_ARTIFACT (chart)), ==, "chart");
  g_assert_finalize_object (chart);
}

static void
test_fields (void)
{
  g_autoptr (MillChart) chart = test_line_chart ();
  const MillSeries *series = mill_chart_get_series (chart, 0);
  const MillReference *reference = mill_chart_get_reference (chart, 0);

  g_assert_cmpint (mill_chart_get_kind (chart), ==, MILL_CHART_LINE);
  g_assert_cmpstr (mill_chart_get_axis (chart, MILL_CHART_Y)->unit, ==, "°C");
  g_assert_cmpuint (mill_chart_get_n_series (chart), ==, 2);
  g_assert_cmpstr (series->name, ==, "highest");
  g_assert_cmpint (series->role, ==, MILL_COLOR_SERIES_1);
  g_assert_cmpint (mill_chart_get_series (chart, 1)->role, ==, MILL_COLOR_SERIES_2);
  g_assert_cmpuint (series->n, ==, 4);
  g_assert_true (isnan (series->y[1]));
  g_assert_false (reference->vertical);
  g_assert_cmpfloat (reference->value, ==, 10);
  g_assert_null (mill_chart_get_grid (chart));
  g_assert_null (mill_chart_get_matrix (chart));
}

static void
test_not_finite (void)
{
  const double x[] = { 1, INFINITY, -INFINITY }, y[] = { INFINITY, 2, 3 };
  g_autoptr (MillChart) chart = mill_chart_new (MILL_CHART_SCATTER);

  mill_chart_add_series (chart, NULL, MILL_COLOR_AUTO, x, y, 3);
  g_assert_true (isnan (mill_chart_get_series (chart, 0)->y[0]));
  g_assert_true (isnan (mill_chart_get_series (chart, 0)->x[1]));
  g_assert_true (mill_chart_is_empty (chart));
}

static void
test_empty (void)
{
  static const char *const names[] = { "a", NULL };
  static const double zero[] = { 0 }, one[] = { 1 };

  for (MillChartKind kind = MILL_CHART_BAR; kind <= MILL_CHART_CONFUSION; kind++)
    {
      g_autoptr (MillChart) chart = mill_chart_new (kind);

      g_assert_true (mill_chart_is_empty (chart));
      if (kind == MILL_CHART_CONFUSION)
        {
          mill_chart_set_matrix (chart, names, names, zero);
          g_assert_true (mill_chart_is_empty (chart));
          mill_chart_set_matrix (chart, names, names, one);
        }
      else if (kind == MILL_CHART_DENSITY)
        {
          mill_chart_set_grid (chart, 0, 1, 1, 0, 1, 1, zero);
          g_assert_true (mill_chart_is_empty (chart));
          mill_chart_set_grid (chart, 0, 1, 1, 0, 1, 1, one);
        }
      else if (kind == MILL_CHART_HISTOGRAM)
        mill_chart_add_bins (chart, NULL, MILL_COLOR_AUTO, (const double[]) { 0, 1 }, one, 1);
      else
        mill_chart_add_series (chart, NULL, MILL_COLOR_AUTO, one, one, 1);
      g_assert_false (mill_chart_is_empty (chart));
    }
}

static void
test_flat_grid (void)
{
  g_autoptr (MillChart) chart = mill_chart_new (MILL_CHART_DENSITY);
  const MillGrid *grid;

  mill_chart_set_grid (chart, 5, 5, 1, -1e9, -1e9, 1, (const double[]) { 7 });
  grid = mill_chart_get_grid (chart);
  g_assert_cmpfloat (grid->x_min, ==, 4.5);
  g_assert_cmpfloat (grid->x_max, ==, 5.5);
  g_assert_cmpfloat (grid->y_min, <, -1e9);
  g_assert_cmpfloat (grid->y_max, >, -1e9);
  g_assert_cmpfloat (grid->counts[0], ==, 7);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/chart/is-artifact", test_is_artifact);
  g_test_add_func ("/chart/chart/fields", test_fields);
  g_test_add_func ("/chart/chart/not-finite", test_not_finite);
  g_test_add_func ("/chart/chart/empty", test_empty);
  g_test_add_func ("/chart/chart/flat-grid", test_flat_grid);
  return g_test_run ();
}
