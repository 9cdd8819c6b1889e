/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/exact.h"

G_BEGIN_DECLS

/* Statistics made of exact sums, rounded only when they are asked for: sums and means are the double
 * nearest to the true value (means: of the rounded sum); the others are within some units in the last
 * place of it, however far the values are from zero. */

typedef enum
{
  MILL_STATISTIC_SUM,
  MILL_STATISTIC_MEAN,
  MILL_STATISTIC_VARIANCE_SAMPLE,         /* divided by n - 1 */
  MILL_STATISTIC_VARIANCE_POPULATION,     /* divided by n */
  MILL_STATISTIC_DEVIATION_SAMPLE,
  MILL_STATISTIC_DEVIATION_POPULATION,
  MILL_STATISTIC_COVARIANCE_SAMPLE,
  MILL_STATISTIC_COVARIANCE_POPULATION,
  MILL_STATISTIC_CORRELATION,             /* Pearson's */
} MillStatistic;

/* What has been added. It may be moved in memory.
 *
 * Each sum is two doubles, of which the second is what the first misses; only where that misses something, too, it goes
 * to whole numbers of any length (see MillExact), which most states never have: so a state is small, and adding to it
 * takes few steps. A product of two doubles is two doubles, each with a sum of its own. (J. R. Shewchuk, "Adaptive
 * precision floating-point arithmetic and fast robust geometric predicates", 1997, sections 2.1 to 2.5.) */
typedef struct
{
  guint64    statistic : 8;   /* MillStatistic */
  guint64    n_lanes : 8;     /* how many doubles a row is added as */
  guint64    n : 48;          /* rows */
  MillExact *spilled;         /* one for each sum, or NULL */
  double     lanes[];         /* as many first doubles, then the second ones */
} MillMoments;

/* TRUE for what is of two columns. */
gboolean mill_statistic_is_of_pairs (MillStatistic statistic);

/* Bytes that the moments for @statistic take. */
gsize    mill_moments_get_size  (MillStatistic      statistic);
void     mill_moments_init      (MillMoments       *self,
                                 MillStatistic      statistic);
/* Frees what they keep, not the place that they are in. */
void     mill_moments_clear     (MillMoments       *self);
/* Adds each row to the state beside it; all states are of one statistic. @y is NULL where that is of one column. */
void     mill_moments_add_rows  (MillMoments *const *states,
                                 const double       *x,
                                 const double       *y,
                                 gsize               n_rows);
/* Adds what @from has, which is of the same statistic and stays as it is. */
void     mill_moments_merge     (MillMoments       *self,
                                 const MillMoments *from);
/* FALSE where there is no such number: no values, a sample of one, or the correlation with what does not
 * vary. NaN where an infinity or NaN was among the values, but for sums and means of infinities. */
gboolean mill_moments_get       (const MillMoments *self,
                                 double            *result);

G_END_DECLS
