/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layout-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/format.h"

/* Cells beyond this size tell nothing more. */
#define MAX_CELL_WIDTH 480
#define MAX_CELL_HEIGHT 320
/* Nor do they look like cells when they are so much longer than high. */
#define MAX_CELL_RATIO 2.2

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
  if (mill_builder_measure (self, number, size, TRUE) > room)
    size = self->font * 0.85;
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
  double side = fmin (scene->plot.width / matrix->columns, scene->plot.height / matrix->rows);
  /* Small cells need their room for what they show. */
  double gap = side < 4 ? 0 : side < 12 || self->in->compact ? 1 : 2;
  double radius = fmin (self->in->compact ? 2 : 4, side / 6);

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

          mill_scene_add_rect (scene, MILL_COLOR_HEAT, share, cell, radius);
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

/* The room between the free area and the cells. */
typedef struct
{
  double   name_width;    /* of the rows */
  double   name_height;   /* of the columns: a line, or what those that stand upright need */
  gboolean upright;
} Margins;

static void
add_column_names (MillBuilder      *self,
                  const MillMatrix *matrix,
                  const Margins    *margins)
{
  const MillRect *plot = &self->scene->plot;
  double column_width = plot->width / (double) matrix->columns, y = plot->y - self->font * 0.5;
  gsize stride = (gsize) fmax (1, ceil (self->line_height / fmax (column_width, 0.1)));

  for (gsize i = 0; i < matrix->columns; i += stride)
    {
      MillLabel label = { .text = matrix->predicted[i], .y = y, .role = MILL_COLOR_TEXT };

      label.x = plot->x + ((double) i + 0.5) * column_width;
      label.x_align = margins->upright ? 0 : 0.5;
      label.y_align = margins->upright ? 0.5 : 1;
      label.angle = margins->upright ? -90 : 0;
      label.max_width = margins->upright ? margins->name_height : column_width - 4;
      mill_builder_add_text (self, &label);
    }
}

static void
add_names (MillBuilder      *self,
           const MillMatrix *matrix,
           const Margins    *margins)
{
  const MillRect *plot = &self->scene->plot;
  double gap = self->font * 0.5;
  double row_height = plot->height / (double) matrix->rows;
  gsize stride = (gsize) fmax (1, ceil (self->line_height / fmax (row_height, 0.1)));

  add_column_names (self, matrix, margins);
  for (gsize i = 0; i < matrix->rows; i += stride)
    {
      MillLabel label = { .text = matrix->actual[i], .x = plot->x - gap, .x_align = 1, .y_align = 0.5 };

      label.y = plot->y + ((double) i + 0.5) * row_height;
      label.role = MILL_COLOR_TEXT;
      label.max_width = margins->name_width;
      mill_builder_add_text (self, &label);
    }
  mill_builder_add_text (self, &(MillLabel) {
    .text = _("Predicted"), .x = plot->x + plot->width / 2,
    .y = plot->y - gap * 1.5 - margins->name_height, .x_align = 0.5, .y_align = 1,
    .role = MILL_COLOR_DIM_TEXT, .max_width = plot->width });
  mill_builder_add_text (self, &(MillLabel) {
    .text = _("Actual"), .x = plot->x - gap * 2 - margins->name_width - self->line_height / 2,
    .y = plot->y + plot->height / 2, .x_align = 0.5, .y_align = 0.5, .angle = -90,
    .role = MILL_COLOR_DIM_TEXT, .max_width = plot->height });
}

/* The cells fill what the margins leave, but are never stretched beyond what looks like a cell;
 * what is left over is on both sides of them. */
static MillRect
fit_cells (MillBuilder      *self,
           const MillMatrix *matrix,
           const Margins    *margins)
{
  double gap = self->font * 0.5, columns = (double) matrix->columns, rows = (double) matrix->rows;
  double left = margins->name_width + self->line_height + gap * 2.5;
  double top = margins->name_height + self->line_height + gap * 1.5;
  double room_across = self->right - self->left - left, room_up = self->bottom - self->top - top;
  double width = fmin (room_across, MAX_CELL_WIDTH * columns);
  double height = fmin (room_up, MAX_CELL_HEIGHT * rows);

  height = fmin (height, width / columns * MAX_CELL_RATIO * rows);
  width = fmin (width, height / rows * MAX_CELL_RATIO * columns);
  return (MillRect) { (float) round (self->left + left + (room_across - width) / 2),
                      (float) round (self->top + top + (room_up - height) / 2),
                      (float) fmax (floor (width), 1), (float) fmax (floor (height), 1) };
}

void
mill_builder_add_matrix (MillBuilder *self)
{
  const MillMatrix *matrix = mill_chart_get_matrix (self->chart);
  Margins margins = { 0, self->line_height, FALSE };
  double widest;

  if (self->in->compact)
    {
      self->scene->plot = (MillRect) { (float) self->left, (float) self->top,
                                       (float) (self->right - self->left),
                                       (float) (self->bottom - self->top) };
      add_cells (self, matrix);
      return;
    }
  margins.name_width = fmin (widest_name (self, matrix->actual), (self->right - self->left) * 0.3);
  self->scene->plot = fit_cells (self, matrix, &margins);
  widest = widest_name (self, matrix->predicted);
  /* Beginnings of a few letters are often all the same. */
  if (widest > self->scene->plot.width / (double) matrix->columns - 4 &&
      self->scene->plot.width / (double) matrix->columns < self->font * 3.2)
    {
      margins.upright = TRUE;
      margins.name_height = fmin (widest, (self->bottom - self->top) * 0.25);
      self->scene->plot = fit_cells (self, matrix, &margins);
    }
  add_names (self, matrix, &margins);
  add_cells (self, matrix);
}
