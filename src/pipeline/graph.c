/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/graph.h"

#include "pipeline/graph-private.h"
#include "pipeline/pipeline-private.h"

/* A heap of positions: the smallest ready one comes out first, so that ties are decided by id. */
static void
heap_push (GArray *heap,
           guint   value)
{
  guint i = heap->len;

  g_array_append_val (heap, value);
  while (i > 0 && g_array_index (heap, guint, (i - 1) / 2) > value)
    {
      g_array_index (heap, guint, i) = g_array_index (heap, guint, (i - 1) / 2);
      i = (i - 1) / 2;
    }
  g_array_index (heap, guint, i) = value;
}

static guint
heap_pop (GArray *heap)
{
  guint top = g_array_index (heap, guint, 0);
  guint last = g_array_index (heap, guint, heap->len - 1);
  guint i = 0, child;

  g_array_set_size (heap, heap->len - 1);
  while ((child = 2 * i + 1) < heap->len)
    {
      if (child + 1 < heap->len &&
          g_array_index (heap, guint, child + 1) < g_array_index (heap, guint, child))
        child++;
      if (g_array_index (heap, guint, child) >= last)
        break;
      g_array_index (heap, guint, i) = g_array_index (heap, guint, child);
      i = child;
    }
  if (heap->len > 0)
    g_array_index (heap, guint, i) = last;

  return top;
}

static GHashTable *
index_nodes (GPtrArray *nodes)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < nodes->len; i++)
    g_hash_table_insert (index, (gpointer) mill_node_get_id (g_ptr_array_index (nodes, i)),
                         GUINT_TO_POINTER (i + 1));

  return index;
}

/* The links as positions of nodes, those that start at one node in a row: the targets of node i are
 * targets[starts[i]] to targets[starts[i + 1] - 1]. */
typedef struct
{
  guint *starts;
  guint *targets;
  guint *waiting;   /* how many links come into each node */
} Adjacency;

static void
clear_adjacency (Adjacency *self)
{
  g_free (self->starts);
  g_free (self->targets);
  g_free (self->waiting);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Adjacency, clear_adjacency)

/* Counts first, and fills on the second pass, from the back of each row. */
static void
fill_adjacency (Adjacency *self,
                GPtrArray *nodes)
{
  g_autoptr (GHashTable) index = index_nodes (nodes);

  self->starts = g_new0 (guint, nodes->len + 1);
  self->waiting = g_new0 (guint, nodes->len);
  for (int pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < nodes->len; i++)
        {
          const MillInput *inputs;
          guint n_inputs;

          inputs = mill_node_get_inputs (g_ptr_array_index (nodes, i), &n_inputs);
          for (guint j = 0; j < n_inputs; j++)
            {
              guint from = GPOINTER_TO_UINT (g_hash_table_lookup (index, inputs[j].from_node));

              if (from == 0)
                continue;
              if (pass == 0)
                {
                  self->starts[from - 1]++;
                  self->waiting[i]++;
                }
              else
                {
                  self->targets[--self->starts[from - 1]] = i;
                }
            }
        }
      if (pass == 1)
        break;
      for (guint i = 1; i <= nodes->len; i++)
        self->starts[i] += self->starts[i - 1];
      self->targets = g_new (guint, self->starts[nodes->len]);
    }
}

GPtrArray *
mill_graph_sort_nodes (MillPipeline *pipeline,
                       guint        *n_sorted)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  g_autoptr (GArray) ready = g_array_new (FALSE, FALSE, sizeof (guint));
  GPtrArray *sorted = g_ptr_array_new_full (nodes->len, NULL);
  g_auto (Adjacency) links = { NULL, NULL, NULL };

  fill_adjacency (&links, nodes);
  for (guint i = 0; i < nodes->len; i++)
    if (links.waiting[i] == 0)
      heap_push (ready, i);
  while (ready->len > 0)
    {
      guint i = heap_pop (ready);

      g_ptr_array_add (sorted, (gpointer) mill_node_get_id (g_ptr_array_index (nodes, i)));
      for (guint j = links.starts[i]; j < links.starts[i + 1]; j++)
        if (--links.waiting[links.targets[j]] == 0)
          heap_push (ready, links.targets[j]);
    }

  *n_sorted = sorted->len;
  for (guint i = 0; i < nodes->len; i++)
    if (links.waiting[i] > 0)
      g_ptr_array_add (sorted, (gpointer) mill_node_get_id (g_ptr_array_index (nodes, i)));

  return sorted;
}

GPtrArray *
mill_graph_sort (MillPipeline *pipeline)
{
  guint n_sorted;

  g_return_val_if_fail (MILL_IS_PIPELINE (pipeline), NULL);

  return mill_graph_sort_nodes (pipeline, &n_sorted);
}

/* What @node takes from a node that is left, or that has been passed already. */
static const char *
find_source (MillNode   *node,
             GHashTable *left,
             GHashTable *passed)
{
  const MillInput *inputs;
  guint n_inputs;

  inputs = mill_node_get_inputs (node, &n_inputs);
  for (guint i = 0; i < n_inputs; i++)
    if (g_hash_table_contains (left, inputs[i].from_node) ||
        g_hash_table_contains (passed, inputs[i].from_node))
      return inputs[i].from_node;

  return NULL;
}

/* Follows the links back from @start among the nodes that are left until one comes again; NULL where the
 * way ends in a circle that is known. */
static GPtrArray *
find_circle (MillPipeline *pipeline,
             GHashTable   *left,
             const char   *start)
{
  g_autoptr (GHashTable) passed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) way = g_ptr_array_new ();
  GPtrArray *circle;
  const char *id = start;
  guint first;

  while (id != NULL && g_hash_table_contains (left, id))
    {
      MillNode *node = mill_pipeline_get_node (pipeline, id);

      g_hash_table_remove (left, id);
      g_ptr_array_add (way, (gpointer) mill_node_get_id (node));
      g_hash_table_insert (passed, (gpointer) mill_node_get_id (node), GUINT_TO_POINTER (way->len));
      id = find_source (node, left, passed);
    }
  if (id == NULL || !g_hash_table_contains (passed, id))
    return NULL;

  circle = g_ptr_array_new ();
  first = GPOINTER_TO_UINT (g_hash_table_lookup (passed, id));
  g_ptr_array_add (circle, g_ptr_array_index (way, first - 1));
  for (guint i = way->len; i > first; i--)
    g_ptr_array_add (circle, g_ptr_array_index (way, i - 1));

  return circle;
}

GPtrArray *
mill_graph_find_circles (MillPipeline *pipeline)
{
  GPtrArray *circles = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) sorted = NULL;
  guint n_sorted;

  g_return_val_if_fail (MILL_IS_PIPELINE (pipeline), circles);

  sorted = mill_graph_sort_nodes (pipeline, &n_sorted);
  for (guint i = n_sorted; i < sorted->len; i++)
    g_hash_table_add (left, g_ptr_array_index (sorted, i));
  for (guint i = n_sorted; i < sorted->len; i++)
    {
      const char *id = g_ptr_array_index (sorted, i);
      GPtrArray *circle = g_hash_table_contains (left, id) ? find_circle (pipeline, left, id) : NULL;

      if (circle != NULL)
        g_ptr_array_add (circles, circle);
    }

  return circles;
}

/* Goes against the links from @from, until @until (NULL: to the end). What was reached, each with
 * the node that it was reached from. */
static GHashTable *
walk_upstream (MillPipeline *pipeline,
               const char   *from,
               const char   *until)
{
  GHashTable *reached = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  if (mill_pipeline_get_node (pipeline, from) == NULL)
    return reached;
  g_hash_table_insert (reached, (gpointer) from, NULL);
  g_ptr_array_add (open, (gpointer) from);
  while (open->len > 0)
    {
      const char *id = g_ptr_array_steal_index_fast (open, open->len - 1);
      MillNode *node = mill_pipeline_get_node (pipeline, id);
      const MillInput *inputs;
      guint n_inputs;

      if (until != NULL && g_str_equal (id, until))
        break;
      inputs = mill_node_get_inputs (node, &n_inputs);
      for (guint i = 0; i < n_inputs; i++)
        if (!g_hash_table_contains (reached, inputs[i].from_node) &&
            mill_pipeline_get_node (pipeline, inputs[i].from_node) != NULL)
          {
            g_hash_table_insert (reached, (gpointer) inputs[i].from_node, (gpointer) id);
            g_ptr_array_add (open, (gpointer) inputs[i].from_node);
          }
    }

  return reached;
}

GPtrArray *
mill_graph_upstream (MillPipeline      *pipeline,
                     const char *const *ids)
{
  g_autoptr (GPtrArray) sorted = NULL;
  g_autoptr (GHashTable) needed = NULL;
  GPtrArray *order;

  g_return_val_if_fail (MILL_IS_PIPELINE (pipeline), NULL);

  sorted = mill_graph_sort (pipeline);
  if (ids == NULL)
    return g_steal_pointer (&sorted);

  needed = g_hash_table_new (g_str_hash, g_str_equal);
  for (; *ids != NULL; ids++)
    {
      g_autoptr (GHashTable) reached = NULL;
      GHashTableIter iter;
      gpointer id;

      if (g_hash_table_contains (needed, *ids))
        continue;
      reached = walk_upstream (pipeline, *ids, NULL);
      g_hash_table_iter_init (&iter, reached);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_hash_table_add (needed, id);
    }
  order = g_ptr_array_new ();
  for (guint i = 0; i < sorted->len; i++)
    if (g_hash_table_contains (needed, g_ptr_array_index (sorted, i)))
      g_ptr_array_add (order, g_ptr_array_index (sorted, i));

  return order;
}

GPtrArray *
mill_graph_find_path (MillPipeline *pipeline,
                      const char   *node,
                      const char   *on)
{
  g_autoptr (GHashTable) reached = NULL;
  GPtrArray *path;

  /* Most new links begin at a node without inputs or end at one that nothing uses yet. */
  if (!g_str_equal (node, on) && !mill_pipeline_has_targets (pipeline, on))
    return NULL;
  reached = walk_upstream (pipeline, node, on);
  if (!g_hash_table_contains (reached, on))
    return NULL;

  path = g_ptr_array_new ();
  for (const char *id = on; id != NULL; id = g_hash_table_lookup (reached, id))
    g_ptr_array_add (path, (gpointer) id);

  return path;
}
