/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "nodes/aggregate.h"
#include "nodes/chart-data.h"
#include "nodes/names.h"

/* More rows than this are put together, into about so many points: a screen has no more columns. */
#define MOST_POINTS 2000

typedef struct
{
  char   *x;
  char  **y;
  int     aggregate;
  int     bucket;
  double  baseline;
  char   *baseline_label;
  char   *title;
} LineChart;

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "chart", N_("Chart"), MILL_PORT_OUT, MILL_PORT_CHART },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (LineChart, x), .label = N_("Along"), .required = TRUE, .role = MILL_ROLE_COLUMN,
    .help = N_("A column of dates or numbers") },
  { MILL_STRINGS (LineChart, y), .label = N_("Lines"), .required = TRUE, .role = MILL_ROLE_COLUMNS,
    .types = "number", .help = N_("Columns of numbers, a line for each") },
  { MILL_CHOICE (LineChart, aggregate), .label = N_("Where points meet, show the"),
    .choices = mill_aggregate_chart_choices, .default_integer = MILL_AGGREGATE_MEAN },
  { MILL_CHOICE (LineChart, bucket), .label = N_("Put dates together by"),
    .choices = mill_chart_data_buckets, .default_integer = MILL_BUCKET_AUTO,
    .help = N_("As fits: each date for itself, unless there are too many for a screen") },
  { MILL_NUMBER (LineChart, baseline), .label = N_("Baseline"), .default_number = NAN,
    .help = N_("A dashed line at this height"), .digits = 2 },
  { MILL_STRING (LineChart, baseline_label), .label = N_("Name of the baseline"),
    .visible_if = "baseline" },
  { MILL_STRING (LineChart, title), .label = N_("Title"),
    .help = N_("Empty: what is shown, in words") },
  { 0 }
};

static char *
describe (const void *settings)
{
  const LineChart *self = settings;
  g_autofree char *names = mill_names_summarize ((const char *const *) self->y);

  if (names == NULL || self->x == NULL || *self->x == '\0')
    return NULL;

  return g_strdup_printf (_("%s along %s"), names, self->x);
}

static const MillColumn *
find_columns (const LineChart  *self,
              MillCompile      *compile,
              GPtrArray        *y,
              MillScaleKind    *scale,
              GError          **error)
{
  const MillColumn *x = mill_chart_data_require (compile, "table", "x", self->x, scale, error);

  if (x == NULL)
    return NULL;

  for (guint i = 0; self->y != NULL && self->y[i] != NULL; i++)
    {
      const MillColumn *column;

      column = mill_compile_require_column (compile, "table", "y", self->y[i], error);
      if (column == NULL)
        return NULL;
      if (!mill_data_kind_is_number (column->kind))
        {
          mill_fail_param (error, "y", _("Choose columns of numbers"),
                           _("“%s” is of type %s, which has no height"), column->name,
                           mill_data_kind_get_label (column->kind));
          return NULL;
        }
      g_ptr_array_add (y, (gpointer) column);
    }

  return x;
}

static gboolean
declare (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  g_autoptr (GPtrArray) y = g_ptr_array_new ();

  return find_columns (settings, to, y, NULL, error) != NULL;
}

/* How x is put together: a unit of time, a width, or neither. */
typedef struct
{
  MillTimeUnit unit;
  double       start;
  double       width;
} Bucket;

static gboolean
choose_bucket (const LineChart   *self,
               MillTask          *task,
               const MillColumn  *x,
               Bucket            *bucket,
               GError           **error)
{
  gboolean time = mill_chart_data_is_time (x);
  MillChartRange range;

  *bucket = (Bucket) { MILL_TIME_UNIT_NONE };
  if (time && self->bucket != MILL_BUCKET_AUTO && self->bucket != MILL_TIME_UNIT_NONE)
    {
      bucket->unit = self->bucket;
      return TRUE;
    }
  if (!mill_chart_data_get_range (task, "table", x, &range, error))
    return FALSE;
  if (range.rows <= MOST_POINTS || range.max <= range.min)
    return TRUE;

  if (time)
    bucket->unit = mill_time_unit_choose (range.min, range.max, MOST_POINTS);
  else
    {
      bucket->start = range.min;
      bucket->width = (range.max - range.min) / MOST_POINTS;
    }

  return TRUE;
}

static MillSelect *
make_query (const LineChart  *self,
            MillTask         *task,
            const MillColumn *x,
            GPtrArray        *y,
            const Bucket     *bucket)
{
  MillSelect *select = mill_select_new (mill_task_get_relation (task, "table"));
  MillExpr *place = mill_chart_data_bucket (x, bucket->unit);

  if (bucket->width > 0)
    place = mill_expr_format ("%e + (floor((%e - %e) / %e) + 0.5e0) * %e",
                              mill_expr_number (bucket->start), place,
                              mill_expr_number (bucket->start), mill_expr_number (bucket->width),
                              mill_expr_number (bucket->width));
  mill_select_add (select, "x", place);
  for (guint i = 0; i < y->len; i++)
    {
      const MillColumn *column = g_ptr_array_index (y, i);
      g_autofree char *name = g_strdup_printf ("y%u", i);

      mill_select_add (select, name, mill_expr_column (column->name));
    }

  select = mill_select_new_nested (select);
  mill_select_add_column (select, "x");
  for (guint i = 0; i < y->len; i++)
    {
      const MillColumn *column = g_ptr_array_index (y, i);
      g_autofree char *name = g_strdup_printf ("y%u", i);

      mill_select_add (select, name,
                       mill_expr_cast (mill_aggregate_new (self->aggregate, name, column->kind),
                                       "DOUBLE"));
    }
  mill_select_where (select, mill_expr_format ("isfinite(x)"));
  mill_select_group_by (select, mill_expr_column ("x"));
  mill_select_order_by (select, mill_expr_column ("x"), FALSE, FALSE);

  return select;
}

/* An array for x, and one for each line. */
static GPtrArray *
fetch_points (MillTask    *task,
              MillSelect  *select,
              guint        n_columns,
              GError     **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (MillRows) rows = mill_task_query (task, select, error);
  g_autoptr (GError) trouble = NULL;

  if (rows == NULL)
    return NULL;

  for (guint k = 0; k < n_columns; k++)
    g_ptr_array_add (columns, g_array_new (FALSE, FALSE, sizeof (double)));
  while (mill_rows_next (rows, mill_task_get_cancellable (task), &trouble))
    for (guint k = 0; k < n_columns; k++)
      {
        GArray *column = g_ptr_array_index (columns, k);
        guint n = mill_rows_get_n_rows (rows);
        guint before = column->len;

        g_array_set_size (column, before + n);
        mill_rows_get_doubles (rows, k, &g_array_index (column, double, before), 1);
      }
  if (trouble != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return NULL;
    }

  return g_steal_pointer (&columns);
}

static char *
describe_bucket (const LineChart *self,
                 const Bucket    *bucket)
{
  const char *function = mill_aggregate_get_label (self->aggregate);

  if (bucket->unit != MILL_TIME_UNIT_NONE)
    /* Translators: "Mean per month". */
    return g_strdup_printf (_("%s %s"), function, mill_chart_data_describe_bucket (bucket->unit));
  if (bucket->width > 0)
    return g_strdup_printf (_("%s of neighbouring points"), function);

  return NULL;
}

static gboolean
run (const void  *settings,
     MillTask    *task,
     GError     **error)
{
  const LineChart *self = settings;
  g_autoptr (GPtrArray) y = g_ptr_array_new ();
  g_autoptr (GPtrArray) points = NULL;
  g_autofree char *note = NULL;
  const MillColumn *x;
  MillScaleKind scale;
  MillChart *chart;
  Bucket bucket;
  GArray *xs;

  x = find_columns (self, mill_task_get_compile (task), y, &scale, error);
  if (x == NULL)
    return FALSE;
  mill_task_progress_span (task, 0, 0.5);
  if (!choose_bucket (self, task, x, &bucket, error))
    return FALSE;
  mill_task_progress_span (task, 0.5, 1);
  points = fetch_points (task, make_query (self, task, x, y, &bucket), y->len + 1, error);
  if (points == NULL)
    return FALSE;

  chart = mill_chart_new (MILL_CHART_LINE);
  mill_chart_set_axis (chart, MILL_CHART_X, scale, x->name, NULL);
  mill_chart_set_axis (chart, MILL_CHART_Y, MILL_SCALE_LINEAR, y->len == 1 ? self->y[0] : NULL,
                       NULL);
  xs = g_ptr_array_index (points, 0);
  for (guint i = 0; i < y->len; i++)
    {
      const MillColumn *column = g_ptr_array_index (y, i);
      GArray *ys = g_ptr_array_index (points, i + 1);

      mill_chart_add_series (chart, column->name, MILL_COLOR_AUTO, (const double *) xs->data,
                             (const double *) ys->data, xs->len);
    }
  if (isfinite (self->baseline))
    mill_chart_add_reference (chart, MILL_CHART_Y, self->baseline,
                              self->baseline_label != NULL && *self->baseline_label != '\0'
                                ? self->baseline_label : _("Baseline"));
  note = describe_bucket (self, &bucket);
  mill_chart_set_note (chart, note);
  mill_chart_data_finish (task, chart, self->title, describe (self));

  return TRUE;
}

MILL_NODE_TYPE (line_chart,
  .id = "line-chart", .version = 1, .category = MILL_CATEGORY_SEE, .flags = MILL_NODE_REREADS, .icon = "chart-line-symbolic",
  .label = N_("Line Chart"), .summary = N_("Follow numbers along time or another number"),
  .help = N_("Rows with the same place along the line are put together, and so are neighbours "
             "where there are more of them than a screen can show; the chart then says so."),
  .keywords = N_("time series;trend;curve;plot;graph"),
  .ports = ports, .params = params, .params_size = sizeof (LineChart),
  .describe = describe, .run = run, .declare = declare, .recall = mill_chart_recall,
  .example = "line-chart")
