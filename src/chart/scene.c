/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/scene-private.h"

#include <math.h>

MillScene *
mill_scene_new (MillChart *chart,
                double     width,
                double     height,
                MillTheme  theme)
{
  MillScene *self = g_new0 (MillScene, 1);

  self->chart = g_object_ref (chart);
  self->width = width;
  self->height = height;
  self->theme = theme;
  self->primitives = g_array_new (FALSE, TRUE, sizeof (MillPrimitive));
  self->points = g_array_new (FALSE, FALSE, sizeof (MillPoint));
  self->hits = g_array_new (FALSE, FALSE, sizeof (MillHit));
  self->strings = g_string_chunk_new (512);
  mill_scale_init (&self->x, MILL_SCALE_LINEAR, 0, 1);
  mill_scale_init (&self->y, MILL_SCALE_LINEAR, 0, 1);
  return self;
}

void
mill_scene_free (MillScene *self)
{
  g_array_unref (self->primitives);
  g_array_unref (self->points);
  g_array_unref (self->hits);
  g_string_chunk_free (self->strings);
  g_object_unref (self->chart);
  g_free (self);
}

MillPrimitive *
mill_scene_add (MillScene         *self,
                MillPrimitiveKind  kind,
                MillColorRole      role,
                double             shade)
{
  MillPrimitive *primitive;

  g_array_set_size (self->primitives, self->primitives->len + 1);
  primitive = &g_array_index (self->primitives, MillPrimitive, self->primitives->len - 1);
  primitive->kind = kind;
  primitive->role = role;
  primitive->color = mill_theme_get_color (self->theme, role, shade);
  return primitive;
}

MillPrimitive *
mill_scene_add_rect (MillScene     *self,
                     MillColorRole  role,
                     double         shade,
                     MillRect       bounds,
                     double         radius)
{
  MillPrimitive *rect = mill_scene_add (self, MILL_PRIMITIVE_RECT, role, shade);

  rect->bounds = bounds;
  rect->radius = MIN (radius, MIN (bounds.width, bounds.height) / 2);
  return rect;
}

MillPrimitive *
mill_scene_begin_points (MillScene         *self,
                         MillPrimitiveKind  kind,
                         MillColorRole      role)
{
  MillPrimitive *primitive = mill_scene_add (self, kind, role, 0);

  primitive->first_point = self->points->len;
  return primitive;
}

void
mill_scene_add_point (MillScene *self,
                      double     x,
                      double     y)
{
  MillPoint point = { (float) x, (float) y };

  g_array_append_val (self->points, point);
  g_array_index (self->primitives, MillPrimitive, self->primitives->len - 1).n_points++;
}

MillPrimitive *
mill_scene_add_rule (MillScene     *self,
                     MillColorRole  role,
                     double         x1,
                     double         y1,
                     double         x2,
                     double         y2)
{
  MillPrimitive *line = mill_scene_begin_points (self, MILL_PRIMITIVE_LINE, role);

  line->line_width = 1;
  mill_scene_add_point (self, floor (x1) + (x1 == x2 ? 0.5 : 0), floor (y1) + (y1 == y2 ? 0.5 : 0));
  mill_scene_add_point (self, floor (x2) + (x1 == x2 ? 0.5 : 0), floor (y2) + (y1 == y2 ? 0.5 : 0));
  return line;
}

void
mill_scene_add_hit (MillScene *self,
                    MillRect   bounds,
                    guint      series,
                    gsize      index)
{
  MillHit hit = { bounds, series, index };

  g_array_append_val (self->hits, hit);
}

void
mill_scene_clip (MillScene *self,
                 MillRect   bounds)
{
  mill_scene_add (self, MILL_PRIMITIVE_CLIP, MILL_COLOR_BACKGROUND, 0)->bounds = bounds;
}

void
mill_scene_unclip (MillScene *self)
{
  mill_scene_add (self, MILL_PRIMITIVE_UNCLIP, MILL_COLOR_BACKGROUND, 0);
}
