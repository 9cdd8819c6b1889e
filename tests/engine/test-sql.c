/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "engine/functions.h"
#include "engine/sql.h"
#include "support.h"

static void
assert_expr (MillExpr   *expr,
             const char *text)
{
  g_autoptr (MillExpr) owned = expr;

  g_assert_cmpstr (mill_expr_get_text (owned), ==, text);
}

static void
assert_select (MillSelect *select,
               const char *text)
{
  g_autoptr (MillSelect) owned = select;
  g_autofree char *sql = mill_select_to_sql (owned);

  g_assert_cmpstr (sql, ==, text);
}

static void
test_literals (void)
{
  assert_expr (mill_expr_column ("a \"b\""), "\"a \"\"b\"\"\"");
  assert_expr (mill_expr_string ("it's"), "'it''s'");
  assert_expr (mill_expr_integer (-5), "(-5)");
  assert_expr (mill_expr_number (0.1), "0.1e0");
  assert_expr (mill_expr_number (1e300), "1e+300");
  assert_expr (mill_expr_number (-2), "(-2e0)");
  assert_expr (mill_expr_boolean (TRUE), "TRUE");
  assert_expr (mill_expr_null ("DATE"), "CAST(NULL AS DATE)");
  assert_expr (mill_expr_column_of (1, "k"), "\"right\".\"k\"");
}

static void
test_nesting (void)
{
  assert_expr (mill_expr_format ("%e * %e", mill_expr_format ("%e + %d", mill_expr_column ("a"),
                                                              (gint64) 1),
                                 mill_expr_column ("b")),
               "(\"a\" + 1) * \"b\"");
  assert_expr (mill_expr_format ("%i(%e) %% %s", "f", mill_expr_format ("%e OR %e",
                                 mill_expr_boolean (TRUE), mill_expr_boolean (FALSE)), "x'y"),
               "\"f\"((TRUE OR FALSE)) % 'x''y'");
  assert_expr (mill_expr_cast (mill_expr_format ("%e > %d", mill_expr_column ("a"), (gint64) -1),
                               "DOUBLE"),
               "CAST(\"a\" > (-1) AS DOUBLE)");
  assert_expr (mill_expr_call ("mode", mill_expr_column ("a"), NULL),
               "mode(\"a\" ORDER BY \"a\" ASC NULLS LAST)");
  assert_expr (mill_expr_call ("rows", NULL), "count(*)");
  assert_expr (mill_expr_call ("texts", mill_expr_column ("a"), mill_expr_string (","), NULL),
               "string_agg(\"a\", ',' ORDER BY \"a\" ASC NULLS LAST)");
  assert_expr (mill_expr_format ("%e IS NULL", mill_expr_call ("md5", mill_expr_column ("a"), NULL)),
               "md5(\"a\") IS NULL");
}

static void
test_select (void)
{
  MillSelect *select = mill_select_new ("weather.table");
  MillSelect *outer;

  mill_select_add_column (select, "date");
  mill_select_add (select, "wet", mill_expr_format ("%e > %d", mill_expr_column ("rain"), (gint64) 0));
  mill_select_add (select, "rain", mill_expr_column ("rain"));
  mill_select_where (select, mill_expr_format ("%e = %s", mill_expr_column ("place"), "a\nb"));
  mill_select_where (select, mill_expr_boolean (TRUE));
  outer = mill_select_new_nested (select);
  mill_select_order_by (outer, mill_expr_column ("date"), TRUE, FALSE);
  mill_select_limit (outer, 10, 5);
  assert_select (outer,
                 "SELECT *\n"
                 "FROM (\n"
                 "  SELECT\n"
                 "    \"date\",\n"
                 "    \"rain\" > 0 AS \"wet\",\n"
                 "    \"rain\"\n"
                 "  FROM \"weather.table\"\n"
                 "  WHERE (\"place\" = 'a\nb')\n"
                 "    AND TRUE\n"
                 ")\n"
                 "ORDER BY \"date\" DESC NULLS LAST\n"
                 "LIMIT 10\n"
                 "OFFSET 5");
}

static void
test_join (void)
{
  MillSelect *select = mill_select_new ("a.table");

  mill_select_join (select, MILL_JOIN_LEFT, "b.table",
                    mill_expr_format ("%e = %e", mill_expr_column_of (0, "k"),
                                      mill_expr_column_of (1, "k")));
  mill_select_add (select, "k", mill_expr_column_of (0, "k"));
  assert_select (select,
                 "SELECT\n"
                 "  \"left\".\"k\" AS \"k\"\n"
                 "FROM \"a.table\" AS \"left\"\n"
                 "LEFT JOIN \"b.table\" AS \"right\" ON \"left\".\"k\" = \"right\".\"k\"");
}

static char *
run (MillConnection *connection,
     MillSelect     *select)
{
  g_autoptr (MillSelect) owned = select;
  g_autofree char *sql = mill_select_to_sql (owned);
  g_autofree char *list = g_strdup_printf ("SELECT list(t)::VARCHAR FROM (%s) AS t", sql);

  return test_query_text (connection, list);
}

static MillSelect *
make_rows (void)
{
  MillSelect *select = mill_select_new_values ((const char *[]) { "k", "v", NULL });

  mill_select_add_values (select, (MillExpr *[]) { mill_expr_string ("b"), mill_expr_integer (2) });
  mill_select_add_values (select, (MillExpr *[]) { mill_expr_string ("a"), mill_expr_integer (3) });
  mill_select_add_values (select, (MillExpr *[]) { mill_expr_string ("b"), mill_expr_null (NULL) });
  mill_select_add_values (select, (MillExpr *[]) { mill_expr_string ("b"), mill_expr_integer (1) });

  return select;
}

/* DuckDB takes what the builder writes, and it means what it says. */
static void
test_run (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autofree char *sorted = NULL;
  g_autofree char *grouped = NULL;
  g_autofree char *distinct = NULL;
  g_autofree char *none = NULL;
  MillSelect *select = mill_select_new_nested (make_rows ());

  mill_select_order_by (select, mill_expr_column ("k"), TRUE, FALSE);
  mill_select_order_by_rest (select);
  sorted = run (connection, select);
  g_assert_cmpstr (sorted, ==, "[{'k': b, 'v': 1}, {'k': b, 'v': 2}, {'k': b, 'v': NULL}, "
                               "{'k': a, 'v': 3}]");

  select = mill_select_new_nested (make_rows ());
  mill_select_add_column (select, "k");
  mill_select_add (select, "n", mill_expr_call ("rows", NULL));
  mill_select_add (select, "s", mill_expr_call ("sum", mill_expr_column ("v"), NULL));
  mill_select_group_by (select, mill_expr_column ("k"));
  mill_select_order_by_rest (select);
  grouped = run (connection, select);
  g_assert_cmpstr (grouped, ==, "[{'k': a, 'n': 1, 's': 3}, {'k': b, 'n': 3, 's': 3}]");

  select = mill_select_new_nested (make_rows ());
  mill_select_add_column (select, "k");
  mill_select_distinct (select);
  mill_select_order_by_rest (select);
  distinct = run (connection, select);
  g_assert_cmpstr (distinct, ==, "[{'k': a}, {'k': b}]");

  none = run (connection, mill_select_new_values ((const char *[]) { "k", "v", NULL }));
  g_assert_cmpstr (none, ==, "NULL");
}

static void
test_numbers (void)
{
  static const double numbers[] = {
    0.1, -0.1, 1e-320, 1.7976931348623157e308, 123456789.123456789, 0.0, 1.0 / 3, 2.5e-7,
    INFINITY, -INFINITY,
  };
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (MillExpr) expr = mill_expr_number (numbers[i]);
      g_autofree char *sql = g_strdup_printf ("SELECT %s", mill_expr_get_text (expr));
      g_autoptr (GError) error = NULL;
      g_autoptr (MillRows) rows = mill_connection_query (connection, sql, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (mill_rows_next (rows, NULL, &error));
      g_assert_cmpstr (mill_schema_get_column (mill_rows_get_schema (rows), 0)->type, ==, "DOUBLE");
      g_assert_cmpfloat (mill_rows_get_double (rows, 0, 0), ==, numbers[i]);
    }
}

static void
test_integers (void)
{
  static const gint64 integers[] = { 0, -1, G_MAXINT64, G_MININT64, G_MININT64 + 1, 2147483648 };
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);

  for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
    {
      g_autoptr (MillExpr) expr = mill_expr_integer (integers[i]);
      g_autofree char *sql = g_strdup_printf ("SELECT %s - 0", mill_expr_get_text (expr));
      g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, integers[i]);
      g_autofree char *found = test_query_text (connection, sql);

      g_assert_cmpstr (found, ==, expected);
    }
}

/* Whatever a column is called or a text says, it comes back as it was. */
static void
test_weird_names (void)
{
  g_autofree char *endless = g_strnfill (10240, 'x');
  const char *const names[] = {
    "select", "a b", "\"", "\"\"", "';--", "/* */", "æøå 漢字 🐦", "%s%d", "${x}", "a.b", "\\", "\n\t",
    "-- c", "*", "1", "NULL", "x\"); DROP TABLE y; --", endless,
  };
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (MillSelect) select = NULL;
      g_autoptr (MillRows) rows = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *sql = NULL;
      g_autofree char *value = NULL;
      MillSelect *inner = mill_select_new_values ((const char *[]) { names[i], NULL });

      mill_select_add_values (inner, (MillExpr *[]) { mill_expr_string (names[i]) });
      select = mill_select_new_nested (inner);
      mill_select_add_column (select, names[i]);
      mill_select_where (select, mill_expr_format ("%i = %s", names[i], names[i]));
      sql = mill_select_to_sql (select);
      rows = mill_connection_query (connection, sql, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (mill_rows_next (rows, NULL, &error));
      value = mill_rows_dup_string (rows, 0, 0);
      g_assert_cmpstr (value, ==, names[i]);
      g_assert_cmpstr (mill_schema_get_column (mill_rows_get_schema (rows), 0)->name, ==, names[i]);
    }
}

/* DuckDB knows every function of the table, spelled like this. */
static void
test_functions (void)
{
  static const struct { const char *name; const char *arguments; const char *value; } calls[] = {
    { "sum", "v", "6" }, { "float-sum", "v", "6.0" }, { "mean", "v", "2.0" }, { "min", "v", "1" },
    { "max", "v", "3" }, { "rows", NULL, "4" }, { "count", "v", "3" }, { "count-distinct", "k", "2" },
    { "median", "v", "2.0" }, { "first-quartile", "v", "1.5" }, { "third-quartile", "v", "2.5" },
    { "standard-deviation", "v", "1.0" }, { "variance", "v", "1.0" }, { "mode", "k", "b" },
    { "any-true", "v > 2", "true" }, { "all-true", "v > 2", "false" },
  };
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (MillSelect) rows = make_rows ();
  g_autofree char *from = mill_select_to_sql (rows);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      const MillSqlFunction *function = mill_sql_function_find (calls[i].name);
      g_autoptr (MillExpr) call = NULL;
      g_autofree char *sql = NULL;
      g_autofree char *value = NULL;

      g_assert_true (function->aggregate);
      call = mill_expr_call (calls[i].name,
                             calls[i].arguments != NULL ? mill_expr_format (calls[i].arguments) : NULL,
                             NULL);
      sql = g_strdup_printf ("SELECT %s FROM (%s)", mill_expr_get_text (call), from);
      value = test_query_text (connection, sql);
      g_assert_cmpstr (value, ==, calls[i].value);
    }
  g_assert_null (mill_sql_function_find ("nosuch"));
}

/* The most frequent value is the smallest of those with the same count, whatever the threads do. */
static void
test_mode (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (MillExpr) call = mill_expr_call ("mode", mill_expr_column ("x"), NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM (SELECT (range * 7919) %% 1000 AS x FROM "
                                          "range(300000))", mill_expr_get_text (call));

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *value = test_query_text (connection, sql);

      g_assert_cmpstr (value, ==, "0");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sql/literals", test_literals);
  g_test_add_func ("/sql/nesting", test_nesting);
  g_test_add_func ("/sql/select", test_select);
  g_test_add_func ("/sql/join", test_join);
  g_test_add_func ("/sql/run", test_run);
  g_test_add_func ("/sql/numbers", test_numbers);
  g_test_add_func ("/sql/integers", test_integers);
  g_test_add_func ("/sql/weird-names", test_weird_names);
  g_test_add_func ("/sql/functions", test_functions);
  g_test_add_func ("/sql/mode", test_mode);

  return g_test_run ();
}
