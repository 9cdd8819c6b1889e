/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/layout.h"
#include "nodes/chart-data.h"

#define GRID_COLUMNS 80
#define GRID_ROWS 50

enum
{
  MANY_DENSITY,
  MANY_SAMPLE,
};

typedef struct
{
  char *x;
  char *y;
  char *color;
  int   many;
  char *title;
} ScatterPlot;

static const MillChoice many_choices[] = {
  { MANY_DENSITY, "density", N_("How many lie where") },
  { MANY_SAMPLE,  "sample",  N_("Some of them") },
  { 0 }
};

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "chart", N_("Chart"), MILL_PORT_OUT, MILL_PORT_CHART },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (ScatterPlot, x), .label = N_("Across"), .required = TRUE, .role = MILL_ROLE_COLUMN,
    .help = N_("A column of numbers or dates") },
  { MILL_STRING (ScatterPlot, y), .label = N_("Up"), .required = TRUE, .role = MILL_ROLE_COLUMN,
    .help = N_("A column of numbers or dates") },
  { MILL_STRING (ScatterPlot, color), .label = N_("Colour by"), .role = MILL_ROLE_COLUMN,
    .types = "class" },
  { MILL_CHOICE (ScatterPlot, many), .label = N_("Of very many points, show"),
    .choices = many_choices, .default_integer = MANY_DENSITY,
    .help = N_("Coloured points are always shown as a sample") },
  { MILL_STRING (ScatterPlot, title), .label = N_("Title"),
    .help = N_("Empty: what is shown, in words") },
  { 0 }
};

static char *
describe (const void *settings)
{
  const ScatterPlot *self = settings;

  if (self->x == NULL || *self->x == '\0' || self->y == NULL || *self->y == '\0')
    return NULL;

  return g_strdup_printf (_("%s against %s"), self->y, self->x);
}

/* What the parameters name, found in the input. */
typedef struct
{
  const MillColumn *x;
  const MillColumn *y;
  const MillColumn *color;
  MillScaleKind     x_scale;
  MillScaleKind     y_scale;
} Columns;

static gboolean
find_columns (const ScatterPlot  *self,
              MillCompile        *compile,
              Columns            *columns,
              GError            **error)
{
  *columns = (Columns) { 0 };
  columns->x = mill_chart_data_require (compile, "table", "x", self->x, &columns->x_scale, error);
  if (columns->x == NULL)
    return FALSE;
  columns->y = mill_chart_data_require (compile, "table", "y", self->y, &columns->y_scale, error);
  if (columns->y == NULL)
    return FALSE;

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

/* The rows that have both values, with the index of their colour. */
static MillSelect *
make_points (MillTask              *task,
             const Columns         *columns,
             const MillChartColors *colors)
{
  MillSelect *select = mill_select_new (mill_task_get_relation (task, "table"));

  mill_select_add (select, "x", mill_chart_data_number (columns->x));
  mill_select_add (select, "y", mill_chart_data_number (columns->y));
  mill_select_add (select, "c", mill_expr_cast (mill_chart_data_color_index (colors), "BIGINT"));
  select = mill_select_new_nested (select);
  mill_select_add_all (select);
  mill_select_where (select, mill_expr_format ("isfinite(x) AND isfinite(y)"));

  return select;
}

typedef struct
{
  gint64 rows;
  double x_min, x_max, y_min, y_max;
} Extent;

static gboolean
get_extent (MillTask       *task,
            const Columns  *columns,
            Extent         *extent,
            GError        **error)
{
  static const char *const ends[] = { "min(x)", "max(x)", "min(y)", "max(y)" };
  double *values[] = { &extent->x_min, &extent->x_max, &extent->y_min, &extent->y_max };
  MillChartColors none = { 0 };
  MillSelect *select = mill_select_new_nested (make_points (task, columns, &none));
  g_autoptr (MillRows) rows = NULL;

  mill_select_add (select, "n", mill_expr_call ("rows", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    mill_select_add (select, ends[i], mill_expr_format (ends[i]));

  rows = mill_task_query (task, select, error);
  if (rows == NULL || !mill_rows_next (rows, mill_task_get_cancellable (task), error))
    return FALSE;
  extent->rows = mill_rows_get_integer (rows, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    *values[i] = mill_rows_get_double (rows, i + 1, 0);

  return TRUE;
}

/* Which of @n cells between the ends a value lies in. */
static MillExpr *
make_cell (const char *name,
           double      min,
           double      max,
           guint       n)
{
  double width = max > min ? (max - min) / n : 1;

  return mill_expr_format ("CAST(least(floor((%i - %e) / %e), %d) AS BIGINT)", name,
                           mill_expr_number (min), mill_expr_number (width), (gint64) n - 1);
}

static gboolean
fill_grid (MillChart      *chart,
           MillTask       *task,
           const Columns  *columns,
           const Extent   *extent,
           GError        **error)
{
  MillChartColors none = { 0 };
  MillSelect *select = mill_select_new_nested (make_points (task, columns, &none));
  g_autofree double *counts = g_new0 (double, GRID_COLUMNS * GRID_ROWS);
  g_autoptr (GError) trouble = NULL;
  g_autoptr (MillRows) rows = NULL;

  mill_select_add (select, "i", make_cell ("x", extent->x_min, extent->x_max, GRID_COLUMNS));
  mill_select_add (select, "j", make_cell ("y", extent->y_min, extent->y_max, GRID_ROWS));
  select = mill_select_new_nested (select);
  mill_select_add_column (select, "i");
  mill_select_add_column (select, "j");
  mill_select_add (select, "n", mill_expr_call ("rows", NULL));
  mill_select_group_by (select, mill_expr_column ("i"));
  mill_select_group_by (select, mill_expr_column ("j"));

  rows = mill_task_query (task, select, error);
  if (rows == NULL)
    return FALSE;
  while (mill_rows_next (rows, mill_task_get_cancellable (task), &trouble))
    for (guint k = 0; k < mill_rows_get_n_rows (rows); k++)
      {
        gint64 i = CLAMP (mill_rows_get_integer (rows, 0, k), 0, GRID_COLUMNS - 1);
        gint64 j = CLAMP (mill_rows_get_integer (rows, 1, k), 0, GRID_ROWS - 1);

        counts[j * GRID_COLUMNS + i] += mill_rows_get_integer (rows, 2, k);
      }
  if (trouble != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return FALSE;
    }

  mill_chart_set_grid (chart, extent->x_min, extent->x_max, GRID_COLUMNS, extent->y_min,
                       extent->y_max, GRID_ROWS, counts);

  return TRUE;
}

static gboolean
fill_points (MillChart              *chart,
             MillTask               *task,
             const Columns          *columns,
             const MillChartColors  *colors,
             gboolean                sample,
             GError                **error)
{
  guint n_series = MAX (colors->n_labels, 1);
  g_autoptr (GPtrArray) points = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  MillSelect *select = mill_select_new_nested (make_points (task, columns, colors));
  g_autoptr (GError) trouble = NULL;
  g_autoptr (MillRows) rows = NULL;

  mill_select_add_all (select);
  if (sample)
    {
      /* By the content of the rows, so that the same table gives the same picture. */
      mill_select_order_by (select, mill_expr_format ("md5(concat_ws(' ', x, y, c))"), FALSE,
                            FALSE);
      mill_select_limit (select, MILL_SCATTER_LIMIT, 0);
    }
  select = mill_select_new_nested (select);
  mill_select_add_all (select);
  mill_select_order_by_rest (select);

  for (guint i = 0; i < 2 * n_series; i++)
    g_ptr_array_add (points, g_array_new (FALSE, FALSE, sizeof (double)));
  rows = mill_task_query (task, select, error);
  if (rows == NULL)
    return FALSE;
  while (mill_rows_next (rows, mill_task_get_cancellable (task), &trouble))
    for (guint i = 0; i < mill_rows_get_n_rows (rows); i++)
      {
        guint series = MIN ((guint) mill_rows_get_integer (rows, 2, i), n_series - 1);
        double x = mill_rows_get_double (rows, 0, i);
        double y = mill_rows_get_double (rows, 1, i);

        g_array_append_val (g_ptr_array_index (points, 2 * series), x);
        g_array_append_val (g_ptr_array_index (points, 2 * series + 1), y);
      }
  if (trouble != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return FALSE;
    }

  for (guint i = 0; i < n_series; i++)
    {
      GArray *x = g_ptr_array_index (points, 2 * i);
      GArray *y = g_ptr_array_index (points, 2 * i + 1);

      mill_chart_add_series (chart, colors->n_labels > 0 ? colors->labels[i] : NULL,
                             MILL_COLOR_AUTO, (const double *) x->data, (const double *) y->data,
                             x->len);
    }

  return TRUE;
}

static gboolean
run (const void  *settings,
     MillTask    *task,
     GError     **error)
{
  const ScatterPlot *self = settings;
  g_auto (MillChartColors) colors = { 0 };
  g_autoptr (MillChart) chart = NULL;
  g_autofree char *note = NULL;
  Columns columns;
  Extent extent;
  gboolean many;

  if (!find_columns (self, mill_task_get_compile (task), &columns, error))
    return FALSE;

  mill_task_progress_span (task, 0, 0.5);
  if (!get_extent (task, &columns, &extent, error) ||
      (columns.color != NULL &&
       !mill_chart_data_get_colors (task, "table", columns.color->name, &colors, error)))
    return FALSE;

  mill_task_progress_span (task, 0.5, 1);
  many = extent.rows > MILL_SCATTER_LIMIT;
  if (many && columns.color == NULL && self->many == MANY_DENSITY)
    {
      chart = mill_chart_new (MILL_CHART_DENSITY);
      note = g_strdup_printf (_("%ld points, by how many lie where"), (long) extent.rows);
      if (!fill_grid (chart, task, &columns, &extent, error))
        return FALSE;
    }
  else
    {
      chart = mill_chart_new (MILL_CHART_SCATTER);
      if (many)
        note = g_strdup_printf (_("%d of %ld points"), MILL_SCATTER_LIMIT, (long) extent.rows);
      if (!fill_points (chart, task, &columns, &colors, many, error))
        return FALSE;
    }

  mill_chart_set_axis (chart, MILL_CHART_X, columns.x_scale, columns.x->name, NULL);
  mill_chart_set_axis (chart, MILL_CHART_Y, columns.y_scale, columns.y->name, NULL);
  mill_chart_set_note (chart, note);
  mill_chart_data_finish (task, g_steal_pointer (&chart), self->title, describe (self));

  return TRUE;
}

MILL_NODE_TYPE (scatter_plot,
  .id = "scatter-plot", .version = 1, .category = MILL_CATEGORY_SEE, .flags = MILL_NODE_REREADS,
  .icon = "chart-scatter-symbolic",
  .label = N_("Scatter Plot"), .summary = N_("See how two columns go together"),
  .help = N_("One point for each row that has both values. Very many points hide each other: they "
             "are then shown as density, or as a sample that depends on nothing but the rows."),
  .keywords = N_("points;correlation;density;bubble;plot;graph"),
  .ports = ports, .params = params, .params_size = sizeof (ScatterPlot),
  .describe = describe, .run = run, .declare = declare, .recall = mill_chart_recall,
  .example = "scatter-plot")
