/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/training-curve.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *node;      /* interned, as in events */
  char       *measure;
  char       *series;
  GArray     *steps;     /* of double */
  GArray     *values;    /* of double */
} Curve;

struct _MillTrainingCurves
{
  GPtrArray *nodes;
  GPtrArray *curves;
};

static void
curve_free (gpointer data)
{
  Curve *self = data;

  g_free (self->measure);
  g_free (self->series);
  g_array_unref (self->steps);
  g_array_unref (self->values);
  g_free (self);
}

MillTrainingCurves *
mill_training_curves_new (void)
{
  MillTrainingCurves *self = g_new0 (MillTrainingCurves, 1);

  self->nodes = g_ptr_array_new ();
  self->curves = g_ptr_array_new_with_free_func (curve_free);

  return self;
}

void
mill_training_curves_free (MillTrainingCurves *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->curves);
  g_free (self);
}

/* The curve that the event adds to; NULL where its node shows another measure. */
static Curve *
find_curve (MillTrainingCurves *self,
            const MillEvent    *event)
{
  const char *series = event->series != NULL ? event->series : event->name;
  Curve *curve;

  for (guint i = 0; i < self->curves->len; i++)
    {
      curve = g_ptr_array_index (self->curves, i);
      if (curve->node != event->node)
        continue;
      if (!g_str_equal (curve->measure, event->name))
        return NULL;
      if (g_str_equal (curve->series, series))
        return curve;
    }

  if (!g_ptr_array_find (self->nodes, event->node, NULL))
    g_ptr_array_add (self->nodes, (gpointer) event->node);
  curve = g_new0 (Curve, 1);
  curve->node = event->node;
  curve->measure = g_strdup (event->name);
  curve->series = g_strdup (series);
  curve->steps = g_array_new (FALSE, FALSE, sizeof (double));
  curve->values = g_array_new (FALSE, FALSE, sizeof (double));
  g_ptr_array_add (self->curves, curve);

  return curve;
}

void
mill_training_curves_add (MillTrainingCurves *self,
                          const MillEvent    *event)
{
  double step = event->step;
  Curve *curve;

  if (event->kind != MILL_EVENT_METRIC || event->step <= 0 || event->name == NULL)
    return;
  if ((curve = find_curve (self, event)) == NULL)
    return;

  g_array_append_val (curve->steps, step);
  g_array_append_val (curve->values, event->value);
}

GPtrArray *
mill_training_curves_list_nodes (MillTrainingCurves *self)
{
  return self->nodes;
}

MillChart *
mill_training_curves_make_chart (MillTrainingCurves *self,
                                 const char         *node,
                                 const char         *title)
{
  const char *wanted = node != NULL ? g_intern_string (node)
                       : self->nodes->len > 0 ? g_ptr_array_index (self->nodes, 0) : NULL;
  MillChart *chart = NULL;

  for (guint i = 0; i < self->curves->len; i++)
    {
      Curve *curve = g_ptr_array_index (self->curves, i);

      if (curve->node != wanted)
        continue;
      if (chart == NULL)
        {
          chart = mill_chart_new (MILL_CHART_LINE);
          mill_chart_set_title (chart, title);
          mill_chart_set_axis (chart, MILL_CHART_X, MILL_SCALE_LINEAR, _("Round"), NULL);
          mill_chart_set_axis (chart, MILL_CHART_Y, MILL_SCALE_LINEAR, curve->measure, NULL);
        }
      mill_chart_add_series (chart, curve->series, MILL_COLOR_AUTO, (double *) curve->steps->data,
                             (double *) curve->values->data, curve->steps->len);
    }

  return chart;
}
