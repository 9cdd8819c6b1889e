/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart.h"
#include "engine/task.h"

G_BEGIN_DECLS

/* What the chart nodes ask of a table before they reduce it to what a screen can show. */

/* Choices "auto", "none" and the calendar units, for a choice parameter; values are MillTimeUnit
 * but for MILL_BUCKET_AUTO. */
#define MILL_BUCKET_AUTO (-1)
extern const MillChoice mill_chart_data_buckets[];

/* The rows of a table that have a value in a column, and its finite ends. */
typedef struct
{
  gint64 rows;
  double min, max;     /* NaN where there is no row */
} MillChartRange;

/* The values of a column that get a colour of their own. */
typedef struct
{
  char     *column;
  GStrv     values;      /* as text; the most frequent first */
  GStrv     labels;      /* for the legend; the last may stand for all others */
  guint     n_labels;
} MillChartColors;

/* Finds a column that has an axis of numbers or of time, or fails naming @param. */
const MillColumn *mill_chart_data_require  (MillCompile           *compile,
                                            const char            *port,
                                            const char            *param,
                                            const char            *column,
                                            MillScaleKind         *scale,
                                            GError               **error);
/* The same for a column that need not be chosen: NULL in @found where @column is empty. */
gboolean          mill_chart_data_find_color (MillCompile         *compile,
                                              const char          *column,
                                              const MillColumn   **found,
                                              GError             **error);
gboolean          mill_chart_data_is_time  (const MillColumn      *column);
/* The value as a DOUBLE: the number, or the seconds since 1970. */
MillExpr         *mill_chart_data_number   (const MillColumn      *column);
/* The beginning of the unit that a time lies in, as seconds since 1970. */
MillExpr         *mill_chart_data_bucket   (const MillColumn      *column,
                                            MillTimeUnit           unit);
/* "per month", for the note below a chart. Translated. */
const char       *mill_chart_data_describe_bucket (MillTimeUnit    unit);

gboolean          mill_chart_data_get_range  (MillTask            *task,
                                              const char          *port,
                                              const MillColumn    *column,
                                              MillChartRange      *range,
                                              GError             **error);
gboolean          mill_chart_data_get_colors (MillTask            *task,
                                              const char          *port,
                                              const char          *column,
                                              MillChartColors     *colors,
                                              GError             **error);
/* The index of a row's label. */
MillExpr         *mill_chart_data_color_index (const MillChartColors *colors);
void              mill_chart_colors_clear     (MillChartColors       *colors);

/* Puts the chart out at port "chart". Takes @chart; @title may be empty, @otherwise (taken) is then
 * used. */
void              mill_chart_data_finish     (MillTask            *task,
                                              MillChart           *chart,
                                              const char          *title,
                                              char                *otherwise);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MillChartColors, mill_chart_colors_clear)

G_END_DECLS
