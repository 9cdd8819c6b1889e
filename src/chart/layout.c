/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layout-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/reduce.h"

/* Below this there is no room for text. */
#define MIN_WIDTH 160
#define MIN_HEIGHT 100
#define MAX_SIDE 100000
/* The side of a density cell in pixels. */
#define CELL 5
#define MAX_CELLS 2000

static void
add_empty (MillBuilder *self)
{
  if (self->bottom - self->top < self->line_height)
    return;
  mill_builder_add_text (self, &(MillLabel) { .text = _("No rows"),
                                              .x = (self->left + self->right) / 2,
                                              .y = (self->top + self->bottom) / 2,
                                              .x_align = 0.5,
                                              .y_align = 0.5,
                                              .role = MILL_COLOR_DIM_TEXT,
                                              .max_width = self->right - self->left });
}

static gsize
count_points (MillChart *chart)
{
  gsize n = 0;

  for (guint i = 0; i < mill_chart_get_n_series (chart); i++)
    n += mill_chart_get_series (chart, i)->n;
  return n;
}

static double
find_most (const MillGrid *grid)
{
  double most = 0;

  for (gsize i = 0; i < grid->columns * grid->rows; i++)
    if (grid->counts[i] > most)
      most = grid->counts[i];
  return most;
}

static gsize
count_cells (double side)
{
  return (gsize) CLAMP (side / CELL, 4, MAX_CELLS);
}

/* Counts the points of all series into cells a few pixels wide. Only where both axes are linear or
 * time: cells of one size in data are not of one size on a log axis. */
static void
bin_points (MillBuilder *self,
            MillGrid    *grid)
{
  const MillScale *x, *y;

  mill_builder_make_scales (self);
  x = &self->scene->x;
  y = &self->scene->y;
  *grid = (MillGrid) { x->min, x->max, y->min, y->max,
                       count_cells (self->right - self->left),
                       count_cells (self->bottom - self->top), NULL };
  grid->counts = g_new0 (double, grid->columns * grid->rows);
  for (guint i = 0; i < mill_chart_get_n_series (self->chart); i++)
    {
      const MillSeries *series = mill_chart_get_series (self->chart, i);
      g_autofree double *counts = mill_reduce_density (series->x, series->y, series->n,
                                                       x->min, x->max, (guint) grid->columns,
                                                       y->min, y->max, (guint) grid->rows);

      for (gsize j = 0; j < grid->columns * grid->rows; j++)
        grid->counts[j] += counts[j];
    }
}

static gboolean
wants_density (MillBuilder *self)
{
  return mill_chart_get_kind (self->chart) == MILL_CHART_SCATTER &&
    count_points (self->chart) > MILL_SCATTER_LIMIT &&
    mill_chart_get_axis (self->chart, MILL_CHART_X)->kind != MILL_SCALE_LOG &&
    mill_chart_get_axis (self->chart, MILL_CHART_Y)->kind != MILL_SCALE_LOG;
}

static void
add_marks (MillBuilder *self)
{
  MillScene *scene = self->scene;
  MillRect clip = scene->plot;
  /* A point or stroke at the edge is shown whole, unless what is beyond the edge is hidden. */
  float margin = self->in->zoomed ? 0 : 5;

  clip = (MillRect) { clip.x - margin, clip.y - margin, clip.width + 2 * margin,
                      clip.height + 2 * margin };
  mill_scene_clip (scene, clip);
  if (self->grid != NULL)
    mill_builder_add_grid (self);
  else
    switch (mill_chart_get_kind (self->chart))
      {
      case MILL_CHART_BAR:
        mill_builder_add_bars (self);
        break;
      case MILL_CHART_HISTOGRAM:
        mill_builder_add_bins (self);
        break;
      case MILL_CHART_SCATTER:
        mill_builder_add_scatter (self);
        break;
      default:
        mill_builder_add_lines (self);
        break;
      }
  mill_scene_unclip (scene);
  mill_builder_add_references (self);
}

static void
add_plot (MillBuilder *self)
{
  MillScene *scene = self->scene;
  g_autofree double *counts = NULL;
  MillGrid binned;

  self->grid = mill_chart_get_grid (self->chart);
  if (wants_density (self))
    {
      bin_points (self, &binned);
      counts = binned.counts;
      self->grid = &binned;
    }
  if (self->grid != NULL)
    self->grid_most = find_most (self->grid);
  mill_builder_make_scales (self);
  if (self->in->compact)
    {
      scene->plot =
          (MillRect) { (float) self->left, (float) self->top, (float) (self->right - self->left),
                       (float) (self->bottom - self->top) };
      mill_scale_set_pixels (&scene->x, self->left, self->right);
      mill_scale_set_pixels (&scene->y, self->bottom, self->top);
    }
  else
    {
      mill_builder_add_legend (self);
      mill_builder_add_axes (self);
    }
  add_marks (self);
}

static void
add_everything (MillBuilder *self)
{
  if (!self->in->transparent)
    mill_scene_add_rect (self->scene, MILL_COLOR_BACKGROUND, 0,
                         (MillRect) { 0, 0, (float) self->in->width, (float) self->in->height }, 0);
  if (self->right - self->left < 4 || self->bottom - self->top < 4)
    return;
  if (!self->in->compact)
    mill_builder_add_heading (self);
  if (mill_chart_is_empty (self->chart))
    add_empty (self);
  else if (mill_chart_get_kind (self->chart) == MILL_CHART_CONFUSION)
    mill_builder_add_matrix (self);
  else
    add_plot (self);
}

MillScene *
mill_chart_layout (MillChart              *chart,
                   const MillLayout       *layout,
                   const MillTextMeasurer *measurer)
{
  MillLayout in = *layout;
  MillBuilder builder;
  double padding, width;

  g_return_val_if_fail (MILL_IS_CHART (chart), NULL);

  in.width = fmin (fmax (in.width, 1), MAX_SIDE);
  in.height = fmin (fmax (in.height, 1), MAX_SIDE);
  in.font_size = in.font_size > 0 && isfinite (in.font_size) ? in.font_size : 12;
  in.compact = in.compact || in.width < MIN_WIDTH || in.height < MIN_HEIGHT;
  padding = in.compact ? 6 : CLAMP (in.width * 0.03, 10, in.font_size * 1.5);
  builder = (MillBuilder) {
    .chart = chart, .in = &in, .measurer = measurer, .font = in.font_size,
    .scene = mill_scene_new (chart, in.width, in.height, in.theme),
    .left = padding, .top = padding, .right = in.width - padding, .bottom = in.height - padding };
  measurer->measure (measurer->data, "Ag0", in.font_size, FALSE, &width, &builder.line_height);
  builder.label_gap = builder.line_height / 2 + 1;
  add_everything (&builder);
  return builder.scene;
}
