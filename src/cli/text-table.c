/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/text-table.h"

#include <math.h>

#include "cli/output.h"

/* In a pipe, where there is no width to go by. */
#define WIDEST 120
#define NARROWEST 6
/* A number that is cut is a wrong one; but there are numbers of forty digits. */
#define LONGEST_NUMBER 24
#define GAP 2

typedef struct
{
  char     *title;
  gboolean  is_number;
  guint     width;
  guint     narrowest;   /* it is still of use */
} Column;

struct _MillTextTable
{
  GArray    *columns;   /* of Column */
  GPtrArray *cells;     /* of char *, row by row; NULL for null */
};

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->title);
}

MillTextTable *
mill_text_table_new (void)
{
  MillTextTable *self = g_new0 (MillTextTable, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  self->cells = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
mill_text_table_free (MillTextTable *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->columns);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
mill_text_table_add_column (MillTextTable *self,
                            const char    *title,
                            gboolean       is_number)
{
  Column column = { mill_text_fit (title, G_MAXUINT), is_number, 0, NARROWEST };

  column.width = mill_text_get_width (column.title);
  g_array_append_val (self->columns, column);
}

void
mill_text_table_add_cell (MillTextTable *self,
                          const char    *text)
{
  Column *column = &g_array_index (self->columns, Column, self->cells->len % self->columns->len);
  char *cell = text ? mill_text_fit (text, G_MAXUINT) : NULL;
  guint width;

  width = cell ? mill_text_get_width (cell) : strlen ("NULL");
  column->width = MAX (column->width, width);
  if (column->is_number)
    column->narrowest = MAX (column->narrowest, MIN (width, LONGEST_NUMBER));
  g_ptr_array_add (self->cells, cell);
}

void
mill_text_table_add_number (MillTextTable *self,
                            double         value,
                            guint          digits)
{
  g_autofree char *text = NULL;

  if (!isnan (value))
    text = g_strdup_printf ("%.*f", (int) digits, value);
  mill_text_table_add_cell (self, text ? text : "");
}

static guint
get_total_width (MillTextTable *self)
{
  guint total = 0;

  for (guint i = 0; i < self->columns->len; i++)
    total += g_array_index (self->columns, Column, i).width + (i > 0 ? GAP : 0);

  return total;
}

/* Takes from the widest columns until the table fits. */
static void
fit_columns (MillTextTable *self,
             guint          available)
{
  guint total = get_total_width (self);

  while (total > available)
    {
      Column *widest = NULL;

      for (guint i = 0; i < self->columns->len; i++)
        {
          Column *column = &g_array_index (self->columns, Column, i);

          if (column->width > column->narrowest && (!widest || column->width > widest->width))
            widest = column;
        }

      if (widest == NULL)
        return;

      widest->width--;
      total--;
    }
}

static void
append_cell (GString    *line,
             Column     *column,
             const char *text,
             const char *begin,
             const char *end,
             gboolean    is_last)
{
  g_autofree char *fitted = mill_text_fit (text, column->width);
  guint used = mill_text_get_width (fitted);

  if (column->is_number)
    mill_text_append_padded (line, "", column->width - used, FALSE);
  g_string_append (line, begin);
  g_string_append (line, fitted);
  g_string_append (line, end);
  if (!column->is_number && !is_last)
    mill_text_append_padded (line, "", column->width - used, FALSE);
  if (!is_last)
    mill_text_append_padded (line, "", GAP, FALSE);
}

/* A table too wide for the terminal even so loses its last columns, and says so by an ellipsis. */
static guint
count_visible (MillTextTable *self,
               guint          available)
{
  guint used = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      used += g_array_index (self->columns, Column, i).width + (i > 0 ? GAP : 0);
      if (used + (i + 1 < self->columns->len ? GAP + 1 : 0) > available && i > 0)
        return i;
    }

  return self->columns->len;
}

static void
print_line (MillTextTable  *self,
            guint           n_visible,
            char          **cells,
            MillStyle       style)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean is_cut = n_visible < self->columns->len;

  for (guint i = 0; i < n_visible; i++)
    {
      Column *column = &g_array_index (self->columns, Column, i);
      const char *text = cells ? cells[i] : column->title;
      gboolean is_styled = cells == NULL || text == NULL;

      append_cell (line, column, text ? text : "NULL",
                   is_styled ? mill_terminal_begin (MILL_STDOUT, style) : "",
                   is_styled ? mill_terminal_end (MILL_STDOUT, style) : "",
                   i + 1 == self->columns->len);
    }

  if (is_cut)
    g_string_append (line, "…");
  g_string_append_c (line, '\n');
  mill_output_text (line->str);
}

guint
mill_text_table_print (MillTextTable *self)
{
  guint n_columns = self->columns->len;
  guint n_visible = n_columns;

  if (n_columns == 0)
    return 0;

  if (mill_terminal_is_one (MILL_STDOUT))
    {
      guint columns, lines;

      mill_terminal_get_size (MILL_STDOUT, &columns, &lines);
      fit_columns (self, columns);
      n_visible = count_visible (self, columns);
    }
  else
    {
      for (guint i = 0; i < n_columns; i++)
        {
          Column *column = &g_array_index (self->columns, Column, i);

          column->width = MIN (column->width, WIDEST);
        }
    }

  print_line (self, n_visible, NULL, MILL_STYLE_BOLD);
  for (guint i = 0; i + n_columns <= self->cells->len; i += n_columns)
    print_line (self, n_visible, (char **) self->cells->pdata + i, MILL_STYLE_DIM);

  return n_visible;
}
