/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/time-unit.h"

#include <math.h>

static double
at (const char *text)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (date);
  return (double) g_date_time_to_unix (date);
}

static void
test_names (void)
{
  for (MillTimeUnit unit = MILL_TIME_UNIT_NONE; unit <= MILL_TIME_UNIT_YEAR; unit++)
    g_assert_cmpint (mill_time_unit_from_name (mill_time_unit_get_name (unit)), ==, unit);
  g_assert_cmpint (mill_time_unit_from_name ("fortnight"), ==, MILL_TIME_UNIT_NONE);
  g_assert_cmpint (mill_time_unit_from_name (NULL), ==, MILL_TIME_UNIT_NONE);
}

static void
test_floor (void)
{
  static const struct { MillTimeUnit unit; const char *start, *next; } cases[] = {
    { MILL_TIME_UNIT_SECOND, "2015-08-19T13:45:30Z", "2015-08-19T13:45:31Z" },
    { MILL_TIME_UNIT_MINUTE, "2015-08-19T13:45:00Z", "2015-08-19T13:46:00Z" },
    { MILL_TIME_UNIT_HOUR, "2015-08-19T13:00:00Z", "2015-08-19T14:00:00Z" },
    { MILL_TIME_UNIT_DAY, "2015-08-19T00:00:00Z", "2015-08-20T00:00:00Z" },
    { MILL_TIME_UNIT_WEEK, "2015-08-17T00:00:00Z", "2015-08-24T00:00:00Z" },
    { MILL_TIME_UNIT_MONTH, "2015-08-01T00:00:00Z", "2015-09-01T00:00:00Z" },
    { MILL_TIME_UNIT_QUARTER, "2015-07-01T00:00:00Z", "2015-10-01T00:00:00Z" },
    { MILL_TIME_UNIT_YEAR, "2015-01-01T00:00:00Z", "2016-01-01T00:00:00Z" },
  };
  double time = at ("2015-08-19T13:45:30Z") + 0.25;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double start = mill_time_unit_floor (cases[i].unit, time);

      g_assert_cmpfloat (start, ==, at (cases[i].start));
      g_assert_cmpfloat (mill_time_unit_add (cases[i].unit, start, 1), ==, at (cases[i].next));
      g_assert_cmpfloat (mill_time_unit_floor (cases[i].unit, start), ==, start);
    }
  /* Before 1970 as well. */
  g_assert_cmpfloat (mill_time_unit_floor (MILL_TIME_UNIT_WEEK, at ("1969-12-31T12:00:00Z")),
                     ==, at ("1969-12-29T00:00:00Z"));
  g_assert_cmpfloat (mill_time_unit_floor (MILL_TIME_UNIT_DAY, -1), ==, -86400);
}

static void
test_outside (void)
{
  const double values[] = { NAN, INFINITY, -INFINITY, 1e300, -1e13, 1e12 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (MillTimeUnit unit = MILL_TIME_UNIT_SECOND; unit <= MILL_TIME_UNIT_YEAR; unit++)
      {
        g_assert_true (isnan (mill_time_unit_floor (unit, values[i])));
        g_assert_true (isnan (mill_time_unit_add (unit, values[i], 1)));
      }
  g_assert_true (isnan (mill_time_unit_add (MILL_TIME_UNIT_YEAR, at ("9999-06-01T00:00:00Z"), 1)));
}

static void
test_choose (void)
{
  double year = at ("2015-01-01T00:00:00Z"), day = 86400;

  g_assert_cmpint (mill_time_unit_choose (year, year + 30, 100), ==, MILL_TIME_UNIT_SECOND);
  g_assert_cmpint (mill_time_unit_choose (year, year + day, 100), ==, MILL_TIME_UNIT_HOUR);
  g_assert_cmpint (mill_time_unit_choose (year, year + 60 * day, 100), ==, MILL_TIME_UNIT_DAY);
  g_assert_cmpint (mill_time_unit_choose (year, year + 1460 * day, 100), ==, MILL_TIME_UNIT_MONTH);
  g_assert_cmpint (mill_time_unit_choose (year, year + 1460 * day, 2000), ==, MILL_TIME_UNIT_DAY);
  g_assert_cmpint (mill_time_unit_choose (-6e10, 2e11, 10), ==, MILL_TIME_UNIT_YEAR);
  g_assert_cmpint (mill_time_unit_choose (NAN, year, 10), ==, MILL_TIME_UNIT_YEAR);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/time-unit/names", test_names);
  g_test_add_func ("/chart/time-unit/floor", test_floor);
  g_test_add_func ("/chart/time-unit/outside", test_outside);
  g_test_add_func ("/chart/time-unit/choose", test_choose);
  return g_test_run ();
}
