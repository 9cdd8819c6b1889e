/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/compile-private.h"

#include <glib/gi18n-lib.h>

char *
mill_schema_to_empty_select (const MillSchema *schema)
{
  GString *sql = g_string_new ("SELECT ");
  guint n_columns = mill_schema_get_n_columns (schema);

  for (guint i = 0; i < n_columns; i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);
      g_autofree char *name = mill_sql_quote_identifier (column->name);

      g_string_append_printf (sql, "%sCAST(NULL AS %s) AS %s", i > 0 ? ", " : "", column->type, name);
    }
  /* SQL has no table without columns. */
  if (n_columns == 0)
    g_string_append (sql, "NULL");
  g_string_append (sql, " WHERE FALSE");

  return g_string_free (sql, FALSE);
}

/* SQL takes upper and lower case of a name for the same, and has no way to say one that is empty (or that
 * begins with the character 0, as in a file of another encoding). */
static gboolean
check_names (const MillSchema  *schema,
             GError           **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const char *name = mill_schema_get_column (schema, i)->name;

      if (*name == '\0')
        {
          mill_fail (error, _("Give it a name in the file, or choose another encoding"),
                     _("Column %u has no name"), i + 1);
          return FALSE;
        }
      if (!g_hash_table_add (names, g_ascii_strdown (name, -1)))
        {
          mill_fail (error, _("Rename or leave out one of them; upper and lower case do not count"),
                     _("The result would have two columns named “%s”"), name);
          return FALSE;
        }
    }

  return TRUE;
}

char *
mill_compile_widen (MillConnection  *connection,
                    const char      *prefix,
                    const char      *select,
                    gboolean         constant,
                    MillSchema     **schema,
                    GError         **error)
{
  g_autofree char *query = g_strconcat (prefix != NULL ? prefix : "", select, NULL);
  g_autoptr (MillSchema) raw = constant ? mill_connection_describe_constant (connection, query, error)
                                        : mill_connection_describe_raw (connection, query, error);
  g_autoptr (MillSchema) border = NULL;
  g_autoptr (GString) sql = NULL;
  gboolean fits = TRUE;

  if (raw == NULL || !check_names (raw, error))
    return NULL;

  border = mill_schema_new ();
  sql = g_string_new ("SELECT");
  for (guint i = 0; i < mill_schema_get_n_columns (raw); i++)
    {
      const MillColumn *column = mill_schema_get_column (raw, i);
      g_autofree char *name = mill_sql_quote_identifier (column->name);
      const char *type = mill_duck_border_type (column->type);

      mill_schema_add (border, column->name, type);
      g_string_append (sql, i > 0 ? ",\n  " : "\n  ");
      if (g_str_equal (type, column->type))
        {
          g_string_append (sql, name);
          continue;
        }
      fits = FALSE;
      g_string_append_printf (sql, "CAST(%s AS %s) AS %s", name, type, name);
    }
  g_string_append_printf (sql, "\nFROM (\n%s\n)", select);

  if (schema != NULL)
    *schema = g_steal_pointer (&border);

  return fits ? g_strdup (select) : g_string_free (g_steal_pointer (&sql), FALSE);
}
