/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout-private.h"

#include <math.h>

#include "chart/stack.h"

/* Wider bars look like walls. */
#define MAX_BAR_WIDTH 72
/* Of more distributions than this, the mixed colours are nobody's. */
#define MANY_OUTLINES 3

/* The pixel that bars stand on. */
static double
get_base (const MillScale *y)
{
  double zero = y->kind == MILL_SCALE_LOG ? y->start : mill_scale_map (y, 0);

  return CLAMP (zero, MIN (y->start, y->end), MAX (y->start, y->end));
}

static void
add_bar (MillBuilder  *self,
         MillColorRole role,
         double        from,
         double        to,
         double        base,
         double        end,
         double        radius,
         guint         series,
         gsize         index)
{
  MillScene *scene = self->scene;
  double x = round (from), width = fmax (round (to) - x, 1);
  double y = fmin (base, end), height = fabs (base - end);
  MillRect bounds = { (float) x, (float) y, (float) width, (float) height };

  if (!isfinite (x) || !isfinite (width) || !isfinite (base) || !isfinite (end) ||
      x + width < scene->plot.x || x > scene->plot.x + scene->plot.width)
    return;
  if (height > 0)
    mill_scene_add_rect (scene, role, 0, bounds, width >= 6 ? radius : 0);
  /* A low bar is pointed at by its whole column. */
  if (!mill_chart_get_stacked (self->chart) && height < 12)
    bounds = (MillRect) { (float) x, (float) (base - (end > base ? 0 : 12)), (float) width, 12 };
  mill_scene_add_hit (scene, bounds, series, index);
}

/* Where the bars of a group are within the span of the group. */
static void
get_slot (MillBuilder *self,
          double       x,
          guint        series,
          guint        n_slots,
          double      *from,
          double      *to)
{
  double low, high, start, end, inset, slot;

  mill_builder_get_span (self, x, &low, &high);
  start = mill_scale_map (&self->scene->x, low);
  end = mill_scale_map (&self->scene->x, high);
  inset = fmax ((end - start) * (n_slots > 1 ? 0.12 : 0.14), fmin ((end - start) / 4, 0.5));
  inset = fmax (inset, (end - start - MAX_BAR_WIDTH * n_slots) / 2);
  start += inset;
  end -= inset;
  slot = (end - start) / n_slots;
  *from = start + series * slot;
  *to = *from + slot - (n_slots > 1 && slot > 5 ? 1 : 0);
}

void
mill_builder_add_bars (MillBuilder *self)
{
  gboolean stacked = mill_chart_get_stacked (self->chart);
  guint n = mill_chart_get_n_series (self->chart);
  g_autoptr (GHashTable) above = mill_stack_new ();
  g_autoptr (GHashTable) below = mill_stack_new ();
  double floor_pixel = get_base (&self->scene->y);

  for (guint i = 0; i < n; i++)
    {
      const MillSeries *series = mill_chart_get_series (self->chart, i);

      for (gsize j = 0; j < series->n; j++)
        {
          double from, to, base = floor_pixel, top = series->y[j];

          if (!isfinite (series->x[j]) || !isfinite (series->y[j]))
            continue;
          get_slot (self, series->x[j], stacked ? 0 : i, stacked ? 1 : n, &from, &to);
          if (stacked)
            {
              double *sum = mill_stack_get_sum (series->y[j] < 0 ? below : above, &series->x[j]);

              base = *sum == 0 ? floor_pixel : mill_scale_map (&self->scene->y, *sum);
              top = *sum += series->y[j];
            }
          add_bar (self, series->role, from, to, base, mill_scale_map (&self->scene->y, top),
                   stacked ? 0 : 2, i, j);
        }
    }
  mill_scene_add_rule (self->scene, MILL_COLOR_AXIS, self->scene->plot.x, floor_pixel,
                       self->scene->plot.x + self->scene->plot.width, floor_pixel);
}

/* Where several distributions lie over each other, each has its outline. */
static void
add_outline (MillBuilder      *self,
             const MillSeries *series,
             double            base)
{
  MillPrimitive *line = mill_scene_begin_points (self->scene, MILL_PRIMITIVE_LINE, series->role);
  double last = base, last_x = self->scene->plot.x;

  line->line_width = self->in->compact ? 1 : 1.5;
  for (gsize i = 0; i < series->n; i++)
    {
      double from = mill_scale_map (&self->scene->x, series->x[i]);
      double to = mill_scale_map (&self->scene->x, series->x[i + 1]);
      double y = mill_scale_map (&self->scene->y, series->y[i]);

      if (!isfinite (from) || !isfinite (to))
        continue;
      y = isfinite (y) ? y : base;
      /* Nothing is drawn along the base. */
      if (last == base && y == base)
        continue;
      if (last == base)
        mill_scene_add_point (self->scene, from, base);
      mill_scene_add_point (self->scene, from, y);
      mill_scene_add_point (self->scene, to, y);
      last = y;
      last_x = to;
    }
  if (last != base)
    mill_scene_add_point (self->scene, last_x, base);
}

void
mill_builder_add_bins (MillBuilder *self)
{
  guint n = mill_chart_get_n_series (self->chart);
  double base = get_base (&self->scene->y);

  for (guint i = 0; i < n; i++)
    {
      const MillSeries *series = mill_chart_get_series (self->chart, i);

      for (gsize j = 0; j < series->n; j++)
        {
          double from = mill_scale_map (&self->scene->x, series->x[j]);
          double to = mill_scale_map (&self->scene->x, series->x[j + 1]);
          double y = mill_scale_map (&self->scene->y, series->y[j]);
          guint before = self->scene->primitives->len;

          if (!isfinite (from) || !isfinite (to))
            continue;
          add_bar (self, series->role, fmin (from, to),
                   fmax (from, to) - (fabs (to - from) > 4 ? 1 : 0), base, y, 0, i, j);
          /* Several distributions are seen through each other; of many, mostly the outlines. */
          if (n > 1 && self->scene->primitives->len > before)
            g_array_index (self->scene->primitives, MillPrimitive, before).color.alpha =
              n > MANY_OUTLINES ? 0.12f : 0.4f;
        }
      if (n > 1 && series->n > 0)
        add_outline (self, series, base);
    }
  mill_scene_add_rule (self->scene, MILL_COLOR_AXIS, self->scene->plot.x, base,
                       self->scene->plot.x + self->scene->plot.width, base);
}
