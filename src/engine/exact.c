/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/exact-private.h"

#include <math.h>
#include <string.h>

/* An addition puts less than 2^52 into a word: after so many, with what the highest limb had, it is still
 * less than 2^63. */
#define MAX_PENDING 1024

/* The highest limb keeps what is above it, up to this. */
#define MAX_HIGHEST (G_GINT64_CONSTANT (1) << 51)

#define MANTISSA_BITS 52
#define MANTISSA_MASK ((G_GUINT64_CONSTANT (1) << MANTISSA_BITS) - 1)
#define EXPONENT_MASK 0x7ff

static inline gint64 *
get_limbs (MillExact *self)
{
  return self->n_limbs <= MILL_EXACT_IN_PLACE ? self->in_place : self->allocated;
}

const gint64 *
mill_exact_get_limbs (const MillExact *self)
{
  return get_limbs ((MillExact *) self);
}

/* Makes room for the limbs from @lowest to @highest. */
static void
reach (MillExact *self,
       guint      lowest,
       guint      highest)
{
  guint first = MIN (self->first, lowest);
  guint last = MAX (self->first + self->n_limbs - 1u, highest);
  guint n_limbs = last - first + 1;
  guint offset = self->first - first;
  gint64 *old = get_limbs (self);

  if (n_limbs <= MILL_EXACT_IN_PLACE)
    {
      memmove (self->in_place + offset, self->in_place, self->n_limbs * sizeof (gint64));
      memset (self->in_place, 0, offset * sizeof (gint64));
      memset (self->in_place + offset + self->n_limbs, 0,
              (n_limbs - offset - self->n_limbs) * sizeof (gint64));
    }
  else
    {
      gint64 *limbs = g_new0 (gint64, n_limbs);

      memcpy (limbs + offset, old, self->n_limbs * sizeof (gint64));
      if (self->n_limbs > MILL_EXACT_IN_PLACE)
        g_free (old);
      self->allocated = limbs;
    }
  self->first = first;
  self->n_limbs = n_limbs;
}

/* The first number decides where the limbs in place are: as many as possible, some below it. */
static void
begin (MillExact *self,
       guint      lowest)
{
  self->first = lowest > 0 ? lowest - 1 : 0;
  self->n_limbs = MILL_EXACT_IN_PLACE;
  memset (self->in_place, 0, sizeof self->in_place);
}

static void
ensure (MillExact *self,
        guint      lowest,
        guint      highest)
{
  if (self->n_limbs == 0)
    begin (self, lowest);
  if (lowest < self->first || highest >= (guint) self->first + self->n_limbs)
    reach (self, lowest, highest);
}

void
mill_exact_carry_limbs (gint64 *limbs,
                        guint   n_limbs)
{
  gint64 carry = 0;

  for (guint i = 0; i + 1 < n_limbs; i++)
    {
      gint64 word = limbs[i] + carry;

      limbs[i] = word & G_MAXUINT32;
      carry = word >> 32;
    }
  limbs[n_limbs - 1] += carry;
}

static void
carry (MillExact *self)
{
  gint64 *limbs = get_limbs (self);
  gint64 highest;

  mill_exact_carry_limbs (limbs, self->n_limbs);
  self->n_pending = 0;

  highest = limbs[self->n_limbs - 1];
  if (highest >= MAX_HIGHEST || highest <= -MAX_HIGHEST)
    {
      reach (self, self->first, self->first + self->n_limbs);
      mill_exact_carry_limbs (get_limbs (self), self->n_limbs);
    }
}

static inline void
count_addition (MillExact *self)
{
  if (G_UNLIKELY (++self->n_pending >= MAX_PENDING))
    carry (self);
}

static void
add_special (MillExact *self,
             double     value)
{
  if (isnan (value))
    self->specials |= MILL_EXACT_NAN;
  else
    self->specials |= value > 0 ? MILL_EXACT_POSITIVE : MILL_EXACT_NEGATIVE;
}

/* Takes @value apart: its mantissa as a whole number, and the bit of the fixed-point number that it
 * begins at. Numbers below the normal ones begin at the same bit as the smallest of these. */
static inline guint64
take_apart (double  value,
            guint  *position,
            gint64 *sign)
{
  guint64 bits;
  guint exponent;

  memcpy (&bits, &value, sizeof bits);
  exponent = bits >> MANTISSA_BITS & EXPONENT_MASK;
  *sign = -(gint64) (bits >> 63);
  *position = exponent - (exponent > 0);

  return (bits & MANTISSA_MASK) | (guint64) (exponent > 0) << MANTISSA_BITS;
}

/* @unit: how many bits below the unit of sums that of the sum is. */
static inline void
add (MillExact *self,
     double     value,
     guint      unit)
{
  guint position;
  gint64 sign;
  guint64 mantissa;
  guint limb, shift;
  gint64 low, high;
  gint64 *limbs;

  if (G_UNLIKELY (!isfinite (value)))
    {
      add_special (self, value);
      return;
    }

  mantissa = take_apart (value, &position, &sign);
  position += unit;
  limb = position / 32;
  shift = position % 32;
  low = mantissa << shift & G_MAXUINT32;
  high = mantissa >> (32 - shift);

  if (G_UNLIKELY (self->n_limbs == 0 || limb < self->first ||
                  limb + 1 >= (guint) self->first + self->n_limbs))
    ensure (self, limb, limb + 1);
  limbs = get_limbs (self) + (limb - self->first);
  limbs[0] += (low ^ sign) - sign;
  limbs[1] += (high ^ sign) - sign;
  count_addition (self);
}

void
mill_exact_add (MillExact *self,
                double     value)
{
  add (self, value, 0);
}

void
mill_exact_add_to_products (MillExact *self,
                            double     value)
{
  add (self, value, MILL_EXACT_UNIT - MILL_EXACT_PRODUCT_UNIT);
}

void
mill_exact_add_product (MillExact *self,
                        double     x,
                        double     y)
{
  guint x_position, y_position;
  gint64 x_sign, y_sign, sign;
  unsigned __int128 product, rest;
  guint limb, shift;
  gint64 *limbs;

  if (G_UNLIKELY (!isfinite (x) || !isfinite (y)))
    {
      add_special (self, x * y);
      return;
    }

  product = (unsigned __int128) take_apart (x, &x_position, &x_sign) *
            take_apart (y, &y_position, &y_sign);
  sign = x_sign ^ y_sign;
  limb = (x_position + y_position) / 32;
  shift = (x_position + y_position) % 32;

  /* 106 bits, moved by up to 31: five limbs. */
  if (G_UNLIKELY (self->n_limbs == 0 || limb < self->first ||
                  limb + 4 >= (guint) self->first + self->n_limbs))
    ensure (self, limb, limb + 4);
  limbs = get_limbs (self) + (limb - self->first);
  limbs[0] += ((gint64) ((guint64) product << shift & G_MAXUINT32) ^ sign) - sign;
  rest = product >> (32 - shift);
  for (guint i = 1; i < 5; i++, rest >>= 32)
    limbs[i] += ((gint64) ((guint64) rest & G_MAXUINT32) ^ sign) - sign;
  count_addition (self);
}

void
mill_exact_merge (MillExact       *self,
                  const MillExact *from)
{
  gint64 words[MILL_EXACT_MAX_LIMBS];
  gint64 *limbs;

  self->specials |= from->specials;
  if (from->n_limbs == 0)
    return;

  memcpy (words, mill_exact_get_limbs (from), from->n_limbs * sizeof (gint64));
  mill_exact_carry_limbs (words, from->n_limbs);

  ensure (self, from->first, from->first + from->n_limbs - 1u);
  carry (self);
  limbs = get_limbs (self) + (from->first - self->first);
  for (guint i = 0; i < from->n_limbs; i++)
    limbs[i] += words[i];
  carry (self);
}

void
mill_exact_clear (MillExact *self)
{
  if (self->n_limbs > MILL_EXACT_IN_PLACE)
    g_free (self->allocated);
  memset (self, 0, sizeof *self);
}

double
mill_exact_get_special (const MillExact *self)
{
  switch (self->specials)
    {
    case 0:
      return 0;
    case MILL_EXACT_POSITIVE:
      return INFINITY;
    case MILL_EXACT_NEGATIVE:
      return -INFINITY;
    default:
      return NAN;
    }
}
