/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/exact-integer.h"

#include <math.h>
#include <string.h>

#include "engine/exact-private.h"

/* Drops limbs of zero at both ends. */
static void
trim (MillInteger *self)
{
  guint n_zero = 0;

  while (self->n_limbs > 0 && self->limbs[self->n_limbs - 1] == 0)
    self->n_limbs--;
  while (n_zero < self->n_limbs && self->limbs[n_zero] == 0)
    n_zero++;
  if (n_zero == 0)
    return;

  self->n_limbs -= n_zero;
  self->first += n_zero;
  memmove (self->limbs, self->limbs + n_zero, self->n_limbs * sizeof (guint32));
}

void
mill_integer_init (MillInteger     *self,
                   const MillExact *sum)
{
  gint64 words[MILL_EXACT_MAX_LIMBS + 2] = { 0 };
  guint n_words = sum->n_limbs + 2;

  *self = (MillInteger) { .first = sum->first };
  if (sum->n_limbs == 0)
    return;

  memcpy (words, mill_exact_get_limbs (sum), sum->n_limbs * sizeof (gint64));
  mill_exact_carry_limbs (words, n_words);
  if (words[n_words - 1] < 0)
    {
      self->negative = TRUE;
      for (guint i = 0; i < n_words; i++)
        words[i] = -words[i];
      mill_exact_carry_limbs (words, n_words);
    }

  self->n_limbs = n_words;
  for (guint i = 0; i < n_words; i++)
    self->limbs[i] = (guint32) words[i];
  trim (self);
}

void
mill_integer_multiply (MillInteger       *self,
                       const MillInteger *a,
                       const MillInteger *b)
{
  *self = (MillInteger) { .negative = a->negative != b->negative, .first = a->first + b->first,
                          .n_limbs = a->n_limbs + b->n_limbs };
  g_return_if_fail (self->n_limbs <= MILL_INTEGER_MAX_LIMBS);

  for (guint i = 0; i < a->n_limbs; i++)
    {
      guint64 carry = 0;

      for (guint k = 0; k < b->n_limbs; k++)
        {
          guint64 word = (guint64) a->limbs[i] * b->limbs[k] + self->limbs[i + k] + carry;

          self->limbs[i + k] = (guint32) word;
          carry = word >> 32;
        }
      self->limbs[i + b->n_limbs] = (guint32) carry;
    }
  trim (self);
}

void
mill_integer_scale (MillInteger       *self,
                    const MillInteger *a,
                    guint64            factor)
{
  MillInteger number = { .n_limbs = 2, .limbs = { (guint32) factor, (guint32) (factor >> 32) } };

  trim (&number);
  mill_integer_multiply (self, a, &number);
}

/* The limb that stands for 2^(32 @place). */
static guint32
get_limb (const MillInteger *self,
          guint              place)
{
  return place >= self->first && place < self->first + self->n_limbs
         ? self->limbs[place - self->first] : 0;
}

/* Which of the two is larger without its sign. */
static int
compare (const MillInteger *a,
         const MillInteger *b)
{
  guint end = MAX (a->first + a->n_limbs, b->first + b->n_limbs);
  guint first = MIN (a->first, b->first);

  for (guint place = end; place-- > first;)
    {
      guint32 of_a = get_limb (a, place);
      guint32 of_b = get_limb (b, place);

      if (of_a != of_b)
        return of_a > of_b ? 1 : -1;
    }

  return 0;
}

/* @large plus or minus @small, without signs. */
static void
combine (MillInteger       *self,
         const MillInteger *large,
         const MillInteger *small,
         gboolean           minus)
{
  guint first = MIN (large->first, small->first);
  guint n_limbs = MAX (large->first + large->n_limbs, small->first + small->n_limbs) - first + 1;
  gint64 carry = 0;

  g_return_if_fail (n_limbs <= MILL_INTEGER_MAX_LIMBS);

  self->first = first;
  self->n_limbs = n_limbs;
  for (guint i = 0; i < n_limbs; i++)
    {
      gint64 word = (gint64) get_limb (large, first + i) + carry;

      word += minus ? -(gint64) get_limb (small, first + i) : (gint64) get_limb (small, first + i);
      self->limbs[i] = (guint32) word;
      carry = word >> 32;
    }
  trim (self);
}

void
mill_integer_subtract (MillInteger       *self,
                       const MillInteger *a,
                       const MillInteger *b)
{
  /* What has no limbs says nothing about where it is. */
  if (b->n_limbs == 0)
    {
      *self = *a;
      return;
    }
  if (a->n_limbs == 0)
    {
      *self = *b;
      self->negative = !b->negative;
      return;
    }

  if (a->negative != b->negative)
    {
      combine (self, a, b, FALSE);
      self->negative = a->negative;
    }
  else if (compare (a, b) >= 0)
    {
      combine (self, a, b, TRUE);
      self->negative = a->negative;
    }
  else
    {
      combine (self, b, a, TRUE);
      self->negative = !a->negative;
    }
}

double
mill_integer_round (const MillInteger *self,
                    int               *exponent)
{
  guint64 head = 0, rest;
  guint highest, n_zeros;
  gboolean more = FALSE;
  double result;

  *exponent = 0;
  if (self->n_limbs == 0)
    return 0;

  /* The 64 bits from the first that is set; is there any below them? */
  highest = self->n_limbs - 1;
  n_zeros = __builtin_clz (self->limbs[highest]);
  for (guint i = 0; i < 3; i++)
    {
      guint64 limb = highest >= i ? self->limbs[highest - i] : 0;
      int shift = 32 - (int) (32 * i) + (int) n_zeros;

      head |= shift >= 0 ? limb << shift : limb >> -shift;
      if (shift < 0)
        more = (limb & ((G_GUINT64_CONSTANT (1) << -shift) - 1)) != 0;
    }
  for (guint i = 3; i <= highest && !more; i++)
    more = self->limbs[highest - i] != 0;

  /* To the 53 of a double. */
  rest = head & 0x7ff;
  head >>= 11;
  if (rest > 0x400 || (rest == 0x400 && (more || (head & 1) != 0)))
    head++;

  *exponent = (int) (32 * (self->first + self->n_limbs)) - (int) n_zeros;
  result = (double) head * 0x1p-53;
  if (result >= 1)
    {
      result /= 2;
      *exponent += 1;
    }

  return self->negative ? -result : result;
}
