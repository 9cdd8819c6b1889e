/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-component.h"
#include "app/canvas/canvas-edits.h"
#include "app/canvas/canvas-private.h"
#include "app/link-habits.h"

#define CARD_GAP 60

const MillPort *
mill_canvas_find_fitting_port (const MillNodeType *type,
                               const MillPort     *start)
{
  MillPortDirection direction = start->direction == MILL_PORT_OUT ? MILL_PORT_IN : MILL_PORT_OUT;
  const MillPort *port;

  for (guint i = 0; (port = mill_node_type_get_port (type, direction, i)) != NULL; i++)
    if (port->type == start->type)
      return port;

  return NULL;
}

static void
connect (MillCanvas *self,
         MillEdit   *edit,
         const char *from,
         const char *from_port,
         const char *to,
         const char *to_port)
{
  if (mill_edit_connect (edit, from, from_port, to, to_port, NULL))
    mill_link_habits_record (mill_session_get_pipeline (self->session), from, from_port, to, to_port);
}

static void
connect_new (MillCanvas         *self,
             MillEdit           *edit,
             const char         *id,
             const MillNodeType *type,
             MillPortDot        *start)
{
  const MillPort *port = mill_port_dot_get_port (start);
  const MillPort *fitting = mill_canvas_find_fitting_port (type, port);

  if (fitting == NULL)
    return;
  if (port->direction == MILL_PORT_OUT)
    connect (self, edit, mill_port_dot_get_node (start), port->name, id, fitting->name);
  else
    connect (self, edit, id, fitting->name, mill_port_dot_get_node (start), port->name);
}

/* Linked to @start, or put into @into, or neither (both NULL). */
static void
add_at (MillCanvas     *self,
        const char     *type_id,
        double          x,
        double          y,
        MillPortDot    *start,
        const MillLink *into)
{
  MillHistory *history = mill_session_get_history (self->session);
  const MillNodeType *type = mill_canvas_find_type (self, type_id);
  g_autofree char *label = NULL;
  g_autofree char *id = NULL;
  MillEdit *edit;

  g_return_if_fail (type != NULL);

  label = g_strdup_printf (_("Add “%s”"), _(type->label));
  edit = mill_history_begin (history, label);
  mill_canvas_settle (self, edit);
  id = g_strdup (mill_canvas_add_typed (edit, type_id, mill_canvas_snap (x), mill_canvas_snap (y)));
  if (start != NULL)
    connect_new (self, edit, id, type, start);
  else if (into != NULL)
    mill_canvas_splice (self, edit, id, into);
  mill_history_commit (history, NULL);
  mill_session_select_one (self->session, id);
  mill_canvas_show_node (self, id);
  gtk_widget_grab_focus (mill_world_get_item (self->world, id));
}

void
mill_canvas_add_node_at (MillCanvas  *self,
                         const char  *type_id,
                         double       x,
                         double       y,
                         MillPortDot *start)
{
  const MillNodeType *type = mill_canvas_find_type (self, type_id);
  MillLink link;

  if (start == NULL && type != NULL &&
      mill_canvas_find_splice_at (self, type, mill_canvas_snap (x), mill_canvas_snap (y), &link))
    {
      const MillLink into = { g_intern_string (link.from_node), g_intern_string (link.from_port),
                              g_intern_string (link.to_node), g_intern_string (link.to_port), link.muted };

      add_at (self, type_id, x, y, NULL, &into);
    }
  else
    add_at (self, type_id, x, y, start, NULL);
}

void
mill_canvas_add_node_into (MillCanvas     *self,
                           const char     *type_id,
                           double          x,
                           double          y,
                           const MillLink *link)
{
  add_at (self, type_id, x, y, NULL, link);
}

/* The first output of the selected node that the type could read, or NULL. */
static MillPortDot *
find_selected_output (MillCanvas         *self,
                      const MillNodeType *type)
{
  const char *selected = mill_session_get_selected_node (self->session);
  MillNodeCard *card = selected != NULL ? mill_world_get_card (self->world, selected) : NULL;
  GPtrArray *ports = card != NULL ? mill_node_card_get_ports (card) : NULL;

  for (guint i = 0; ports != NULL && i < ports->len; i++)
    {
      const MillPort *port = mill_port_dot_get_port (g_ptr_array_index (ports, i));

      if (port->direction == MILL_PORT_OUT && mill_canvas_find_fitting_port (type, port) != NULL)
        return g_ptr_array_index (ports, i);
    }

  return NULL;
}

/* Goes down until nothing is in the way. */
static void
find_free_place (MillCanvas       *self,
                 graphene_point_t *place)
{
  for (guint tries = 0; tries < 100; tries++)
    {
      graphene_rect_t area = GRAPHENE_RECT_INIT (place->x - 10, place->y - 10,
                                                 MILL_CANVAS_CARD_WIDTH + 20, 80);
      g_auto (GStrv) there = mill_world_list_in (self->world, &area);

      if (there[0] == NULL)
        return;
      place->y += 40;
    }
}

void
mill_canvas_add_node (MillCanvas *self,
                      const char *type_id)
{
  const MillNodeType *type;
  MillPortDot *start;
  graphene_point_t place;

  g_return_if_fail (MILL_IS_CANVAS (self));
  g_return_if_fail (self->session != NULL);

  type = mill_canvas_find_type (self, type_id);
  g_return_if_fail (type != NULL);

  start = find_selected_output (self, type);
  if (start != NULL)
    {
      graphene_rect_t bounds;

      mill_world_get_bounds_of (self->world, mill_port_dot_get_node (start), &bounds);
      place = GRAPHENE_POINT_INIT (bounds.origin.x + bounds.size.width + CARD_GAP, bounds.origin.y);
    }
  else
    {
      mill_canvas_to_world (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                            gtk_widget_get_height (GTK_WIDGET (self)) / 2.0, &place);
      place.x -= MILL_CANVAS_CARD_WIDTH / 2.0;
      place.y -= MILL_CANVAS_PORT_OFFSET;
    }
  find_free_place (self, &place);
  /* Where that is was not chosen, so what lies there is not meant. */
  add_at (self, type_id, place.x, place.y, start, NULL);
}
