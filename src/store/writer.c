/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/store-private.h"

#include <glib/gi18n-lib.h>

#include "store/read.h"

/* A transaction costs about as much as hundreds of rows, so events are collected: for at most this
 * long, or this many. */
#define COLLECT_US (200 * 1000)
#define COLLECT_EVENTS 500
/* So that others who write do not wait for long, a transaction takes no more than this; and so that a run that
 * says more than the disk takes does not fill the memory instead, it is held up beyond so many. */
#define BATCH_EVENTS 5000
#define MAX_WAITING 50000

static void
free_write (gpointer data)
{
  MillWrite *write = data;

  mill_recording_unref (write->recording);
  mill_event_unref (write->event);
  g_free (write);
}

/* What one batch did, to be known once it is committed. */
typedef struct
{
  GHashTable *recordings;   /* of MillRecording, owned by the writes */
  gboolean    changed;      /* a run began or ended */
} Batch;

static gboolean
write_one (MillStore  *self,
           Batch      *batch,
           MillWrite  *write,
           GError    **error)
{
  MillEvent *event = write->event;

  g_hash_table_add (batch->recordings, write->recording);
  if (event->kind == MILL_EVENT_RUN_STARTED || event->kind == MILL_EVENT_RUN_FINISHED)
    batch->changed = TRUE;

  return mill_recording_write (write->recording, event, self->database, self->live, error);
}

static gboolean
write_within (MillStore  *self,
              Batch      *batch,
              GQueue     *writes,
              GError    **error)
{
  GHashTableIter iter;
  gpointer recording;

  for (GList *link = writes->head; link; link = link->next)
    if (!write_one (self, batch, link->data, error))
      return FALSE;

  g_hash_table_iter_init (&iter, batch->recordings);
  while (g_hash_table_iter_next (&iter, &recording, NULL))
    if (!mill_recording_summarise (recording, self->database, error))
      return FALSE;

  return mill_database_commit (self->database, error);
}

static void
settle (MillStore *self,
        Batch     *batch)
{
  GHashTableIter iter;
  gpointer recording;

  g_hash_table_iter_init (&iter, batch->recordings);
  while (g_hash_table_iter_next (&iter, &recording, NULL))
    mill_recording_settle (recording, self->live);
}

/* After a batch failed: that a run has ended is a small thing to write, and may still fit. */
static void
write_end_alone (MillStore *self,
                 MillWrite *write)
{
  g_autoptr (GHashTable) recordings = g_hash_table_new (NULL, NULL);
  Batch batch = { .recordings = recordings };
  GQueue alone = G_QUEUE_INIT;

  g_queue_push_tail (&alone, write);
  if (mill_database_begin (self->database, NULL) &&
      write_within (self, &batch, &alone, NULL))
    {
      settle (self, &batch);
    }
  else
    {
      mill_database_roll_back (self->database);
      mill_recording_give_up (write->recording, self->live);
    }

  g_queue_clear (&alone);
}

static void
break_batch (MillStore    *self,
             Batch        *batch,
             GQueue       *writes,
             const GError *problem)
{
  GHashTableIter iter;
  gpointer recording;

  mill_database_roll_back (self->database);
  g_hash_table_iter_init (&iter, batch->recordings);
  while (g_hash_table_iter_next (&iter, &recording, NULL))
    mill_recording_break (recording, self->live, problem->message);

  for (GList *link = writes->head; link; link = link->next)
    {
      MillWrite *write = link->data;

      if (write->event->kind == MILL_EVENT_RUN_FINISHED &&
          mill_recording_get_stage (write->recording) == MILL_RECORDING_BROKEN)
        write_end_alone (self, write);
    }
}

/* Nothing of a batch of ended or broken recordings may be left to write: a database that cannot be
 * opened is then not tried again for each of their events. */
static gboolean
has_work (GQueue *writes)
{
  for (GList *link = writes->head; link; link = link->next)
    {
      MillWrite *write = link->data;
      MillRecordingStage stage = mill_recording_get_stage (write->recording);

      if (stage == MILL_RECORDING_ENDED ||
          (stage == MILL_RECORDING_BROKEN && write->event->kind != MILL_EVENT_RUN_FINISHED))
        continue;

      return TRUE;
    }

  return FALSE;
}

static void
write_batch (MillStore *self,
             GQueue    *writes)
{
  g_autoptr (GHashTable) recordings = g_hash_table_new (NULL, NULL);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (GError) error = NULL;
  Batch batch = { .recordings = recordings };

  if (!has_work (writes))
    return;

  if (!mill_store_open_locked (self, &error))
    {
      for (GList *link = writes->head; link; link = link->next)
        mill_recording_give_up (((MillWrite *) link->data)->recording, NULL);
      mill_store_report (self, error);
      return;
    }

  if (mill_database_begin (self->database, &error) &&
      write_within (self, &batch, writes, &error))
    {
      settle (self, &batch);
    }
  else
    {
      for (GList *link = writes->head; link; link = link->next)
        g_hash_table_add (recordings, ((MillWrite *) link->data)->recording);
      break_batch (self, &batch, writes, error);
      mill_store_report (self, error);
    }

  if (batch.changed)
    mill_store_announce (self);
}

static void
sweep (MillStore *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->write_lock);
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  if (!mill_store_open_locked (self, &error) ||
      !mill_store_sweep_locked (self, &changed, &error))
    mill_store_report (self, error);
  else if (changed)
    mill_store_announce (self);
}

/* Waits for something to do, and then a little longer for more of it. Called with the lock held. */
static void
collect (MillStore *self)
{
  gint64 deadline;

  while (g_queue_is_empty (&self->queue) && !self->sweep && !self->closing)
    g_cond_wait (&self->wake, &self->lock);

  deadline = g_get_monotonic_time () + COLLECT_US;
  while (!self->hurry && !self->closing && !self->sweep &&
         g_queue_get_length (&self->queue) < COLLECT_EVENTS)
    if (!g_cond_wait_until (&self->wake, &self->lock, deadline))
      return;
}

/* The first of what is to be written. Called with the lock held. */
static void
take_batch (MillStore *self,
            GQueue    *writes)
{
  while (g_queue_get_length (writes) < BATCH_EVENTS && !g_queue_is_empty (&self->queue))
    g_queue_push_tail_link (writes, g_queue_pop_head_link (&self->queue));
}

static gpointer
writer_thread (gpointer data)
{
  MillStore *self = data;

  g_mutex_lock (&self->lock);
  while (TRUE)
    {
      GQueue writes = G_QUEUE_INIT;
      gboolean wants_sweep;

      collect (self);
      if (g_queue_is_empty (&self->queue) && !self->sweep && self->closing)
        break;

      take_batch (self, &writes);
      wants_sweep = self->sweep;
      self->sweep = FALSE;
      self->hurry = !g_queue_is_empty (&self->queue) && self->hurry;
      g_mutex_unlock (&self->lock);

      if (wants_sweep)
        sweep (self);
      write_batch (self, &writes);

      g_mutex_lock (&self->lock);
      self->n_written += g_queue_get_length (&writes);
      g_cond_broadcast (&self->written);
      g_mutex_unlock (&self->lock);

      g_queue_clear_full (&writes, free_write);
      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);

  return NULL;
}

/* Called with the lock held. */
static void
wake_writer (MillStore *self)
{
  if (self->writer == NULL)
    self->writer = g_thread_new ("store-writer", writer_thread, self);

  g_cond_signal (&self->wake);
}

void
mill_store_queue_write (MillStore     *self,
                        MillRecording *recording,
                        MillEvent     *event)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  MillWrite *write = g_new0 (MillWrite, 1);

  while (self->n_queued - self->n_written >= MAX_WAITING)
    g_cond_wait (&self->written, &self->lock);

  write->recording = mill_recording_ref (recording);
  write->event = mill_event_ref (event);
  g_queue_push_tail (&self->queue, write);
  self->n_queued++;
  /* That a run has begun or ended is worth telling at once. */
  if (event->kind == MILL_EVENT_RUN_STARTED || event->kind == MILL_EVENT_RUN_FINISHED)
    self->hurry = TRUE;

  if (self->hurry || g_queue_get_length (&self->queue) == 1 ||
      g_queue_get_length (&self->queue) >= COLLECT_EVENTS)
    wake_writer (self);
}

void
mill_store_queue_sweep (MillStore *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->sweep = TRUE;
  wake_writer (self);
}

gboolean
mill_store_flush (MillStore  *self,
                  GError    **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  guint64 wanted;

  g_return_val_if_fail (MILL_IS_STORE (self), FALSE);

  locker = g_mutex_locker_new (&self->lock);
  wanted = self->n_queued;
  while (self->n_written < wanted)
    {
      self->hurry = TRUE;
      g_cond_signal (&self->wake);
      g_cond_wait (&self->written, &self->lock);
    }

  if (self->problem == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->problem));

  return FALSE;
}

void
mill_store_stop_writer (MillStore *self)
{
  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);

  g_clear_pointer (&self->writer, g_thread_join);
}
