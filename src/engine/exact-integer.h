/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/exact.h"

G_BEGIN_DECLS

/* Whole numbers as large as sums of products of doubles, and what is needed of arithmetic to make a
 * variance of them without rounding before the end. */

#define MILL_INTEGER_MAX_LIMBS 144

typedef struct
{
  gboolean negative;
  guint    first;       /* limbs of zero below those that are kept */
  guint    n_limbs;     /* 0: the number is zero */
  guint32  limbs[MILL_INTEGER_MAX_LIMBS];
} MillInteger;

void   mill_integer_init     (MillInteger       *self,
                              const MillExact   *sum);
/* @self may not be one of the others. */
void   mill_integer_multiply (MillInteger       *self,
                              const MillInteger *a,
                              const MillInteger *b);
void   mill_integer_scale    (MillInteger       *self,
                              const MillInteger *a,
                              guint64            factor);
void   mill_integer_subtract (MillInteger       *self,
                              const MillInteger *a,
                              const MillInteger *b);
/* The number is the result, rounded to nearest (ties to even), times two to the @exponent. The result is
 * 0, or its size is from a half to below one. */
double mill_integer_round    (const MillInteger *self,
                              int               *exponent);

G_END_DECLS
