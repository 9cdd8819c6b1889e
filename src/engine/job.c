/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/job.h"

#include "engine/sql.h"

struct _MillJob
{
  MillPlanNode   *node;
  MillResults    *results;
  MillConnection *connection;
  MillTask       *task;
  GPtrArray      *outputs;
  GPtrArray      *queries;
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
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (MillConnection) connection = NULL;
  MillJob *self;

  if ((connection = mill_connection_new (mill_results_get_duck (results), error)) == NULL)
    return NULL;

  self = g_new0 (MillJob, 1);
  self->node = node;
  self->results = g_object_ref (results);
  self->connection = g_steal_pointer (&connection);
  self->outputs = g_ptr_array_ref (outputs);
  self->queries = g_ptr_array_new ();
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->start = g_get_monotonic_time ();

  return self;
}

void
mill_job_free (MillJob *self)
{
  if (self == NULL)
    return;

  mill_task_free (self->task);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->outputs);
  g_ptr_array_unref (self->queries);
  g_clear_object (&self->cancellable);
  mill_connection_free (self->connection);
  g_object_unref (self->results);
  g_free (self);
}

void
mill_job_set_task (MillJob  *self,
                   MillTask *task)
{
  self->task = task;
}

void
mill_job_set_queries (MillJob   *self,
                      GPtrArray *queries)
{
  g_ptr_array_ref (queries);
  g_ptr_array_unref (self->queries);
  self->queries = queries;
}

MillConnection *
mill_job_get_connection (MillJob *self)
{
  return self->connection;
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
      if ((widened = mill_compile_widen (self->connection, "", query, &schema, error)) == NULL)
        return FALSE;
      mill_output_set_query (output, widened, none, schema);
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

  return bind_outputs (self, error);
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

/* A query that fails does not say which of the nodes fused into it was at fault. Computes one after
 * the other, each as a whole and without keeping it, until one fails; a failure is rare, and then the
 * right place is worth the time. */
static const char *
find_culprit (MillJob *self)
{
  for (guint i = 0; i < self->queries->len; i++)
    {
      MillOutput *output = g_ptr_array_index (self->queries, i);
      g_autofree char *kept = mill_output_dup_kept (output);
      g_autoptr (GPtrArray) only = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *prefix = NULL;
      g_autofree char *relation = NULL;
      g_autofree char *sql = NULL;

      if (kept != NULL || !mill_output_is_table (output))
        continue;

      only = g_ptr_array_new ();
      g_ptr_array_add (only, output);
      prefix = mill_output_make_prefix (only);
      relation = mill_sql_quote_identifier (mill_output_get_relation (output));
      sql = g_strdup_printf ("%sSELECT max(hash(r)) FROM %s r", prefix, relation);
      if (!mill_connection_execute (self->connection, sql, NULL, self->cancellable, &error) &&
          !g_cancellable_is_cancelled (self->cancellable))
        {
          g_clear_error (&self->error);
          self->error = g_steal_pointer (&error);
          return g_intern_string (mill_output_get_node (output));
        }
    }

  return self->node->id;
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

void
mill_job_execute (MillJob *self)
{
  gboolean done;

  done = (self->task == NULL || run_task (self, &self->error)) && keep_outputs (self, &self->error);
  if (!done)
    self->culprit = is_query_error (self->error) ? find_culprit (self) : self->node->id;

  self->seconds = (g_get_monotonic_time () - self->start) / (double) G_USEC_PER_SEC;
}
