/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout-private.h"

#include <math.h>

/* As many shades as can be told apart; equal neighbours then become one rectangle. */
#define N_SHADES 32

static int
shade_of (MillBuilder *self,
          double       count)
{
  if (!(count > 0))
    return -1;
  /* By the logarithm: one crowded spot must not pale all others. */
  return (int) round (log1p (count) / log1p (self->grid_most) * (N_SHADES - 1));
}

/* The edge between two cells on a whole pixel, so that no seams show. */
static double
edge (const MillScale *scale,
      double           min,
      double           max,
      gsize            i,
      gsize            n)
{
  double pixel = round (mill_scale_map (scale, min + (max - min) * (double) i / (double) n));
  double low = fmin (scale->start, scale->end), high = fmax (scale->start, scale->end);

  return isfinite (pixel) ? CLAMP (pixel, low, high) : low;
}

static void
add_row (MillBuilder *self,
         gsize        row)
{
  const MillGrid *grid = self->grid;
  MillScene *scene = self->scene;
  double top = edge (&scene->y, grid->y_min, grid->y_max, row + 1, grid->rows);
  double bottom = edge (&scene->y, grid->y_min, grid->y_max, row, grid->rows);
  const double *counts = grid->counts + row * grid->columns;

  for (gsize start = 0, end; start < grid->columns; start = end)
    {
      int shade = shade_of (self, counts[start]);
      double left = edge (&scene->x, grid->x_min, grid->x_max, start, grid->columns);
      double right;

      for (end = start + 1; end < grid->columns && shade_of (self, counts[end]) == shade; end++)
        ;
      right = edge (&scene->x, grid->x_min, grid->x_max, end, grid->columns);
      if (shade < 0 || right <= left || bottom <= top)
        continue;
      mill_scene_add_rect (scene, MILL_COLOR_HEAT, 0.15 + 0.85 * shade / (N_SHADES - 1.0),
                           (MillRect) { (float) left, (float) top,
                                        (float) (right - left), (float) (bottom - top) }, 0);
    }
  /* The grid of a scatter chart is of this size only; its cells are no data to point at. */
  for (gsize i = 0; self->grid == mill_chart_get_grid (self->chart) && i < grid->columns; i++)
    {
      double left = edge (&scene->x, grid->x_min, grid->x_max, i, grid->columns);
      double right = edge (&scene->x, grid->x_min, grid->x_max, i + 1, grid->columns);

      if (counts[i] > 0 && right > left && bottom > top)
        mill_scene_add_hit (scene, (MillRect) { (float) left, (float) top,
                                                (float) (right - left), (float) (bottom - top) },
                            0, row * grid->columns + i);
    }
}

void
mill_builder_add_grid (MillBuilder *self)
{
  for (gsize row = 0; row < self->grid->rows; row++)
    add_row (self, row);
}
