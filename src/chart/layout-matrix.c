/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layout-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/format.h"

/* Cells beyond this size tell nothing more. */
#define MAX_CELL_WIDTH 240
#define MAX_CELL_HEIGHT 140

static double
sum_row (const MillMatrix *matrix,
         gsize             row)
{
  double sum = 0;

  for (gsize i = 0; i < matrix->columns; i++)
    if (matrix->counts[row * matrix->columns + i] > 0)
      sum += matrix->counts[row * matrix->columns + i];
  return sum;
}

static void
add_cell_text (MillBuilder *self,
               MillRect     cell,
               double       count,
               double       share)
{
  g_autofree char *number = mill_format_number (count, 1);
  g_autofree char *percent = mill_format_percent (share);
  double middle = cell.x + cell.width / 2.0, size = self->font * 1.25;
  double room = cell.width - 6;
  gboolean both = cell.height >= self->line_height * 2.6 &&
    mill_builder_measure (self, percent, self->font, FALSE) <= room;
  double y = cell.y + cell.height / 2.0;

  if (cell.height < self->line_height * 2 || mill_builder_measure (self, number, size, TRUE) > room)
    size = self->font;
  if (cell.height < self->line_height || mill_builder_measure (self, number, size, TRUE) > room)
    return;
  mill_builder_add_text (self, &(MillLabel) { .text = number,
                                              .x = middle,
                                              .y = both ? y + self->font * 0.1 : y,
                                              .x_align = 0.5,
                                              .y_align = both ? 1 : 0.5,
                                              .size = size,
                                              .bold = TRUE,
                                              .role = MILL_COLOR_ON_HEAT,
                                              .shade = share,
                                              .max_width = G_MAXDOUBLE });
  if (both)
    mill_builder_add_text (self, &(MillLabel) {
      .text = percent, .x = middle, .y = y + self->font * 0.1, .x_align = 0.5,
      .role = MILL_COLOR_ON_HEAT, .shade = share, .max_width = G_MAXDOUBLE });
}

/* The shade is the share of the row: how the rows of one actual class were predicted. */
static void
add_cells (MillBuilder      *self,
           const MillMatrix *matrix)
{
  MillScene *scene = self->scene;
  double gap = self->in->compact ? 1 : 2;

  for (gsize row = 0; row < matrix->rows; row++)
    {
      double total = sum_row (matrix, row);

      for (gsize column = 0; column < matrix->columns; column++)
        {
          gsize index = row * matrix->columns + column;
          double count = isfinite (matrix->counts[index]) ? matrix->counts[index] : 0;
          double share = total > 0 ? CLAMP (count / total, 0, 1) : 0;
          double left = round (scene->plot.x + scene->plot.width * column / matrix->columns);
          double right = round (scene->plot.x + scene->plot.width * (column + 1) / matrix->columns);
          double top = round (scene->plot.y + scene->plot.height * row / matrix->rows);
          double bottom = round (scene->plot.y + scene->plot.height * (row + 1) / matrix->rows);
          MillRect cell = { (float) left, (float) top, (float) fmax (right - left - gap, 1),
                            (float) fmax (bottom - top - gap, 1) };

          mill_scene_add_rect (scene, MILL_COLOR_HEAT, share, cell, self->in->compact ? 2 : 4);
          mill_scene_add_hit (scene, cell, 0, index);
          if (!self->in->compact)
            add_cell_text (self, cell, count, share);
        }
    }
}

static double
widest_name (MillBuilder *self,
             GStrv        names)
{
  double widest = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *text =
          mill_builder_shorten (self, names[i], self->font, FALSE, self->font * 10);

      widest = fmax (widest, mill_builder_measure (self, text, self->font, FALSE));
    }
  return widest;
}

static void
add_names (MillBuilder      *self,
           const MillMatrix *matrix,
           double            name_width)
{
  const MillRect *plot = &self->scene->plot;
  double gap = self->font * 0.5;
  double column_width = plot->width / (double) MAX (matrix->columns, 1);
  double row_height = plot->height / (double) MAX (matrix->rows, 1);
  gsize stride = (gsize) fmax (1, ceil (self->line_height / fmax (row_height, 0.1)));

  /* Many narrow columns have room for their first letters at most, so they say nothing at all. */
  for (gsize i = 0; i < matrix->columns && column_width >= self->font * 2; i++)
    mill_builder_add_text (self, &(MillLabel) {
      .text = matrix->predicted[i], .x = plot->x + (i + 0.5) * column_width, .y = plot->y - gap,
      .x_align = 0.5, .y_align = 1, .role = MILL_COLOR_TEXT, .max_width = column_width - 4 });
  for (gsize i = 0; i < matrix->rows; i += stride)
    mill_builder_add_text (self, &(MillLabel) {
      .text = matrix->actual[i], .x = plot->x - gap, .y = plot->y + (i + 0.5) * row_height,
      .x_align = 1, .y_align = 0.5, .role = MILL_COLOR_TEXT, .max_width = name_width });
  mill_builder_add_text (self, &(MillLabel) { .text = _("Predicted"),
                                              .x = plot->x + plot->width / 2,
                                              .y = plot->y - gap * 1.5 - self->line_height,
                                              .x_align = 0.5,
                                              .y_align = 1,
                                              .role = MILL_COLOR_DIM_TEXT,
                                              .max_width = plot->width });
  mill_builder_add_text (self, &(MillLabel) {
    .text = _("Actual"), .x = plot->x - gap * 2 - name_width - self->line_height / 2,
    .y = plot->y + plot->height / 2, .x_align = 0.5, .y_align = 0.5, .angle = -90,
    .role = MILL_COLOR_DIM_TEXT, .max_width = plot->height });
}

void
mill_builder_add_matrix (MillBuilder *self)
{
  const MillMatrix *matrix = mill_chart_get_matrix (self->chart);
  double gap = self->font * 0.5, name_width = 0, left = 0, top = 0, width, height;

  if (!self->in->compact)
    {
      name_width = fmin (widest_name (self, matrix->actual), (self->right - self->left) * 0.3);
      left = name_width + self->line_height + gap * 2.5;
      top = self->line_height * 2 + gap * 1.5;
    }
  width = self->right - self->left - left;
  height = self->bottom - self->top - top;
  if (!self->in->compact)
    {
      width = fmin (width, MAX_CELL_WIDTH * (double) matrix->columns);
      height = fmin (height, fmin (MAX_CELL_HEIGHT * (double) matrix->rows,
                                   width / (double) matrix->columns * (double) matrix->rows));
      width = fmin (width, height / (double) matrix->rows * 2.2 * (double) matrix->columns);
    }
  self->scene->plot = (MillRect) { (float) round (self->left + left +
                                                  (self->right - self->left - left - width) / 2),
                                   (float) round (self->top + top), (float) fmax (floor (width), 1),
                                   (float) fmax (floor (height), 1) };
  if (!self->in->compact)
    add_names (self, matrix, name_width);
  add_cells (self, matrix);
}
