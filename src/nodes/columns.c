/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nodes/columns.h"

#include <string.h>

gboolean
mill_columns_require (MillCompile        *compile,
                      const char         *port,
                      const char         *param,
                      const char *const  *columns,
                      GError            **error)
{
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    if (mill_compile_require_column (compile, port, param, columns[i], error) == NULL)
      return FALSE;

  return TRUE;
}

MillSelect *
mill_columns_select (MillSelect       *inner,
                     const MillSchema *schema)
{
  MillSelect *select = mill_select_new_nested (inner);

  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    mill_select_add_column (select, mill_schema_get_column (schema, i)->name);

  return select;
}

/* As it stands in a format of mill_expr_format(). */
static void
append_key (GString    *format,
            const char *name)
{
  g_autofree char *quoted = mill_sql_quote_identifier (name);
  g_auto (GStrv) parts = g_strsplit (quoted, "%", -1);
  g_autofree char *escaped = g_strjoinv ("%%", parts);

  g_string_append_printf (format, "%s ASC NULLS LAST, ", escaped);
}

MillExpr *
mill_columns_row_number (const MillSchema  *schema,
                         const char *const *keys)
{
  g_autoptr (GString) format = g_string_new ("row_number() OVER (ORDER BY ");

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    append_key (format, keys[i]);
  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const char *name = mill_schema_get_column (schema, i)->name;

      if (keys == NULL || !g_strv_contains (keys, name))
        append_key (format, name);
    }
  g_string_truncate (format, format->len - strlen (", "));
  g_string_append_c (format, ')');

  return mill_expr_format (format->str);
}

MillExpr *
mill_columns_row_text (const char *const *columns)
{
  MillExpr *text = mill_expr_string ("");

  /* The length in front keeps neighbours apart. */
  for (guint i = 0; columns[i] != NULL; i++)
    text = mill_expr_format ("%e || coalesce(length(CAST(%i AS VARCHAR)) || ':' || "
                             "CAST(%i AS VARCHAR), '-')", text, columns[i], columns[i]);

  return text;
}
