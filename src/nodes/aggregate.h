/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/compile.h"
#include "pipeline/param.h"

G_BEGIN_DECLS

/* The ways to make one value of many that people can choose. */
typedef enum
{
  MILL_AGGREGATE_COUNT,
  MILL_AGGREGATE_COUNT_DISTINCT,
  MILL_AGGREGATE_SUM,
  MILL_AGGREGATE_MEAN,
  MILL_AGGREGATE_MEDIAN,
  MILL_AGGREGATE_MIN,
  MILL_AGGREGATE_MAX,
  MILL_AGGREGATE_STDDEV,
} MillAggregate;

/* For a choice parameter; the second leaves out what does not give a number of every column. */
extern const MillChoice mill_aggregate_choices[];
extern const MillChoice mill_aggregate_chart_choices[];

/* The aggregate over the values of @column, which are of type @kind, for a SELECT with GROUP BY. */
MillExpr   *mill_aggregate_new          (MillAggregate      aggregate,
                                         const char        *column,
                                         MillDataKind       kind);
/* Can it be made of @column? Fails naming @param. */
gboolean    mill_aggregate_check        (MillAggregate      aggregate,
                                         const MillColumn  *column,
                                         const char        *param,
                                         GError           **error);
/* "mean", as in the name of a column that the user did not name. */
const char *mill_aggregate_get_name     (MillAggregate      aggregate);
/* "Mean": the label of the choice, translated. */
const char *mill_aggregate_get_label    (MillAggregate      aggregate);
/* "Mean of temp_max", for the axis of a chart. New string. */
char       *mill_aggregate_describe     (MillAggregate      aggregate,
                                         const char        *column);

G_END_DECLS
