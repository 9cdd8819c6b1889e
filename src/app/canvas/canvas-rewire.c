/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/canvas/canvas-private.h"

/* All links of a port are moved to another: Shift and a drag. */

/* The link as it would be with its end at @port of @node. */
static MillLink
move_end (MillCanvas     *self,
          const MillLink *link,
          MillPortDot    *dot)
{
  const MillPort *port = mill_port_dot_get_port (dot);
  const char *node = g_intern_string (mill_port_dot_get_node (dot));
  const char *name = g_intern_string (port->name);

  if (port->direction == MILL_PORT_OUT)
    return (MillLink) { node, name, link->to_node, link->to_port, link->muted };

  return (MillLink) { link->from_node, link->from_port, node, name, link->muted };
}

static void
add_link (MillCanvas     *self,
          const MillLink *link)
{
  MillLink kept = { g_intern_string (link->from_node), g_intern_string (link->from_port),
                    g_intern_string (link->to_node), g_intern_string (link->to_port), link->muted };

  g_array_append_val (self->rewired, kept);
}

gboolean
mill_canvas_begin_rewire (MillCanvas  *self,
                          MillPortDot *dot)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  const MillPort *port = mill_port_dot_get_port (dot);
  const char *node = mill_port_dot_get_node (dot);

  g_clear_pointer (&self->rewired, g_array_unref);
  self->rewired = g_array_new (FALSE, FALSE, sizeof (MillLink));
  if (port->direction == MILL_PORT_OUT)
    {
      g_autoptr (GArray) links = mill_pipeline_list_links_from (pipeline, node);

      for (guint i = 0; i < links->len; i++)
        if (g_strcmp0 (g_array_index (links, MillLink, i).from_port, port->name) == 0)
          add_link (self, &g_array_index (links, MillLink, i));
    }
  else
    {
      guint n;
      const MillInput *inputs = mill_node_get_inputs (mill_pipeline_get_node (pipeline, node), &n);

      for (guint i = 0; i < n; i++)
        if (g_str_equal (inputs[i].port, port->name) && inputs[i].from_port != NULL)
          add_link (self, &(MillLink) { inputs[i].from_node, inputs[i].from_port, node, port->name,
                                        inputs[i].muted });
    }
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
  const MillPort *port = mill_port_dot_get_port (dot);
  const MillPort *start = mill_port_dot_get_port (self->rewire_start);

  if (dot == self->rewire_start || port->direction != start->direction || port->type != start->type)
    return FALSE;
  if (port->direction == MILL_PORT_IN && self->rewired->len > 1 &&
      !(port->flags & MILL_PORT_MULTIPLE))
    return FALSE;
  for (guint i = 0; i < self->rewired->len; i++)
    {
      MillLink link = move_end (self, &g_array_index (self->rewired, MillLink, i), dot);

      if (!mill_pipeline_can_connect (mill_session_get_pipeline (self->session), link.from_node,
                                      link.from_port, link.to_node, link.to_port, NULL))
        return FALSE;
    }

  return TRUE;
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
  MillHistory *history = mill_session_get_history (self->session);
  g_autoptr (GArray) links = g_array_ref (self->rewired);
  g_autoptr (MillPortDot) target = self->link_target != NULL ? g_object_ref (self->link_target) : NULL;
  g_autofree char *label = g_strdup_printf (ngettext ("Move Link", "Move %u Links", links->len),
                                            links->len);
  g_autoptr (GError) error = NULL;
  MillEdit *edit;

  mill_canvas_cancel_rewire (self);
  if (target == NULL)
    return;

  edit = mill_history_begin (history, label);
  for (guint i = 0; i < links->len; i++)
    mill_edit_disconnect (edit, &g_array_index (links, MillLink, i), NULL);
  for (guint i = 0; i < links->len && error == NULL; i++)
    {
      MillLink link = move_end (self, &g_array_index (links, MillLink, i), target);

      if (mill_edit_connect (edit, link.from_node, link.from_port, link.to_node, link.to_port, &error) &&
          link.muted)
        mill_edit_set_muted (edit, &link, TRUE, NULL);
    }
  if (error == NULL)
    mill_history_commit (history, NULL);
  else
    {
      mill_history_abandon (history);
      mill_canvas_complain (self, error);
    }
}
