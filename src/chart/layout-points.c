/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout-private.h"

#include <math.h>
#include <stdlib.h>

#include "chart/reduce.h"

typedef struct { double x, y; gsize index; } Sample;

static int
compare_samples (const void *a,
                 const void *b)
{
  const Sample *first = a, *second = b;

  if (first->x != second->x)
    return first->x < second->x ? -1 : 1;
  return (first->index > second->index) - (first->index < second->index);
}

/* The points of a line in the order of x. One without an x has no place; one without a y is
 * a gap. */
static GArray *
sort_samples (const MillSeries *series)
{
  GArray *samples = g_array_sized_new (FALSE, FALSE, sizeof (Sample), series->n);
  gboolean sorted = TRUE;

  for (gsize i = 0; i < series->n; i++)
    {
      Sample sample = { series->x[i], series->y[i], i };

      if (!isfinite (sample.x))
        continue;
      sorted = sorted && (samples->len == 0 ||
                          sample.x >= g_array_index (samples, Sample, samples->len - 1).x);
      g_array_append_val (samples, sample);
    }
  if (!sorted)
    qsort (samples->data, samples->len, sizeof (Sample), compare_samples);
  return samples;
}

/* Which of them are drawn, as indices into @samples. */
static GArray *
pick_samples (MillBuilder *self,
              GArray      *samples)
{
  g_autofree double *x = g_new (double, MAX (samples->len, 1));
  g_autofree double *y = g_new (double, MAX (samples->len, 1));
  const MillScale *scale = &self->scene->x;
  guint columns = (guint) fmax (self->scene->plot.width, 1);

  for (guint i = 0; i < samples->len; i++)
    {
      /* In pixels, so that a log axis is reduced evenly as well. */
      x[i] = mill_scale_map (scale, g_array_index (samples, Sample, i).x);
      y[i] = mill_scale_map (&self->scene->y, g_array_index (samples, Sample, i).y);
    }
  return mill_reduce_line (x, y, samples->len, scale->start, scale->end, columns);
}

double
mill_builder_get_dash (guint series)
{
  return series >= MILL_N_SERIES_COLORS ? 5 : 0;
}

static void
add_dots (MillBuilder   *self,
          MillColorRole  role,
          GArray        *dots,
          double         radius)
{
  MillPrimitive *circles;

  if (dots->len == 0)
    return;
  circles = mill_scene_begin_points (self->scene, MILL_PRIMITIVE_POINTS, role);
  circles->radius = radius;
  for (guint i = 0; i < dots->len; i++)
    mill_scene_add_point (self->scene, g_array_index (dots, MillPoint, i).x,
                          g_array_index (dots, MillPoint, i).y);
}

/* One stroke for each piece between gaps. A point alone is a dot, and so are all where there are
 * few. */
static void
add_line (MillBuilder *self,
          guint        series_index)
{
  const MillSeries *series = mill_chart_get_series (self->chart, series_index);
  g_autoptr (GArray) samples = sort_samples (series);
  g_autoptr (GArray) picks = pick_samples (self, samples);
  g_autoptr (GArray) dots = g_array_new (FALSE, FALSE, sizeof (MillPoint));
  MillScene *scene = self->scene;
  gboolean dense = picks->len > scene->plot.width / 2;
  double width = (dense ? 1.5 : 2) - (self->in->compact ? 0.5 : 0);
  gboolean all_dots = !self->in->compact && picks->len <= 40 && picks->len * 14 < scene->plot.width;
  guint run = 0;

  for (guint i = 0; i <= picks->len; i++)
    {
      double x = NAN, y = NAN;

      if (i < picks->len)
        {
          const Sample *sample = &g_array_index (samples, Sample, g_array_index (picks, gsize, i));

          x = mill_scale_map (&scene->x, sample->x);
          y = mill_scale_map (&scene->y, sample->y);
          if (isfinite (x) && isfinite (y) && x >= scene->plot.x - 1 &&
              x <= scene->plot.x + scene->plot.width + 1)
            mill_scene_add_hit (scene, (MillRect) { (float) x - 3, (float) y - 3, 6, 6 },
                                series_index, sample->index);
        }
      if (!isfinite (x) || !isfinite (y))
        {
          /* A stroke of one point is not seen. */
          if (run == 1 && !all_dots)
            {
              MillPoint alone = g_array_index (scene->points, MillPoint, scene->points->len - 1);

              g_array_append_val (dots, alone);
            }
          run = 0;
          continue;
        }
      if (run++ == 0)
        {
          MillPrimitive *line = mill_scene_begin_points (scene, MILL_PRIMITIVE_LINE, series->role);

          line->line_width = width;
          line->dash = mill_builder_get_dash (series_index);
        }
      mill_scene_add_point (scene, x, y);
      if (all_dots)
        g_array_append_val (dots, ((MillPoint) { (float) x, (float) y }));
    }
  add_dots (self, series->role, dots, width * 1.5);
}

void
mill_builder_add_lines (MillBuilder *self)
{
  MillScene *scene = self->scene;
  double base = scene->plot.y + scene->plot.height;

  if (!self->in->compact)
    {
      if (scene->y.kind == MILL_SCALE_LINEAR && mill_scale_contains (&scene->y, 0))
        base = mill_scale_map (&scene->y, 0);
      mill_scene_add_rule (scene, MILL_COLOR_AXIS, scene->plot.x, base,
                           scene->plot.x + scene->plot.width, base);
    }
  for (guint i = 0; i < mill_chart_get_n_series (self->chart); i++)
    add_line (self, i);
}

/* Smaller where many share the plot. */
static double
get_radius (MillBuilder *self,
            gsize        n)
{
  const MillRect *plot = &self->scene->plot;

  return CLAMP (sqrt (plot->width * plot->height / (double) MAX (n, 1)) / 6, 1.25, 3.5);
}

void
mill_builder_add_scatter (MillBuilder *self)
{
  MillScene *scene = self->scene;
  gsize total = 0;
  double radius;

  for (guint i = 0; i < mill_chart_get_n_series (self->chart); i++)
    total += mill_chart_get_series (self->chart, i)->n;
  radius = get_radius (self, total);
  for (guint i = 0; i < mill_chart_get_n_series (self->chart); i++)
    {
      const MillSeries *series = mill_chart_get_series (self->chart, i);
      MillPrimitive *points = mill_scene_begin_points (scene, MILL_PRIMITIVE_POINTS, series->role);

      points->radius = radius;
      /* Where points lie on each other it gets darker. */
      points->color.alpha = 0.72f;
      for (gsize j = 0; j < series->n; j++)
        {
          double x = mill_scale_map (&scene->x, series->x[j]),
                 y = mill_scale_map (&scene->y, series->y[j]);

          if (!isfinite (x) || !isfinite (y) || x < scene->plot.x - radius ||
              x > scene->plot.x + scene->plot.width + radius)
            continue;
          mill_scene_add_point (scene, x, y);
          mill_scene_add_hit (scene,
                              (MillRect) { (float) (x - radius), (float) (y - radius),
                                           (float) (radius * 2), (float) (radius * 2) },
                              i, j);
        }
    }
}
