/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/link-index.h"

#include <string.h>

#include "pipeline/node-private.h"

struct _MillLinkIndex
{
  /* Source -> set of targets. A source need not exist: a file may name a node that is not there. */
  GHashTable *targets;
};

MillLinkIndex *
mill_link_index_new (void)
{
  MillLinkIndex *self = g_new0 (MillLinkIndex, 1);

  self->targets = g_hash_table_new_full (g_str_hash, g_str_equal,
                                         (GDestroyNotify) g_ref_string_release,
                                         (GDestroyNotify) g_hash_table_unref);

  return self;
}

void
mill_link_index_free (MillLinkIndex *self)
{
  g_hash_table_unref (self->targets);
  g_free (self);
}

static void
add (MillLinkIndex *self,
     const char    *source,
     const char    *target)
{
  GHashTable *set = g_hash_table_lookup (self->targets, source);

  if (set == NULL)
    {
      set = g_hash_table_new_full (g_str_hash, g_str_equal,
                                   (GDestroyNotify) g_ref_string_release, NULL);
      g_hash_table_insert (self->targets, g_ref_string_acquire ((char *) source), set);
    }
  if (!g_hash_table_contains (set, target))
    g_hash_table_add (set, g_ref_string_acquire ((char *) target));
}

static void
discard (MillLinkIndex *self,
         const char    *source,
         const char    *target)
{
  GHashTable *set = g_hash_table_lookup (self->targets, source);

  if (set == NULL)
    return;
  g_hash_table_remove (set, target);
  if (g_hash_table_size (set) == 0)
    g_hash_table_remove (self->targets, source);
}

static gboolean
same_inputs (const MillNode *a,
             const MillNode *b)
{
  if (a == NULL || b == NULL || a->n_inputs != b->n_inputs)
    return FALSE;
  for (guint i = 0; i < a->n_inputs; i++)
    if (a->inputs[i].from_node != b->inputs[i].from_node)
      return FALSE;

  return TRUE;
}

void
mill_link_index_replace (MillLinkIndex  *self,
                         const MillNode *before,
                         const MillNode *after)
{
  /* Most changes leave the links alone, and then share their strings. */
  if (same_inputs (before, after))
    return;
  for (guint i = 0; before != NULL && i < before->n_inputs; i++)
    discard (self, before->inputs[i].from_node, before->id);
  for (guint i = 0; after != NULL && i < after->n_inputs; i++)
    add (self, after->inputs[i].from_node, after->id);
}

GPtrArray *
mill_link_index_list_targets (MillLinkIndex *self,
                              const char    *node)
{
  GHashTable *set = g_hash_table_lookup (self->targets, node);
  GPtrArray *list;

  if (set == NULL)
    return g_ptr_array_new ();
  list = g_hash_table_get_keys_as_ptr_array (set);
  g_ptr_array_sort_values (list, (GCompareFunc) strcmp);

  return list;
}

gboolean
mill_link_index_has_targets (MillLinkIndex *self,
                             const char    *node)
{
  return g_hash_table_contains (self->targets, node);
}
