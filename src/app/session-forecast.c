/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

#include <string.h>

#include "engine/forecast.h"
#include "pipeline/expand.h"

/* What a run would do with each node, and why: found in a thread after each change, in the words that
 * `millctl why` has. */

/* So long nothing must have changed; nobody reads reasons while typing. */
#define FORECAST_DELAY_MS 250

typedef struct
{
  MillPipeline *pipeline;
  MillBindings *bindings;
  GFile        *base;
  MillCache    *cache;
  char         *identity;
  gboolean      has_parts;  /* something of it ran, or was recalled */
  guint         serial;     /* of the document */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->pipeline);
  g_clear_pointer (&job->bindings, mill_bindings_unref);
  g_clear_object (&job->base);
  g_clear_pointer (&job->cache, mill_cache_unref);
  g_free (job->identity);
  g_free (job);
}

/* What is within a component counts for all that hold it. */
static void
add_holders (GHashTable        *outlooks,
             const char        *path,
             const MillOutlook *outlook)
{
  for (const char *end = strchr (path, MILL_PATH_SEPARATOR); end != NULL;
       end = strchr (end + 1, MILL_PATH_SEPARATOR))
    {
      g_autofree char *holder = g_strndup (path, end - path);
      g_autofree char *key = NULL;
      gpointer before = NULL;

      g_hash_table_steal_extended (outlooks, holder, (gpointer *) &key, &before);
      g_hash_table_insert (outlooks, g_steal_pointer (&holder), mill_outlook_add (before, outlook));
    }
}

static gboolean
has_open (GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    if (((const MillForecastNode *) g_ptr_array_index (nodes, i))->verdict == MILL_VERDICT_OPEN)
      return TRUE;

  return FALSE;
}

/* Sources are read only where there are results, or were, which may be of what is in them. */
static GPtrArray *
list_nodes (const Job     *job,
            GCancellable  *cancellable,
            GError       **error)
{
  MillForecastOptions options = {
    .base = job->base, .cache = job->cache, .identity = job->identity, .known_only = !job->has_parts,
  };
  GPtrArray *nodes = mill_forecast_list (job->pipeline, job->bindings, &options, cancellable, error);

  if (nodes == NULL || job->has_parts || !has_open (nodes))
    return nodes;
  g_ptr_array_unref (nodes);
  options.known_only = FALSE;

  return mill_forecast_list (job->pipeline, job->bindings, &options, cancellable, error);
}

static void
forecast_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MillPipeline) expanded = mill_pipeline_expand (job->pipeline, NULL);
  g_autoptr(GPtrArray) nodes = list_nodes (job, cancellable, &error);
  GHashTable *outlooks;

  if (nodes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  outlooks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, mill_outlook_free);
  for (guint i = 0; i < nodes->len; i++)
    {
      const MillForecastNode *node = g_ptr_array_index (nodes, i);
      MillOutlook *outlook = mill_outlook_new (node, expanded, job->identity != NULL);

      add_holders (outlooks, node->id, outlook);
      g_hash_table_insert (outlooks, g_strdup (node->id), outlook);
    }
  g_task_return_pointer (task, outlooks, (GDestroyNotify) g_hash_table_unref);
}

/* Adds those that @outlooks has, and that are other ones in @others. */
static void
add_different (GHashTable *outlooks,
               GHashTable *others,
               GHashTable *paths)
{
  GHashTableIter iter;
  gpointer path, outlook;

  g_hash_table_iter_init (&iter, outlooks);
  while (g_hash_table_iter_next (&iter, &path, &outlook))
    if (!mill_outlook_equal (outlook, g_hash_table_lookup (others, path)))
      g_hash_table_add (paths, g_strdup (path));
}

/* Takes @outlooks, and tells of the nodes that have others now. */
static void
set_outlooks (MillSession *self,
              GHashTable  *outlooks,
              guint        serial)
{
  g_autoptr(GHashTable) before = g_steal_pointer (&self->outlooks);
  g_autoptr(GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->outlooks = outlooks;
  self->outlooks_serial = serial;
  add_different (outlooks, before, changed);
  add_different (before, outlooks, changed);
  mill_session_update_stale (self, changed);
}

static void
forecast_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(MillSession) self = data;
  const Job *job = g_task_get_task_data (G_TASK (result));
  GHashTable *outlooks = g_task_propagate_pointer (G_TASK (result), NULL);

  if (outlooks == NULL)
    return;
  /* What was drawn or run meanwhile has asked again. */
  if (self->outlooks == NULL || self->running || job->serial != self->serial)
    g_hash_table_unref (outlooks);
  else
    set_outlooks (self, outlooks, job->serial);
}

static gboolean
start_cb (gpointer data)
{
  MillSession *self = data;
  MillRunOptions options;
  g_autoptr(GTask) task = NULL;
  g_autoptr(MillBindings) bindings = NULL;
  Job *job;

  self->forecast_source = 0;
  bindings = mill_bindings_new (self->whole, NULL, NULL);
  if (bindings == NULL || self->running)
    return G_SOURCE_REMOVE;

  job = g_new0 (Job, 1);
  mill_session_fill_options (self, &options, &job->identity);
  job->pipeline = mill_pipeline_copy (self->whole);
  job->bindings = g_steal_pointer (&bindings);
  g_set_object (&job->base, options.base);
  job->cache = mill_cache_ref (self->cache);
  job->has_parts = g_hash_table_size (self->parts) > 0;
  job->serial = self->serial;
  self->forecast_cancellable = g_cancellable_new ();
  /* As with typing, the session is not the task's to hold. */
  task = g_task_new (NULL, self->forecast_cancellable, forecast_cb, g_object_ref (self));
  g_task_set_source_tag (task, start_cb);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, forecast_thread);

  return G_SOURCE_REMOVE;
}

static void
stop (MillSession *self)
{
  g_clear_handle_id (&self->forecast_source, g_source_remove);
  g_cancellable_cancel (self->forecast_cancellable);
  g_clear_object (&self->forecast_cancellable);
}

void
mill_session_queue_forecast (MillSession *self)
{
  stop (self);
  if (self->cache != NULL && self->outlooks != NULL && !self->running)
    self->forecast_source = g_timeout_add (FORECAST_DELAY_MS, start_cb, self);
}

GHashTable *
mill_session_forget_outlooks (MillSession *self)
{
  GHashTable *paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer path;

  stop (self);
  g_hash_table_iter_init (&iter, self->outlooks);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    g_hash_table_add (paths, g_strdup (path));
  g_hash_table_remove_all (self->outlooks);

  return paths;
}

const MillOutlook *
mill_session_get_outlook_at (MillSession *self,
                             const char  *path,
                             gboolean    *current)
{
  *current = self->outlooks_serial == self->serial;

  return g_hash_table_lookup (self->outlooks, path);
}

const MillOutlook *
mill_session_get_outlook (MillSession *self,
                          const char  *node)
{
  g_autofree char *path = mill_session_make_path (self, node);

  return g_hash_table_lookup (self->outlooks, path);
}

char *
mill_session_dup_reasons (MillSession *self,
                          const char  *node)
{
  const MillOutlook *outlook = mill_session_get_outlook (self, node);

  if (outlook == NULL || mill_session_is_by_values (self, node))
    return NULL;

  return g_strdup (outlook->changes);
}

void
mill_session_init_forecast (MillSession *self)
{
  self->outlooks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, mill_outlook_free);
}

void
mill_session_clear_forecast (MillSession *self)
{
  stop (self);
  g_clear_pointer (&self->outlooks, g_hash_table_unref);
}
