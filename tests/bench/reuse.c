/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs to run again what has not changed.
 *
 * reuse [DIRECTORY]: where flights-3m.parquet is; without it three million rows of the same shape are
 * generated first. Each figure is the median of several runs with a new
 * database each, beside a run of the same pipeline that knows nothing; before them stands what opening a
 * database alone takes. */
#include <glib/gstdio.h>
#include <string.h>

#include "engine/cache.h"
#include "engine/duck.h"
#include "engine/run.h"
#include "engine/sql.h"
#include "nodes/catalogue.h"
#include "pipeline/reader.h"

#define ROUNDS 9

static const char generated_flights[] =
  "COPY (SELECT TIMESTAMP '2001-01-01' + to_minutes(i // 12) AS date, "
  "  (hash(i) %% 200)::BIGINT - 40 AS delay, (hash(i + 1) %% 2500)::BIGINT + 50 AS distance, "
  "  'A' || lpad((hash(i + 2) %% 230)::VARCHAR, 3, '0') AS origin, "
  "  'A' || lpad((hash(i + 3) %% 230)::VARCHAR, 3, '0') AS destination "
  "FROM range(3000000) t(i)) TO %s (FORMAT parquet)";

static const char flights_text[] =
  "{\"format\": \"millrace/1\", \"nodes\": {"
  "\"flights\": {\"type\": \"read-parquet\", \"version\": 1, \"params\": {\"path\": \"%s\"}},"
  "\"some\": {\"type\": \"filter-rows\", \"version\": 1, \"inputs\": {\"table\": \"flights\"},"
  "  \"params\": {\"condition\": \"delay > -60 and delay < 600\"}},"
  "\"hours\": {\"type\": \"formula\", \"version\": 1, \"inputs\": {\"table\": \"some.kept\"},"
  "  \"params\": {\"columns\": [{\"name\": \"hour_of_day\", \"expression\": \"hour(date)\"}]}},"
  "\"chart\": {\"type\": \"histogram\", \"version\": 1, \"inputs\": {\"table\": \"hours\"},"
  "  \"params\": {\"column\": \"delay\"}},"
  "\"groups\": {\"type\": \"group-by\", \"version\": 1, \"inputs\": {\"table\": \"hours\"},"
  "  \"params\": {\"keys\": [\"origin\", \"hour_of_day\"], \"values\": ["
  "    {\"column\": \"delay\", \"function\": \"max\", \"name\": \"longest\"}]}},"
  "\"worst\": {\"type\": \"sort\", \"version\": 1, \"inputs\": {\"table\": \"groups\"},"
  "  \"params\": {\"keys\": [{\"column\": \"longest\", \"descending\": %s}]}}}}";

typedef struct
{
  guint n_run;
  guint n_reused;
} Count;

static void
note_event (MillEvent *event,
            gpointer   data)
{
  Count *count = data;

  if (event->kind == MILL_EVENT_DIAGNOSTIC && event->severity == MILL_SEVERITY_ERROR)
    g_printerr ("%s\n", event->diagnostic->message);
  if (event->kind != MILL_EVENT_STATE)
    return;
  count->n_run += event->state == MILL_STATE_DONE;
  count->n_reused += event->state == MILL_STATE_REUSED;
}

/* Seconds that a run takes. */
static double
run (const char *text,
     MillCache  *cache,
     Count      *count)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MillPipeline) pipeline =
    mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, &error);
  g_autoptr (MillBindings) bindings = NULL;
  g_autoptr (MillRun) made = NULL;
  MillRunOptions options = { .cache = cache, .identity = "file:///bench" };
  gint64 start;

  if (pipeline == NULL)
    g_error ("%s", error->message);
  bindings = mill_bindings_new (pipeline, NULL, NULL);
  made = mill_run_new (pipeline, bindings, &options);
  *count = (Count) { 0 };
  mill_run_add_listener (made, note_event, count, NULL);
  start = g_get_monotonic_time ();
  if (mill_run_execute (made, NULL) != MILL_STATE_DONE)
    g_error ("the pipeline failed");

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

static double
time_again (const char *text,
            MillCache  *cache,
            Count      *count)
{
  double seconds[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    seconds[i] = run (text, cache, count);

  return get_median (seconds);
}

static double
time_opening (void)
{
  double seconds[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (MillDuck) duck = mill_duck_new (NULL, NULL);

      seconds[i] = (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
    }

  return get_median (seconds);
}

/* One after the other, so that nothing of it is kept but the last, and each is an own node to look up. */
static char *
write_chain (const char *source,
             guint       n_nodes)
{
  GString *text = g_string_new ("{\"format\": \"millrace/1\", \"nodes\": {");

  g_string_append_printf (text, "\"n0\": {\"type\": \"read-parquet\", \"version\": 1, "
                          "\"params\": {\"path\": \"%s\"}}", source);
  for (guint i = 1; i < n_nodes; i++)
    g_string_append_printf (text, ", \"n%u\": {\"type\": \"filter-rows\", \"version\": 1, \"inputs\": "
                            "{\"table\": \"n%u%s\"}, \"params\": {\"condition\": \"delay > -%u\"}}", i, i - 1,
                            i > 1 ? ".kept" : "", 1000 + i);
  g_string_append (text, "}}");

  return g_string_free (text, FALSE);
}

static void
tell (const char  *what,
      double       first,
      double       again,
      const Count *count,
      double       bar)
{
  g_print ("%-28s first %7.1f ms   again %6.1f ms (%u run, %u reused)", what, first * 1000, again * 1000,
           count->n_run, count->n_reused);
  if (bar > 0)
    g_print ("   bar %.0f ms: %s", bar * 1000, again < bar ? "met" : "MISSED");
  g_print ("\n");
}

static void
generate (const char *path)
{
  const char *writes[] = { path, NULL };
  MillDuckOptions options = { .write_paths = writes };
  g_autoptr (GError) error = NULL;
  g_autoptr (MillDuck) duck = mill_duck_new (&options, &error);
  g_autoptr (MillConnection) connection = duck != NULL ? mill_connection_new (duck, &error) : NULL;
  g_autofree char *quoted = mill_sql_quote_string (path);
  g_autofree char *sql = g_strdup_printf (generated_flights, quoted);

  if (connection == NULL || !mill_connection_execute (connection, sql, NULL, NULL, &error))
    g_error ("%s", error->message);
  /* What changed just now is not remembered by its times. */
  g_usleep (3 * G_USEC_PER_SEC);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_remove (path);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *scratch = g_dir_make_tmp ("millrace-bench-XXXXXX", NULL);
  g_autofree char *source = NULL;
  g_autofree char *flights = NULL;
  g_autofree char *other = NULL;
  g_autofree char *chain = NULL;
  g_autoptr (MillCache) cache = mill_cache_new (scratch, 0);
  Count count;
  double first, again;

  source = g_build_filename (argc > 1 ? argv[1] : scratch, "flights-3m.parquet", NULL);
  if (argc < 2)
    generate (source);
  flights = g_strdup_printf (flights_text, source, "true");
  other = g_strdup_printf (flights_text, source, "false");
  chain = write_chain (source, 50);

  g_print ("Opening a database            %.1f ms\n", time_opening () * 1000);
  first = run (flights, cache, &count);
  again = time_again (flights, cache, &count);
  tell ("3 million rows, unchanged", first, again, &count, 0.05);
  again = run (other, cache, &count);
  tell ("its last node changed", first, again, &count, 0);
  first = run (chain, cache, &count);
  again = time_again (chain, cache, &count);
  tell ("50 nodes, unchanged", first, again, &count, 0.1);

  remove_all (scratch);

  return 0;
}
