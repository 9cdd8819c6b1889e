/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/results-private.h"

#include "engine/sql.h"

struct _MillTableView
{
  GObject         parent_instance;

  MillResults    *results;     /* keeps the file there */
  MillConnection *connection;
  MillSchema     *schema;
  char           *path;
  gint64          n_rows;
};

G_DEFINE_FINAL_TYPE (MillTableView, mill_table_view, G_TYPE_OBJECT)

static void
mill_table_view_finalize (GObject *object)
{
  MillTableView *self = MILL_TABLE_VIEW (object);

  g_clear_pointer (&self->connection, mill_connection_free);
  g_clear_pointer (&self->schema, mill_schema_unref);
  g_free (self->path);
  g_clear_object (&self->results);

  G_OBJECT_CLASS (mill_table_view_parent_class)->finalize (object);
}

static void
mill_table_view_class_init (MillTableViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_table_view_finalize;
}

static void
mill_table_view_init (MillTableView *self)
{
}

MillTableView *
mill_table_view_new (MillResults  *results,
                     const char   *path,
                     MillSchema   *schema,
                     gint64        n_rows,
                     GError      **error)
{
  g_autoptr (MillTableView) self = g_object_new (MILL_TYPE_TABLE_VIEW, NULL);

  self->results = g_object_ref (results);
  self->schema = mill_schema_ref (schema);
  self->path = g_strdup (path);
  self->n_rows = n_rows;
  if ((self->connection = mill_connection_new (mill_results_get_duck (results), error)) == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

MillSchema *
mill_table_view_get_schema (MillTableView *self)
{
  g_return_val_if_fail (MILL_IS_TABLE_VIEW (self), NULL);

  return self->schema;
}

gint64
mill_table_view_get_n_rows (MillTableView *self)
{
  g_return_val_if_fail (MILL_IS_TABLE_VIEW (self), -1);

  return self->n_rows;
}

GPtrArray *
mill_table_view_fetch (MillTableView  *self,
                       gint64          first,
                       guint           count,
                       GCancellable   *cancellable,
                       GError        **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MillRows) rows = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *path = NULL;
  g_autofree char *sql = NULL;
  guint n_columns;

  g_return_val_if_fail (MILL_IS_TABLE_VIEW (self), NULL);

  path = mill_sql_quote_string (self->path);
  sql = g_strdup_printf ("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet(%s) "
                         "LIMIT %u OFFSET %" G_GINT64_FORMAT, path, count, first);
  if ((rows = mill_connection_query (self->connection, sql, cancellable, error)) == NULL)
    return NULL;

  n_columns = mill_schema_get_n_columns (mill_rows_get_schema (rows));
  while (mill_rows_next (rows, cancellable, &failure))
    for (guint row = 0; row < mill_rows_get_n_rows (rows); row++)
      for (guint column = 0; column < n_columns; column++)
        g_ptr_array_add (cells, mill_rows_dup_string (rows, column, row));

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&cells);
}
