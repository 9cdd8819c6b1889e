/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/chart-private.h"

#include <math.h>

G_DEFINE_FINAL_TYPE (MillChart, mill_chart, MILL_TYPE_ARTIFACT)

static void
series_free (gpointer data)
{
  MillSeries *series = data;

  g_free (series->name);
  g_free (series->x);
  g_free (series->y);
  g_free (series);
}

static void
reference_free (gpointer data)
{
  MillReference *reference = data;

  g_free (reference->label);
  g_free (reference);
}

static void
grid_free (MillGrid *grid)
{
  if (grid != NULL)
    g_free (grid->counts);
  g_free (grid);
}

static void
matrix_free (MillMatrix *matrix)
{
  if (matrix != NULL)
    {
      g_strfreev (matrix->actual);
      g_strfreev (matrix->predicted);
      g_free (matrix->counts);
    }
  g_free (matrix);
}

static void
mill_chart_finalize (GObject *object)
{
  MillChart *self = MILL_CHART (object);

  g_free (self->title);
  g_free (self->note);
  g_free (self->finding);
  for (guint i = 0; i < 2; i++)
    {
      g_free (self->axes[i].title);
      g_free (self->axes[i].unit);
    }
  g_strfreev (self->categories);
  g_ptr_array_unref (self->series);
  g_ptr_array_unref (self->references);
  grid_free (self->grid);
  matrix_free (self->matrix);

  G_OBJECT_CLASS (mill_chart_parent_class)->finalize (object);
}

static void
mill_chart_class_init (MillChartClass *klass)
{
  MILL_ARTIFACT_CLASS (klass)->kind = "chart";
  MILL_ARTIFACT_CLASS (klass)->to_json = mill_chart_to_json;
  G_OBJECT_CLASS (klass)->finalize = mill_chart_finalize;
}

static void
mill_chart_init (MillChart *self)
{
  self->series = g_ptr_array_new_with_free_func (series_free);
  self->references = g_ptr_array_new_with_free_func (reference_free);
  for (guint i = 0; i < 2; i++)
    self->axes[i].min = self->axes[i].max = NAN;
}

MillChart *
mill_chart_new (MillChartKind kind)
{
  MillChart *self;

  g_return_val_if_fail (kind <= MILL_CHART_CONFUSION, NULL);

  self = g_object_new (MILL_TYPE_CHART, NULL);
  self->kind = kind;
  return self;
}

/* A copy in which whatever is not finite is NaN. */
static double *
copy_values (const double *values,
             gsize         n)
{
  double *copy = g_new (double, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    copy[i] = isfinite (values[i]) ? values[i] : NAN;
  return copy;
}

void
mill_chart_set_title (MillChart  *self,
                      const char *title)
{
  g_return_if_fail (MILL_IS_CHART (self));

  g_set_str (&self->title, title);
}

void
mill_chart_set_note (MillChart  *self,
                     const char *note)
{
  g_return_if_fail (MILL_IS_CHART (self));

  g_set_str (&self->note, note);
}

void
mill_chart_set_finding (MillChart  *self,
                        const char *finding)
{
  g_return_if_fail (MILL_IS_CHART (self));

  g_set_str (&self->finding, finding);
}

void
mill_chart_set_axis (MillChart          *self,
                     MillChartDimension  dimension,
                     MillScaleKind       kind,
                     const char         *title,
                     const char         *unit)
{
  g_return_if_fail (MILL_IS_CHART (self));
  g_return_if_fail (dimension <= MILL_CHART_Y);
  g_return_if_fail (kind <= MILL_SCALE_CATEGORY);

  self->axes[dimension].kind = kind;
  g_set_str (&self->axes[dimension].title, title);
  g_set_str (&self->axes[dimension].unit, unit);
}

void
mill_chart_set_axis_range (MillChart          *self,
                           MillChartDimension  dimension,
                           double              min,
                           double              max)
{
  g_return_if_fail (MILL_IS_CHART (self));
  g_return_if_fail (dimension <= MILL_CHART_Y);

  self->axes[dimension].min = isfinite (min) ? min : NAN;
  self->axes[dimension].max = isfinite (max) ? max : NAN;
}

void
mill_chart_set_categories (MillChart         *self,
                           const char *const *names)
{
  g_return_if_fail (MILL_IS_CHART (self));

  g_strfreev (self->categories);
  self->categories = g_strdupv ((GStrv) names);
}

void
mill_chart_set_bucket (MillChart    *self,
                       MillTimeUnit  unit)
{
  g_return_if_fail (MILL_IS_CHART (self));
  g_return_if_fail (unit <= MILL_TIME_UNIT_YEAR);

  self->bucket = unit;
}

void
mill_chart_set_stacked (MillChart *self,
                        gboolean   stacked)
{
  g_return_if_fail (MILL_IS_CHART (self));

  self->stacked = stacked;
}

static void
add_series (MillChart     *self,
            const char    *name,
            MillColorRole  role,
            const double  *x,
            gsize          n_x,
            const double  *y,
            gsize          n)
{
  MillSeries *series = g_new0 (MillSeries, 1);

  series->name = g_strdup (name);
  series->role = role >= MILL_COLOR_SERIES_1 && role <= MILL_COLOR_SERIES_8
    ? role : mill_color_role_of_series (self->series->len);
  series->x = copy_values (x, n_x);
  series->y = copy_values (y, n);
  series->n = n;
  g_ptr_array_add (self->series, series);
}

void
mill_chart_add_series (MillChart     *self,
                       const char    *name,
                       MillColorRole  role,
                       const double  *x,
                       const double  *y,
                       gsize          n)
{
  g_return_if_fail (MILL_IS_CHART (self));
  g_return_if_fail (self->kind <= MILL_CHART_SCATTER);

  add_series (self, name, role, x, n, y, n);
}

void
mill_chart_add_bins (MillChart     *self,
                     const char    *name,
                     MillColorRole  role,
                     const double  *edges,
                     const double  *counts,
                     gsize          n_bins)
{
  g_return_if_fail (MILL_IS_CHART (self));
  g_return_if_fail (self->kind == MILL_CHART_HISTOGRAM);

  add_series (self, name, role, edges, n_bins > 0 ? n_bins + 1 : 0, counts, n_bins);
}

/* An area without a width cannot be cut into cells. */
static void
widen (double *min,
       double *max)
{
  double room = fmax (fabs (*min) * 1e-6, 0.5);

  if (*min < *max)
    return;
  *min -= room;
  *max += room;
}

void
mill_chart_set_grid (MillChart    *self,
                     double        x_min,
                     double        x_max,
                     gsize         columns,
                     double        y_min,
                     double        y_max,
                     gsize         rows,
                     const double *counts)
{
  g_return_if_fail (MILL_IS_CHART (self));
  g_return_if_fail (self->kind == MILL_CHART_DENSITY);
  g_return_if_fail (isfinite (x_min) && x_min <= x_max && isfinite (x_max));
  g_return_if_fail (isfinite (y_min) && y_min <= y_max && isfinite (y_max));

  widen (&x_min, &x_max);
  widen (&y_min, &y_max);
  grid_free (self->grid);
  self->grid = g_new0 (MillGrid, 1);
  *self->grid = (MillGrid) { x_min, x_max, y_min, y_max, columns, rows,
                             copy_values (counts, columns * rows) };
}

void
mill_chart_set_matrix (MillChart         *self,
                       const char *const *actual,
                       const char *const *predicted,
                       const double      *counts)
{
  g_return_if_fail (MILL_IS_CHART (self));
  g_return_if_fail (self->kind == MILL_CHART_CONFUSION);

  matrix_free (self->matrix);
  self->matrix = g_new0 (MillMatrix, 1);
  self->matrix->actual = g_strdupv ((GStrv) actual);
  self->matrix->predicted = g_strdupv ((GStrv) predicted);
  self->matrix->rows = g_strv_length ((GStrv) actual);
  self->matrix->columns = g_strv_length ((GStrv) predicted);
  self->matrix->counts = copy_values (counts, self->matrix->rows * self->matrix->columns);
}

void
mill_chart_add_reference (MillChart          *self,
                          MillChartDimension  dimension,
                          double              value,
                          const char         *label)
{
  MillReference *reference;

  g_return_if_fail (MILL_IS_CHART (self));

  reference = g_new0 (MillReference, 1);
  reference->vertical = dimension == MILL_CHART_X;
  reference->value = isfinite (value) ? value : NAN;
  reference->label = g_strdup (label);
  g_ptr_array_add (self->references, reference);
}
