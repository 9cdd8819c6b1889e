/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/duck.h"

#include <glib/gi18n-lib.h>

#include "engine/duck-private.h"
#include "pipeline/diagnostic.h"

static MillConnection *
take (MillDuck          *duck,
      duckdb_connection  handle,
      gboolean           is_worker)
{
  MillConnection *self = g_new0 (MillConnection, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->duck = mill_duck_ref (duck);
  self->handle = handle;
  self->is_worker = is_worker;

  return self;
}

MillConnection *
mill_connection_new (MillDuck  *duck,
                     GError   **error)
{
  duckdb_connection handle = NULL;

  if (!mill_duck_open (duck, error))
    return NULL;
  if (duckdb_connect (duck->database, &handle) != DuckDBSuccess)
    {
      mill_duck_fail (error, NULL);
      return NULL;
    }

  return take (duck, handle, FALSE);
}

MillConnection *
mill_connection_new_worker (MillDuck  *duck,
                            GError   **error)
{
  duckdb_connection handle = NULL;

  if (!mill_duck_open (duck, error))
    return NULL;
  g_mutex_lock (&duck->lock);
  if (duck->workers->len > 0)
    {
      handle = g_array_index (duck->workers, duckdb_connection, duck->workers->len - 1);
      g_array_set_size (duck->workers, duck->workers->len - 1);
    }
  g_mutex_unlock (&duck->lock);

  return handle != NULL ? take (duck, handle, TRUE) : mill_connection_new (duck, error);
}

MillConnection *
mill_connection_ref (MillConnection *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/* Rows that are still being read keep the connection open. */
void
mill_connection_free (MillConnection *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->is_worker)
    {
      g_mutex_lock (&self->duck->lock);
      g_array_append_val (self->duck->workers, self->handle);
      g_mutex_unlock (&self->duck->lock);
    }
  else
    duckdb_disconnect (&self->handle);
  mill_duck_unref (self->duck);
  g_free (self);
}

static void
interrupt_cb (GCancellable   *cancellable,
              MillConnection *self)
{
  duckdb_interrupt (self->handle);
}

/* DuckDB forgets an interrupt that comes before a query has started, which is why the callers look
 * at the cancellable themselves after each step that starts one. */
static gulong
watch (MillConnection *self,
       GCancellable   *cancellable)
{
  if (cancellable == NULL)
    return 0;

  return g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb), self, NULL);
}

/* DuckDB's parser needs gigabytes for tens of thousands of brackets within each other. */
#define MAX_DEPTH 1000

/* Counts brackets in texts and comments too: what has so many there is no loss either. */
static gboolean
is_too_deep (const char *sql)
{
  guint depth = 0;

  for (const char *p = sql; *p != '\0'; p++)
    {
      if (*p == '(' || *p == '[' || *p == '{')
        depth++;
      else if ((*p == ')' || *p == ']' || *p == '}') && depth > 0)
        depth--;
      if (depth > MAX_DEPTH)
        return TRUE;
    }

  return FALSE;
}

/* One statement, bound. Anything but one statement is refused by DuckDB here. */
static duckdb_prepared_statement
prepare (MillConnection  *self,
         const char      *sql,
         GError         **error)
{
  duckdb_prepared_statement statement = NULL;

  if (!g_utf8_validate (sql, -1, NULL))
    {
      mill_fail (error, NULL, _("The query is not valid UTF-8 text"));
      return NULL;
    }
  if (is_too_deep (sql))
    {
      mill_fail (error, NULL, _("The query is nested too deeply"));
      return NULL;
    }
  if (duckdb_prepare (self->handle, sql, &statement) != DuckDBSuccess)
    {
      mill_duck_fail (error, statement != NULL ? duckdb_prepare_error (statement) : NULL);
      mill_duck_statement_clear (&statement);
      return NULL;
    }

  return statement;
}

static gboolean
run (MillConnection             *self,
     duckdb_prepared_statement   statement,
     gboolean                    streaming,
     GCancellable               *cancellable,
     duckdb_result              *result,
     GError                    **error)
{
  mill_auto (mill_duck_pending_clear) duckdb_pending_result pending = NULL;
  duckdb_state state;

  if (streaming)
    state = duckdb_pending_prepared_streaming (statement, &pending);
  else
    state = duckdb_pending_prepared (statement, &pending);
  if (state != DuckDBSuccess)
    {
      mill_duck_fail (error, pending != NULL ? duckdb_pending_error (pending) : NULL);
      return FALSE;
    }
  /* From here on an interrupt sticks; one that came before shows in the cancellable. */
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (duckdb_execute_pending (pending, result) != DuckDBSuccess)
    {
      mill_duck_fail (error, duckdb_result_error (result));
      duckdb_destroy_result (result);
      return FALSE;
    }

  return TRUE;
}

/* Prepares and runs @sql under the watch of @cancellable. */
static duckdb_prepared_statement
start (MillConnection  *self,
       const char      *sql,
       gboolean         streaming,
       GCancellable    *cancellable,
       duckdb_result   *result,
       GError         **error)
{
  mill_auto (mill_duck_statement_clear) duckdb_prepared_statement statement = NULL;
  g_autoptr (GError) local_error = NULL;
  gulong watching;
  gboolean done;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  watching = watch (self, cancellable);
  statement = prepare (self, sql, &local_error);
  done = statement != NULL && !g_cancellable_is_cancelled (cancellable) &&
         run (self, statement, streaming, cancellable, result, &local_error);
  g_cancellable_disconnect (cancellable, watching);

  if (!done)
    {
      /* Whatever an interrupted query complains of, it was cancelled. */
      if (!g_cancellable_set_error_if_cancelled (cancellable, error))
        g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&statement);
}

gboolean
mill_connection_execute (MillConnection  *self,
                         const char      *sql,
                         gint64          *n_rows,
                         GCancellable    *cancellable,
                         GError         **error)
{
  mill_auto (mill_duck_statement_clear) duckdb_prepared_statement statement = NULL;
  duckdb_result result = { 0 };

  statement = start (self, sql, FALSE, cancellable, &result, error);
  if (statement == NULL)
    return FALSE;

  if (n_rows != NULL)
    *n_rows = duckdb_rows_changed (&result);
  duckdb_destroy_result (&result);

  return TRUE;
}

MillRows *
mill_connection_query (MillConnection  *self,
                       const char      *sql,
                       GCancellable    *cancellable,
                       GError         **error)
{
  duckdb_prepared_statement statement;
  duckdb_result result = { 0 };

  statement = start (self, sql, TRUE, cancellable, &result, error);
  if (statement == NULL)
    return NULL;

  return mill_rows_new (self, statement, &result);
}

MillSchema *
mill_connection_describe_raw (MillConnection  *self,
                              const char      *sql,
                              GError         **error)
{
  mill_auto (mill_duck_statement_clear) duckdb_prepared_statement statement = NULL;
  MillSchema *schema;
  idx_t n_columns;

  statement = prepare (self, sql, error);
  if (statement == NULL)
    return NULL;

  schema = mill_schema_new ();
  n_columns = duckdb_prepared_statement_column_count (statement);
  for (idx_t i = 0; i < n_columns; i++)
    {
      mill_auto (mill_duck_logical_type_clear) duckdb_logical_type type = NULL;
      mill_auto (mill_duck_text_clear) char *name = NULL;
      g_autofree char *text = NULL;

      name = (char *) duckdb_prepared_statement_column_name (statement, i);
      type = duckdb_prepared_statement_column_logical_type (statement, i);
      text = mill_duck_type_to_text (type);
      mill_schema_add (schema, name, text);
    }

  return schema;
}

MillSchema *
mill_connection_describe (MillConnection  *self,
                          const char      *sql,
                          GError         **error)
{
  g_autoptr (MillSchema) raw = mill_connection_describe_raw (self, sql, error);
  MillSchema *schema;

  if (raw == NULL)
    return NULL;

  schema = mill_schema_new ();
  for (guint i = 0; i < mill_schema_get_n_columns (raw); i++)
    {
      const MillColumn *column = mill_schema_get_column (raw, i);

      mill_schema_add (schema, column->name, mill_duck_border_type (column->type));
    }

  return schema;
}

double
mill_connection_get_progress (MillConnection *self)
{
  duckdb_query_progress_type progress = duckdb_query_progress (self->handle);

  return progress.percentage < 0 ? -1 : CLAMP (progress.percentage / 100, 0, 1);
}
