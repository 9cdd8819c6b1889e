/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <math.h>

static void
measure (gpointer    data,
         const char *text,
         double      size,
         gboolean    bold,
         double     *width,
         double     *height)
{
  *width = (double) g_utf8_strlen (text, -1) * size * (bold ? 0.65 : 0.6);
  *height = size * 1.25;
}

const MillTextMeasurer test_measurer = { measure, NULL };

char *
test_to_text (MillChart *chart)
{
  g_autoptr (JsonNode) json = mill_artifact_to_json (MILL_ARTIFACT (chart));

  return json_to_string (json, FALSE);
}

static double
random_number (GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
      return NAN;
    case 1:
      return INFINITY;
    case 2:
      return 0;
    case 3:
      return pow (10, g_rand_double_range (rand, -300, 300));
    case 4:
      return -1e308;
    default:
      return g_rand_double_range (rand, -100, 1000);
    }
}

/* Mostly from one range, so that scales are as they are in life; sometimes anything. */
static double *
random_numbers (GRand *rand,
                gsize  n)
{
  double *values = g_new (double, n + 1);
  gboolean wild = g_rand_int_range (rand, 0, 4) == 0;
  double middle = g_rand_double_range (rand, -1e4, 1e4);
  double width = pow (10, g_rand_double_range (rand, -3, 6));

  for (gsize i = 0; i <= n; i++)
    values[i] = wild ? random_number (rand) : middle + width * g_rand_double_range (rand, -1, 1);
  return values;
}

static char *
random_text (GRand *rand)
{
  static const char *const words[] = {
    "",
    "a",
    "temp_max",
    "Blåbærsyltetøy",
    "with\nline break",
    "“quoted” & <tag>",
    "a very long name of a column that somebody made from a whole sentence",
    "数据",
    "\xff\xfe broken"
  };

  return g_strdup (words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
}

static GStrv
random_texts (GRand *rand,
              guint  n)
{
  GStrv texts = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    texts[i] = random_text (rand);
  return texts;
}

static void
add_random_data (MillChart *chart,
                 GRand     *rand)
{
  gsize n = g_rand_int_range (rand, 0, 3) == 0 ? (gsize) g_rand_int_range (rand, 0, 6000)
    : (gsize) g_rand_int_range (rand, 0, 50);
  g_autofree double *x = random_numbers (rand, n), *y = random_numbers (rand, n);
  g_autofree char *name = random_text (rand);
  gsize columns = (gsize) g_rand_int_range (rand, 0, 12),
        rows = (gsize) g_rand_int_range (rand, 0, 12);
  g_autofree double *counts = random_numbers (rand, columns * rows);
  g_auto (GStrv) actual = NULL, predicted = NULL;

  switch (mill_chart_get_kind (chart))
    {
    case MILL_CHART_HISTOGRAM:
      mill_chart_add_bins (chart, name, MILL_COLOR_AUTO, x, y, n);
      break;
    case MILL_CHART_DENSITY:
      mill_chart_set_grid (chart, -3, 8, columns, 1, 1e6, rows, counts);
      break;
    case MILL_CHART_CONFUSION:
      actual = random_texts (rand, (guint) rows);
      predicted = random_texts (rand, (guint) columns);
      mill_chart_set_matrix (chart, (const char *const *) actual, (const char *const *) predicted,
                             counts);
      break;
    default:
      if (mill_chart_get_axis (chart, MILL_CHART_X)->kind == MILL_SCALE_CATEGORY)
        for (gsize i = 0; i < n; i++)
          x[i] = (double) i;
      mill_chart_add_series (chart, name, g_rand_int_range (rand, 0, 20), x, y, n);
      break;
    }
}

MillChart *
test_random_chart (GRand *rand)
{
  MillChart *chart = mill_chart_new (g_rand_int_range (rand, 0, MILL_CHART_CONFUSION + 1));
  guint n_parts = (guint) g_rand_int_range (rand, 0, 4);
  g_auto (GStrv) categories = random_texts (rand, (guint) g_rand_int_range (rand, 0, 60));

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *title = random_text (rand), *unit = random_text (rand);

      mill_chart_set_axis (chart, i, g_rand_int_range (rand, 0, MILL_SCALE_CATEGORY + 1), title,
                           g_rand_boolean (rand) ? unit : NULL);
      if (g_rand_int_range (rand, 0, 5) == 0)
        mill_chart_set_axis_range (chart, i, random_number (rand), random_number (rand));
    }
  if (g_rand_boolean (rand))
    mill_chart_set_categories (chart, (const char *const *) categories);
  if (g_rand_boolean (rand))
    {
      g_autofree char *title = random_text (rand), *note = random_text (rand);

      mill_chart_set_title (chart, title);
      mill_chart_set_note (chart, note);
    }
  mill_chart_set_bucket (chart, g_rand_int_range (rand, 0, MILL_TIME_UNIT_YEAR + 1));
  mill_chart_set_stacked (chart, g_rand_boolean (rand));
  for (guint i = 0; i < n_parts; i++)
    {
      g_autofree char *label = random_text (rand);

      add_random_data (chart, rand);
      if (g_rand_boolean (rand))
        mill_chart_add_reference (chart, g_rand_int_range (rand, 0, 2), random_number (rand),
                                  label);
    }
  return chart;
}

MillChart *
test_bar_chart (void)
{
  static const char *const names[] = { "sun", "rain", "fog", NULL };
  static const double x[] = { 0, 1, 2 }, y[] = { 714, 259, 411 };
  MillChart *chart = mill_chart_new (MILL_CHART_BAR);

  mill_chart_set_title (chart, "Days by weather");
  mill_chart_set_axis (chart, MILL_CHART_X, MILL_SCALE_CATEGORY, "weather", NULL);
  mill_chart_set_axis (chart, MILL_CHART_Y, MILL_SCALE_LINEAR, "days", NULL);
  mill_chart_set_categories (chart, names);
  mill_chart_add_series (chart, "days", MILL_COLOR_AUTO, x, y, 3);
  return chart;
}

MillChart *
test_line_chart (void)
{
  /* 2015-01-01 and the first days of the next months. */
  static const double x[] = { 1420070400, 1422748800, 1425168000, 1427846400 };
  static const double y[] = { 8.5, NAN, 12.25, 16.5 }, z[] = { 2, 3.5, 4, 6 };
  MillChart *chart = mill_chart_new (MILL_CHART_LINE);

  mill_chart_set_axis (chart, MILL_CHART_X, MILL_SCALE_TIME, "date", NULL);
  mill_chart_set_axis (chart, MILL_CHART_Y, MILL_SCALE_LINEAR, "temperature", "°C");
  mill_chart_add_series (chart, "highest", MILL_COLOR_AUTO, x, y, 4);
  mill_chart_add_series (chart, "lowest", MILL_COLOR_AUTO, x, z, 4);
  mill_chart_add_reference (chart, MILL_CHART_Y, 10, "Mean");
  return chart;
}

MillChart *
test_scatter_chart (void)
{
  static const double x[] = { 181, 186, 195 }, y[] = { 3750, 3800, 3250 };
  MillChart *chart = mill_chart_new (MILL_CHART_SCATTER);

  mill_chart_set_axis (chart, MILL_CHART_X, MILL_SCALE_LINEAR, "Flipper", "mm");
  mill_chart_set_axis (chart, MILL_CHART_Y, MILL_SCALE_LINEAR, "Mass", "g");
  mill_chart_add_series (chart, NULL, MILL_COLOR_AUTO, x, y, 3);
  return chart;
}

MillChart *
test_matrix_chart (void)
{
  static const char *const names[] = { "dry", "rain", NULL };
  static const double counts[] = { 171, 50, 48, 96 };
  MillChart *chart = mill_chart_new (MILL_CHART_CONFUSION);

  mill_chart_set_title (chart, "Rain tomorrow");
  mill_chart_set_matrix (chart, names, names, counts);
  return chart;
}
