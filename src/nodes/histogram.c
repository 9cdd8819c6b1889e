/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/bins.h"
#include "chart/format.h"
#include "nodes/chart-data.h"

/* Values are far out beyond so many times the spread of the middle half of them, away from it; and
 * hide the others if those would fill less than this part of the chart. */
#define FAR_OUT 10
#define SQUEEZED 25
/* Of more than one value in so many, none is left out: they are no exceptions. */
#define FEW 20

enum
{
  RANGE_AUTO,
  RANGE_ALL,
};

typedef struct
{
  char   *column;
  gint64  bins;
  int     range;
  char   *color;
  char   *title;
} Histogram;

static const MillChoice range_choices[] = {
  { RANGE_AUTO, "auto", N_("Without few values that are far out") },
  { RANGE_ALL,  "all",  N_("From the smallest to the largest value") },
  { 0 }
};

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "chart", N_("Chart"), MILL_PORT_OUT, MILL_PORT_CHART },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (Histogram, column), .label = N_("Column"), .required = TRUE,
    .role = MILL_ROLE_COLUMN, .help = N_("A column of numbers or dates") },
  { MILL_INTEGER (Histogram, bins), .label = N_("Number of bins"), .maximum = MILL_MAX_BINS,
    .soft_minimum = 0, .soft_maximum = 60,
    .help = N_("About so many, between round numbers; 0: as many as the values call for") },
  { MILL_CHOICE (Histogram, range), .label = N_("Range"), .choices = range_choices,
    .default_integer = RANGE_AUTO,
    .help = N_("A note below the chart tells how many values are left out, and where they are") },
  { MILL_STRING (Histogram, color), .label = N_("Colour by"), .role = MILL_ROLE_COLUMN,
    .types = "class" },
  { MILL_STRING (Histogram, title), .label = N_("Title"),
    .help = N_("Empty: what is shown, in words") },
  { 0 }
};

static char *
describe (const void *settings)
{
  const Histogram *self = settings;

  if (self->column == NULL || *self->column == '\0')
    return NULL;

  return g_strdup_printf (_("Distribution of %s"), self->column);
}

/* What the parameters name, found in the input. */
typedef struct
{
  const MillColumn *value;
  const MillColumn *color;
  MillScaleKind     scale;
} Columns;

static gboolean
find_columns (const Histogram  *self,
              MillCompile      *compile,
              Columns          *columns,
              GError          **error)
{
  *columns = (Columns) { 0 };
  columns->value = mill_chart_data_require (compile, "table", "column", self->column,
                                            &columns->scale, error);
  if (columns->value == NULL)
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

static MillSelect *
make_values (MillTask              *task,
             const Columns         *columns,
             const MillChartColors *colors)
{
  MillSelect *select = mill_select_new (mill_task_get_relation (task, "table"));

  mill_select_add (select, "v", mill_chart_data_number (columns->value));
  mill_select_add (select, "c", mill_chart_data_color_index (colors));
  select = mill_select_new_nested (select);
  mill_select_add_all (select);
  mill_select_where (select, mill_expr_format ("isfinite(v)"));

  return select;
}

/* What is known of the values that are shown. */
typedef struct
{
  gint64   rows;
  double   low, high;
  double   first_quartile, third_quartile;
  gboolean whole;
} Spread;

/* Of the values from @from to @to; all of them if those are infinite. */
static gboolean
get_spread (MillTask       *task,
            const Columns  *columns,
            double          from,
            double          to,
            Spread         *spread,
            GError        **error)
{
  MillChartColors none = { 0 };
  MillSelect *select = mill_select_new_nested (make_values (task, columns, &none));
  g_autoptr (MillRows) rows = NULL;

  mill_select_add (select, "n", mill_expr_call ("rows", NULL));
  mill_select_add (select, "low", mill_expr_format ("min(v)"));
  mill_select_add (select, "high", mill_expr_format ("max(v)"));
  mill_select_add (select, "q1", mill_expr_call ("first-quartile", mill_expr_column ("v"), NULL));
  mill_select_add (select, "q3", mill_expr_call ("third-quartile", mill_expr_column ("v"), NULL));
  mill_select_add (select, "whole", mill_expr_format ("bool_and(v = floor(v))"));
  if (isfinite (from))
    mill_select_where (select, mill_expr_format ("v >= %e AND v <= %e", mill_expr_number (from),
                                                 mill_expr_number (to)));

  rows = mill_task_query (task, select, error);
  if (rows == NULL || !mill_rows_next (rows, mill_task_get_cancellable (task), error))
    return FALSE;
  *spread = (Spread) {
    mill_rows_get_integer (rows, 0, 0), mill_rows_get_double (rows, 1, 0),
    mill_rows_get_double (rows, 2, 0), mill_rows_get_double (rows, 3, 0),
    mill_rows_get_double (rows, 4, 0), mill_rows_get_double (rows, 5, 0) > 0,
  };

  return TRUE;
}

static char *
format_value (const Columns *columns,
              double         value)
{
  return columns->scale == MILL_SCALE_TIME ? mill_format_time_exact (value)
                                           : mill_format_value (value, 6);
}

/* Leaves out few values that would squeeze all others into one bin, and says so in @note. */
static gboolean
leave_out_far (MillTask       *task,
               const Columns  *columns,
               Spread         *spread,
               char          **note,
               GError        **error)
{
  double iqr = spread->third_quartile - spread->first_quartile;
  double middle = spread->first_quartile + iqr / 2;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  gint64 n_far;
  Spread near;

  if (!(iqr > 0) || spread->high - spread->low <= SQUEEZED * iqr)
    return TRUE;
  if (!get_spread (task, columns, middle - (FAR_OUT + 0.5) * iqr, middle + (FAR_OUT + 0.5) * iqr,
                   &near, error))
    return FALSE;
  n_far = spread->rows - near.rows;
  if (n_far > MAX (spread->rows / FEW, 1))
    return TRUE;

  low = format_value (columns, spread->low);
  high = format_value (columns, spread->high);
  *note = g_strdup_printf (ngettext ("%lu value far out is not shown; all lie between %s and %s",
                                     "%lu values far out are not shown; all lie between %s and %s",
                                     (gulong) n_far), (gulong) n_far, low, high);
  *spread = near;

  return TRUE;
}

/* Without rows there is no bin. */
static gboolean
choose_bins (const Histogram  *self,
             MillTask         *task,
             const Columns    *columns,
             MillBins         *bins,
             char            **note,
             GError          **error)
{
  Spread spread;

  *bins = (MillBins) { 0 };
  if (!get_spread (task, columns, -INFINITY, INFINITY, &spread, error))
    return FALSE;
  if (spread.rows == 0)
    return TRUE;
  if (self->range == RANGE_AUTO && !leave_out_far (task, columns, &spread, note, error))
    return FALSE;

  mill_bins_choose (bins, spread.low, spread.high, spread.rows,
                    spread.third_quartile - spread.first_quartile, self->bins,
                    columns->scale == MILL_SCALE_LINEAR && spread.whole);

  return TRUE;
}

static MillSelect *
make_query (MillTask              *task,
            const Columns         *columns,
            const MillChartColors *colors,
            const MillBins        *bins,
            gboolean               only_within)
{
  MillSelect *select = mill_select_new_nested (make_values (task, columns, colors));

  mill_select_add (select, "c", mill_expr_format ("CAST(c AS BIGINT)"));
  mill_select_add (select, "b",
                   mill_expr_format ("CAST(least(greatest(floor((v - %e) / %e), 0), %d) AS BIGINT)",
                                     mill_expr_number (bins->start), mill_expr_number (bins->width),
                                     (gint64) bins->n - 1));
  if (only_within)
    mill_select_where (select, mill_expr_format ("v >= %e AND v <= %e",
                                                 mill_expr_number (bins->start),
                                                 mill_expr_number (mill_bins_get_edge (bins, bins->n))));
  select = mill_select_new_nested (select);
  mill_select_add_column (select, "c");
  mill_select_add_column (select, "b");
  mill_select_add (select, "n", mill_expr_call ("rows", NULL));
  mill_select_group_by (select, mill_expr_column ("c"));
  mill_select_group_by (select, mill_expr_column ("b"));

  return select;
}

static gboolean
fill (MillChart              *chart,
      MillTask               *task,
      MillSelect             *select,
      const MillChartColors  *colors,
      const MillBins         *bins,
      GError                **error)
{
  guint n_series = MAX (colors->n_labels, 1);
  g_autofree double *counts = g_new0 (double, n_series * bins->n);
  g_autofree double *edges = g_new0 (double, bins->n + 1);
  g_autoptr (MillRows) rows = mill_task_query (task, select, error);
  g_autoptr (GError) trouble = NULL;

  if (rows == NULL)
    return FALSE;
  while (mill_rows_next (rows, mill_task_get_cancellable (task), &trouble))
    for (guint i = 0; i < mill_rows_get_n_rows (rows); i++)
      {
        guint series = MIN ((guint) mill_rows_get_integer (rows, 0, i), n_series - 1);
        guint bin = MIN ((guint) mill_rows_get_integer (rows, 1, i), bins->n - 1);

        counts[series * bins->n + bin] += mill_rows_get_integer (rows, 2, i);
      }
  if (trouble != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return FALSE;
    }

  for (guint i = 0; i <= bins->n; i++)
    edges[i] = mill_bins_get_edge (bins, i);
  for (guint i = 0; i < n_series; i++)
    mill_chart_add_bins (chart, colors->n_labels > 0 ? colors->labels[i] : NULL, MILL_COLOR_AUTO,
                         edges, counts + i * bins->n, bins->n);

  return TRUE;
}

static gboolean
run (const void  *settings,
     MillTask    *task,
     GError     **error)
{
  const Histogram *self = settings;
  g_auto (MillChartColors) colors = { 0 };
  g_autoptr (MillChart) chart = mill_chart_new (MILL_CHART_HISTOGRAM);
  g_autofree char *note = NULL;
  Columns columns;
  MillBins bins;

  if (!find_columns (self, mill_task_get_compile (task), &columns, error))
    return FALSE;

  mill_task_progress_span (task, 0, 0.5);
  if ((columns.color != NULL &&
       !mill_chart_data_get_colors (task, "table", columns.color->name, &colors, error)) ||
      !choose_bins (self, task, &columns, &bins, &note, error))
    return FALSE;

  mill_task_progress_span (task, 0.5, 1);
  mill_chart_set_axis (chart, MILL_CHART_X, columns.scale, columns.value->name, NULL);
  mill_chart_set_axis (chart, MILL_CHART_Y, MILL_SCALE_LINEAR, _("Number of rows"), NULL);
  mill_chart_set_stacked (chart, colors.n_labels > 0);
  mill_chart_set_note (chart, note);
  if (bins.n > 0 &&
      !fill (chart, task, make_query (task, &columns, &colors, &bins, note != NULL), &colors, &bins,
             error))
    return FALSE;
  mill_chart_data_finish (task, g_steal_pointer (&chart), self->title, describe (self));

  return TRUE;
}

MILL_NODE_TYPE (histogram,
  .id = "histogram", .version = 1, .category = MILL_CATEGORY_SEE, .flags = MILL_NODE_REREADS,
  .icon = "chart-histogram-symbolic",
  .label = N_("Histogram"), .summary = N_("See which values a column has, and how often"),
  .help = N_("The values are counted in bins between round numbers. The number of bins follows "
             "from how far the values spread, unless one is given. Missing values are left out.\n\n"
             "A few values far out would squeeze all others into one bin. Up to one in twenty that "
             "are more than ten times as far from the middle half of the values as that half is "
             "wide are therefore not shown, which a note below the chart says."),
  .keywords = N_("distribution;frequency;bins;spread;plot;graph"),
  .ports = ports, .params = params, .params_size = sizeof (Histogram),
  .describe = describe, .run = run, .declare = declare, .recall = mill_chart_recall,
  .example = "histogram")
