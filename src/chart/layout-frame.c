/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layout-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/format.h"

/* A legend never takes more lines than this from the plot. */
#define MAX_LEGEND_LINES 2
#define HEAT_STEPS 24

void
mill_builder_add_heading (MillBuilder *self)
{
  const char *title = self->in->hide_title ? NULL : mill_chart_get_title (self->chart);
  const char *note = mill_chart_get_note (self->chart);
  gboolean any = FALSE;

  if (title != NULL && self->bottom - self->top > self->line_height * 5)
    {
      MillRect box = mill_builder_add_text (self, &(MillLabel) {
        .text = title, .x = self->left, .y = self->top, .size = self->font * 1.25, .bold = TRUE,
        .role = MILL_COLOR_TEXT, .max_width = self->right - self->left });

      self->top += box.height;
      any = box.height > 0;
    }
  if (note != NULL && self->bottom - self->top > self->line_height * 6)
    {
      MillRect box = mill_builder_add_text (self, &(MillLabel) {
        .text = note, .x = self->left, .y = self->top + (any ? 2 : 0), .role = MILL_COLOR_DIM_TEXT,
        .max_width = self->right - self->left });

      self->top += box.height + (any ? 2 : 0);
      any = any || box.height > 0;
    }
  if (any)
    self->top += self->font;
}

/* The sample of a series: as its marks look. */
static void
add_swatch (MillBuilder   *self,
            guint          series,
            double         x,
            double         middle,
            double         size)
{
  MillColorRole role = mill_chart_get_series (self->chart, series)->role;
  MillPrimitive *mark;

  switch (mill_chart_get_kind (self->chart))
    {
    case MILL_CHART_LINE:
      mark = mill_scene_begin_points (self->scene, MILL_PRIMITIVE_LINE, role);
      mark->line_width = 3;
      mark->dash = mill_builder_get_dash (series);
      mill_scene_add_point (self->scene, x, middle);
      mill_scene_add_point (self->scene, x + size, middle);
      break;
    case MILL_CHART_SCATTER:
      mark = mill_scene_begin_points (self->scene, MILL_PRIMITIVE_POINTS, role);
      mark->radius = size * 0.4;
      mill_scene_add_point (self->scene, x + size / 2, middle);
      break;
    default:
      mill_scene_add_rect (
          self->scene, role, 0,
          (MillRect) { (float) x, (float) (middle - size / 2), (float) size, (float) size }, 3);
      break;
    }
}

static void
add_series_legend (MillBuilder *self)
{
  guint n = mill_chart_get_n_series (self->chart);
  double size = self->font * 0.85, gap = self->font * 0.5, between = self->font * 1.4;
  double x = self->left;
  guint lines = 1;

  for (guint i = 0; i < n; i++)
    {
      const MillSeries *series = mill_chart_get_series (self->chart, i);
      const char *name = series->name != NULL && *series->name != '\0' ? series->name : "–";
      g_autofree char *text =
          mill_builder_shorten (self, name, self->font, FALSE,
                                MIN (self->font * 14, self->right - self->left - size - gap));
      double width = size + gap + mill_builder_measure (self, text, self->font, FALSE);
      g_autofree char *rest =
          g_strdup_printf (ngettext ("and %u more", "and %u more", n - i), n - i);
      double rest_width = mill_builder_measure (self, rest, self->font, FALSE);
      gboolean last_line = lines == MAX_LEGEND_LINES;
      /* On the last line the rest must still fit behind, if there is one. */
      double needed = width + (last_line && i + 1 < n ? between + rest_width : 0);

      if (x > self->left && x + needed > self->right)
        {
          if (last_line)
            {
              mill_builder_add_text (self, &(MillLabel) {
                .text = rest, .x = x, .y = self->top, .role = MILL_COLOR_DIM_TEXT,
                .max_width = self->right - x });
              break;
            }
          x = self->left;
          self->top += self->line_height * 1.25;
          lines++;
        }
      add_swatch (self, i, x, self->top + self->line_height / 2, size);
      mill_builder_add_text (self, &(MillLabel) { .text = text,
                                                  .x = x + size + gap,
                                                  .y = self->top,
                                                  .role = MILL_COLOR_TEXT,
                                                  .max_width = G_MAXDOUBLE });
      x += width + between;
    }
  self->top += self->line_height + self->font * 0.75;
}

/* What the shades of a density mean. */
static void
add_heat_legend (MillBuilder *self)
{
  g_autofree char *most = mill_format_value (self->grid_most, 3);
  const char *words = _("Points per cell");
  /* Whole pixels, so that no seams show between the shades. */
  double cell = ceil (self->font / 3), height = round (self->font * 0.75);
  double width = cell * HEAT_STEPS, gap = self->font * 0.5;
  double y = round (self->top + (self->line_height - height) / 2);
  double x = self->left;
  MillRect box;

  if (mill_builder_measure (self, words, self->font, FALSE) + width + self->font * 6 >
      self->right - self->left)
    return;
  box = mill_builder_add_text (self, &(MillLabel) { .text = words,
                                                    .x = x,
                                                    .y = self->top,
                                                    .role = MILL_COLOR_DIM_TEXT,
                                                    .max_width = self->right - x });
  x += box.width + self->font;
  box = mill_builder_add_text (self, &(MillLabel) { .text = "1",
                                                    .x = x,
                                                    .y = self->top,
                                                    .role = MILL_COLOR_DIM_TEXT,
                                                    .max_width = self->right - x });
  x = round (x + box.width + gap);
  for (guint i = 0; i < HEAT_STEPS; i++)
    mill_scene_add_rect (
        self->scene, MILL_COLOR_HEAT, 0.15 + 0.85 * i / (HEAT_STEPS - 1.0),
        (MillRect) { (float) (x + i * cell), (float) y, (float) cell, (float) height }, 0);
  x += width + gap;
  mill_builder_add_text (self, &(MillLabel) { .text = most,
                                              .x = x,
                                              .y = self->top,
                                              .role = MILL_COLOR_DIM_TEXT,
                                              .max_width = self->right - x });
  self->top += self->line_height + self->font * 0.75;
}

void
mill_builder_add_legend (MillBuilder *self)
{
  if (self->bottom - self->top < self->line_height * 7)
    return;
  if (self->grid != NULL)
    add_heat_legend (self);
  else if (mill_chart_get_n_series (self->chart) > 1)
    add_series_legend (self);
}
