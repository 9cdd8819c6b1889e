/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/world-private.h"
#include "pipeline/graph.h"

/* A file that was written by hand need not say where its nodes lie. They are then shown in columns by how
 * far they are from the data; the document learns of it when the user first moves something. */
#define COLUMN_WIDTH 280
#define ROW_HEIGHT 140

static MillPipeline *
get_pipeline (MillWorld *self)
{
  return mill_session_get_pipeline (self->session);
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
      double x, y;

      if (!mill_node_is_placed (node))
        continue;
      mill_node_get_position (node, &x, &y);
      origin->x = found ? MIN (origin->x, x) : x;
      origin->y = found ? MAX (origin->y, y + ROW_HEIGHT) : y + ROW_HEIGHT;
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
  g_autoptr (GPtrArray) ids = mill_graph_sort (get_pipeline (self));
  g_autoptr (GHashTable) depths = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) heights = g_hash_table_new (NULL, NULL);
  graphene_point_t origin;

  find_origin (self, &origin);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      const MillNode *node = mill_pipeline_get_node (get_pipeline (self), id);
      guint depth = find_depth (depths, node);
      guint row = GPOINTER_TO_UINT (g_hash_table_lookup (heights, GUINT_TO_POINTER (depth)));

      g_hash_table_insert (depths, (char *) id, GUINT_TO_POINTER (depth));
      if (mill_node_is_placed (node))
        continue;
      g_hash_table_insert (heights, GUINT_TO_POINTER (depth), GUINT_TO_POINTER (row + 1));
      if (needs_place (self, node))
        {
          graphene_point_t place = GRAPHENE_POINT_INIT (origin.x + depth * COLUMN_WIDTH,
                                                        origin.y + row * ROW_HEIGHT);

          g_hash_table_insert (self->places, g_strdup (id), g_memdup2 (&place, sizeof place));
        }
    }
}

/* Where the document or the layout, and a drag that is under way, put an item. */
gboolean
mill_world_get_position (MillWorld  *self,
                         const char *id,
                         double     *x,
                         double     *y)
{
  MillNode *node = mill_pipeline_get_node (get_pipeline (self), id);
  MillAnnotation *annotation = mill_pipeline_get_annotation (get_pipeline (self), id);
  const graphene_point_t *place = g_hash_table_lookup (self->places, id);

  if (node != NULL && !mill_node_is_placed (node) && place != NULL)
    {
      *x = place->x;
      *y = place->y;
    }
  else if (node != NULL)
    mill_node_get_position (node, x, y);
  else if (annotation != NULL)
    mill_annotation_get_bounds (annotation, x, y, NULL, NULL);
  else
    return FALSE;

  if (self->dragged != NULL && g_hash_table_contains (self->dragged, id))
    {
      *x += self->drag_x;
      *y += self->drag_y;
    }

  return TRUE;
}
