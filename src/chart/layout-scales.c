/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout-private.h"

#include <math.h>
#include <stdlib.h>

#include "chart/stack.h"

typedef struct { double min, max; } Range;

static void
include (Range  *range,
         double  value)
{
  if (!isfinite (value))
    return;
  range->min = fmin (range->min, value);
  range->max = fmax (range->max, value);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The smallest distance between two bars. */
static double
find_spacing (MillChart *chart)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  double spacing = INFINITY;

  for (guint i = 0; i < mill_chart_get_n_series (chart); i++)
    {
      const MillSeries *series = mill_chart_get_series (chart, i);

      for (gsize j = 0; j < series->n; j++)
        if (isfinite (series->x[j]))
          g_array_append_val (values, series->x[j]);
    }
  qsort (values->data, values->len, sizeof (double), compare_doubles);
  for (guint i = 1; i < values->len; i++)
    {
      double step = g_array_index (values, double, i) - g_array_index (values, double, i - 1);

      if (step > 0)
        spacing = fmin (spacing, step);
    }
  if (isfinite (spacing))
    return spacing;
  return mill_chart_get_axis (chart, MILL_CHART_X)->kind == MILL_SCALE_TIME ? 86400 : 1;
}

void
mill_builder_get_span (MillBuilder *self,
                       double       x,
                       double      *from,
                       double      *to)
{
  MillTimeUnit bucket = mill_chart_get_bucket (self->chart);
  double end = NAN;

  if (self->scene->x.kind == MILL_SCALE_TIME && bucket != MILL_TIME_UNIT_NONE)
    end = mill_time_unit_add (bucket, x, 1);
  if (isfinite (end))
    {
      *from = x;
      *to = end;
    }
  else if (self->scene->x.kind == MILL_SCALE_LOG)
    {
      *from = x / 1.25;
      *to = x * 1.25;
    }
  else
    {
      *from = x - self->spacing / 2;
      *to = x + self->spacing / 2;
    }
}

static void
include_bars (MillBuilder *self,
              Range       *x,
              Range       *y)
{
  g_autoptr (GHashTable) above = mill_stack_new ();
  g_autoptr (GHashTable) below = mill_stack_new ();

  for (guint i = 0; i < mill_chart_get_n_series (self->chart); i++)
    {
      const MillSeries *series = mill_chart_get_series (self->chart, i);

      for (gsize j = 0; j < series->n; j++)
        {
          double from, to, *sum;

          if (!isfinite (series->x[j]) || !isfinite (series->y[j]))
            continue;
          mill_builder_get_span (self, series->x[j], &from, &to);
          include (x, from);
          include (x, to);
          include (y, series->y[j]);
          if (!mill_chart_get_stacked (self->chart))
            continue;
          sum = mill_stack_get_sum (series->y[j] < 0 ? below : above, &series->x[j]);
          *sum += series->y[j];
          include (y, *sum);
        }
    }
}

static void
include_points (MillBuilder *self,
                Range       *x,
                Range       *y)
{
  gboolean bins = mill_chart_get_kind (self->chart) == MILL_CHART_HISTOGRAM;

  for (guint i = 0; i < mill_chart_get_n_series (self->chart); i++)
    {
      const MillSeries *series = mill_chart_get_series (self->chart, i);

      for (gsize j = 0; j < series->n; j++)
        {
          gboolean shown = isfinite (series->x[j]) && isfinite (series->y[j]) &&
            (self->scene->x.kind != MILL_SCALE_LOG || series->x[j] > 0) &&
            (self->scene->y.kind != MILL_SCALE_LOG || series->y[j] > 0);

          if (!shown)
            continue;
          include (x, series->x[j]);
          if (bins)
            include (x, series->x[j + 1]);
          include (y, series->y[j]);
        }
    }
}

static void
include_axis (MillBuilder        *self,
              MillChartDimension  dimension,
              Range              *range)
{
  const MillAxis *axis = mill_chart_get_axis (self->chart, dimension);

  include (range, axis->min);
  include (range, axis->max);
  for (guint i = 0; i < mill_chart_get_n_references (self->chart); i++)
    {
      const MillReference *reference = mill_chart_get_reference (self->chart, i);

      if (reference->vertical == (dimension == MILL_CHART_X))
        include (range, reference->value);
    }
}

/* Bars stand on zero. A line does as well where it comes near, so that nobody is misled by a cut
 * axis. */
static void
include_zero (MillBuilder *self,
              Range       *y)
{
  MillChartKind kind = mill_chart_get_kind (self->chart);

  if (self->scene->y.kind != MILL_SCALE_LINEAR)
    {
      if (self->scene->y.kind == MILL_SCALE_LOG && kind != MILL_CHART_LINE &&
          kind != MILL_CHART_SCATTER && y->min > 0 && isfinite (y->min))
        y->min = fmin (y->min / 2, 1);
      return;
    }
  if (kind == MILL_CHART_BAR || kind == MILL_CHART_HISTOGRAM)
    include (y, 0);
  else if (kind == MILL_CHART_LINE && y->min > 0 && y->min < y->max * 0.3)
    include (y, 0);
  else if (kind == MILL_CHART_LINE && y->max < 0 && y->max > y->min * 0.3)
    include (y, 0);
}

static MillScaleKind
get_scale_kind (MillBuilder        *self,
                MillChartDimension  dimension)
{
  MillScaleKind kind = mill_chart_get_axis (self->chart, dimension)->kind;

  if (kind != MILL_SCALE_CATEGORY)
    return kind;
  return dimension == MILL_CHART_X && mill_chart_get_categories (self->chart) != NULL
    ? MILL_SCALE_CATEGORY : MILL_SCALE_LINEAR;
}

void
mill_builder_make_scales (MillBuilder *self)
{
  MillScene *scene = self->scene;
  MillChartKind kind = mill_chart_get_kind (self->chart);
  Range x = { INFINITY, -INFINITY }, y = { INFINITY, -INFINITY };

  scene->x.kind = get_scale_kind (self, MILL_CHART_X);
  scene->y.kind = get_scale_kind (self, MILL_CHART_Y);
  self->spacing = scene->x.kind == MILL_SCALE_CATEGORY || kind != MILL_CHART_BAR
                      ? 1
                      : find_spacing (self->chart);
  if (self->grid != NULL)
    {
      x = (Range) { self->grid->x_min, self->grid->x_max };
      y = (Range) { self->grid->y_min, self->grid->y_max };
    }
  else if (kind == MILL_CHART_BAR)
    include_bars (self, &x, &y);
  else
    include_points (self, &x, &y);
  include_axis (self, MILL_CHART_X, &x);
  include_axis (self, MILL_CHART_Y, &y);
  include_zero (self, &y);

  if (scene->x.kind == MILL_SCALE_CATEGORY)
    mill_scale_init_categories (&scene->x,
                                g_strv_length ((GStrv) mill_chart_get_categories (self->chart)));
  else
    mill_scale_init (&scene->x, scene->x.kind, x.min, x.max);
  mill_scale_init (&scene->y, scene->y.kind, y.min, y.max);
  if (kind == MILL_CHART_SCATTER && self->grid == NULL)
    mill_scale_make_nice (&scene->x, 8);
  if (self->in->zoomed && self->in->x_min < self->in->x_max)
    {
      MillScaleKind x_kind = scene->x.kind;

      mill_scale_init (&scene->x, x_kind, self->in->x_min, self->in->x_max);
    }
}
