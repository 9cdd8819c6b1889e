/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "nodes/aggregate.h"
#include "nodes/chart-data.h"

#define MOST_BUCKETS 60

enum
{
  SORT_AUTO,
  SORT_VALUE,
  SORT_CATEGORY,
};

typedef struct
{
  char     *category;
  char     *value;
  int       aggregate;
  int       bucket;
  int       sort;
  gint64    top;
  char     *color;
  gboolean  stacked;
  char     *title;
} BarChart;

static const MillChoice sort_choices[] = {
  { SORT_AUTO,     "auto",     N_("Numbers and dates by themselves, others by height") },
  { SORT_VALUE,    "value",    N_("By height") },
  { SORT_CATEGORY, "category", N_("By category") },
  { 0 }
};

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "chart", N_("Chart"), MILL_PORT_OUT, MILL_PORT_CHART },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (BarChart, category), .label = N_("Category"), .required = TRUE,
    .help = N_("One bar for each of its values; dates are put together by time"),
    .role = MILL_ROLE_COLUMN },
  { MILL_STRING (BarChart, value), .label = N_("Height"), .role = MILL_ROLE_COLUMN,
    .help = N_("Empty: the number of rows"), .types = "number" },
  { MILL_CHOICE (BarChart, aggregate), .label = N_("Height is the"),
    .choices = mill_aggregate_chart_choices, .default_integer = MILL_AGGREGATE_SUM,
    .visible_if = "value" },
  { MILL_CHOICE (BarChart, bucket), .label = N_("Put dates together by"),
    .choices = mill_chart_data_buckets, .default_integer = MILL_BUCKET_AUTO },
  { MILL_CHOICE (BarChart, sort), .label = N_("Order"), .choices = sort_choices,
    .default_integer = SORT_AUTO },
  { MILL_INTEGER (BarChart, top), .label = N_("Most bars"), .default_integer = 30, .minimum = 1,
    .maximum = 500, .soft_minimum = 5, .soft_maximum = 100,
    .help = N_("Of more categories, the highest are shown; dates are always all shown") },
  { MILL_STRING (BarChart, color), .label = N_("Colour by"), .role = MILL_ROLE_COLUMN,
    .types = "class" },
  { MILL_BOOLEAN (BarChart, stacked), .label = N_("Stack the colours"), .default_integer = TRUE,
    .visible_if = "color" },
  { MILL_STRING (BarChart, title), .label = N_("Title"),
    .help = N_("Empty: what is shown, in words") },
  { 0 }
};

/* What the parameters name, found in the input. */
typedef struct
{
  const MillColumn *category;
  const MillColumn *value;
  const MillColumn *color;
} Columns;

/* One bar, or one colour of it. */
typedef struct
{
  double  x;          /* seconds, for a time axis */
  char   *label;
  double  y;
  guint   color;
  gint64  by_value;
  gint64  by_category;
} Bar;

static void
bar_clear (gpointer data)
{
  Bar *bar = data;

  g_free (bar->label);
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static char *
describe_height (const BarChart *self)
{
  return is_set (self->value) ? mill_aggregate_describe (self->aggregate, self->value)
                              : g_strdup (_("Number of rows"));
}

static char *
describe (const void *settings)
{
  const BarChart *self = settings;
  g_autofree char *height = NULL;

  if (!is_set (self->category))
    return NULL;
  height = describe_height (self);

  return g_strdup_printf (_("%s by %s"), height, self->category);
}

static gboolean
find_columns (const BarChart  *self,
              MillCompile     *compile,
              Columns         *columns,
              GError         **error)
{
  *columns = (Columns) { 0 };
  columns->category = mill_compile_require_column (compile, "table", "category", self->category,
                                                   error);
  if (columns->category == NULL)
    return FALSE;

  if (is_set (self->value))
    {
      columns->value = mill_compile_require_column (compile, "table", "value", self->value, error);
      if (columns->value == NULL ||
          !mill_aggregate_check (self->aggregate, columns->value, "value", error))
        return FALSE;
      if (!mill_data_kind_is_number (columns->value->kind))
        {
          mill_fail_param (error, "value", _("Choose a column of numbers"),
                           _("“%s” is of type %s, which has no height"), columns->value->name,
                           mill_data_kind_get_label (columns->value->kind));
          return FALSE;
        }
    }

  return mill_chart_data_find_color (compile, self->color, &columns->color, error);
}

static gboolean
declare (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  Columns columns;

  return find_columns (settings, to, &columns, error);
}

/* One row a bar and colour, with its height. */
static MillSelect *
make_groups (const BarChart        *self,
             MillTask              *task,
             const Columns         *columns,
             const MillChartColors *colors,
             MillTimeUnit           unit)
{
  MillSelect *select = mill_select_new (mill_task_get_relation (task, "table"));
  MillExpr *height;

  if (mill_chart_data_is_time (columns->category))
    mill_select_add (select, "x", mill_chart_data_bucket (columns->category, unit));
  else
    mill_select_add (select, "x", mill_expr_column (columns->category->name));
  mill_select_add (select, "c", mill_chart_data_color_index (colors));
  if (columns->value != NULL)
    mill_select_add (select, "v", mill_expr_column (columns->value->name));

  height = columns->value != NULL ? mill_aggregate_new (self->aggregate, "v",
                                                        columns->value->kind)
                                  : mill_expr_call ("rows", NULL);
  select = mill_select_new_nested (select);
  mill_select_add_column (select, "x");
  mill_select_add_column (select, "c");
  mill_select_add (select, "y", mill_expr_cast (height, "DOUBLE"));
  mill_select_group_by (select, mill_expr_column ("x"));
  mill_select_group_by (select, mill_expr_column ("c"));

  return select;
}

/* Ranks the categories, so that only those that are shown leave the database. */
static MillSelect *
make_query (const BarChart        *self,
            MillTask              *task,
            const Columns         *columns,
            const MillChartColors *colors,
            MillTimeUnit           unit)
{
  gboolean time = mill_chart_data_is_time (columns->category);
  MillSelect *select = make_groups (self, task, columns, colors, unit);

  select = mill_select_new_nested (select);
  mill_select_add_all (select);
  mill_select_add (select, "total", mill_expr_format (
    self->stacked ? "sum(y) OVER (PARTITION BY x ORDER BY c ROWS BETWEEN UNBOUNDED PRECEDING AND "
                    "UNBOUNDED FOLLOWING)"
                  : "max(y) OVER (PARTITION BY x)"));

  select = mill_select_new_nested (select);
  mill_select_add_all (select);
  mill_select_add (select, "by_value",
                   mill_expr_format ("dense_rank() OVER (ORDER BY total DESC NULLS LAST, "
                                     "x ASC NULLS LAST)"));
  mill_select_add (select, "by_category",
                   mill_expr_format ("dense_rank() OVER (ORDER BY x ASC NULLS LAST)"));

  select = mill_select_new_nested (select);
  mill_select_add_all (select);
  mill_select_add (select, "n", mill_expr_format ("max(by_value) OVER ()"));

  select = mill_select_new_nested (select);
  if (time)
    mill_select_add_column (select, "x");
  else
    mill_select_add (select, "x", mill_expr_number (0));
  mill_select_add (select, "label", mill_expr_format ("CAST(x AS VARCHAR)"));
  mill_select_add_column (select, "y");
  mill_select_add (select, "c", mill_expr_format ("CAST(c AS BIGINT)"));
  mill_select_add (select, "by_value", mill_expr_format ("CAST(by_value AS BIGINT)"));
  mill_select_add (select, "by_category", mill_expr_format ("CAST(by_category AS BIGINT)"));
  mill_select_add (select, "n", mill_expr_format ("CAST(n AS BIGINT)"));
  if (time)
    mill_select_where (select, mill_expr_format ("x IS NOT NULL"));
  else
    mill_select_where (select, mill_expr_format ("by_value <= %d", self->top));
  mill_select_order_by (select, mill_expr_column ("by_category"), FALSE, FALSE);
  mill_select_order_by (select, mill_expr_column ("c"), FALSE, FALSE);

  return select;
}

static GArray *
fetch_bars (MillTask    *task,
            MillSelect  *select,
            gint64      *n_categories,
            GError     **error)
{
  g_autoptr (GArray) bars = g_array_new (FALSE, FALSE, sizeof (Bar));
  g_autoptr (MillRows) rows = mill_task_query (task, select, error);
  g_autoptr (GError) trouble = NULL;

  g_array_set_clear_func (bars, bar_clear);
  *n_categories = 0;
  if (rows == NULL)
    return NULL;
  while (mill_rows_next (rows, mill_task_get_cancellable (task), &trouble))
    for (guint i = 0; i < mill_rows_get_n_rows (rows); i++)
      {
        Bar bar = {
          .x = mill_rows_get_double (rows, 0, i), .label = mill_rows_dup_string (rows, 1, i),
          .y = mill_rows_get_double (rows, 2, i), .color = mill_rows_get_integer (rows, 3, i),
          .by_value = mill_rows_get_integer (rows, 4, i),
          .by_category = mill_rows_get_integer (rows, 5, i),
        };

        *n_categories = mill_rows_get_integer (rows, 6, i);
        g_array_append_val (bars, bar);
      }
  if (trouble != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return NULL;
    }

  return g_steal_pointer (&bars);
}

static int
compare_by_value (gconstpointer a,
                  gconstpointer b)
{
  const Bar *one = a;
  const Bar *other = b;

  if (one->by_value != other->by_value)
    return one->by_value < other->by_value ? -1 : 1;

  return (int) one->color - (int) other->color;
}

/* Numbers the categories in the order of the bars, and gives the axis their names. */
static void
place_categories (MillChart *chart,
                  GArray    *bars)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gint64 last = -1;

  for (guint i = 0; i < bars->len; i++)
    {
      Bar *bar = &g_array_index (bars, Bar, i);

      if (bar->by_category != last)
        g_ptr_array_add (names, bar->label != NULL ? bar->label : (char *) _("(missing)"));
      last = bar->by_category;
      bar->x = names->len - 1;
    }
  g_ptr_array_add (names, NULL);
  mill_chart_set_categories (chart, (const char *const *) names->pdata);
}

static void
add_series (MillChart             *chart,
            GArray                *bars,
            const MillChartColors *colors)
{
  guint n_series = MAX (colors->n_labels, 1);

  for (guint k = 0; k < n_series; k++)
    {
      g_autoptr (GArray) x = g_array_new (FALSE, FALSE, sizeof (double));
      g_autoptr (GArray) y = g_array_new (FALSE, FALSE, sizeof (double));

      for (guint i = 0; i < bars->len; i++)
        {
          const Bar *bar = &g_array_index (bars, Bar, i);

          if (bar->color != k)
            continue;
          g_array_append_val (x, bar->x);
          g_array_append_val (y, bar->y);
        }
      mill_chart_add_series (chart, colors->n_labels > 0 ? colors->labels[k] : NULL,
                             MILL_COLOR_AUTO, (const double *) x->data, (const double *) y->data,
                             x->len);
    }
}

static gboolean
choose_unit (const BarChart    *self,
             MillTask          *task,
             const MillColumn  *category,
             MillTimeUnit      *unit,
             GError           **error)
{
  MillChartRange range;

  *unit = MILL_TIME_UNIT_NONE;
  if (!mill_chart_data_is_time (category))
    return TRUE;
  if (self->bucket != MILL_BUCKET_AUTO)
    {
      *unit = self->bucket;
      return TRUE;
    }

  if (!mill_chart_data_get_range (task, "table", category, &range, error))
    return FALSE;
  if (range.rows > 0)
    *unit = mill_time_unit_choose (range.min, range.max, MOST_BUCKETS);

  return TRUE;
}

static gboolean
run (const void  *settings,
     MillTask    *task,
     GError     **error)
{
  const BarChart *self = settings;
  g_auto (MillChartColors) colors = { 0 };
  g_autoptr (GArray) bars = NULL;
  g_autofree char *height = describe_height (self);
  Columns columns;
  MillTimeUnit unit;
  MillChart *chart;
  gint64 n_categories;
  gboolean time;
  double first;

  if (!find_columns (self, mill_task_get_compile (task), &columns, error))
    return FALSE;
  time = mill_chart_data_is_time (columns.category);
  /* Another query goes before. */
  first = time || columns.color != NULL ? 0.5 : 0;
  mill_task_progress_span (task, 0, first);
  if (!choose_unit (self, task, columns.category, &unit, error) ||
      (columns.color != NULL &&
       !mill_chart_data_get_colors (task, "table", columns.color->name, &colors, error)))
    return FALSE;
  mill_task_progress_span (task, first, 1);
  bars = fetch_bars (task, make_query (self, task, &columns, &colors, unit), &n_categories, error);
  if (bars == NULL)
    return FALSE;

  chart = mill_chart_new (MILL_CHART_BAR);
  mill_chart_set_axis (chart, MILL_CHART_X, time ? MILL_SCALE_TIME : MILL_SCALE_CATEGORY,
                       columns.category->name, NULL);
  mill_chart_set_axis (chart, MILL_CHART_Y, MILL_SCALE_LINEAR, height, NULL);
  mill_chart_set_stacked (chart, self->stacked && columns.color != NULL);
  if (time)
    mill_chart_set_bucket (chart, unit);
  else
    {
      if (self->sort == SORT_VALUE ||
          (self->sort == SORT_AUTO && !mill_data_kind_is_number (columns.category->kind)))
        g_array_sort (bars, compare_by_value);
      place_categories (chart, bars);
      if (n_categories > self->top)
        {
          g_autofree char *note =
            g_strdup_printf (_("The highest %ld of %ld categories"), (long) self->top,
                             (long) n_categories);

          mill_chart_set_note (chart, note);
        }
    }
  add_series (chart, bars, &colors);
  mill_chart_data_finish (task, chart, self->title, describe (self));

  return TRUE;
}

MILL_NODE_TYPE (bar_chart,
  .id = "bar-chart", .version = 1, .category = MILL_CATEGORY_SEE, .flags = MILL_NODE_REREADS, .icon = "chart-bar-symbolic",
  .label = N_("Bar Chart"), .summary = N_("Compare amounts of categories or of spans of time"),
  .help = N_("Each bar is a category, or a month, week or year of a column of dates. Its height is "
             "the number of rows, or the sum, mean or median of another column."),
  .keywords = N_("column;histogram;count;month;compare;plot;graph"),
  .ports = ports, .params = params, .params_size = sizeof (BarChart),
  .describe = describe, .run = run, .declare = declare, .recall = mill_chart_recall,
  .example = "bar-chart")
