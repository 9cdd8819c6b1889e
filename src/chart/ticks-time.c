/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ticks-private.h"

#include <math.h>

#include "chart/format.h"

/* The steps people cut time into, with how long they last on average. */
static const struct
{
  MillTimeUnit unit;
  int          steps;
  double       seconds;
} strides[] = {
  { MILL_TIME_UNIT_SECOND, 1, 1 },
  { MILL_TIME_UNIT_SECOND, 5, 5 },
  { MILL_TIME_UNIT_SECOND, 15, 15 },
  { MILL_TIME_UNIT_SECOND, 30, 30 },
  { MILL_TIME_UNIT_MINUTE, 1, 60 },
  { MILL_TIME_UNIT_MINUTE, 5, 300 },
  { MILL_TIME_UNIT_MINUTE, 15, 900 },
  { MILL_TIME_UNIT_MINUTE, 30, 1800 },
  { MILL_TIME_UNIT_HOUR, 1, 3600 },
  { MILL_TIME_UNIT_HOUR, 3, 10800 },
  { MILL_TIME_UNIT_HOUR, 6, 21600 },
  { MILL_TIME_UNIT_HOUR, 12, 43200 },
  { MILL_TIME_UNIT_DAY, 1, 86400 },
  { MILL_TIME_UNIT_DAY, 2, 2 * 86400 },
  { MILL_TIME_UNIT_WEEK, 1, 7 * 86400 },
  { MILL_TIME_UNIT_WEEK, 2, 14 * 86400 },
  { MILL_TIME_UNIT_MONTH, 1, 30.44 * 86400 },
  { MILL_TIME_UNIT_QUARTER, 1, 91.31 * 86400 },
  { MILL_TIME_UNIT_MONTH, 6, 182.62 * 86400 },
};

#define YEAR (365.2425 * 86400)

/* Multiples of the stride are counted from a round beginning, so that 15 minutes gives :00 and
 * :15. */
static double
first_tick (MillTimeUnit unit,
            int          steps,
            double       from)
{
  double start;

  switch (unit)
    {
    case MILL_TIME_UNIT_SECOND:
      start = mill_time_unit_floor (MILL_TIME_UNIT_MINUTE, from);
      break;
    case MILL_TIME_UNIT_MINUTE:
      start = mill_time_unit_floor (MILL_TIME_UNIT_HOUR, from);
      break;
    case MILL_TIME_UNIT_HOUR:
      start = mill_time_unit_floor (MILL_TIME_UNIT_DAY, from);
      break;
    case MILL_TIME_UNIT_MONTH:
    case MILL_TIME_UNIT_QUARTER:
      start = mill_time_unit_floor (MILL_TIME_UNIT_YEAR, from);
      break;
    case MILL_TIME_UNIT_DAY:
      start = mill_time_unit_floor (steps > 1 ? MILL_TIME_UNIT_MONTH : unit, from);
      break;
    default:
      start = mill_time_unit_floor (unit, from);
      break;
    }
  for (guint i = 0; start < from && i < 1000; i++)
    start = mill_time_unit_add (unit, start, steps);
  return start;
}

/* Only what the tick before it did not say: the year where a year begins, else the month... */
static char *
label_of (MillTimeUnit unit,
          double       value,
          double       before)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc ((gint64) value);
  double day = mill_time_unit_floor (MILL_TIME_UNIT_DAY, value);
  gboolean new_year = !isfinite (before) || mill_time_unit_floor (MILL_TIME_UNIT_YEAR, before) !=
                                                mill_time_unit_floor (MILL_TIME_UNIT_YEAR, value);
  gboolean new_day = !isfinite (before) || mill_time_unit_floor (MILL_TIME_UNIT_DAY, before) != day;

  switch (unit)
    {
    case MILL_TIME_UNIT_YEAR:
      return g_strdup_printf ("%d", g_date_time_get_year (date));
    case MILL_TIME_UNIT_MONTH:
    case MILL_TIME_UNIT_QUARTER:
      if (g_date_time_get_month (date) == 1)
        return g_strdup_printf ("%d", g_date_time_get_year (date));
      return g_date_time_format (date, new_year ? "%b %Y" : "%b");
    case MILL_TIME_UNIT_WEEK:
    case MILL_TIME_UNIT_DAY:
      return g_date_time_format (date, new_year ? "%-d %b %Y" : "%-d %b");
    case MILL_TIME_UNIT_SECOND:
      return g_date_time_format (date, new_day ? "%-d %b %H:%M:%S" : "%H:%M:%S");
    default:
      if (value == day)
        return g_date_time_format (date, "%-d %b");
      return g_date_time_format (date, new_day ? "%-d %b %H:%M" : "%H:%M");
    }
}

static void
add_ticks (GArray          *ticks,
           const MillScale *scale,
           MillTimeUnit     unit,
           int              steps)
{
  double before = NAN;
  double value = first_tick (unit, steps, scale->min);

  for (guint i = 0; i < 200 && isfinite (value) && value <= scale->max; i++)
    {
      double next = mill_time_unit_add (unit, value, steps);

      mill_ticks_add (ticks, value, label_of (unit, value, before));
      before = value;
      /* A short rest of the month before its first day would crowd the labels. */
      if (unit == MILL_TIME_UNIT_DAY && steps > 1)
        {
          double month = mill_time_unit_floor (MILL_TIME_UNIT_MONTH, next + 86400);

          if (month > value)
            next = month;
        }
      value = next;
    }
}

static void
add_years (GArray          *ticks,
           const MillScale *scale,
           guint            count)
{
  g_autoptr (GDateTime) from =
      g_date_time_new_from_unix_utc ((gint64) fmax (scale->min, -62135596800.0));
  int step = MAX (1, (int) mill_nice_step ((scale->max - scale->min) / YEAR, count));
  int year;

  if (from == NULL)
    return;
  year = (g_date_time_get_year (from) + step - 1) / step * step;
  for (year = MAX (year, 1); year <= 9999; year += step)
    {
      g_autoptr (GDateTime) date = g_date_time_new_utc (year, 1, 1, 0, 0, 0);
      double value = (double) g_date_time_to_unix (date);

      if (value > scale->max)
        break;
      if (value >= scale->min)
        mill_ticks_add (ticks, value, g_strdup_printf ("%d", year));
    }
}

/* Parts of a second have no names on a calendar: they count from the beginning of the range. */
static void
add_fractions (GArray          *ticks,
               const MillScale *scale,
               guint            count)
{
  double step = mill_nice_step (scale->max - scale->min, count);
  double minute = floor (scale->min / 60) * 60;

  for (double i = ceil ((scale->min - minute) / step); ticks->len < 200; i++)
    {
      double value = minute + i * step;
      g_autofree char *text = NULL;

      if (value > scale->max)
        break;
      text = mill_format_number (i * step, step);
      mill_ticks_add (ticks, value, g_strdup_printf ("%s s", text));
    }
}

void
mill_ticks_add_times (GArray          *ticks,
                      const MillScale *scale,
                      guint            count)
{
  double range = scale->max - scale->min;

  if (range < 2)
    {
      add_fractions (ticks, scale, count);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (strides); i++)
    if (range / strides[i].seconds <= count)
      {
        add_ticks (ticks, scale, strides[i].unit, strides[i].steps);
        return;
      }
  add_years (ticks, scale, count);
}
