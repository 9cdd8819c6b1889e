/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/link-shape.h"
#include "app/canvas/world-private.h"

/* Which links there are, and where they lie. */

/* What a link is drawn with reaches so far beyond its curve: its halo, and the pill with its rows. */
#define BEYOND_X 40
#define BEYOND_Y 12

void
mill_world_link_free (MillWorldLink *link)
{
  mill_world_forget_paint (link);
  g_free (link->label);
  g_free (link);
}

static void
count_rows (MillWorld     *self,
            MillWorldLink *link)
{
  link->rows = mill_session_get_rows (self->session, link->link.from_node, link->link.from_port);
  g_free (link->label);
  link->label = link->rows >= 0 ? g_strdup_printf ("%'" G_GINT64_FORMAT, link->rows) : NULL;
  mill_world_forget_label (link);
}

gboolean
mill_world_is_link (const MillWorldLink *link,
                    const MillLink      *other)
{
  return other->from_node != NULL && g_str_equal (link->link.from_node, other->from_node) &&
         g_str_equal (link->link.to_node, other->to_node) &&
         g_str_equal (link->link.from_port, other->from_port) &&
         g_str_equal (link->link.to_port, other->to_port);
}

/* The port of that name and the row of the card that it is level with, or NULL. */
static const MillPort *
find_port (const MillWorldItem *item,
           MillPortDirection    direction,
           const char          *name,
           guint               *row)
{
  const MillPort *port;

  if (item == NULL || item->type == NULL)
    return NULL;
  for (guint i = 0; (port = mill_node_type_get_port (item->type, direction, i)) != NULL; i++)
    if (g_strcmp0 (port->name, name) == 0)
      {
        *row = i;
        return port;
      }

  return NULL;
}

static void
get_port_place (const MillWorldItem *item,
                MillPortDirection    direction,
                guint                row,
                graphene_point_t    *point)
{
  const graphene_rect_t *bounds = &item->entry.bounds;

  /* The drawing reads from left to right whatever the language; only the words turn round. */
  point->x = bounds->origin.x + (direction == MILL_PORT_IN ? 0 : bounds->size.width);
  point->y = bounds->origin.y + item->shape->rows[MIN (row, item->shape->n_rows - 1)];
}

void
mill_world_get_ends (const MillWorldLink *link,
                     graphene_point_t    *from,
                     graphene_point_t    *to)
{
  get_port_place (link->from, MILL_PORT_OUT, link->from_row, from);
  get_port_place (link->to, MILL_PORT_IN, link->to_row, to);
}

gboolean
mill_world_get_port_point (MillWorld        *self,
                           MillPortDot      *dot,
                           graphene_point_t *point)
{
  const MillWorldItem *item = mill_world_find_item (self, mill_port_dot_get_node (dot));
  const MillPort *port = mill_port_dot_get_port (dot);
  guint row;

  if (find_port (item, port->direction, port->name, &row) == NULL)
    return FALSE;
  get_port_place (item, port->direction, row, point);

  return TRUE;
}

static void
loosen (MillWorld     *self,
        MillWorldLink *link)
{
  graphene_point_t from, to;
  graphene_rect_t bounds;

  mill_world_get_ends (link, &from, &to);
  mill_link_shape_get_bounds (&from, &to, &bounds);
  graphene_rect_inset (&bounds, -BEYOND_X, -BEYOND_Y);
  if (link->entry.cell != NULL)
    mill_world_redraw_area (self, &link->entry.bounds);
  mill_index_put (self->link_index, &link->entry, &bounds);
  mill_world_redraw_area (self, &bounds);
  mill_world_forget_paint (link);
}

void
mill_world_loosen_links (MillWorld     *self,
                         MillWorldItem *item)
{
  for (guint i = 0; i < item->in->len; i++)
    loosen (self, g_ptr_array_index (item->in, i));
  for (guint i = 0; i < item->out->len; i++)
    loosen (self, g_ptr_array_index (item->out, i));
}

void
mill_world_mark_ports (MillWorld     *self,
                       MillWorldItem *item)
{
  GPtrArray *ports = mill_node_card_get_ports (MILL_NODE_CARD (item->widget));

  for (guint i = 0; i < ports->len; i++)
    {
      MillPortDot *dot = g_ptr_array_index (ports, i);
      const MillPort *port = mill_port_dot_get_port (dot);
      gboolean linked = FALSE;

      for (guint j = 0; j < item->out->len && !linked; j++)
        linked = g_str_equal (((MillWorldLink *) g_ptr_array_index (item->out, j))->link.from_port,
                              port->name);
      if (port->direction == MILL_PORT_OUT)
        mill_port_dot_set_linked (dot, linked);
    }
  mill_world_retell (self, item);
  for (guint i = 0; i < item->in->len; i++)
    mill_world_retell (self, ((MillWorldLink *) g_ptr_array_index (item->in, i))->from);
}

static void
add_link (MillWorld       *self,
          MillWorldItem   *to,
          const MillInput *input)
{
  MillWorldItem *from = mill_world_find_item (self, input->from_node);
  guint from_row, to_row;
  const MillPort *start = find_port (from, MILL_PORT_OUT, input->from_port, &from_row);
  const MillPort *end = find_port (to, MILL_PORT_IN, input->port, &to_row);
  MillWorldLink *link;

  /* A link to a port that this build does not know cannot be drawn; the diagnostics tell of it. */
  if (start == NULL || end == NULL)
    return;

  link = g_new0 (MillWorldLink, 1);
  link->link = (MillLink) { from->id, start->name, to->id, end->name, input->muted };
  link->type = start->type;
  link->from = from;
  link->to = to;
  link->from_row = from_row;
  link->to_row = to_row;
  count_rows (self, link);
  link->slot = self->links->len;
  g_ptr_array_add (self->links, link);
  g_ptr_array_add (from->out, link);
  g_ptr_array_add (to->in, link);
  loosen (self, link);
  if (from->widget != NULL)
    mill_world_mark_ports (self, from);
}

static void
remove_link (MillWorld     *self,
             MillWorldLink *link)
{
  MillWorldItem *from = link->from;
  guint slot = link->slot;

  if (mill_world_is_link (link, &self->selected))
    self->selected = (MillLink) { 0 };
  g_ptr_array_remove (from->out, link);
  g_ptr_array_remove (link->to->in, link);
  mill_world_redraw_area (self, &link->entry.bounds);
  mill_index_remove (self->link_index, &link->entry);
  g_ptr_array_remove_index_fast (self->links, slot);
  if (slot < self->links->len)
    ((MillWorldLink *) g_ptr_array_index (self->links, slot))->slot = slot;
  if (from->widget != NULL)
    mill_world_mark_ports (self, from);
}

static gboolean
is_input (const MillWorldLink *link,
          const MillInput     *input)
{
  return g_str_equal (link->link.to_port, input->port) &&
         g_str_equal (link->link.from_node, input->from_node) &&
         g_strcmp0 (link->link.from_port, input->from_port) == 0;
}

static MillWorldLink *
find_link (const MillWorldItem *item,
           const MillInput     *input)
{
  for (guint i = 0; i < item->in->len; i++)
    if (is_input (g_ptr_array_index (item->in, i), input))
      return g_ptr_array_index (item->in, i);

  return NULL;
}

static gboolean
has_input (const MillInput     *inputs,
           guint                n_inputs,
           const MillWorldLink *link)
{
  for (guint i = 0; i < n_inputs; i++)
    if (is_input (link, &inputs[i]))
      return TRUE;

  return FALSE;
}

void
mill_world_update_inputs (MillWorld     *self,
                          MillWorldItem *item)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  guint n_inputs;
  const MillInput *inputs = mill_node_get_inputs (mill_pipeline_get_node (pipeline, item->id), &n_inputs);

  for (guint i = item->in->len; i-- > 0;)
    if (!has_input (inputs, n_inputs, g_ptr_array_index (item->in, i)))
      remove_link (self, g_ptr_array_index (item->in, i));
  for (guint i = 0; i < n_inputs; i++)
    {
      MillWorldLink *link = find_link (item, &inputs[i]);

      if (link == NULL)
        add_link (self, item, &inputs[i]);
      else if (link->link.muted != inputs[i].muted)
        {
          link->link.muted = inputs[i].muted;
          mill_world_forget_paint (link);
          mill_world_redraw_area (self, &link->entry.bounds);
        }
    }
}

void
mill_world_update_readers (MillWorld     *self,
                           MillWorldItem *item)
{
  g_autoptr (GArray) links = mill_pipeline_list_links_from (mill_session_get_pipeline (self->session),
                                                            item->id);

  for (guint i = 0; i < links->len; i++)
    {
      MillWorldItem *reader = mill_world_find_item (self, g_array_index (links, MillLink, i).to_node);

      if (reader != NULL)
        mill_world_update_inputs (self, reader);
    }
}

void
mill_world_drop_links (MillWorld     *self,
                       MillWorldItem *item)
{
  while (item->in->len > 0)
    remove_link (self, g_ptr_array_index (item->in, 0));
  while (item->out->len > 0)
    remove_link (self, g_ptr_array_index (item->out, 0));
}

void
mill_world_update_labels (MillWorld     *self,
                          MillWorldItem *item)
{
  for (guint i = 0; i < item->out->len; i++)
    count_rows (self, g_ptr_array_index (item->out, i));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
mill_world_find_link (MillWorld              *self,
                      const graphene_point_t *point,
                      float                   reach,
                      MillLink               *link)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  const graphene_rect_t area = GRAPHENE_RECT_INIT (point->x - reach, point->y - reach, 2 * reach,
                                                   2 * reach);

  mill_index_find (self->link_index, &area, found);
  for (guint i = 0; i < found->len; i++)
    {
      MillWorldLink *drawn = g_ptr_array_index (found, i);

      if (mill_link_shape_contains (mill_world_ensure_path (drawn), point, reach))
        {
          *link = drawn->link;
          return TRUE;
        }
    }

  return FALSE;
}

static void
intern_link (MillLink       *kept,
             const MillLink *link)
{
  *kept = (MillLink) { 0 };
  if (link != NULL)
    {
      kept->from_node = g_intern_string (link->from_node);
      kept->from_port = g_intern_string (link->from_port);
      kept->to_node = g_intern_string (link->to_node);
      kept->to_port = g_intern_string (link->to_port);
      kept->muted = link->muted;
    }
}

void
mill_world_select_link (MillWorld      *self,
                        const MillLink *link)
{
  MillLink before = self->selected;

  intern_link (&self->selected, link);
  if (memcmp (&before, &self->selected, sizeof before) != 0)
    mill_world_redraw (self);
}

void
mill_world_hide_link (MillWorld      *self,
                      const MillLink *link)
{
  mill_world_hide_links (self, link, link != NULL);
}

void
mill_world_hide_links (MillWorld      *self,
                       const MillLink *links,
                       guint           n_links)
{
  g_array_set_size (self->hidden, n_links);
  for (guint i = 0; i < n_links; i++)
    intern_link (&g_array_index (self->hidden, MillLink, i), &links[i]);
  mill_world_redraw (self);
}

gboolean
mill_world_is_hidden (MillWorld           *self,
                      const MillWorldLink *link)
{
  for (guint i = 0; i < self->hidden->len; i++)
    if (mill_world_is_link (link, &g_array_index (self->hidden, MillLink, i)))
      return TRUE;

  return FALSE;
}

gboolean
mill_world_get_link_ends (MillWorld        *self,
                          const MillLink   *link,
                          graphene_point_t *from,
                          graphene_point_t *to)
{
  MillWorldItem *item = mill_world_find_item (self, link->to_node);

  for (guint i = 0; item != NULL && i < item->in->len; i++)
    if (mill_world_is_link (g_ptr_array_index (item->in, i), link))
      {
        mill_world_get_ends (g_ptr_array_index (item->in, i), from, to);
        return TRUE;
      }

  return FALSE;
}

void
mill_world_light_link (MillWorld      *self,
                       const MillLink *link)
{
  MillLink before = self->lit;

  intern_link (&self->lit, link);
  if (memcmp (&before, &self->lit, sizeof before) != 0)
    mill_world_redraw (self);
}

gboolean
mill_world_find_link_in (MillWorld             *self,
                         const graphene_rect_t *area,
                         MillLinkFilter         filter,
                         gpointer               data,
                         MillLink              *link)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  float nearest = -1;

  mill_index_find (self->link_index, area, found);
  for (guint i = 0; i < found->len; i++)
    {
      const MillWorldLink *drawn = g_ptr_array_index (found, i);
      graphene_point_t from, to;
      float distance;

      mill_world_get_ends (drawn, &from, &to);
      distance = mill_link_shape_touches (&from, &to, area);
      if (distance < 0 || (nearest >= 0 && distance >= nearest) || !filter (&drawn->link, data))
        continue;
      nearest = distance;
      *link = drawn->link;
    }

  return nearest >= 0;
}

const MillLink *
mill_world_get_selected_link (MillWorld *self)
{
  return self->selected.from_node != NULL ? &self->selected : NULL;
}
