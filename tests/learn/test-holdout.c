/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/holdout.h"
#include "support.h"

static char *
pick (Support    *support,
      const char *table,
      double      share,
      gint64      seed,
      gint64     *n)
{
  g_autoptr (MillSchema) schema = support_describe (support, table);
  g_autoptr (MillExpr) where = mill_holdout_expression (schema, share, seed);
  MillQuery query = support_query (support, table, where);
  MillSelect *select = mill_query_select (&query);
  g_autoptr (MillRows) rows = NULL;
  g_autoptr (GError) error = NULL;

  mill_select_add (select, "n", mill_expr_call ("rows", NULL));
  mill_select_add (select, "ids", mill_expr_format ("string_agg(CAST(id AS VARCHAR), ',' ORDER BY id)"));
  rows = mill_query_run_row (&query, select, &error);
  g_assert_no_error (error);
  *n = mill_rows_get_integer (rows, 0, 0);

  return mill_rows_dup_string (rows, 1, 0);
}

static Support *
make_support (void)
{
  Support *support = support_new ();

  support_execute (support, "CREATE TABLE t AS SELECT i AS id, CASE WHEN i % 3 = 0 THEN NULL ELSE "
                            "'it''s ' || i % 7 END AS \"odd \"\"name\"\"\", i / 3.0::DOUBLE AS x, "
                            "[i, i + 1] AS list FROM range(10000) r(i)");
  support_execute (support, "CREATE TABLE backwards AS SELECT * FROM t ORDER BY id DESC");

  return support;
}

/* About the share, whatever the order of rows, and others for another seed. */
static void
test_content_decides (void)
{
  g_autoptr (Support) support = make_support ();
  gint64 n, n_backwards, n_other;
  g_autofree char *ids = pick (support, "t", 0.2, 1, &n);
  g_autofree char *backwards = pick (support, "backwards", 0.2, 1, &n_backwards);
  g_autofree char *other = pick (support, "t", 0.2, 2, &n_other);

  g_assert_cmpint (n, >, 1900);
  g_assert_cmpint (n, <, 2100);
  g_assert_true (g_strcmp0 (ids, backwards) == 0);
  g_assert_false (g_strcmp0 (ids, other) == 0);
}

static void
test_ends (void)
{
  g_autoptr (Support) support = make_support ();
  gint64 n;

  g_free (pick (support, "t", 0, 1, &n));
  g_assert_cmpint (n, ==, 0);
  g_free (pick (support, "t", 1, 1, &n));
  g_assert_cmpint (n, ==, 10000);
}

/* A larger share holds all rows of a smaller one. */
static void
test_shares_grow (void)
{
  g_autoptr (Support) support = make_support ();
  g_autoptr (MillSchema) schema = support_describe (support, "t");
  g_autoptr (MillExpr) where = mill_expr_format ("%e AND NOT %e",
                                                 mill_holdout_expression (schema, 0.1, 1),
                                                 mill_holdout_expression (schema, 0.3, 1));
  MillQuery query = support_query (support, "t", where);
  MillSelect *select = mill_query_select (&query);
  g_autoptr (MillRows) rows = NULL;
  g_autoptr (GError) error = NULL;

  mill_select_add (select, "n", mill_expr_call ("rows", NULL));
  rows = mill_query_run_row (&query, select, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mill_rows_get_integer (rows, 0, 0), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/holdout/content-decides", test_content_decides);
  g_test_add_func ("/learn/holdout/ends", test_ends);
  g_test_add_func ("/learn/holdout/shares-grow", test_shares_grow);

  return g_test_run ();
}
