/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/chart-private.h"
#include "chart/format.h"
#include "chart/words.h"

/* The ends of all points of a chart, and where the highest one is. */
typedef struct
{
  gsize             n;
  double            x_min, x_max, y_min, y_max;
  double            top_x;
  const MillSeries *top;
} Extent;

static Extent
extent_of (MillChart *self)
{
  Extent extent = { 0, INFINITY, -INFINITY, INFINITY, -INFINITY, NAN, NULL };

  for (guint i = 0; i < self->series->len; i++)
    {
      const MillSeries *series = g_ptr_array_index (self->series, i);

      for (gsize j = 0; j < series->n; j++)
        {
          if (!isfinite (series->x[j]) || !isfinite (series->y[j]))
            continue;
          extent.n++;
          extent.x_min = fmin (extent.x_min, series->x[j]);
          extent.x_max = fmax (extent.x_max, series->x[j]);
          extent.y_min = fmin (extent.y_min, series->y[j]);
          if (series->y[j] > extent.y_max)
            {
              extent.y_max = series->y[j];
              extent.top_x = series->x[j];
              extent.top = series;
            }
        }
    }
  return extent;
}

static char *
count_text (double n)
{
  return mill_format_number (n, 1);
}

static char *
describe_points (MillChart *self)
{
  Extent extent = extent_of (self);
  g_autofree char *subject = mill_chart_dup_axis_words (self, MILL_CHART_Y);
  g_autofree char *by = mill_chart_dup_axis_words (self, MILL_CHART_X);
  g_autofree char *count = count_text ((double) extent.n);
  g_autofree char *low = mill_chart_dup_value_words (self, MILL_CHART_Y, extent.y_min);
  g_autofree char *high = mill_chart_dup_value_words (self, MILL_CHART_Y, extent.y_max);
  g_autofree char *where = mill_chart_dup_value_words (self, MILL_CHART_X, extent.top_x);
  gboolean named = self->series->len > 1 && extent.top->name != NULL;

  if (self->kind == MILL_CHART_SCATTER)
    {
      g_autofree char *left = mill_chart_dup_value_words (self, MILL_CHART_X, extent.x_min);
      g_autofree char *right = mill_chart_dup_value_words (self, MILL_CHART_X, extent.x_max);

      return g_strdup_printf (ngettext ("Scatter chart of %s against %s: %s point, "
                                        "from %s to %s upward and from %s to %s across",
                                        "Scatter chart of %s against %s: %s points, "
                                        "from %s to %s upward and from %s to %s across", extent.n),
                              subject, by, count, low, high, left, right);
    }
  if (self->kind == MILL_CHART_LINE && named)
    return g_strdup_printf (
        ngettext ("Line chart of %s by %s: %s point, from %s to %s, highest: %s at %s",
                  "Line chart of %s by %s: %s points, from %s to %s, highest: %s at %s", extent.n),
        subject, by, count, low, high, extent.top->name, where);
  if (self->kind == MILL_CHART_LINE && self->axes[MILL_CHART_X].kind == MILL_SCALE_TIME)
    return g_strdup_printf (
        ngettext ("Line chart of %s by %s: %s point, from %s to %s, highest on %s",
                  "Line chart of %s by %s: %s points, from %s to %s, highest on %s", extent.n),
        subject, by, count, low, high, where);
  if (self->kind == MILL_CHART_LINE)
    return g_strdup_printf (
        ngettext ("Line chart of %s by %s: %s point, from %s to %s, highest at %s",
                  "Line chart of %s by %s: %s points, from %s to %s, highest at %s", extent.n),
        subject, by, count, low, high, where);
  if (named)
    return g_strdup_printf (
        ngettext ("Bar chart of %s by %s: %s bar, from %s to %s, highest: %s at %s",
                  "Bar chart of %s by %s: %s bars, from %s to %s, highest: %s at %s", extent.n),
        subject, by, count, low, high, extent.top->name, where);
  return g_strdup_printf (ngettext ("Bar chart of %s by %s: %s bar, from %s to %s, highest at %s",
                                    "Bar chart of %s by %s: %s bars, from %s to %s, highest at %s",
                                    extent.n), subject, by, count, low, high, where);
}

static char *
describe_bins (MillChart *self)
{
  g_autofree char *subject = mill_chart_dup_axis_words (self, MILL_CHART_X);
  g_autofree char *from = NULL, *to = NULL, *count = NULL, *most = NULL, *left = NULL,
                  *right = NULL;
  const MillSeries *top = NULL;
  double total = 0, low = INFINITY, high = -INFINITY;
  gsize at = 0;

  for (guint i = 0; i < self->series->len; i++)
    {
      const MillSeries *series = g_ptr_array_index (self->series, i);

      for (gsize j = 0; j < series->n; j++)
        {
          if (!isfinite (series->y[j]) || !isfinite (series->x[j]) || !isfinite (series->x[j + 1]))
            continue;
          total += series->y[j];
          low = fmin (low, series->x[j]);
          high = fmax (high, series->x[j + 1]);
          if (top == NULL || series->y[j] > top->y[at])
            {
              top = series;
              at = j;
            }
        }
    }
  if (top == NULL)
    return g_strdup_printf (_("Histogram of %s: no rows"), subject);
  from = mill_chart_dup_value_words (self, MILL_CHART_X, low);
  to = mill_chart_dup_value_words (self, MILL_CHART_X, high);
  count = count_text (total);
  most = count_text (top->y[at]);
  left = mill_chart_dup_value_words (self, MILL_CHART_X, top->x[at]);
  right = mill_chart_dup_value_words (self, MILL_CHART_X, top->x[at + 1]);
  return g_strdup_printf (
      ngettext ("Histogram of %s: %s value from %s to %s, most (%s) between %s and %s",
                "Histogram of %s: %s values from %s to %s, most (%s) between %s and %s",
                mill_plural_of (total)),
      subject, count, from, to, most, left, right);
}

static char *
describe_grid (MillChart *self)
{
  const MillGrid *grid = self->grid;
  g_autofree char *subject = mill_chart_dup_axis_words (self, MILL_CHART_Y);
  g_autofree char *by = mill_chart_dup_axis_words (self, MILL_CHART_X);
  g_autofree char *count = NULL, *x = NULL, *y = NULL;
  double total = 0;
  gsize top = 0;

  for (gsize i = 0; i < grid->columns * grid->rows; i++)
    {
      total += isfinite (grid->counts[i]) ? grid->counts[i] : 0;
      if (grid->counts[i] > grid->counts[top] || !isfinite (grid->counts[top]))
        top = i;
    }
  count = count_text (total);
  x = mill_chart_dup_value_words (self, MILL_CHART_X,
                                  grid->x_min + ((double) (top % grid->columns) + 0.5) *
                                                    (grid->x_max - grid->x_min) /
                                                    (double) grid->columns);
  y = mill_chart_dup_value_words (self, MILL_CHART_Y,
                                  grid->y_min + ((double) (top / grid->columns) + 0.5) *
                                                    (grid->y_max - grid->y_min) /
                                                    (double) grid->rows);
  return g_strdup_printf (
      ngettext ("Density of %s against %s: %s point, densest near %s across and %s upward",
                "Density of %s against %s: %s points, densest near %s across and %s upward",
                mill_plural_of (total)),
      subject, by, count, x, y);
}

static char *
describe_matrix (MillChart *self)
{
  const MillMatrix *matrix = self->matrix;
  g_autofree char *rows = NULL, *share = NULL, *times = NULL, *start = NULL;
  double total = 0, right = 0, worst = 0;
  gsize worst_at = 0;

  for (gsize i = 0; i < matrix->rows * matrix->columns; i++)
    {
      double count = isfinite (matrix->counts[i]) ? matrix->counts[i] : 0;

      total += count;
      if (g_str_equal (matrix->actual[i / matrix->columns], matrix->predicted[i % matrix->columns]))
        right += count;
      else if (count > worst)
        {
          worst = count;
          worst_at = i;
        }
    }
  rows = count_text (total);
  share = mill_format_percent (right / total);
  start = g_strdup_printf (ngettext ("Confusion matrix of %s row: %s predicted right",
                                     "Confusion matrix of %s rows: %s predicted right",
                                     mill_plural_of (total)),
                           rows, share);
  if (worst == 0)
    return g_steal_pointer (&start);
  times = count_text (worst);
  /* Translators: the first %s is a whole sentence, then two classes: what was predicted for what
   * is. */
  return g_strdup_printf (ngettext ("%s. Most often wrong: %s for %s, %s time",
                                    "%s. Most often wrong: %s for %s, %s times",
                                    mill_plural_of (worst)),
                          start, matrix->predicted[worst_at % matrix->columns],
                          matrix->actual[worst_at / matrix->columns], times);
}

static char *
describe_nothing (MillChart *self)
{
  if (self->title != NULL)
    return g_strdup_printf (_("%s: no rows"), self->title);
  return g_strdup (_("A chart without rows"));
}

char *
mill_chart_dup_finding (MillChart *self)
{
  g_return_val_if_fail (MILL_IS_CHART (self), NULL);

  if (self->finding != NULL)
    return g_strdup (self->finding);
  if (mill_chart_is_empty (self))
    return describe_nothing (self);
  switch (self->kind)
    {
    case MILL_CHART_HISTOGRAM:
      return describe_bins (self);
    case MILL_CHART_DENSITY:
      return describe_grid (self);
    case MILL_CHART_CONFUSION:
      return describe_matrix (self);
    default:
      return describe_points (self);
    }
}
