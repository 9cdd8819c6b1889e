/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/words.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/chart-private.h"
#include "chart/format.h"

gulong
mill_plural_of (double count)
{
  if (!(count >= 0))
    return 0;
  /* Plural forms look at the last digits: far up they are kept. */
  return (gulong) (count < 1e9 ? count : 1e9 + fmod (count, 1e6));
}

char *
mill_chart_dup_axis_words (MillChart          *chart,
                           MillChartDimension  dimension)
{
  const MillSeries *only = chart->series->len == 1 ? g_ptr_array_index (chart->series, 0) : NULL;

  if (chart->axes[dimension].title != NULL)
    return g_strdup (chart->axes[dimension].title);
  if (dimension == MILL_CHART_Y && only != NULL && only->name != NULL)
    return g_strdup (only->name);
  /* Translators: stands for an axis of a chart that has no name, as in “Line chart of value by
   * position”. */
  if (dimension == MILL_CHART_Y)
    return g_strdup (_("value"));
  switch (chart->axes[dimension].kind)
    {
    case MILL_SCALE_TIME:
      return g_strdup (_("time"));
    case MILL_SCALE_CATEGORY:
      return g_strdup (_("category"));
    default:
      return g_strdup (_("position"));
    }
}

char *
mill_chart_dup_value_words (MillChart          *chart,
                            MillChartDimension  dimension,
                            double              value)
{
  const MillAxis *axis = &chart->axes[dimension];
  g_autofree char *number = NULL;

  if (axis->kind == MILL_SCALE_TIME)
    {
      if (dimension == MILL_CHART_X && chart->bucket >= MILL_TIME_UNIT_MONTH)
        return mill_format_time (value, chart->bucket);
      return mill_format_time_exact (value);
    }
  if (axis->kind == MILL_SCALE_CATEGORY && chart->categories != NULL &&
      value >= 0 && value < g_strv_length (chart->categories))
    return g_strdup (chart->categories[(gsize) value]);
  number = mill_format_value (value, 5);
  if (axis->unit == NULL)
    return g_steal_pointer (&number);
  /* A space that does not break keeps number and unit together. */
  return g_strdup_printf ("%s\302\240%s", number, axis->unit);
}
