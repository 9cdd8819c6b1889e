/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scheduler-private.h"

#include <string.h>

#include "engine/paths.h"

/* How often progress is looked at, in microseconds. */
#define POLL_INTERVAL (G_USEC_PER_SEC / 10)

/* So many sources are read at once to know them: more only wait for the same disk. */
#define MAX_READERS 2

void
mill_scheduler_send_again (MillScheduler *self,
                           GPtrArray     *events)
{
  for (guint i = 0; events != NULL && i < events->len; i++)
    mill_run_send (self->run, mill_event_ref (events->pdata[i]));
}

void
mill_scheduler_send_rows (MillScheduler *self,
                          MillOutput    *output)
{
  MillEvent *event;

  if (mill_output_get_n_rows (output) < 0)
    return;

  event = mill_event_new (MILL_EVENT_ROWS, mill_output_get_node (output));
  event->port = g_intern_string (mill_output_get_port (output));
  event->rows = mill_output_get_n_rows (output);
  event->digest = mill_output_dup_digest (output);
  mill_run_send (self->run, event);
}

/* What the node's run has made takes the place of what it had declared. */
static void
take_made_outputs (MillScheduler *self,
                   MillNodeRun   *node,
                   GPtrArray     *made)
{
  for (guint i = 0; i < made->len; i++)
    {
      MillOutput *output = g_ptr_array_index (made, i);
      MillOutput *declared = mill_scheduler_find_output (node, mill_output_get_port (output));
      g_autoptr (MillArtifact) artifact = mill_output_dup_artifact (output);

      if (declared != NULL)
        {
          mill_output_set_model (output, mill_output_get_model (declared));
          g_ptr_array_remove (node->outputs, declared);
        }
      g_ptr_array_add (node->outputs, mill_output_ref (output));
      mill_results_add (self->results, output);

      if (artifact != NULL)
        {
          MillEvent *event = mill_event_new (MILL_EVENT_ARTIFACT, node->plan->id);

          event->port = g_intern_string (mill_output_get_port (output));
          event->artifact = g_steal_pointer (&artifact);
          mill_run_send (self->run, event);
        }
    }
}

/* The nodes whose queries a job has executed have done their part with it. On failure those before
 * the culprit wait for another job. */
static void
finish_queries (MillScheduler *self,
                MillJob       *job)
{
  GPtrArray *queries = mill_job_get_queries (job);
  gboolean failed = mill_job_get_error (job) != NULL;

  for (guint i = 0; i < queries->len; i++)
    {
      const char *id = mill_output_get_node (g_ptr_array_index (queries, i));
      MillNodeRun *node = mill_scheduler_find_node (self, id);

      if (node != NULL && node->state == MILL_STATE_RUNNING && !node->queued)
        mill_scheduler_send_state (self, node, failed ? MILL_STATE_WAITING : MILL_STATE_DONE,
                                   mill_job_get_seconds (job));
    }
}

/* The node whose file @error is about, among those whose queries the job has executed: what reads it fails,
 * not what is fused with that. A disk that fails once does not fail again for who looks which node it was. */
static MillNodeRun *
find_reader (MillScheduler *self,
             MillJob       *job,
             const GError  *error)
{
  g_autoptr (MillDiagnostic) diagnostic = mill_error_dup_diagnostic (error, NULL);
  GPtrArray *queries = mill_job_get_queries (job);

  for (guint i = 0; i < self->paths->len; i++)
    {
      const MillNodePath *path = &g_array_index (self->paths, MillNodePath, i);
      g_autofree char *quoted = g_strdup_printf ("“%s”", path->path);

      if (path->to_write || strstr (diagnostic->message, quoted) == NULL)
        continue;
      for (guint j = 0; j < queries->len; j++)
        if (g_strcmp0 (mill_output_get_node (g_ptr_array_index (queries, j)), path->node) == 0)
          return mill_scheduler_find_node (self, path->node);
    }

  return NULL;
}

static void
finish_job (MillScheduler *self,
            MillJob       *job)
{
  MillPlanNode *plan = mill_job_get_node (job);
  MillNodeRun *node = &self->nodes[plan->index];
  const GError *error = mill_job_get_error (job);

  node->queued = FALSE;
  if (mill_job_get_digests (job) != NULL)
    {
      mill_scheduler_take_digests (self, node, job);
      g_ptr_array_remove (self->active, job);
      mill_job_free (job);
      return;
    }
  if (error != NULL)
    {
      MillNodeRun *culprit = find_reader (self, job, error);

      if (culprit == NULL)
        culprit = mill_scheduler_find_node (self, mill_job_get_culprit (job));
      /* A query that is part of several jobs may have been done well by another: then it is this
       * job's node that fails. */
      if (culprit == NULL || mill_scheduler_is_ended (culprit))
        culprit = node;
      mill_scheduler_fail_node (self, culprit, error,
                                mill_job_get_seconds (job));
    }
  else
    {
      GPtrArray *outputs = mill_job_get_outputs (job);

      if (plan->type->run != NULL)
        take_made_outputs (self, node, outputs);
      mill_scheduler_send_again (self, mill_job_get_files (job));
      for (guint i = 0; i < outputs->len; i++)
        mill_scheduler_send_rows (self, g_ptr_array_index (outputs, i));
      node->available = TRUE;
      mill_scheduler_send_state (self, node, MILL_STATE_DONE, mill_job_get_seconds (job));
    }
  finish_queries (self, job);
  mill_scheduler_tell_trouble (self);

  g_ptr_array_remove (self->active, job);
  mill_job_free (job);
}

static void
send_progress (MillScheduler *self)
{
  for (guint i = 0; i < self->active->len; i++)
    {
      MillJob *job = g_ptr_array_index (self->active, i);
      double fraction = mill_job_follow (job);
      MillEvent *event;

      if (fraction <= 0)
        continue;
      event = mill_event_new (MILL_EVENT_PROGRESS, mill_job_get_node (job)->id);
      event->fraction = fraction;
      mill_run_send (self->run, event);
    }
}

static void
execute_job (gpointer job,
             gpointer data)
{
  MillScheduler *self = data;

  mill_job_execute (job);
  g_async_queue_push (self->finished, job);
}

static void
work (MillScheduler *self)
{
  for (;;)
    {
      MillJob *job;

      if (!g_cancellable_is_cancelled (self->cancellable))
        {
          mill_scheduler_reuse_nodes (self);
          if (!mill_run_get_options (self->run)->only_recall)
            {
              mill_scheduler_prepare_ready_nodes (self);
              mill_scheduler_prepare_left_over (self);
            }
        }
      if (self->active->len == 0)
        return;

      while ((job = g_async_queue_timeout_pop (self->finished, POLL_INTERVAL)) == NULL)
        send_progress (self);
      finish_job (self, job);
    }
}

static void
scheduler_clear (MillScheduler *self)
{
  if (self->pool != NULL)
    g_thread_pool_free (self->pool, FALSE, TRUE);
  if (self->readers != NULL)
    g_thread_pool_free (self->readers, FALSE, TRUE);
  mill_scheduler_clear_plan (self);
  g_clear_pointer (&self->memory, mill_pipeline_memory_free);
  g_clear_pointer (&self->paths, g_array_unref);
  g_hash_table_unref (self->by_id);
  g_clear_pointer (&self->connection, mill_connection_free);
  g_clear_object (&self->results);
  g_async_queue_unref (self->finished);
  g_ptr_array_unref (self->active);
  g_free (self->part);
}

MillState
mill_run_schedule (MillRun      *run,
                   GCancellable *cancellable)
{
  MillScheduler self = { .run = run, .cancellable = cancellable };
  const MillRunOptions *options = mill_run_get_options (run);
  g_autoptr (GError) error = NULL;
  gboolean cancelled;

  self.by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self.finished = g_async_queue_new ();
  self.active = g_ptr_array_new ();
  self.part = g_strndup (mill_run_get_id (run), 8);
  self.threads = options->threads > 0 ? options->threads : g_get_num_processors ();

  self.pool = g_thread_pool_new (execute_job, &self, MIN (self.threads, MILL_MAX_WORKERS), FALSE, NULL);
  self.readers = g_thread_pool_new (execute_job, &self, MAX_READERS, FALSE, NULL);
  if (mill_scheduler_open_session (&self, &error) && mill_scheduler_make_plan (&self, &error))
    {
      work (&self);
      if (!options->only_recall)
        {
          mill_scheduler_tell_changes (&self);
          mill_scheduler_remember (&self);
        }
      mill_scheduler_complete_later (&self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autoptr (MillDiagnostic) diagnostic = mill_error_dup_diagnostic (error, NULL);

      mill_scheduler_send_diagnostic (&self, diagnostic);
      self.failed = TRUE;
    }

  cancelled = g_cancellable_is_cancelled (cancellable);
  for (guint i = 0; self.plan != NULL && i < self.plan->nodes->len; i++)
    {
      if (mill_scheduler_is_ended (&self.nodes[i]) || options->only_recall)
        continue;
      /* Whatever it was that kept it from its end, this was not a run without failures. */
      self.failed = TRUE;
      mill_scheduler_send_state (&self, &self.nodes[i],
                                 cancelled ? MILL_STATE_CANCELLED : MILL_STATE_SKIPPED, 0);
    }
  scheduler_clear (&self);

  return cancelled ? MILL_STATE_CANCELLED : self.failed ? MILL_STATE_FAILED : MILL_STATE_DONE;
}
