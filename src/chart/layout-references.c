/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout-private.h"

#include <math.h>

static gboolean
overlaps (GArray   *boxes,
          MillRect  box)
{
  for (guint i = 0; i < boxes->len; i++)
    {
      const MillRect *other = &g_array_index (boxes, MillRect, i);

      if (box.x < other->x + other->width && other->x < box.x + box.width &&
          box.y < other->y + other->height && other->y < box.y + box.height)
        return TRUE;
    }
  return FALSE;
}

static char *
dup_label (MillBuilder         *self,
           const MillReference *reference)
{
  if (reference->label == NULL)
    return g_strdup ("");
  return mill_builder_shorten (self, reference->label, self->font, FALSE,
                               self->in->width * (reference->vertical ? 0.4 : 0.25));
}

double
mill_builder_get_references_width (MillBuilder *self)
{
  double widest = 0;

  for (guint i = 0; i < mill_chart_get_n_references (self->chart); i++)
    {
      const MillReference *reference = mill_chart_get_reference (self->chart, i);
      g_autofree char *text = dup_label (self, reference);

      if (!reference->vertical && isfinite (reference->value))
        widest = fmax (widest, mill_builder_measure (self, text, self->font, FALSE));
    }
  return widest > 0 ? widest + self->font * 0.5 : 0;
}

/* Beside the end of the line, as high as it or, if that is taken, a line higher or lower. */
static void
add_label_across (MillBuilder *self,
                  const char  *text,
                  double       place,
                  GArray      *boxes)
{
  const MillRect *plot = &self->scene->plot;
  double width = mill_builder_measure (self, text, self->font, FALSE), height = self->line_height;
  const double shifts[] = { 0, -height, height };

  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    {
      MillRect box = { plot->x + plot->width + (float) self->font * 0.5f,
                       (float) (place - height / 2 + shifts[i]), (float) width, (float) height };

      if (box.y < 0 || box.y + box.height > self->in->height || overlaps (boxes, box))
        continue;
      mill_builder_add_text (self, &(MillLabel) { .text = text,
                                                  .x = box.x,
                                                  .y = box.y,
                                                  .role = MILL_COLOR_REFERENCE,
                                                  .max_width = G_MAXDOUBLE });
      g_array_append_val (boxes, box);
      return;
    }
}

/* Above the end of the line; within the plot beside the line where that is taken. */
static void
add_label_upright (MillBuilder *self,
                   const char  *text,
                   double       place,
                   GArray      *boxes)
{
  const MillRect *plot = &self->scene->plot;
  double width = mill_builder_measure (self, text, self->font, FALSE), height = self->line_height;
  double middle = fmin (fmax (place, plot->x + width / 2), plot->x + plot->width - width / 2);
  const MillPoint corners[] = {
    { (float) (middle - width / 2), plot->y - (float) height - 1 },
    { (float) place + 4, plot->y },
    { (float) (place - 4 - width), plot->y },
  };

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      MillRect box = { corners[i].x, corners[i].y, (float) width, (float) height };

      if (box.y < 0 || box.x < plot->x - 1 || box.x + box.width > plot->x + plot->width + 1 ||
          overlaps (boxes, box))
        continue;
      if (i > 0)
        mill_scene_add_rect (self->scene, MILL_COLOR_BACKGROUND, 0, box, 3)->color.alpha = 0.8f;
      mill_builder_add_text (self, &(MillLabel) { .text = text,
                                                  .x = box.x,
                                                  .y = box.y,
                                                  .role = MILL_COLOR_REFERENCE,
                                                  .max_width = G_MAXDOUBLE });
      g_array_append_val (boxes, box);
      return;
    }
}

static void
add_label (MillBuilder         *self,
           const MillReference *reference,
           double               place,
           GArray              *boxes)
{
  g_autofree char *text = dup_label (self, reference);

  if (*text == '\0')
    return;
  if (reference->vertical)
    add_label_upright (self, text, place, boxes);
  else
    add_label_across (self, text, place, boxes);
}

void
mill_builder_add_references (MillBuilder *self)
{
  MillScene *scene = self->scene;
  const MillRect *plot = &scene->plot;
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (MillRect));

  g_array_append_val (boxes, self->y_title);
  for (guint i = 0; i < mill_chart_get_n_references (self->chart); i++)
    {
      const MillReference *reference = mill_chart_get_reference (self->chart, i);
      const MillScale *scale = reference->vertical ? &scene->x : &scene->y;
      double place = mill_scale_map (scale, reference->value);
      MillPrimitive *line;

      if (!isfinite (place) || !mill_scale_contains (scale, reference->value))
        continue;
      place = floor (place) + 0.5;
      line = mill_scene_begin_points (scene, MILL_PRIMITIVE_LINE, MILL_COLOR_REFERENCE);
      line->line_width = self->in->compact ? 1 : 1.5;
      line->dash = 4;
      if (reference->vertical)
        {
          mill_scene_add_point (scene, place, plot->y);
          mill_scene_add_point (scene, place, plot->y + plot->height);
        }
      else
        {
          mill_scene_add_point (scene, plot->x, place);
          mill_scene_add_point (scene, plot->x + plot->width, place);
        }
      if (!self->in->compact)
        add_label (self, reference, place, boxes);
    }
}
