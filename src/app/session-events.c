/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

#include <math.h>

/* What a run tells: events come from its threads through one queue, which is emptied into what is remembered
 * of the nodes, and each change is told once. */

static void
queue_clear (gpointer data)
{
  MillEventQueue *queue = data;

  g_mutex_clear (&queue->lock);
  g_ptr_array_unref (queue->events);
}

MillEventQueue *
mill_session_new_queue (void)
{
  MillEventQueue *queue = g_atomic_rc_box_new0 (MillEventQueue);

  g_mutex_init (&queue->lock);
  queue->events = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);

  return queue;
}

void
mill_session_release_queue (gpointer data)
{
  g_atomic_rc_box_release_full (data, queue_clear);
}

void
mill_session_push_event (MillEvent *event,
                         gpointer   data)
{
  MillEventQueue *queue = data;

  g_mutex_lock (&queue->lock);
  g_ptr_array_add (queue->events, mill_event_ref (event));
  g_mutex_unlock (&queue->lock);
}

/* What a batch of events changed, told once for each after all of them were taken in. */
typedef struct
{
  GHashTable *nodes;   /* interned id: set */
  GHashTable *rows;    /* "id\nport": set */
} Batch;

static gboolean
is_open (MillState state)
{
  return state == MILL_STATE_WAITING || state == MILL_STATE_RUNNING;
}

void
mill_session_set_state (MillSession  *self,
                        MillNodePart *part,
                        MillState     state)
{
  self->n_open += is_open (state);
  self->n_open -= is_open (part->state);
  part->state = state;
}

static void
apply_state (MillSession     *self,
             const MillEvent *event)
{
  MillNodePart *part = g_hash_table_lookup (self->parts, event->node);

  if (part == NULL)
    return;

  mill_run_reach_note (self->reach, event->node, part->state, event->state);
  mill_session_set_state (self, part, event->state);
  part->fraction = event->state == MILL_STATE_RUNNING ? -1 : 0;
  part->left = NAN;
  if (event->seconds > 0)
    part->seconds = event->seconds;
  if (event->state == MILL_STATE_DONE || event->state == MILL_STATE_REUSED)
    {
      /* They are there from the moment that the run has opened its session. */
      if (self->results == NULL)
        self->results = mill_run_get_results (self->run);
      g_set_object (&part->results, self->results);
    }
}

static void
apply (MillSession     *self,
       const MillEvent *event,
       Batch           *batch)
{
  switch (event->kind)
    {
    case MILL_EVENT_STATE:
      if (event->node == NULL)
        break;
      apply_state (self, event);
      g_hash_table_add (batch->nodes, (gpointer) event->node);
      break;

    case MILL_EVENT_PROGRESS:
      {
        MillNodePart *part = event->node ? g_hash_table_lookup (self->parts, event->node) : NULL;

        if (part == NULL)
          break;
        part->fraction = event->fraction;
        part->left = event->seconds;
        g_hash_table_add (batch->nodes, (gpointer) event->node);
        break;
      }

    case MILL_EVENT_ROWS:
      {
        gint64 *rows = g_new (gint64, 1);

        *rows = event->rows;
        g_hash_table_replace (self->rows, mill_session_make_rows_key (event->node, event->port), rows);
        g_hash_table_add (batch->rows, mill_session_make_rows_key (event->node, event->port));
        break;
      }

    case MILL_EVENT_DIAGNOSTIC:
      if (event->diagnostic == NULL)
        break;
      mill_session_add_problem (self->run_problems, event->diagnostic);
      if (event->diagnostic->node != NULL)
        g_hash_table_add (batch->nodes, (gpointer) g_intern_string (event->diagnostic->node));
      break;

    case MILL_EVENT_RUN_STARTED:
    case MILL_EVENT_SOURCE:
    case MILL_EVENT_FILE:
    case MILL_EVENT_LOG:
    case MILL_EVENT_METRIC:
    case MILL_EVENT_ARTIFACT:
    case MILL_EVENT_RUN_FINISHED:
    default:
      break;
    }
}

static void
tell_reached (MillSession *self)
{
  const char *path = mill_run_reach_take (self->reach);
  g_autofree char *shown = path != NULL ? mill_session_find_shown (self, path) : NULL;

  if (shown != NULL)
    g_signal_emit (self, mill_session_signals[SIGNAL_RUN_REACHED], 0, shown);
}

static void
tell (MillSession *self,
      Batch       *batch,
      GPtrArray   *events)
{
  /* A node that holds a component is told of once, whatever went on within. */
  g_autoptr(GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, batch->nodes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      char *shown = mill_session_find_shown (self, key);

      if (shown != NULL)
        g_hash_table_add (told, shown);
    }
  g_hash_table_iter_init (&iter, told);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_signal_emit (self, mill_session_signals[SIGNAL_NODE_STATUS_CHANGED], 0, key);
  tell_reached (self);

  g_hash_table_iter_init (&iter, batch->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_auto(GStrv) parts = g_strsplit (key, "\n", 2);

      mill_session_emit_rows (self, parts[0], parts[1]);
    }
  if (g_hash_table_size (batch->rows) > 0)
    mill_session_emit_indirect_rows (self);

  if (events->len > 0)
    g_signal_emit (self, mill_session_signals[SIGNAL_EVENTS], 0, events->pdata, events->len);
}

void
mill_session_drain (MillSession *self)
{
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GHashTable) nodes = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Batch batch = { nodes, rows };

  g_mutex_lock (&self->queue->lock);
  events = self->queue->events;
  self->queue->events = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);
  g_mutex_unlock (&self->queue->lock);

  for (guint i = 0; i < events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (events, i);

      if (event->kind != MILL_EVENT_LOG && event->kind != MILL_EVENT_PROGRESS)
        g_ptr_array_add (self->events, mill_event_ref (event));
      apply (self, event, &batch);
      mill_session_note_time_left (self, event);
    }
  mill_run_log_add (self->log, (MillEvent **) events->pdata, events->len);
  tell (self, &batch, events);
}

void
mill_session_end_unfinished (MillSession *self)
{
  g_autoptr(GPtrArray) ended = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      MillNodePart *part = value;

      if (is_open (part->state))
        {
          mill_session_set_state (self, part, MILL_STATE_CANCELLED);
          g_ptr_array_add (ended, (gpointer) g_intern_string (key));
        }
    }
  for (guint i = 0; i < ended->len; i++)
    mill_session_emit_status (self, g_ptr_array_index (ended, i));
}
