/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "engine/duck.h"
#include "support.h"

/* Numbers of all sizes, both signs, and some missing; y goes with x, more or less. */
#define NUMBERS                                                                                            \
  "SELECT i %% 97 AS grp, "                                                                                \
  "CASE WHEN i %% 101 <> 0 THEN x END AS x, CASE WHEN i %% 103 <> 0 THEN x / 3 + i END AS y FROM "         \
  "(SELECT i, (md5_number_lower(CAST(i AS VARCHAR)) %% 2000001 - 1000000.0) / 7 * "                        \
  "pow(10.0, CAST(md5_number_upper(CAST(i AS VARCHAR)) %% 12 AS INTEGER)) AS x FROM range(%u) AS r(i))"

#define STATISTICS                                                                                         \
  "exact_sum(x), exact_avg(x), exact_var_samp(x), exact_var_pop(x), exact_stddev_samp(x), "                \
  "exact_stddev_pop(x), exact_covar_samp(x, y), exact_covar_pop(x, y), exact_corr(x, y)"

static MillConnection *
connect (guint threads)
{
  MillDuckOptions options = { .threads = threads };
  g_autoptr (GError) error = NULL;
  g_autoptr (MillDuck) duck = mill_duck_new (&options, &error);

  g_assert_no_error (error);

  return test_connection_new (duck);
}

/* All of them, whatever order the rows come in. */
static char *
query_statistics (MillConnection *connection,
                  guint           n_rows,
                  const char     *order)
{
  g_autofree char *numbers = g_strdup_printf (NUMBERS, n_rows);
  g_autofree char *sql = g_strdup_printf ("SELECT CAST(ROW(" STATISTICS ") AS VARCHAR) FROM "
                                          "(SELECT * FROM (%s) %s)", numbers, order);

  return test_query_text (connection, sql);
}

static void
test_threads_and_order (void)
{
  g_autofree char *first = NULL;

  for (guint threads = 1; threads <= 4; threads++)
    {
      g_autoptr (MillConnection) connection = connect (threads);
      const char *orders[] = { "", "ORDER BY x", "ORDER BY y DESC", "ORDER BY hash(x)" };

      for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
        {
          g_autofree char *text = query_statistics (connection, 60000, orders[i]);

          if (first == NULL)
            first = g_strdup (text);
          g_assert_cmpstr (text, ==, first);
        }
    }
}

/* A digest of what every group has. */
static void
test_groups (void)
{
  g_autofree char *numbers = g_strdup_printf (NUMBERS, 60000);
  g_autofree char *sql = NULL;
  g_autofree char *first = NULL;

  sql = g_strdup_printf ("SELECT md5(string_agg(t, ';' ORDER BY t)) FROM (SELECT CAST(ROW(grp, " STATISTICS
                         ") AS VARCHAR) AS t FROM (%s) GROUP BY grp)", numbers);
  for (guint threads = 1; threads <= 4; threads++)
    {
      g_autoptr (MillConnection) connection = connect (threads);
      g_autofree char *text = test_query_text (connection, sql);

      if (first == NULL)
        first = g_strdup (text);
      g_assert_cmpstr (text, ==, first);
    }
}

/* As many groups as rows, so that the states move about in memory. */
static void
test_many_groups (void)
{
  g_autoptr (MillConnection) connection = connect (2);
  g_autofree char *numbers = g_strdup_printf (NUMBERS, 100000);
  g_autofree char *sql = NULL;
  g_autofree char *text = NULL;

  sql = g_strdup_printf ("SELECT count(*) FROM (SELECT x, exact_sum(x) AS total, exact_var_pop(x) AS v, "
                         "count(*) AS n FROM (%s) GROUP BY x) WHERE x IS NOT NULL AND "
                         "(total <> x * n OR v <> 0)", numbers);
  text = test_query_text (connection, sql);
  g_assert_cmpstr (text, ==, "0");
}

static void
test_near_built_in (void)
{
  static const char *const pairs[][2] = {
    { "exact_sum(x)", "sum(x)" },
    { "exact_avg(x)", "avg(x)" },
    { "exact_var_samp(x)", "var_samp(x)" },
    { "exact_var_pop(x)", "var_pop(x)" },
    { "exact_stddev_samp(x)", "stddev_samp(x)" },
    { "exact_stddev_pop(x)", "stddev_pop(x)" },
    { "exact_covar_samp(x, y)", "covar_samp(x, y)" },
    { "exact_covar_pop(x, y)", "covar_pop(x, y)" },
    { "exact_corr(x, y)", "corr(x, y)" },
  };
  g_autoptr (MillConnection) connection = connect (2);
  g_autofree char *numbers = g_strdup_printf (NUMBERS, 20000);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *sql = NULL;
      g_autofree char *text = NULL;

      sql = g_strdup_printf ("SELECT abs(%s / %s - 1) < 1e-9 FROM (%s)", pairs[i][0], pairs[i][1], numbers);
      text = test_query_text (connection, sql);
      g_test_message ("%s", pairs[i][0]);
      g_assert_cmpstr (text, ==, "true");
    }
}

typedef struct
{
  const char *sql;
  const char *text;
} Case;

static const Case cases[] = {
  /* No rows, none with a value, one. */
  { "SELECT exact_sum(x) FROM (SELECT 1.0 AS x) WHERE x > 2", "NULL" },
  { "SELECT exact_avg(CAST(NULL AS DOUBLE))", "NULL" },
  { "SELECT exact_var_samp(x) FROM (VALUES (3.5)) AS t(x)", "NULL" },
  { "SELECT exact_var_pop(x) FROM (VALUES (3.5)) AS t(x)", "0.0" },
  { "SELECT exact_corr(x, x) FROM (VALUES (3.5), (3.5)) AS t(x)", "NULL" },
  /* A pair counts where it has both. */
  { "SELECT exact_covar_pop(x, y) FROM (VALUES (1, 2), (2, 4), (100, NULL), (NULL, 100)) AS t(x, y)", "0.5" },
  /* Other numbers are taken as DOUBLE. */
  { "SELECT exact_sum(x) FROM (VALUES (CAST(1 AS BIGINT)), (2)) AS t(x)", "3.0" },
  { "SELECT exact_sum(x) FROM (VALUES (CAST(1.25 AS DECIMAL(9,2))), (2)) AS t(x)", "3.25" },
  { "SELECT exact_sum(x) FROM (VALUES (CAST(1.5 AS FLOAT)), (2)) AS t(x)", "3.5" },
  { "SELECT exact_sum(x) FROM (VALUES (CAST('inf' AS DOUBLE)), (2)) AS t(x)", "inf" },
  { "SELECT exact_var_pop(x) FROM (VALUES (CAST('inf' AS DOUBLE)), (2)) AS t(x)", "nan" },
  /* With what aggregates can have beside. */
  { "SELECT exact_sum(DISTINCT x) FROM (VALUES (1.5), (1.5), (2)) AS t(x)", "3.5" },
  { "SELECT exact_sum(x) FILTER (x > 1) FROM (VALUES (1), (1.5), (2)) AS t(x)", "3.5" },
  { "SELECT string_agg(s, ' ' ORDER BY i) FROM (SELECT i, CAST(exact_sum(1e16 * (i % 2) + i) OVER "
    "(ORDER BY i ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) - 1e16 AS VARCHAR) AS s FROM range(4) AS r(i))",
    "-1e+16 0.0 2.0 6.0" },
};

static void
test_cases (void)
{
  g_autoptr (MillConnection) connection = connect (2);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = test_query_text (connection, cases[i].sql);

      g_test_message ("%s", cases[i].sql);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Windows that share what was summed for others of them, in several threads. */
static void
test_windows (void)
{
  g_autofree char *numbers = g_strdup_printf (NUMBERS, 60000);
  g_autofree char *sql = NULL;
  g_autofree char *first = NULL;

  sql = g_strdup_printf ("SELECT md5(string_agg(CAST(w AS VARCHAR), ';' ORDER BY x, y, grp)) FROM "
                         "(SELECT x, y, grp, exact_sum(x) OVER (PARTITION BY grp %% 3 ORDER BY y, x, grp "
                         "ROWS BETWEEN 5000 PRECEDING AND 17 FOLLOWING) AS w FROM (%s))", numbers);
  for (guint threads = 1; threads <= 4; threads += 3)
    {
      g_autoptr (MillConnection) connection = connect (threads);
      g_autofree char *text = test_query_text (connection, sql);

      if (first == NULL)
        first = g_strdup (text);
      g_assert_cmpstr (text, ==, first);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duck-aggregate/threads-and-order", test_threads_and_order);
  g_test_add_func ("/duck-aggregate/groups", test_groups);
  g_test_add_func ("/duck-aggregate/many-groups", test_many_groups);
  g_test_add_func ("/duck-aggregate/near-built-in", test_near_built_in);
  g_test_add_func ("/duck-aggregate/cases", test_cases);
  g_test_add_func ("/duck-aggregate/windows", test_windows);

  return g_test_run ();
}
