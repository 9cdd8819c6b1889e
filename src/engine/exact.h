/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sums without any rounding: whatever the order in which numbers are added, and however they are
 * divided among threads, the same numbers give the same sum, bit for bit.
 *
 * A sum is one whole number in fixed point, in units of the smallest double, kept as limbs of 32 bits
 * in words of 64 (R. Neal, "Fast exact summation using small and large superaccumulators", 2015). The
 * upper half of a word takes the carries of some thousand additions before they must be handed on.
 * Only the limbs that the numbers reach are kept: a few in place, and more of them in memory of their own.
 *
 * Most sums never need one: see MillMoments. */

#define MILL_EXACT_IN_PLACE 6

typedef struct
{
  guint16 first;       /* which limb of the fixed-point number the first one is */
  guint16 n_limbs;     /* more than MILL_EXACT_IN_PLACE: they are allocated; 0: nothing was added */
  guint16 n_pending;   /* additions since carries were handed on */
  guint16 specials;    /* which of NaN and the infinities were added */
  union
  {
    gint64  in_place[MILL_EXACT_IN_PLACE];
    gint64 *allocated;
  };
} MillExact;

enum
{
  MILL_EXACT_NAN      = 1 << 0,
  MILL_EXACT_POSITIVE = 1 << 1,   /* infinity */
  MILL_EXACT_NEGATIVE = 1 << 2,
};

/* The exponents of the units: of sums, and of sums of products. */
#define MILL_EXACT_UNIT (-1074)
#define MILL_EXACT_PRODUCT_UNIT (2 * MILL_EXACT_UNIT)

/* An empty sum is all zeros. It may be moved in memory. */

void   mill_exact_add             (MillExact       *self,
                                   double           value);
/* Adds x times y, unrounded. A sum is either of numbers or of products: the units differ. */
void   mill_exact_add_product     (MillExact       *self,
                                   double           x,
                                   double           y);
/* Adds a number to a sum of products. */
void   mill_exact_add_to_products (MillExact       *self,
                                   double           value);
/* Adds the sum @from, which stays as it is. */
void   mill_exact_merge           (MillExact       *self,
                                   const MillExact *from);
void   mill_exact_clear           (MillExact       *self);
/* NaN or an infinity where such were added, as IEEE 754 has it: the numbers do not matter then.
 * 0: there were none. */
double mill_exact_get_special     (const MillExact *self);

G_END_DECLS
