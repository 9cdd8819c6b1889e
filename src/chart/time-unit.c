/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/time-unit.h"

#include <math.h>

/* 0001-01-01 and the end of 9999: beyond them GDateTime has no calendar. */
#define EARLIEST -62135596800.0
#define LATEST 253402300799.0

static const struct
{
  const char *name;
  double      seconds;   /* the shortest it lasts */
} units[] = {
  [MILL_TIME_UNIT_NONE]    = { "none", 0 },
  [MILL_TIME_UNIT_SECOND]  = { "second", 1 },
  [MILL_TIME_UNIT_MINUTE]  = { "minute", 60 },
  [MILL_TIME_UNIT_HOUR]    = { "hour", 3600 },
  [MILL_TIME_UNIT_DAY]     = { "day", 86400 },
  [MILL_TIME_UNIT_WEEK]    = { "week", 7 * 86400 },
  [MILL_TIME_UNIT_MONTH]   = { "month", 28 * 86400 },
  [MILL_TIME_UNIT_QUARTER] = { "quarter", 90 * 86400 },
  [MILL_TIME_UNIT_YEAR]    = { "year", 365 * 86400 },
};

const char *
mill_time_unit_get_name (MillTimeUnit unit)
{
  g_return_val_if_fail (unit <= MILL_TIME_UNIT_YEAR, NULL);

  return units[unit].name;
}

MillTimeUnit
mill_time_unit_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_strcmp0 (units[i].name, name) == 0)
      return i;
  return MILL_TIME_UNIT_NONE;
}

MillTimeUnit
mill_time_unit_choose (double from,
                       double to,
                       guint  max_buckets)
{
  double range = to - from;

  if (!isfinite (range))
    return MILL_TIME_UNIT_YEAR;
  for (guint i = MILL_TIME_UNIT_SECOND; i < MILL_TIME_UNIT_YEAR; i++)
    /* The range touches one bucket more than it is long. */
    if (floor (range / units[i].seconds) + 1 <= max_buckets)
      return i;
  return MILL_TIME_UNIT_YEAR;
}

static GDateTime *
date_of (double time)
{
  if (!(time >= EARLIEST && time <= LATEST))
    return NULL;
  return g_date_time_new_from_unix_utc ((gint64) floor (time));
}

static double
time_of (GDateTime *date)
{
  return date != NULL ? (double) g_date_time_to_unix (date) : NAN;
}

double
mill_time_unit_floor (MillTimeUnit unit,
                      double       time)
{
  g_autoptr (GDateTime) date = date_of (time);
  g_autoptr (GDateTime) start = NULL;
  int month;

  if (date == NULL)
    return NAN;
  month = g_date_time_get_month (date);
  switch (unit)
    {
    case MILL_TIME_UNIT_NONE:
      return time;
    case MILL_TIME_UNIT_SECOND:
    case MILL_TIME_UNIT_MINUTE:
    case MILL_TIME_UNIT_HOUR:
    case MILL_TIME_UNIT_DAY:
      return floor (time / units[unit].seconds) * units[unit].seconds;
    case MILL_TIME_UNIT_WEEK:
      /* 1970-01-01 was a Thursday; weeks begin on Monday, as SQL has it. */
      return floor ((time + 3 * 86400) / (7 * 86400.0)) * 7 * 86400 - 3 * 86400;
    case MILL_TIME_UNIT_QUARTER:
      month -= (month - 1) % 3;
      break;
    case MILL_TIME_UNIT_YEAR:
      month = 1;
      break;
    case MILL_TIME_UNIT_MONTH:
      break;
    }
  start = g_date_time_new_utc (g_date_time_get_year (date), month, 1, 0, 0, 0);
  return time_of (start);
}

double
mill_time_unit_add (MillTimeUnit unit,
                    double       time,
                    int          steps)
{
  g_autoptr (GDateTime) date = date_of (time);
  g_autoptr (GDateTime) later = NULL;

  if (date == NULL)
    return NAN;
  switch (unit)
    {
    case MILL_TIME_UNIT_MONTH:
      later = g_date_time_add_months (date, steps);
      return time_of (later);
    case MILL_TIME_UNIT_QUARTER:
      later = g_date_time_add_months (date, 3 * steps);
      return time_of (later);
    case MILL_TIME_UNIT_YEAR:
      later = g_date_time_add_years (date, steps);
      return time_of (later);
    default:
      return time + units[unit].seconds * steps;
    }
}
