/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/link-shape.h"

#include <math.h>

/* How far the curve goes straight out of a port at least, so that a link backwards is seen as one. */
#define MIN_REACH 40
/* Straight pieces that stand for the curve. */
#define N_PIECES 32

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
mill_link_shape_get_points (GskPath          *path,
                            const float      *shares,
                            guint             n,
                            graphene_point_t *points)
{
  g_autoptr (GskPathMeasure) measure = gsk_path_measure_new (path);
  float length = gsk_path_measure_get_length (measure);
  GskPathPoint point;

  for (guint i = 0; i < n; i++)
    if (gsk_path_measure_get_point (measure, shares[i] * length, &point))
      gsk_path_point_get_position (&point, path, &points[i]);
    else
      points[i] = GRAPHENE_POINT_INIT (0, 0);
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

static void
get_point (const graphene_point_t *from,
           const graphene_point_t *to,
           float                   reach,
           int                     piece,
           graphene_point_t       *point)
{
  float t = (float) piece / N_PIECES;
  float s = 1 - t;
  float a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;

  point->x = a * from->x + b * (from->x + reach) + c * (to->x - reach) + d * to->x;
  point->y = (a + b) * from->y + (c + d) * to->y;
}

/* On which side of the line from @a to @b a point lies. */
static float
get_side (const graphene_point_t *a,
          const graphene_point_t *b,
          const graphene_point_t *point)
{
  return (b->x - a->x) * (point->y - a->y) - (b->y - a->y) * (point->x - a->x);
}

gboolean
mill_link_shape_crosses (const graphene_point_t *from,
                         const graphene_point_t *to,
                         const graphene_point_t *a,
                         const graphene_point_t *b)
{
  float reach = mill_link_shape_get_reach (from, to);
  graphene_point_t last = *from;

  for (int i = 1; i <= N_PIECES; i++)
    {
      graphene_point_t next;

      get_point (from, to, reach, i, &next);
      if ((get_side (a, b, &last) > 0) != (get_side (a, b, &next) > 0) &&
          (get_side (&last, &next, a) > 0) != (get_side (&last, &next, b) > 0))
        return TRUE;
      last = next;
    }

  return FALSE;
}

float
mill_link_shape_touches (const graphene_point_t *from,
                         const graphene_point_t *to,
                         const graphene_rect_t  *area)
{
  float reach = mill_link_shape_get_reach (from, to);
  float nearest = -1;
  graphene_point_t middle;

  graphene_rect_get_center (area, &middle);
  for (int i = 1; i < N_PIECES; i++)
    {
      graphene_point_t point;
      float distance;

      get_point (from, to, reach, i, &point);
      if (!graphene_rect_contains_point (area, &point))
        continue;
      distance = graphene_point_distance (&point, &middle, NULL, NULL);
      if (nearest < 0 || distance < nearest)
        nearest = distance;
    }

  return nearest;
}
