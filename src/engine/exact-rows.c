/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/exact-moments-private.h"

#include <string.h>

#include "engine/exact-lanes.h"

/* Rows of many states. All lanes of a state are added to at once. */

#define ROWS_AHEAD 16
#define CACHE_LINE 64

/* Rows that follow each other often belong to the same group: all of them, where there are no groups. Returns how many,
 * from the first on. */
static G_NO_INLINE gsize
count_alike (MillMoments *const *states,
             gsize               n_rows)
{
  gsize n_alike = 1;

  if (memcmp (states, states + 1, (n_rows - 1) * sizeof (MillMoments *)) == 0)
    return n_rows;
  while (n_alike < n_rows && states[n_alike] == states[0])
    n_alike++;

  return n_alike;
}

/* Quick, and nearly always right where it says no: that is what most rows of most groups are asked. */
static inline G_ALWAYS_INLINE gboolean
may_be_batch (MillMoments *const *states,
              gsize               n_rows)
{
  return n_rows >= MILL_MOMENTS_BATCH && states[MILL_MOMENTS_BATCH - 1] == states[0];
}

/* Where there are many groups, what a row is added to is seldom in the cache: it is on its way while the rows before
 * are added. */
static inline G_ALWAYS_INLINE void
expect (const MillMoments *state,
        guint              n_lanes)
{
  __builtin_prefetch (state, 1);
  if (n_lanes > 1)
    __builtin_prefetch ((const char *) state + CACHE_LINE, 1);
}

static inline G_ALWAYS_INLINE void
add_number (MillMoments *self,
            double       x)
{
  double rest;
  double high = mill_add_with_rest (self->lanes[0], x, &rest);
  double low = mill_add_with_rest (self->lanes[1], rest, &rest);

  if (G_UNLIKELY (rest != 0))
    {
      mill_moments_add_to_lane (self, MILL_LANE_X, x);
      return;
    }
  self->lanes[0] = high;
  self->lanes[1] = low;
}

/* The product, and what it misses; both are 0 where that is no double, and the product was added another way. */
static inline G_ALWAYS_INLINE double
multiply (MillMoments *self,
          guint        lane,
          double       a,
          double       b,
          double      *rest)
{
  double product;

  if (G_LIKELY (mill_multiply_with_rest (a, b, &product, rest)))
    return product;
  mill_moments_add_product (self, lane, a, b);
  *rest = 0;

  return 0;
}

static G_NO_INLINE void
add_lane_by_lane (MillMoments *self,
                  guint        first,
                  double       a,
                  double       b,
                  double       c,
                  double       d)
{
  mill_moments_add_to_lane (self, first, a);
  mill_moments_add_to_lane (self, first + 1, b);
  mill_moments_add_to_lane (self, first + 2, c);
  mill_moments_add_to_lane (self, first + 3, d);
}

/* To the four lanes from @first on. The numbers come from registers: to gather them from memory, where each was just
 * written, takes longer than all additions. */
static inline G_ALWAYS_INLINE void
add_lanes (MillMoments *self,
           guint        n_lanes,
           guint        first,
           double       a,
           double       b,
           double       c,
           double       d)
{
  MillLanes high, low, rest = { a, b, c, d };
  MillMasks has_rest;

  memcpy (&high, self->lanes + first, sizeof high);
  memcpy (&low, self->lanes + n_lanes + first, sizeof low);
  mill_lanes_add_with_rest (&high, &rest);
  mill_lanes_add_with_rest (&low, &rest);
  has_rest = (MillMasks) (rest != 0);
  if (G_UNLIKELY ((has_rest[0] | has_rest[1] | has_rest[2] | has_rest[3]) != 0))
    {
      add_lane_by_lane (self, first, a, b, c, d);
      return;
    }
  memcpy (self->lanes + first, &high, sizeof high);
  memcpy (self->lanes + n_lanes + first, &low, sizeof low);
}

static inline G_ALWAYS_INLINE void
add_row (MillMoments *self,
         guint        n_lanes,
         double       x,
         double       y,
         gboolean     of_pairs)
{
  double product, other_product, rest, other_rest;

  if (n_lanes == 1)
    {
      add_number (self, x);
      return;
    }
  product = multiply (self, MILL_LANE_XY, x, of_pairs ? y : x, &rest);
  add_lanes (self, n_lanes, MILL_LANE_X, x, of_pairs ? y : 0, product, rest);
  if (n_lanes > MILL_LANE_XX)
    {
      product = multiply (self, MILL_LANE_XX, x, x, &rest);
      other_product = multiply (self, MILL_LANE_YY, y, y, &other_rest);
      add_lanes (self, n_lanes, MILL_LANE_XX, product, rest, other_product, other_rest);
    }
}

static inline G_ALWAYS_INLINE void
add_rows_of (MillMoments *const *states,
             guint               n_lanes,
             const double       *x,
             const double       *y,
             gsize               n_rows)
{
  for (gsize i = 0; i < n_rows;)
    {
      gsize n_alike = may_be_batch (states + i, n_rows - i) ? count_alike (states + i, n_rows - i) : 1;

      if (n_alike >= MILL_MOMENTS_BATCH)
        {
          mill_moments_add_batch (states[i], x + i, y != NULL ? y + i : NULL, n_alike);
          i += n_alike;
          continue;
        }
      expect (states[MIN (i + ROWS_AHEAD, n_rows - 1)], n_lanes);
      states[i]->n++;
      add_row (states[i], n_lanes, x[i], y != NULL ? y[i] : 0, y != NULL);
      i++;
    }
}

/* What is constant is known to the compiler, which makes a loop of each. */
static inline G_ALWAYS_INLINE void
add_rows (MillMoments *const *states,
          const double       *x,
          const double       *y,
          gsize               n_rows)
{
  switch (states[0]->n_lanes)
    {
    case 1:
      add_rows_of (states, 1, x, NULL, n_rows);
      break;
    case MILL_LANE_XX:
      if (y != NULL)
        add_rows_of (states, MILL_LANE_XX, x, y, n_rows);
      else
        add_rows_of (states, MILL_LANE_XX, x, NULL, n_rows);
      break;
    default:
      add_rows_of (states, MILL_MAX_MOMENT_LANES, x, y, n_rows);
    }
}

#ifdef MILL_EXACT_WIDE
static MILL_EXACT_WIDE void
add_rows_wide (MillMoments *const *states,
               const double       *x,
               const double       *y,
               gsize               n_rows)
{
  add_rows (states, x, y, n_rows);
}
#endif

static void
add_rows_plain (MillMoments *const *states,
                const double       *x,
                const double       *y,
                gsize               n_rows)
{
  add_rows (states, x, y, n_rows);
}

void
mill_moments_add_rows (MillMoments *const *states,
                       const double       *x,
                       const double       *y,
                       gsize               n_rows)
{
  if (n_rows == 0)
    return;
#ifdef MILL_EXACT_WIDE
  if (mill_exact_has_wide ())
    add_rows_wide (states, x, y, n_rows);
  else
#endif
    add_rows_plain (states, x, y, n_rows);
}
