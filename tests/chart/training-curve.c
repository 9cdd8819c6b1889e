/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/training-curve.h"

static void
add (MillTrainingCurves *curves,
     const char         *node,
     const char         *name,
     const char         *series,
     gint64              step,
     double              value)
{
  g_autoptr (MillEvent) event = mill_event_new (MILL_EVENT_METRIC, node);

  event->name = g_strdup (name);
  event->series = g_strdup (series);
  event->step = step;
  event->value = value;
  mill_training_curves_add (curves, event);
}

static void
test_curves (void)
{
  g_autoptr (MillTrainingCurves) curves = mill_training_curves_new ();
  g_autoptr (MillEvent) other = mill_event_new (MILL_EVENT_LOG, "trees");
  g_autoptr (MillChart) first = NULL;
  g_autoptr (MillChart) second = NULL;

  g_assert_null (mill_training_curves_make_chart (curves, NULL, "None"));

  mill_training_curves_add (curves, other);
  add (curves, "score", "accuracy", NULL, 0, 0.7);
  for (int round = 1; round <= 3; round++)
    {
      add (curves, "trees", "log loss", "train", round, 1.0 / round);
      add (curves, "trees", "log loss", "valid", round, 2.0 / round);
      add (curves, "trees", "error", "train", round, 0);
      add (curves, "forest", "rmse", "train", round, 5 - round);
    }

  g_assert_cmpuint (mill_training_curves_list_nodes (curves)->len, ==, 2);
  first = mill_training_curves_make_chart (curves, NULL, "Trees");
  g_assert_cmpstr (mill_chart_get_title (first), ==, "Trees");
  g_assert_cmpuint (mill_chart_get_n_series (first), ==, 2);
  g_assert_cmpstr (mill_chart_get_axis (first, MILL_CHART_Y)->title, ==, "log loss");
  second = mill_training_curves_make_chart (curves, "forest", "Forest");
  g_assert_cmpuint (mill_chart_get_n_series (second), ==, 1);
  g_assert_null (mill_training_curves_make_chart (curves, "score", "Score"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/training-curve", test_curves);

  return g_test_run ();
}
