/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/rows.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/output.h"
#include "cli/text-table.h"

#define PAGE 1000

const char *const mill_row_formats[] = { "table", "csv", "json", NULL };

/* RFC 4180. Nothing is null, quotes with nothing between them an empty text. */
static void
append_csv (GString    *line,
            const char *text)
{
  if (text == NULL)
    return;

  if (*text && strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (line, text);
      return;
    }

  g_string_append_c (line, '"');
  for (const char *p = text; *p; p++)
    {
      if (*p == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *p);
    }
  g_string_append_c (line, '"');
}

static void
append_json_string (GString    *line,
                    const char *text)
{
  g_string_append_c (line, '"');
  for (const char *p = text; *p; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (line, "\\%c", *p);
      else if ((guchar) *p < 0x20)
        g_string_append_printf (line, "\\u%04x", (guchar) *p);
      else
        g_string_append_c (line, *p);
    }
  g_string_append_c (line, '"');
}

/* Is @text a number as JSON writes them? What the engine writes for infinite ones is not. */
static gboolean
is_json_number (const char *text)
{
  const char *digits = *text == '-' ? text + 1 : text;

  return g_ascii_isdigit (*digits) && strspn (digits, "0123456789.eE+-") == strlen (digits);
}

static void
append_json (GString      *line,
             MillDataKind  kind,
             const char   *text)
{
  if (text == NULL)
    g_string_append (line, "null");
  else if (mill_data_kind_is_number (kind) && is_json_number (text))
    g_string_append (line, text);
  else if (kind == MILL_DATA_BOOLEAN && (g_str_equal (text, "true") || g_str_equal (text, "false")))
    g_string_append (line, text);
  else
    append_json_string (line, text);
}

static void
print_row (const MillSchema  *schema,
           char             **cells,
           MillRowFormat      format)
{
  g_autoptr (GString) line = g_string_new (format == MILL_ROWS_JSON ? "{" : NULL);

  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);

      if (i > 0)
        g_string_append_c (line, ',');

      if (format == MILL_ROWS_JSON)
        {
          append_json_string (line, column->name);
          g_string_append_c (line, ':');
          append_json (line, column->kind, cells[i]);
        }
      else
        {
          append_csv (line, cells[i]);
        }
    }

  g_string_append (line, format == MILL_ROWS_JSON ? "}\n" : "\n");
  mill_output_text (line->str);
}

static void
print_csv_header (const MillSchema *schema)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      if (i > 0)
        g_string_append_c (line, ',');
      append_csv (line, mill_schema_get_column (schema, i)->name);
    }

  g_string_append_c (line, '\n');
  mill_output_text (line->str);
}

static MillTextTable *
start_text_table (const MillSchema *schema)
{
  MillTextTable *table = mill_text_table_new ();

  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);

      mill_text_table_add_column (table, column->name, mill_data_kind_is_number (column->kind));
    }

  return table;
}

/* The row after the last of @count (0: all) from @first on. */
static gint64
find_end (gint64 first,
          gint64 count,
          gint64 n_rows)
{
  return count > 0 && count < n_rows - first ? first + count : n_rows;
}

static void
tell_place (gint64 first,
            gint64 end,
            gint64 n_rows)
{
  g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, first + 1);
  g_autofree char *to = g_strdup_printf ("%" G_GINT64_FORMAT, end);
  g_autofree char *all = g_strdup_printf ("%" G_GINT64_FORMAT, n_rows);

  if (end > first)
    mill_output_note (_("Rows %s to %s of %s"), from, to, all);
  else
    mill_output_note (_("No rows of %s"), all);
}

/* Prints @table, says how much of the whole it is, and how to see what a narrow terminal hides. */
static void
print_page (MillTextTable *table,
            guint          n_columns,
            gint64         first,
            gint64         end,
            gint64         n_rows)
{
  guint n_visible = mill_text_table_print (table);

  tell_place (first, end, n_rows);
  if (n_visible < n_columns)
    mill_output_note (_("Columns 1 to %u of %u; the rest does not fit here: --format csv or "
                        "--format json prints all"), n_visible, n_columns);
}

gboolean
mill_rows_print (MillTableView  *view,
                 MillRowFormat   format,
                 gint64          offset,
                 gint64          count,
                 GCancellable   *cancellable,
                 GError        **error)
{
  const MillSchema *schema = mill_table_view_get_schema (view);
  guint n_columns = mill_schema_get_n_columns (schema);
  gint64 n_rows = mill_table_view_get_n_rows (view);
  gint64 first = MIN (offset, n_rows);
  gint64 end = find_end (first, count, n_rows);
  g_autoptr (MillTextTable) table = format == MILL_ROWS_TABLE ? start_text_table (schema) : NULL;

  if (format == MILL_ROWS_CSV)
    print_csv_header (schema);

  for (gint64 row = first; row < end; row += PAGE)
    {
      g_autoptr (GPtrArray) cells = NULL;

      cells = mill_table_view_fetch (view, row, MIN (end - row, PAGE), cancellable, error);
      if (cells == NULL)
        return FALSE;

      for (guint i = 0; table && i < cells->len; i++)
        mill_text_table_add_cell (table, cells->pdata[i]);
      for (guint i = 0; table == NULL && i + n_columns <= cells->len; i += n_columns)
        print_row (schema, (char **) cells->pdata + i, format);

      /* Nobody reads on: there is no use in fetching more. */
      if (table == NULL && !mill_output_flush ())
        return TRUE;
    }

  if (table)
    print_page (table, n_columns, first, end, n_rows);

  return TRUE;
}

void
mill_rows_print_schema (const MillSchema *schema,
                        MillRowFormat     format)
{
  g_autoptr (MillTextTable) table = mill_text_table_new ();

  mill_text_table_add_column (table, _("Column"), FALSE);
  mill_text_table_add_column (table, _("Type"), FALSE);
  if (format == MILL_ROWS_CSV)
    mill_output_text ("column,type\n");

  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);
      g_autoptr (GString) line = g_string_new (NULL);

      switch (format)
        {
        case MILL_ROWS_TABLE:
          mill_text_table_add_cell (table, column->name);
          mill_text_table_add_cell (table, column->type);
          continue;

        case MILL_ROWS_CSV:
          append_csv (line, column->name);
          g_string_append_c (line, ',');
          append_csv (line, column->type);
          break;

        case MILL_ROWS_JSON:
        default:
          g_string_append (line, "{\"column\":");
          append_json_string (line, column->name);
          g_string_append (line, ",\"type\":");
          append_json_string (line, column->type);
          g_string_append_c (line, '}');
          break;
        }

      mill_output_print ("%s\n", line->str);
    }

  if (format == MILL_ROWS_TABLE)
    mill_text_table_print (table);
}

/* A column of a chart's data is one of numbers when every cell of it is. */
static gboolean
is_number_column (const MillChartTable *data,
                  guint                 column)
{
  for (guint i = 0; i < data->rows->len; i++)
    {
      const char *cell = ((char **) data->rows->pdata[i])[column];
      char *end = NULL;

      g_ascii_strtod (cell, &end);
      if (*end)
        return FALSE;
    }

  return data->rows->len > 0;
}

void
mill_rows_print_chart (const MillChartTable *data,
                       MillRowFormat         format,
                       gint64                offset,
                       gint64                count)
{
  g_autoptr (MillTextTable) table = mill_text_table_new ();
  gint64 n_rows = data->rows->len;
  gint64 first = MIN (offset, n_rows);
  gint64 end = find_end (first, count, n_rows);

  if (format == MILL_ROWS_CSV)
    {
      g_autoptr (GPtrArray) page = g_ptr_array_new ();
      MillChartTable part = { data->columns, page };
      g_autofree char *csv = NULL;

      for (gint64 row = first; row < end; row++)
        g_ptr_array_add (page, data->rows->pdata[row]);
      csv = mill_chart_table_to_csv (&part);
      mill_output_text (csv);
      return;
    }

  for (guint i = 0; data->columns[i]; i++)
    mill_text_table_add_column (table, data->columns[i], is_number_column (data, i));

  for (gint64 row = first; row < end; row++)
    for (char **cell = data->rows->pdata[row]; *cell; cell++)
      mill_text_table_add_cell (table, *cell);

  print_page (table, g_strv_length (data->columns), first, end, n_rows);
}
