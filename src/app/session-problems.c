/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

/* Diagnostics by the node that they are of: cards, forms and lists each ask for their own. */

void
mill_session_add_problem (GHashTable     *index,
                          MillDiagnostic *diagnostic)
{
  const char *node = diagnostic->node != NULL ? diagnostic->node : "";
  GPtrArray *list = g_hash_table_lookup (index, node);

  if (list == NULL)
    {
      list = mill_diagnostics_new ();
      g_hash_table_insert (index, g_strdup (node), list);
    }
  g_ptr_array_add (list, mill_diagnostic_ref (diagnostic));
}

GHashTable *
mill_session_index_problems (GPtrArray *diagnostics)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; diagnostics != NULL && i < diagnostics->len; i++)
    mill_session_add_problem (index, g_ptr_array_index (diagnostics, i));

  return index;
}

static gboolean
has_message (GPtrArray  *diagnostics,
             const char *message)
{
  for (guint i = 0; i < diagnostics->len; i++)
    {
      const MillDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      if (g_strcmp0 (diagnostic->message, message) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
add_problems (GPtrArray *list,
              GPtrArray *from)
{
  for (guint i = 0; from != NULL && i < from->len; i++)
    {
      MillDiagnostic *diagnostic = g_ptr_array_index (from, i);

      if (!has_message (list, diagnostic->message))
        g_ptr_array_add (list, mill_diagnostic_ref (diagnostic));
    }
}

GPtrArray *
mill_session_list_diagnostics (MillSession *self,
                               const char  *node)
{
  GPtrArray *list = mill_diagnostics_new ();
  const char *key = node != NULL ? node : "";
  const MillNodePart *part = node != NULL ? g_hash_table_lookup (self->parts, node) : NULL;

  add_problems (list, g_hash_table_lookup (self->type_problems, key));
  if (part == NULL || !mill_session_part_is_stale (self, node, part))
    add_problems (list, g_hash_table_lookup (self->run_problems, key));
  if (node == NULL)
    for (guint i = 0; self->load_problems != NULL && i < self->load_problems->len; i++)
      {
        MillDiagnostic *diagnostic = g_ptr_array_index (self->load_problems, i);

        if (diagnostic->node == NULL && !has_message (list, diagnostic->message))
          g_ptr_array_add (list, mill_diagnostic_ref (diagnostic));
      }

  return list;
}
