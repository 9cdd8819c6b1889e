/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart.h"

G_BEGIN_DECLS

/* What an axis is of, in a sentence: its title, or the name of the only series, or "value". */
char *mill_chart_dup_axis_words  (MillChart          *chart,
                                  MillChartDimension  dimension);
/* A value of that axis as people say it: "Jul 2015", "rain", "35.6 °C". */
char *mill_chart_dup_value_words (MillChart          *chart,
                                  MillChartDimension  dimension,
                                  double              value);

/* A count of any size, also a broken one, as ngettext() wants it. */
gulong mill_plural_of            (double              count);

G_END_DECLS
