/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/bins.h"

#include <math.h>

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

double
mill_bins_get_edge (const MillBins *self,
                    guint           i)
{
  return self->start + i * self->width;
}
