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

/* Every finite value is in exactly one bin, and that bin's edges hold it. */
static void
test_any_values (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 500; round++)
    {
      gsize n = (gsize) g_rand_int_range (rand, 0, 300), finite = 0;
      double scale = pow (10, g_rand_double_range (rand, -12, 12)),
             offset = g_rand_double_range (rand, -10, 10);
      gboolean integers = g_rand_boolean (rand);
      g_autofree double *values = g_new (double, n + 1), *counts = NULL;
      double total = 0;
      MillBins bins;

      for (gsize i = 0; i < n; i++)
        {
          double value = (offset + g_rand_double (rand)) * scale;

          values[i] = g_rand_int_range (rand, 0, 20) == 0 ? NAN : integers ? floor (value) : value;
          finite += isfinite (values[i]);
        }
      mill_bins_choose_for (&bins, values, n, (guint) g_rand_int_range (rand, 0, 40));
      g_assert_cmpuint (bins.n, >=, 1);
      g_assert_cmpuint (bins.n, <=, MILL_MAX_BINS);
      g_assert_cmpfloat (bins.width, >, 0);
      counts = mill_bins_count (&bins, values, n);
      for (guint i = 0; i < bins.n; i++)
        {
          double want = 0, from = mill_bins_get_edge (&bins, i),
                 to = mill_bins_get_edge (&bins, i + 1);

          for (gsize j = 0; j < n; j++)
            want += values[j] >= from && (values[j] < to || (i + 1 == bins.n && values[j] == to));
          g_assert_cmpfloat (counts[i], ==, want);
          total += counts[i];
        }
      g_assert_cmpfloat (total, ==, (double) finite);
    }
}

static void
test_extremes (void)
{
  const double values[] = { -DBL_MAX, 0, DBL_TRUE_MIN, DBL_MAX, 1e300 };
  MillBins bins;
  g_autofree double *counts = NULL;

  mill_bins_choose_for (&bins, values, G_N_ELEMENTS (values), 0);
  g_assert_true (isfinite (bins.start) && isfinite (bins.width) && bins.width > 0);
  counts = mill_bins_count (&bins, values, G_N_ELEMENTS (values));
  for (guint i = 0; i < bins.n; i++)
    g_assert_true (isfinite (counts[i]));
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
