/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-component.h"
#include "app/canvas/canvas-edits.h"
#include "app/canvas/canvas-private.h"
#include "app/canvas/node-search.h"
#include "app/link-habits.h"
#include "app/popovers.h"
#include "pipeline/rewire.h"

/* What the search was opened for. */
typedef struct
{
  MillCanvas       *canvas;
  MillPortDot      *start;       /* a link from there waits for its other end, or NULL */
  GStrv             replaced;    /* nodes that get another type, or NULL */
  MillLink          into;        /* the link to put a node into, interned; from_node NULL: none */
  gboolean          chained;     /* a node was added: the next is linked to it */
  graphene_point_t  place;
} Search;

static void
search_free (gpointer  data,
             GClosure *closure)
{
  Search *self = data;

  g_clear_object (&self->start);
  g_strfreev (self->replaced);
  g_free (self);
}

static MillPipeline *
get_pipeline (MillCanvas *self)
{
  return mill_session_get_pipeline (self->session);
}

static gboolean
fits_search (const MillNodeType *type,
             gpointer            data)
{
  Search *search = data;

  if (search->replaced != NULL)
    return mill_pipeline_get_node_type (get_pipeline (search->canvas), search->replaced[0]) != type;

  if (search->into.from_node != NULL)
    return mill_canvas_can_splice (search->canvas, type, &search->into);

  return search->start == NULL ||
         mill_canvas_find_fitting_port (type, mill_port_dot_get_port (search->start)) != NULL;
}

/* How often the link that waits was drawn to a type. */
static guint
rank_type (const MillNodeType *type,
           gpointer            data)
{
  Search *search = data;
  const MillPort *port, *fitting;
  const char *own;

  if (search->start == NULL)
    return 0;
  port = mill_port_dot_get_port (search->start);
  fitting = mill_canvas_find_fitting_port (type, port);
  own = mill_node_get_type_id (mill_pipeline_get_node (get_pipeline (search->canvas),
                                                       mill_port_dot_get_node (search->start)));

  return port->direction == MILL_PORT_OUT
    ? mill_link_habits_count (own, port->name, type->id, fitting->name)
    : mill_link_habits_count (type->id, fitting->name, own, port->name);
}

void
mill_canvas_replace_nodes (MillCanvas  *self,
                           const char  *type_id,
                           char       **ids)
{
  const MillNodeType *type = mill_catalogue_find (mill_pipeline_get_catalogue (get_pipeline (self)),
                                                  type_id);
  MillHistory *history = mill_session_get_history (self->session);
  g_autofree char *label = g_strdup_printf (_("Replace With “%s”"), _(type->label));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  MillEdit *edit = mill_history_begin (history, label);
  g_auto (GStrv) made = NULL;

  mill_canvas_settle (self, edit);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const char *id = mill_edit_replace_node (edit, ids[i], type_id, NULL);

      if (id != NULL)
        g_strv_builder_add (builder, id);
    }
  mill_history_commit (history, NULL);
  made = g_strv_builder_end (builder);
  mill_session_select (self->session, (const char *const *) made);
}

static void
search_chosen_cb (MillNodeSearch *popover,
                  const char     *type_id,
                  gboolean        chain,
                  Search         *search)
{
  double x = search->place.x;
  double y = search->place.y;

  if (search->replaced != NULL)
    {
      mill_canvas_replace_nodes (search->canvas, type_id, search->replaced);
      return;
    }
  if (search->into.from_node != NULL)
    {
      MillLink link = search->into;

      /* What is added next comes behind it. */
      search->into = (MillLink) { 0 };
      search->chained = TRUE;
      mill_world_select_link (search->canvas->world, NULL);
      mill_canvas_add_node_into (search->canvas, type_id, x, y, &link);
      return;
    }
  /* Beside the selected node and linked to it, which is then the one that was added before. */
  if (search->chained || (chain && search->start == NULL &&
                          mill_session_get_selected_node (search->canvas->session) != NULL))
    {
      mill_canvas_add_node (search->canvas, type_id);
      search->chained = TRUE;
      return;
    }

  if (search->start != NULL)
    {
      y -= MILL_CANVAS_PORT_OFFSET;
      if (mill_port_dot_get_port (search->start)->direction == MILL_PORT_IN)
        x -= MILL_CANVAS_CARD_WIDTH;
    }
  mill_canvas_add_node_at (search->canvas, type_id, x, y, search->start);
  g_clear_object (&search->start);
  search->chained = TRUE;
  mill_world_set_loose_link (search->canvas->world, NULL, NULL, 0);
}

static void
search_closed_cb (MillCanvas *self,
                  GtkWidget  *search)
{
  mill_world_set_loose_link (self->world, NULL, NULL, 0);
  self->search = NULL;
  mill_popover_drop (search);
  mill_canvas_settle_focus (self);
}

/* Takes @search. */
static void
open_search (MillCanvas *self,
             double      x,
             double      y,
             const char *text,
             Search     *search)
{
  /* A node becomes one of another type; components and their borders are only added. */
  self->search = mill_node_search_new (search->replaced != NULL
                                         ? mill_pipeline_get_catalogue (get_pipeline (self))
                                         : mill_canvas_get_catalogue (self),
                                       text, fits_search, rank_type, search);
  g_signal_connect_data (self->search, "chosen", G_CALLBACK (search_chosen_cb), search, search_free, 0);
  g_signal_connect_object (self->search, "closed", G_CALLBACK (search_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->search, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->search), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->search));
}

void
mill_canvas_open_search (MillCanvas  *self,
                         double       x,
                         double       y,
                         const char  *text,
                         MillPortDot *start)
{
  Search *search;

  if (self->search != NULL || self->session == NULL)
    return;

  search = g_new0 (Search, 1);
  search->canvas = self;
  search->start = start != NULL ? g_object_ref (start) : NULL;
  mill_canvas_to_world (self, x, y, &search->place);

  /* The link that was dropped stays in sight until something is chosen for it. */
  if (start != NULL)
    {
      const MillPort *port = mill_port_dot_get_port (start);
      graphene_point_t from;

      if (mill_world_get_port_point (self->world, start, &from))
        mill_world_set_loose_link (self->world,
                                   port->direction == MILL_PORT_OUT ? &from : &search->place,
                                   port->direction == MILL_PORT_OUT ? &search->place : &from,
                                   port->type);
    }
  open_search (self, x, y, text, search);
}

void
mill_canvas_open_search_here (MillCanvas *self,
                              const char *text)
{
  const MillLink *selected = mill_world_get_selected_link (self->world);
  graphene_point_t from, to;
  Search *search;

  if (selected == NULL || !mill_world_get_link_ends (self->world, selected, &from, &to))
    {
      mill_canvas_open_search (self, self->pointer_x, self->pointer_y, text, NULL);
      return;
    }
  if (self->search != NULL)
    return;

  search = g_new0 (Search, 1);
  search->canvas = self;
  search->into = *selected;
  search->place = GRAPHENE_POINT_INIT ((from.x + to.x - MILL_CANVAS_CARD_WIDTH) / 2,
                                       (from.y + to.y) / 2 - MILL_CANVAS_PORT_OFFSET);
  open_search (self, (from.x + to.x) / 2 * self->zoom + self->offset_x,
               (from.y + to.y) / 2 * self->zoom + self->offset_y, text, search);
}

static void
replace_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected_nodes (self);
  graphene_rect_t bounds;
  Search *search;

  if (ids[0] == NULL || self->search != NULL)
    return;

  mill_world_get_bounds_of (self->world, ids[0], &bounds);
  search = g_new0 (Search, 1);
  search->canvas = self;
  search->replaced = g_steal_pointer (&ids);
  open_search (self, (bounds.origin.x + bounds.size.width / 2) * self->zoom + self->offset_x,
               (bounds.origin.y + bounds.size.height) * self->zoom + self->offset_y, "", search);
}

void
mill_canvas_install_search (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "canvas.replace", NULL, replace_action);
}
