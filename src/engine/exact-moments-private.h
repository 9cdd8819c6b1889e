/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/exact-moments.h"

G_BEGIN_DECLS

/* Which lanes there are, and how many of them: the sum of x; that of y; those of the products xy, xx and yy and,
 * each in the lane after it, of what these miss. Where there is one column, y is x in the products and its own sum
 * is empty. */
enum
{
  MILL_LANE_X,
  MILL_LANE_Y,
  MILL_LANE_XY,
  MILL_LANE_XX = MILL_LANE_XY + 2,
  MILL_LANE_YY = MILL_LANE_XX + 2,
};

#define MILL_MAX_MOMENT_LANES (MILL_LANE_YY + 2)

/* How many rows of one state are added at once at the least. */
#define MILL_MOMENTS_BATCH 16

void mill_moments_add_to_lane  (MillMoments  *self,
                                guint         lane,
                                double        value);
/* For products that are not the sum of two doubles. */
void mill_moments_add_product  (MillMoments  *self,
                                guint         lane,
                                double        a,
                                double        b);
/* Adds rows to one state. */
void mill_moments_add_batch    (MillMoments  *self,
                                const double *x,
                                const double *y,
                                gsize         n_rows);

G_END_DECLS
