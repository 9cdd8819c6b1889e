/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout.h"

#include "support.h"

#define SPACE "\342\200\257"
#define NO_BREAK "\302\240"

static MillScene *
lay_out (MillChart *chart)
{
  MillLayout layout = { .width = 600, .height = 400 };

  return mill_chart_layout (chart, &layout, &test_measurer);
}

/* Points at the middle of the hit of @series and @index and finds it again. */
static void
check (const MillScene *scene,
       guint            series,
       gsize            index,
       const char      *tooltip)
{
  const MillHit *found = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < scene->hits->len; i++)
    {
      const MillHit *hit = &g_array_index (scene->hits, MillHit, i);

      if (hit->series == series && hit->index == index)
        found = mill_scene_find_hit (scene, hit->bounds.x + hit->bounds.width / 2,
                                     hit->bounds.y + hit->bounds.height / 2, 0);
    }
  g_assert_nonnull (found);
  g_assert_cmpuint (found->series, ==, series);
  g_assert_cmpuint (found->index, ==, index);
  text = mill_scene_dup_tooltip (scene, found);
  g_assert_cmpstr (text, ==, tooltip);
}

static void
test_tooltips (void)
{
  g_autoptr (MillChart) bar = test_bar_chart (), line = test_line_chart ();
  g_autoptr (MillChart) scatter = test_scatter_chart (), matrix = test_matrix_chart ();
  g_autoptr (MillScene) bars = lay_out (bar), lines = lay_out (line);
  g_autoptr (MillScene) points = lay_out (scatter), cells = lay_out (matrix);

  check (bars, 0, 1, "rain\ndays: 259");
  check (lines, 1, 0, "2015-01-01\nhighest: 8.5" NO_BREAK "°C\nlowest: 2" NO_BREAK "°C");
  check (points, 0, 2, "Flipper: 195" NO_BREAK "mm\nMass: 3" SPACE "250" NO_BREAK "g");
  check (cells, 0, 1, "Actual: dry\nPredicted: rain\n50 rows, 23" SPACE "% of the actual class");
}

static void
test_more_tooltips (void)
{
  g_autoptr (MillChart) histogram = mill_chart_new (MILL_CHART_HISTOGRAM);
  g_autoptr (MillChart) density = mill_chart_new (MILL_CHART_DENSITY);
  g_autoptr (MillScene) bins = NULL, cells = NULL;

  mill_chart_add_bins (histogram, NULL, MILL_COLOR_AUTO, (const double[]) { 0, 10, 20 },
                       (const double[]) { 3, 5 }, 2);
  mill_chart_set_grid (density, 0, 2, 2, 0, 1, 1, (const double[]) { 0, 8 });
  bins = lay_out (histogram);
  cells = lay_out (density);
  check (bins, 0, 1, "10 to 20\nCount: 5");
  check (cells, 0, 1, "position: 1 to 2\nvalue: 0 to 1\nCount: 8");
  /* An empty cell is nothing to point at. */
  g_assert_cmpuint (cells->hits->len, ==, 1);
}

static void
test_reach (void)
{
  g_autoptr (MillChart) scatter = test_scatter_chart (), line = test_line_chart ();
  g_autoptr (MillScene) points = lay_out (scatter), lines = lay_out (line);
  const MillHit *first = &g_array_index (points->hits, MillHit, 0);
  double x = first->bounds.x + first->bounds.width + 5,
         y = first->bounds.y + first->bounds.height / 2;

  g_assert_null (mill_scene_find_hit (points, x, y, 2));
  g_assert_true (mill_scene_find_hit (points, x, y, 8) == first);
  g_assert_null (mill_scene_find_hit (points, -50, -50, 8));
  /* On a line chart any height will do, but only within the plot. */
  g_assert_nonnull (mill_scene_find_hit (lines, lines->plot.x + 1, lines->plot.y + 1, 0));
  g_assert_null (mill_scene_find_hit (lines, 1, 1, 100));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/hit/tooltips", test_tooltips);
  g_test_add_func ("/chart/hit/more-tooltips", test_more_tooltips);
  g_test_add_func ("/chart/hit/reach", test_reach);
  return g_test_run ();
}
