/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

/* Which results no longer belong to what is drawn. */

/* What is pinned gives what it gave when it ran, whatever was changed since. */
static GHashTable *
list_served (MillSession *self)
{
  GHashTable *served = g_hash_table_new (g_str_hash, g_str_equal);
  MillPipeline *expanded = mill_session_get_expanded (self);
  GHashTableIter iter;
  gpointer path, value;

  g_hash_table_iter_init (&iter, self->parts);
  while (self->cache != NULL && self->file != NULL && g_hash_table_iter_next (&iter, &path, &value))
    {
      const MillNodePart *part = value;
      MillNode *node = mill_pipeline_get_node (expanded, path);

      if (node != NULL && mill_node_is_pinned (node) && part->results != NULL)
        g_hash_table_insert (served, path, part->fingerprint);
    }

  return served;
}

const char *
mill_session_get_fingerprint (MillSession *self,
                              const char  *path)
{
  if (self->fingerprints_old)
    {
      g_autoptr(GHashTable) served = list_served (self);

      mill_fingerprints_update (self->fingerprints, mill_session_get_expanded (self), served);
      self->fingerprints_old = FALSE;
    }

  return mill_fingerprints_get (self->fingerprints, path);
}

/* The drawing tells at once, but not of files; what a run would do is known a little later, and is what counts. */
gboolean
mill_session_part_is_stale (MillSession        *self,
                            const char         *path,
                            const MillNodePart *part)
{
  gboolean changed = g_strcmp0 (part->fingerprint, mill_session_get_fingerprint (self, path)) != 0;
  gboolean current;
  const MillOutlook *outlook = mill_session_get_outlook_at (self, path, &current);

  if (outlook == NULL || (part->state != MILL_STATE_DONE && part->state != MILL_STATE_REUSED))
    return changed;

  return current ? mill_outlook_is_stale (outlook, changed) : changed || outlook->changes != NULL;
}

void
mill_session_update_stale (MillSession *self,
                           GHashTable  *paths)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      MillNodePart *part = value;
      gboolean stale = mill_session_part_is_stale (self, key, part);

      if (stale != part->stale)
        {
          part->stale = stale;
          g_hash_table_add (paths, g_strdup (key));
        }
    }

  /* Listeners may start a run, which changes the table. */
  g_object_ref (self);
  g_hash_table_iter_init (&iter, paths);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    mill_session_emit_status (self, key);
  g_object_unref (self);
}

static gboolean
update_stale_cb (gpointer data)
{
  MillSession *self = data;
  g_autoptr(GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->stale_source = 0;
  mill_session_update_stale (self, changed);

  return G_SOURCE_REMOVE;
}

void
mill_session_queue_stale (MillSession *self)
{
  self->fingerprints_old = TRUE;
  if (self->stale_source == 0 && g_hash_table_size (self->parts) > 0)
    self->stale_source = g_idle_add_full (G_PRIORITY_DEFAULT, update_stale_cb, self, NULL);
}
