/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/canvas/canvas-private.h"

/* Which port the link that is drawn would end at, and why it cannot end where the pointer is. */

/* The height of the row that a port has on a card with several. */
#define ROW 22

static gboolean
is_output (MillPortDot *dot)
{
  return mill_port_dot_get_port (dot)->direction == MILL_PORT_OUT;
}

gboolean
mill_canvas_can_link (MillCanvas   *self,
                      MillPortDot  *a,
                      MillPortDot  *b,
                      GError      **error)
{
  MillPortDot *from = is_output (a) ? a : b;
  MillPortDot *to = from == a ? b : a;

  return is_output (from) && !is_output (to) &&
         mill_pipeline_can_connect (mill_session_get_pipeline (self->session),
                                    mill_port_dot_get_node (from), mill_port_dot_get_port (from)->name,
                                    mill_port_dot_get_node (to), mill_port_dot_get_port (to)->name,
                                    error);
}

const MillInput *
mill_canvas_find_replaced (MillCanvas     *self,
                           const MillLink *moved,
                           MillPortDot    *a,
                           MillPortDot    *b)
{
  MillPortDot *from = is_output (a) ? a : b;
  MillPortDot *to = from == a ? b : a;
  const MillPort *port = mill_port_dot_get_port (to);
  MillNode *node = mill_pipeline_get_node (mill_session_get_pipeline (self->session),
                                           mill_port_dot_get_node (to));
  const MillInput *input = node != NULL ? mill_node_find_input (node, port->name) : NULL;

  if (input == NULL || (port->flags & MILL_PORT_MULTIPLE))
    return NULL;
  /* The link that is moved, or one that is there already. */
  if (g_strcmp0 (moved->to_node, mill_port_dot_get_node (to)) == 0 &&
      g_strcmp0 (moved->to_port, port->name) == 0)
    return NULL;
  if (g_str_equal (input->from_node, mill_port_dot_get_node (from)) &&
      g_strcmp0 (input->from_port, mill_port_dot_get_port (from)->name) == 0)
    return NULL;

  return input;
}

static double
get_distance (MillCanvas             *self,
              MillPortDot            *dot,
              const graphene_point_t *point)
{
  graphene_point_t place;

  if (!mill_world_get_port_point (self->world, dot, &place))
    return G_MAXDOUBLE;

  return hypot (place.x - point->x, place.y - point->y);
}

static MillNodeCard *
find_card (MillCanvas *self,
           double      x,
           double      y)
{
  const char *item = mill_canvas_pick_item (self, x, y);

  return item != NULL ? mill_world_get_card (self->world, item) : NULL;
}

/* A port that needs a link comes before one that may have one, and a free one before both. */
static guint
get_rank (MillCanvas  *self,
          MillPortDot *dot)
{
  const MillInput *replaced = mill_canvas_find_replaced (self, &self->link_moved, self->link_start,
                                                         dot);
  gboolean optional = (mill_port_dot_get_port (dot)->flags & MILL_PORT_OPTIONAL) != 0;

  return (replaced != NULL ? 2 : 0) + optional;
}

/* Is the pointer level with the port? */
static gboolean
is_level (MillCanvas             *self,
          MillPortDot            *dot,
          const graphene_point_t *point)
{
  graphene_point_t place;

  return mill_world_get_port_point (self->world, dot, &place) &&
         fabsf (place.y - point->y) < ROW / 2.0f;
}

GPtrArray *
mill_canvas_list_targets (MillCanvas *self,
                          double      x,
                          double      y)
{
  MillNodeCard *card = find_card (self, x, y);
  MillPortDot *near = mill_canvas_pick_port (self, x, y);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *ports = card != NULL ? mill_node_card_get_ports (card) : NULL;
  graphene_point_t point;
  guint best = G_MAXUINT;

  if (near != NULL && mill_canvas_can_link (self, self->link_start, near, NULL))
    {
      g_ptr_array_add (found, g_object_ref (near));
      return found;
    }

  mill_canvas_to_world (self, x, y, &point);
  for (guint i = 0; ports != NULL && i < ports->len; i++)
    {
      MillPortDot *dot = g_ptr_array_index (ports, i);
      guint rank;

      if (!mill_canvas_can_link (self, self->link_start, dot, NULL))
        continue;
      if (is_level (self, dot, &point))
        {
          g_ptr_array_set_size (found, 0);
          g_ptr_array_add (found, g_object_ref (dot));
          break;
        }
      rank = get_rank (self, dot);
      if (rank < best)
        g_ptr_array_set_size (found, 0);
      if (rank <= best)
        g_ptr_array_insert (found, found->len > 0 &&
                            get_distance (self, dot, &point) <
                              get_distance (self, g_ptr_array_index (found, 0), &point) ? 0 : -1,
                            g_object_ref (dot));
      best = MIN (best, rank);
    }

  return found;
}

/* What is wrong with the first port is wrong with all. */
static char *
explain_card (MillCanvas   *self,
              MillNodeCard *card)
{
  MillPortDot *start = self->link_start;
  GPtrArray *ports = mill_node_card_get_ports (card);
  const char *id = mill_canvas_item_get_id (MILL_CANVAS_ITEM (card));
  const char *label = mill_pipeline_get_node_label (mill_session_get_pipeline (self->session), id);

  for (guint i = 0; i < ports->len; i++)
    if (is_output (g_ptr_array_index (ports, i)) != is_output (start))
      {
        g_autoptr (GError) error = NULL;

        mill_canvas_can_link (self, start, g_ptr_array_index (ports, i), &error);
        return error != NULL ? g_strdup (error->message) : NULL;
      }

  return g_strdup_printf (is_output (start) ? _("“%s” has no input") : _("“%s” has no output"), label);
}

char *
mill_canvas_explain_refusal (MillCanvas *self,
                             double      x,
                             double      y)
{
  MillPortDot *near = mill_canvas_pick_port (self, x, y);
  MillNodeCard *card = find_card (self, x, y);
  g_autoptr (GError) error = NULL;

  if (card == NULL && near == NULL)
    return NULL;
  /* It has not left the node that it comes from yet. */
  if (g_strcmp0 (near != NULL ? mill_port_dot_get_node (near)
                              : mill_canvas_item_get_id (MILL_CANVAS_ITEM (card)),
                 mill_port_dot_get_node (self->link_start)) == 0)
    return NULL;
  if (near == NULL || is_output (near) == is_output (self->link_start))
    return card != NULL ? explain_card (self, card) : NULL;

  mill_canvas_can_link (self, self->link_start, near, &error);

  return error != NULL ? g_strdup (error->message) : NULL;
}
