/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/bins.h"

#include <math.h>
#include <stdlib.h>

#include "chart/ticks.h"

#define LARGEST 1e306

static void
set_range (MillBins *self,
           double    min,
           double    max,
           double    width)
{
  double first = floor (min / width + 1e-9);
  double n = floor (max / width + 1e-9) - first;

  /* A maximum on an edge belongs to the bin below it, unless that is the only one. */
  if (first + n < max / width - 1e-9)
    n++;
  self->width = width;
  self->start = first * width;
  self->n = (guint) CLAMP (n, 1, MILL_MAX_BINS);
}

void
mill_bins_choose (MillBins *self,
                  double    min,
                  double    max,
                  gsize     count,
                  double    iqr,
                  guint     wanted,
                  gboolean  integers)
{
  double range, rough, width;

  *self = (MillBins) { 0, 1, 1 };
  if (!isfinite (min) || !isfinite (max) || min > max)
    return;
  /* What is beyond this has no bin, so that no edge is infinite. */
  min = CLAMP (min, -LARGEST, LARGEST);
  max = CLAMP (max, -LARGEST, LARGEST);
  range = max - min;
  if (range <= fmax (fabs (min), fabs (max)) * 1e-12)
    {
      /* One value stands in the middle of its bin. */
      self->width = integers || min == 0 ? 1 : mill_nice_step (fabs (min), 10);
      self->start = min - self->width / 2;
      return;
    }
  if (wanted > 0)
    rough = range / MIN (wanted, MILL_MAX_BINS);
  else if (iqr > 0 && isfinite (iqr))
    rough = fmax (2 * iqr / cbrt ((double) MAX (count, 1)), range / 100);
  else
    rough = range / (ceil (log2 ((double) MAX (count, 1))) + 1);
  width = mill_nice_step (rough, 1);
  /* A round width may be narrower than asked for; one bin more may be needed at either end. */
  while (range / width > MILL_MAX_BINS - 2)
    width = mill_nice_step (width * 2, 1);
  if (integers)
    {
      width = fmax (width, 1);
      set_range (self, min, max, width);
      if (width == 1)
        {
          self->start = floor (min) - 0.5;
          self->n = (guint) CLAMP (floor (max) - floor (min) + 1, 1, MILL_MAX_BINS);
        }
      return;
    }
  set_range (self, min, max, width);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Between neighbours, as SQL's quantile_cont() and R's type 7. */
static double
quantile (const double *sorted,
          gsize         n,
          double        share)
{
  double place = share * (double) (n - 1);
  gsize below = (gsize) place;

  if (below + 1 >= n)
    return sorted[n - 1];
  return sorted[below] + (place - (double) below) * (sorted[below + 1] - sorted[below]);
}

void
mill_bins_choose_for (MillBins     *self,
                      const double *values,
                      gsize         n,
                      guint         wanted)
{
  g_autofree double *sorted = g_new (double, MAX (n, 1));
  gboolean integers = TRUE;
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      {
        sorted[count++] = values[i];
        integers = integers && values[i] == floor (values[i]) && fabs (values[i]) < 1e15;
      }
  if (count == 0)
    {
      mill_bins_choose (self, NAN, NAN, 0, NAN, wanted, FALSE);
      return;
    }
  qsort (sorted, count, sizeof (double), compare_doubles);
  mill_bins_choose (self, sorted[0], sorted[count - 1], count,
                    quantile (sorted, count, 0.75) - quantile (sorted, count, 0.25), wanted,
                    integers);
}

double
mill_bins_get_edge (const MillBins *self,
                    guint           i)
{
  return self->start + i * self->width;
}

double *
mill_bins_count (const MillBins *self,
                 const double   *values,
                 gsize           n)
{
  double *counts = g_new0 (double, self->n);

  for (gsize i = 0; i < n; i++)
    {
      double place = floor ((values[i] - self->start) / self->width);

      if (!isfinite (values[i]) || !isfinite (place))
        continue;
      /* The quotient may round across an edge; the edges decide. */
      if (place >= 0 && place < self->n && values[i] < mill_bins_get_edge (self, (guint) place))
        place--;
      else if (place >= -1 && place < self->n &&
               values[i] >= mill_bins_get_edge (self, (guint) (place + 1)))
        place++;
      if (place == self->n && values[i] <= mill_bins_get_edge (self, self->n))
        place--;
      if (place >= 0 && place < self->n)
        counts[(gsize) place]++;
    }
  return counts;
}
