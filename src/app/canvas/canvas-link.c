/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/canvas/canvas-private.h"
#include "app/link-habits.h"

/* How near, in pixels of the screen, the pointer must be to a port to take hold of it. */
#define PORT_REACH 14

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

MillPortDot *
mill_canvas_pick_port (MillCanvas *self,
                       double      x,
                       double      y)
{
  graphene_point_t point;
  graphene_rect_t area;
  g_auto (GStrv) ids = NULL;
  double reach = (self->by_touch ? MILL_CANVAS_FINGER / 2.0 : PORT_REACH) / MIN (self->zoom, 1);
  MillPortDot *nearest = NULL;

  mill_canvas_to_world (self, x, y, &point);
  graphene_rect_init (&area, point.x - reach, point.y - reach, 2 * reach, 2 * reach);
  ids = mill_world_list_in (self->world, &area);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      MillNodeCard *card = mill_world_get_card (self->world, ids[i]);
      GPtrArray *ports = card != NULL ? mill_node_card_get_ports (card) : NULL;
      graphene_rect_t bounds;

      /* In the middle a card is taken hold of itself, however small it is. */
      mill_world_get_bounds_of (self->world, ids[i], &bounds);
      graphene_rect_inset (&bounds, bounds.size.width / 4, 0);
      if (graphene_rect_contains_point (&bounds, &point))
        continue;
      for (guint j = 0; ports != NULL && j < ports->len; j++)
        {
          double distance = get_distance (self, g_ptr_array_index (ports, j), &point);

          if (distance < reach)
            {
              reach = distance;
              nearest = g_ptr_array_index (ports, j);
            }
        }
    }

  return nearest;
}

/* Every port says whether the link that is drawn could end there. */
static void
update_looks_of (MillCanvas   *self,
                 MillNodeCard *card)
{
  GPtrArray *ports = mill_node_card_get_ports (card);

  for (guint i = 0; i < ports->len; i++)
    {
      MillPortDot *dot = g_ptr_array_index (ports, i);
      MillPortDotLook look = MILL_PORT_DOT_PLAIN;

      if (self->link_start != NULL && dot != self->link_start)
        look = mill_canvas_can_link (self, self->link_start, dot, NULL) ? MILL_PORT_DOT_CANDIDATE
                                                                        : MILL_PORT_DOT_DIMMED;
      mill_port_dot_set_look (dot, look);
    }
}

static void
update_looks (MillCanvas *self)
{
  g_autoptr (GPtrArray) cards = mill_world_list_cards (self->world);

  for (guint i = 0; i < cards->len; i++)
    update_looks_of (self, g_ptr_array_index (cards, i));
}

void
mill_canvas_join_link (MillCanvas   *self,
                       MillNodeCard *card)
{
  if (self->link_start != NULL)
    update_looks_of (self, card);
}

void
mill_canvas_begin_link (MillCanvas  *self,
                        MillPortDot *start)
{
  const MillPort *port = mill_port_dot_get_port (start);
  MillNode *node = mill_pipeline_get_node (mill_session_get_pipeline (self->session),
                                           mill_port_dot_get_node (start));
  const MillInput *input = port->direction == MILL_PORT_IN && !(port->flags & MILL_PORT_MULTIPLE)
                             ? mill_node_find_input (node, port->name) : NULL;

  self->link_moved = (MillLink) { 0 };
  /* Taking hold of an input that has a link moves that link's end. */
  if (input != NULL && input->from_port != NULL)
    {
      MillNodeCard *card = mill_world_get_card (self->world, input->from_node);
      MillPortDot *source = card != NULL ? mill_node_card_find_port (card, MILL_PORT_OUT,
                                                                     input->from_port) : NULL;

      if (source != NULL)
        {
          self->link_moved.from_node = g_intern_string (input->from_node);
          self->link_moved.from_port = g_intern_string (input->from_port);
          self->link_moved.to_node = g_intern_string (mill_port_dot_get_node (start));
          self->link_moved.to_port = g_intern_string (port->name);
          mill_world_hide_link (self->world, &self->link_moved);
          start = source;
        }
    }

  self->link_start = g_object_ref (start);
  update_looks (self);
  mill_canvas_update_link (self, self->press_x, self->press_y);
}

/* Says why the link cannot end at what is below the pointer, at the pointer. */
static void
set_refusal (MillCanvas *self,
             char       *refusal)
{
  if (g_strcmp0 (refusal, self->link_refusal) == 0)
    {
      g_free (refusal);
      return;
    }

  g_free (self->link_refusal);
  self->link_refusal = refusal;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mill_canvas_update_link (MillCanvas *self,
                         double      x,
                         double      y)
{
  const MillPort *port = mill_port_dot_get_port (self->link_start);
  graphene_point_t start, end;
  g_autoptr (GPtrArray) targets = mill_canvas_list_targets (self, x, y);
  MillPortDot *target = targets->len > 0 ? g_ptr_array_index (targets, 0) : NULL;

  mill_canvas_to_world (self, x, y, &end);
  set_refusal (self, target == NULL ? mill_canvas_explain_refusal (self, x, y) : NULL);
  if (target != self->link_target)
    {
      if (self->link_target != NULL)
        mill_port_dot_set_look (self->link_target, MILL_PORT_DOT_CANDIDATE);
      g_set_object (&self->link_target, target);
      if (target != NULL)
        mill_port_dot_set_look (target, MILL_PORT_DOT_TARGET);
    }
  if (target != NULL)
    mill_world_get_port_point (self->world, target, &end);
  if (!mill_world_get_port_point (self->world, self->link_start, &start))
    return;

  if (port->direction == MILL_PORT_OUT)
    mill_world_set_loose_link (self->world, &start, &end, port->type);
  else
    mill_world_set_loose_link (self->world, &end, &start, port->type);
}

void
mill_canvas_cancel_link (MillCanvas *self)
{
  mill_world_set_loose_link (self->world, NULL, NULL, 0);
  mill_world_hide_link (self->world, NULL);
  self->link_carried = FALSE;
  set_refusal (self, NULL);
  g_clear_object (&self->link_start);
  g_clear_object (&self->link_target);
  if (self->session != NULL)
    update_looks (self);
}

void
mill_canvas_connect_ports (MillCanvas     *self,
                           const MillLink *moved,
                           MillPortDot    *a,
                           MillPortDot    *b)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillPortDot *from = mill_port_dot_get_port (a)->direction == MILL_PORT_OUT ? a : b;
  MillPortDot *to = from == a ? b : a;
  MillEdit *edit;
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (moved->to_node, mill_port_dot_get_node (to)) == 0 &&
      g_strcmp0 (moved->to_port, mill_port_dot_get_port (to)->name) == 0)
    return;

  edit = mill_history_begin (history, _("Connect"));
  if (moved->from_node != NULL)
    mill_edit_disconnect (edit, moved, NULL);
  if (mill_edit_connect (edit, mill_port_dot_get_node (from), mill_port_dot_get_port (from)->name,
                         mill_port_dot_get_node (to), mill_port_dot_get_port (to)->name, &error))
    {
      mill_history_commit (history, NULL);
      mill_link_habits_record (mill_session_get_pipeline (self->session), mill_port_dot_get_node (from),
                               mill_port_dot_get_port (from)->name, mill_port_dot_get_node (to),
                               mill_port_dot_get_port (to)->name);
    }
  else
    {
      mill_history_abandon (history);
      mill_canvas_complain (self, error);
    }
}

static void
disconnect (MillCanvas     *self,
            const MillLink *link)
{
  MillHistory *history = mill_session_get_history (self->session);

  mill_edit_disconnect (mill_history_begin (history, _("Disconnect")), link, NULL);
  mill_history_commit (history, NULL);
}

/* The link is dropped at a port, or where it is not clear at which. */
static void
end_at (MillCanvas *self,
        double      x,
        double      y,
        GPtrArray  *targets)
{
  g_autoptr (MillPortDot) start = g_object_ref (self->link_start);
  MillPortDot *target = g_ptr_array_index (targets, 0);
  MillLink moved = self->link_moved;

  mill_canvas_cancel_link (self);
  if (targets->len > 1 || mill_canvas_find_replaced (self, &moved, start, target) != NULL)
    mill_canvas_ask_for_target (self, x, y, start, &moved, targets);
  else
    mill_canvas_connect_ports (self, &moved, start, target);
}

gboolean
mill_canvas_end_link (MillCanvas *self,
                      double      x,
                      double      y)
{
  g_autoptr (GPtrArray) targets = mill_canvas_list_targets (self, x, y);
  g_autofree char *refusal = mill_canvas_explain_refusal (self, x, y);
  g_autoptr (MillPortDot) start = NULL;
  const char *item = mill_canvas_pick_item (self, x, y);
  gboolean on_node = item != NULL && mill_world_get_card (self->world, item) != NULL;
  MillLink moved = self->link_moved;

  if (targets->len > 0)
    {
      end_at (self, x, y, targets);
      return TRUE;
    }
  /* What cannot take it says so beside the pointer, and the link stays there. */
  if (refusal != NULL)
    {
      g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, refusal);

      self->link_carried = TRUE;
      mill_canvas_complain (self, error);
      return FALSE;
    }

  start = g_object_ref (self->link_start);
  mill_canvas_cancel_link (self);
  if (on_node || mill_canvas_pick_port (self, x, y) != NULL)
    return TRUE;
  if (moved.from_node != NULL)
    disconnect (self, &moved);
  else
    mill_canvas_open_search (self, x, y, "", start);

  return TRUE;
}
