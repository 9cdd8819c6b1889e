/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/exact-moments.h"

#include <math.h>
#include <string.h>

#include "engine/exact-integer.h"

/* The sums, in the order in which more and more statistics need them. Where there is one column, y is x. */
enum
{
  SUM_X,
  SUM_XY,
  SUM_Y,
  SUM_XX,
  SUM_YY,
};

static guint
get_n_sums (MillStatistic statistic)
{
  switch (statistic)
    {
    case MILL_STATISTIC_SUM:
    case MILL_STATISTIC_MEAN:
      return SUM_X + 1;
    case MILL_STATISTIC_VARIANCE_SAMPLE:
    case MILL_STATISTIC_VARIANCE_POPULATION:
    case MILL_STATISTIC_DEVIATION_SAMPLE:
    case MILL_STATISTIC_DEVIATION_POPULATION:
      return SUM_XY + 1;
    case MILL_STATISTIC_COVARIANCE_SAMPLE:
    case MILL_STATISTIC_COVARIANCE_POPULATION:
      return SUM_Y + 1;
    case MILL_STATISTIC_CORRELATION:
      return SUM_YY + 1;
    default:
      g_return_val_if_reached (0);
    }
}

gsize
mill_moments_get_size (MillStatistic statistic)
{
  return sizeof (MillMoments) + get_n_sums (statistic) * sizeof (MillExact);
}

gboolean
mill_statistic_is_of_pairs (MillStatistic statistic)
{
  return get_n_sums (statistic) > SUM_Y;
}

void
mill_moments_init (MillMoments   *self,
                   MillStatistic  statistic)
{
  self->n = 0;
  self->statistic = statistic;
  self->n_sums = get_n_sums (statistic);
  memset (self->sums, 0, self->n_sums * sizeof (MillExact));
}

void
mill_moments_clear (MillMoments *self)
{
  for (guint i = 0; i < self->n_sums; i++)
    mill_exact_clear (&self->sums[i]);
}

void
mill_moments_add (MillMoments *self,
                  double       x)
{
  self->n++;
  mill_exact_add (&self->sums[SUM_X], x);
  if (self->n_sums > SUM_XY)
    mill_exact_add_product (&self->sums[SUM_XY], x, x);
}

void
mill_moments_add_all (MillMoments  *self,
                      const double *values,
                      gsize         n_values)
{
  self->n += n_values;
  mill_exact_add_all (&self->sums[SUM_X], values, n_values);
  for (gsize i = 0; i < n_values && self->n_sums > SUM_XY; i++)
    mill_exact_add_product (&self->sums[SUM_XY], values[i], values[i]);
}

void
mill_moments_add_pairs (MillMoments  *self,
                        const double *x,
                        const double *y,
                        gsize         n_pairs)
{
  self->n += n_pairs;
  mill_exact_add_all (&self->sums[SUM_X], x, n_pairs);
  mill_exact_add_all (&self->sums[SUM_Y], y, n_pairs);
  for (gsize i = 0; i < n_pairs; i++)
    mill_exact_add_product (&self->sums[SUM_XY], x[i], y[i]);
  for (gsize i = 0; i < n_pairs && self->n_sums > SUM_YY; i++)
    {
      mill_exact_add_product (&self->sums[SUM_XX], x[i], x[i]);
      mill_exact_add_product (&self->sums[SUM_YY], y[i], y[i]);
    }
}

void
mill_moments_merge (MillMoments       *self,
                    const MillMoments *from)
{
  self->n += from->n;
  for (guint i = 0; i < self->n_sums; i++)
    mill_exact_merge (&self->sums[i], &from->sums[i]);
}

/* The sum of the products of what @x and @y are from their means, times n: n Σxy - Σx Σy, without
 * rounding. The result is the returned number times two to the @exponent. */
static double
get_codeviation (const MillMoments *self,
                 const MillExact   *x,
                 const MillExact   *y,
                 const MillExact   *xy,
                 int               *exponent)
{
  MillInteger sum_x, sum_y, product, scaled, difference;

  mill_integer_init (&sum_x, x);
  mill_integer_init (&sum_y, y);
  mill_integer_init (&difference, xy);
  mill_integer_scale (&scaled, &difference, self->n);
  mill_integer_multiply (&product, &sum_x, &sum_y);
  mill_integer_subtract (&difference, &scaled, &product);

  return mill_integer_round (&difference, exponent);
}

static double
get_sum (const MillMoments *self,
         gboolean           mean)
{
  MillInteger sum;
  int exponent;
  double rounded;

  mill_integer_init (&sum, &self->sums[SUM_X]);
  rounded = mill_integer_round (&sum, &exponent);
  /* Before the exponent: the mean of numbers whose sum is too large for a double is not too large. */
  if (mean)
    rounded /= (double) self->n;

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
get_covariance (const MillMoments *self,
                gboolean           sample,
                gboolean           root)
{
  const MillExact *y = &self->sums[mill_statistic_is_of_pairs (self->statistic) ? SUM_Y : SUM_X];
  int exponent;
  double codeviation = get_codeviation (self, &self->sums[SUM_X], y, &self->sums[SUM_XY], &exponent);

  exponent += MILL_EXACT_PRODUCT_UNIT;
  codeviation /= (double) self->n;
  codeviation /= (double) (sample ? self->n - 1 : self->n);
  if (root)
    codeviation = take_root (codeviation, &exponent);

  return ldexp (codeviation, exponent);
}

static gboolean
get_correlation (const MillMoments *self,
                 double            *result)
{
  const MillExact *sums = self->sums;
  int of_pairs, of_x, of_y;
  double pairs = get_codeviation (self, &sums[SUM_X], &sums[SUM_Y], &sums[SUM_XY], &of_pairs);
  double x = get_codeviation (self, &sums[SUM_X], &sums[SUM_X], &sums[SUM_XX], &of_x);
  double y = get_codeviation (self, &sums[SUM_Y], &sums[SUM_Y], &sums[SUM_YY], &of_y);
  int exponent = of_x + of_y;
  double root = take_root (x * y, &exponent);

  if (root == 0)
    return FALSE;
  *result = CLAMP (ldexp (pairs / root, of_pairs - exponent), -1, 1);

  return TRUE;
}

/* Whatever was not a number, or was infinite; 0: nothing. */
static double
get_special (const MillMoments *self)
{
  double special = 0;

  for (guint i = 0; i < self->n_sums; i++)
    special += mill_exact_get_special (&self->sums[i]);

  return special;
}

gboolean
mill_moments_get (const MillMoments *self,
                  double            *result)
{
  MillStatistic statistic = self->statistic;
  gboolean sample = statistic == MILL_STATISTIC_VARIANCE_SAMPLE ||
                    statistic == MILL_STATISTIC_DEVIATION_SAMPLE ||
                    statistic == MILL_STATISTIC_COVARIANCE_SAMPLE;
  double special;

  if (self->n <= (sample ? 1 : 0))
    return FALSE;

  special = get_special (self);
  if (special != 0)
    {
      *result = statistic <= MILL_STATISTIC_MEAN ? special : NAN;
      return TRUE;
    }

  switch (statistic)
    {
    case MILL_STATISTIC_SUM:
    case MILL_STATISTIC_MEAN:
      *result = get_sum (self, statistic == MILL_STATISTIC_MEAN);
      return TRUE;
    case MILL_STATISTIC_VARIANCE_SAMPLE:
    case MILL_STATISTIC_VARIANCE_POPULATION:
    case MILL_STATISTIC_COVARIANCE_SAMPLE:
    case MILL_STATISTIC_COVARIANCE_POPULATION:
      *result = get_covariance (self, sample, FALSE);
      return TRUE;
    case MILL_STATISTIC_DEVIATION_SAMPLE:
    case MILL_STATISTIC_DEVIATION_POPULATION:
      *result = get_covariance (self, sample, TRUE);
      return TRUE;
    case MILL_STATISTIC_CORRELATION:
      return get_correlation (self, result);
    default:
      g_return_val_if_reached (FALSE);
    }
}
