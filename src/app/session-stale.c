/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

/* Which results no longer belong to what is drawn. */

const char *
mill_session_get_fingerprint (MillSession *self,
                              const char  *node)
{
  if (self->fingerprints_old)
    {
      mill_fingerprints_update (self->fingerprints, self->pipeline);
      self->fingerprints_old = FALSE;
    }

  return mill_fingerprints_get (self->fingerprints, node);
}

gboolean
mill_session_part_is_stale (MillSession          *self,
                              const char           *node,
                              const MillNodePart *part)
{
  return g_strcmp0 (part->fingerprint, mill_session_get_fingerprint (self, node)) != 0;
}

static gboolean
update_stale_cb (gpointer data)
{
  MillSession *self = data;
  g_autoptr(GPtrArray) changed = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  self->stale_source = 0;
  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      MillNodePart *part = value;
      gboolean stale = mill_session_part_is_stale (self, key, part);

      if (stale != part->stale)
        {
          part->stale = stale;
          g_ptr_array_add (changed, (gpointer) g_intern_string (key));
        }
    }

  /* Listeners may start a run, which changes the table. */
  g_object_ref (self);
  for (guint i = 0; i < changed->len; i++)
    g_signal_emit (self, mill_session_signals[SIGNAL_NODE_STATUS_CHANGED], 0,
                   g_ptr_array_index (changed, i));
  g_object_unref (self);

  return G_SOURCE_REMOVE;
}

void
mill_session_queue_stale (MillSession *self)
{
  self->fingerprints_old = TRUE;
  if (self->stale_source == 0 && g_hash_table_size (self->parts) > 0)
    self->stale_source = g_idle_add_full (G_PRIORITY_DEFAULT, update_stale_cb, self, NULL);
}
