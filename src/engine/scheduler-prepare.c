/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scheduler-private.h"

MillOutput *
mill_scheduler_find_output (MillNodeRun *node,
                            const char  *port)
{
  for (guint i = 0; node->outputs != NULL && i < node->outputs->len; i++)
    {
      MillOutput *output = g_ptr_array_index (node->outputs, i);

      if (g_strcmp0 (mill_output_get_port (output), port) == 0)
        return output;
    }

  return NULL;
}

static MillOutput *
find_input (MillScheduler      *self,
            const MillPlanLink *link)
{
  return mill_scheduler_find_output (&self->nodes[link->from->index], link->from_port);
}

static MillCompile *
make_compile (MillScheduler *self,
              MillNodeRun   *node)
{
  const MillRunOptions *options = mill_run_get_options (self->run);
  MillCompile *compile = mill_compile_new (node->plan->id, options->base,
                                           mill_run_get_values (self->run), self->connection,
                                           mill_results_get_duck (self->results));

  mill_compile_write_aside (compile, options->aside);
  for (guint i = 0; i < node->plan->inputs->len; i++)
    {
      MillPlanLink *link = &g_array_index (node->plan->inputs, MillPlanLink, i);
      MillOutput *input = find_input (self, link);
      g_autoptr (MillSchema) schema = NULL;
      g_autoptr (MillArtifact) artifact = NULL;

      if (input == NULL)
        continue;
      schema = mill_output_dup_schema (input);
      artifact = mill_output_dup_artifact (input);
      mill_compile_add_input (compile, link->port,
                              mill_output_is_table (input) ? mill_output_get_relation (input) : NULL,
                              schema, mill_output_get_model (input), artifact);
    }

  return compile;
}

/* The inputs that are tables, elements MillOutput. */
static GPtrArray *
list_tables (MillScheduler *self,
             MillNodeRun   *node)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_output_unref);

  for (guint i = 0; i < node->plan->inputs->len; i++)
    {
      MillOutput *input = find_input (self, &g_array_index (node->plan->inputs, MillPlanLink, i));

      if (input != NULL && mill_output_is_table (input))
        g_ptr_array_add (tables, mill_output_ref (input));
    }

  return tables;
}

/* Takes over what compile or declare has set, and is not there yet. */
static gboolean
take_outputs (MillScheduler  *self,
              MillNodeRun    *node,
              MillCompile    *compile,
              GError        **error)
{
  GPtrArray *set = mill_compile_get_outputs (compile);
  g_autoptr (GPtrArray) tables = list_tables (self, node);
  g_autofree char *prefix = mill_compile_make_empty_prefix (compile);
  gboolean constant = mill_compile_get_read_paths (compile)->len == 0;

  for (guint i = 0; i < set->len; i++)
    {
      MillCompileOutput *output = g_ptr_array_index (set, i);
      g_autoptr (MillOutput) made = NULL;

      if (mill_scheduler_find_output (node, output->port) != NULL)
        continue;
      made = mill_output_new (node->plan->id, output->port);
      if (output->model != NULL)
        mill_output_set_model (made, output->model);
      if (output->sql != NULL)
        {
          g_autoptr (MillSchema) schema = NULL;
          g_autofree char *sql = mill_compile_widen (self->connection, prefix, output->sql, constant,
                                                     &schema, error);

          if (sql == NULL)
            return FALSE;
          mill_output_set_query (made, sql, tables, schema);
        }
      mill_output_set_key (made, node->key);
      mill_results_add (self->results, made);
      g_ptr_array_add (node->outputs, g_steal_pointer (&made));
    }

  return TRUE;
}

static void
send_task_event (MillEvent *event,
                 gpointer   data)
{
  mill_run_send (data, event);
}

/* @compile (taken) makes it a job that runs the node; NULL: one that keeps @outputs. */
static void
push_job (MillScheduler *self,
          MillNodeRun   *node,
          MillCompile   *compile,
          GPtrArray     *outputs)
{
  g_autoptr (MillJob) job = mill_job_new (node->plan, self->results, outputs, self->cancellable);
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (GPtrArray) queries = NULL;

  if (compile != NULL)
    {
      MillTask *task = mill_task_new (node->plan->id, compile, self->results,
                                      self->part, self->threads, self->cancellable, send_task_event,
                                      self->run);

      for (guint i = 0; i < node->plan->inputs->len; i++)
        {
          MillPlanLink *link = &g_array_index (node->plan->inputs, MillPlanLink, i);
          MillOutput *input = find_input (self, link);

          if (input != NULL)
            mill_task_add_input (task, link->port, input);
        }
      mill_job_set_task (job, task, node->key);
    }

  tables = compile != NULL ? list_tables (self, node) : g_ptr_array_ref (outputs);
  queries = mill_output_list_queries (tables);
  mill_job_set_queries (job, queries);
  for (guint i = 0; i < queries->len; i++)
    {
      const char *id = mill_output_get_node (g_ptr_array_index (queries, i));
      MillNodeRun *fused = mill_scheduler_find_node (self, id);

      if (fused != NULL && fused->state == MILL_STATE_WAITING)
        mill_scheduler_send_state (self, fused, MILL_STATE_RUNNING, 0);
    }
  mill_scheduler_send_state (self, node, MILL_STATE_RUNNING, 0);

  node->queued = TRUE;
  g_ptr_array_add (self->active, job);
  g_thread_pool_push (self->pool, g_steal_pointer (&job), NULL);
}

static GPtrArray *
list_kept_outputs (MillNodeRun *node)
{
  GPtrArray *outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_output_unref);

  for (guint i = 0; i < node->outputs->len; i++)
    {
      MillOutput *output = g_ptr_array_index (node->outputs, i);

      if (g_hash_table_contains (node->plan->kept_ports, mill_output_get_port (output)))
        g_ptr_array_add (outputs, mill_output_ref (output));
    }

  return outputs;
}

/* Starts the job of a node that was compiled, where it has one. Takes @compile. */
static void
start_node (MillScheduler *self,
            MillNodeRun   *node,
            MillCompile   *compile)
{
  g_autoptr (MillCompile) owned = compile;
  g_autoptr (GPtrArray) outputs = list_kept_outputs (node);

  if (node->plan->type->run != NULL)
    push_job (self, node, g_steal_pointer (&owned), outputs);
  else if (outputs->len > 0)
    push_job (self, node, NULL, outputs);
  else
    node->available = TRUE;
}

gboolean
mill_scheduler_compile_node (MillScheduler  *self,
                             MillNodeRun    *node,
                             MillCompile   **compile,
                             GError        **error)
{
  const MillNodeType *type = node->plan->type;
  g_autoptr (MillCompile) made = NULL;

  if (!mill_scheduler_connect (self, error))
    return FALSE;
  made = make_compile (self, node);
  if (type->compile != NULL ? !type->compile (node->plan->params, made, error)
      : type->declare != NULL &&
      !type->declare (node->plan->params, made, error))
    return FALSE;
  if (!take_outputs (self, node, made, error))
    return FALSE;
  if (compile != NULL)
    *compile = g_steal_pointer (&made);

  return TRUE;
}

/* Compiles a node whose inputs can all be read, and starts it. */
static gboolean
prepare_node (MillScheduler  *self,
              MillNodeRun    *node,
              GError        **error)
{
  MillCompile *compile = NULL;

  if (node->unreadable != NULL)
    {
      g_propagate_error (error, g_error_copy (node->unreadable));
      return FALSE;
    }
  if (self->cache != NULL)
    node->key = mill_scheduler_get_forecast (self, node)->key;
  if (!mill_scheduler_compile_node (self, node, &compile, error))
    return FALSE;
  start_node (self, node, compile);

  return TRUE;
}

static gboolean
is_ready (MillScheduler *self,
          MillNodeRun   *node)
{
  const MillForecastState *forecast = mill_scheduler_get_forecast (self, node);

  if (node->state != MILL_STATE_WAITING || node->available || node->queued ||
      forecast->verdict != MILL_VERDICT_RUN || !forecast->settled)
    return FALSE;

  for (guint i = 0; i < node->plan->inputs->len; i++)
    {
      MillPlanLink *link = &g_array_index (node->plan->inputs, MillPlanLink, i);

      if (!self->nodes[link->from->index].available)
        return FALSE;
    }

  return TRUE;
}

void
mill_scheduler_prepare_ready_nodes (MillScheduler *self)
{
  /* In the order of the plan, so one pass reaches everything that became ready. */
  for (guint i = 0; i < self->plan->nodes->len; i++)
    {
      MillNodeRun *node = &self->nodes[i];
      g_autoptr (GError) error = NULL;

      if (is_ready (self, node) && !prepare_node (self, node, &error))
        mill_scheduler_fail_node (self, node, error, 0);
    }
}

/* Nodes whose readers could not run are computed for themselves: what does not depend on a failure
 * still runs. The last of them brings those before it along. */
void
mill_scheduler_prepare_left_over (MillScheduler *self)
{
  for (guint i = self->plan->nodes->len; i-- > 0 && self->active->len == 0;)
    {
      MillNodeRun *node = &self->nodes[i];
      g_autoptr (GPtrArray) outputs = NULL;

      if (!node->available || mill_scheduler_is_ended (node))
        continue;

      mill_plan_keep_all (node->plan);
      outputs = list_kept_outputs (node);
      push_job (self, node, NULL, outputs);
    }
}
