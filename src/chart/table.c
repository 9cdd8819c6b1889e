/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/table.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "chart/chart-private.h"
#include "chart/format.h"

static const char *
or_else (const char *text,
         const char *otherwise)
{
  return text != NULL && *text != '\0' ? text : otherwise;
}

static char *
cell_of (MillChart *chart,
         double     x)
{
  const MillAxis *axis = &chart->axes[MILL_CHART_X];
  const char *const *names = (const char *const *) chart->categories;

  if (axis->kind == MILL_SCALE_TIME && isfinite (x))
    return mill_format_time_exact (x);
  if (axis->kind == MILL_SCALE_CATEGORY && names != NULL && x >= 0 &&
      x < g_strv_length ((GStrv) names))
    return g_strdup (names[(gsize) x]);
  return mill_format_exact (x);
}

/* Takes the cells. */
static void
add_row (MillChartTable *self,
         GStrvBuilder   *cells)
{
  g_ptr_array_add (self->rows, g_strv_builder_unref_to_strv (cells));
}

static void
set_columns (MillChartTable *self,
             gboolean        with_series,
             const char     *first,
             ...)
{
  GStrvBuilder *names = g_strv_builder_new ();
  va_list list;

  if (with_series)
    g_strv_builder_add (names, _("Series"));
  va_start (list, first);
  for (const char *name = first; name != NULL; name = va_arg (list, const char *))
    g_strv_builder_add (names, name);
  va_end (list);
  self->columns = g_strv_builder_unref_to_strv (names);
}

static void
add_points (MillChartTable *self,
            MillChart      *chart)
{
  const MillSeries *first = chart->series->len > 0 ? g_ptr_array_index (chart->series, 0) : NULL;
  gboolean many = chart->series->len > 1;
  const char *y_name = or_else (chart->axes[MILL_CHART_Y].title,
                                or_else (first != NULL ? first->name : NULL, _("Value")));

  set_columns (self, many, or_else (chart->axes[MILL_CHART_X].title, _("Position")), y_name, NULL);
  for (guint i = 0; i < chart->series->len; i++)
    {
      const MillSeries *series = g_ptr_array_index (chart->series, i);

      for (gsize j = 0; j < series->n; j++)
        {
          GStrvBuilder *cells = g_strv_builder_new ();

          if (many)
            g_strv_builder_add (cells, or_else (series->name, ""));
          g_strv_builder_take (cells, cell_of (chart, series->x[j]));
          g_strv_builder_take (cells, mill_format_exact (series->y[j]));
          add_row (self, cells);
        }
    }
}

static void
add_bins (MillChartTable *self,
          MillChart      *chart)
{
  gboolean many = chart->series->len > 1;

  set_columns (self, many, _("From"), _("To"),
               or_else (chart->axes[MILL_CHART_Y].title, _("Count")), NULL);
  for (guint i = 0; i < chart->series->len; i++)
    {
      const MillSeries *series = g_ptr_array_index (chart->series, i);

      for (gsize j = 0; j < series->n; j++)
        {
          GStrvBuilder *cells = g_strv_builder_new ();

          if (many)
            g_strv_builder_add (cells, or_else (series->name, ""));
          g_strv_builder_take (cells, cell_of (chart, series->x[j]));
          g_strv_builder_take (cells, cell_of (chart, series->x[j + 1]));
          g_strv_builder_take (cells, mill_format_exact (series->y[j]));
          add_row (self, cells);
        }
    }
}

static void
add_grid (MillChartTable *self,
          MillChart      *chart)
{
  const MillGrid *grid = chart->grid;
  const char *x = or_else (chart->axes[MILL_CHART_X].title, "x");
  const char *y = or_else (chart->axes[MILL_CHART_Y].title, "y");
  /* Translators: the column of a table, as in “price from”: where a cell of a grid begins. */
  g_autofree char *x_from = g_strdup_printf (_("%s from"), x);
  g_autofree char *y_from = g_strdup_printf (_("%s from"), y);
  /* Translators: the column of a table, as in “price to”: where a cell of a grid ends. */
  g_autofree char *x_to = g_strdup_printf (_("%s to"), x);
  g_autofree char *y_to = g_strdup_printf (_("%s to"), y);

  set_columns (self, FALSE, x_from, x_to, y_from, y_to, _("Count"), NULL);
  for (gsize i = 0; grid != NULL && i < grid->columns * grid->rows; i++)
    {
      double width = (grid->x_max - grid->x_min) / (double) grid->columns;
      double height = (grid->y_max - grid->y_min) / (double) grid->rows;
      double column = (double) (i % grid->columns), row = (double) (i / grid->columns);
      GStrvBuilder *cells;

      if (!(grid->counts[i] > 0))
        continue;
      cells = g_strv_builder_new ();
      g_strv_builder_take (cells, cell_of (chart, grid->x_min + column * width));
      g_strv_builder_take (cells, cell_of (chart, grid->x_min + (column + 1) * width));
      g_strv_builder_take (cells, mill_format_exact (grid->y_min + row * height));
      g_strv_builder_take (cells, mill_format_exact (grid->y_min + (row + 1) * height));
      g_strv_builder_take (cells, mill_format_exact (grid->counts[i]));
      add_row (self, cells);
    }
}

static void
add_matrix (MillChartTable *self,
            MillChart      *chart)
{
  const MillMatrix *matrix = chart->matrix;

  set_columns (self, FALSE, _("Actual"), _("Predicted"), _("Count"), NULL);
  for (gsize i = 0; matrix != NULL && i < matrix->rows * matrix->columns; i++)
    {
      GStrvBuilder *cells = g_strv_builder_new ();

      g_strv_builder_add (cells, matrix->actual[i / matrix->columns]);
      g_strv_builder_add (cells, matrix->predicted[i % matrix->columns]);
      g_strv_builder_take (cells, mill_format_exact (matrix->counts[i]));
      add_row (self, cells);
    }
}

MillChartTable *
mill_chart_table_new (MillChart *chart)
{
  MillChartTable *self;

  g_return_val_if_fail (MILL_IS_CHART (chart), NULL);

  self = g_new0 (MillChartTable, 1);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  switch (chart->kind)
    {
    case MILL_CHART_BAR:
    case MILL_CHART_LINE:
    case MILL_CHART_SCATTER:
      add_points (self, chart);
      break;
    case MILL_CHART_HISTOGRAM:
      add_bins (self, chart);
      break;
    case MILL_CHART_DENSITY:
      add_grid (self, chart);
      break;
    case MILL_CHART_CONFUSION:
      add_matrix (self, chart);
      break;
    }
  return self;
}

void
mill_chart_table_free (MillChartTable *self)
{
  g_strfreev (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static void
append_csv_row (GString            *csv,
                const char *const  *cells)
{
  for (gsize i = 0; cells[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (csv, ',');
      if (strpbrk (cells[i], ",\"\r\n") != NULL)
        {
          g_string_append_c (csv, '"');
          for (const char *p = cells[i]; *p != '\0'; p++)
            g_string_append_len (csv, *p == '"' ? "\"\"" : p, *p == '"' ? 2 : 1);
          g_string_append_c (csv, '"');
        }
      else
        g_string_append (csv, cells[i]);
    }
  g_string_append_c (csv, '\n');
}

char *
mill_chart_table_to_csv (const MillChartTable *self)
{
  GString *csv = g_string_new (NULL);

  append_csv_row (csv, (const char *const *) self->columns);
  for (guint i = 0; i < self->rows->len; i++)
    append_csv_row (csv, g_ptr_array_index (self->rows, i));
  return g_string_free (csv, FALSE);
}
