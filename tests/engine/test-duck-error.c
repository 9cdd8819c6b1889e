/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "engine/duck-error.h"
#include "pipeline/diagnostic.h"
#include "support.h"

/* What DuckDB says, and what people are told. */
typedef struct
{
  const char *text;
  const char *message;
  const char *hint;
} Case;

static const Case cases[] = {
  { "Binder Error: Referenced column \"temp\" not found in FROM clause!\nCandidate bindings: \"date\", "
    "\"temp_max\"\n\nLINE 1: SELECT temp", "There is no column “temp”", NULL },
  { "Binder Error: Referenced column \"pric\" not found in FROM clause!\nCandidate bindings: \"date\", "
    "\"price\"\n", "There is no column “pric”", "Did you mean “price”?" },
  { "Catalog Error: Scalar Function with name sqrtt does not exist!\nDid you mean \"sqrt\"?",
    "There is no function “sqrtt”", "Did you mean “sqrt”?" },
  { "Conversion Error: Could not convert string 'abc' to INT64\n\nLINE 1: x",
    "“abc” cannot be converted to BIGINT", "TRY_CAST(… AS …) gives a missing value instead" },
  { "Conversion Error: CSV Error on Line: 3\nOriginal Line: \n2,x\nError when converting column \"b\". "
    "Could not convert string \"x\" to 'BIGINT'\n\nColumn b is being converted",
    "Line 3 of the data file: in the column “b”, “x” cannot be read as BIGINT",
    "Read the column as text, or say what stands for a missing value" },
  { "Invalid Input Error: CSV Error on Line: 12\nOriginal Line: 1,2,3\nExpected Number of Columns: 2 "
    "Found: 3\nPossible fixes:", "Line 12 of the data file has 3 values, expected: 2",
    "Check the delimiter and the quotes, or leave bad rows out" },
  { "IO Error: Could not write file \"/x\": No space left on device",
    "There is no space left to write “/x”", "Free some space and run again" },
  { "IO Error: Async write failed for range [offset=4, size=9]: {\"exception_type\":\"IO\","
    "\"exception_message\":\"Could not write file \\\"/a/b.csv\\\": File too large\",\"errno\":\"27\"}",
    "The file “/a/b.csv” cannot be written: File too large",
    "Raise the limit to the size of files with “ulimit -f”, or choose another disk" },
  { "IO Error: Could not fsync file \"/a/b.csv\": Input/output error",
    "The file “/a/b.csv” cannot be written: Input/output error",
    "Look whether its disk is there and in order, then run again" },
  { "IO Error: Could not ftruncate file \"/a/0.parquet\" to reserve size 4096: Disk quota exceeded",
    "The file “/a/0.parquet” cannot be written: Disk quota exceeded", "Free some space and run again" },
  { "IO Error: Could not read from file \"/a/b.csv\": Input/output error",
    "“/a/b.csv” cannot be read: Input/output error",
    "Look whether its disk is there and in order, then run again" },
  { "IO Error: Could not read enough bytes from file \"/a/b.parquet\": attempted to read 8 bytes from "
    "location 4", "“/a/b.parquet” ended too early while it was read",
    "Run again when nothing writes to it any more" },
  { "IO Error: Failed to get stats for file \"/a/b.csv\": Permission denied",
    "“/a/b.csv” cannot be read: Permission denied", "Change its permissions, or choose another place" },
  { "IO Error: Cannot open file \"/a/b.csv\": Too many open files",
    "“/a/b.csv” cannot be opened: Too many open files",
    "Close other programs, or raise the limit of open files with “ulimit -n”" },
  { "IO Error: Cannot open file \"/a/b.csv\": No such file or directory", "There is no file “/a/b.csv”",
    "Look whether it was moved or removed, or choose another" },
  { "Permission Error: Cannot access file \"/a/b.parquet/**/*.parquet\" - file system operations are disabled "
    "by configuration", "There is no file “/a/b.parquet”",
    "Look whether it was moved or removed, or choose another" },
  { "IO Error: failed to extend: No space left on device", "The disk is full",
    "Free some space and run again" },
  { "Out of Memory Error: failed to allocate data of size 16.0 MiB (1.0 GiB/1.0 GiB used)",
    "The memory limit of 1.0 GiB was reached",
    "Raise it in the preferences or with --memory, or use fewer threads" },
  { "Out of Memory Error: failed to offload data block of size 160.0 KiB (224.0 KiB/360.0 KiB used).\nThis limit "
    "was set by the 'max_temp_directory_size' setting.",
    "The disk that takes what does not fit into the memory has no more than 360.0 KiB for it",
    "Free some space, choose another folder for it in the preferences or with --spill, or raise the memory limit" },
  { "Out of Memory Error: Allocation failure", "There is no memory left",
    "Close other programs, or set a lower memory limit in the preferences or with --memory: more then goes to the "
    "disk" },
  { "IO Error: No files found that match the pattern \"/a/b.csv\"", "There is no file “/a/b.csv”",
    "Look whether it was moved or removed, or choose another" },
  { "Permission Error: Cannot access file \"/etc/passwd\" - file system operations are disabled",
    "Access to “/etc/passwd” is not allowed",
    "Only the files named in the settings of its nodes are open to a pipeline" },
  { "Out of Range Error: Overflow in addition of INT64 (1 + 2)!", "A result is too large for its type",
    "Convert to DOUBLE first" },
  { "Invalid Input Error: No magic bytes found at end of file '/a.parquet'",
    "“/a.parquet” is not a Parquet file, or is damaged", "Copy or download it again" },
  { "Invalid Input Error: Failed to read file \"/a.parquet\": ZSTD Decompression failure",
    "“/a.parquet” is not a Parquet file, or is damaged", "Copy or download it again" },
  { "Invalid Input Error: Footer length error in file '/a.parquet'",
    "“/a.parquet” is not a Parquet file, or is damaged", "Copy or download it again" },
  { "IO Error: Unexpected end of GZIP stream: /a/sales.csv.gz",
    "“sales.csv.gz” is cut off, or holds more than what was packed", "Copy or download it again" },
  { "IO Error: Restored data doesn't match checksum", "The compressed file is damaged",
    "Copy or download it again" },
  { "Invalid Input Error: CSV Error on Line: 4\nOriginal Line: 1\nExpected Number of Columns: 2 Found: 1\n"
    "\n  file = /a/sales.csv\n  delimiter = ,", "Line 4 of “sales.csv” has 1 value, expected: 2",
    "Check the delimiter and the quotes, or leave bad rows out" },
  { "Constraint Error: Something else\nMore", "The database cannot do this",
    "The database says: Something else" },
  { "Binder Error: Odd", "The names, types or functions in this do not fit together",
    "The database says: Odd" },
  { "nothing known", "The database cannot do this", "The database says: nothing known" },
  { "INTERNAL Error: vector out of range", "The database stopped with an internal error", NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MillDiagnostic) diagnostic = NULL;

      mill_duck_fail (&error, cases[i].text);
      g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
      diagnostic = mill_error_dup_diagnostic (error, NULL);
      g_assert_cmpstr (diagnostic->message, ==, cases[i].message);
      g_assert_cmpstr (diagnostic->hint, ==, cases[i].hint);
      g_assert_cmpstr (diagnostic->detail, ==, cases[i].text);
    }
}

static void
test_interrupt (void)
{
  g_autoptr (GError) error = NULL;

  mill_duck_fail (&error, "INTERRUPT Error: Interrupted!");
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_odd (void)
{
  static const char *const texts[] = { NULL, "", "\n", "\xff Error: \xfe", "Error: ", "Binder Error: " };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      mill_duck_fail (&error, texts[i]);
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* The texts above are those of this DuckDB. */
static void
test_live (void)
{
  static const Case live[] = {
    { "SELECT pric FROM (SELECT 1 AS price)", "There is no column “pric”", "Did you mean “price”?" },
    { "SELECT t.pric FROM (SELECT 1 AS price) AS t", "There is no column “pric”", NULL },
    { "SELECT CAST('abc' AS BIGINT)", "“abc” cannot be converted to BIGINT", NULL },
    { "SELECT NOT 'abc'", "“abc” cannot be converted to BOOLEAN", NULL },
    { "SELECT upper(5)", "The types of the values do not fit: upper(INTEGER)", NULL },
    { "SELECT date_part('yer', DATE '2020-01-01')", "“yer” is not a part of a date or time", NULL },
    { "SELECT strptime('x', '%Y')", "“x” does not have the form “%Y”", NULL },
    { "SELECT strptime('x', '%Q')", "“%Q” is no form of a date or time", NULL },
    { "SELECT regexp_matches('a', '(')", "The regular expression is not valid: missing )", NULL },
    { "SELECT coalesce(DATE '2020-01-01', 5)", "Values of the types DATE and", NULL },
    { "SELECT x.y FROM (SELECT 1 AS x)", "“y” is asked of “x”, which has no parts", NULL },
    { "SELECT 1::DECIMAL(50,2)", "A DECIMAL can have from 1 to 38 digits", NULL },
    { "SELECT 12345678.5::DECIMAL(4,2)", "The value 12345678.5 does not fit in DECIMAL(4,2)", NULL },
    { "SELECT 5 // 0", "A number is divided by zero", "nullif(divisor, 0) gives a missing value instead" },
    { "SELECT CAST('{' AS JSON)", "A text is not JSON, from its character 1 on", NULL },
    { "SELECT make_date(2020, 13, 1)", "There is no date “2020-13-1”", NULL },
    { "SELECT chr(-5)", "There is no character number -5", NULL },
    { "SELECT quantile_cont(v, 2) FROM range(3) AS t(v)", "A quantile is asked for", NULL },
    { "SELECT error('boom')", "A value or a setting is not one", "The database says: boom" },
    { "SELECT CAST(sum(v) AS BIGINT) FROM (VALUES (9223372036854775807), (2)) AS t(v)",
      "The whole number 9223372036854775809 does not fit in 64 bits", "Convert to DOUBLE first" },
    { "SELECT DATE '2020-13-01'", "“2020-13-01” is not a date or time", NULL },
    { "SELECT 9223372036854775807 + 1", "A result is too large for its type", NULL },
    { "SELECT * FROM nosuch", "There is no table “nosuch”", NULL },
    { "SELECT 1 WHERE sum(1) > 0", "A function over many rows (sum, count, max…) cannot stand here", NULL },
    { "SELECT lag(1) OVER () + 1 AS a WHERE lag(1) OVER () > 0", "A function with OVER (…) cannot stand here",
      NULL },
    { "SELECT [1]::BOOLEAN", "INTEGER[] cannot be converted to BOOLEAN", NULL },
    { "SELECT a FROM (SELECT 1 AS a), (SELECT 2 AS a)", "There is more than one column “a”", NULL },
    { "SELECT 1 +", "It cannot be understood", NULL },
  };
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);

  for (guint i = 0; i < G_N_ELEMENTS (live); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MillDiagnostic) diagnostic = NULL;

      g_assert_false (mill_connection_execute (connection, live[i].text, NULL, NULL, &error));
      diagnostic = mill_error_dup_diagnostic (error, NULL);
      g_assert_true (g_str_has_prefix (diagnostic->message, live[i].message));
      if (live[i].hint != NULL)
        g_assert_cmpstr (diagnostic->hint, ==, live[i].hint);
      g_assert_nonnull (diagnostic->detail);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/duck/error/cases", test_cases);
  g_test_add_func ("/duck/error/interrupt", test_interrupt);
  g_test_add_func ("/duck/error/odd", test_odd);
  g_test_add_func ("/duck/error/live", test_live);

  return g_test_run ();
}
