/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/graph.h"

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
mill_graph_downstream (MillPipeline      *pipeline,
                       const char *const *ids)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *found = g_ptr_array_new ();

  g_return_val_if_fail (MILL_IS_PIPELINE (pipeline), NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      MillNode *node = mill_pipeline_get_node (pipeline, ids[i]);

      if (node != NULL && g_hash_table_add (seen, (gpointer) mill_node_get_id (node)))
        g_ptr_array_add (found, (gpointer) mill_node_get_id (node));
    }
  /* What is found is looked at in its turn. */
  for (guint i = 0; i < found->len; i++)
    {
      g_autoptr (GArray) links = mill_pipeline_list_links_from (pipeline, g_ptr_array_index (found, i));

      for (guint j = 0; j < links->len; j++)
        {
          const char *to = g_array_index (links, MillLink, j).to_node;

          if (g_hash_table_add (seen, (gpointer) to))
            g_ptr_array_add (found, (gpointer) to);
        }
    }
  g_ptr_array_sort (found, compare_ids);

  return found;
}
