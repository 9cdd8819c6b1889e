/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pipeline over tables that are bigger than the memory it may use, beside the one query that does the same
 * under the same limit.
 *
 * bigger MILLCTL [ROWS]: makes so many rows of orders (a hundred million) and a tenth as many customers, lets
 * millctl read, filter, join, group and write them with a GiB, and a session of DuckDB as well, each in a process
 * of its own, whose peak of resident memory is what the kernel says of it. They are run in turns; medians are
 * compared. It takes some gigabytes in the directory for temporary files. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "engine/sql.h"
#include "query.h"

#define ROUNDS 3
#define LIMIT "1GiB"
#define LIMIT_BYTES (G_GUINT64_CONSTANT (1) << 30)

static const char orders_text[] =
  "COPY (SELECT i AS id, (hash(i) %% %s)::BIGINT AS customer, (hash(i + 1) %% 100000) / 100.0 AS amount, "
  "  DATE '2020-01-01' + (hash(i + 2) %% 1461)::INTEGER AS day "
  "FROM range(%s) t(i)) TO %s (FORMAT parquet)";

static const char customers_text[] =
  "COPY (SELECT i AS customer, 'R' || (hash(i) %% 50)::VARCHAR AS region, "
  "  (hash(i + 7) %% 5)::BIGINT AS segment FROM range(%s) t(i)) TO %s (FORMAT parquet)";

static const char pipeline_text[] =
  "{\"format\": \"millrace/1\", \"nodes\": {"
  "\"orders\": {\"type\": \"read-parquet\", \"version\": 1, \"params\": {\"path\": \"%s\"}},"
  "\"customers\": {\"type\": \"read-parquet\", \"version\": 1, \"params\": {\"path\": \"%s\"}},"
  "\"big\": {\"type\": \"filter-rows\", \"version\": 1, \"inputs\": {\"table\": \"orders\"},"
  "  \"params\": {\"condition\": \"amount > 100\"}},"
  "\"known\": {\"type\": \"join\", \"version\": 1, \"inputs\": {\"left\": \"big.kept\", \"right\": \"customers\"},"
  "  \"params\": {\"keys\": [{\"left\": \"customer\", \"right\": \"customer\"}]}},"
  "\"groups\": {\"type\": \"group-by\", \"version\": 1, \"inputs\": {\"table\": \"known\"},"
  "  \"params\": {\"keys\": [\"%s\", \"segment\"], \"values\": ["
  "    {\"column\": \"amount\", \"function\": \"sum\", \"name\": \"total\"},"
  "    {\"column\": \"day\", \"function\": \"max\", \"name\": \"last\"}]}},"
  "\"out\": {\"type\": \"write-parquet\", \"version\": 1, \"inputs\": {\"table\": \"groups\"},"
  "  \"params\": {\"path\": \"%s\"}}}}";

static const char query_text[] =
  "COPY (SELECT c.%s, segment, count(*) AS rows, sum(amount) AS total, max(day) AS last "
  "FROM read_parquet(%s) o JOIN read_parquet(%s) c ON o.customer = c.customer WHERE amount > 100 "
  "GROUP BY ALL ORDER BY ALL) TO %s (FORMAT parquet)";

typedef struct
{
  double seconds;
  double peak;      /* MiB */
} Cost;

/* Runs a program to its end; ends this one where it fails. */
static Cost
run_program (char **argv)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  struct rusage usage;
  int status;
  GPid pid;

  if (!g_spawn_async (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error))
    g_error ("%s", error->message);
  if (wait4 (pid, &status, 0, &usage) != pid || status != 0)
    g_error ("%s %s failed (%d)", argv[0], argv[1], status);

  return (Cost) { (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC, usage.ru_maxrss / 1024.0 };
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = ((const Cost *) a)->seconds, y = ((const Cost *) b)->seconds;

  return (x > y) - (x < y);
}

static Cost
get_median (Cost *costs)
{
  qsort (costs, ROUNDS, sizeof (Cost), compare);

  return costs[ROUNDS / 2];
}

/* What this program does when it is the other side: bigger --query SQL SCRATCH READ... WRITE. */
static int
run_query (char **argv)
{
  const char *writes[] = { NULL, NULL };
  guint n = g_strv_length (argv);
  g_autofree char *write = g_strdup (argv[n - 1]);
  MillDuckOptions options = { .scratch = argv[1], .memory = LIMIT_BYTES, .write_paths = writes };
  g_auto (GStrv) reads = g_strdupv (argv + 2);

  g_clear_pointer (&reads[n - 3], g_free);
  options.read_paths = (const char *const *) reads;
  writes[0] = write;
  bench_run_query (argv[0], &options, NULL);

  return 0;
}

static void
generate (const char *self,
          const char *path,
          const char *scratch,
          const char *sql)
{
  char *argv[] = { (char *) self, (char *) "--query", (char *) sql, (char *) scratch, (char *) path, NULL };
  Cost cost = run_program (argv);

  g_print ("  made %s in %.1f s\n", path, cost.seconds);
}

/* Groups by @key, and tells what both cost. */
static void
measure (const char *self,
         const char *millctl,
         const char *key,
         const char *orders,
         const char *customers,
         const char *scratch)
{
  g_autofree char *ours = g_build_filename (scratch, "ours.parquet", NULL);
  g_autofree char *theirs = g_build_filename (scratch, "theirs.parquet", NULL);
  g_autofree char *file = g_build_filename (scratch, "bigger.millrace.json", NULL);
  g_autofree char *pipeline = g_strdup_printf (pipeline_text, orders, customers, key, ours);
  g_autofree char *orders_sql = mill_sql_quote_string (orders);
  g_autofree char *customers_sql = mill_sql_quote_string (customers);
  g_autofree char *theirs_sql = mill_sql_quote_string (theirs);
  g_autofree char *query = g_strdup_printf (query_text, key, orders_sql, customers_sql, theirs_sql);
  char *our_argv[] = { (char *) millctl, (char *) "run", file, (char *) "--memory", (char *) LIMIT,
                       (char *) "--no-store", (char *) "--no-cache", (char *) "--quiet", NULL };
  char *their_argv[] = { (char *) self, (char *) "--query", query, (char *) scratch, (char *) orders,
                         (char *) customers, theirs, NULL };
  Cost our_costs[ROUNDS], their_costs[ROUNDS], mine, other;

  if (!g_file_set_contents (file, pipeline, -1, NULL))
    g_error ("cannot write %s", file);
  for (int i = 0; i < ROUNDS; i++)
    {
      their_costs[i] = run_program (their_argv);
      our_costs[i] = run_program (our_argv);
    }
  mine = get_median (our_costs);
  other = get_median (their_costs);
  g_print ("  grouped by %-10s %7.1f s / %7.1f s = %.2f; at most %.0f MiB beside %.0f MiB\n", key, mine.seconds,
           other.seconds, mine.seconds / other.seconds, mine.peak, other.peak);

  g_unlink (ours);
  g_unlink (theirs);
  g_unlink (file);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *scratch = NULL;
  g_autofree char *orders = NULL;
  g_autofree char *customers = NULL;
  g_autofree char *orders_sql = NULL;
  g_autofree char *customers_sql = NULL;
  g_autofree char *n_customers = NULL;
  const char *rows = argc > 2 ? argv[2] : "100000000";

  if (argc > 3 && g_str_equal (argv[1], "--query"))
    return run_query (argv + 2);
  if (argc < 2)
    g_error ("which millctl?");

  scratch = g_dir_make_tmp ("millrace-bench-XXXXXX", NULL);
  orders = g_build_filename (scratch, "orders.parquet", NULL);
  customers = g_build_filename (scratch, "customers.parquet", NULL);
  orders_sql = mill_sql_quote_string (orders);
  customers_sql = mill_sql_quote_string (customers);
  n_customers = g_strdup_printf ("%" G_GUINT64_FORMAT, g_ascii_strtoull (rows, NULL, 10) / 10);

  g_print ("%s rows with %s of memory, medians of %d, millctl beside one query\n", rows, LIMIT, ROUNDS);
  {
    g_autofree char *make_orders = g_strdup_printf (orders_text, n_customers, rows, orders_sql);
    g_autofree char *make_customers = g_strdup_printf (customers_text, n_customers, customers_sql);

    generate (argv[0], orders, scratch, make_orders);
    generate (argv[0], customers, scratch, make_customers);
  }
  /* 250 groups, and as many as there are customers. */
  measure (argv[0], argv[1], "region", orders, customers, scratch);
  measure (argv[0], argv[1], "customer", orders, customers, scratch);

  g_unlink (orders);
  g_unlink (customers);
  g_rmdir (scratch);

  return 0;
}
