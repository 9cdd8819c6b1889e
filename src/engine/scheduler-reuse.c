/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/scheduler-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "engine/sql.h"
#include "pipeline/file-trouble.h"

MillForecastState *
mill_scheduler_get_forecast (MillScheduler *self,
                             MillNodeRun   *node)
{
  return mill_forecast_get (self->forecast, node->plan->index);
}

static void
send_log (MillScheduler *self,
          const char    *node,
          const char    *text)
{
  MillEvent *event = mill_event_new (MILL_EVENT_LOG, node);

  event->severity = MILL_SEVERITY_WARNING;
  event->text = g_strdup (text);
  mill_run_send (self->run, event);
}

void
mill_scheduler_tell_trouble (MillScheduler *self)
{
  g_autoptr (GError) trouble = mill_results_take_trouble (self->results);
  g_autoptr (MillDiagnostic) diagnostic = NULL;
  g_autofree char *text = NULL;

  if (trouble == NULL)
    return;
  diagnostic = mill_error_dup_diagnostic (trouble, NULL);
  text = g_strdup_printf (_("The results of this run are not remembered: %s (%s)"), diagnostic->message,
                          diagnostic->hint != NULL ? diagnostic->hint : mill_file_trouble_find_hint (trouble));
  send_log (self, NULL, text);
}

void
mill_scheduler_tell_damage (MillScheduler *self,
                            const GError  *error)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf (_("What is remembered of this pipeline cannot be used, not even what is pinned: %s"),
                          error->message);
  send_log (self, NULL, text);
}

/* What nobody needs is not made again, nor is anything by a run that only tells what is known. */
static void
tell_damaged_result (MillScheduler *self,
                     MillNodeRun   *node,
                     gboolean       needed,
                     const GError  *error)
{
  g_autofree char *text = NULL;

  if (needed && !mill_run_get_options (self->run)->only_recall)
    text = g_strdup_printf (_("A remembered result cannot be used, and is made again: %s"), error->message);
  else
    text = g_strdup_printf (_("A remembered result cannot be used any more: %s"), error->message);
  send_log (self, node->plan->id, text);
}

static void
tell_change_cb (const char *node,
                const char *path,
                gpointer    data)
{
  g_autofree char *text = g_strdup_printf (_("“%s” was changed during the run: results may be of what it held "
                                             "before, or of what it holds now, and are not remembered. Run "
                                             "again"), path);

  send_log (data, node, text);
}

void
mill_scheduler_tell_changes (MillScheduler *self)
{
  mill_source_watch_list_changed (mill_results_get_watch (self->results), tell_change_cb, self);
}

static void
send_source (MillScheduler *self,
             MillNodeRun   *node,
             const char    *path,
             const char    *digest)
{
  MillEvent *event = mill_event_new (MILL_EVENT_SOURCE, node->plan->id);
  GStatBuf status;

  event->text = g_strdup (path);
  event->key = g_strdup (digest);
  if (g_stat (path, &status) == 0)
    event->rows = status.st_size;
  mill_run_send (self->run, event);
}

/* Once all of them are known. */
static void
send_sources (MillScheduler *self,
              MillNodeRun   *node)
{
  GArray *files = mill_scheduler_get_forecast (self, node)->files;

  for (guint i = 0; i < files->len; i++)
    {
      const MillKeyFile *file = &g_array_index (files, MillKeyFile, i);

      if (file->digest == NULL)
        continue;
      mill_source_watch_set_digest (mill_results_get_watch (self->results), file->path, file->digest);
      send_source (self, node, file->path, file->digest);
    }
}

/* Reading a large source to know it takes long: that is a job of its own, so that nobody waits for it but
 * those whose keys hang on it. */
static void
push_digest_job (MillScheduler *self,
                 MillNodeRun   *node,
                 GPtrArray     *paths)
{
  MillJob *job = mill_job_new_digests (node->plan, self->cache, paths,
                                       self->cancellable);

  node->queued = TRUE;
  g_ptr_array_add (self->active, job);
  g_thread_pool_push (self->readers, job, NULL);
}

void
mill_scheduler_look_at_sources (MillScheduler *self)
{
  for (guint i = 0; i < self->plan->nodes->len; i++)
    {
      MillNodeRun *node = &self->nodes[i];
      g_autoptr (GPtrArray) unknown = mill_forecast_find_digests (self->forecast, i);

      if (unknown->len > 0)
        push_digest_job (self, node, unknown);
      else
        send_sources (self, node);
    }
}

void
mill_scheduler_take_digests (MillScheduler *self,
                             MillNodeRun   *node,
                             MillJob       *job)
{
  GPtrArray *paths = mill_job_get_paths (job);
  GPtrArray *digests = mill_job_get_digests (job);
  const GError *error = mill_job_get_error (job);

  for (guint i = 0; i < digests->len; i++)
    mill_forecast_set_digest (self->forecast, node->plan->index, g_ptr_array_index (paths, i),
                              g_ptr_array_index (digests, i));
  if (error != NULL)
    {
      node->unreadable = g_error_copy (error);
      mill_forecast_set_digest (self->forecast, node->plan->index, NULL, NULL);
      return;
    }
  send_sources (self, node);
}

static MillOutput *
take_table (MillScheduler *self,
            MillNodeRun   *node,
            const char    *key,
            const char    *port,
            GError       **error)
{
  MillCache *cache = self->cache;
  g_auto (MillCachedTable) table = { NULL };
  g_autoptr (GPtrArray) none = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *sql = NULL;
  MillOutput *output;

  if (!mill_cache_take_table (cache, key, port, mill_results_get_hold (self->results), &table, error))
    return NULL;

  output = mill_output_new (node->plan->id, port);
  none = g_ptr_array_new ();
  quoted = mill_sql_quote_string (table.path);
  sql = g_strdup_printf ("SELECT * FROM read_parquet(%s)", quoted);
  mill_output_set_query (output, sql, none, table.schema);
  mill_output_set_kept (output, table.path, table.n_rows);
  mill_output_set_digest (output, table.digest);

  return output;
}

static MillOutput *
take_artifact (MillScheduler *self,
               MillNodeRun   *node,
               const char    *key,
               const char    *port,
               GError       **error)
{
  MillCache *cache = self->cache;
  const MillNodeType *type = node->plan->type;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (MillArtifact) artifact = NULL;
  MillOutput *output;

  if (type->recall == NULL)
    return NULL;
  if ((json = mill_cache_take_artifact (cache, key, port, error)) != NULL)
    artifact = type->recall (json, error);
  if (artifact == NULL)
    return NULL;
  output = mill_output_new (node->plan->id, port);
  mill_output_set_artifact (output, artifact);

  return output;
}

/* NULL without @error: there is none. */
static MillOutput *
take_output (MillScheduler  *self,
             MillNodeRun    *node,
             const char     *key,
             const char     *name,
             GError        **error)
{
  const MillPort *port = mill_node_type_find_port (node->plan->type, MILL_PORT_OUT, name);

  return port->type == MILL_PORT_TABLE ? take_table (self, node, key, name, error)
                                       : take_artifact (self, node, key, name, error);
}

/* Takes what there is, so that it is there until the run and those who look at its results are done. */
static gboolean
find_cb (MillForecastState *state,
         const char        *key,
         GPtrArray         *ports,
         gboolean           needed,
         gpointer           data)
{
  MillScheduler *self = data;
  MillNodeRun *node = &self->nodes[state->plan->index];
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_output_unref);
  g_auto (MillCachedRun) told = { NULL };
  g_autoptr (GError) error = NULL;

  if (node->plan->type->run != NULL &&
      !mill_cache_take_run (self->cache, key, node->plan->id, &told, &error))
    {
      if (error != NULL)
        tell_damaged_result (self, node, needed, error);
      return FALSE;
    }
  for (guint i = 0; i < ports->len; i++)
    {
      g_autoptr (GError) damage = NULL;
      MillOutput *output = take_output (self, node, key, g_ptr_array_index (ports, i), &damage);

      if (damage != NULL)
        tell_damaged_result (self, node, needed, damage);
      if (output != NULL)
        g_ptr_array_add (found, output);
      else if (needed || node->plan->type->run != NULL)
        return FALSE;
    }
  node->found = g_steal_pointer (&found);
  node->told = told;
  told = (MillCachedRun) { NULL };

  return TRUE;
}

static void
send_artifact (MillScheduler *self,
               MillNodeRun   *node,
               MillOutput    *output)
{
  g_autoptr (MillArtifact) artifact = mill_output_dup_artifact (output);
  MillEvent *event;

  if (artifact == NULL)
    return;
  event = mill_event_new (MILL_EVENT_ARTIFACT, node->plan->id);
  event->port = g_intern_string (mill_output_get_port (output));
  event->artifact = g_steal_pointer (&artifact);
  mill_run_send (self->run, event);
}

/* Rows of what was not kept, where somebody counted them once. */
static void
send_counts (MillScheduler *self,
             MillNodeRun   *node)
{
  const char *key = mill_forecast_get_key (self->forecast, node->plan->index);
  const MillPort *port;

  for (guint i = 0; (port = mill_node_type_get_port (node->plan->type, MILL_PORT_OUT, i)) != NULL; i++)
    {
      MillEvent *event;
      gint64 n_rows;

      if (port->type != MILL_PORT_TABLE || key == NULL ||
          mill_scheduler_find_output (node, port->name) != NULL ||
          (n_rows = mill_cache_find_rows (self->cache, key, port->name)) < 0)
        continue;
      event = mill_event_new (MILL_EVENT_ROWS, node->plan->id);
      event->port = g_intern_string (port->name);
      event->rows = n_rows;
      mill_run_send (self->run, event);
    }
}

static void
reuse_node (MillScheduler *self,
            MillNodeRun   *node)
{
  mill_scheduler_send_again (self, node->told.events);
  mill_scheduler_send_again (self, node->told.files);
  for (guint i = 0; node->found != NULL && i < node->found->len; i++)
    {
      MillOutput *output = g_ptr_array_index (node->found, i);

      g_ptr_array_add (node->outputs, mill_output_ref (output));
      mill_results_add (self->results, output);
      send_artifact (self, node, output);
      mill_scheduler_send_rows (self, output);
    }
  send_counts (self, node);
  node->available = TRUE;
  mill_scheduler_send_state (self, node, MILL_STATE_REUSED, NAN);
}

void
mill_scheduler_reuse_nodes (MillScheduler *self)
{
  mill_forecast_settle (self->forecast, find_cb, self);
  for (guint i = 0; i < self->plan->nodes->len; i++)
    if (self->nodes[i].state == MILL_STATE_WAITING &&
        mill_forecast_get (self->forecast, i)->verdict == MILL_VERDICT_REUSE)
      reuse_node (self, &self->nodes[i]);
}

static void
remember_node (MillScheduler *self,
               MillNodeRun   *node)
{
  MillForecastState *state = mill_scheduler_get_forecast (self, node);
  const char *key = mill_forecast_get_key (self->forecast, node->plan->index);

  if (node->state == MILL_STATE_FAILED)
    mill_pipeline_memory_set_failed (self->memory, node->plan->id, TRUE);
  else if (node->state == MILL_STATE_DONE || node->found != NULL)
    mill_pipeline_memory_set_failed (self->memory, node->plan->id, FALSE);
  if ((node->state != MILL_STATE_DONE && node->state != MILL_STATE_REUSED) || key == NULL)
    return;
  if (state->key != NULL && g_str_equal (key, mill_key_get_text (state->key)))
    mill_pipeline_memory_note (self->memory, node->plan->id, state->key);
  mill_pipeline_memory_pin (self->memory, node->plan->id,
                            mill_node_is_pinned (node->plan->node) ? key : NULL);
}

void
mill_scheduler_remember (MillScheduler *self)
{
  MillCache *cache = self->cache;
  g_autoptr (GError) error = NULL;

  if (self->memory == NULL || self->forecast == NULL)
    return;
  for (guint i = 0; i < self->plan->nodes->len; i++)
    remember_node (self, &self->nodes[i]);
  mill_scheduler_remember_bound (self);
  if (!mill_pipeline_memory_save (self->memory, &error))
    mill_results_give_up_cache (self->results, g_steal_pointer (&error));
  mill_scheduler_tell_trouble (self);
  if (mill_cache_is_due (cache))
    mill_cache_trim (cache);
}
