/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/world-private.h"
#include "pipeline/graph.h"

/* A file that was written by hand need not say where its nodes lie. They are then shown in columns by how
 * far they are from the data; the document learns of it when the user first moves something. */
#define COLUMN_WIDTH 280
#define ROW_HEIGHT 140
#define ROW_GAP 40

static MillPipeline *
get_pipeline (MillWorld *self)
{
  return mill_session_get_pipeline (self->session);
}

/* How far below the top of a node the next may begin; a card with a chart is higher than others. */
static float
get_row_height (MillWorld  *self,
                const char *id)
{
  return MAX (ROW_HEIGHT, mill_world_find_item (self, id)->entry.bounds.size.height + ROW_GAP);
}

/* The corner at which unplaced nodes begin: below everything that has a place. */
static void
find_origin (MillWorld        *self,
             graphene_point_t *origin)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (get_pipeline (self));
  gboolean found = FALSE;

  *origin = GRAPHENE_POINT_INIT (0, 0);
  for (guint i = 0; i < nodes->len; i++)
    {
      const MillNode *node = g_ptr_array_index (nodes, i);
      double x, y, below;

      if (!mill_node_is_placed (node))
        continue;
      mill_node_get_position (node, &x, &y);
      below = y + get_row_height (self, mill_node_get_id (node));
      origin->x = found ? MIN (origin->x, x) : x;
      origin->y = found ? MAX (origin->y, below) : below;
      found = TRUE;
    }
}

/* One column further than the furthest that it reads from. */
static guint
find_depth (GHashTable     *depths,
            const MillNode *node)
{
  guint n_inputs, depth = 0;
  const MillInput *inputs = mill_node_get_inputs (node, &n_inputs);

  for (guint i = 0; i < n_inputs; i++)
    {
      gpointer before;

      if (g_hash_table_lookup_extended (depths, inputs[i].from_node, NULL, &before))
        depth = MAX (depth, GPOINTER_TO_UINT (before) + 1);
    }

  return depth;
}

static gboolean
needs_place (MillWorld      *self,
             const MillNode *node)
{
  return !mill_node_is_placed (node) &&
         !g_hash_table_contains (self->places, mill_node_get_id (node));
}

/* Everything that is unplaced gets a place, but what has one keeps it: nothing jumps while its neighbours
 * are being placed. */
void
mill_world_arrange (MillWorld *self)
{
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GHashTable) depths = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) bottoms = g_array_new (FALSE, FALSE, sizeof (float));
  graphene_point_t origin;

  if (self->n_placeless == 0)
    return;

  ids = mill_graph_sort (get_pipeline (self));
  find_origin (self, &origin);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      const MillNode *node = mill_pipeline_get_node (get_pipeline (self), id);
      guint depth = find_depth (depths, node);
      graphene_point_t *place;
      float *bottom;

      g_hash_table_insert (depths, (char *) id, GUINT_TO_POINTER (depth));
      if (mill_node_is_placed (node))
        continue;
      while (bottoms->len <= depth)
        g_array_append_val (bottoms, origin.y);
      bottom = &g_array_index (bottoms, float, depth);
      if (needs_place (self, node))
        {
          place = g_new (graphene_point_t, 1);
          graphene_point_init (place, origin.x + depth * COLUMN_WIDTH, *bottom);
          g_hash_table_insert (self->places, g_strdup (id), place);
          self->n_placeless--;
          mill_world_place_item (self, mill_world_find_item (self, id));
        }
      place = g_hash_table_lookup (self->places, id);
      *bottom = MAX (*bottom, place->y + get_row_height (self, id));
    }
}
