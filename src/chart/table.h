/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart.h"

G_BEGIN_DECLS

/* The data of a chart as rows of text, for people who cannot see it and for export. Numbers are in
 * the shortest form that reads back exactly, times in ISO 8601, what is missing is "". */
typedef struct
{
  GStrv      columns;
  GPtrArray *rows;      /* of GStrv, each as long as columns */
} MillChartTable;

MillChartTable *mill_chart_table_new    (MillChart            *chart);
void            mill_chart_table_free   (MillChartTable       *self);
/* RFC 4180, UTF-8, lines ended by "\n". */
char           *mill_chart_table_to_csv (const MillChartTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillChartTable, mill_chart_table_free)

G_END_DECLS
