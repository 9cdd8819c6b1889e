/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/reduce.h"

#include <math.h>

static void
test_short_line (void)
{
  const double x[] = { 0, 1, 2, 3 }, y[] = { 5, NAN, NAN, 7 };
  g_autoptr (GArray) picks = mill_reduce_line (x, y, 4, 0, 3, 100);

  /* Both points, and one gap between them. */
  g_assert_cmpuint (picks->len, ==, 3);
  g_assert_cmpuint (g_array_index (picks, gsize, 0), ==, 0);
  g_assert_cmpuint (g_array_index (picks, gsize, 1), ==, 1);
  g_assert_cmpuint (g_array_index (picks, gsize, 2), ==, 3);
}

static void
test_neighbours (void)
{
  const double x[] = { 0, 1, 2, 3, 4, 5 }, y[] = { 1, 2, 3, 4, 5, 6 };
  g_autoptr (GArray) picks = mill_reduce_line (x, y, 6, 2.5, 3.5, 100);

  g_assert_cmpuint (picks->len, ==, 3);
  g_assert_cmpuint (g_array_index (picks, gsize, 0), ==, 2);
  g_assert_cmpuint (g_array_index (picks, gsize, 2), ==, 4);
}

static void
test_nothing (void)
{
  const double x[] = { NAN, NAN }, y[] = { 1, 2 };
  g_autoptr (GArray) none = mill_reduce_line (NULL, NULL, 0, 0, 1, 100);
  g_autoptr (GArray) gaps = mill_reduce_line (x, y, 2, 0, 1, 100);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (gaps->len, ==, 0);
}

/* At most four points a column, and each column keeps its lowest and highest. */
static void
test_long_line (void)
{
  enum { N = 60000, COLUMNS = 300 };
  g_autofree double *x = g_new (double, N), *y = g_new (double, N);
  double low[COLUMNS], high[COLUMNS], got_low[COLUMNS], got_high[COLUMNS];
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GArray) picks = NULL;

  for (guint i = 0; i < COLUMNS; i++)
    {
      low[i] = got_low[i] = INFINITY;
      high[i] = got_high[i] = -INFINITY;
    }
  for (guint i = 0; i < N; i++)
    {
      guint column = (guint) ((guint64) i * COLUMNS / N);

      x[i] = (i + 0.5) / N;
      y[i] = g_rand_double (rand);
      low[column] = fmin (low[column], y[i]);
      high[column] = fmax (high[column], y[i]);
    }
  picks = mill_reduce_line (x, y, N, 0, 1, COLUMNS);
  g_assert_cmpuint (picks->len, <=, 4 * COLUMNS);
  for (guint i = 0; i < picks->len; i++)
    {
      gsize index = g_array_index (picks, gsize, i);
      guint column = (guint) ((guint64) index * COLUMNS / N);

      if (i > 0)
        g_assert_cmpuint (index, >, g_array_index (picks, gsize, i - 1));
      got_low[column] = fmin (got_low[column], y[index]);
      got_high[column] = fmax (got_high[column], y[index]);
    }
  for (guint i = 0; i < COLUMNS; i++)
    {
      g_assert_cmpfloat (got_low[i], ==, low[i]);
      g_assert_cmpfloat (got_high[i], ==, high[i]);
    }
}

static void
test_density (void)
{
  const double x[] = { 0, 0.4, 1, 1, -1, NAN, 0.5 }, y[] = { 0, 0.4, 1, 0, 0, 0, INFINITY };
  g_autofree double *counts = mill_reduce_density (x, y, 7, 0, 1, 2, 0, 1, 2);
  const double want[] = { 2, 1, 0, 1 };

  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat (counts[i], ==, want[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/reduce/short-line", test_short_line);
  g_test_add_func ("/chart/reduce/neighbours", test_neighbours);
  g_test_add_func ("/chart/reduce/nothing", test_nothing);
  g_test_add_func ("/chart/reduce/long-line", test_long_line);
  g_test_add_func ("/chart/reduce/density", test_density);
  return g_test_run ();
}
