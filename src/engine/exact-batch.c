/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/exact-private.h"

#include <math.h>
#include <string.h>

/* Many numbers at once. Adding a number to limbs takes a dozen steps that wait for each other. But where
 * all numbers of a batch are cut at the same bit, high enough, the upper parts can be added as doubles
 * without rounding, four at a time, and so can the next parts of what is left; only their few sums go to the
 * limbs. (S. Rump, T. Ogita, S. Oishi, "Accurate floating-point summation part I: faithful rounding", 2008,
 * section 3: ExtractVector.) */

#define BATCH MILL_EXACT_BATCH
#define BATCH_BITS 11      /* 2^11 is at least BATCH + 2 */
#define MANTISSA_BITS 53
#define MAX_PARTS 4

typedef double Lanes __attribute__ ((vector_size (32)));
typedef gint64 Masks __attribute__ ((vector_size (32)));

#define N_LANES (sizeof (Lanes) / sizeof (double))
#define N_VECTORS (BATCH / N_LANES)

typedef struct
{
  Lanes  values[N_VECTORS];
  double sums[MAX_PARTS];
  guint  n_parts;
  double rest;               /* sum of the magnitudes of what is left */
} Batch;

static inline __attribute__ ((always_inline)) double
add_lanes (const Lanes *lanes)
{
  double sum = 0;

  for (guint i = 0; i < N_LANES; i++)
    sum += (*lanes)[i];

  return sum;
}

/* The exponent of the largest magnitude; what is no number is not looked at. */
static inline __attribute__ ((always_inline)) int
find_exponent (const Batch *self)
{
  const Masks no_sign = (Masks) { 0 } + G_MAXINT64;
  Lanes largest = { 0 };
  double all = 0;
  int exponent;

  for (guint i = 0; i < N_VECTORS; i++)
    {
      Lanes magnitude = (Lanes) ((Masks) self->values[i] & no_sign);
      Masks is_larger = (Masks) (magnitude > largest);

      largest = (Lanes) (((Masks) magnitude & is_larger) | ((Masks) largest & ~is_larger));
    }
  for (guint i = 0; i < N_LANES; i++)
    all = fmax (all, largest[i]);
  frexp (all, &exponent);

  return exponent;
}

/* Takes from each value what is above the last bit of @bound; returns the sum of that. */
static inline __attribute__ ((always_inline)) double
extract (Batch  *self,
         double  bound)
{
  const Masks no_sign = (Masks) { 0 } + G_MAXINT64;
  const Lanes bounds = (Lanes) { 0 } + bound;
  Lanes first = { 0 }, second = { 0 }, first_rest = { 0 }, second_rest = { 0 };

  /* Two at a time, so that no addition waits for the one before. */
  for (guint i = 0; i < N_VECTORS; i += 2)
    {
      Lanes upper = (bounds + self->values[i]) - bounds;
      Lanes other_upper = (bounds + self->values[i + 1]) - bounds;

      self->values[i] -= upper;
      self->values[i + 1] -= other_upper;
      first += upper;
      second += other_upper;
      first_rest += (Lanes) ((Masks) self->values[i] & no_sign);
      second_rest += (Lanes) ((Masks) self->values[i + 1] & no_sign);
    }
  first += second;
  first_rest += second_rest;
  self->rest = add_lanes (&first_rest);

  return add_lanes (&first);
}

static inline __attribute__ ((always_inline)) void
take_apart (Batch *self)
{
  int exponent = find_exponent (self);

  /* The bounds must be numbers of full precision themselves. */
  self->n_parts = 0;
  self->rest = NAN;
  if (exponent + BATCH_BITS > 1000 || exponent - MAX_PARTS * MANTISSA_BITS < -1000)
    return;
  do
    {
      self->sums[self->n_parts++] = extract (self, ldexp (1, exponent + BATCH_BITS));
      exponent += BATCH_BITS - MANTISSA_BITS;
    }
  while (self->rest > 0 && self->n_parts < MAX_PARTS);
}

#ifdef __x86_64__
static __attribute__ ((target ("avx2"))) void
take_apart_wide (Batch *self)
{
  take_apart (self);
}
#endif

static void
take_apart_plain (Batch *self)
{
  take_apart (self);
}

static gboolean
add_batch (MillExact    *exact,
           Batch        *batch)
{
#ifdef __x86_64__
  if (__builtin_cpu_supports ("avx2"))
    take_apart_wide (batch);
  else
#endif
    take_apart_plain (batch);

  /* Something is left, or not a number: of these there is no knowing what is in the sums. */
  if (batch->rest != 0)
    return FALSE;
  for (guint i = 0; i < batch->n_parts; i++)
    mill_exact_add (exact, batch->sums[i]);

  return TRUE;
}

gsize
mill_exact_add_batches (MillExact    *self,
                        const double *values,
                        gsize         n_values)
{
  gsize done = 0;

  for (; done + BATCH <= n_values; done += BATCH)
    {
      Batch batch;

      memcpy (batch.values, values + done, sizeof batch.values);
      if (!add_batch (self, &batch))
        break;
    }

  return done;
}
