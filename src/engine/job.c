/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/job.h"

#include "engine/culprit.h"
#include "engine/source-digest.h"

struct _MillJob
{
  MillPlanNode   *node;
  MillResults    *results;
  MillTask       *task;
  MillKey        *key;        /* of what the task makes, or NULL */
  MillCache      *cache;      /* that remembers digests, or NULL */
  GMutex          lock;
  MillConnection *connection; /* while it goes on; this and what follows with the lock held */
  double          told;
  GPtrArray      *outputs;
  GPtrArray      *queries;
  GPtrArray      *paths;      /* of sources, or NULL */
  GPtrArray      *digests;    /* or NULL */
  GPtrArray      *files;      /* MillEvent: what the task wrote */
  GCancellable   *cancellable;
  gint64          start;
  double          seconds;
  GError         *error;
  const char     *culprit;
};

MillJob *
mill_job_new (MillPlanNode  *node,
              MillResults   *results,
              GPtrArray     *outputs,
              GCancellable  *cancellable)
{
  MillJob *self = g_new0 (MillJob, 1);

  g_mutex_init (&self->lock);
  self->node = node;
  self->results = g_object_ref (results);
  self->outputs = g_ptr_array_ref (outputs);
  self->queries = g_ptr_array_new ();
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->start = g_get_monotonic_time ();

  return self;
}

MillJob *
mill_job_new_digests (MillPlanNode *node,
                      MillCache    *cache,
                      GPtrArray    *paths,
                      GCancellable *cancellable)
{
  MillJob *self = g_new0 (MillJob, 1);

  g_mutex_init (&self->lock);
  self->node = node;
  self->outputs = g_ptr_array_new ();
  self->queries = g_ptr_array_new ();
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);
  self->cache = cache != NULL ? mill_cache_ref (cache) : NULL;
  self->paths = g_ptr_array_ref (paths);
  self->digests = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->start = g_get_monotonic_time ();

  return self;
}

GPtrArray *
mill_job_get_digests (MillJob *self)
{
  return self->digests;
}

GPtrArray *
mill_job_get_paths (MillJob *self)
{
  return self->paths;
}

void
mill_job_free (MillJob *self)
{
  if (self == NULL)
    return;

  mill_task_free (self->task);
  g_clear_pointer (&self->key, mill_key_unref);
  g_clear_pointer (&self->cache, mill_cache_unref);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->outputs);
  g_ptr_array_unref (self->queries);
  g_ptr_array_unref (self->files);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->digests, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->results);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
mill_job_set_task (MillJob  *self,
                   MillTask *task,
                   MillKey  *key)
{
  self->task = task;
  self->key = key != NULL ? mill_key_ref (key) : NULL;
}

void
mill_job_set_queries (MillJob   *self,
                      GPtrArray *queries)
{
  g_ptr_array_ref (queries);
  g_ptr_array_unref (self->queries);
  self->queries = queries;
}

MillPlanNode *
mill_job_get_node (MillJob *self)
{
  return self->node;
}

GPtrArray *
mill_job_get_outputs (MillJob *self)
{
  return self->outputs;
}

GPtrArray *
mill_job_get_files (MillJob *self)
{
  return self->files;
}

GPtrArray *
mill_job_get_queries (MillJob *self)
{
  return self->queries;
}

const GError *
mill_job_get_error (MillJob *self)
{
  return self->error;
}

const char *
mill_job_get_culprit (MillJob *self)
{
  return self->culprit;
}

double
mill_job_get_seconds (MillJob *self)
{
  return self->seconds > 0 ? self->seconds
                           : (g_get_monotonic_time () - self->start) / (double) G_USEC_PER_SEC;
}

/* Learns the columns of the tables that a node's run has set, and widens their types. */
static gboolean
bind_outputs (MillJob  *self,
              GError  **error)
{
  for (guint i = 0; i < self->outputs->len; i++)
    {
      MillOutput *output = g_ptr_array_index (self->outputs, i);
      g_autoptr (MillSchema) schema = NULL;
      g_autoptr (GPtrArray) none = NULL;
      g_autofree char *query = NULL;
      g_autofree char *widened = NULL;

      if (!mill_output_is_table (output))
        continue;

      none = g_ptr_array_new ();
      query = mill_output_make_query (output);
      if ((widened = mill_compile_widen (self->connection, "", query, FALSE, &schema, error)) == NULL)
        return FALSE;
      mill_output_set_query (output, widened, none, schema);
    }

  return TRUE;
}

/* The files that a node's run wrote: one that cannot be read again is as good as not written. */
static gboolean
look_at_files (MillJob  *self,
               GError  **error)
{
  GPtrArray *paths = mill_task_get_files (self->task);

  if (!mill_results_makes_digests (self->results) && mill_results_find_cache (self->results) == NULL)
    return TRUE;
  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (MillEvent) event = mill_event_new (MILL_EVENT_FILE, self->node->id);

      event->text = g_strdup (paths->pdata[i]);
      event->key = mill_source_digest (mill_results_find_cache (self->results), event->text, &event->rows,
                                       self->cancellable, error);
      if (event->key == NULL)
        return FALSE;
      g_ptr_array_add (self->files, g_steal_pointer (&event));
    }

  return TRUE;
}

static gboolean
run_task (MillJob  *self,
          GError  **error)
{
  if (!self->node->type->run (self->node->params, self->task, error))
    return FALSE;

  g_ptr_array_unref (self->outputs);
  self->outputs = g_ptr_array_ref (mill_task_get_outputs (self->task));

  for (guint i = 0; i < self->outputs->len; i++)
    mill_output_set_key (g_ptr_array_index (self->outputs, i), self->key);

  return bind_outputs (self, error) && look_at_files (self, error);
}

static gboolean
keep_outputs (MillJob  *self,
              GError  **error)
{
  for (guint i = 0; i < self->outputs->len; i++)
    {
      MillOutput *output = g_ptr_array_index (self->outputs, i);

      if (mill_output_is_table (output) &&
          !mill_results_keep (self->results, self->connection, output, self->cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
put_artifacts (MillJob    *self,
               MillCache  *cache,
               GError    **error)
{
  for (guint i = 0; i < self->outputs->len; i++)
    {
      MillOutput *output = g_ptr_array_index (self->outputs, i);
      g_autoptr (MillArtifact) artifact = mill_output_dup_artifact (output);

      if (artifact != NULL && !mill_cache_put_artifact (cache, self->key, mill_output_get_port (output),
                                                        artifact, error))
        return FALSE;
    }

  return TRUE;
}

/* What a node's run has made beside its tables, and last that it has run: whoever finds that finds all. Of
 * what cannot be read again nothing is remembered. */
static void
remember_task (MillJob *self)
{
  MillCache *cache = mill_results_find_cache (self->results);
  MillCachedRun run = {
    mill_task_get_events (self->task), self->files, mill_job_get_seconds (self)
  };
  GError *error = NULL;

  if (cache == NULL || self->key == NULL)
    return;
  if (!put_artifacts (self, cache, &error) ||
      !mill_cache_put_run (cache, self->key, &run, &error))
    mill_results_give_up_cache (self->results, error);
}

static gboolean
make_digests (MillJob  *self,
              GError  **error)
{
  for (guint i = 0; i < self->paths->len; i++)
    {
      char *digest = mill_source_digest (self->cache, g_ptr_array_index (self->paths, i), NULL,
                                         self->cancellable, error);

      if (digest == NULL)
        return FALSE;
      g_ptr_array_add (self->digests, digest);
    }

  return TRUE;
}

/* Did the error come out of a query? Only those carry the engine's own words. */
static gboolean
is_query_error (const GError *error)
{
  g_autoptr (MillDiagnostic) diagnostic = NULL;

  if (!g_error_matches (error, MILL_ERROR, MILL_ERROR_FAILED))
    return FALSE;

  diagnostic = mill_error_dup_diagnostic (error, NULL);

  return diagnostic->detail != NULL && diagnostic->param == NULL;
}

static void
set_connection (MillJob        *self,
                MillConnection *connection)
{
  g_mutex_lock (&self->lock);
  self->connection = connection;
  g_mutex_unlock (&self->lock);
  if (self->task != NULL)
    mill_task_set_connection (self->task, connection);
}

static gboolean
run_queries (MillJob  *self,
             GError  **error)
{
  g_autoptr (MillConnection) connection = NULL;
  gboolean done;

  connection = mill_connection_new_worker (mill_results_get_duck (self->results), error);
  if (connection == NULL)
    {
      self->culprit = self->node->id;
      return FALSE;
    }

  set_connection (self, connection);
  done = (self->task == NULL || run_task (self, error)) && keep_outputs (self, error);
  if (done && self->task != NULL)
    remember_task (self);
  if (!done)
    self->culprit = is_query_error (*error)
                      ? mill_culprit_find (self->node, self->queries, connection, self->cancellable, error)
                      : self->node->id;
  set_connection (self, NULL);

  return done;
}

double
mill_job_follow (MillJob *self)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);
  double fraction = self->connection != NULL ? mill_connection_get_progress (self->connection) : -1;

  /* A node that runs knows which part of its work the query is. */
  if (fraction > 0 && self->task != NULL)
    return mill_task_follow (self->task, fraction);
  if (fraction <= self->told)
    return -1;
  self->told = fraction;

  return fraction;
}

void
mill_job_execute (MillJob *self)
{
  if (self->paths == NULL)
    run_queries (self, &self->error);
  else if (!make_digests (self, &self->error))
    self->culprit = self->node->id;

  self->seconds = (g_get_monotonic_time () - self->start) / (double) G_USEC_PER_SEC;
}
