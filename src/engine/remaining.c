/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/remaining.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* Before that an estimate is a guess: what has just begun opens files, and learns how much there is. */
#define FIRST_SECONDS 2.0
#define FIRST_FRACTION 0.02
/* What was done this part of the time ago counts 1/e. */
#define MEMORY 0.2

void
mill_remaining_begin (MillRemaining *self,
                      double         now)
{
  *self = (MillRemaining) { .begun = now, .last = now };
}

double
mill_remaining_advance (MillRemaining *self,
                        double         now,
                        double         fraction)
{
  double elapsed = now - self->begun;
  double step = now - self->last;

  fraction = CLAMP (fraction, self->fraction, 1);
  if (step > 0)
    {
      double speed = (fraction - self->fraction) / step;
      /* The first step is all that there is. */
      double weight = self->last > self->begun
        ? 1 - exp (-step / MAX (FIRST_SECONDS, MEMORY * elapsed)) : 1;

      self->speed += weight * (speed - self->speed);
      self->last = now;
    }
  self->fraction = fraction;
  if (elapsed < FIRST_SECONDS || fraction < FIRST_FRACTION || self->speed <= 0)
    return NAN;

  return (1 - fraction) / self->speed;
}

/* Up to the next multiple of @step. */
static int
round_up (double value,
          int    step)
{
  return (int) MIN (ceil (value / step) * step, 1e6);
}

char *
mill_remaining_dup_words (double seconds)
{
  if (isnan (seconds))
    return NULL;
  if (seconds <= 10)
    /* Translators: how long the work goes on, in seconds. */
    return g_strdup_printf (_("about %d s left"), MAX (round_up (seconds, 1), 1));
  if (seconds <= 55)
    return g_strdup_printf (_("about %d s left"), round_up (seconds, 5));
  if (seconds <= 3600)
    /* Translators: how long the work goes on, in minutes. */
    return g_strdup_printf (_("about %d min left"), round_up (seconds / 60, 1));

  /* Translators: how long the work goes on, in hours. */
  return g_strdup_printf (_("about %d h left"), round_up (seconds / 3600, 1));
}
