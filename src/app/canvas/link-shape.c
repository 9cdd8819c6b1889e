/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/link-shape.h"

#include <math.h>

/* How far the curve goes straight out of a port at least, so that a link backwards is seen as one. */
#define MIN_REACH 40

float
mill_link_shape_get_reach (const graphene_point_t *from,
                           const graphene_point_t *to)
{
  float dx = to->x - from->x;
  float dy = fabsf (to->y - from->y);
  float reach = dx > 0 ? dx / 2 : MIN (-dx, 200) / 2 + MIN (dy, 120) / 2;

  return MAX (reach, MIN_REACH);
}

void
mill_link_shape_get_bounds (const graphene_point_t *from,
                            const graphene_point_t *to,
                            graphene_rect_t        *bounds)
{
  float reach = mill_link_shape_get_reach (from, to);
  float left = MIN (from->x, to->x - reach);
  float right = MAX (from->x + reach, to->x);

  graphene_rect_init (bounds, left, MIN (from->y, to->y), right - left, fabsf (to->y - from->y));
}

GskPath *
mill_link_shape_new (const graphene_point_t *from,
                     const graphene_point_t *to)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  float reach = mill_link_shape_get_reach (from, to);

  gsk_path_builder_move_to (builder, from->x, from->y);
  gsk_path_builder_cubic_to (builder, from->x + reach, from->y, to->x - reach, to->y, to->x, to->y);

  return gsk_path_builder_to_path (builder);
}

void
mill_link_shape_get_middle (GskPath          *path,
                            graphene_point_t *middle)
{
  g_autoptr (GskPathMeasure) measure = gsk_path_measure_new (path);
  GskPathPoint point;

  if (gsk_path_measure_get_point (measure, gsk_path_measure_get_length (measure) / 2, &point))
    gsk_path_point_get_position (&point, path, middle);
  else
    *middle = GRAPHENE_POINT_INIT (0, 0);
}

gboolean
mill_link_shape_contains (GskPath                *path,
                          const graphene_point_t *point,
                          float                   reach)
{
  graphene_rect_t bounds;
  GskPathPoint nearest;

  if (!gsk_path_get_bounds (path, &bounds))
    return FALSE;
  graphene_rect_inset (&bounds, -reach, -reach);

  return graphene_rect_contains_point (&bounds, point) &&
         gsk_path_get_closest_point (path, point, reach, &nearest, NULL);
}
