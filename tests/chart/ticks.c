/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ticks.h"

#include <locale.h>
#include <math.h>

#define SPACE "\342\200\257"
#define MINUS "\342\210\222"

static char *
labels_of (const MillScale *scale,
           guint            count)
{
  g_autoptr (GArray) ticks = mill_ticks_new (scale, count, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ticks->len; i++)
    {
      if (i > 0)
        g_string_append (text, " | ");
      g_string_append (text, g_array_index (ticks, MillTick, i).label);
    }
  return g_string_free (text, FALSE);
}

static void
test_steps (void)
{
  g_assert_cmpfloat_with_epsilon (mill_nice_step (10, 5), 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (mill_nice_step (9, 5), 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (mill_nice_step (1, 5), 0.2, 1e-12);
  g_assert_cmpfloat_with_epsilon (mill_nice_step (40, 1), 50, 1e-9);
  g_assert_cmpfloat_with_epsilon (mill_nice_step (0.0008, 1), 0.001, 1e-12);
  g_assert_cmpfloat (mill_nice_step (0, 5), ==, 1);
  g_assert_cmpfloat (mill_nice_step (NAN, 5), ==, 1);
  g_assert_cmpfloat (mill_nice_step (1e308, 0), >, 0);
}

static void
test_numbers (void)
{
  const struct { MillScaleKind kind; double min, max; guint count; const char *labels;
  } cases[] = {
    { MILL_SCALE_LINEAR, 0, 40, 4, "0 | 10 | 20 | 30 | 40" },
    { MILL_SCALE_LINEAR, -1, 1, 4, MINUS "1.0 | " MINUS "0.5 | 0 | 0.5 | 1.0" },
    { MILL_SCALE_LINEAR, 2500, 6500, 4,
      "3" SPACE "000 | 4" SPACE "000 | 5" SPACE "000 | 6" SPACE "000" },
    { MILL_SCALE_LINEAR, 0, 20000, 4, "0 | 5k | 10k | 15k | 20k" },
    { MILL_SCALE_LINEAR, 0, 1e6, 5, "0 | 0.2M | 0.4M | 0.6M | 0.8M | 1.0M" },
    { MILL_SCALE_LINEAR, 0, 3e9, 3, "0 | 1G | 2G | 3G" },
    { MILL_SCALE_LINEAR, 1000000, 1000004, 4,
      "1" SPACE "000" SPACE "000 | 1" SPACE "000" SPACE "001 | 1" SPACE "000" SPACE "002 | "
      "1" SPACE "000" SPACE "003 | 1" SPACE "000" SPACE "004" },
    { MILL_SCALE_LINEAR, 0, 4e-9, 2, "0 | 2×10⁻⁹ | 4×10⁻⁹" },
    { MILL_SCALE_LINEAR, 0, 2e20, 2, "0 | 1×10²⁰ | 2×10²⁰" },
    { MILL_SCALE_LOG, 1, 10000, 5, "1 | 10 | 100 | 1k | 10k" },
    { MILL_SCALE_LOG, 1, 1e8, 3, "1 | 1k | 1M" },
    { MILL_SCALE_LOG, 1, 100, 9, "1 | 2 | 5 | 10 | 20 | 50 | 100" },
    { MILL_SCALE_LOG, 0.001, 1, 4, "0.001 | 0.01 | 0.1 | 1" },
    { MILL_SCALE_LOG, 20, 60, 4, "20 | 30 | 40 | 50 | 60" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MillScale scale;
      g_autofree char *labels = NULL;

      mill_scale_init (&scale, cases[i].kind, cases[i].min, cases[i].max);
      labels = labels_of (&scale, cases[i].count);
      g_assert_cmpstr (labels, ==, cases[i].labels);
    }
}

static void
test_times (void)
{
  static const struct { const char *from, *to; guint count; const char *labels;
  } cases[] = {
    { "2012-01-01T00:00:00Z", "2015-12-31T00:00:00Z", 5, "2012 | 2013 | 2014 | 2015" },
    { "2012-01-01T00:00:00Z", "2012-12-31T00:00:00Z", 5, "2012 | Apr | Jul | Oct" },
    { "2014-11-15T00:00:00Z", "2015-03-15T00:00:00Z", 5, "Dec 2014 | 2015 | Feb | Mar" },
    { "1900-01-01T00:00:00Z", "2020-01-01T00:00:00Z", 6,
      "1900 | 1920 | 1940 | 1960 | 1980 | 2000 | 2020" },
    { "2015-06-29T00:00:00Z", "2015-07-02T00:00:00Z", 4, "29 Jun 2015 | 30 Jun | 1 Jul | 2 Jul" },
    { "2015-06-29T20:00:00Z", "2015-06-30T03:30:00Z", 4, "29 Jun 21:00 | 30 Jun | 03:00" },
    { "2015-06-29T20:00:00Z", "2015-06-29T20:02:00Z", 3, "29 Jun 20:00 | 20:01 | 20:02" },
    { "2015-06-29T20:00:00Z", "2015-06-29T20:00:20Z", 5,
      "29 Jun 20:00:00 | 20:00:05 | 20:00:10 | 20:00:15 | 20:00:20" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) from = g_date_time_new_from_iso8601 (cases[i].from, NULL);
      g_autoptr (GDateTime) to = g_date_time_new_from_iso8601 (cases[i].to, NULL);
      g_autofree char *labels = NULL;
      MillScale scale;

      mill_scale_init (&scale, MILL_SCALE_TIME, (double) g_date_time_to_unix (from),
                       (double) g_date_time_to_unix (to));
      labels = labels_of (&scale, cases[i].count);
      g_assert_cmpstr (labels, ==, cases[i].labels);
    }
}

static void
test_categories (void)
{
  static const char *const names[] = { "sun", "rain", NULL };
  g_autoptr (GArray) ticks = NULL;
  MillScale scale;

  mill_scale_init_categories (&scale, 2);
  ticks = mill_ticks_new (&scale, 5, names);
  g_assert_cmpuint (ticks->len, ==, 2);
  g_assert_cmpstr (g_array_index (ticks, MillTick, 1).label, ==, "rain");
}

/* Whatever the range: few ticks, rising, within it, each label another one. */
static void
test_any_range (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20150719);

  for (guint i = 0; i < 3000; i++)
    {
      MillScaleKind kind = g_rand_int_range (rand, MILL_SCALE_LINEAR, MILL_SCALE_TIME + 1);
      double size = pow (10, g_rand_double_range (rand, kind == MILL_SCALE_TIME ? 0 : -20,
                                                  kind == MILL_SCALE_TIME ? 11 : 20));
      double min = g_rand_double_range (rand, -1, 1) * size;
      double max = min + size * pow (10, g_rand_double_range (rand, -6, 0));
      guint count = (guint) g_rand_int_range (rand, 1, 12);
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GArray) ticks = NULL;
      MillScale scale;

      mill_scale_init (&scale, kind, min, max);
      ticks = mill_ticks_new (&scale, count, NULL);
      g_assert_cmpuint (ticks->len, <=, count * 3 + 3);
      for (guint j = 0; j < ticks->len; j++)
        {
          const MillTick *tick = &g_array_index (ticks, MillTick, j);
          double slack = (scale.max - scale.min) * 1e-6;

          g_assert_cmpfloat (tick->value, >=, scale.min - slack);
          g_assert_cmpfloat (tick->value, <=, scale.max + slack);
          if (j > 0)
            g_assert_cmpfloat (tick->value, >, g_array_index (ticks, MillTick, j - 1).value);
          g_assert_true (g_utf8_validate (tick->label, -1, NULL));
          if (kind != MILL_SCALE_TIME)
            g_assert_true (g_hash_table_add (seen, tick->label));
        }
    }
}

static void
test_locale (void)
{
  static const char *const locales[] = { "nb_NO.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8" };
  g_autofree char *before = g_strdup (setlocale (LC_NUMERIC, NULL));
  g_autofree char *labels = NULL;
  MillScale scale;
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (locales) && !found; i++)
    found = setlocale (LC_NUMERIC, locales[i]) != NULL;
  mill_scale_init (&scale, MILL_SCALE_LINEAR, 0, 1);
  labels = labels_of (&scale, 2);
  setlocale (LC_NUMERIC, before);
  if (!found)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }
  g_assert_cmpstr (labels, ==, "0 | 0.5 | 1.0");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/ticks/steps", test_steps);
  g_test_add_func ("/chart/ticks/numbers", test_numbers);
  g_test_add_func ("/chart/ticks/times", test_times);
  g_test_add_func ("/chart/ticks/categories", test_categories);
  g_test_add_func ("/chart/ticks/any-range", test_any_range);
  g_test_add_func ("/chart/ticks/locale", test_locale);
  return g_test_run ();
}
