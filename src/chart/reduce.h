/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Picks of a line, given by its points in the order of x, those that make its picture at @columns
 * pixel columns between @x_min and @x_max: the first, lowest, highest and last of each column, one
 * neighbour on either side, and one NaN for each gap. Returns a new array of gsize, rising. */
GArray *mill_reduce_line    (const double *x,
                             const double *y,
                             gsize         n,
                             double        x_min,
                             double        x_max,
                             guint         columns);
/* How many points fall into each cell of a grid over the area, row by row from the smallest y;
 * points outside are left out. New array of columns * rows. */
double *mill_reduce_density (const double *x,
                             const double *y,
                             gsize         n,
                             double        x_min,
                             double        x_max,
                             guint         columns,
                             double        y_min,
                             double        y_max,
                             guint         rows);

G_END_DECLS
