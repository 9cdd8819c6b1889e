/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/bins.h"

#include <float.h>
#include <math.h>

static void
test_choose (void)
{
  const struct { double min, max; gsize count; double iqr; guint wanted; gboolean integers;
                 double start, width; guint n; } cases[] = {
    { 0, 100, 1000, NAN, 10, FALSE, 0, 10, 10 },
    { 2, 98, 1000, NAN, 10, FALSE, 0, 10, 10 },
    /* 2 * 1200 / cbrt (342) is 343: bins of 500 would be too wide, of 200 are the nearest. */
    { 2700, 6300, 342, 1200, 0, FALSE, 2600, 200, 19 },
    /* Sturges: log2 (1024) + 1 are 11 bins. */
    { 0, 11, 1024, 0, 0, FALSE, 0, 1, 11 },
    { 1, 6, 600, NAN, 6, TRUE, 0.5, 1, 6 },
    { 5, 5, 3, 0, 0, TRUE, 4.5, 1, 1 },
    { 0, 0, 3, 0, 0, FALSE, -0.5, 1, 1 },
    { NAN, NAN, 0, NAN, 0, FALSE, 0, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MillBins bins;

      mill_bins_choose (&bins, cases[i].min, cases[i].max, cases[i].count, cases[i].iqr,
                        cases[i].wanted, cases[i].integers);
      g_assert_cmpfloat_with_epsilon (bins.start, cases[i].start, 1e-9);
      g_assert_cmpfloat_with_epsilon (bins.width, cases[i].width, 1e-9);
      g_assert_cmpuint (bins.n, ==, cases[i].n);
    }
}

/* Whatever the values, all of them lie between the first edge and the last, and none of the bins is
 * beyond them. */
static void
test_any_values (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 2000; round++)
    {
      double scale = pow (10, g_rand_double_range (rand, -12, 12));
      gboolean integers = g_rand_boolean (rand);
      double min = g_rand_double_range (rand, -10, 10) * scale;
      double max = min + g_rand_double (rand) * scale;
      double iqr = g_rand_int_range (rand, 0, 5) == 0 ? 0 : (max - min) * g_rand_double (rand);
      MillBins bins;

      if (integers)
        {
          min = floor (min);
          max = floor (max);
        }
      mill_bins_choose (&bins, min, max, (gsize) g_rand_int_range (rand, 1, 100000), iqr,
                        (guint) g_rand_int_range (rand, 0, 40), integers);
      g_assert_cmpuint (bins.n, >=, 1);
      g_assert_cmpuint (bins.n, <=, MILL_MAX_BINS);
      g_assert_cmpfloat (bins.width, >, 0);
      g_assert_cmpfloat (mill_bins_get_edge (&bins, 0), <=, min + bins.width * 1e-6);
      g_assert_cmpfloat (mill_bins_get_edge (&bins, bins.n), >=, max - bins.width * 1e-6);
      g_assert_cmpfloat (mill_bins_get_edge (&bins, 1), >=, min - bins.width * 1e-6);
      g_assert_cmpfloat (mill_bins_get_edge (&bins, bins.n - 1), <=, max + bins.width * 1e-6);
    }
}

static void
test_extremes (void)
{
  const struct { double min, max; } ends[] = {
    { -DBL_MAX, DBL_MAX }, { 0, DBL_TRUE_MIN }, { -DBL_MAX, -1e300 }, { 1e300, INFINITY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      MillBins bins;

      mill_bins_choose (&bins, ends[i].min, ends[i].max, 5, 1e300, 0, FALSE);
      g_assert_cmpuint (bins.n, >=, 1);
      g_assert_cmpfloat (bins.width, >, 0);
      for (guint k = 0; k <= bins.n; k++)
        g_assert_true (isfinite (mill_bins_get_edge (&bins, k)));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/bins/choose", test_choose);
  g_test_add_func ("/chart/bins/any-values", test_any_values);
  g_test_add_func ("/chart/bins/extremes", test_extremes);
  return g_test_run ();
}
