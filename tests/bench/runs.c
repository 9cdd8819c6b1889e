/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs to look at a store of a hundred thousand runs, the latest of which has said a million lines.
 *
 * runs [N_RUNS]. Each figure is of ROUNDS calls for runs that are chosen by a seed, beside the same number of
 * plain SELECTs of the same rows, prepared once, of which every column is taken and nothing is made. */
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "runs-fill.h"
#include "store/read.h"

#define ROUNDS 200
#define BAR_MS 16
#define N_LINES 1000000
#define PAGE 1000

typedef struct
{
  MillStore  *store;
  sqlite3    *plain;
  GPtrArray  *ids;       /* of some runs */
  char       *latest;
  gint64      n_runs;
} Bench;

/* What is asked for in a round: of two runs, and of a place in a list or a log. */
typedef struct
{
  const char *run;
  const char *other;
  gint64      number;
} Ask;

typedef void (*Look) (Bench *self, const Ask *ask);

static void
need (gpointer result,
      GError  *error)
{
  if (result == NULL)
    g_error ("%s", error != NULL ? error->message : "nothing was found");
}

static void
list (Bench               *self,
      const MillRunFilter *filter,
      guint                offset,
      guint                limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = mill_store_list_runs (self->store, filter, offset, limit, &error);

  need (runs, error);
  if (runs->len != limit)
    g_error ("%u runs instead of %u", runs->len, limit);
}

static void
list_newest (Bench     *self,
             const Ask *ask)
{
  list (self, NULL, 0, 20);
}

static void
list_far (Bench     *self,
          const Ask *ask)
{
  list (self, NULL, self->n_runs * 9 / 10, 20);
}

static void
list_named (Bench     *self,
            const Ask *ask)
{
  const MillRunFilter filter = { .name = "Pipeline 7" };

  list (self, &filter, 0, 20);
}

static void
list_file_far (Bench     *self,
               const Ask *ask)
{
  const MillRunFilter filter = { .file = "/home/somebody/pipelines/0.millrace.json" };

  list (self, &filter, self->n_runs * 3 / 10, 20);
}

static void
list_dialog (Bench     *self,
             const Ask *ask)
{
  const MillRunFilter filter = { .file = "/home/somebody/pipelines/0.millrace.json", .before = ask->number };

  list (self, &filter, 0, 100);
}

static void
find (Bench     *self,
      const Ask *ask)
{
  g_autofree char *beginning = g_strndup (ask->run, 8);
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRunRecord) run = mill_store_get_run (self->store, beginning, &error);

  need (run, error);
}

static void
find_latest (Bench     *self,
             const Ask *ask)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRunRecord) run = mill_store_get_run (self->store, "latest", &error);

  need (run, error);
}

static void
show (Bench     *self,
      const Ask *ask)
{
  g_autoptr (MillRunRecord) run = mill_store_get_run (self->store, ask->run, NULL);
  g_autoptr (GPtrArray) nodes = mill_store_list_nodes (self->store, ask->run, NULL);
  g_autoptr (GPtrArray) sources = mill_store_list_sources (self->store, ask->run, NULL);
  g_autoptr (GPtrArray) problems = mill_store_list_diagnostics (self->store, ask->run, NULL);

  need (run != NULL && nodes != NULL && sources != NULL ? problems : NULL, NULL);
}

static void
show_all (Bench     *self,
          const Ask *ask)
{
  g_autoptr (GPtrArray) files = mill_store_list_files (self->store, ask->run, NULL);
  g_autoptr (GPtrArray) metrics = mill_store_list_metrics (self->store, ask->run, NULL, NULL);
  g_autoptr (GPtrArray) artifacts = mill_store_list_artifacts (self->store, ask->run, NULL);
  g_autoptr (GPtrArray) log = mill_store_list_log (self->store, ask->run, -1, PAGE, NULL);

  show (self, ask);
  need (files != NULL && metrics != NULL && artifacts != NULL ? log : NULL, NULL);
}

static void
show_pipeline (Bench     *self,
               const Ask *ask)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = mill_store_dup_pipeline (self->store, ask->run, &error);

  need (text, error);
}

/* As two runs are held against each other: what they are, gave, and looked like. */
static void
compare (Bench     *self,
         const Ask *ask)
{
  const Ask other = { .run = ask->other };

  show_all (self, ask);
  show_pipeline (self, ask);
  show_all (self, &other);
  show_pipeline (self, &other);
}

static void
read_log (Bench  *self,
          gint64  after)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = mill_store_list_log (self->store, self->latest, after, PAGE, &error);

  need (lines, error);
  if (lines->len != PAGE)
    g_error ("%u lines instead of %u", lines->len, PAGE);
}

static void
log_first (Bench     *self,
           const Ask *ask)
{
  read_log (self, -1);
}

static void
log_last (Bench     *self,
          const Ask *ask)
{
  read_log (self, N_LINES - PAGE);
}

#define RUN_COLUMNS "SELECT r.* FROM runs r "
#define SCORES(condition) "SELECT s.*, n.label FROM scores s JOIN nodes n ON n.run = s.run AND n.node = s.node" \
                          " WHERE s.run IN (SELECT id FROM runs " condition ")"
#define OF "(SELECT id FROM runs WHERE uuid = ?1)"
#define OF_BOTH "(SELECT id FROM runs WHERE uuid IN (?1, ?3))"
#define OF_LATEST "(SELECT id FROM runs ORDER BY id DESC LIMIT 1)"
#define PAGED(condition) RUN_COLUMNS condition, SCORES (condition)
#define SHOWN(of) RUN_COLUMNS "WHERE id IN " of, "SELECT * FROM scores WHERE run IN " of, \
                  "SELECT * FROM nodes WHERE run IN " of, "SELECT * FROM rows WHERE run IN " of, \
                  "SELECT * FROM sources WHERE run IN " of, "SELECT * FROM diagnostics WHERE run IN " of
#define ALL(of) SHOWN (of), "SELECT * FROM files WHERE run IN " of, "SELECT * FROM metrics WHERE run IN " of, \
                "SELECT * FROM artifacts WHERE run IN " of, "SELECT * FROM log WHERE run IN " of
#define PIPELINE(of) "SELECT text FROM contents WHERE digest IN (SELECT pipeline FROM runs WHERE id IN " of ")"
#define NEWEST "ORDER BY id DESC LIMIT 20"
#define FAR "ORDER BY id DESC LIMIT 20 OFFSET (SELECT max(id) FROM runs) * 9 / 10"
#define NAMED "WHERE name = 'Pipeline 7' ORDER BY id DESC LIMIT 20"
#define FILE_0 "WHERE file = '/home/somebody/pipelines/0.millrace.json' "
#define FILE_FAR FILE_0 "ORDER BY id DESC LIMIT 20 OFFSET (SELECT max(id) FROM runs) * 3 / 10"
#define DIALOG FILE_0 "AND id < ?2 ORDER BY id DESC LIMIT 100"
#define LINES "SELECT time, severity, node, text FROM log WHERE run IN " OF_LATEST

static const struct
{
  const char *name;
  Look        look;
  const char *plain[24];
} looks[] = {
  { "list, the newest 20", list_newest, { PAGED (NEWEST) } },
  { "list, 20 after 90 %", list_far, { PAGED (FAR) } },
  { "list of a name, 20", list_named, { PAGED (NAMED) } },
  { "list of a file, 20 after 90 %", list_file_far, { PAGED (FILE_FAR) } },
  { "list to choose from, 100", list_dialog, { PAGED (DIALOG) } },
  { "find by 8 digits", find, { RUN_COLUMNS "WHERE uuid = ?1", SCORES ("WHERE uuid = ?1") } },
  { "find the latest", find_latest, { RUN_COLUMNS "ORDER BY id DESC LIMIT 1",
                                      SCORES ("ORDER BY id DESC LIMIT 1") } },
  { "show", show, { SHOWN (OF) } },
  { "show everything", show_all, { ALL (OF) } },
  { "its pipeline", show_pipeline, { PIPELINE (OF) } },
  { "comparison of two runs", compare, { ALL (OF_BOTH), PIPELINE (OF_BOTH) } },
  { "log, the first 1000 of 1000000", log_first, { LINES " ORDER BY position LIMIT 1000" } },
  { "log, the last 1000", log_last, { LINES " AND position > 999000 ORDER BY position LIMIT 1000" } },
};

/* Takes every column of every row. */
static gint64
step_through (sqlite3_stmt *statement)
{
  gint64 n_bytes = 0;
  int code;

  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      if (sqlite3_column_text (statement, i) != NULL)
        n_bytes += sqlite3_column_bytes (statement, i);
  if (code != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (sqlite3_db_handle (statement)));
  sqlite3_reset (statement);

  return n_bytes;
}

static void
look_plainly (sqlite3_stmt **statements,
              const Ask     *ask)
{
  for (guint i = 0; statements[i] != NULL; i++)
    {
      int n = sqlite3_bind_parameter_count (statements[i]);

      if (n >= 1)
        sqlite3_bind_text (statements[i], 1, ask->run, -1, SQLITE_STATIC);
      if (n >= 2)
        sqlite3_bind_int64 (statements[i], 2, ask->number);
      if (n >= 3)
        sqlite3_bind_text (statements[i], 3, ask->other, -1, SQLITE_STATIC);
      step_through (statements[i]);
    }
}

/* Of this thread: on a busy machine most of the time that passes is others'. */
static double
get_cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
measure (Bench *self,
         guint  which)
{
  sqlite3_stmt *statements[G_N_ELEMENTS (looks[0].plain)] = { NULL };
  g_autoptr (GRand) random = g_rand_new_with_seed (which + 1);
  double ours[ROUNDS], cpu[ROUNDS], plain[ROUNDS];

  for (guint i = 0; looks[which].plain[i] != NULL; i++)
    if (sqlite3_prepare_v2 (self->plain, looks[which].plain[i], -1, &statements[i], NULL) != SQLITE_OK)
      g_error ("%s: %s", looks[which].plain[i], sqlite3_errmsg (self->plain));

  for (guint i = 0; i < ROUNDS; i++)
    {
      const Ask ask = { g_ptr_array_index (self->ids, g_rand_int (random) % self->ids->len),
                        g_ptr_array_index (self->ids, g_rand_int (random) % self->ids->len),
                        self->n_runs / 10 + g_rand_int (random) % self->n_runs / 2 };
      double cpu_start = get_cpu_ms ();
      gint64 start = g_get_monotonic_time ();
      gint64 middle;

      looks[which].look (self, &ask);
      middle = g_get_monotonic_time ();
      cpu[i] = get_cpu_ms () - cpu_start;
      look_plainly (statements, &ask);
      ours[i] = (middle - start) / 1e3;
      plain[i] = (g_get_monotonic_time () - middle) / 1e3;
    }

  for (guint i = 0; statements[i] != NULL; i++)
    sqlite3_finalize (statements[i]);
  qsort (ours, ROUNDS, sizeof (double), compare_numbers);
  qsort (cpu, ROUNDS, sizeof (double), compare_numbers);
  qsort (plain, ROUNDS, sizeof (double), compare_numbers);
  g_print ("%-32s median %6.2f ms, 95 %% %6.2f ms (processor %6.2f, %6.2f); plain SELECT %6.2f, %6.2f; ratio %5.2f;"
           " bar %d ms: %s\n", looks[which].name, ours[ROUNDS / 2], ours[ROUNDS * 95 / 100], cpu[ROUNDS / 2],
           cpu[ROUNDS * 95 / 100], plain[ROUNDS / 2], plain[ROUNDS * 95 / 100], ours[ROUNDS / 2] / plain[ROUNDS / 2], BAR_MS,
           ours[ROUNDS * 95 / 100] < BAR_MS ? "met" : "MISSED");
}

/* All of the log, as millctl prints it. */
static void
measure_whole_log (Bench *self)
{
  gint64 start = g_get_monotonic_time ();
  sqlite3_stmt *statement = NULL;
  gint64 after = -1;
  gint64 middle;
  guint n_lines = 0;
  guint n_page;

  do
    {
      g_autoptr (GPtrArray) lines = mill_store_list_log (self->store, self->latest, after, PAGE, NULL);

      need (lines, NULL);
      n_page = lines->len;
      n_lines += n_page;
      if (n_page > 0)
        after = ((MillLogRecord *) g_ptr_array_index (lines, n_page - 1))->position;
    }
  while (n_page == PAGE);
  if (n_lines != N_LINES)
    g_error ("%u lines instead of %u", n_lines, N_LINES);

  middle = g_get_monotonic_time ();
  if (sqlite3_prepare_v2 (self->plain, LINES " ORDER BY position", -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (self->plain));
  step_through (statement);
  sqlite3_finalize (statement);
  g_print ("%-32s %.2f s in pages of %d; one plain SELECT %.2f s\n", "log, all 1000000 lines",
           (middle - start) / 1e6, PAGE, (g_get_monotonic_time () - middle) / 1e6);
}

static void
choose_runs (Bench *self)
{
  sqlite3_stmt *statement = NULL;

  self->ids = g_ptr_array_new_with_free_func (g_free);
  sqlite3_prepare_v2 (self->plain, "SELECT uuid FROM runs WHERE id % 97 = 1", -1, &statement, NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (self->ids, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  sqlite3_finalize (statement);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("millrace-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "runs.db", NULL);
  g_autofree char *live = g_strconcat (path, "-live", NULL);
  Bench self = { .n_runs = argc > 1 ? atoi (argv[1]) : 100000, .store = mill_store_new (path) };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (MillRunRecord) latest = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf about;

  if (!mill_store_open (self.store, &error))
    g_error ("%s", error->message);
  runs_fill (path, self.n_runs, N_LINES, 1);
  g_stat (path, &about);
  g_print ("%" G_GINT64_FORMAT " runs, %.2f GB, written in %.0f s\n", self.n_runs, about.st_size / 1e9,
           (g_get_monotonic_time () - start) / 1e6);

  if (sqlite3_open_v2 (path, &self.plain, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (self.plain));
  choose_runs (&self);
  latest = mill_store_get_run (self.store, "latest", &error);
  need (latest, error);
  self.latest = latest->id;
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    measure (&self, i);
  measure_whole_log (&self);

  sqlite3_close (self.plain);
  g_object_unref (self.store);
  g_ptr_array_unref (self.ids);
  g_remove (live);
  g_remove (path);
  g_remove (folder);

  return 0;
}
