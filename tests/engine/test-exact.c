/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>
#include <math.h>
#include <string.h>

#include "engine/exact-moments.h"

#define N_NUMBERS 3000
#define N_SHUFFLES 200

typedef enum
{
  PRICES,      /* of much the same size */
  ANY,         /* any bits that are a finite number */
} Kind;

static MillMoments *
moments_new (MillStatistic statistic)
{
  MillMoments *moments = g_malloc (mill_moments_get_size (statistic));

  mill_moments_init (moments, statistic);

  return moments;
}

static void
moments_free (MillMoments *moments)
{
  mill_moments_clear (moments);
  g_free (moments);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillMoments, moments_free)

static void
add (MillMoments *moments,
     double       x)
{
  mill_moments_add_rows (&moments, &x, NULL, 1);
}

static void
add_pair (MillMoments *moments,
          double       x,
          double       y)
{
  mill_moments_add_rows (&moments, &x, &y, 1);
}

/* All at once; @y may be NULL. */
static void
add_all (MillMoments  *moments,
         const double *x,
         const double *y,
         gsize         n_rows)
{
  g_autofree MillMoments **states = g_new (MillMoments *, n_rows);

  for (gsize i = 0; i < n_rows; i++)
    states[i] = moments;
  mill_moments_add_rows (states, x, y, n_rows);
}

static double
get_sum (const double *numbers,
         guint         n_numbers)
{
  g_autoptr (MillMoments) moments = moments_new (MILL_STATISTIC_SUM);
  double sum;

  for (guint i = 0; i < n_numbers; i++)
    add (moments, numbers[i]);
  g_assert_true (mill_moments_get (moments, &sum));

  return sum;
}

#define SUM(...) get_sum ((const double[]) { __VA_ARGS__ }, \
                          sizeof ((const double[]) { __VA_ARGS__ }) / sizeof (double))

/* Bits, since == does not tell a zero from a zero. */
static void
assert_same (double a,
             double b)
{
  guint64 of_a, of_b;

  memcpy (&of_a, &a, sizeof a);
  memcpy (&of_b, &b, sizeof b);
  g_assert_cmphex (of_a, ==, of_b);
}

static void
test_rounding (void)
{
  assert_same (SUM (0.1, 0.2), 0.1 + 0.2);
  assert_same (SUM (1e16, 1, -1e16), 1);
  assert_same (SUM (0x1p53, 1), 0x1p53);
  assert_same (SUM (0x1p53, 3), 0x1p53 + 4);
  assert_same (SUM (0x1p53, 1, DBL_TRUE_MIN), 0x1p53 + 2);
  assert_same (SUM (-0x1p53, -1, -DBL_TRUE_MIN), -0x1p53 - 2);
  assert_same (SUM (1, DBL_TRUE_MIN, -1), DBL_TRUE_MIN);
  assert_same (SUM (DBL_MIN, -DBL_TRUE_MIN), DBL_MIN - DBL_TRUE_MIN);
  assert_same (SUM (1, -1), 0);
  assert_same (SUM (-0.0), 0);
}

static void
test_overflow (void)
{
  assert_same (SUM (DBL_MAX, DBL_MAX, -DBL_MAX), DBL_MAX);
  assert_same (SUM (DBL_MAX, DBL_MAX), INFINITY);
  assert_same (SUM (-DBL_MAX, -DBL_MAX), -INFINITY);
}

static void
test_specials (void)
{
  g_assert_true (isnan (SUM (1, NAN, INFINITY)));
  g_assert_true (isnan (SUM (INFINITY, -INFINITY)));
  assert_same (SUM (1, INFINITY, -DBL_MAX), INFINITY);
  assert_same (SUM (1, -INFINITY), -INFINITY);
}

/* So often that the carries have to be handed on, and limbs added above. */
static void
test_many (void)
{
  const double numbers[] = { DBL_TRUE_MIN, 1 - 0x1p-53, 0x1.fffffffffffffp+960, -3.75 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (MillMoments) moments = moments_new (MILL_STATISTIC_SUM);
      double sum;

      for (guint k = 0; k < 1u << 21; k++)
        add (moments, numbers[i]);
      g_assert_true (mill_moments_get (moments, &sum));
      assert_same (sum, ldexp (numbers[i], 21));
      for (guint k = 0; k < 1u << 21; k++)
        add (moments, -numbers[i]);
      g_assert_true (mill_moments_get (moments, &sum));
      assert_same (sum, 0);
    }
}

/* Moments that are added to themselves, so that nothing but carries and new limbs happens. */
static void
test_doubling (void)
{
  g_autoptr (MillMoments) moments = moments_new (MILL_STATISTIC_SUM);
  double sum;

  add (moments, -1.5);
  for (guint i = 1; i <= 47; i++)
    {
      g_autoptr (MillMoments) copy = moments_new (MILL_STATISTIC_SUM);

      mill_moments_merge (copy, moments);
      mill_moments_merge (moments, copy);
      g_assert_true (mill_moments_get (moments, &sum));
      assert_same (sum, ldexp (-1.5, i));
    }
  g_assert_cmpuint (moments->n, ==, G_GUINT64_CONSTANT (1) << 47);
}

static double
make_number (GRand *random,
             Kind   kind)
{
  double number;

  if (kind == PRICES)
    return g_rand_int_range (random, -100000, 1000000) / 100.0;
  do
    {
      guint64 bits = (guint64) g_rand_int (random) << 32 | g_rand_int (random);

      memcpy (&number, &bits, sizeof number);
    }
  while (!isfinite (number));

  return number;
}

static void
shuffle (double *numbers,
         GRand  *random)
{
  for (guint i = N_NUMBERS - 1; i > 0; i--)
    {
      guint other = g_rand_int_range (random, 0, i + 1);
      double number = numbers[i];

      numbers[i] = numbers[other];
      numbers[other] = number;
    }
}

/* @numbers in any number of parts, merged in any order. */
static double
get_in_parts (const double  *numbers,
              MillStatistic  statistic,
              GRand         *random)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) moments_free);
  guint n_parts = g_rand_int_range (random, 1, 9);
  double result;

  for (guint i = 0; i < n_parts; i++)
    g_ptr_array_add (parts, moments_new (statistic));
  for (guint i = 0; i < N_NUMBERS; i++)
    {
      MillMoments *part = g_ptr_array_index (parts, g_rand_int_range (random, 0, n_parts));

      if (mill_statistic_is_of_pairs (statistic))
        add_pair (part, numbers[i], numbers[i] / 3);
      else
        add (part, numbers[i]);
    }
  while (parts->len > 1)
    {
      guint from = g_rand_int_range (random, 1, parts->len);

      mill_moments_merge (g_ptr_array_index (parts, 0), g_ptr_array_index (parts, from));
      g_ptr_array_remove_index_fast (parts, from);
    }
  g_assert_true (mill_moments_get (g_ptr_array_index (parts, 0), &result));

  return result;
}

static void
test_order (gconstpointer data)
{
  Kind kind = GPOINTER_TO_INT (data);
  g_autoptr (GRand) random = g_rand_new_with_seed (20150101 + kind);
  double numbers[N_NUMBERS];

  for (guint i = 0; i < N_NUMBERS; i++)
    numbers[i] = make_number (random, kind);

  for (int statistic = MILL_STATISTIC_SUM; statistic <= MILL_STATISTIC_CORRELATION; statistic++)
    {
      double first = get_in_parts (numbers, statistic, random);

      for (guint i = 0; i < N_SHUFFLES; i++)
        {
          shuffle (numbers, random);
          assert_same (get_in_parts (numbers, statistic, random), first);
        }
    }
}

/* Numbers added by the batch are numbers added one by one. */
static void
check_batch (const double *numbers,
             guint         n_numbers)
{
  g_autoptr (MillMoments) moments = moments_new (MILL_STATISTIC_SUM);
  double sum;

  add_all (moments, numbers, NULL, n_numbers);
  g_assert_true (mill_moments_get (moments, &sum));
  assert_same (sum, get_sum (numbers, n_numbers));
}

/* Each number and the one after it, at once and one after the other. */
static void
check_pairs (const double *numbers,
             guint         n_pairs)
{
  g_autoptr (MillMoments) at_once = moments_new (MILL_STATISTIC_CORRELATION);
  g_autoptr (MillMoments) one_by_one = moments_new (MILL_STATISTIC_CORRELATION);
  double expected = 0, result = 0;

  add_all (at_once, numbers, numbers + 1, n_pairs);
  for (guint i = 0; i < n_pairs; i++)
    add_pair (one_by_one, numbers[i], numbers[i + 1]);
  g_assert_cmpuint (at_once->n, ==, n_pairs);
  g_assert_true (mill_moments_get (at_once, &result) == mill_moments_get (one_by_one, &expected));
  assert_same (result, expected);
}

static void
test_batch (void)
{
  static const double odd[] = {
    0, -0.0, NAN, INFINITY, -INFINITY, DBL_MAX, -DBL_MAX, DBL_MIN, 0x1p-1074, 0x1p1000, 1e-300, 0x1.fffffffffffffp10
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (1024);
  g_autofree double *numbers = g_new (double, 4 * N_NUMBERS);

  for (guint round = 0; round < 300; round++)
    {
      Kind kind = round % 3 == 0 ? ANY : PRICES;
      int spread = g_rand_int_range (random, 0, 1 + round);
      guint n_numbers = g_rand_int_range (random, 1, 4 * N_NUMBERS);
      guint n_odd = round % 4 == 0 ? g_rand_int_range (random, 0, 4) : 0;

      for (guint i = 0; i < n_numbers; i++)
        numbers[i] = ldexp (make_number (random, kind), g_rand_int_range (random, -spread, spread + 1));
      while (n_odd-- > 0)
        numbers[g_rand_int_range (random, 0, n_numbers)] = odd[g_rand_int_range (random, 0, G_N_ELEMENTS (odd))];
      check_batch (numbers, n_numbers);
      check_pairs (numbers, n_numbers - 1);
    }
  for (guint k = 0; k < G_N_ELEMENTS (odd); k++)
    {
      for (guint i = 0; i < 4 * N_NUMBERS; i++)
        numbers[i] = odd[k];
      check_batch (numbers, 4 * N_NUMBERS);
    }
}

/* Rows of several states, some of them in runs, at once and one by one. */
static void
check_rows (MillStatistic statistic,
            Kind          kind,
            GRand        *random)
{
  g_autoptr (GPtrArray) at_once = g_ptr_array_new_with_free_func ((GDestroyNotify) moments_free);
  g_autoptr (GPtrArray) one_by_one = g_ptr_array_new_with_free_func ((GDestroyNotify) moments_free);
  gboolean of_pairs = mill_statistic_is_of_pairs (statistic);
  MillMoments *states[N_NUMBERS];
  double x[N_NUMBERS], y[N_NUMBERS];
  guint n_states = g_rand_int_range (random, 1, 40);
  guint longest = g_rand_int_range (random, 1, 60);

  for (guint i = 0; i < n_states; i++)
    {
      g_ptr_array_add (at_once, moments_new (statistic));
      g_ptr_array_add (one_by_one, moments_new (statistic));
    }
  for (guint i = 0, left = 0, state = 0; i < N_NUMBERS; i++, left--)
    {
      if (left == 0)
        {
          left = g_rand_int_range (random, 1, longest + 1);
          state = g_rand_int_range (random, 0, n_states);
        }
      x[i] = make_number (random, kind);
      y[i] = make_number (random, kind);
      states[i] = g_ptr_array_index (at_once, state);
      mill_moments_add_rows ((MillMoments **) &g_ptr_array_index (one_by_one, state), &x[i],
                             of_pairs ? &y[i] : NULL, 1);
    }
  mill_moments_add_rows (states, x, of_pairs ? y : NULL, N_NUMBERS);

  for (guint i = 0; i < n_states; i++)
    {
      const MillMoments *moments = g_ptr_array_index (at_once, i), *other = g_ptr_array_index (one_by_one, i);
      double result = 0, expected = 0;

      g_assert_cmpuint (moments->n, ==, other->n);
      g_assert_true (mill_moments_get (moments, &result) == mill_moments_get (other, &expected));
      assert_same (result, expected);
    }
}

static void
test_rows (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (40);

  for (guint round = 0; round < 20; round++)
    for (int statistic = MILL_STATISTIC_SUM; statistic <= MILL_STATISTIC_CORRELATION; statistic++)
      check_rows (statistic, round % 2 == 0 ? PRICES : ANY, random);
}

/* What ordinary numbers add up to is two doubles, so that a group costs no memory beside its own. */
static void
test_ordinary (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autoptr (MillMoments) sum = moments_new (MILL_STATISTIC_SUM);
  g_autoptr (MillMoments) deviation = moments_new (MILL_STATISTIC_DEVIATION_SAMPLE);

  for (guint i = 0; i < N_NUMBERS; i++)
    {
      double number = make_number (random, PRICES);

      add (sum, number);
      add (deviation, number);
    }
  g_assert_null (sum->spilled);
  g_assert_null (deviation->spilled);
  add (sum, 0x1p-300);
  g_assert_nonnull (sum->spilled);
}

static void
test_scale (void)
{
  static const double scales[] = { 1, 0x1p-520, 0x1p500, 0x1p1000, 0x1p-1040 };

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autoptr (MillMoments) deviation = moments_new (MILL_STATISTIC_DEVIATION_SAMPLE);
      g_autoptr (MillMoments) correlation = moments_new (MILL_STATISTIC_CORRELATION);
      double result;

      for (guint k = 1; k <= 3; k++)
        {
          add (deviation, k * scales[i]);
          add_pair (correlation, k * scales[i], -2.0 * k);
        }
      g_assert_true (mill_moments_get (deviation, &result));
      assert_same (result, scales[i]);
      g_assert_true (mill_moments_get (correlation, &result));
      assert_same (result, -1);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exact/rounding", test_rounding);
  g_test_add_func ("/exact/overflow", test_overflow);
  g_test_add_func ("/exact/specials", test_specials);
  g_test_add_func ("/exact/many", test_many);
  g_test_add_func ("/exact/doubling", test_doubling);
  g_test_add_data_func ("/exact/order/prices", GINT_TO_POINTER (PRICES), test_order);
  g_test_add_data_func ("/exact/order/any", GINT_TO_POINTER (ANY), test_order);
  g_test_add_func ("/exact/batch", test_batch);
  g_test_add_func ("/exact/rows", test_rows);
  g_test_add_func ("/exact/ordinary", test_ordinary);
  g_test_add_func ("/exact/scale", test_scale);

  return g_test_run ();
}
