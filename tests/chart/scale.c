/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/scale.h"

#include <float.h>
#include <math.h>

static void
test_ends (void)
{
  const struct { MillScaleKind kind; double min, max, want_min, want_max; } cases[] = {
    { MILL_SCALE_LINEAR, 2, 8, 2, 8 },
    { MILL_SCALE_LINEAR, 0, 0, -1, 1 },
    { MILL_SCALE_LINEAR, 10, 10, 5, 15 },
    { MILL_SCALE_LINEAR, -10, -10, -15, -5 },
    { MILL_SCALE_LINEAR, INFINITY, -INFINITY, 0, 1 },
    { MILL_SCALE_LINEAR, NAN, 3, 0, 1 },
    { MILL_SCALE_LOG, 1, 1000, 1, 1000 },
    { MILL_SCALE_LOG, 100, 100, 10, 1000 },
    { MILL_SCALE_LOG, -5, -1, 1, 10 },
    { MILL_SCALE_TIME, 86400, 86400, 43200, 129600 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MillScale scale;

      mill_scale_init (&scale, cases[i].kind, cases[i].min, cases[i].max);
      g_assert_cmpfloat (scale.min, ==, cases[i].want_min);
      g_assert_cmpfloat (scale.max, ==, cases[i].want_max);
    }
}

static void
test_extremes (void)
{
  const double values[] = { -DBL_MAX,        -1e300, -1,    -DBL_MIN, 0, DBL_TRUE_MIN, DBL_MIN, 1,
                            1 + DBL_EPSILON, 1e15,   1e300, DBL_MAX };

  for (guint kind = MILL_SCALE_LINEAR; kind <= MILL_SCALE_TIME; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (values); i++)
      for (guint j = i; j < G_N_ELEMENTS (values); j++)
        {
          MillScale scale;

          mill_scale_init (&scale, kind, values[i], values[j]);
          mill_scale_make_nice (&scale, 5);
          g_assert_true (isfinite (scale.min) && isfinite (scale.max));
          g_assert_cmpfloat (scale.min, <, scale.max);
          g_assert_true (isfinite (scale.max - scale.min));
          if (kind == MILL_SCALE_LOG)
            g_assert_cmpfloat (scale.min, >, 0);
        }
}

static void
test_nice (void)
{
  const struct { double min, max; guint n; double want_min, want_max; } cases[] = {
    { 0, 35.6, 6, 0, 40 },
    { -1.6, 35.6, 6, -5, 40 },
    { -1.6, 35.6, 2, -5, 40 },
    { 0, 0.993, 5, 0, 1 },
    { 2700, 6300, 6, 2500, 6500 },
    { 0, 100, 5, 0, 100 },
    { 0, 100.0000000001, 5, 0, 100 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MillScale scale;

      mill_scale_init (&scale, MILL_SCALE_LINEAR, cases[i].min, cases[i].max);
      mill_scale_make_nice (&scale, cases[i].n);
      g_assert_cmpfloat_with_epsilon (scale.min, cases[i].want_min, 1e-9);
      g_assert_cmpfloat_with_epsilon (scale.max, cases[i].want_max, 1e-9);
    }
}

static void
test_map (void)
{
  MillScale scale;

  mill_scale_init (&scale, MILL_SCALE_LINEAR, 0, 10);
  mill_scale_set_pixels (&scale, 200, 100);
  g_assert_cmpfloat (mill_scale_map (&scale, 0), ==, 200);
  g_assert_cmpfloat (mill_scale_map (&scale, 7.5), ==, 125);
  g_assert_true (isnan (mill_scale_map (&scale, NAN)));

  mill_scale_init (&scale, MILL_SCALE_LOG, 1, 1000);
  mill_scale_set_pixels (&scale, 0, 300);
  g_assert_cmpfloat_with_epsilon (mill_scale_map (&scale, 10), 100, 1e-9);
  g_assert_true (isnan (mill_scale_map (&scale, 0)));
  g_assert_true (isnan (mill_scale_map (&scale, -1)));

  mill_scale_init_categories (&scale, 4);
  mill_scale_set_pixels (&scale, 0, 80);
  g_assert_cmpfloat (mill_scale_map (&scale, 0), ==, 10);
  g_assert_cmpfloat (mill_scale_map (&scale, 3), ==, 70);
  g_assert_true (mill_scale_contains (&scale, 3));
  g_assert_false (mill_scale_contains (&scale, 4));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/scale/ends", test_ends);
  g_test_add_func ("/chart/scale/extremes", test_extremes);
  g_test_add_func ("/chart/scale/nice", test_nice);
  g_test_add_func ("/chart/scale/map", test_map);
  return g_test_run ();
}
