/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

#include <string.h>

/* How many rows there are at each port that was counted. */

char *
mill_session_make_rows_key (const char *node,
                            const char *port)
{
  return g_strconcat (node, "\n", port, NULL);
}

void
mill_session_set_rows (MillSession *self,
                       const char  *path,
                       const char  *port,
                       gint64       n_rows)
{
  g_hash_table_replace (self->rows, mill_session_make_rows_key (path, port), g_memdup2 (&n_rows, sizeof n_rows));
  mill_session_emit_rows (self, path, port);
}

gint64
mill_session_find_rows (MillSession *self,
                        const char  *path,
                        const char  *port)
{
  g_autofree char *key = mill_session_make_rows_key (path, port);
  const gint64 *rows = g_hash_table_lookup (self->rows, key);

  return rows != NULL ? *rows : -1;
}

void
mill_session_forget_rows (MillSession *self,
                          GPtrArray   *ids)
{
  g_autoptr(GHashTable) nodes = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (nodes, g_ptr_array_index (ids, i));
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autofree char *node = g_strndup (key, strcspn (key, "\n"));

      if (g_hash_table_contains (nodes, node))
        g_hash_table_iter_remove (&iter);
    }
}
