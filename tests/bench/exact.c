/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What exact aggregates cost beside DuckDB's own, and whether their bits ever differ.
 *
 * Both sides read the same ten million rows in memory, in turns; medians are compared. Then the rows of a
 * smaller table come in a thousand orders, at one to four threads. */
#include "engine/duck.h"

#include <glib/gstdio.h>

#include "engine/sql.h"

#define ROUNDS 9
#define N_SHUFFLES 1000

#define ROWS                                                                                       \
  "CREATE TEMP TABLE t AS SELECT i %% 1000 AS g, hash(i) %% 100 AS h, "                              \
  "(hash(i) %% 20000001)::DOUBLE / 100 - 100000 AS x, (hash(i + 1) %% 3000001)::DOUBLE / 7 AS y "    \
  "FROM range(%u) r(i)"

typedef struct
{
  const char *what;
  const char *exact;
  const char *built_in;
} Comparison;

static const Comparison comparisons[] = {
  { "sum", "SELECT exact_sum(x) FROM t", "SELECT sum(x) FROM t" },
  { "mean", "SELECT exact_avg(x) FROM t", "SELECT avg(x) FROM t" },
  { "deviation", "SELECT exact_stddev_samp(x) FROM t", "SELECT stddev_samp(x) FROM t" },
  { "correlation", "SELECT exact_corr(x, y) FROM t", "SELECT corr(x, y) FROM t" },
  { "sum of 1000 groups", "SELECT g, exact_sum(x) FROM t GROUP BY g", "SELECT g, sum(x) FROM t GROUP BY g" },
  { "a query: filter, formula, 100 000 groups",
    "SELECT g, h, count(*), exact_sum(z), exact_avg(y) FROM (SELECT g, h, y, ln(abs(x) + 1) * y AS z FROM t "
    "WHERE y > 1000) GROUP BY ALL ORDER BY ALL",
    "SELECT g, h, count(*), sum(z), avg(y) FROM (SELECT g, h, y, ln(abs(x) + 1) * y AS z FROM t "
    "WHERE y > 1000) GROUP BY ALL ORDER BY ALL" },
};

/* What pipelines do: a file is read, filtered, joined, and grouped by few values of two keys. @file, @prefix of the
 * aggregates. */
static const char file_query[] =
  "SELECT part, hour, count(*), %2$ssum(z), %2$savg(y), %2$sstddev_samp(y) FROM ("
  "  SELECT part, h %% 24 AS hour, y, ln(abs(x) + 1) * y AS z FROM read_parquet(%1$s) JOIN parts USING (g) "
  "  WHERE y > 1000) GROUP BY ALL ORDER BY ALL";

/* @file: one that may be written and read, or NULL. */
static MillConnection *
connect (guint       threads,
         guint       n_rows,
         const char *file)
{
  const char *paths[] = { file, NULL };
  MillDuckOptions options = { .threads = threads, .read_paths = paths, .write_paths = paths };
  g_autofree char *sql = g_strdup_printf (ROWS, n_rows);
  g_autoptr (GError) error = NULL;
  g_autoptr (MillDuck) duck = mill_duck_new (&options, &error);
  g_autoptr (MillConnection) connection = duck != NULL ? mill_connection_new (duck, &error) : NULL;

  if (connection == NULL || !mill_connection_execute (connection, sql, NULL, NULL, &error))
    g_error ("%s", error->message);

  return g_steal_pointer (&connection);
}

static double
measure (MillConnection *connection,
         const char     *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  if (!mill_connection_execute (connection, sql, NULL, NULL, &error))
    g_error ("%s", error->message);

  return (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_median (double *values)
{
  qsort (values, ROUNDS, sizeof (double), compare);

  return values[ROUNDS / 2];
}

static void
compare_queries (MillConnection *connection,
                 const char     *what,
                 const char     *exact_sql,
                 const char     *built_in_sql)
{
  double exact[ROUNDS], built_in[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      built_in[i] = measure (connection, built_in_sql);
      exact[i] = measure (connection, exact_sql);
    }
  g_print ("  %-50s %7.1f ms / %7.1f ms = %.2f\n", what, 1000 * get_median (exact), 1000 * get_median (built_in),
           get_median (exact) / get_median (built_in));
}

static void
compare_file_query (MillConnection *connection,
                    const char     *file)
{
  g_autofree char *quoted = mill_sql_quote_string (file);
  g_autofree char *copy = g_strdup_printf ("COPY t TO %s (FORMAT parquet)", quoted);
  g_autofree char *exact = g_strdup_printf (file_query, quoted, "exact_");
  g_autofree char *built_in = g_strdup_printf (file_query, quoted, "");

  measure (connection, copy);
  measure (connection, "CREATE TEMP TABLE parts AS SELECT i AS g, 'part ' || i % 50 AS part FROM range(1000) r(i)");
  compare_queries (connection, "a query of a file: also joined, and a deviation", exact, built_in);
}

static void
compare_speed (void)
{
  g_autofree char *scratch = g_dir_make_tmp ("millrace-bench-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (scratch, "t.parquet", NULL);
  g_autoptr (MillConnection) connection = connect (0, 10000000, file);

  g_print ("exact aggregates beside DuckDB's, ten million rows, medians of %d\n", ROUNDS);
  for (guint i = 0; i < G_N_ELEMENTS (comparisons); i++)
    compare_queries (connection, comparisons[i].what, comparisons[i].exact, comparisons[i].built_in);
  compare_file_query (connection, file);
  g_unlink (file);
  g_rmdir (scratch);
}

/* All statistics of the table, its rows in an order that @seed makes. */
static char *
get_digest (MillConnection *connection,
            guint           seed,
            const char     *prefix)
{
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRows) rows = NULL;

  sql = g_strdup_printf ("SELECT CAST(ROW(%1$ssum(x), %1$savg(x), %1$svar_samp(x), %1$scovar_samp(x, y), "
                         "%1$scorr(x, y)) AS VARCHAR) FROM (SELECT * FROM t ORDER BY hash(x, y, %2$u))",
                         prefix, seed);
  rows = mill_connection_query (connection, sql, NULL, &error);
  if (rows == NULL || !mill_rows_next (rows, NULL, &error))
    g_error ("%s", error->message);

  return mill_rows_dup_string (rows, 0, 0);
}

static guint
count_different (const char *prefix)
{
  MillConnection *connections[4];
  g_autofree char *first = NULL;
  guint n_different = 0;

  for (guint i = 0; i < G_N_ELEMENTS (connections); i++)
    connections[i] = connect (i + 1, 50000, NULL);
  first = get_digest (connections[0], 0, prefix);
  for (guint i = 1; i < N_SHUFFLES; i++)
    {
      g_autofree char *digest = get_digest (connections[i % G_N_ELEMENTS (connections)], i, prefix);

      n_different += !g_str_equal (digest, first);
    }

  for (guint i = 0; i < G_N_ELEMENTS (connections); i++)
    mill_connection_free (connections[i]);

  return n_different;
}

int
main (void)
{
  compare_speed ();
  g_print ("%u orders of 50 000 rows, at 1 to 4 threads: how many gave another result\n", N_SHUFFLES);
  g_print ("  exact                                              %u\n", count_different ("exact_"));
  g_print ("  DuckDB's own                                       %u\n", count_different (""));

  return 0;
}
