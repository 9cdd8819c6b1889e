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

/* The label of a line across stands at its right end, above or below it; of an upright one at its top,
 * right or left of it: the first of both that is free. Without room it is left out. */
static void
add_label (MillBuilder         *self,
           const MillReference *reference,
           double               place,
           GArray              *boxes)
{
  const MillRect *plot = &self->scene->plot;
  g_autofree char *text = mill_builder_shorten (self, reference->label, self->font, FALSE, plot->width * 0.6);
  double width = mill_builder_measure (self, text, self->font, FALSE), height = self->line_height;

  for (guint i = 0; i < 2 && *text != '\0'; i++)
    {
      MillRect box = { 0, 0, (float) width + 6, (float) height };

      if (reference->vertical)
        {
          box.x = (float) (i == 0 ? place + 3 : place - 3 - box.width);
          box.y = plot->y;
        }
      else
        {
          box.x = plot->x + plot->width - box.width;
          box.y = (float) (i == 0 ? place - 2 - height : place + 2);
        }
      if (box.x < plot->x || box.x + box.width > plot->x + plot->width ||
          box.y < plot->y - height / 2 || box.y + height > plot->y + plot->height || overlaps (boxes, box))
        continue;
      mill_scene_add_rect (self->scene, MILL_COLOR_BACKGROUND, 0, box, 3)->color.alpha = 0.8f;
      mill_builder_add_text (self, &(MillLabel) {
        .text = text, .x = box.x + 3, .y = box.y, .role = MILL_COLOR_REFERENCE, .max_width = G_MAXDOUBLE });
      g_array_append_val (boxes, box);
      return;
    }
}

void
mill_builder_add_references (MillBuilder *self)
{
  MillScene *scene = self->scene;
  const MillRect *plot = &scene->plot;
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (MillRect));

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
      if (!self->in->compact && reference->label != NULL)
        add_label (self, reference, place, boxes);
    }
}
