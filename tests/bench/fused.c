/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pipeline of ten relational nodes costs beside the one query that an expert would write.
 *
 * fused [DIRECTORY]: where flights-3m.parquet and airports.csv are; without it three million rows of
 * the same shape are generated first. Both sides read the same files, write the same Parquet file, open
 * a database of their own each time, and are run in turns; medians are compared. */
#include <glib/gstdio.h>
#include <string.h>

#include "engine/run.h"
#include "engine/sql.h"
#include "nodes/catalogue.h"
#include "pipeline/reader.h"
#include "query.h"

#define ROUNDS 9

static const char generated_flights[] =
  "COPY (SELECT TIMESTAMP '2001-01-01' + to_minutes(i // 12) AS date, "
  "  (hash(i) % 200)::BIGINT - 40 AS delay, (hash(i + 1) % 2500)::BIGINT + 50 AS distance, "
  "  'A' || lpad((hash(i + 2) % 230)::VARCHAR, 3, '0') AS origin, "
  "  'A' || lpad((hash(i + 3) % 230)::VARCHAR, 3, '0') AS destination "
  "FROM range(3000000) t(i)) TO %s (FORMAT parquet)";

static const char generated_airports[] =
  "COPY (SELECT 'A' || lpad(i::VARCHAR, 3, '0') AS iata, 'Airport ' || i AS name, 'City ' || i AS city, "
  "  'S' || (i % 50) AS state, 'USA' AS country, 30.0 + i / 10 AS latitude, -90.0 - i / 10 AS longitude "
  "FROM range(230) t(i)) TO %s (FORMAT csv)";

static const char pipeline_text[] =
  "{\"format\": \"millrace/1\", \"nodes\": {"
  "\"flights\": {\"type\": \"read-parquet\", \"version\": 1, \"params\": {\"path\": \"%s\"}},"
  "\"airports\": {\"type\": \"read-csv\", \"version\": 1, \"params\": {\"path\": \"%s\"}},"
  "\"n1\": {\"type\": \"filter-rows\", \"version\": 1, \"inputs\": {\"table\": \"flights\"},"
  "  \"params\": {\"condition\": \"delay > -60 and delay < 600\"}},"
  "\"n2\": {\"type\": \"formula\", \"version\": 1, \"inputs\": {\"table\": \"n1.kept\"},"
  "  \"params\": {\"columns\": [{\"name\": \"hour_of_day\", \"expression\": \"hour(date)\"}]}},"
  "\"n3\": {\"type\": \"filter-rows\", \"version\": 1, \"inputs\": {\"table\": \"n2\"},"
  "  \"params\": {\"condition\": \"distance > 200\"}},"
  "\"n4\": {\"type\": \"formula\", \"version\": 1, \"inputs\": {\"table\": \"n3.kept\"},"
  "  \"params\": {\"columns\": [{\"name\": \"late\", \"expression\": \"case when delay > 15 then 1 else 0 end\"}]}},"
  "\"n5\": {\"type\": \"select-columns\", \"version\": 1, \"inputs\": {\"table\": \"n4\"},"
  "  \"params\": {\"columns\": [\"origin\", \"delay\", \"distance\", \"hour_of_day\", \"late\"]}},"
  "\"n6\": {\"type\": \"join\", \"version\": 1, \"inputs\": {\"left\": \"n5\", \"right\": \"airports\"},"
  "  \"params\": {\"keys\": [{\"left\": \"origin\", \"right\": \"iata\"}]}},"
  "\"n7\": {\"type\": \"filter-rows\", \"version\": 1, \"inputs\": {\"table\": \"n6\"},"
  "  \"params\": {\"condition\": \"hour_of_day >= 6\"}},"
  "\"n8\": {\"type\": \"group-by\", \"version\": 1, \"inputs\": {\"table\": \"n7.kept\"},"
  "  \"params\": {\"keys\": [\"state\", \"hour_of_day\"], \"values\": ["
  "    {\"column\": \"delay\", \"function\": \"max\", \"name\": \"longest\"},"
  "    {\"column\": \"late\", \"function\": \"sum\", \"name\": \"late\"},"
  "    {\"column\": \"distance\", \"function\": \"sum\", \"name\": \"miles\"}]}},"
  "\"n9\": {\"type\": \"formula\", \"version\": 1, \"inputs\": {\"table\": \"n8\"},"
  "  \"params\": {\"columns\": [{\"name\": \"share\", \"expression\": \"late / rows\"}]}},"
  "\"n10\": {\"type\": \"sort\", \"version\": 1, \"inputs\": {\"table\": \"n9\"},"
  "  \"params\": {\"keys\": [{\"column\": \"share\", \"descending\": true}]}},"
  "\"out\": {\"type\": \"write-parquet\", \"version\": 1, \"inputs\": {\"table\": \"n10\"},"
  "  \"params\": {\"path\": \"%s\"}}}}";

static const char expert_text[] =
  "COPY (SELECT state, hour(date) AS hour_of_day, count(*) AS rows, max(delay) AS longest, "
  "  count(*) FILTER (delay > 15) AS late, sum(distance)::BIGINT AS miles, "
  "  count(*) FILTER (delay > 15) / count(*) AS share "
  "FROM read_parquet(%s) f JOIN read_csv(%s) a ON f.origin = a.iata "
  "WHERE delay > -60 AND delay < 600 AND distance > 200 AND hour(date) >= 6 "
  "GROUP BY ALL ORDER BY share DESC, state, hour_of_day, rows, longest, late, miles) "
  "TO %s (FORMAT parquet)";

static double write_seconds;

static void
note_event (MillEvent *event,
            gpointer   data)
{
  if (event->kind == MILL_EVENT_DIAGNOSTIC && event->severity == MILL_SEVERITY_ERROR)
    g_printerr ("%s\n", event->diagnostic->message);
  if (event->kind == MILL_EVENT_STATE && event->state == MILL_STATE_DONE &&
      g_str_equal (event->node, "out"))
    write_seconds = event->seconds;
}

static double
run_pipeline (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MillPipeline) pipeline =
    mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, &error);
  g_autoptr (MillBindings) bindings = NULL;
  g_autoptr (MillRun) run = NULL;
  gint64 start = g_get_monotonic_time ();

  if (pipeline == NULL)
    g_error ("%s", error->message);
  bindings = mill_bindings_new (pipeline, NULL, NULL);
  run = mill_run_new (pipeline, bindings, NULL);
  mill_run_add_listener (run, note_event, NULL, NULL);
  if (mill_run_execute (run, NULL) != MILL_STATE_DONE)
    g_error ("the pipeline failed");

  return (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
}

static double
run_query (const char  *sql,
           const char **reads,
           const char **writes,
           const char  *scratch,
           double      *open_seconds)
{
  MillDuckOptions options = { .read_paths = reads, .write_paths = writes, .scratch = scratch };

  return bench_run_query (sql, &options, open_seconds);
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
generate (const char *format,
          const char *path,
          const char *scratch)
{
  g_autofree char *quoted = mill_sql_quote_string (path);
  g_autofree char *sql = g_strdup_printf (format, quoted);
  const char *writes[] = { path, NULL };

  run_query (sql, NULL, writes, scratch, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *scratch = g_dir_make_tmp ("millrace-bench-XXXXXX", NULL);
  const char *directory = argc > 1 ? argv[1] : scratch;
  g_autofree char *flights = g_build_filename (directory, "flights-3m.parquet", NULL);
  g_autofree char *airports = g_build_filename (directory, "airports.csv", NULL);
  g_autofree char *ours = g_build_filename (scratch, "ours.parquet", NULL);
  g_autofree char *theirs = g_build_filename (scratch, "theirs.parquet", NULL);
  g_autofree char *flights_sql = mill_sql_quote_string (flights);
  g_autofree char *airports_sql = mill_sql_quote_string (airports);
  g_autofree char *theirs_sql = mill_sql_quote_string (theirs);
  g_autofree char *pipeline = g_strdup_printf (pipeline_text, flights, airports, ours);
  g_autofree char *expert = g_strdup_printf (expert_text, flights_sql, airports_sql, theirs_sql);
  const char *reads[] = { flights, airports, NULL };
  const char *writes[] = { theirs, NULL };
  double whole[ROUNDS], fused[ROUNDS], query[ROUNDS], bare[ROUNDS];

  if (argc <= 1)
    {
      generate (generated_flights, flights, scratch);
      generate (generated_airports, airports, scratch);
    }

  for (int i = 0; i < ROUNDS; i++)
    {
      double opened;

      query[i] = run_query (expert, reads, writes, scratch, &opened);
      bare[i] = query[i] - opened;
      whole[i] = run_pipeline (pipeline);
      fused[i] = write_seconds;
    }

  g_print ("ten relational nodes, %s, medians of %d\n", argc > 1 ? "given data" : "generated data", ROUNDS);
  g_print ("  the fused query beside the expert's query       %6.1f ms / %6.1f ms = %.2f\n",
           1000 * get_median (fused), 1000 * get_median (bare), get_median (fused) / get_median (bare));
  g_print ("  the whole run beside opening and querying       %6.1f ms / %6.1f ms = %.2f\n",
           1000 * get_median (whole), 1000 * get_median (query),
           get_median (whole) / get_median (query));

  g_unlink (ours);
  g_unlink (theirs);
  if (argc <= 1)
    {
      g_unlink (flights);
      g_unlink (airports);
    }
  g_rmdir (scratch);

  return 0;
}
