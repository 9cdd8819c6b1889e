/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include <gio/gio.h>
#include <string.h>

/* Runs a reader of "file.csv", which holds @text, with further settings (", 'name': value"). */
static void
read_text (Harness    *harness,
           const char *text,
           const char *settings)
{
  g_autofree char *params = g_strdup_printf ("{'path': 'file.csv'%s}", settings);

  harness_put_file (harness, "file.csv", text);
  harness_run_node (harness, "read-csv", params, NULL);
}

static void
test_finds_separators (void)
{
  static const char *const files[] = {
    "a,b\n1,x\n2,y\n", "a;b\n1;x\n2;y\n", "a\tb\n1\tx\n2\ty\n", "a|b\r\n1|x\r\n2|y\r\n",
    "\xef\xbb\xbf" "a,b\n1,\"x\"\n2,y",
  };
  g_autoptr (Harness) harness = harness_new ();

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      read_text (harness, files[i], "");
      harness_assert_table (harness, "table", "a,b\n1,x\n2,y\n");
    }
}

static void
test_given_separator (void)
{
  g_autoptr (Harness) harness = harness_new ();

  read_text (harness, "a b\n1 x,y\n", ", 'delimiter': 'space'");
  harness_assert_table (harness, "table", "a,b\n1,\"x,y\"\n");
}

static void
test_missing_values_as_listed (void)
{
  g_autoptr (Harness) harness = harness_new ();

  read_text (harness, "state,n\nNA,1\n,2\n", "");
  harness_assert_table (harness, "table", "state,n\nNA,1\n,2\n");
  read_text (harness, "state,n\nNA,1\n,NA\n", ", 'nulls': ['', 'NA']");
  harness_assert_table (harness, "table", "state,n\n,1\n,\n");
}

static void
test_decimal_comma (void)
{
  g_autoptr (Harness) harness = harness_new ();

  read_text (harness, "a;b\n1,5;x\n2,25;y\n", ", 'decimal': 'comma'");
  harness_assert_table (harness, "table", "a,b\n1.5,x\n2.25,y\n");
}

static void
test_types_by_hand (void)
{
  g_autoptr (Harness) harness = harness_new ();

  read_text (harness, "zip,n\n00123,1\n00456,2\n",
             ", 'types': [{'column': 'zip'}, {'column': 'n', 'type': 'number'}]");
  harness_assert_table (harness, "table", "zip,n\n00123,1.0\n00456,2.0\n");
  read_text (harness, "zip,n\n00123,1\n", ", 'types': [{'column': 'zap'}]");
  harness_assert_error (harness, "types", "zap", "zip");
}

/* Names are the same for those who name a column and for the database. */
static void
test_names_between_spaces (void)
{
  g_autoptr (Harness) harness = harness_new ();

  read_text (harness, "\xc2\xa0" "a ,\tb\n1,2\n",
             ", 'types': [{'column': 'a'}, {'column': '\\tb'}]");
  harness_assert_table (harness, "table", "a,\tb\n1,2\n");
  read_text (harness, "a,\tb\n1,2\n", ", 'types': [{'column': 'b'}]");
  harness_assert_error (harness, "types", "has no column “b”", "Did you mean");
}

static void
test_dates (void)
{
  g_autoptr (Harness) harness = harness_new ();

  read_text (harness, "day\n31.12.2024\n01.02.2025\n", ", 'date-format': '%d.%m.%Y'");
  harness_assert_table (harness, "table", "day\n2024-12-31\n2025-02-01\n");
}

static void
test_no_header (void)
{
  g_autoptr (Harness) harness = harness_new ();

  read_text (harness, "1,x\n2,y\n", ", 'header': 'no'");
  harness_assert_table (harness, "table", "column0,column1\n1,x\n2,y\n");
}

static void
test_skips_lines (void)
{
  g_autoptr (Harness) harness = harness_new ();

  read_text (harness, "made by hand\n\na,b\n1,x\n", ", 'skip-lines': 2");
  harness_assert_table (harness, "table", "a,b\n1,x\n");
}

static void
test_latin_1 (void)
{
  g_autoptr (Harness) harness = harness_new ();

  read_text (harness, "name\nBod\xf8\n", "");
  harness_assert_error (harness, "path", "Line 2 of “file.csv” is not UTF-8: “Bod", "Latin-1");
  read_text (harness, "name\nBod\xf8\n", ", 'encoding': 'latin-1'");
  harness_assert_table (harness, "table", "name\nBodø\n");
}

static void
read_bytes (Harness    *harness,
            const char *bytes,
            gsize       length,
            const char *settings)
{
  g_autofree char *path = g_build_filename (harness->folder, "file.csv", NULL);
  g_autofree char *params = g_strdup_printf ("{'path': 'file.csv'%s}", settings);

  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  harness_run_node (harness, "read-csv", params, NULL);
}

static void
test_utf_16 (void)
{
  static const char good[] = "a\0,\0b\0\n\0" "1\0,\0x\0\n";
  /* The first character is the one that is none, and so the first name. */
  static const char nameless[] = "\0\0,\0b\0\n\0" "1\0,\0x\0\n";
  g_autoptr (Harness) harness = harness_new ();

  read_bytes (harness, good, sizeof good, ", 'encoding': 'utf-16'");
  harness_assert_table (harness, "table", "a,b\n1,x\n");
  read_bytes (harness, nameless, sizeof nameless, ", 'encoding': 'utf-16', 'header': 'yes'");
  harness_assert_error (harness, "path", "Column 1 has no name", "choose another encoding");
}

static void
test_uneven_lines (void)
{
  g_autoptr (Harness) harness = harness_new ();

  read_text (harness, "a,b\n1,x\n2,y,z\n3,w\n", "");
  harness_assert_error (harness, "path",
                        "Line 3 of “file.csv” has 3 cells, but line 1 has 2: “2,y,z”",
                        "Correct the line");

  read_text (harness, "a,b\n1,x\n2,y,z\n3,w\n", ", 'bad-rows': 'skip'");
  harness_assert_table (harness, "table", "a,b\n1,x\n3,w\n");
  read_text (harness, "a,b,c\n1,x\n2,y,z\n", ", 'bad-rows': 'fill'");
  harness_assert_table (harness, "table", "a,b,c\n1,x,\n2,y,z\n");
}

static void
test_value_of_another_type (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (GString) text = g_string_new ("n,m\n");

  for (guint i = 0; i < 30000; i++)
    g_string_append_printf (text, "%u,%u\n", i, i);
  g_string_append (text, "many,7\n");

  read_text (harness, text->str, "");
  g_assert_cmpstr (mill_state_get_name (harness->state), ==, "failed");
  {
    MillDiagnostic *diagnostic = g_ptr_array_index (harness->diagnostics, 0);

    g_assert_cmpstr (diagnostic->node, ==, "node");
    g_assert_nonnull (strstr (diagnostic->message, "30002"));
    g_assert_nonnull (strstr (diagnostic->message, "many"));
  }

  read_text (harness, text->str, ", 'sample-rows': 0");
  harness_assert_done (harness);
}

static void
test_not_there (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_run_node (harness, "read-csv", "{'path': 'nowhere.csv'}", NULL);
  harness_assert_error (harness, "path", "nowhere.csv", "Choose");
  harness_run_node (harness, "read-csv", "{'path': '.'}", NULL);
  harness_assert_error (harness, "path", "folder", NULL);
  harness_run_node (harness, "read-csv", "{}", NULL);
  harness_assert_error (harness, "path", "empty", NULL);
}

static void
test_not_a_table (void)
{
  g_autoptr (Harness) harness = harness_new ();

  read_text (harness, "", "");
  harness_assert_error (harness, "path", "empty", NULL);
  read_text (harness, "PAR1\x01\x02", "");
  harness_assert_error (harness, "path", "Parquet", "Read Parquet");
  read_text (harness, "a,b\n1,\"x\n2,y\n", "");
  harness_assert_error (harness, "path", "quote is opened in line 2", NULL);
}

static void
test_header_only (void)
{
  g_autoptr (Harness) harness = harness_new ();

  read_text (harness, "a,b\n", "");
  harness_assert_table (harness, "table", "a,b\n");
}

/* With one bit of the packed @text another, which the database would not see: counted from the end. */
static void
read_packed (Harness    *harness,
             const char *text,
             gsize       from_end)
{
  g_autoptr (GBytes) plain = g_bytes_new (text, strlen (text));
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr (GBytes) packed = g_converter_convert_bytes (compressor, plain, NULL);
  g_autofree char *path = g_build_filename (harness->folder, "file.csv.gz", NULL);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  g_autoptr (GError) error = NULL;

  if (from_end > 0)
    bytes[g_bytes_get_size (packed) - from_end] ^= 1;
  g_file_set_contents (path, (const char *) bytes, g_bytes_get_size (packed), &error);
  g_assert_no_error (error);
  harness_run_node (harness, "read-csv", "{'path': 'file.csv.gz'}", NULL);
}

static void
test_packed (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autoptr (GString) text = g_string_new ("a,b\n");

  read_packed (harness, "a,b\n1,2\n", 0);
  harness_assert_table (harness, "table", "a,b\n1,2\n");
  read_packed (harness, "a,b\n1,2\n", 8);
  harness_assert_error (harness, "path", "“file.csv.gz” is damaged", "Copy or download it again");

  /* So long that its end is only seen when all of it is read. */
  for (guint i = 0; i < 400000; i++)
    g_string_append_printf (text, "%u,%u\n", i, i * 2654435761u);
  read_packed (harness, text->str, 8);
  harness_assert_error (harness, NULL, "file.csv.gz” is damaged", "Copy or download it again");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/read-csv/finds-separators", test_finds_separators);
  g_test_add_func ("/read-csv/given-separator", test_given_separator);
  g_test_add_func ("/read-csv/missing-values-as-listed", test_missing_values_as_listed);
  g_test_add_func ("/read-csv/decimal-comma", test_decimal_comma);
  g_test_add_func ("/read-csv/types-by-hand", test_types_by_hand);
  g_test_add_func ("/read-csv/names-between-spaces", test_names_between_spaces);
  g_test_add_func ("/read-csv/dates", test_dates);
  g_test_add_func ("/read-csv/no-header", test_no_header);
  g_test_add_func ("/read-csv/skips-lines", test_skips_lines);
  g_test_add_func ("/read-csv/latin-1", test_latin_1);
  g_test_add_func ("/read-csv/utf-16", test_utf_16);
  g_test_add_func ("/read-csv/uneven-lines", test_uneven_lines);
  g_test_add_func ("/read-csv/value-of-another-type", test_value_of_another_type);
  g_test_add_func ("/read-csv/not-there", test_not_there);
  g_test_add_func ("/read-csv/not-a-table", test_not_a_table);
  g_test_add_func ("/read-csv/header-only", test_header_only);
  g_test_add_func ("/read-csv/packed", test_packed);

  return g_test_run ();
}
