/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/format.h"

#include <float.h>
#include <math.h>

#define SPACE "\342\200\257"
#define MINUS "\342\210\222"

/* Takes @text. */
static void
check (char       *text,
       const char *want)
{
  g_assert_cmpstr (text, ==, want);
  g_free (text);
}

static void
test_number (void)
{
  check (mill_format_number (0, 1), "0");
  check (mill_format_number (-0.0, 1), "0");
  check (mill_format_number (-0.4, 1), "0");
  check (mill_format_number (1461, 1), "1" SPACE "461");
  check (mill_format_number (-1234567.25, 0.05), MINUS "1" SPACE "234" SPACE "567.25");
  check (mill_format_number (0.25, 0.05), "0.25");
  check (mill_format_number (999, 1), "999");
  check (mill_format_number (NAN, 1), "");
  check (mill_format_number (INFINITY, 1), "");
}

static void
test_value (void)
{
  check (mill_format_value (35.6, 6), "35.6");
  check (mill_format_value (-1.6, 6), MINUS "1.6");
  check (mill_format_value (0.1 + 0.2, 6), "0.3");
  check (mill_format_value (1.0 / 3, 3), "0.333");
  check (mill_format_value (1234567, 3), "1" SPACE "234" SPACE "567");
  check (mill_format_value (0.00012, 6), "0.00012");
  check (mill_format_value (1.5e-9, 6), "1.5×10⁻⁹");
  check (mill_format_value (-2e100, 6), MINUS "2×10¹⁰⁰");
  check (mill_format_value (9.9999999, 3), "10");
  check (mill_format_value (0, 6), "0");
  check (mill_format_value (NAN, 6), "");
}

static void
test_percent (void)
{
  check (mill_format_percent (0), "0" SPACE "%");
  check (mill_format_percent (0.047), "4.7" SPACE "%");
  check (mill_format_percent (0.933), "93" SPACE "%");
  check (mill_format_percent (1), "100" SPACE "%");
  check (mill_format_percent (NAN), "");
}

static void
test_time (void)
{
  check (mill_format_time (1437264000, MILL_TIME_UNIT_DAY), "2015-07-19");
  check (mill_format_time (1437264000, MILL_TIME_UNIT_MONTH), "Jul 2015");
  check (mill_format_time (1437264000, MILL_TIME_UNIT_YEAR), "2015");
  check (mill_format_time_exact (1437264000), "2015-07-19");
  check (mill_format_time_exact (1437264060), "2015-07-19 00:01");
  check (mill_format_time_exact (1437264061), "2015-07-19 00:01:01");
  check (mill_format_time_exact (-86400), "1969-12-31");
  check (mill_format_time_exact (1e300), "");
  check (mill_format_time_exact (NAN), "");
}

static void
test_exact (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  check (mill_format_exact (0.1), "0.1");
  check (mill_format_exact (-1e300), "-1e+300");
  check (mill_format_exact (5), "5");
  check (mill_format_exact (NAN), "");
  for (guint i = 0; i < 2000; i++)
    {
      union { guint64 bits; double value; } any;
      g_autofree char *text = NULL;

      any.bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
      if (!isfinite (any.value))
        continue;
      text = mill_format_exact (any.value);
      g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, any.value);
    }
  check (mill_format_exact (DBL_MAX), "1.7976931348623157e+308");
}

/* No number, however odd, gives text that is not valid or runs over a buffer. */
static void
test_odd (void)
{
  const double values[] = { DBL_MAX, -DBL_MAX,           DBL_MIN, DBL_TRUE_MIN, 1e15,
                            1e14,    123456789.123456789 };
  const double steps[] = { DBL_MIN, 1e-300, 1e-5, 1, 1e5, 1e300, DBL_MAX, 0, -1, NAN };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint j = 0; j < G_N_ELEMENTS (steps); j++)
      {
        g_autofree char *number = mill_format_number (values[i], steps[j]);
        g_autofree char *compact = mill_format_compact (values[i], steps[j], fabs (values[i]));

        g_assert_true (g_utf8_validate (number, -1, NULL) && *number != '\0');
        g_assert_true (g_utf8_validate (compact, -1, NULL) && *compact != '\0');
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/format/number", test_number);
  g_test_add_func ("/chart/format/value", test_value);
  g_test_add_func ("/chart/format/percent", test_percent);
  g_test_add_func ("/chart/format/time", test_time);
  g_test_add_func ("/chart/format/exact", test_exact);
  g_test_add_func ("/chart/format/odd", test_odd);
  return g_test_run ();
}
