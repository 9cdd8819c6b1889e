/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

/* Columns and types in a worker: one at a time, and the latest document wins. */

/* So long nothing must have changed: somebody who types gets no errors of half a word. */
#define TYPING_DELAY_MS 80

typedef struct
{
  MillPipeline *pipeline;
  MillTypist   *typist;
} Job;

static void
typist_clear (gpointer data)
{
  MillTypist *typist = data;

  g_clear_object (&typist->base);
  g_clear_pointer (&typist->typing, mill_typing_free);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->pipeline);
  g_atomic_rc_box_release_full (job->typist, typist_clear);
  g_free (job);
}

static void
bind_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MillBindings) bindings = NULL;
  MillTypes *types;

  if (job->typist->typing == NULL)
    job->typist->typing = mill_typing_new (job->typist->base, &error);
  if (job->typist->typing != NULL)
    bindings = mill_bindings_new (job->pipeline, NULL, &error);
  if (bindings == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  types = mill_typing_bind (job->typist->typing, job->pipeline, bindings, cancellable, &error);
  if (types != NULL)
    g_task_return_pointer (task, types, (GDestroyNotify) mill_types_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
bound_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(MillSession) self = data;
  g_autoptr(GError) error = NULL;
  MillTypes *types = g_task_propagate_pointer (G_TASK (result), &error);

  self->typing_busy = FALSE;
  if (types != NULL)
    {
      g_clear_pointer (&self->types, mill_types_unref);
      self->types = types;
      g_signal_emit (self, mill_session_signals[SIGNAL_TYPES_CHANGED], 0);
    }
  else
    {
      g_debug ("Typing ended without a result: %s", error->message);
    }

  if (self->typing_again)
    {
      self->typing_again = FALSE;
      mill_session_queue_typing (self);
    }
}

static gboolean
start_cb (gpointer data)
{
  MillSession *self = data;
  g_autoptr(GTask) task = NULL;
  Job *job;

  self->typing_source = 0;
  if (self->typing_busy)
    {
      self->typing_again = TRUE;
      return G_SOURCE_REMOVE;
    }

  if (self->typist == NULL)
    {
      self->typist = g_atomic_rc_box_new0 (MillTypist);
      g_set_object (&self->typist->base, self->base);
    }

  job = g_new0 (Job, 1);
  job->pipeline = mill_pipeline_copy (self->pipeline);
  job->typist = g_atomic_rc_box_acquire (self->typist);
  self->typing_busy = TRUE;

  /* The thread may be the last to let go of the task; the session must end on the main thread, so it
   * is not the task's to hold. */
  task = g_task_new (NULL, NULL, bound_cb, g_object_ref (self));
  g_task_set_source_tag (task, start_cb);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, bind_thread);

  return G_SOURCE_REMOVE;
}

void
mill_session_queue_typing (MillSession *self)
{
  g_clear_handle_id (&self->typing_source, g_source_remove);
  self->typing_source = g_timeout_add (TYPING_DELAY_MS, start_cb, self);
}

/* The directory that paths start from is another one. */
void
mill_session_reset_typing (MillSession *self)
{
  if (self->typist != NULL)
    {
      g_atomic_rc_box_release_full (self->typist, typist_clear);
      self->typist = NULL;
    }
  mill_session_queue_typing (self);
}

void
mill_session_clear_typing (MillSession *self)
{
  g_clear_handle_id (&self->typing_source, g_source_remove);
  if (self->typist != NULL)
    g_atomic_rc_box_release_full (g_steal_pointer (&self->typist), typist_clear);
  g_clear_pointer (&self->types, mill_types_unref);
}
