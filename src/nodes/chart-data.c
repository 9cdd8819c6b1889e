/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nodes/chart-data.h"

#include <math.h>

#include <glib/gi18n-lib.h>

const MillChoice mill_chart_data_buckets[] = {
  { MILL_BUCKET_AUTO,       "auto",    N_("As fits") },
  { MILL_TIME_UNIT_NONE,    "none",    N_("Each time for itself") },
  { MILL_TIME_UNIT_HOUR,    "hour",    N_("Hour") },
  { MILL_TIME_UNIT_DAY,     "day",     N_("Day") },
  { MILL_TIME_UNIT_WEEK,    "week",    N_("Week") },
  { MILL_TIME_UNIT_MONTH,   "month",   N_("Month") },
  { MILL_TIME_UNIT_QUARTER, "quarter", N_("Quarter") },
  { MILL_TIME_UNIT_YEAR,    "year",    N_("Year") },
  { 0 }
};

gboolean
mill_chart_data_is_time (const MillColumn *column)
{
  return column->kind == MILL_DATA_DATE || column->kind == MILL_DATA_TIMESTAMP ||
         column->kind == MILL_DATA_TIMESTAMPTZ;
}

const MillColumn *
mill_chart_data_require (MillCompile    *compile,
                         const char     *port,
                         const char     *param,
                         const char     *column,
                         MillScaleKind  *scale,
                         GError        **error)
{
  const MillColumn *found = mill_compile_require_column (compile, port, param, column, error);

  if (found == NULL)
    return NULL;

  if (!mill_data_kind_is_number (found->kind) && !mill_chart_data_is_time (found))
    {
      mill_fail_param (error, param, _("Choose numbers or dates; a bar chart shows other columns"),
                       _("“%s” is of type %s, which has no place on an axis"), found->name,
                       mill_data_kind_get_label (found->kind));
      return NULL;
    }
  if (scale != NULL)
    *scale = mill_chart_data_is_time (found) ? MILL_SCALE_TIME : MILL_SCALE_LINEAR;

  return found;
}

gboolean
mill_chart_data_find_color (MillCompile       *compile,
                            const char        *column,
                            const MillColumn **found,
                            GError           **error)
{
  *found = NULL;
  if (column == NULL || *column == '\0')
    return TRUE;
  *found = mill_compile_require_column (compile, "table", "color", column, error);

  return *found != NULL;
}

MillExpr *
mill_chart_data_number (const MillColumn *column)
{
  if (mill_chart_data_is_time (column))
    return mill_expr_format ("CAST(epoch(%i) AS DOUBLE)", column->name);

  return mill_expr_cast (mill_expr_column (column->name), "DOUBLE");
}

MillExpr *
mill_chart_data_bucket (const MillColumn *column,
                        MillTimeUnit      unit)
{
  MillExpr *time;

  if (unit == MILL_TIME_UNIT_NONE)
    return mill_chart_data_number (column);

  /* Buckets are cut in UTC, whatever zone the computer is in. */
  if (column->kind == MILL_DATA_TIMESTAMPTZ)
    time = mill_expr_format ("make_timestamp(epoch_us(%i))", column->name);
  else
    time = mill_expr_cast (mill_expr_column (column->name), "TIMESTAMP");

  return mill_expr_format ("CAST(epoch(date_trunc(%s, %e)) AS DOUBLE)",
                           mill_time_unit_get_name (unit), time);
}

const char *
mill_chart_data_describe_bucket (MillTimeUnit unit)
{
  switch (unit)
    {
    case MILL_TIME_UNIT_SECOND:
      return _("per second");
    case MILL_TIME_UNIT_MINUTE:
      return _("per minute");
    case MILL_TIME_UNIT_HOUR:
      return _("per hour");
    case MILL_TIME_UNIT_DAY:
      return _("per day");
    case MILL_TIME_UNIT_WEEK:
      return _("per week");
    case MILL_TIME_UNIT_MONTH:
      return _("per month");
    case MILL_TIME_UNIT_QUARTER:
      return _("per quarter");
    case MILL_TIME_UNIT_YEAR:
      return _("per year");
    default:
      return NULL;
    }
}

gboolean
mill_chart_data_get_range (MillTask          *task,
                           const char        *port,
                           const MillColumn  *column,
                           MillChartRange    *range,
                           GError           **error)
{
  MillSelect *select = mill_select_new (mill_task_get_relation (task, port));
  g_autoptr (MillRows) rows = NULL;

  mill_select_add (select, "v", mill_chart_data_number (column));
  select = mill_select_new_nested (select);
  mill_select_add (select, "n", mill_expr_format ("count(*)"));
  mill_select_add (select, "low", mill_expr_format ("min(v)"));
  mill_select_add (select, "high", mill_expr_format ("max(v)"));
  mill_select_where (select, mill_expr_format ("isfinite(v)"));

  rows = mill_task_query (task, select, error);
  if (rows == NULL || !mill_rows_next (rows, mill_task_get_cancellable (task), error))
    return FALSE;

  range->rows = mill_rows_get_integer (rows, 0, 0);
  range->min = mill_rows_get_double (rows, 1, 0);
  range->max = mill_rows_get_double (rows, 2, 0);

  return TRUE;
}

gboolean
mill_chart_data_get_colors (MillTask         *task,
                            const char       *port,
                            const char       *column,
                            MillChartColors  *colors,
                            GError          **error)
{
  MillSelect *select = mill_select_new (mill_task_get_relation (task, port));
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) trouble = NULL;
  g_autoptr (MillRows) rows = NULL;
  gboolean more = FALSE;

  mill_select_add (select, "g", mill_expr_cast (mill_expr_column (column), "VARCHAR"));
  select = mill_select_new_nested (select);
  mill_select_add (select, "g", mill_expr_column ("g"));
  mill_select_add (select, "n", mill_expr_format ("count(*)"));
  mill_select_group_by (select, mill_expr_column ("g"));
  select = mill_select_new_nested (select);
  mill_select_add (select, "g", mill_expr_column ("g"));
  mill_select_order_by (select, mill_expr_column ("n"), TRUE, FALSE);
  mill_select_order_by (select, mill_expr_column ("g"), FALSE, FALSE);
  mill_select_limit (select, MILL_N_SERIES_COLORS + 1, 0);

  rows = mill_task_query (task, select, error);
  if (rows == NULL)
    return FALSE;
  while (mill_rows_next (rows, mill_task_get_cancellable (task), &trouble))
    for (guint i = 0; i < mill_rows_get_n_rows (rows); i++)
      {
        char *value = mill_rows_dup_string (rows, 0, i);

        if (value == NULL || values->len == MILL_N_SERIES_COLORS - 1)
          {
            more = TRUE;
            g_free (value);
            continue;
          }
        g_ptr_array_add (values, value);
        g_ptr_array_add (labels, g_strdup (value));
      }
  if (trouble != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return FALSE;
    }

  if (more)
    g_ptr_array_add (labels, g_strdup (_("Other or missing")));
  colors->n_labels = labels->len;
  g_ptr_array_add (labels, NULL);
  g_ptr_array_add (values, NULL);
  colors->column = g_strdup (column);
  colors->values = (GStrv) g_ptr_array_free (g_steal_pointer (&values), FALSE);
  colors->labels = (GStrv) g_ptr_array_free (g_steal_pointer (&labels), FALSE);

  return TRUE;
}

MillExpr *
mill_chart_data_color_index (const MillChartColors *colors)
{
  guint n = colors->values != NULL ? g_strv_length (colors->values) : 0;
  MillExpr *index = mill_expr_integer (n);

  for (guint i = n; i > 0; i--)
    index = mill_expr_format ("CASE WHEN CAST(%i AS VARCHAR) = %s THEN %d ELSE %e END",
                              colors->column, colors->values[i - 1], (gint64) i - 1, index);

  return index;
}

void
mill_chart_colors_clear (MillChartColors *colors)
{
  g_clear_pointer (&colors->column, g_free);
  g_clear_pointer (&colors->values, g_strfreev);
  g_clear_pointer (&colors->labels, g_strfreev);
}

void
mill_chart_data_finish (MillTask   *task,
                        MillChart  *chart,
                        const char *title,
                        char       *otherwise)
{
  mill_chart_set_title (chart, title != NULL && *title != '\0' ? title : otherwise);
  mill_task_set_artifact (task, "chart", MILL_ARTIFACT (chart));
  g_object_unref (chart);
  g_free (otherwise);
}
