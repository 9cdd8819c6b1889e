/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "engine/remaining.h"

static void
test_not_known_at_first (void)
{
  MillRemaining remaining;
  double left;

  mill_remaining_begin (&remaining, 100);
  g_assert_true (isnan (mill_remaining_advance (&remaining, 101, 0.5)));
  /* Half in the first second, a quarter in the next: between what either of them alone would say. */
  left = mill_remaining_advance (&remaining, 102, 0.75);
  g_assert_cmpfloat (left, >, 0.5);
  g_assert_cmpfloat (left, <, 1);

  mill_remaining_begin (&remaining, 100);
  g_assert_true (isnan (mill_remaining_advance (&remaining, 150, 0.01)));
  /* Nothing has been done at all. */
  mill_remaining_begin (&remaining, 100);
  g_assert_true (isnan (mill_remaining_advance (&remaining, 150, 0)));
}

/* At one speed it is exact, whatever the steps. */
static void
test_one_speed (void)
{
  MillRemaining remaining;
  double now = 7;

  mill_remaining_begin (&remaining, now);
  for (guint i = 0; now < 7 + 90; i++)
    {
      double left;

      now += 0.3 + i % 5;
      left = mill_remaining_advance (&remaining, now, (now - 7) / 120);
      if (now > 7 + 120 * 0.02)
        g_assert_cmpfloat_with_epsilon (left, 120 - (now - 7), 1e-6);
    }
}

/* Where the second half goes at a tenth of the speed, that is seen soon. */
static void
test_slower (void)
{
  MillRemaining remaining;
  double left = NAN;

  mill_remaining_begin (&remaining, 0);
  for (double now = 0.5; now <= 10; now += 0.5)
    left = mill_remaining_advance (&remaining, now, now / 20);
  g_assert_cmpfloat_with_epsilon (left, 10, 1e-6);
  for (double now = 10.5; now <= 20; now += 0.5)
    left = mill_remaining_advance (&remaining, now, 0.5 + (now - 10) / 200);
  /* 90 s at the new speed; the mean of all would say 16. */
  g_assert_cmpfloat (left, >, 60);
  g_assert_cmpfloat (left, <=, 90);
}

static void
test_never_back (void)
{
  MillRemaining remaining;
  double left;

  mill_remaining_begin (&remaining, 0);
  mill_remaining_advance (&remaining, 4, 0.4);
  left = mill_remaining_advance (&remaining, 5, 0.2);
  g_assert_cmpfloat (left, >, 6);
  g_assert_cmpfloat (left, <, 12);
  g_assert_cmpfloat (mill_remaining_advance (&remaining, 6, 7), ==, 0);
}

static void
test_words (void)
{
  static const struct
  {
    double      seconds;
    const char *words;
  } cases[] = {
    { 0, "about 1 s left" },      { 0.4, "about 1 s left" },    { 9.2, "about 10 s left" },
    { 11, "about 15 s left" },    { 55, "about 55 s left" },    { 56, "about 1 min left" },
    { 61, "about 2 min left" },   { 3600, "about 60 min left" }, { 3601, "about 2 h left" },
    { INFINITY, "about 1000000 h left" },
  };

  g_assert_null (mill_remaining_dup_words (NAN));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = mill_remaining_dup_words (cases[i].seconds);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/remaining/not-known-at-first", test_not_known_at_first);
  g_test_add_func ("/remaining/one-speed", test_one_speed);
  g_test_add_func ("/remaining/slower", test_slower);
  g_test_add_func ("/remaining/never-back", test_never_back);
  g_test_add_func ("/remaining/words", test_words);

  return g_test_run ();
}
