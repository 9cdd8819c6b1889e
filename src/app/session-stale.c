/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

/* Which results no longer belong to what is drawn. */

const char *
mill_session_get_fingerprint (MillSession *self,
                              const char  *path)
{
  if (self->fingerprints_old)
    {
      mill_fingerprints_update (self->fingerprints, mill_session_get_expanded (self));
      self->fingerprints_old = FALSE;
    }

  return mill_fingerprints_get (self->fingerprints, path);
}

gboolean
mill_session_part_is_stale (MillSession          *self,
                              const char           *path,
                              const MillNodePart *part)
{
  return g_strcmp0 (part->fingerprint, mill_session_get_fingerprint (self, path)) != 0;
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
    mill_session_emit_status (self, g_ptr_array_index (changed, i));
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
