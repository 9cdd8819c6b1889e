/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/format.h"
#include "chart/scene.h"
#include "chart/words.h"

static double
distance_to (const MillRect *rect,
             double          x,
             double          y)
{
  double dx = fmax (fmax (rect->x - x, x - (rect->x + rect->width)), 0);
  double dy = fmax (fmax (rect->y - y, y - (rect->y + rect->height)), 0);

  return hypot (dx, dy);
}

static gboolean
in_plot (const MillScene *self,
         double           x,
         double           y)
{
  return distance_to (&self->plot, x, y) <= 0;
}

const MillHit *
mill_scene_find_hit (const MillScene *self,
                     double           x,
                     double           y,
                     double           reach)
{
  gboolean line = mill_chart_get_kind (self->chart) == MILL_CHART_LINE;
  const MillHit *nearest = NULL;
  double least = line ? INFINITY : reach;

  if (line && !in_plot (self, x, y))
    return NULL;
  for (guint i = 0; i < self->hits->len; i++)
    {
      const MillHit *hit = &g_array_index (self->hits, MillHit, i);
      double distance;

      /* Among points of a line with the same x the height decides, by less than any pixel of x. */
      if (line)
        distance = fabs (hit->bounds.x + hit->bounds.width / 2.0 - x) +
          1e-6 * fabs (hit->bounds.y + hit->bounds.height / 2.0 - y);
      else
        distance = distance_to (&hit->bounds, x, y);
      /* What was drawn last lies on top. */
      if (distance <= least)
        {
          least = distance;
          nearest = hit;
        }
    }
  return nearest;
}

static void
add_pair (GString    *text,
          const char *name,
          const char *value)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  /* Translators: a name and its value in a tooltip, as in “Temperature: 12.8 °C”. */
  g_string_append_printf (text, _("%s: %s"), name, value);
}

/* Below the x, the values of all series of a line chart there, or of the one bar. */
static void
describe_at_x (const MillScene *self,
               const MillHit   *hit,
               GString         *text)
{
  const MillSeries *series = mill_chart_get_series (self->chart, hit->series);
  double x = series->x[hit->index];
  g_autofree char *where = mill_chart_dup_value_words (self->chart, MILL_CHART_X, x);
  g_autofree char *title = mill_chart_dup_axis_words (self->chart, MILL_CHART_Y);
  guint n = mill_chart_get_n_series (self->chart);

  g_string_append (text, where);
  if (mill_chart_get_kind (self->chart) != MILL_CHART_LINE)
    {
      g_autofree char *value =
          mill_chart_dup_value_words (self->chart, MILL_CHART_Y, series->y[hit->index]);

      add_pair (text, n > 1 && series->name != NULL ? series->name : title, value);
      return;
    }
  for (guint i = 0; i < self->hits->len; i++)
    {
      const MillHit *other = &g_array_index (self->hits, MillHit, i);
      const MillSeries *its = mill_chart_get_series (self->chart, other->series);
      g_autofree char *value = NULL;

      if (its->x[other->index] != x || (other->series == hit->series && other->index != hit->index))
        continue;
      value = mill_chart_dup_value_words (self->chart, MILL_CHART_Y, its->y[other->index]);
      add_pair (text, n > 1 && its->name != NULL ? its->name : title, value);
    }
}

static void
describe_point (const MillScene *self,
                const MillHit   *hit,
                GString         *text)
{
  const MillSeries *series = mill_chart_get_series (self->chart, hit->series);

  if (series->name != NULL && mill_chart_get_n_series (self->chart) > 1)
    g_string_append (text, series->name);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *title = mill_chart_dup_axis_words (self->chart, i);
      g_autofree char *value =
          mill_chart_dup_value_words (self->chart, i, (i == 0 ? series->x : series->y)[hit->index]);

      add_pair (text, title, value);
    }
}

static char *
dup_range (const MillScene    *self,
           MillChartDimension  dimension,
           double              from,
           double              to)
{
  g_autofree char *start = mill_chart_dup_value_words (self->chart, dimension, from);
  g_autofree char *end = mill_chart_dup_value_words (self->chart, dimension, to);

  /* Translators: a range of values, from the first to the second. */
  return g_strdup_printf (_("%s to %s"), start, end);
}

static void
describe_bin (const MillScene *self,
              const MillHit   *hit,
              GString         *text)
{
  const MillSeries *series = mill_chart_get_series (self->chart, hit->series);
  const MillAxis *axis = mill_chart_get_axis (self->chart, MILL_CHART_Y);
  g_autofree char *range =
      dup_range (self, MILL_CHART_X, series->x[hit->index], series->x[hit->index + 1]);
  g_autofree char *count = mill_format_value (series->y[hit->index], 6);

  g_string_append (text, range);
  if (mill_chart_get_n_series (self->chart) > 1 && series->name != NULL)
    add_pair (text, series->name, count);
  else
    add_pair (text, axis->title != NULL ? axis->title : _("Count"), count);
}

static void
describe_grid_cell (const MillScene *self,
                    const MillHit   *hit,
                    GString         *text)
{
  const MillGrid *grid = mill_chart_get_grid (self->chart);
  double width = (grid->x_max - grid->x_min) / (double) grid->columns;
  double height = (grid->y_max - grid->y_min) / (double) grid->rows;
  double column = (double) (hit->index % grid->columns),
         row = (double) (hit->index / grid->columns);
  g_autofree char *x_title = mill_chart_dup_axis_words (self->chart, MILL_CHART_X);
  g_autofree char *y_title = mill_chart_dup_axis_words (self->chart, MILL_CHART_Y);
  g_autofree char *x = dup_range (self, MILL_CHART_X, grid->x_min + column * width,
                                  grid->x_min + (column + 1) * width);
  g_autofree char *y = dup_range (self, MILL_CHART_Y, grid->y_min + row * height,
                                  grid->y_min + (row + 1) * height);
  g_autofree char *count = mill_format_value (grid->counts[hit->index], 6);

  add_pair (text, x_title, x);
  add_pair (text, y_title, y);
  add_pair (text, _("Count"), count);
}

static void
describe_matrix_cell (const MillScene *self,
                      const MillHit   *hit,
                      GString         *text)
{
  const MillMatrix *matrix = mill_chart_get_matrix (self->chart);
  gsize row = hit->index / matrix->columns;
  double count = matrix->counts[hit->index], total = 0;
  g_autofree char *number = NULL, *share = NULL;

  for (gsize i = 0; i < matrix->columns; i++)
    total += fmax (matrix->counts[row * matrix->columns + i], 0);
  number = mill_format_number (isfinite (count) ? count : 0, 1);
  share = mill_format_percent (total > 0 ? fmax (count, 0) / total : 0);
  add_pair (text, _("Actual"), matrix->actual[row]);
  add_pair (text, _("Predicted"), matrix->predicted[hit->index % matrix->columns]);
  g_string_append_c (text, '\n');
  g_string_append_printf (text,
                          ngettext ("%s row, %s of the actual class",
                                    "%s rows, %s of the actual class", mill_plural_of (count)),
                          number, share);
}

char *
mill_scene_dup_tooltip (const MillScene *self,
                        const MillHit   *hit)
{
  GString *text = g_string_new (NULL);

  switch (mill_chart_get_kind (self->chart))
    {
    case MILL_CHART_BAR:
    case MILL_CHART_LINE:
      describe_at_x (self, hit, text);
      break;
    case MILL_CHART_SCATTER:
      describe_point (self, hit, text);
      break;
    case MILL_CHART_HISTOGRAM:
      describe_bin (self, hit, text);
      break;
    case MILL_CHART_DENSITY:
      describe_grid_cell (self, hit, text);
      break;
    case MILL_CHART_CONFUSION:
      describe_matrix_cell (self, hit, text);
      break;
    }
  return g_string_free (text, FALSE);
}
