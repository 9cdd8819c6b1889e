/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout-private.h"

#include <math.h>

#define HALF_TURN 0.70710678   /* sine and cosine of the slope of labels, 45 degrees */
/* Below a chart of less than so many times the font size, slopes would leave room for the first
 * letters only, which are often the same of all names. */
#define LOW 14

/* How the labels are arranged. */
typedef struct
{
  gboolean sloped;
  guint    stride;      /* every so many has a label */
  double   max_width;   /* of a label */
  double   widest;      /* of all as they are */
} Arrangement;

static Arrangement
arrange (MillBuilder *self,
         double       width)
{
  const char *const *names = mill_chart_get_categories (self->chart);
  const MillScale *scale = &self->scene->x;
  double slot = width / (scale->max - scale->min), gap = self->font * 0.4;
  Arrangement result = { FALSE, 1, slot - gap, 0 };
  double sloped_slot = self->line_height * 1.02 / HALF_TURN;

  for (guint i = 0; names[i] != NULL; i++)
    if (mill_scale_contains (scale, i) && result.widest < self->font * 30)
      {
        g_autofree char *text =
            mill_builder_shorten (self, names[i], self->font, FALSE, self->font * 30);

        result.widest = fmax (result.widest, mill_builder_measure (self, text, self->font, FALSE));
      }
  if (result.widest <= result.max_width || slot >= self->font * 7)
    return result;
  /* Short ones, as numbers are, read better level even if some are left out. */
  if (result.widest <= self->font * 3 || self->in->height < self->font * LOW)
    {
      result.max_width = fmin (result.widest + 1, self->font * 7);
      result.stride = (guint) fmin (ceil ((result.max_width + gap) / slot), 1e6);
      return result;
    }
  result.sloped = TRUE;
  result.stride = (guint) fmin (fmax (ceil (sloped_slot / slot), 1), 1e6);
  result.max_width = self->font * 12;
  return result;
}

double
mill_builder_get_categories_height (MillBuilder *self,
                                    double       left,
                                    double       right)
{
  Arrangement arrangement = arrange (self, right - left);
  double most = (self->bottom - self->top) * 0.3;

  if (!arrangement.sloped)
    return self->line_height;
  return fmax (self->line_height,
               fmin (most, (fmin (arrangement.widest, arrangement.max_width) + self->line_height) *
                               HALF_TURN));
}

void
mill_builder_add_categories (MillBuilder *self)
{
  const char *const *names = mill_chart_get_categories (self->chart);
  MillScene *scene = self->scene;
  Arrangement arrangement = arrange (self, scene->plot.width);
  double top = scene->plot.y + scene->plot.height + self->label_gap;
  double height = self->bottom - top;
  guint n = g_strv_length ((GStrv) names);
  double half_line = self->line_height / 2 * HALF_TURN, free_from = -INFINITY;

  for (guint i = 0; i < n; i += arrangement.stride)
    {
      double x = mill_scale_map (&scene->x, i);
      double width = fmin (arrangement.max_width, scene->width - 4);

      if (!mill_scale_contains (&scene->x, i))
        continue;
      if (arrangement.sloped)
        {
          width = fmin (width, fmin (height / HALF_TURN - self->line_height,
                                     (x - 2 - half_line) / HALF_TURN));
          mill_builder_add_text (self, &(MillLabel) { .text = names[i],
                                                      .x = x,
                                                      .y = top + half_line,
                                                      .x_align = 1,
                                                      .y_align = 0.5,
                                                      .angle = -45,
                                                      .role = MILL_COLOR_DIM_TEXT,
                                                      .max_width = width });
        }
      else
        {
          g_autofree char *text = mill_builder_shorten (self, names[i], self->font, FALSE, width);
          double half = mill_builder_measure (self, text, self->font, FALSE) / 2;

          /* The first and the last are moved into the picture, perhaps over their neighbours. */
          x = CLAMP (x, half + 2, scene->width - half - 2);
          if (x - half < free_from)
            continue;
          free_from = x + half + self->font * 0.4;
          mill_builder_add_text (self,
                                 &(MillLabel) { .text = text,
                                                .x = x,
                                                .y = top,
                                                .x_align = 0.5,
                                                .role = MILL_COLOR_DIM_TEXT,
                                                .max_width = G_MAXDOUBLE });
        }
    }
}
