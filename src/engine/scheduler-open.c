/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scheduler-private.h"

#include <string.h>

#include "engine/paths.h"
#include "pipeline/expand.h"

/* The session may open the files of the wanted nodes, and nothing else. */
static MillDuck *
open_duck (MillScheduler  *self,
           GArray         *paths,
           const char     *scratch,
           const char     *hold,
           GError        **error)
{
  const MillRunOptions *options = mill_run_get_options (self->run);
  g_autoptr (GPtrArray) reads = g_ptr_array_new ();
  g_autoptr (GPtrArray) writes = g_ptr_array_new_with_free_func (g_free);
  MillDuckOptions session = { 0 };

  for (guint i = 0; i < paths->len; i++)
    {
      MillNodePath *path = &g_array_index (paths, MillNodePath, i);

      if (path->to_write)
        g_ptr_array_add (writes, mill_task_make_part (path->path, self->part));
      else
        g_ptr_array_add (reads, path->path);
    }
  g_ptr_array_add (reads, NULL);
  g_ptr_array_add (writes, NULL);

  session.read_paths = (const char *const *) reads->pdata;
  session.write_paths = (const char *const *) writes->pdata;
  session.scratch = scratch;
  session.hold = hold;
  session.threads = options->threads;
  session.memory = options->memory;
  session.workers = MILL_MAX_WORKERS;

  return mill_duck_new (&session, error);
}

/* What is watched from here on, before anybody looks what it holds. */
static MillSourceWatch *
watch_sources (GArray *paths)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();

  for (guint i = 0; i < paths->len; i++)
    if (!g_array_index (paths, MillNodePath, i).to_write)
      g_ptr_array_add (sources, g_array_index (paths, MillNodePath, i).path);

  return mill_source_watch_new (sources);
}

gboolean
mill_scheduler_open_session (MillScheduler  *self,
                             GError        **error)
{
  const MillRunOptions *options = mill_run_get_options (self->run);
  g_autoptr (MillScratch) scratch = mill_scratch_new (mill_run_get_id (self->run), error);
  g_autoptr (MillSourceWatch) watch = NULL;
  g_autoptr (MillScratch) hold = NULL;
  g_autoptr (MillDuck) duck = NULL;
  g_autoptr (GError) trouble = NULL;

  self->paths = mill_node_paths_list (mill_run_get_pipeline (self->run),
                                      mill_run_get_values (self->run), options->base,
                                      options->targets);
  watch = watch_sources (self->paths);
  if (options->cache != NULL)
    hold = mill_cache_new_hold (options->cache, mill_run_get_id (self->run), &trouble);
  if (scratch == NULL ||
      (duck = open_duck (self, self->paths, mill_scratch_get_path (scratch),
                         hold != NULL ? mill_scratch_get_path (hold) : NULL, error)) == NULL ||
      (self->connection = mill_connection_new (duck, error)) == NULL)
    return FALSE;

  self->results = mill_results_new (duck, g_steal_pointer (&scratch));
  if (hold != NULL)
    {
      self->cache = options->cache;
      self->memory = mill_pipeline_memory_load (self->cache, options->identity);
      mill_results_set_cache (self->results, self->cache, g_steal_pointer (&hold),
                              g_steal_pointer (&watch));
    }
  else if (trouble != NULL)
    mill_results_give_up_cache (self->results, g_steal_pointer (&trouble));
  mill_run_set_results (self->run, self->results);
  mill_scheduler_tell_trouble (self);

  return TRUE;
}

/* Tells what reading the file and typing have found, each thing once. What is merely odd in a file is no
 * matter of a run; what typing says of nodes that are not @wanted neither. */
static void
send_diagnostics (MillScheduler *self,
                  MillTypes     *types,
                  GHashTable    *wanted)
{
  GPtrArray *problems = mill_run_get_options (self->run)->problems;
  GPtrArray *found = mill_types_get_diagnostics (types);
  g_autoptr (GPtrArray) told = mill_diagnostics_new ();
  g_autoptr (GPtrArray) more = mill_diagnostics_new ();

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      MillDiagnostic *problem = g_ptr_array_index (problems, i);

      if (problem->severity != MILL_SEVERITY_NOTE)
        g_ptr_array_add (told, mill_diagnostic_ref (problem));
    }
  for (guint i = 0; i < found->len; i++)
    {
      MillDiagnostic *diagnostic = g_ptr_array_index (found, i);

      if (diagnostic->node == NULL || g_hash_table_contains (wanted, diagnostic->node))
        g_ptr_array_add (more, mill_diagnostic_ref (diagnostic));
    }
  mill_diagnostics_merge (told, more);
  for (guint i = 0; i < told->len; i++)
    mill_scheduler_send_diagnostic (self, g_ptr_array_index (told, i));
}

/* A node, and the components that it is within. */
static void
add_wanted (GHashTable *wanted,
            const char *id)
{
  g_hash_table_add (wanted, (char *) id);
  for (const char *c = strchr (id, MILL_PATH_SEPARATOR); c != NULL;
       c = strchr (c + 1, MILL_PATH_SEPARATOR))
    {
      g_autofree char *holder = g_strndup (id, c - id);

      g_hash_table_add (wanted, (char *) g_intern_string (holder));
    }
}

/* Binds everything before anything runs, and reports what that finds on the wanted nodes. */
gboolean
mill_scheduler_make_plan (MillScheduler  *self,
                          GError        **error)
{
  const MillRunOptions *options = mill_run_get_options (self->run);
  MillPipeline *pipeline = mill_run_get_pipeline (self->run);
  MillPipeline *drawing = mill_run_get_drawing (self->run);
  MillDuck *duck = mill_results_get_duck (self->results);
  g_autoptr (MillTyping) typing = mill_typing_new_in (options->base, duck, error);
  g_autoptr (MillTypes) types = NULL;
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);

  if (typing == NULL ||
      (types = mill_typing_bind (typing, drawing, mill_run_get_bindings (self->run),
                                 self->cancellable, error)) == NULL)
    return FALSE;

  self->plan = mill_plan_new (pipeline, mill_run_get_values (self->run), types, options->targets);
  self->nodes = g_new0 (MillNodeRun, self->plan->nodes->len);
  for (guint i = 0; i < self->plan->nodes->len; i++)
    {
      MillNodeRun *node = &self->nodes[i];

      node->plan = g_ptr_array_index (self->plan->nodes, i);
      node->outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_output_unref);
      add_wanted (wanted, node->plan->id);
      g_hash_table_insert (self->by_id, (char *) node->plan->id, node);
      mill_scheduler_send_state (self, node, MILL_STATE_WAITING, 0);
    }
  self->forecast = mill_forecast_new (self->plan, mill_run_get_values (self->run), self->paths,
                                      self->cache, self->memory, options->from_scratch);
  mill_scheduler_look_at_sources (self);
  for (guint i = 0; i < self->plan->blocked->len; i++)
    add_wanted (wanted, g_ptr_array_index (self->plan->blocked, i));

  send_diagnostics (self, types, wanted);
  for (guint i = 0; i < self->plan->blocked->len; i++)
    {
      const char *id = g_ptr_array_index (self->plan->blocked, i);
      MillEvent *event = mill_event_new (MILL_EVENT_STATE, id);

      self->failed = TRUE;
      event->state = mill_types_has_error (types, id) ? MILL_STATE_FAILED : MILL_STATE_SKIPPED;
      mill_run_send (self->run, event);
    }

  return TRUE;
}
