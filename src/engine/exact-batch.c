/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/exact-moments-private.h"

#include <string.h>

#include "engine/exact-lanes.h"

/* Many rows of one state at once. They are first added to sums of this file's own: so many that no addition waits for
 * the one before, each of two doubles as those of the state. Where that leaves something, the rows are added one
 * after the other instead. */

#define N_CHAINS (MILL_MOMENTS_BATCH / MILL_N_LANES)
#define BLOCK 512

typedef struct
{
  MillLanes high[N_CHAINS];
  MillLanes low[N_CHAINS];
  MillMasks has_rest;
} Sums;

static inline G_ALWAYS_INLINE void
add_lanes (Sums      *self,
           guint      chain,
           MillLanes *value)
{
  mill_lanes_add_with_rest (&self->high[chain], value);
  mill_lanes_add_with_rest (&self->low[chain], value);
  self->has_rest |= (MillMasks) (*value != 0);
}

/* FALSE: something is left, or was no number, and the sums are of no use. */
static inline G_ALWAYS_INLINE gboolean
add_up (Sums         *self,
        const double *values,
        gsize         n_values)
{
  *self = (Sums) { 0 };
  for (gsize i = 0; i < n_values; i += MILL_MOMENTS_BATCH)
    for (guint k = 0; k < N_CHAINS; k++)
      {
        MillLanes value;

        memcpy (&value, values + i + k * MILL_N_LANES, sizeof value);
        add_lanes (self, k, &value);
      }
  for (guint k = 1; k < N_CHAINS; k++)
    {
      add_lanes (self, 0, &self->high[k]);
      add_lanes (self, 0, &self->low[k]);
    }

  return (self->has_rest[0] | self->has_rest[1] | self->has_rest[2] | self->has_rest[3]) == 0;
}

static inline G_ALWAYS_INLINE void
add_numbers (MillMoments  *moments,
             guint         lane,
             const double *values,
             gsize         n_values)
{
  gsize n_at_once = n_values - n_values % MILL_MOMENTS_BATCH;
  Sums sums;

  if (add_up (&sums, values, n_at_once))
    for (guint i = 0; i < MILL_N_LANES; i++)
      {
        mill_moments_add_to_lane (moments, lane, sums.high[0][i]);
        mill_moments_add_to_lane (moments, lane, sums.low[0][i]);
      }
  else
    n_at_once = 0;
  for (gsize i = n_at_once; i < n_values; i++)
    mill_moments_add_to_lane (moments, lane, values[i]);
}

static inline G_ALWAYS_INLINE void
add_products (MillMoments  *moments,
              guint         lane,
              const double *a,
              const double *b,
              gsize         n_rows)
{
  double products[BLOCK], rests[BLOCK];
  gboolean all = TRUE;

  for (gsize i = 0; i < n_rows; i++)
    all &= mill_multiply_with_rest (a[i], b[i], &products[i], &rests[i]);
  for (gsize i = 0; i < n_rows && !all; i++)
    if (!mill_multiply_with_rest (a[i], b[i], &products[i], &rests[i]))
      {
        mill_moments_add_product (moments, lane, a[i], b[i]);
        products[i] = rests[i] = 0;
      }
  add_numbers (moments, lane, products, n_rows);
  add_numbers (moments, lane + 1, rests, n_rows);
}

static inline G_ALWAYS_INLINE void
add_block (MillMoments  *moments,
           const double *x,
           const double *y,
           gsize         n_rows)
{
  add_numbers (moments, MILL_LANE_X, x, n_rows);
  if (y != NULL)
    add_numbers (moments, MILL_LANE_Y, y, n_rows);
  if (moments->n_lanes > MILL_LANE_XY)
    add_products (moments, MILL_LANE_XY, x, y != NULL ? y : x, n_rows);
  if (moments->n_lanes > MILL_LANE_XX)
    {
      add_products (moments, MILL_LANE_XX, x, x, n_rows);
      add_products (moments, MILL_LANE_YY, y, y, n_rows);
    }
}

#ifdef MILL_EXACT_WIDE
static MILL_EXACT_WIDE void
add_block_wide (MillMoments  *moments,
                const double *x,
                const double *y,
                gsize         n_rows)
{
  add_block (moments, x, y, n_rows);
}
#endif

static void
add_block_plain (MillMoments  *moments,
                 const double *x,
                 const double *y,
                 gsize         n_rows)
{
  add_block (moments, x, y, n_rows);
}

void
mill_moments_add_batch (MillMoments  *self,
                        const double *x,
                        const double *y,
                        gsize         n_rows)
{
  self->n += n_rows;
  for (gsize done = 0; done < n_rows; done += BLOCK)
    {
      const double *block_y = y != NULL ? y + done : NULL;
      gsize n_block = MIN (n_rows - done, BLOCK);

#ifdef MILL_EXACT_WIDE
      if (mill_exact_has_wide ())
        add_block_wide (self, x + done, block_y, n_block);
      else
#endif
        add_block_plain (self, x + done, block_y, n_block);
    }
}
