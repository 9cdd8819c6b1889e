/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

#include "pipeline/expand.h"

/* What is to run for nodes of the level that is shown. */

static void
add_maker (MillSession *self,
           const char  *node,
           const char  *port,
           GHashTable  *paths)
{
  g_autofree char *made_at = NULL;
  char *made_by = NULL;

  if (mill_session_find_maker (self, node, port, &made_by, &made_at))
    g_hash_table_add (paths, made_by);
}

/* Adds the paths of what runs for @node of the shown level. */
static void
add_targets (MillSession *self,
             const char  *node,
             GHashTable  *paths)
{
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, node);
  MillNode *value = mill_pipeline_get_node (self->pipeline, node);
  MillPipeline *expanded = mill_session_get_expanded (self);
  g_autoptr(GPtrArray) nodes = NULL;
  g_autofree char *path = mill_session_make_path (self, node);
  const MillInput *inputs;
  guint n_inputs = 0;
  const MillPort *port;

  if (mill_pipeline_get_node (expanded, path) != NULL)
    {
      g_hash_table_add (paths, g_steal_pointer (&path));
      return;
    }
  if (value == NULL)
    return;

  if (mill_node_get_component (value) != NULL)
    nodes = mill_pipeline_list_nodes (expanded);
  for (guint i = 0; nodes != NULL && i < nodes->len; i++)
    {
      const char *id = mill_node_get_id (g_ptr_array_index (nodes, i));

      if (mill_path_is_within (id, path))
        g_hash_table_add (paths, g_strdup (id));
    }

  /* What only passes on what others make: those. */
  for (guint i = 0; type != NULL &&
                    (port = mill_node_type_get_port (type, MILL_PORT_OUT, i)) != NULL; i++)
    add_maker (self, node, port->name, paths);
  inputs = mill_node_get_inputs (value, &n_inputs);
  for (guint i = 0; mill_node_get_component (value) == NULL && i < n_inputs; i++)
    if (inputs[i].from_port != NULL && !inputs[i].muted)
      add_maker (self, inputs[i].from_node, inputs[i].from_port, paths);
}

GStrv
mill_session_find_targets (MillSession       *self,
                           const char *const *nodes)
{
  g_autoptr(GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GStrvBuilder) targets = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer path;

  for (; *nodes != NULL; nodes++)
    add_targets (self, *nodes, paths);
  g_hash_table_iter_init (&iter, paths);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    g_strv_builder_add (targets, path);

  return g_strv_builder_end (targets);
}
