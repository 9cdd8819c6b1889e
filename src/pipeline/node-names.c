/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/node-names.h"

struct _MillNodeNames
{
  MillPipeline *pipeline;
  GHashTable   *counts;    /* label -> how many nodes have it; NULL: not asked yet */
};

MillNodeNames *
mill_node_names_new (MillPipeline *pipeline)
{
  MillNodeNames *self = g_new0 (MillNodeNames, 1);

  self->pipeline = g_object_ref (pipeline);

  return self;
}

void
mill_node_names_free (MillNodeNames *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_object_unref (self->pipeline);
  g_free (self);
}

static void
count (MillNodeNames *self)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (self->pipeline);

  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < nodes->len; i++)
    {
      const char *id = mill_node_get_id (g_ptr_array_index (nodes, i));
      const char *label = mill_pipeline_get_node_label (self->pipeline, id);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, label));

      g_hash_table_insert (self->counts, g_strdup (label), GUINT_TO_POINTER (n + 1));
    }
}

char *
mill_node_names_dup (MillNodeNames *self,
                     const char    *node)
{
  const char *label;

  if (mill_pipeline_get_node (self->pipeline, node) == NULL)
    return g_strdup (node);

  if (self->counts == NULL)
    count (self);
  label = mill_pipeline_get_node_label (self->pipeline, node);
  if (label == NULL || *label == '\0')
    return g_strdup (node);
  if (GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, label)) < 2)
    return g_strdup (label);

  return g_strdup_printf ("%s (%s)", label, node);
}

MillDiagnostic *
mill_node_names_fill (MillNodeNames  *self,
                      MillDiagnostic *diagnostic)
{
  g_autofree char *name = NULL;
  MillDiagnostic *named;
  MillNode *node;

  if (diagnostic->node == NULL ||
      (node = mill_pipeline_get_node (self->pipeline, diagnostic->node)) == NULL)
    return diagnostic;
  if (mill_node_get_title (node) != NULL)
    name = mill_node_names_dup (self, diagnostic->node);
  if (g_strcmp0 (name, diagnostic->name) == 0)
    return diagnostic;

  named = mill_diagnostic_with_node (diagnostic, diagnostic->node);
  g_set_str (&named->name, name);
  mill_diagnostic_unref (diagnostic);

  return named;
}
