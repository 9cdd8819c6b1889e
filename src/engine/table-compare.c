/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/table-compare.h"

#include "engine/results-private.h"
#include "engine/sql.h"

void
mill_table_difference_free (MillTableDifference *self)
{
  g_free (self->column);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

/* @format with the name of each column as an identifier, separated by commas. */
static char *
list_columns (const MillSchema *schema,
              const char       *format)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      g_autofree char *column = mill_sql_quote_identifier (mill_schema_get_column (schema, i)->name);

      g_autoptr (GString) part = g_string_new (format);

      g_string_replace (part, "%s", column, 0);
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", part->str);
    }

  return g_string_free_and_steal (list);
}

/* The rows of a file with their position in the order of all columns, each as one value. */
static void
append_side (GString          *sql,
             const char       *name,
             const char       *path,
             const MillSchema *schema)
{
  g_autofree char *quoted = mill_sql_quote_string (path);
  g_autofree char *keys = list_columns (schema, "t.%s");
  g_autofree char *fields = list_columns (schema, "%s := t.%s");

  g_string_append_printf (sql, "%s AS (SELECT row_number() OVER (ORDER BY %s) AS position, "
                               "struct_pack(%s) AS line FROM read_parquet(%s) AS t)", name, keys, fields, quoted);
}

/* "CASE WHEN (the first column differs) THEN (@text of it) WHEN ... ELSE (@rest) END": @text has the column
 * for every "%s". */
static void
append_choice (GString          *sql,
               const MillSchema *schema,
               const char       *text,
               const char       *rest)
{
  g_string_append (sql, "CASE WHEN a.position IS NULL OR b.position IS NULL THEN ");
  g_string_append (sql, rest);
  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      g_autofree char *column = mill_sql_quote_identifier (mill_schema_get_column (schema, i)->name);
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autoptr (GString) then = g_string_new (text);

      g_string_replace (then, "%u", number, 0);
      g_string_replace (then, "%s", column, 0);
      g_string_append_printf (sql, " WHEN a.line.%s IS DISTINCT FROM b.line.%s THEN %s", column, column, then->str);
    }
  g_string_append (sql, " END");
}

static char *
make_query (const char       *before,
            const char       *after,
            const MillSchema *schema)
{
  GString *sql = g_string_new ("WITH ");

  append_side (sql, "a", before, schema);
  g_string_append (sql, ",\n");
  append_side (sql, "b", after, schema);
  g_string_append (sql, "\nSELECT coalesce(a.position, b.position) AS place, ");
  append_choice (sql, schema, "%u", "-1");
  g_string_append (sql, " AS which, ");
  append_choice (sql, schema, "CAST(a.line.%s AS VARCHAR)", "NULL");
  g_string_append (sql, ", ");
  append_choice (sql, schema, "CAST(b.line.%s AS VARCHAR)", "NULL");
  g_string_append (sql, "\nFROM a FULL JOIN b ON a.position = b.position\nWHERE which IS NOT NULL"
                        "\nORDER BY place LIMIT 1");

  return g_string_free_and_steal (sql);
}

static MillTableDifference *
read_difference (MillRows         *rows,
                 const MillSchema *schema)
{
  MillTableDifference *difference = g_new0 (MillTableDifference, 1);
  gint64 column = mill_rows_get_integer (rows, 1, 0);

  difference->row = mill_rows_get_integer (rows, 0, 0);
  if (column >= 0)
    difference->column = g_strdup (mill_schema_get_column (schema, column)->name);
  difference->before = mill_rows_dup_string (rows, 2, 0);
  difference->after = mill_rows_dup_string (rows, 3, 0);

  return difference;
}

/* In a session of its own, which may read just these two files. */
static MillTableDifference *
compare_files (const char        *before,
               const char        *after,
               const char        *scratch,
               const MillSchema  *schema,
               GCancellable      *cancellable,
               GError           **error)
{
  const char *paths[] = { before, after, NULL };
  MillDuckOptions options = { .read_paths = paths, .scratch = scratch };
  g_autoptr (MillDuck) duck = mill_duck_new (&options, error);
  g_autoptr (MillConnection) connection = duck != NULL ? mill_connection_new (duck, error) : NULL;
  g_autoptr (MillRows) rows = NULL;
  g_autofree char *sql = make_query (before, after, schema);

  if (connection == NULL || (rows = mill_connection_query (connection, sql, cancellable, error)) == NULL ||
      !mill_rows_next (rows, cancellable, error))
    return NULL;

  return read_difference (rows, schema);
}

MillTableDifference *
mill_results_compare_table (MillResults   *self,
                            const char    *node,
                            const char    *port,
                            MillCache     *cache,
                            const char    *key,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_autofree char *name = g_uuid_string_random ();
  g_autoptr (MillScratch) hold = mill_cache_new_hold (cache, name, error);
  g_autoptr (MillOutput) output = mill_results_dup_output (self, node, port);
  g_autofree char *after = output != NULL ? mill_output_dup_kept (output) : NULL;
  g_autoptr (MillSchema) schema = output != NULL ? mill_output_dup_schema (output) : NULL;
  g_auto (MillCachedTable) before = { NULL };

  if (hold == NULL || after == NULL || !mill_cache_take_table (cache, key, port, hold, &before, error) ||
      !mill_schema_equal (schema, before.schema))
    return NULL;

  return compare_files (before.path, after, mill_scratch_get_path (hold), schema, cancellable, error);
}
