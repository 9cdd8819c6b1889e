/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "app/canvas/canvas-edits.h"
#include "app/canvas/canvas-private.h"

/* A node that lies on a link is put into it. */

/* What is left free between nodes on a line. */
#define GAP 60
#define GRID 20

typedef struct
{
  MillPipeline       *pipeline;
  const char         *node;   /* NULL: it is only to be added */
  const MillNodeType *type;
} Splice;

static Splice
make_splice (MillCanvas *self,
             const char *node)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);

  return (Splice) { pipeline, node, mill_pipeline_get_node_type (pipeline, node) };
}

static gboolean
is_taken (const Splice   *self,
          const MillPort *input)
{
  return self->node != NULL && !(input->flags & MILL_PORT_MULTIPLE) &&
         mill_node_find_input (mill_pipeline_get_node (self->pipeline, self->node), input->name) != NULL;
}

/* The port of the node for what flows through the link: an input only where nothing comes in yet. */
static const MillPort *
find_port (const Splice     *self,
           MillPortDirection direction,
           MillPortType      type)
{
  const MillPort *port;

  for (guint i = 0; self->type != NULL &&
       (port = mill_node_type_get_port (self->type, direction, i)) != NULL; i++)
    if (port->type == type && (direction == MILL_PORT_OUT || !is_taken (self, port)))
      return port;

  return NULL;
}

static gboolean
find_ports (const Splice    *self,
            const MillLink  *link,
            const MillPort **in,
            const MillPort **out)
{
  const MillNodeType *source = mill_pipeline_get_node_type (self->pipeline, link->from_node);
  const MillPort *start = source != NULL ? mill_node_type_find_port (source, MILL_PORT_OUT,
                                                                     link->from_port) : NULL;

  if (start == NULL)
    return FALSE;
  *in = find_port (self, MILL_PORT_IN, start->type);
  *out = find_port (self, MILL_PORT_OUT, start->type);

  return *in != NULL && *out != NULL;
}

static gboolean
fits (const MillLink *link,
      gpointer        data)
{
  const Splice *self = data;
  const MillPort *in, *out;

  if (self->node == NULL)
    return find_ports (self, link, &in, &out);

  return !g_str_equal (link->from_node, self->node) && !g_str_equal (link->to_node, self->node) &&
         find_ports (self, link, &in, &out) &&
         mill_pipeline_can_connect (self->pipeline, link->from_node, link->from_port, self->node,
                                    in->name, NULL) &&
         mill_pipeline_can_connect (self->pipeline, self->node, out->name, link->to_node,
                                    link->to_port, NULL);
}

gboolean
mill_canvas_find_splice (MillCanvas *self,
                         const char *node,
                         MillLink   *link)
{
  Splice splice = make_splice (self, node);
  graphene_rect_t bounds;

  if (splice.type == NULL)
    return FALSE;

  mill_world_get_bounds_of (self->world, node, &bounds);

  return mill_world_find_link_in (self->world, &bounds, fits, &splice, link);
}

gboolean
mill_canvas_find_splice_at (MillCanvas         *self,
                            const MillNodeType *type,
                            double              x,
                            double              y,
                            MillLink           *link)
{
  Splice splice = { mill_session_get_pipeline (self->session), NULL, type };
  graphene_rect_t area = GRAPHENE_RECT_INIT ((float) x, (float) y, MILL_CANVAS_CARD_WIDTH,
                                             2 * MILL_CANVAS_PORT_OFFSET);

  return mill_world_find_link_in (self->world, &area, fits, &splice, link);
}

gboolean
mill_canvas_can_splice (MillCanvas         *self,
                        const MillNodeType *type,
                        const MillLink     *link)
{
  return fits (link, &(Splice) { mill_session_get_pipeline (self->session), NULL, type });
}

/* @from and all that depends on it, but what lies before it on the canvas. */
static GPtrArray *
list_behind (MillCanvas *self,
             const char *from)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  double first, x, y;

  mill_world_get_position (self->world, from, &first, &y);
  g_ptr_array_add (ids, g_strdup (from));
  g_hash_table_add (seen, g_ptr_array_index (ids, 0));
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GArray) links = mill_pipeline_list_links_from (pipeline, g_ptr_array_index (ids, i));

      for (guint j = 0; j < links->len; j++)
        {
          const char *id = g_array_index (links, MillLink, j).to_node;

          if (g_hash_table_contains (seen, id) ||
              !mill_world_get_position (self->world, id, &x, &y) || x < first)
            continue;
          g_ptr_array_add (ids, g_strdup (id));
          g_hash_table_add (seen, g_ptr_array_index (ids, ids->len - 1));
        }
    }

  return ids;
}

/* As far as needed, in whole steps of the grid. */
static double
get_way (double needed)
{
  return needed > 0 ? ceil (needed / GRID) * GRID : 0;
}

static void
make_room (MillCanvas *self,
           MillEdit   *edit,
           const char *before,
           const char *node,
           const char *behind)
{
  graphene_rect_t first, middle, last;
  g_autoptr (GPtrArray) moved = NULL;
  double way, x, y;

  mill_world_get_bounds_of (self->world, before, &first);
  mill_world_get_bounds_of (self->world, node, &middle);
  mill_world_get_bounds_of (self->world, behind, &last);
  /* Where a link leads backwards, nothing lies on a line. */
  if (last.origin.x < first.origin.x + first.size.width)
    return;

  way = get_way (first.origin.x + first.size.width + GAP - middle.origin.x);
  if (way > 0)
    {
      middle.origin.x += (float) way;
      mill_edit_move_node (edit, node, middle.origin.x, middle.origin.y, NULL);
    }
  way = get_way (middle.origin.x + middle.size.width + GAP - last.origin.x);
  if (way == 0)
    return;
  moved = list_behind (self, behind);
  for (guint i = 0; i < moved->len; i++)
    {
      const char *id = g_ptr_array_index (moved, i);

      if (!g_str_equal (id, node) && mill_world_get_position (self->world, id, &x, &y))
        mill_edit_move_node (edit, id, x + way, y, NULL);
    }
}

gboolean
mill_canvas_splice (MillCanvas     *self,
                    MillEdit       *edit,
                    const char     *node,
                    const MillLink *link)
{
  Splice splice = make_splice (self, node);
  const MillLink old = { g_intern_string (link->from_node), g_intern_string (link->from_port),
                         g_intern_string (link->to_node), g_intern_string (link->to_port), link->muted };
  const MillPort *in, *out;

  if (!find_ports (&splice, &old, &in, &out) || !mill_edit_disconnect (edit, &old, NULL))
    return FALSE;

  mill_edit_connect (edit, old.from_node, old.from_port, node, in->name, NULL);
  mill_edit_connect (edit, node, out->name, old.to_node, old.to_port, NULL);
  if (old.muted)
    mill_edit_set_muted (edit, &(MillLink) { old.from_node, old.from_port, node, in->name, FALSE }, TRUE,
                         NULL);
  mill_canvas_settle (self, edit);
  make_room (self, edit, old.from_node, node, old.to_node);

  return TRUE;
}
