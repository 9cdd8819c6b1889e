/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/exact-moments-private.h"

#include <math.h>
#include <string.h>

#include "engine/exact-integer.h"
#include "engine/exact-lanes.h"

enum
{
  SUM_X,
  SUM_Y,
  SUM_XY,
  SUM_XX,
  SUM_YY,
  N_SUMS,
};

/* Which sum a lane is part of: two of each product are. */
static guint
get_sum_of_lane (guint lane)
{
  return lane < MILL_LANE_XY ? lane : SUM_XY + (lane - MILL_LANE_XY) / 2;
}

static guint
get_n_lanes (MillStatistic statistic)
{
  switch (statistic)
    {
    case MILL_STATISTIC_SUM:
    case MILL_STATISTIC_MEAN:
      return MILL_LANE_X + 1;
    case MILL_STATISTIC_VARIANCE_SAMPLE:
    case MILL_STATISTIC_VARIANCE_POPULATION:
    case MILL_STATISTIC_DEVIATION_SAMPLE:
    case MILL_STATISTIC_DEVIATION_POPULATION:
    case MILL_STATISTIC_COVARIANCE_SAMPLE:
    case MILL_STATISTIC_COVARIANCE_POPULATION:
      return MILL_LANE_XY + 2;
    case MILL_STATISTIC_CORRELATION:
      return MILL_MAX_MOMENT_LANES;
    default:
      g_return_val_if_reached (0);
    }
}

static guint
get_n_sums (const MillMoments *self)
{
  return get_sum_of_lane (self->n_lanes - 1) + 1;
}

gsize
mill_moments_get_size (MillStatistic statistic)
{
  return sizeof (MillMoments) + 2 * get_n_lanes (statistic) * sizeof (double);
}

gboolean
mill_statistic_is_of_pairs (MillStatistic statistic)
{
  return statistic >= MILL_STATISTIC_COVARIANCE_SAMPLE;
}

void
mill_moments_init (MillMoments   *self,
                   MillStatistic  statistic)
{
  memset (self, 0, mill_moments_get_size (statistic));
  self->statistic = statistic;
  self->n_lanes = get_n_lanes (statistic);
}

void
mill_moments_clear (MillMoments *self)
{
  for (guint i = 0; self->spilled != NULL && i < get_n_sums (self); i++)
    mill_exact_clear (&self->spilled[i]);
  g_clear_pointer (&self->spilled, g_free);
}

static MillExact *
spill (MillMoments *self,
       guint        sum)
{
  if (self->spilled == NULL)
    self->spilled = g_new0 (MillExact, get_n_sums (self));

  return &self->spilled[sum];
}

static void
add_double (MillExact *exact,
            guint      lane,
            double     value)
{
  if (lane < MILL_LANE_XY)
    mill_exact_add (exact, value);
  else
    mill_exact_add_to_products (exact, value);
}

void
mill_moments_add_to_lane (MillMoments *self,
                          guint        lane,
                          double       value)
{
  double *high = &self->lanes[lane], *low = &self->lanes[self->n_lanes + lane];
  double rest;
  double new_high = mill_add_with_rest (*high, value, &rest);
  double new_low = mill_add_with_rest (*low, rest, &rest);

  if (G_LIKELY (isfinite (rest)))
    {
      *high = new_high;
      *low = new_low;
      if (rest != 0)
        add_double (spill (self, get_sum_of_lane (lane)), lane, rest);
    }
  else
    {
      MillExact *exact = spill (self, get_sum_of_lane (lane));

      /* Too large for a double, or none: what was there before still is one. */
      add_double (exact, lane, *high);
      add_double (exact, lane, *low);
      add_double (exact, lane, value);
      *high = *low = 0;
    }
}

void
mill_moments_add_product (MillMoments *self,
                          guint        lane,
                          double       a,
                          double       b)
{
  mill_exact_add_product (spill (self, get_sum_of_lane (lane)), a, b);
}

void
mill_moments_merge (MillMoments       *self,
                    const MillMoments *from)
{
  self->n += from->n;
  for (guint i = 0; i < self->n_lanes; i++)
    {
      mill_moments_add_to_lane (self, i, from->lanes[i]);
      mill_moments_add_to_lane (self, i, from->lanes[self->n_lanes + i]);
    }
  for (guint i = 0; from->spilled != NULL && i < get_n_sums (from); i++)
    mill_exact_merge (spill (self, i), &from->spilled[i]);
}

/* The sums as whole numbers. */
static void
collect (const MillMoments *self,
         MillExact         *sums)
{
  memset (sums, 0, N_SUMS * sizeof (MillExact));
  for (guint i = 0; i < self->n_lanes; i++)
    {
      MillExact *sum = &sums[get_sum_of_lane (i)];

      add_double (sum, i, self->lanes[i]);
      add_double (sum, i, self->lanes[self->n_lanes + i]);
    }
  for (guint i = 0; self->spilled != NULL && i < get_n_sums (self); i++)
    mill_exact_merge (&sums[i], &self->spilled[i]);
}

/* The sum of the products of what @x and @y are from their means, times n: n Σxy - Σx Σy, without
 * rounding. The result is the returned number times two to the @exponent. */
static double
get_codeviation (guint64          n,
                 const MillExact *x,
                 const MillExact *y,
                 const MillExact *xy,
                 int             *exponent)
{
  MillInteger sum_x, sum_y, product, scaled, difference;

  mill_integer_init (&sum_x, x);
  mill_integer_init (&sum_y, y);
  mill_integer_init (&difference, xy);
  mill_integer_scale (&scaled, &difference, n);
  mill_integer_multiply (&product, &sum_x, &sum_y);
  mill_integer_subtract (&difference, &scaled, &product);

  return mill_integer_round (&difference, exponent);
}

static double
get_sum (guint64          n,
         const MillExact *x,
         gboolean         mean)
{
  MillInteger sum;
  int exponent;
  double rounded;

  mill_integer_init (&sum, x);
  rounded = mill_integer_round (&sum, &exponent);
  /* Before the exponent: the mean of numbers whose sum is too large for a double is not too large. */
  if (mean)
    rounded /= (double) n;

  return ldexp (rounded, exponent + MILL_EXACT_UNIT);
}

/* The square root of @number times two to the @exponent, which is halved. */
static double
take_root (double  number,
           int    *exponent)
{
  if (*exponent % 2 != 0)
    {
      number *= 2;
      *exponent -= 1;
    }
  *exponent /= 2;

  return sqrt (number);
}

static double
get_covariance (guint64          n,
                const MillExact *x,
                const MillExact *y,
                const MillExact *xy,
                gboolean         sample,
                gboolean         root)
{
  int exponent;
  double codeviation = get_codeviation (n, x, y, xy, &exponent);

  exponent += MILL_EXACT_PRODUCT_UNIT;
  codeviation /= (double) n;
  codeviation /= (double) (sample ? n - 1 : n);
  if (root)
    codeviation = take_root (codeviation, &exponent);

  return ldexp (codeviation, exponent);
}

static gboolean
get_correlation (guint64          n,
                 const MillExact *sums,
                 double          *result)
{
  int of_pairs, of_x, of_y;
  double pairs = get_codeviation (n, &sums[SUM_X], &sums[SUM_Y], &sums[SUM_XY], &of_pairs);
  double x = get_codeviation (n, &sums[SUM_X], &sums[SUM_X], &sums[SUM_XX], &of_x);
  double y = get_codeviation (n, &sums[SUM_Y], &sums[SUM_Y], &sums[SUM_YY], &of_y);
  int exponent = of_x + of_y;
  double root = take_root (x * y, &exponent);

  if (root == 0)
    return FALSE;
  *result = CLAMP (ldexp (pairs / root, of_pairs - exponent), -1, 1);

  return TRUE;
}

/* Whatever was not a number, or was infinite; 0: nothing. */
static double
get_special (const MillExact *sums)
{
  double special = 0;

  for (guint i = 0; i < N_SUMS; i++)
    special += mill_exact_get_special (&sums[i]);

  return special;
}

static gboolean
get_statistic (guint64          n,
               MillStatistic    statistic,
               const MillExact *sums,
               double          *result)
{
  gboolean sample = statistic == MILL_STATISTIC_VARIANCE_SAMPLE ||
                    statistic == MILL_STATISTIC_DEVIATION_SAMPLE ||
                    statistic == MILL_STATISTIC_COVARIANCE_SAMPLE;
  const MillExact *y = &sums[mill_statistic_is_of_pairs (statistic) ? SUM_Y : SUM_X];
  double special = get_special (sums);

  if (n <= (sample ? 1 : 0))
    return FALSE;
  if (special != 0)
    {
      *result = statistic <= MILL_STATISTIC_MEAN ? special : NAN;
      return TRUE;
    }

  switch (statistic)
    {
    case MILL_STATISTIC_SUM:
    case MILL_STATISTIC_MEAN:
      *result = get_sum (n, &sums[SUM_X], statistic == MILL_STATISTIC_MEAN);
      return TRUE;
    case MILL_STATISTIC_VARIANCE_SAMPLE:
    case MILL_STATISTIC_VARIANCE_POPULATION:
    case MILL_STATISTIC_COVARIANCE_SAMPLE:
    case MILL_STATISTIC_COVARIANCE_POPULATION:
      *result = get_covariance (n, &sums[SUM_X], y, &sums[SUM_XY], sample, FALSE);
      return TRUE;
    case MILL_STATISTIC_DEVIATION_SAMPLE:
    case MILL_STATISTIC_DEVIATION_POPULATION:
      *result = get_covariance (n, &sums[SUM_X], y, &sums[SUM_XY], sample, TRUE);
      return TRUE;
    case MILL_STATISTIC_CORRELATION:
      return get_correlation (n, sums, result);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Where all of a sum is in two doubles, their sum is what the whole numbers would be rounded to. */
static gboolean
get_from_doubles (const MillMoments *self,
                  double            *result)
{
  if (self->statistic > MILL_STATISTIC_MEAN || self->spilled != NULL || self->n == 0)
    return FALSE;
  *result = self->lanes[0] + self->lanes[1];
  if (self->statistic == MILL_STATISTIC_MEAN)
    *result /= (double) self->n;

  /* Else the whole numbers round it as one of full precision first, or it is a zero that may have a sign. */
  return isnormal (*result);
}

gboolean
mill_moments_get (const MillMoments *self,
                  double            *result)
{
  MillExact sums[N_SUMS];
  gboolean found;

  if (get_from_doubles (self, result))
    return TRUE;
  collect (self, sums);
  found = get_statistic (self->n, self->statistic, sums, result);
  for (guint i = 0; i < N_SUMS; i++)
    mill_exact_clear (&sums[i]);

  return found;
}
