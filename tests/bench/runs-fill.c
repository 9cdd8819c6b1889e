/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "runs-fill.h"

#include <string.h>

#define N_NODES 9
#define N_CURVE 50

typedef struct
{
  sqlite3      *handle;
  GRand        *random;
  sqlite3_stmt *run, *node, *rows, *source, *log, *score, *metric, *diagnostic, *artifact, *content;
} Fill;

static void
check (Fill *self,
       int   code)
{
  if (code != SQLITE_OK && code != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (self->handle));
}

static sqlite3_stmt *
prepare (Fill       *self,
         const char *sql)
{
  sqlite3_stmt *statement = NULL;

  check (self, sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL));

  return statement;
}

/* A row of values: "s" text, "i" gint64, "d" double. */
static void
add (Fill         *self,
     sqlite3_stmt *statement,
     const char   *types,
     ...)
{
  va_list values;

  va_start (values, types);
  for (int i = 0; types[i]; i++)
    if (types[i] == 's')
      sqlite3_bind_text (statement, i + 1, va_arg (values, const char *), -1, SQLITE_TRANSIENT);
    else if (types[i] == 'i')
      sqlite3_bind_int64 (statement, i + 1, va_arg (values, gint64));
    else
      sqlite3_bind_double (statement, i + 1, va_arg (values, double));
  va_end (values);
  check (self, sqlite3_step (statement));
  sqlite3_reset (statement);
}

static char *
make_digest (Fill *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 8; i++)
    g_string_append_printf (text, "%08x", g_rand_int (self->random));

  return g_string_free (text, FALSE);
}

/* Of another version of a pipeline, the description of a chart...: some KiB. */
static char *
add_content (Fill *self,
             guint n_words)
{
  char *digest = make_digest (self);
  GString *text = g_string_new ("{\"values\":[");

  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? "," : "", g_rand_int (self->random) % 100000);
  g_string_append (text, "]}");
  add (self, self->content, "ss", digest, text->str);
  g_string_free (text, TRUE);

  return digest;
}

static void
add_lines (Fill   *self,
           gint64  run,
           gint64  started,
           guint   n_lines,
           gint64 *position)
{
  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *node = g_strdup_printf ("node-%u", i % N_NODES);
      g_autofree char *text = g_strdup_printf ("%u rows of the file were read; %u of them have no value here",
                                               g_rand_int (self->random) % 1000000, i);

      add (self, self->log, "iiiiss", run, (*position)++, started + i, (gint64) (i % 50 == 0), node, text);
    }
}

static void
add_nodes (Fill   *self,
           gint64  run,
           gint64  started,
           gint64 *position)
{
  for (guint i = 0; i < N_NODES; i++)
    {
      g_autofree char *node = g_strdup_printf ("node-%u", i);
      g_autofree char *key = make_digest (self);
      g_autofree char *path = g_strdup_printf ("/home/somebody/data/%u.parquet", i);

      add (self, self->node, "issssid", run, node, "Some Title", "formula", key, started + i, 0.25);
      add (self, self->rows, "issis", run, node, "table", (gint64) (g_rand_int (self->random) % 1000000), key);
      if (i < 3)
        add (self, self->source, "isssi", run, node, path, key, (gint64) 123456);
      if (i > 6)
        for (guint j = 0; j < 4; j++)
          add (self, self->score, "iissdd", run, (*position)++, node, j % 2 ? "accuracy" : "log loss",
               g_rand_double (self->random), 0.5);
    }
}

static void
add_curves (Fill   *self,
            gint64  run,
            gint64 *position)
{
  for (guint i = 0; i < N_CURVE; i++)
    for (guint j = 0; j < 2; j++)
      add (self, self->metric, "iisssid", run, (*position)++, "node-7", "log loss", j ? "valid" : "train",
           (gint64) i + 1, g_rand_double (self->random));
}

static char *
make_uuid (Fill *self)
{
  return g_strdup_printf ("%08x-%04x-4%03x-a%03x-%08x%04x", g_rand_int (self->random),
                          g_rand_int (self->random) & 0xffff, g_rand_int (self->random) & 0xfff,
                          g_rand_int (self->random) & 0xfff, g_rand_int (self->random),
                          g_rand_int (self->random) & 0xffff);
}

static void
add_run (Fill  *self,
         gint64 number,
         guint  n_lines,
         char **pipeline)
{
  static const char *const states[] = { "done", "done", "done", "done", "failed", "cancelled", "done",
                                        "interrupted" };
  const char *state = states[g_rand_int (self->random) % G_N_ELEMENTS (states)];
  guint file = g_rand_int (self->random) % 3 == 0 ? 0 : g_rand_int (self->random) % RUNS_FILL_FILES;
  gint64 started = (gint64) 1700000000 * G_USEC_PER_SEC + number * 300 * G_USEC_PER_SEC;
  g_autofree char *path = g_strdup_printf ("/home/somebody/pipelines/%u.millrace.json", file);
  g_autofree char *name = g_strdup_printf ("Pipeline %u", file);
  g_autofree char *uuid = make_uuid (self);
  g_autofree char *chart = NULL;
  gint64 position = 0;

  /* People edit between some of the runs. */
  if (*pipeline == NULL || g_rand_int (self->random) % 5 == 0)
    {
      g_free (*pipeline);
      *pipeline = add_content (self, 700);
    }
  add (self, self->run, "isssssssiidi", number, uuid, name, path, *pipeline,
       "{\"test-from\":\"2015-01-01\",\"least\":2}", "{\"split\":{\"seed\":1},\"trees\":{\"seed\":7}}", state,
       started, started, 2.5, (gint64) N_NODES);
  add_nodes (self, number, started, &position);
  add_lines (self, number, started, n_lines, &position);
  if (number % 2 == 0)
    add_curves (self, number, &position);
  if (strcmp (state, "failed") == 0)
    add (self, self->diagnostic, "iiss", number, position++, "node-4", "The column “sum” is missing");
  chart = add_content (self, 300);
  add (self, self->artifact, "isss", number, "node-8", "chart", chart);
}

void
runs_fill (const char *path,
           guint       n_runs,
           guint       n_lines,
           guint32     seed)
{
  Fill self = { .random = g_rand_new_with_seed (seed) };
  g_autofree char *pipeline = NULL;

  check (&self, sqlite3_open (path, &self.handle));
  check (&self, sqlite3_exec (self.handle, "PRAGMA synchronous = OFF", NULL, NULL, NULL));
  self.run = prepare (&self, "INSERT INTO runs (id, uuid, name, file, pipeline, parameters, seeds, versions,"
                      " state, started, touched, seconds, n_nodes, n_done) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
                      " '{\"duckdb\":\"v2.0.0\",\"millrace\":\"0.1.0\",\"xgboost\":\"3.0.0\"}', ?8, ?9, ?10,"
                      " ?11, ?12, ?12)");
  self.node = prepare (&self, "INSERT INTO nodes VALUES (?1, ?2, ?3, ?4, 'done', ?5, ?6, ?7)");
  self.rows = prepare (&self, "INSERT INTO rows (run, node, port, rows, digest) VALUES (?, ?, ?, ?, ?)");
  self.source = prepare (&self, "INSERT INTO sources VALUES (?, ?, ?, ?, ?)");
  self.log = prepare (&self, "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)");
  self.score = prepare (&self, "INSERT INTO scores VALUES (?, ?, ?, ?, ?, ?)");
  self.metric = prepare (&self, "INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?, ?, NULL)");
  self.diagnostic = prepare (&self, "INSERT INTO diagnostics (run, position, severity, node, line, message)"
                             " VALUES (?1, ?2, 2, ?3, 0, ?4)");
  self.artifact = prepare (&self, "INSERT INTO artifacts VALUES (?1, ?2, 'chart', ?3, ?4)");
  self.content = prepare (&self, "INSERT INTO contents VALUES (?, ?)");

  for (guint i = 1; i <= n_runs; i++)
    {
      if (i % 1000 == 1)
        check (&self, sqlite3_exec (self.handle, "BEGIN", NULL, NULL, NULL));
      add_run (&self, i, i == n_runs ? n_lines : 20, &pipeline);
      if (i % 1000 == 0 || i == n_runs)
        check (&self, sqlite3_exec (self.handle, "COMMIT", NULL, NULL, NULL));
    }

  for (sqlite3_stmt *next; (next = sqlite3_next_stmt (self.handle, NULL)) != NULL; )
    sqlite3_finalize (next);
  sqlite3_close (self.handle);
  g_rand_free (self.random);
}
