/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "nodes/csv-head.h"
#include "pipeline/diagnostic.h"

static const MillCsvDialect usual = { .quote = '"', .utf8 = TRUE };

static gboolean
parse (MillCsvHead           *head,
       const char            *text,
       gboolean               whole,
       const MillCsvDialect  *dialect,
       GError               **error)
{
  return mill_csv_head_parse (head, text, strlen (text), whole, "file.csv", "path", dialect, error);
}

static void
test_delimiters (void)
{
  static const struct { const char *text; char delimiter; guint n_cells; } files[] = {
    { "a,b\n1,2\n", ',', 2 },
    { "a;b\n1,5;2,5\n", ';', 2 },
    { "a\tb c\n1\t2\n", '\t', 2 },
    { "a|b|c\n1|2|3", '|', 3 },
    { "one\ntwo\n", ',', 1 },
    { "\"a,b\";c\n1;2\n", ';', 2 },
    { "a,b\r\n\r\n1,2\r\n", ',', 2 },
    { "\xef\xbb\xbf" "a,b\n", ',', 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_auto (MillCsvHead) head = { 0 };
      g_autoptr (GError) error = NULL;

      parse (&head, files[i].text, TRUE, &usual, &error);
      g_assert_no_error (error);
      g_assert_cmpint (head.delimiter, ==, files[i].delimiter);
      g_assert_cmpuint (g_strv_length (head.first), ==, files[i].n_cells);
    }
}

static void
test_names (void)
{
  g_auto (MillCsvHead) head = { 0 };
  g_autoptr (GError) error = NULL;

  parse (&head, "\"with \"\"quotes\"\"\", spaced ,\"two\n"
                "lines\",\n"
                "1,2,3,4\n", TRUE, &usual, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (head.first[0], ==, "with \"quotes\"");
  g_assert_cmpstr (head.first[1], ==, "spaced");
  g_assert_cmpstr (head.first[2], ==, "two\nlines");
  g_assert_cmpstr (head.first[3], ==, "");
  g_assert_null (head.first[4]);
}

static void
assert_error (const char           *text,
              const MillCsvDialect *dialect,
              const char           *message)
{
  g_auto (MillCsvHead) head = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MillDiagnostic) diagnostic = NULL;

  g_assert_false (parse (&head, text, TRUE, dialect, &error));
  diagnostic = mill_error_dup_diagnostic (error, NULL);
  g_assert_cmpstr (diagnostic->param, ==, "path");
  g_assert_cmpstr (diagnostic->message, ==, message);
  g_assert_nonnull (diagnostic->hint);
  /* That would be a line of the pipeline's own file. */
  g_assert_cmpuint (diagnostic->line, ==, 0);
}

static void
test_says_which_line (void)
{
  const MillCsvDialect skipping = { .quote = '"', .skip = 2, .utf8 = TRUE };

  assert_error ("a,b\n1,2\n1,2,3\n", &usual,
                "Line 3 of “file.csv” has 3 cells, but line 1 has 2: “1,2,3”");
  assert_error ("a,b\n\"1\n1\",2\n1\n", &usual,
                "Line 4 of “file.csv” has 1 cell, but line 1 has 2: “1”");
  assert_error ("one\ntwo\na,b\n1,2\n3\n", &skipping,
                "Line 5 of “file.csv” has 1 cell, but line 3 has 2: “3”");
  assert_error ("one\n\na,b\n1,\"2\n", &skipping,
                "A quote is opened in line 4 of “file.csv” and never closed: “1,\"2”");
  assert_error ("a\nb\nx\xff\n", &usual, "Line 3 of “file.csv” is not UTF-8: “x\xef\xbf\xbd”");
  assert_error ("a,b\n1,\"2\n", &usual,
                "A quote is opened in line 2 of “file.csv” and never closed: “1,\"2”");
  assert_error ("", &usual, "“file.csv” is empty");
  assert_error ("\n\n", &usual, "“file.csv” is empty");
  assert_error ("a,b\n", &skipping, "“file.csv” ends with the 1 line that is skipped");
}

/* A line of a megabyte does not fill the screen. */
static void
test_shows_the_beginning_of_long_lines (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_auto (MillCsvHead) head = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MillDiagnostic) diagnostic = NULL;

  for (guint i = 0; i < 500000; i++)
    g_string_append (text, "ø");
  g_assert_false (parse (&head, text->str, TRUE, &usual, &error));
  diagnostic = mill_error_dup_diagnostic (error, NULL);
  g_assert_true (g_str_has_suffix (diagnostic->message, "øø…”"));
  g_assert_cmpint (g_utf8_strlen (diagnostic->message, -1), <, 150);
  g_assert_true (g_utf8_validate (diagnostic->message, -1, NULL));
}

/* The end of the part that was read may be in the middle of anything. */
static void
test_part_of_a_file (void)
{
  static const char *const parts[] = { "a,b\n1,2\n3", "a,b\n1,\"2", "a,b\n1,\xc3" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_auto (MillCsvHead) head = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_true (parse (&head, parts[i], FALSE, &usual, &error));
      g_assert_no_error (error);
    }
}

static void
test_uneven_may_be_wanted (void)
{
  const MillCsvDialect uneven = { .quote = '"', .utf8 = TRUE, .uneven = TRUE };
  g_auto (MillCsvHead) head = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (parse (&head, "a,b\n1,2,3\n4\n", TRUE, &uneven, &error));
  g_assert_no_error (error);
}

/* Whatever the bytes are, they are read to an end. */
static void
test_any_bytes (void)
{
  static const char alphabet[] = "a,;\t|\"\n\r \xc3\xb8";
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < 20000; i++)
    {
      char text[24];
      gsize length = g_rand_int_range (random, 0, sizeof text);
      MillCsvDialect dialect = usual;
      g_auto (MillCsvHead) head = { 0 };

      for (gsize k = 0; k < length; k++)
        text[k] = alphabet[g_rand_int_range (random, 0, sizeof alphabet)];
      dialect.skip = i % 3;
      dialect.uneven = i % 2;
      if (mill_csv_head_parse (&head, text, length, i % 5, "file.csv", "path", &dialect, NULL))
        g_assert_nonnull (head.first);
      else
        g_assert_null (head.first);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-head/delimiters", test_delimiters);
  g_test_add_func ("/csv-head/shows-the-beginning-of-long-lines",
                   test_shows_the_beginning_of_long_lines);
  g_test_add_func ("/csv-head/names", test_names);
  g_test_add_func ("/csv-head/says-which-line", test_says_which_line);
  g_test_add_func ("/csv-head/part-of-a-file", test_part_of_a_file);
  g_test_add_func ("/csv-head/uneven-may-be-wanted", test_uneven_may_be_wanted);
  g_test_add_func ("/csv-head/any-bytes", test_any_bytes);

  return g_test_run ();
}
