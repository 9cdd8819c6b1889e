/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

#include "engine/forecast.h"
#include "pipeline/expand.h"

/* Why results are no longer of what is drawn: what would run, and for what reasons, is found in a thread after
 * each change, in the words that `millctl why` has. */

/* So long nothing must have changed; nobody reads reasons while typing. */
#define FORECAST_DELAY_MS 250

typedef struct
{
  MillPipeline *pipeline;
  MillBindings *bindings;
  GFile        *base;
  MillCache    *cache;
  char         *identity;
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

/* Not what would run because its result was never kept, or is not any more: what is on the screen is right. */
static gboolean
is_change (MillReasonKind kind)
{
  switch (kind)
    {
    case MILL_REASON_SETTING:
    case MILL_REASON_PARAMETER:
    case MILL_REASON_FILE:
    case MILL_REASON_INPUT:
    case MILL_REASON_LINKS:
    case MILL_REASON_TYPE:
    case MILL_REASON_ENGINE:
    case MILL_REASON_ENVIRONMENT:
    case MILL_REASON_WRITTEN:
    case MILL_REASON_UNREADABLE:
      return TRUE;
    case MILL_REASON_NEVER:
    case MILL_REASON_GONE:
    case MILL_REASON_PASSED_ON:
    case MILL_REASON_KEYLESS:
    case MILL_REASON_NO_CACHE:
    case MILL_REASON_FROM_SCRATCH:
    default:
      return FALSE;
    }
}

static char *
describe (const MillForecastNode *node,
          MillPipeline           *expanded)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < node->reasons->len; i++)
    {
      const MillReason *reason = g_ptr_array_index (node->reasons, i);
      g_autofree char *words = NULL;

      if (!is_change (reason->kind))
        continue;
      words = mill_reason_describe (reason, expanded);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }

  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

static void
forecast_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Job *job = data;
  const MillForecastOptions options = {
    .base = job->base, .cache = job->cache, .identity = job->identity,
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(MillPipeline) expanded = mill_pipeline_expand (job->pipeline, NULL);
  g_autoptr(GPtrArray) nodes = mill_forecast_list (job->pipeline, job->bindings, &options, cancellable, &error);
  GHashTable *reasons;

  if (nodes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < nodes->len; i++)
    {
      const MillForecastNode *node = g_ptr_array_index (nodes, i);
      char *text = describe (node, expanded);

      if (text != NULL)
        g_hash_table_insert (reasons, g_strdup (node->id), text);
    }
  g_task_return_pointer (task, reasons, (GDestroyNotify) g_hash_table_unref);
}

/* Takes @reasons, and tells of the nodes whose reasons are others now. */
static void
set_reasons (MillSession *self,
             GHashTable  *reasons)
{
  g_autoptr(GHashTable) before = g_steal_pointer (&self->reasons);
  g_autoptr(GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer path;

  self->reasons = reasons;
  g_hash_table_iter_init (&iter, reasons);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (g_strcmp0 (g_hash_table_lookup (reasons, path), g_hash_table_lookup (before, path)) != 0)
      g_ptr_array_add (changed, g_strdup (path));
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (!g_hash_table_contains (reasons, path))
      g_ptr_array_add (changed, g_strdup (path));
  for (guint i = 0; i < changed->len; i++)
    mill_session_emit_status (self, g_ptr_array_index (changed, i));
}

static void
forecast_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(MillSession) self = data;
  const Job *job = g_task_get_task_data (G_TASK (result));
  GHashTable *reasons = g_task_propagate_pointer (G_TASK (result), NULL);

  if (reasons == NULL)
    return;
  /* What was drawn or run meanwhile has asked again. */
  if (self->reasons == NULL || self->running || job->serial != self->serial)
    g_hash_table_unref (reasons);
  else
    set_reasons (self, reasons);
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
  /* What was never saved has no runs to be compared with, and what did not run no results. */
  if (self->cache != NULL && self->file != NULL && self->reasons != NULL && !self->running &&
      g_hash_table_size (self->parts) > 0)
    self->forecast_source = g_timeout_add (FORECAST_DELAY_MS, start_cb, self);
}

/* A run is about to begin, after which all is asked for again. */
void
mill_session_forget_reasons (MillSession *self)
{
  stop (self);
  g_hash_table_remove_all (self->reasons);
}

const char *
mill_session_get_reasons_at (MillSession *self,
                             const char  *path)
{
  return g_hash_table_lookup (self->reasons, path);
}

char *
mill_session_dup_reasons (MillSession *self,
                          const char  *node)
{
  g_autofree char *path = mill_session_make_path (self, node);
  GPtrArray *within = g_hash_table_lookup (self->parts_within, path);
  const char *reasons = mill_session_get_reasons_at (self, path);

  /* The first thing that changed within a component. */
  for (guint i = 0; reasons == NULL && within != NULL && i < within->len; i++)
    reasons = mill_session_get_reasons_at (self, g_ptr_array_index (within, i));

  return g_strdup (reasons);
}

void
mill_session_init_forecast (MillSession *self)
{
  self->reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
mill_session_clear_forecast (MillSession *self)
{
  stop (self);
  g_clear_pointer (&self->reasons, g_hash_table_unref);
}
