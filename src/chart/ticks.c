/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ticks.h"

#include <float.h>
#include <math.h>

#include "chart/format.h"
#include "chart/ticks-private.h"

/* However wide the plot is and whatever the numbers are, never more. */
#define MAX_TICKS 200

static void
tick_clear (gpointer data)
{
  MillTick *tick = data;

  g_free (tick->label);
}

void
mill_ticks_add (GArray *ticks,
                double  value,
                char   *label)
{
  g_array_append_val (ticks, ((MillTick) { value, label }));
}

double
mill_nice_step (double range,
                guint  count)
{
  double rough, power, digit;

  if (!isfinite (range) || range <= 0)
    return 1;
  rough = fmax (range / MAX (count, 1), DBL_MIN);
  power = pow (10, floor (log10 (rough)));
  digit = rough / power;
  digit = digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10;
  return digit * power;
}

static void
add_linear (GArray          *ticks,
            const MillScale *scale,
            guint            count)
{
  double step = mill_nice_step (scale->max - scale->min, count);
  double first = ceil (scale->min / step - 1e-9);
  double last = floor (scale->max / step + 1e-9);
  double largest = fmax (fabs (first), fabs (last)) * step;

  for (double i = first; i <= last && ticks->len < MAX_TICKS; i++)
    {
      /* Adding zero takes the sign off a negative one. */
      double value = i * step + 0.0;

      mill_ticks_add (ticks, value, mill_format_compact (value, step, largest));
    }
}

static void
add_log (GArray          *ticks,
         const MillScale *scale,
         guint            count)
{
  double first = ceil (log10 (scale->min) - 1e-9);
  double last = floor (log10 (scale->max) + 1e-9);
  double stride = fmax (1, ceil ((last - first + 1) / MAX (count, 2)));
  /* Few powers of ten leave room for the numbers between them. */
  static const double dense[] = { 1, 2, 5 };
  guint n_digits = last - first + 1 <= count / 3.0 ? 3 : 1;

  if (last < first || (last == first && count < 3))
    {
      add_linear (ticks, scale, count);
      return;
    }
  if (n_digits == 3)
    first -= 1;
  for (double i = first; i <= last && ticks->len < MAX_TICKS; i += stride)
    for (guint digit = 0; digit < n_digits; digit++)
      {
        double value = dense[digit] * pow (10, i);
        /* Each power has its own letter, but a thousand has one only where it is not the end. */
        double largest = value >= 1000 && scale->max >= 1e4 ? fmax (value, 1e4) : value;

        if (value >= scale->min * (1 - 1e-9) && value <= scale->max * (1 + 1e-9))
          mill_ticks_add (ticks, value, mill_format_compact (value, pow (10, i), largest));
      }
  if (ticks->len < 2)
    {
      g_array_set_size (ticks, 0);
      add_linear (ticks, scale, count);
    }
}

static void
add_categories (GArray             *ticks,
                const MillScale    *scale,
                const char *const  *names)
{
  guint n = names != NULL ? g_strv_length ((GStrv) names) : 0;

  for (guint i = 0; i < n; i++)
    if (mill_scale_contains (scale, i))
      mill_ticks_add (ticks, i, g_strdup (names[i]));
}

GArray *
mill_ticks_new (const MillScale   *scale,
                guint              count,
                const char *const *names)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (MillTick));

  g_array_set_clear_func (ticks, tick_clear);
  count = CLAMP (count, 1, MAX_TICKS / 4);
  switch (scale->kind)
    {
    case MILL_SCALE_LINEAR:
      add_linear (ticks, scale, count);
      break;
    case MILL_SCALE_LOG:
      add_log (ticks, scale, count);
      break;
    case MILL_SCALE_TIME:
      mill_ticks_add_times (ticks, scale, count);
      break;
    case MILL_SCALE_CATEGORY:
      add_categories (ticks, scale, names);
      break;
    }
  return ticks;
}
