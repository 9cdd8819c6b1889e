/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/results/cell-text.h"

#include <string.h>

static void
check (const char *text,
       const char *expected)
{
  g_autofree char *shown = mill_cell_text_shorten (text, MILL_DATA_DOUBLE);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_what_was_written_stays (void)
{
  check ("0.0", NULL);
  check ("39.1", NULL);
  check ("123456.789012", NULL);
  check ("-0.000123456789", NULL);
  check ("1e+300", NULL);
  check ("inf", NULL);
  check ("nan", NULL);
  check ("100000000000000.0", "100000000000000");
}

static void
test_noise_is_trimmed (void)
{
  check ("0.30000000000000004", "0.3");
  check ("0.7999999999999999", "0.8");
  check ("38.791390728476824", "38.79139");
  check ("-3733.0882352941176", "-3733.088");
  check ("1234567890.1234567", "1234567890");
  check ("0.00012345678901234567", "0.0001234568");
  check ("1.2345678901234567e-09", "1.234568e-09");
  check ("0.99999999999999", "1");
}

static void
test_other_kinds_keep_their_digits (void)
{
  g_assert_null (mill_cell_text_shorten ("0.30000000000000004", MILL_DATA_DECIMAL));
  g_assert_null (mill_cell_text_shorten ("12345678901234567890", MILL_DATA_BIGINT));
  g_assert_null (mill_cell_text_shorten ("0.30000000000000004", MILL_DATA_VARCHAR));
}

static void
test_long_text_is_cut (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *shown = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "å");
  shown = mill_cell_text_shorten (text->str, MILL_DATA_VARCHAR);
  g_assert_cmpint (g_utf8_strlen (shown, -1), ==, 301);
  g_assert_true (g_utf8_validate (shown, -1, NULL));

  g_string_truncate (text, strlen ("å") * 300);
  g_assert_null (mill_cell_text_shorten (text->str, MILL_DATA_VARCHAR));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/cell-text/what-was-written-stays", test_what_was_written_stays);
  g_test_add_func ("/app/cell-text/noise-is-trimmed", test_noise_is_trimmed);
  g_test_add_func ("/app/cell-text/other-kinds-keep-their-digits",
                   test_other_kinds_keep_their_digits);
  g_test_add_func ("/app/cell-text/long-text-is-cut", test_long_text_is_cut);

  return g_test_run ();
}
