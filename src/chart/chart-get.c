/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/chart-private.h"

#include <math.h>

MillChartKind
mill_chart_get_kind (MillChart *self)
{
  g_return_val_if_fail (MILL_IS_CHART (self), MILL_CHART_BAR);

  return self->kind;
}

const char *
mill_chart_get_title (MillChart *self)
{
  g_return_val_if_fail (MILL_IS_CHART (self), NULL);

  return self->title;
}

const char *
mill_chart_get_note (MillChart *self)
{
  g_return_val_if_fail (MILL_IS_CHART (self), NULL);

  return self->note;
}

const MillAxis *
mill_chart_get_axis (MillChart          *self,
                     MillChartDimension  dimension)
{
  g_return_val_if_fail (MILL_IS_CHART (self), NULL);
  g_return_val_if_fail (dimension <= MILL_CHART_Y, NULL);

  return &self->axes[dimension];
}

const char *const *
mill_chart_get_categories (MillChart *self)
{
  g_return_val_if_fail (MILL_IS_CHART (self), NULL);

  return (const char *const *) self->categories;
}

MillTimeUnit
mill_chart_get_bucket (MillChart *self)
{
  g_return_val_if_fail (MILL_IS_CHART (self), MILL_TIME_UNIT_NONE);

  return self->bucket;
}

gboolean
mill_chart_get_stacked (MillChart *self)
{
  g_return_val_if_fail (MILL_IS_CHART (self), FALSE);

  return self->stacked;
}

guint
mill_chart_get_n_series (MillChart *self)
{
  g_return_val_if_fail (MILL_IS_CHART (self), 0);

  return self->series->len;
}

const MillSeries *
mill_chart_get_series (MillChart *self,
                       guint      index)
{
  g_return_val_if_fail (MILL_IS_CHART (self), NULL);
  g_return_val_if_fail (index < self->series->len, NULL);

  return g_ptr_array_index (self->series, index);
}

guint
mill_chart_get_n_references (MillChart *self)
{
  g_return_val_if_fail (MILL_IS_CHART (self), 0);

  return self->references->len;
}

const MillReference *
mill_chart_get_reference (MillChart *self,
                          guint      index)
{
  g_return_val_if_fail (MILL_IS_CHART (self), NULL);
  g_return_val_if_fail (index < self->references->len, NULL);

  return g_ptr_array_index (self->references, index);
}

const MillGrid *
mill_chart_get_grid (MillChart *self)
{
  g_return_val_if_fail (MILL_IS_CHART (self), NULL);

  return self->grid;
}

const MillMatrix *
mill_chart_get_matrix (MillChart *self)
{
  g_return_val_if_fail (MILL_IS_CHART (self), NULL);

  return self->matrix;
}

gsize
mill_chart_get_n_x (MillChart        *self,
                    const MillSeries *series)
{
  return series->n + (self->kind == MILL_CHART_HISTOGRAM && series->n > 0 ? 1 : 0);
}

static gboolean
any_positive (const double *counts,
              gsize         n)
{
  for (gsize i = 0; i < n; i++)
    if (counts[i] > 0)
      return TRUE;
  return FALSE;
}

gboolean
mill_chart_is_empty (MillChart *self)
{
  g_return_val_if_fail (MILL_IS_CHART (self), TRUE);

  if (self->kind == MILL_CHART_CONFUSION)
    return self->matrix == NULL ||
      !any_positive (self->matrix->counts, self->matrix->rows * self->matrix->columns);
  if (self->kind == MILL_CHART_DENSITY)
    return self->grid == NULL ||
           !any_positive (self->grid->counts, self->grid->rows * self->grid->columns);
  for (guint i = 0; i < self->series->len; i++)
    {
      const MillSeries *series = g_ptr_array_index (self->series, i);

      for (gsize j = 0; j < series->n; j++)
        if (isfinite (series->x[j]) && isfinite (series->y[j]))
          return FALSE;
    }
  return TRUE;
}
