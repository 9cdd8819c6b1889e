/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/reduce.h"

#include <math.h>

/* What is kept of the pixel column under way. */
typedef struct
{
  gboolean any;
  double   column;
  gsize    first, low, high, last;
} Column;

static void
add_index (GArray *picks,
           gsize   index)
{
  if (picks->len == 0 || g_array_index (picks, gsize, picks->len - 1) < index)
    g_array_append_val (picks, index);
}

static void
flush (GArray *picks,
       Column *column)
{
  if (!column->any)
    return;
  add_index (picks, column->first);
  add_index (picks, MIN (column->low, column->high));
  add_index (picks, MAX (column->low, column->high));
  add_index (picks, column->last);
  column->any = FALSE;
}

GArray *
mill_reduce_line (const double *x,
                  const double *y,
                  gsize         n,
                  double        x_min,
                  double        x_max,
                  guint         columns)
{
  GArray *picks = g_array_new (FALSE, FALSE, sizeof (gsize));
  Column column = { 0 };
  gboolean gap = FALSE, has_before = FALSE;
  gsize before = 0;

  for (gsize i = 0; i < n; i++)
    {
      double place;

      if (!isfinite (x[i]) || !isfinite (y[i]))
        {
          flush (picks, &column);
          has_before = FALSE;
          if (picks->len > 0 && !gap)
            add_index (picks, i);
          gap = TRUE;
          continue;
        }
      if (x[i] < x_min)
        {
          before = i;
          has_before = TRUE;
          gap = FALSE;
          continue;
        }
      if (has_before)
        add_index (picks, before);
      has_before = FALSE;
      gap = FALSE;
      if (x[i] > x_max)
        {
          flush (picks, &column);
          add_index (picks, i);
          break;
        }
      place = floor ((x[i] - x_min) / (x_max - x_min) * columns);
      if (column.any && place == column.column)
        {
          column.last = i;
          if (y[i] < y[column.low])
            column.low = i;
          if (y[i] > y[column.high])
            column.high = i;
          continue;
        }
      flush (picks, &column);
      column = (Column) { TRUE, place, i, i, i, i };
    }
  flush (picks, &column);
  return picks;
}

double *
mill_reduce_density (const double *x,
                     const double *y,
                     gsize         n,
                     double        x_min,
                     double        x_max,
                     guint         columns,
                     double        y_min,
                     double        y_max,
                     guint         rows)
{
  double *counts = g_new0 (double, MAX ((gsize) columns * rows, 1));

  for (gsize i = 0; i < n; i++)
    {
      guint column, row;

      /* Written so that NaN is left out as well. */
      if (!(x[i] >= x_min && x[i] <= x_max && y[i] >= y_min && y[i] <= y_max))
        continue;
      column = MIN ((guint) ((x[i] - x_min) / (x_max - x_min) * columns), columns - 1);
      row = MIN ((guint) ((y[i] - y_min) / (y_max - y_min) * rows), rows - 1);
      counts[(gsize) row * columns + column]++;
    }
  return counts;
}
