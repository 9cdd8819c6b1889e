/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows give the same values in whatever order the rows arrive. */
#include "engine/expression.h"

#include <string.h>

#include "engine/sql-private.h"
#include "support.h"

/* Ties in all columns, sums that rounding changes, and rows that are missing values. */
#define ROWS "SELECT CASE WHEN i % 7 > 0 THEN 'k' || i % 5 END AS \"a key\", (i * 7919 % 1009) / 7.0 * " \
  "CASE WHEN i % 11 = 0 THEN 1e9 ELSE 1 END AS d, i % 40 AS n, DATE '2020-01-01' + CAST(i % 30 AS INTEGER) AS " \
  "day FROM range(1500) AS rows(i)"

typedef struct
{
  MillDuck       *duck;
  MillConnection *connection;
  MillSchema     *schema;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->duck = test_duck_new ();
  fixture->connection = test_connection_new (fixture->duck);
  fixture->schema = mill_connection_describe (fixture->connection, ROWS, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  mill_schema_unref (fixture->schema);
  mill_connection_free (fixture->connection);
  mill_duck_unref (fixture->duck);
}

/* All rows with what @expression is for each, which come from the first or from the last on. */
static char *
compute (Fixture    *fixture,
         const char *expression,
         gboolean    backwards)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT string_agg(row, ';' ORDER BY row) FROM (SELECT concat_ws('|', \"a key\", d, n, day, %s) "
                     "AS row FROM (%s ORDER BY i %s))", expression, ROWS, backwards ? "DESC" : "");
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRows) rows = mill_connection_query (fixture->connection, sql, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (mill_rows_next (rows, NULL, &error));

  return mill_rows_dup_string (rows, 0, 0);
}

static MillExpr *
bind (Fixture     *fixture,
      const char  *text,
      char       **type,
      GError     **error)
{
  return mill_expression_bind (fixture->connection, text, NULL, fixture->schema, type, error);
}

static void
test_any_order (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const texts[] = {
    "sum(d) OVER ()", "avg(d) OVER (PARTITION BY \"a key\")", "stddev(d) OVER (PARTITION BY n)",
    "variance(d) OVER (PARTITION BY day)", "corr(d, n) OVER (PARTITION BY \"a key\")",
    "covar_pop(n, d) OVER (ORDER BY day)", "sum(d) OVER (PARTITION BY \"a key\" ORDER BY n)",
    "mean(d) OVER (ORDER BY n ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)",
    "sum(d) FILTER (WHERE n > 3) OVER (PARTITION BY day)", "sum(DISTINCT d) OVER (PARTITION BY n)",
    "avg(d) OVER (ORDER BY day GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES)",
    "count(*) OVER (ORDER BY n ROWS UNBOUNDED PRECEDING)", "max(d) OVER (ORDER BY n ROWS 2 PRECEDING)",
    "row_number() OVER ()", "row_number() OVER (PARTITION BY \"a key\" ORDER BY n DESC NULLS FIRST)",
    "ntile(9) OVER (ORDER BY n)", "lag(d) OVER (ORDER BY day) > lead(d, 2, -1) OVER (ORDER BY day, n)",
    "lead(d ORDER BY n) OVER (ORDER BY day)",
    "first_value(d) OVER (PARTITION BY \"a key\" ORDER BY n)", "last_value(d) OVER (ORDER BY day)",
    "nth_value(d, 3) OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)",
    "first_value(d ORDER BY n) OVER (ORDER BY day)",
    "last_value(d) OVER (ORDER BY day ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING)",
    "first(d) OVER (PARTITION BY n)", "any_value(d) OVER ()", "arg_max(d, n) OVER (PARTITION BY \"a key\")",
    "string_agg(\"a key\", '') OVER (PARTITION BY day)", "list(n) OVER (PARTITION BY day)",
    "list(DISTINCT n) OVER (PARTITION BY day)", "product(1 + d / 1e12) OVER (PARTITION BY n)",
    "kurtosis(d) OVER (PARTITION BY n)", "regr_slope(d, n) OVER (PARTITION BY day)", "fsum(d) OVER ()",
    "rank() OVER (ORDER BY n)", "cume_dist() OVER (PARTITION BY \"a key\" ORDER BY day)",
    "dense_rank() OVER (ORDER BY n) + percent_rank() OVER (ORDER BY d)",
    "CASE WHEN lag(n) OVER (ORDER BY n) = n THEN sum(d) OVER (PARTITION BY n) / 3 END",
  };
  guint n_unsteady = 0;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MillExpr) expr = bind (fixture, texts[i], NULL, &error);
      g_autofree char *forwards = NULL;
      g_autofree char *backwards = NULL;
      g_autofree char *plain = compute (fixture, texts[i], FALSE);
      g_autofree char *plain_backwards = compute (fixture, texts[i], TRUE);

      g_assert_no_error (error);
      forwards = compute (fixture, mill_expr_get_text (expr), FALSE);
      backwards = compute (fixture, mill_expr_get_text (expr), TRUE);
      if (g_strcmp0 (forwards, backwards) != 0)
        g_error ("“%s” depends on the order: %s", texts[i], mill_expr_get_text (expr));
      n_unsteady += g_strcmp0 (plain, plain_backwards) != 0;
    }
  /* Otherwise the rows would show nothing. */
  g_assert_cmpuint (n_unsteady, >, G_N_ELEMENTS (texts) / 2);
}

/* Where nothing is open, the values are those that DuckDB gives. */
static void
test_same_meaning (Fixture       *fixture,
                   gconstpointer  data)
{
  static const char *const texts[] = {
    "count(*) OVER (PARTITION BY n ORDER BY day)", "sum(n) OVER (PARTITION BY \"a key\" ORDER BY day)",
    "avg(n) OVER (PARTITION BY day)", "rank() OVER (PARTITION BY \"a key\" ORDER BY n DESC)",
    "max(d) OVER (ORDER BY day RANGE BETWEEN INTERVAL 2 DAY PRECEDING AND CURRENT ROW)",
    "median(d) OVER (PARTITION BY n)", "sum(CAST(n AS DECIMAL(10, 2))) OVER (ORDER BY day)",
    "lag(n) OVER (PARTITION BY d, day, \"a key\" ORDER BY n)", "min(\"a key\") OVER ()",
    "first_value(n) OVER (ORDER BY n)", "last_value(day) OVER (ORDER BY day)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MillExpr) expr = bind (fixture, texts[i], NULL, &error);
      g_autofree char *plain = compute (fixture, texts[i], FALSE);
      g_autofree char *steady = NULL;

      g_assert_no_error (error);
      steady = compute (fixture, mill_expr_get_text (expr), FALSE);
      if (g_strcmp0 (plain, steady) != 0)
        g_error ("“%s” is another as %s", texts[i], mill_expr_get_text (expr));
    }
}

static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct { const char *text; const char *steady; const char *type; } texts[] = {
    { "d + 1", "(d + 1)", "DOUBLE" },
    { "sum(d) over () -- all", "(exact_sum(d) OVER ())", "DOUBLE" },
    { "sum(n) over ()", "(sum(n) OVER ())", "BIGINT" },
    { "row_number() over (order by n)",
      "(row_number() OVER (ORDER BY n, \"a key\" ASC NULLS LAST, d ASC NULLS LAST, n ASC NULLS LAST, "
      "\"day\" ASC NULLS LAST))", "BIGINT" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *type = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (MillExpr) expr = bind (fixture, texts[i].text, &type, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (mill_expr_get_text (expr), ==, texts[i].steady);
      g_assert_cmpstr (type, ==, texts[i].type);
    }
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *text; const char *message; } texts[] = {
    { "sum(d) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE TIES)", "EXCLUDE TIES after ROWS" },
    { "n + first_value(n) OVER (ORDER BY n ROWS 2 PRECEDING EXCLUDE GROUP)", "EXCLUDE GROUP and" },
    { "sum(nothing) OVER ()", "nothing" },
    { "sum(day) OVER ()", "sum" },
    { "lead() OVER ()", "lead" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MillExpr) expr = bind (fixture, texts[i].text, NULL, &error);

      g_assert_null (expr);
      g_assert_nonnull (error);
      if (strstr (error->message, texts[i].message) == NULL)
        g_error ("“%s”: %s", texts[i].text, error->message);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/expression-windows/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("any-order", test_any_order);
  ADD ("same-meaning", test_same_meaning);
  ADD ("text", test_text);
  ADD ("refused", test_refused);
#undef ADD

  return g_test_run ();
}
