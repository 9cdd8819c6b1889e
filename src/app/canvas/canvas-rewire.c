/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "app/canvas/canvas-private.h"
#include "app/canvas/port-links.h"

/* All links of a port are moved to another: Shift and a drag. */

gboolean
mill_canvas_begin_rewire (MillCanvas  *self,
                          MillPortDot *dot)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);

  g_clear_pointer (&self->rewired, g_array_unref);
  self->rewired = mill_port_links_list (pipeline, mill_port_dot_get_node (dot),
                                        mill_port_dot_get_port (dot));
  if (self->rewired->len == 0)
    {
      g_clear_pointer (&self->rewired, g_array_unref);
      return FALSE;
    }

  self->rewire_start = g_object_ref (dot);
  mill_world_hide_links (self->world, (const MillLink *) self->rewired->data, self->rewired->len);
  mill_canvas_update_rewire (self, self->press_x, self->press_y);

  return TRUE;
}

static gboolean
can_take (MillCanvas  *self,
          MillPortDot *dot)
{
  return dot != self->rewire_start &&
         mill_port_links_fit (mill_session_get_pipeline (self->session), self->rewired,
                              mill_port_dot_get_port (self->rewire_start),
                              mill_port_dot_get_node (dot), mill_port_dot_get_port (dot));
}

static MillPortDot *
find_target (MillCanvas *self,
             double      x,
             double      y)
{
  const char *item = mill_canvas_pick_item (self, x, y);
  MillNodeCard *card = item != NULL ? mill_world_get_card (self->world, item) : NULL;
  MillPortDot *near = mill_canvas_pick_port (self, x, y);
  GPtrArray *ports = card != NULL ? mill_node_card_get_ports (card) : NULL;
  MillPortDot *best = NULL;
  double best_distance = G_MAXDOUBLE;
  graphene_point_t point, place;

  if (near != NULL && can_take (self, near))
    return near;
  mill_canvas_to_world (self, x, y, &point);
  for (guint i = 0; ports != NULL && i < ports->len; i++)
    {
      MillPortDot *dot = g_ptr_array_index (ports, i);

      if (!can_take (self, dot) || !mill_world_get_port_point (self->world, dot, &place))
        continue;
      if (hypot (place.x - point.x, place.y - point.y) < best_distance)
        {
          best = dot;
          best_distance = hypot (place.x - point.x, place.y - point.y);
        }
    }

  return best;
}

void
mill_canvas_update_rewire (MillCanvas *self,
                           double      x,
                           double      y)
{
  MillPortDot *target = find_target (self, x, y);
  MillPortType type = mill_port_dot_get_port (self->rewire_start)->type;
  gboolean outputs = mill_port_dot_get_port (self->rewire_start)->direction == MILL_PORT_OUT;
  graphene_point_t point;

  if (target != self->link_target && self->link_target != NULL)
    mill_port_dot_set_look (self->link_target, MILL_PORT_DOT_PLAIN);
  g_set_object (&self->link_target, target);
  if (target != NULL)
    mill_port_dot_set_look (target, MILL_PORT_DOT_TARGET);
  if (target == NULL || !mill_world_get_port_point (self->world, target, &point))
    mill_canvas_to_world (self, x, y, &point);

  mill_world_set_loose_link (self->world, NULL, NULL, 0);
  for (guint i = 0; i < self->rewired->len; i++)
    {
      const MillLink *link = &g_array_index (self->rewired, MillLink, i);
      graphene_point_t from, to;

      if (mill_world_get_link_ends (self->world, link, &from, &to))
        mill_world_add_loose_link (self->world, outputs ? &point : &from, outputs ? &to : &point,
                                   type);
    }
}

void
mill_canvas_cancel_rewire (MillCanvas *self)
{
  if (self->link_target != NULL)
    mill_port_dot_set_look (self->link_target, MILL_PORT_DOT_PLAIN);
  mill_world_set_loose_link (self->world, NULL, NULL, 0);
  mill_world_hide_link (self->world, NULL);
  g_clear_object (&self->link_target);
  g_clear_object (&self->rewire_start);
  g_clear_pointer (&self->rewired, g_array_unref);
}

void
mill_canvas_end_rewire (MillCanvas *self)
{
  g_autoptr (GArray) links = g_array_ref (self->rewired);
  g_autoptr (MillPortDot) target = self->link_target != NULL ? g_object_ref (self->link_target) : NULL;
  g_autoptr (GError) error = NULL;

  mill_canvas_cancel_rewire (self);
  if (target != NULL &&
      !mill_port_links_move (mill_session_get_history (self->session), links,
                             mill_port_dot_get_node (target), mill_port_dot_get_port (target), &error))
    mill_canvas_complain (self, error);
}
