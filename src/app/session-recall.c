/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

/* What the last runs of a file gave, from the cache: looked for in a thread when the file is opened, and
 * shown at once when it is found. Nothing is computed, and a run that was begun meanwhile has better. */

typedef struct
{
  GWeakRef        session;
  MillEventQueue *queue;
  GHashTable     *fingerprints;   /* path -> fingerprint, as the nodes were */
} Recall;

static void
recall_free (Recall *self)
{
  g_weak_ref_clear (&self->session);
  mill_session_release_queue (self->queue);
  g_hash_table_unref (self->fingerprints);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recall, recall_free)

static GHashTable *
list_fingerprints (MillSession *self)
{
  GHashTable *fingerprints = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GPtrArray) nodes = mill_pipeline_list_nodes (mill_session_get_expanded (self));

  for (guint i = 0; i < nodes->len; i++)
    {
      const char *id = mill_node_get_id (g_ptr_array_index (nodes, i));

      g_hash_table_insert (fingerprints, g_strdup (id), g_strdup (mill_session_get_fingerprint (self, id)));
    }

  return fingerprints;
}

/* Only what is known has a part in it. */
static guint
make_parts (MillSession *self,
            Recall      *recall)
{
  guint n_known = 0;

  for (guint i = 0; i < recall->queue->events->len; i++)
    {
      const MillEvent *event = g_ptr_array_index (recall->queue->events, i);
      const char *fingerprint = event->node != NULL
        ? g_hash_table_lookup (recall->fingerprints, event->node) : NULL;

      if (event->kind != MILL_EVENT_STATE || event->state != MILL_STATE_REUSED || fingerprint == NULL)
        continue;
      g_set_str (&mill_session_ensure_part (self, event->node)->fingerprint, fingerprint);
      n_known++;
    }

  return n_known;
}

static void
recalled_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Recall) recall = data;
  g_autoptr(MillSession) self = g_weak_ref_get (&recall->session);
  guint n_known;

  mill_run_execute_finish (MILL_RUN (object), result);
  if (self == NULL || self->running || self->run != NULL)
    return;

  g_clear_object (&self->recall_cancellable);
  n_known = make_parts (self, recall);
  if (n_known == 0)
    return;
  g_set_object (&self->run, MILL_RUN (object));
  g_clear_pointer (&self->queue, mill_session_release_queue);
  self->queue = g_steal_pointer (&recall->queue);
  recall->queue = mill_session_new_queue ();
  self->n_in_run = n_known;
  mill_session_drain (self);
  mill_session_queue_forecast (self);
  g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_HAS_RUN]);
}

void
mill_session_stop_recall (MillSession *self)
{
  g_cancellable_cancel (self->recall_cancellable);
  g_clear_object (&self->recall_cancellable);
}

void
mill_session_recall (MillSession *self)
{
  g_autofree char *identity = NULL;
  g_autoptr(MillBindings) bindings = NULL;
  g_autoptr(MillRun) run = NULL;
  MillRunOptions options;
  Recall *recall;

  if (self->cache == NULL || self->file == NULL || self->running || self->run != NULL)
    return;
  bindings = mill_bindings_new (self->whole, NULL, NULL);
  if (bindings == NULL)
    return;

  mill_session_stop_recall (self);
  mill_session_fill_options (self, &options, &identity);
  options.only_recall = TRUE;
  recall = g_new0 (Recall, 1);
  g_weak_ref_init (&recall->session, self);
  recall->queue = mill_session_new_queue ();
  recall->fingerprints = list_fingerprints (self);
  self->recall_cancellable = g_cancellable_new ();
  run = mill_run_new (self->whole, bindings, &options);
  mill_run_add_listener (run, mill_session_push_event, g_atomic_rc_box_acquire (recall->queue),
                         mill_session_release_queue);
  mill_run_execute_async (run, self->recall_cancellable, recalled_cb, recall);
}
