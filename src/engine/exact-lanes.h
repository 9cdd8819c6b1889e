/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <float.h>
#include <glib.h>

G_BEGIN_DECLS

/* Additions and multiplications of doubles whose rounding error is known, and is a double itself. They hold as
 * they stand only: no operation may be merged with another, or be made with more digits (see the project's
 * compiler arguments). */
G_STATIC_ASSERT (FLT_EVAL_METHOD == 0);

/* Four doubles at once: two instructions of any 64-bit processor, or one of a newer one. */
#define MILL_N_LANES 4

typedef double MillLanes __attribute__ ((vector_size (32)));
typedef gint64 MillMasks __attribute__ ((vector_size (32)));

/* Of what adds rows there is one function for every processor and, with the same results, one for those that have the
 * instructions for it. MILL_EXACT_PLAIN leaves that out, so that the first one is tested, too. */
#if defined __x86_64__ && !defined MILL_EXACT_PLAIN
#define MILL_EXACT_WIDE __attribute__ ((target ("avx2,fma")))

static inline gboolean
mill_exact_has_wide (void)
{
  return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
}
#endif

/* The sum and, in @rest, what it misses (D. Knuth, "The Art of Computer Programming", volume 2, section 4.2.2,
 * theorem B). @rest is NaN where the sum is no number. */
static inline G_ALWAYS_INLINE double
mill_add_with_rest (double  a,
                    double  b,
                    double *rest)
{
  double sum = a + b;
  double of_b = sum - a;
  double of_a = sum - of_b;

  *rest = (a - of_a) + (b - of_b);

  return sum;
}

/* The same for lanes: adds @b to @a, and leaves what that misses in @b. */
static inline G_ALWAYS_INLINE void
mill_lanes_add_with_rest (MillLanes *a,
                          MillLanes *b)
{
  MillLanes sum = *a + *b;
  MillLanes of_b = sum - *a;
  MillLanes of_a = sum - of_b;

  *b = (*a - of_a) + (*b - of_b);
  *a = sum;
}

/* The product and, in @rest, what it misses. FALSE where that could be no double: the product is none, or is so
 * small that its last bits are below those of any double. */
static inline G_ALWAYS_INLINE gboolean
mill_multiply_with_rest (double  a,
                         double  b,
                         double *product,
                         double *rest)
{
  double size;

  *product = a * b;
  *rest = __builtin_fma (a, b, -*product);
  size = __builtin_fabs (*product);

  return G_LIKELY ((size >= 0x1p-900) & (size <= 0x1p1000)) || a == 0 || b == 0;
}

G_END_DECLS
