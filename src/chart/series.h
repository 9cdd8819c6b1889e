/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/scale.h"
#include "chart/theme.h"

G_BEGIN_DECLS

/* The parts of a chart, as its readers see them: borrowed from the chart, never changed. */

typedef struct
{
  MillScaleKind  kind;
  char          *title;       /* or NULL */
  char          *unit;        /* or NULL */
  double         min, max;    /* what it shows at least; NaN where that comes from the data */
} MillAxis;

typedef struct
{
  char          *name;        /* or NULL: the only series needs none */
  MillColorRole  role;        /* never MILL_COLOR_AUTO */
  double        *x;           /* of a histogram: n + 1 edges */
  double        *y;
  gsize          n;
} MillSeries;

typedef struct
{
  gboolean       vertical;    /* at an x, or else at a y */
  double         value;
  char          *label;       /* or NULL */
} MillReference;

typedef struct
{
  double         x_min, x_max, y_min, y_max;
  gsize          columns, rows;
  double        *counts;      /* row by row, from the smallest y */
} MillGrid;

typedef struct
{
  char         **actual;      /* names of the rows, ended by NULL */
  char         **predicted;   /* names of the columns */
  gsize          rows, columns;
  double        *counts;      /* row by row */
} MillMatrix;

G_END_DECLS
