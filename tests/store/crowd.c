/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "fixture.h"

/* Several programs at once with one database: some record, some read, some clean and give room back to the disk.
 * Nothing of what is recorded is lost, and nobody is told that another one has the database. */

#define N_WRITERS 4
#define N_CLEANERS 2
#define N_READERS 2
#define N_RUNS 6
#define N_LINES 400
#define N_OLD 1500

static const char *program;

static int
fail (const char   *what,
      const GError *error)
{
  g_printerr ("%s: %s\n", what, error != NULL ? error->message : "not as it should be");

  return 1;
}

static int
be_writer (const char *path)
{
  g_autoptr (MillStore) store = mill_store_new (path);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (MillRun) run = talker_new_run ("New", N_LINES, 1, FALSE);

      mill_store_record_run (store, run, NULL);
      if (mill_run_execute (run, NULL) != MILL_STATE_DONE)
        return fail ("run", NULL);
    }

  return mill_store_flush (store, &error) ? 0 : fail ("record", error);
}

/* Until it is ended. */
static int
be_reader (const char *path)
{
  while (TRUE)
    {
      /* A store of its own each time: opening is part of it. */
      g_autoptr (MillStore) store = mill_store_new (path);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) runs = mill_store_list_runs (store, NULL, 0, 30, &error);

      if (runs == NULL)
        return fail ("list", error);
      for (guint i = 0; i < runs->len; i++)
        {
          MillRunRecord *run = runs->pdata[i];
          g_autoptr (GPtrArray) log = NULL;

          if (run->state == MILL_RECORD_INTERRUPTED)
            return fail ("a run that goes on is told to be interrupted", NULL);
          log = mill_store_list_log (store, run->id, -1, 100, &error);
          /* It may have been cleaned since it was listed. */
          if (log == NULL && !g_error_matches (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND))
            return fail ("log", error);
          g_clear_error (&error);
        }
      g_usleep (1000);
    }
}

/* Everything that began before @since, again and again until nothing is left of it. */
static int
be_cleaner (const char *path,
            gint64      since)
{
  gint64 n_left;

  do
    {
      g_autoptr (MillStore) store = mill_store_new (path);
      g_autoptr (GError) error = NULL;

      if (mill_store_remove_old (store, 0, since, NULL, &error) < 0)
        return fail ("clean", error);
      n_left = mill_store_count_old (store, 0, since, &error);
      if (n_left < 0)
        return fail ("count", error);
    }
  while (n_left > 0);

  return 0;
}

static GSubprocess *
start (Fixture    *self,
       const char *role,
       const char *since)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, role, self->path, since, NULL);

  g_assert_no_error (error);

  return child;
}

static void
add_old_runs (Fixture *self)
{
  g_autofree char *model = fixture_run (self, "Old", 60, FALSE);
  g_autofree char *sql =
    g_strdup_printf ("BEGIN; CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS"
                     " (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i <= %d) SELECT i FROM n;"
                     "INSERT INTO runs (id, uuid, name, pipeline, parameters, seeds, versions, state, started, touched)"
                     " SELECT i, 'old-' || i, name, pipeline, '{}', '{}', '{}', 'done', i, i FROM n, runs WHERE id = 1;"
                     "INSERT INTO log SELECT i, position, time, severity, node, text FROM n, log WHERE run = 1;"
                     "INSERT INTO metrics SELECT i, position, node, name, series, step, value, baseline FROM n, metrics"
                     " WHERE run = 1; UPDATE runs SET started = 1 WHERE id = 1; COMMIT", N_OLD);

  fixture_sql (self, sql);
}

static void
test_crowd (Fixture       *self,
            gconstpointer  data)
{
  GSubprocess *children[N_WRITERS + N_CLEANERS] = { NULL };
  GSubprocess *readers[N_READERS] = { NULL };
  g_autofree char *since = NULL;
  gint64 pages;

  add_old_runs (self);
  pages = fixture_number (self, "PRAGMA page_count");
  since = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());
  for (guint i = 0; i < N_READERS; i++)
    readers[i] = start (self, "--reader", since);
  for (guint i = 0; i < N_WRITERS + N_CLEANERS; i++)
    children[i] = start (self, i < N_WRITERS ? "--writer" : "--cleaner", since);

  for (guint i = 0; i < N_WRITERS + N_CLEANERS; i++)
    {
      g_autoptr (GError) error = NULL;

      g_subprocess_wait_check (children[i], NULL, &error);
      g_assert_no_error (error);
      g_object_unref (children[i]);
    }
  for (guint i = 0; i < N_READERS; i++)
    {
      /* One that has ended by now has failed. */
      g_assert_nonnull (g_subprocess_get_identifier (readers[i]));
      g_subprocess_force_exit (readers[i]);
      g_subprocess_wait (readers[i], NULL, NULL);
      g_object_unref (readers[i]);
    }

  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs WHERE name = 'Old'"), ==, 0);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs WHERE state = 'done' AND problem IS NULL"), ==,
                   N_WRITERS * N_RUNS);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs"), ==, N_WRITERS * N_RUNS);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM log WHERE text LIKE 'line %'"), ==,
                   N_WRITERS * N_RUNS * N_LINES);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM metrics"), ==, N_WRITERS * N_RUNS * N_LINES);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM contents"), ==, 2);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM pragma_integrity_check"
                                         " WHERE integrity_check <> 'ok'"), ==, 0);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM pragma_foreign_key_check"), ==, 0);
  g_assert_cmpint (fixture_number (self, "PRAGMA page_count"), <, pages / 2);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--writer"))
    return be_writer (argv[2]);
  if (argc == 4 && g_str_equal (argv[1], "--reader"))
    return be_reader (argv[2]);
  if (argc == 4 && g_str_equal (argv[1], "--cleaner"))
    return be_cleaner (argv[2], g_ascii_strtoll (argv[3], NULL, 10));

  g_test_init (&argc, &argv, NULL);
  program = argv[0];
  g_test_add ("/store/crowd", Fixture, NULL, fixture_set_up, test_crowd, fixture_tear_down);

  return g_test_run ();
}
