/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "engine/duck.h"
#include "support.h"

/* An SQL value and how it reads. */
typedef struct
{
  const char *sql;
  double      number;
  gint64      integer;
} Value;

static const Value values[] = {
  { "TRUE", 1, 1 },
  { "FALSE", 0, 0 },
  { "CAST(-7 AS TINYINT)", -7, -7 },
  { "CAST(200 AS UTINYINT)", 200, 200 },
  { "CAST(-300 AS SMALLINT)", -300, -300 },
  { "CAST(60000 AS USMALLINT)", 60000, 60000 },
  { "CAST(-70000 AS INTEGER)", -70000, -70000 },
  { "CAST(4000000000 AS UINTEGER)", 4e9, 4000000000 },
  { "CAST(9007199254740993 AS BIGINT)", 9007199254740992.0, 9007199254740993 },
  { "CAST('-9223372036854775808' AS BIGINT)", -0x1p63, G_MININT64 },
  { "CAST(18446744073709551615 AS UBIGINT)", 0x1p64, G_MAXINT64 },
  { "CAST('-170141183460469231731687303715884105727' AS HUGEINT)", -0x1p127, G_MININT64 },
  { "CAST(-5 AS HUGEINT)", -5, -5 },
  { "CAST(9223372036854775807 AS HUGEINT)", 0x1p63, G_MAXINT64 },
  { "CAST(9223372036854775808 AS HUGEINT)", 0x1p63, G_MAXINT64 },
  { "CAST('-9223372036854775808' AS HUGEINT)", -0x1p63, G_MININT64 },
  { "CAST('-9223372036854775809' AS HUGEINT)", -0x1p63, G_MININT64 },
  { "CAST(5 AS UHUGEINT)", 5, 5 },
  { "CAST(1.5 AS FLOAT)", 1.5, 1 },
  { "CAST(-2.75 AS DOUBLE)", -2.75, -2 },
  { "CAST('NaN' AS DOUBLE)", NAN, 0 },
  { "CAST('Infinity' AS DOUBLE)", INFINITY, G_MAXINT64 },
  { "CAST(1.5 AS DECIMAL(4,1))", 1.5, 1 },
  { "CAST(-123.45 AS DECIMAL(9,2))", -123.45, -123 },
  { "CAST(123456789.125 AS DECIMAL(18,3))", 123456789.125, 123456789 },
  { "CAST(-0.5 AS DECIMAL(38,10))", -0.5, 0 },
  { "DATE '1970-01-11'", 10, 10 },
  { "DATE '1969-12-31'", -1, -1 },
  { "DATE 'infinity'", INFINITY, G_MAXINT64 },
  { "TIMESTAMP '1970-01-01 00:00:01.5'", 1.5, 1 },
  { "TIMESTAMP '-infinity'", -INFINITY, G_MININT64 },
  { "TIMESTAMPTZ '1970-01-01 01:00:00+01'", 0, 0 },
  { "CAST('1970-01-01 00:00:02' AS TIMESTAMP_S)", 2, 2 },
  { "CAST('1970-01-01 00:00:02.25' AS TIMESTAMP_MS)", 2.25, 2 },
  { "CAST('1970-01-01 00:00:02.25' AS TIMESTAMP_NS)", 2.25, 2 },
  { "'text'", NAN, 0 },
  { "INTERVAL 3 DAYS", NAN, 0 },
  { "[1, 2]", NAN, 0 },
};

static void
test_values (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *sql = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (MillRows) rows = NULL;
      double doubles[4] = { 0 };
      float floats[2] = { 0 };

      /* The value and, in the second row, none. */
      sql = g_strdup_printf ("SELECT * FROM (VALUES (1, %s), (2, NULL)) AS t(i, v) ORDER BY i",
                             values[i].sql);
      rows = mill_connection_query (connection, sql, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (mill_rows_next (rows, NULL, &error));
      g_assert_cmpuint (mill_rows_get_n_rows (rows), ==, 2);
      mill_rows_get_doubles (rows, 1, doubles, 2);
      mill_rows_get_floats (rows, 1, floats, 1);

      if (isnan (values[i].number))
        {
          g_assert_true (isnan (mill_rows_get_double (rows, 1, 0)));
          g_assert_true (isnan (doubles[0]));
        }
      else
        {
          g_assert_cmpfloat (mill_rows_get_double (rows, 1, 0), ==, values[i].number);
          g_assert_cmpfloat (doubles[0], ==, values[i].number);
          g_assert_cmpfloat (floats[0], ==, (float) values[i].number);
        }
      g_assert_cmpint (mill_rows_get_integer (rows, 1, 0), ==, values[i].integer);
      g_assert_true (isnan (mill_rows_get_double (rows, 1, 1)));
      g_assert_true (isnan (doubles[2]));
      g_assert_true (isnan (floats[1]));
      g_assert_cmpint (mill_rows_get_integer (rows, 1, 1), ==, 0);
    }
}

static void
test_text (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRows) rows = NULL;
  g_autofree char *dup = NULL;
  const char *text;
  gsize length;

  rows = mill_connection_query (connection,
                                "SELECT 'short', 'longer than twelve bytes: æøå', '', NULL::VARCHAR, "
                                "'a' || chr(0) || 'b', 42", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (mill_rows_next (rows, NULL, &error));
  text = mill_rows_get_text (rows, 0, 0, &length);
  g_assert_cmpmem (text, length, "short", 5);
  dup = mill_rows_dup_string (rows, 1, 0);
  g_assert_cmpstr (dup, ==, "longer than twelve bytes: æøå");
  g_assert_nonnull (mill_rows_get_text (rows, 2, 0, &length));
  g_assert_cmpuint (length, ==, 0);
  g_assert_null (mill_rows_get_text (rows, 3, 0, &length));
  text = mill_rows_get_text (rows, 4, 0, &length);
  g_assert_cmpmem (text, length, "a\0b", 3);
  g_assert_null (mill_rows_get_text (rows, 5, 0, &length));
  g_assert_cmpstr (mill_schema_get_column (mill_rows_get_schema (rows), 5)->type, ==, "INTEGER");
}

/* Rows come in order, in more than one chunk, and stop once and for all. */
static void
test_chunks (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRows) rows = NULL;
  gint64 next = 0;
  guint n_chunks = 0;

  rows = mill_connection_query (connection, "SELECT range * 2 FROM range(100000)", NULL, &error);
  g_assert_no_error (error);
  while (mill_rows_next (rows, NULL, &error))
    {
      g_assert_cmpuint (mill_rows_get_n_rows (rows), <=, 2048);
      for (guint i = 0; i < mill_rows_get_n_rows (rows); i++)
        g_assert_cmpint (mill_rows_get_integer (rows, 0, i), ==, 2 * next++);
      n_chunks++;
    }
  g_assert_no_error (error);
  g_assert_cmpint (next, ==, 100000);
  g_assert_cmpuint (n_chunks, >, 10);
  g_assert_false (mill_rows_next (rows, NULL, &error));
  g_assert_cmpuint (mill_rows_get_n_rows (rows), ==, 0);
}

/* An error in the middle of the rows is told, not taken for the end. */
static void
test_late_error (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRows) rows = NULL;

  rows = mill_connection_query (connection,
                                "SELECT CAST(CASE WHEN range = 500000 THEN 'wrong' ELSE '1' END AS "
                                "BIGINT) FROM range(1000000)", NULL, &error);
  while (rows != NULL && mill_rows_next (rows, NULL, &error))
    ;
  test_assert_says (&error, "wrong");
}

static void
test_empty (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRows) rows = NULL;

  rows = mill_connection_query (connection, "SELECT 1 AS a WHERE FALSE", NULL, &error);
  g_assert_no_error (error);
  g_assert_false (mill_rows_next (rows, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mill_schema_get_n_columns (mill_rows_get_schema (rows)), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/duck/rows/values", test_values);
  g_test_add_func ("/duck/rows/text", test_text);
  g_test_add_func ("/duck/rows/chunks", test_chunks);
  g_test_add_func ("/duck/rows/late-error", test_late_error);
  g_test_add_func ("/duck/rows/empty", test_empty);

  return g_test_run ();
}
