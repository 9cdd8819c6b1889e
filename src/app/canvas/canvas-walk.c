/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/canvas-edits.h"

#include "app/canvas/canvas-private.h"
#include "pipeline/graph.h"

static MillPipeline *
get_pipeline (MillCanvas *self)
{
  return mill_session_get_pipeline (self->session);
}

/* The order of the work, kept until the pipeline changes: with thousands of nodes a step must not sort
 * them all. */
typedef struct
{
  MillPipeline *pipeline;   /* weak */
  gulong        changed;
  GPtrArray    *ids;        /* borrowed from the nodes, which stay until the change */
  GHashTable   *places;     /* id -> its place in there */
} Order;

static void
order_free (gpointer data)
{
  Order *self = data;

  if (self->pipeline != NULL)
    g_signal_handler_disconnect (self->pipeline, self->changed);
  g_clear_weak_pointer (&self->pipeline);
  g_ptr_array_unref (self->ids);
  g_hash_table_unref (self->places);
  g_free (self);
}

static void
forget_order_cb (MillCanvas *self)
{
  g_object_set_data (G_OBJECT (self), "mill-order", NULL);
}

static Order *
get_order (MillCanvas *self)
{
  Order *order = g_object_get_data (G_OBJECT (self), "mill-order");

  if (order != NULL && order->pipeline == get_pipeline (self))
    return order;

  order = g_new0 (Order, 1);
  g_set_weak_pointer (&order->pipeline, get_pipeline (self));
  order->changed = g_signal_connect_swapped (order->pipeline, "changed", G_CALLBACK (forget_order_cb),
                                             self);
  order->ids = mill_graph_sort (order->pipeline);
  order->places = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < order->ids->len; i++)
    g_hash_table_insert (order->places, g_ptr_array_index (order->ids, i), GUINT_TO_POINTER (i));
  g_object_set_data_full (G_OBJECT (self), "mill-order", order, order_free);

  return order;
}

void
mill_canvas_go_to (MillCanvas *self,
                   const char *node)
{
  mill_world_select_link (self->world, NULL);
  mill_session_select_one (self->session, node);
  mill_canvas_show_node (self, node);
  gtk_widget_grab_focus (mill_world_get_item (self->world, node));
}

gboolean
mill_canvas_go_along (MillCanvas *self,
                      int         step)
{
  Order *order = get_order (self);
  const char *from = mill_session_get_selected_node (self->session);
  guint index = step > 0 ? G_MAXUINT : order->ids->len;
  gpointer place;

  if (from != NULL)
    {
      if (!g_hash_table_lookup_extended (order->places, from, NULL, &place))
        return FALSE;
      index = GPOINTER_TO_UINT (place);
    }
  index += step;
  if (index >= order->ids->len)
    return FALSE;

  mill_canvas_go_to (self, g_ptr_array_index (order->ids, index));

  return TRUE;
}

/* What lies in a direction of a node and costs least to go to: ahead counts less than to the side. */
typedef struct
{
  MillCanvas      *canvas;
  graphene_rect_t  here;
  double           dx, dy;
  gboolean         must_be_ahead;
  const char      *best;
  double           best_cost;
} Choice;

static void
consider (Choice     *self,
          const char *id)
{
  graphene_rect_t there;
  double x, y, ahead, cost;

  mill_world_get_bounds_of (self->canvas->world, id, &there);
  x = there.origin.x - self->here.origin.x;
  y = there.origin.y - self->here.origin.y;
  ahead = x * self->dx + y * self->dy;
  cost = ABS (ahead) + 2 * (ABS (x * self->dy) + ABS (y * self->dx));
  if ((ahead > 0 || !self->must_be_ahead) && cost < self->best_cost)
    {
      self->best_cost = cost;
      self->best = id;
    }
}

static void
consider_sources (Choice     *self,
                  const char *id,
                  const char *without)
{
  guint n_inputs;
  MillNode *node = mill_pipeline_get_node (get_pipeline (self->canvas), id);
  const MillInput *inputs = mill_node_get_inputs (node, &n_inputs);

  for (guint i = 0; i < n_inputs; i++)
    if (g_strcmp0 (inputs[i].from_node, without) != 0 &&
        mill_pipeline_get_node (get_pipeline (self->canvas), inputs[i].from_node) != NULL)
      consider (self, inputs[i].from_node);
}

static void
consider_targets (Choice     *self,
                  const char *id,
                  const char *without)
{
  g_autoptr (GArray) links = mill_pipeline_list_links_from (get_pipeline (self->canvas), id);

  for (guint i = 0; i < links->len; i++)
    if (g_strcmp0 (g_array_index (links, MillLink, i).to_node, without) != 0)
      consider (self, g_array_index (links, MillLink, i).to_node);
}

/* Those that read from the same node, or are read by the same. */
static void
consider_siblings (Choice     *self,
                   const char *id)
{
  guint n_inputs;
  MillNode *node = mill_pipeline_get_node (get_pipeline (self->canvas), id);
  const MillInput *inputs = mill_node_get_inputs (node, &n_inputs);
  g_autoptr (GArray) links = mill_pipeline_list_links_from (get_pipeline (self->canvas), id);

  for (guint i = 0; i < n_inputs; i++)
    if (mill_pipeline_get_node (get_pipeline (self->canvas), inputs[i].from_node) != NULL)
      consider_targets (self, inputs[i].from_node, id);
  for (guint i = 0; i < links->len; i++)
    consider_sources (self, g_array_index (links, MillLink, i).to_node, id);
}

static void
consider_all (Choice     *self,
              const char *from)
{
  Order *order = get_order (self->canvas);

  for (guint i = 0; i < order->ids->len; i++)
    if (!g_str_equal (g_ptr_array_index (order->ids, i), from))
      consider (self, g_ptr_array_index (order->ids, i));
}

gboolean
mill_canvas_walk (MillCanvas *self,
                  double      dx,
                  double      dy)
{
  const char *from = mill_session_get_selected_node (self->session);
  Choice choice = { .canvas = self, .dx = dx, .dy = dy, .best_cost = G_MAXDOUBLE };

  if (from == NULL)
    return mill_canvas_go_along (self, 1);

  mill_world_get_bounds_of (self->world, from, &choice.here);
  /* A link leads on even where it was drawn backwards. */
  if (dx > 0)
    consider_targets (&choice, from, NULL);
  else if (dx < 0)
    consider_sources (&choice, from, NULL);
  choice.must_be_ahead = TRUE;
  if (dy != 0)
    consider_siblings (&choice, from);
  if (choice.best == NULL)
    consider_all (&choice, from);
  if (choice.best != NULL)
    mill_canvas_go_to (self, choice.best);

  /* At the edge the focus stays: an arrow must not throw the user out of the drawing. */
  return TRUE;
}

static void
select_found (MillCanvas *self,
              GPtrArray  *found)
{
  g_ptr_array_add (found, NULL);
  mill_session_select (self->session, (const char *const *) found->pdata);
}

static void
select_upstream_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected_nodes (self);
  g_autoptr (GPtrArray) found = NULL;

  if (ids[0] == NULL)
    return;
  found = mill_graph_upstream (get_pipeline (self), (const char *const *) ids);
  select_found (self, found);
}

static void
select_downstream_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected_nodes (self);
  g_autoptr (GPtrArray) found = NULL;

  if (ids[0] == NULL)
    return;
  found = mill_graph_downstream (get_pipeline (self), (const char *const *) ids);
  select_found (self, found);
}

void
mill_canvas_install_walk (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "canvas.select-upstream", NULL,
                                   select_upstream_action);
  gtk_widget_class_install_action (widget_class, "canvas.select-downstream", NULL,
                                   select_downstream_action);
}
