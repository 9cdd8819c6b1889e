/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include "chart/chart.h"
#include "chart/layout.h"

#define WEATHER \
  "day,rain,wind,kind\n" \
  "2024-01-01,1,5,sun\n2024-01-20,2,6,rain\n2024-02-03,4,,rain\n2024-03-01,,7,\n"

static MillChart *
get_chart (Harness *harness)
{
  MillArtifact *artifact;

  harness_assert_done (harness);
  artifact = mill_results_get_artifact (harness->results, "node", "chart");
  g_assert_true (MILL_IS_CHART (artifact));

  return MILL_CHART (artifact);
}

static void
test_bars_of_months (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillChart) chart = NULL;
  const MillSeries *series;

  harness_run_node (harness, "bar-chart",
                    "{'category': 'day', 'value': 'rain', 'bucket': 'month'}", "table", WEATHER,
                    NULL);
  chart = get_chart (harness);
  g_assert_cmpint (mill_chart_get_kind (chart), ==, MILL_CHART_BAR);
  g_assert_cmpint (mill_chart_get_bucket (chart), ==, MILL_TIME_UNIT_MONTH);
  g_assert_cmpuint (mill_chart_get_n_series (chart), ==, 1);
  series = mill_chart_get_series (chart, 0);
  g_assert_cmpuint (series->n, ==, 3);
  g_assert_cmpfloat (series->x[0], ==, 1704067200);
  g_assert_cmpfloat (series->y[0], ==, 3);
  g_assert_cmpfloat (series->y[1], ==, 4);
  g_assert_nonnull (mill_chart_get_title (chart));
}

static void
test_bars_of_categories (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillChart) chart = NULL;
  const char *const *names;

  harness_run_node (harness, "bar-chart", "{'category': 'kind', 'title': 'Kinds'}", "table",
                    WEATHER, NULL);
  chart = get_chart (harness);
  names = mill_chart_get_categories (chart);
  g_assert_cmpuint (g_strv_length ((char **) names), ==, 3);
  g_assert_cmpstr (names[0], ==, "rain");
  g_assert_cmpstr (names[1], ==, "sun");
  g_assert_cmpstr (names[2], ==, "(missing)");
  g_assert_cmpfloat (mill_chart_get_series (chart, 0)->y[0], ==, 2);
  g_assert_cmpstr (mill_chart_get_title (chart), ==, "Kinds");
}

static void
test_bars_in_colours (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillChart) chart = NULL;

  harness_run_node (harness, "bar-chart",
                    "{'category': 'day', 'bucket': 'year', 'color': 'kind'}", "table", WEATHER,
                    NULL);
  chart = get_chart (harness);
  g_assert_true (mill_chart_get_stacked (chart));
  g_assert_cmpuint (mill_chart_get_n_series (chart), ==, 3);
  g_assert_cmpstr (mill_chart_get_series (chart, 0)->name, ==, "rain");
  g_assert_cmpfloat (mill_chart_get_series (chart, 0)->y[0], ==, 2);
  g_assert_cmpstr (mill_chart_get_series (chart, 2)->name, ==, "Other or missing");
}

static void
test_highest_bars (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillChart) chart = NULL;
  g_autoptr (GString) rows = g_string_new ("name,n\n");

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (rows, "name %u,%u\n", i, i);
  harness_run_node (harness, "bar-chart", "{'category': 'name', 'value': 'n', 'top': 3}", "table",
                    rows->str, NULL);
  chart = get_chart (harness);
  g_assert_cmpuint (mill_chart_get_series (chart, 0)->n, ==, 3);
  g_assert_cmpstr (mill_chart_get_categories (chart)[0], ==, "name 499");
  g_assert_cmpstr (mill_chart_get_note (chart), ==, "The highest 3 of 500 categories");
}

static void
test_lines (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillChart) chart = NULL;

  harness_run_node (harness, "line-chart",
                    "{'x': 'day', 'y': ['rain', 'wind'], 'baseline': 2.5}", "table", WEATHER, NULL);
  chart = get_chart (harness);
  g_assert_cmpuint (mill_chart_get_n_series (chart), ==, 2);
  g_assert_cmpuint (mill_chart_get_series (chart, 0)->n, ==, 4);
  g_assert_cmpuint (mill_chart_get_n_references (chart), ==, 1);
  g_assert_null (mill_chart_get_note (chart));
}

static void
test_long_lines_are_put_together (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillChart) chart = NULL;
  g_autoptr (GString) rows = g_string_new ("x,y\n");

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (rows, "%u,%u\n", i, i % 7);
  harness_run_node (harness, "line-chart", "{'x': 'x', 'y': ['y']}", "table", rows->str, NULL);
  chart = get_chart (harness);
  g_assert_cmpuint (mill_chart_get_series (chart, 0)->n, <=, 2001);
  g_assert_cmpuint (mill_chart_get_series (chart, 0)->n, >, 1000);
  g_assert_nonnull (mill_chart_get_note (chart));
}

static void
test_points (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillChart) chart = NULL;

  harness_run_node (harness, "scatter-plot", "{'x': 'rain', 'y': 'wind', 'color': 'kind'}", "table",
                    WEATHER, NULL);
  chart = get_chart (harness);
  g_assert_cmpint (mill_chart_get_kind (chart), ==, MILL_CHART_SCATTER);
  g_assert_cmpuint (mill_chart_get_n_series (chart), ==, 3);
  g_assert_cmpuint (mill_chart_get_series (chart, 0)->n, ==, 1);
}

static void
test_many_points (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillChart) density = NULL;
  g_autoptr (MillChart) sample = NULL;
  g_autoptr (GString) rows = g_string_new ("x,y\n");
  const MillGrid *grid;
  double total = 0;

  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (rows, "%u,%u\n", i, (i * 7919) % 6000);
  harness_run_node (harness, "scatter-plot", "{'x': 'x', 'y': 'y'}", "table", rows->str, NULL);
  density = get_chart (harness);
  g_assert_cmpint (mill_chart_get_kind (density), ==, MILL_CHART_DENSITY);
  grid = mill_chart_get_grid (density);
  for (gsize i = 0; i < grid->columns * grid->rows; i++)
    total += grid->counts[i];
  g_assert_cmpfloat (total, ==, 6000);

  harness_run_node (harness, "scatter-plot", "{'x': 'x', 'y': 'y', 'many': 'sample'}", "table",
                    rows->str, NULL);
  sample = get_chart (harness);
  g_assert_cmpuint (mill_chart_get_series (sample, 0)->n, ==, MILL_SCATTER_LIMIT);
  g_assert_nonnull (mill_chart_get_note (sample));
}

static void
test_bins (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillChart) chart = NULL;
  const MillSeries *series;
  double total = 0;

  harness_run_node (harness, "histogram", "{'column': 'wind', 'bins': 4}", "table", WEATHER, NULL);
  chart = get_chart (harness);
  series = mill_chart_get_series (chart, 0);
  for (gsize i = 0; i < series->n; i++)
    total += series->y[i];
  g_assert_cmpfloat (total, ==, 3);
  g_assert_cmpfloat (series->x[0], <=, 5);
  g_assert_cmpfloat (series->x[series->n], >=, 7);
}

/* A name that Group By made does not say twice what it is. */
static void
test_heights_are_named_once (void)
{
  static const struct { const char *column; const char *aggregate; const char *title; } cases[] = {
    { "sum_rain", "sum", "Sum of rain" },
    { "max_rain", "max", "Largest rain" },
    { "mean_rain", "mean", "mean_rain" },
    { "mean_rain", "sum", "Sum of mean_rain" },
    { "summer", "sum", "Sum of summer" },
    { "sum_", "sum", "Sum of sum_" },
  };
  g_autoptr (Harness) harness = harness_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MillChart) chart = NULL;
      g_autofree char *table = g_strdup_printf ("shop,%s\na,1\nb,2\n", cases[i].column);
      g_autofree char *params = g_strdup_printf (
        "{'category': 'shop', 'value': '%s', 'aggregate': '%s'}", cases[i].column,
        cases[i].aggregate);
      g_autofree char *whole = g_strconcat (cases[i].title, " by shop", NULL);

      harness_run_node (harness, "bar-chart", params, "table", table, NULL);
      chart = get_chart (harness);
      g_assert_cmpstr (mill_chart_get_axis (chart, MILL_CHART_Y)->title, ==, cases[i].title);
      g_assert_cmpstr (mill_chart_get_title (chart), ==, whole);
    }
}

static double
sum_bins (MillChart *chart)
{
  const MillSeries *series = mill_chart_get_series (chart, 0);
  double total = 0;

  for (gsize i = 0; i < series->n; i++)
    total += series->y[i];

  return total;
}

static void
test_far_values_do_not_squeeze_bins (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillChart) chart = NULL;
  g_autoptr (MillChart) all = NULL;
  g_autoptr (GString) rows = g_string_new ("x\n");
  const MillSeries *series;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (rows, "%u.5\n", i % 20);
  g_string_append (rows, "1000000\n-5000\n");
  harness_run_node (harness, "histogram", "{'column': 'x'}", "table", rows->str, NULL);
  chart = get_chart (harness);
  series = mill_chart_get_series (chart, 0);
  g_assert_cmpuint (series->n, >=, 5);
  g_assert_cmpfloat (series->x[0], >=, -1);
  g_assert_cmpfloat (series->x[series->n], <=, 21);
  g_assert_cmpfloat (sum_bins (chart), ==, 200);
  g_assert_cmpstr (mill_chart_get_note (chart), ==,
                   "2 values far out are not shown; all lie between \u22125\u202f000 and "
                   "1\u202f000\u202f000");

  harness_run_node (harness, "histogram", "{'column': 'x', 'range': 'all'}", "table", rows->str,
                    NULL);
  all = get_chart (harness);
  g_assert_cmpfloat (sum_bins (all), ==, 202);
  g_assert_null (mill_chart_get_note (all));
}

/* One value in five is no exception, however far out it is. */
static void
test_second_hill_is_shown (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (MillChart) chart = NULL;
  g_autoptr (GString) rows = g_string_new ("x\n");

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (rows, "%u\n", i % 5 == 0 ? 100000 + i : i);
  harness_run_node (harness, "histogram", "{'column': 'x'}", "table", rows->str, NULL);
  chart = get_chart (harness);
  g_assert_cmpfloat (sum_bins (chart), ==, 200);
  g_assert_null (mill_chart_get_note (chart));
}

/* Between their passes over the table. */
static void
test_charts_tell_how_far_they_are (void)
{
  static const struct { const char *type; const char *params; } nodes[] = {
    { "bar-chart", "{'category': 'day'}" },
    { "line-chart", "{'x': 'day', 'y': ['rain']}" },
    { "scatter-plot", "{'x': 'rain', 'y': 'wind'}" },
    { "histogram", "{'column': 'rain'}" },
  };
  g_autoptr (Harness) harness = harness_new ();

  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      harness_run_node (harness, nodes[i].type, nodes[i].params, "table", WEATHER, NULL);
      harness_assert_done (harness);
      g_assert_cmpuint (harness->n_progress, >, 0);
    }
}

static void
test_nothing_to_show (void)
{
  static const struct { const char *type; const char *params; } nodes[] = {
    { "bar-chart", "{'category': 'a', 'value': 'b'}" },
    { "bar-chart", "{'category': 'a', 'color': 'c'}" },
    { "line-chart", "{'x': 'a', 'y': ['b']}" },
    { "scatter-plot", "{'x': 'a', 'y': 'b', 'color': 'c'}" },
    { "histogram", "{'column': 'a', 'color': 'c'}" },
  };
  g_autoptr (Harness) harness = harness_new ();

  harness_put_file (harness, "empty.csv", "a,b,c\n");
  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      g_autoptr (MillChart) chart = NULL;
      g_autofree char *params = g_strdelimit (g_strdup (nodes[i].params), "'", '"');
      g_autofree char *text = g_strdup_printf (
        "{\"format\": \"millrace/1\", \"nodes\": {"
        "\"in\": {\"type\": \"read-csv\", \"params\": {\"path\": \"empty.csv\", \"types\": ["
        "{\"column\": \"a\", \"type\": \"number\"}, {\"column\": \"b\", \"type\": \"number\"}]}},"
        "\"node\": {\"type\": \"%s\", \"inputs\": {\"table\": \"in\"}, \"params\": %s}}}",
        nodes[i].type, params);

      harness_run_text (harness, text);
      chart = get_chart (harness);
      g_assert_true (mill_chart_is_empty (chart));
    }
}

static void
test_wrong_columns (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "bar-chart", "{'category': 'kinds'}", "table", WEATHER, NULL);
  harness_assert_error (harness, "category", "kinds", "kind");
  harness_run_node (harness, "bar-chart", "{'category': 'day', 'value': 'kind'}", "table", WEATHER,
                    NULL);
  harness_assert_error (harness, "value", "kind", "numbers");
  harness_run_node (harness, "line-chart", "{'x': 'kind', 'y': ['rain']}", "table", WEATHER, NULL);
  harness_assert_error (harness, "x", "kind", "bar chart");
  harness_run_node (harness, "line-chart", "{'x': 'day', 'y': ['kind']}", "table", WEATHER, NULL);
  harness_assert_error (harness, "y", "kind", "numbers");
  harness_run_node (harness, "line-chart", "{'x': 'day'}", "table", WEATHER, NULL);
  harness_assert_error (harness, "y", "empty", NULL);
  harness_run_node (harness, "scatter-plot", "{'x': 'rain', 'y': 'kind'}", "table", WEATHER, NULL);
  harness_assert_error (harness, "y", "kind", NULL);
  harness_run_node (harness, "histogram", "{'column': 'kind'}", "table", WEATHER, NULL);
  harness_assert_error (harness, "column", "kind", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/bars-of-months", test_bars_of_months);
  g_test_add_func ("/charts/bars-of-categories", test_bars_of_categories);
  g_test_add_func ("/charts/bars-in-colours", test_bars_in_colours);
  g_test_add_func ("/charts/highest-bars", test_highest_bars);
  g_test_add_func ("/charts/lines", test_lines);
  g_test_add_func ("/charts/long-lines-are-put-together", test_long_lines_are_put_together);
  g_test_add_func ("/charts/points", test_points);
  g_test_add_func ("/charts/many-points", test_many_points);
  g_test_add_func ("/charts/bins", test_bins);
  g_test_add_func ("/charts/heights-are-named-once", test_heights_are_named_once);
  g_test_add_func ("/charts/far-values-do-not-squeeze-bins", test_far_values_do_not_squeeze_bins);
  g_test_add_func ("/charts/second-hill-is-shown", test_second_hill_is_shown);
  g_test_add_func ("/charts/tell-how-far-they-are", test_charts_tell_how_far_they_are);
  g_test_add_func ("/charts/nothing-to-show", test_nothing_to_show);
  g_test_add_func ("/charts/wrong-columns", test_wrong_columns);

  return g_test_run ();
}
