/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/scale.h"

#include <math.h>

#include "chart/ticks.h"

/* Between them there is room for steps and differences of numbers. */
#define TINY 1e-290
#define LARGEST 1e306
/* No picture is this large, and no drawing library minds it. */
#define FAR 1e6
/* The ends of a scale are multiples of about this part of its length. */
#define END_STEPS 8

/* Room around a single value, and around none. */
static void
widen (MillScale *self)
{
  /* Next to the smallest numbers there are no steps. */
  double value = fabs (self->min) < TINY && self->kind != MILL_SCALE_LOG ? 0 : self->min;

  switch (self->kind)
    {
    case MILL_SCALE_TIME:
      self->min = value - 43200;
      self->max = value + 43200;
      break;
    case MILL_SCALE_LOG:
      self->min = value / 10;
      self->max = value * 10;
      break;
    case MILL_SCALE_LINEAR:
    case MILL_SCALE_CATEGORY:
      self->min = value - (value == 0 ? 1 : fabs (value) / 2);
      self->max = value + (value == 0 ? 1 : fabs (value) / 2);
      break;
    }
}

void
mill_scale_init (MillScale     *self,
                 MillScaleKind  kind,
                 double         min,
                 double         max)
{
  double limit = kind == MILL_SCALE_TIME ? 1e15 : LARGEST;
  double floor_value = kind == MILL_SCALE_LOG ? TINY : -limit;

  *self = (MillScale) { .kind = kind, .start = 0, .end = 1 };
  if (!isfinite (min) || !isfinite (max) || min > max || (kind == MILL_SCALE_LOG && max <= 0))
    {
      self->min = kind == MILL_SCALE_LOG ? 1 : 0;
      self->max = kind == MILL_SCALE_LOG ? 10 : kind == MILL_SCALE_TIME ? 86400 : 1;
      return;
    }
  self->min = CLAMP (min, floor_value, limit);
  self->max = CLAMP (max, floor_value, limit);
  /* Ends that differ in their last bits only leave no room for steps between them. */
  if (self->max - self->min <= fmax (fmax (fabs (self->min), fabs (self->max)) * 1e-12,
                                     kind == MILL_SCALE_LOG ? 0 : TINY))
    widen (self);
  if (!(self->max > self->min))
    self->max = self->min + 1;
}

void
mill_scale_init_categories (MillScale *self,
                            guint      n)
{
  *self = (MillScale) { .kind = MILL_SCALE_CATEGORY, .min = -0.5, .max = MAX (n, 1) - 0.5,
                        .start = 0, .end = 1 };
}

void
mill_scale_make_nice (MillScale *self,
                      guint      n_ticks)
{
  double step;

  switch (self->kind)
    {
    case MILL_SCALE_LINEAR:
      /* Few ticks on a low chart are far apart; the ends need not wait for the next one. */
      step = mill_nice_step (self->max - self->min, MAX (n_ticks, END_STEPS));
      /* A value that is a hair beyond a round number does not ask for another step. */
      self->min = floor (self->min / step + 1e-9) * step;
      self->max = ceil (self->max / step - 1e-9) * step;
      break;
    case MILL_SCALE_LOG:
      if (log10 (self->max / self->min) > 1)
        {
          self->min = pow (10, floor (log10 (self->min) + 1e-9));
          self->max = pow (10, ceil (log10 (self->max) - 1e-9));
        }
      break;
    case MILL_SCALE_TIME:
    case MILL_SCALE_CATEGORY:
      break;
    }
}

void
mill_scale_set_pixels (MillScale *self,
                       double     start,
                       double     end)
{
  self->start = start;
  self->end = end;
}

double
mill_scale_map (const MillScale *self,
                double           value)
{
  double share;

  if (!isfinite (value))
    return NAN;
  if (self->kind == MILL_SCALE_LOG)
    {
      if (value <= 0)
        return NAN;
      share = log10 (value / self->min) / log10 (self->max / self->min);
    }
  else
    share = (value - self->min) / (self->max - self->min);
  return CLAMP (self->start + share * (self->end - self->start), -FAR, FAR);
}

gboolean
mill_scale_contains (const MillScale *self,
                     double           value)
{
  return value >= self->min && value <= self->max;
}
