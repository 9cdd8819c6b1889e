/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/series.h"
#include "engine/artifact.h"

G_BEGIN_DECLS

typedef enum
{
  MILL_CHART_BAR,         /* series over categories, numbers or time; grouped or stacked */
  MILL_CHART_LINE,        /* series over numbers or time; a training curve is one too */
  MILL_CHART_SCATTER,     /* series of points; too many of them are drawn as density */
  MILL_CHART_HISTOGRAM,   /* series of bins (mill_chart_add_bins) */
  MILL_CHART_DENSITY,     /* a grid of counts (mill_chart_set_grid) */
  MILL_CHART_CONFUSION,   /* a matrix of counts (mill_chart_set_matrix) */
} MillChartKind;

typedef enum
{
  MILL_CHART_X,
  MILL_CHART_Y,
} MillChartDimension;

/* A chart with everything it shows: already reduced to what a screen can show, so that it can be
 * stored and drawn later without its data source. Its maker fills it with the set_ and add_
 * functions before it hands it on; from then on nobody changes it, so threads may share it.
 *
 * Numbers that are not finite are kept as "nothing there" (NaN) and are not drawn. */
#define MILL_TYPE_CHART (mill_chart_get_type ())
G_DECLARE_FINAL_TYPE (MillChart, mill_chart, MILL, CHART, MillArtifact)

MillChart           *mill_chart_new              (MillChartKind        kind);
MillChartKind        mill_chart_get_kind         (MillChart           *self);

/* What a person reads above the chart; NULL for none. */
void                 mill_chart_set_title        (MillChart           *self,
                                                  const char          *title);
/* A sentence below the title: a filter, or how the data was reduced. */
void                 mill_chart_set_note         (MillChart           *self,
                                                  const char          *note);
/* @title is usually the column's name, @unit may be NULL. */
void                 mill_chart_set_axis         (MillChart           *self,
                                                  MillChartDimension   dimension,
                                                  MillScaleKind        kind,
                                                  const char          *title,
                                                  const char          *unit);
/* The axis shows at least @min to @max (an accuracy: 0 to 1). */
void                 mill_chart_set_axis_range   (MillChart           *self,
                                                  MillChartDimension   dimension,
                                                  double               min,
                                                  double               max);
/* The names that the x values 0, 1, 2... of a category axis stand for. */
void                 mill_chart_set_categories   (MillChart           *self,
                                                  const char *const   *names);
/* On a time axis: each x is the beginning of a bucket of this unit, which its bar fills. */
void                 mill_chart_set_bucket       (MillChart           *self,
                                                  MillTimeUnit         unit);
void                 mill_chart_set_stacked      (MillChart           *self,
                                                  gboolean             stacked);
/* Adds a series of @n points. A category axis takes the index of the category as x; a time axis the
 * seconds since 1970-01-01 UTC. @role: MILL_COLOR_SERIES_1 and on, or MILL_COLOR_AUTO. Copies the
 * arrays. The points of a line are drawn in the order of x. */
void                 mill_chart_add_series       (MillChart           *self,
                                                  const char          *name,
                                                  MillColorRole        role,
                                                  const double        *x,
                                                  const double        *y,
                                                  gsize                n);
/* Adds the bins of a histogram: @n_bins counts between @n_bins + 1 rising @edges. */
void                 mill_chart_add_bins         (MillChart           *self,
                                                  const char          *name,
                                                  MillColorRole        role,
                                                  const double        *edges,
                                                  const double        *counts,
                                                  gsize                n_bins);
/* A grid of @columns x @rows counts over the given area, row by row, the row of the smallest y
 * first. An area without width or height, of values all alike, is widened. */
void                 mill_chart_set_grid         (MillChart           *self,
                                                  double               x_min,
                                                  double               x_max,
                                                  gsize                columns,
                                                  double               y_min,
                                                  double               y_max,
                                                  gsize                rows,
                                                  const double        *counts);
/* A confusion matrix: @counts row by row, a row for each actual, a column for each predicted
 * class. */
void                 mill_chart_set_matrix       (MillChart           *self,
                                                  const char *const   *actual,
                                                  const char *const   *predicted,
                                                  const double        *counts);
/* A labelled dashed line across the plot: the baseline, or the best round. */
void                 mill_chart_add_reference    (MillChart           *self,
                                                  MillChartDimension   dimension,
                                                  double               value,
                                                  const char          *label);
/* What a screen reader says instead of the text that mill_chart_dup_finding() makes. */
void                 mill_chart_set_finding      (MillChart           *self,
                                                  const char          *finding);

const char          *mill_chart_get_title        (MillChart           *self);
const char          *mill_chart_get_note         (MillChart           *self);
const MillAxis      *mill_chart_get_axis         (MillChart           *self,
                                                  MillChartDimension   dimension);
const char *const   *mill_chart_get_categories   (MillChart           *self);
MillTimeUnit         mill_chart_get_bucket       (MillChart           *self);
gboolean             mill_chart_get_stacked      (MillChart           *self);
guint                mill_chart_get_n_series     (MillChart           *self);
const MillSeries    *mill_chart_get_series       (MillChart           *self,
                                                  guint                index);
guint                mill_chart_get_n_references (MillChart           *self);
const MillReference *mill_chart_get_reference    (MillChart           *self,
                                                  guint                index);
/* NULL where the chart has none. */
const MillGrid      *mill_chart_get_grid         (MillChart           *self);
const MillMatrix    *mill_chart_get_matrix       (MillChart           *self);
/* Has it nothing to draw? It then shows "No rows". */
gboolean             mill_chart_is_empty         (MillChart           *self);

/* The chart in words, translated: what it is of, how many points, between which values, where the
 * highest is. For screen readers and for "millctl". */
char                *mill_chart_dup_finding      (MillChart           *self);

/* Reads what mill_artifact_to_json() wrote: an equal chart. NULL with @error (MILL_ERROR_FAILED)
 * for any other JSON, whatever it is. */
MillChart           *mill_chart_new_from_json    (JsonNode            *json,
                                                  GError             **error);
/* The same, as node types name it. */
MillArtifact        *mill_chart_recall           (JsonNode            *json,
                                                  GError             **error);

G_END_DECLS
