/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/duck.h"

#include <math.h>

#include "engine/duck-private.h"

struct _MillRows
{
  MillConnection            *connection;
  duckdb_prepared_statement  statement;
  duckdb_result              result;
  MillSchema                *schema;
  MillVector                *columns;
  guint                      n_columns;
  duckdb_data_chunk          chunk;
  guint                      n_rows;
  gboolean                   ended;
};

MillRows *
mill_rows_new (MillConnection            *connection,
               duckdb_prepared_statement  statement,
               duckdb_result             *result)
{
  MillRows *self = g_new0 (MillRows, 1);

  self->connection = mill_connection_ref (connection);
  self->statement = statement;
  self->result = *result;
  self->schema = mill_schema_new ();
  self->n_columns = duckdb_column_count (&self->result);
  self->columns = g_new0 (MillVector, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      mill_auto (mill_duck_logical_type_clear) duckdb_logical_type type = NULL;
      g_autofree char *text = NULL;

      type = duckdb_column_logical_type (&self->result, i);
      text = mill_duck_type_to_text (type);
      mill_schema_add (self->schema, duckdb_column_name (&self->result, i), text);
      mill_vector_init (&self->columns[i], type);
    }

  return self;
}

const MillSchema *
mill_rows_get_schema (MillRows *self)
{
  return self->schema;
}

static void
drop_chunk (MillRows *self)
{
  if (self->chunk != NULL)
    duckdb_destroy_data_chunk (&self->chunk);
  self->n_rows = 0;
}

static void
interrupt_cb (GCancellable   *cancellable,
              MillConnection *connection)
{
  duckdb_interrupt (connection->handle);
}

static void
fetch (MillRows     *self,
       GCancellable *cancellable)
{
  gulong watching = 0;

  if (cancellable != NULL)
    watching = g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb), self->connection, NULL);
  self->chunk = duckdb_fetch_chunk (self->result);
  g_cancellable_disconnect (cancellable, watching);
}

gboolean
mill_rows_next (MillRows      *self,
                GCancellable  *cancellable,
                GError       **error)
{
  drop_chunk (self);
  if (self->ended)
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      self->ended = TRUE;
      return FALSE;
    }

  fetch (self, cancellable);
  if (self->chunk == NULL)
    {
      const char *message = duckdb_result_error (&self->result);

      self->ended = TRUE;
      if (message != NULL && !g_cancellable_set_error_if_cancelled (cancellable, error))
        mill_duck_fail (error, message);
      return FALSE;
    }

  self->n_rows = duckdb_data_chunk_get_size (self->chunk);
  if (self->n_rows == 0)
    {
      self->ended = TRUE;
      return FALSE;
    }
  for (guint i = 0; i < self->n_columns; i++)
    mill_vector_set (&self->columns[i], duckdb_data_chunk_get_vector (self->chunk, i));

  return TRUE;
}

guint
mill_rows_get_n_rows (MillRows *self)
{
  return self->n_rows;
}

double
mill_rows_get_double (MillRows *self,
                      guint     column,
                      guint     row)
{
  g_return_val_if_fail (column < self->n_columns && row < self->n_rows, NAN);

  return mill_vector_get_double (&self->columns[column], row);
}

void
mill_rows_get_doubles (MillRows *self,
                       guint     column,
                       double   *values,
                       guint     stride)
{
  g_return_if_fail (column < self->n_columns);

  mill_vector_get_doubles (&self->columns[column], self->n_rows, values, stride);
}

void
mill_rows_get_floats (MillRows *self,
                      guint     column,
                      float    *values,
                      guint     stride)
{
  g_return_if_fail (column < self->n_columns);

  mill_vector_get_floats (&self->columns[column], self->n_rows, values, stride);
}

gint64
mill_rows_get_integer (MillRows *self,
                       guint     column,
                       guint     row)
{
  g_return_val_if_fail (column < self->n_columns && row < self->n_rows, 0);

  return mill_vector_get_integer (&self->columns[column], row);
}

const char *
mill_rows_get_text (MillRows *self,
                    guint     column,
                    guint     row,
                    gsize    *length)
{
  *length = 0;
  g_return_val_if_fail (column < self->n_columns && row < self->n_rows, NULL);

  return mill_vector_get_text (&self->columns[column], row, length);
}

char *
mill_rows_dup_string (MillRows *self,
                      guint     column,
                      guint     row)
{
  gsize length;
  const char *text = mill_rows_get_text (self, column, row, &length);

  return text != NULL ? g_strndup (text, length) : NULL;
}

void
mill_rows_free (MillRows *self)
{
  drop_chunk (self);
  duckdb_destroy_result (&self->result);
  mill_duck_statement_clear (&self->statement);
  g_free (self->columns);
  mill_schema_unref (self->schema);
  mill_connection_free (self->connection);
  g_free (self);
}
