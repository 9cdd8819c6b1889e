/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <stdlib.h>

#include "fixture.h"

#define N_KILLS 20

static const char *program;

/* What this program does as a child: records runs into a database, one after the other, and says on
 * its standard output when each has begun. */
static int
be_writer (const char *path,
           const char *name,
           guint       n_runs,
           guint       lines,
           guint       pause_ms)
{
  g_autoptr (MillStore) store = mill_store_new (path);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr (MillRun) run = talker_new_run (name, lines, pause_ms, FALSE);

      mill_store_record_run (store, run, NULL);
      g_print ("%s\n", mill_run_get_id (run));
      if (mill_run_execute (run, NULL) != MILL_STATE_DONE)
        return 1;
    }

  if (!mill_store_flush (store, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  return 0;
}

static GSubprocess *
start_writer (Fixture    *self,
              const char *name,
              const char *n_runs,
              const char *lines,
              const char *pause_ms)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--writer",
                                         self->path, name, n_runs, lines, pause_ms, NULL);

  g_assert_no_error (error);

  return child;
}

/* The id of the run that the child has just begun. */
static char *
read_id (GSubprocess *child)
{
  g_autoptr (GDataInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  id = g_data_input_stream_read_line (stream, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (id);

  return id;
}

/* Waits until the run is in the database. */
static MillRunRecord *
wait_for_run (Fixture    *self,
              const char *id)
{
  for (guint i = 0; i < 1000; i++)
    {
      MillRunRecord *record = mill_store_get_run (self->store, id, NULL);

      if (record)
        return record;

      g_usleep (10 * 1000);
    }

  g_assert_not_reached ();
}

/* In valgrind the child is slow as well, and has written nothing as soon as usual. */
static gulong
get_slowness (void)
{
  const char *slowness = g_getenv ("MILL_TEST_SLOWNESS");

  return slowness != NULL ? MAX (g_ascii_strtoull (slowness, NULL, 10), 1) : 1;
}

static void
test_killed (Fixture       *self,
             gconstpointer  data)
{
  gulong slowness = get_slowness ();
  guint n_interrupted = 0;

  /* On a busy machine it may take longer until one of them has begun to write. */
  for (guint i = 0; i < N_KILLS || (n_interrupted == 0 && i < 10 * N_KILLS); i++)
    {
      g_autoptr (GSubprocess) child = start_writer (self, "Killed", "1000", "300", "0");
      g_autofree char *id = read_id (child);
      g_autoptr (GPtrArray) runs = NULL;
      g_autoptr (GError) error = NULL;
      MillRunRecord *newest;

      /* At another moment each time: before the first commit, between two, in the middle of one. */
      g_usleep (i * 9000 * slowness);
      g_subprocess_force_exit (child);
      g_subprocess_wait (child, NULL, NULL);

      /* The next start. */
      g_assert_finalize_object (g_steal_pointer (&self->store));
      self->store = mill_store_new (self->path);
      g_assert_true (mill_store_open (self->store, &error));
      g_assert_no_error (error);
      g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs WHERE state = 'running'"),
                       ==, 0);
      g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM pragma_integrity_check"
                                             " WHERE integrity_check <> 'ok'"), ==, 0);
      g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM pragma_foreign_key_check"),
                       ==, 0);

      runs = mill_store_list_runs (self->store, NULL, 0, 1, &error);
      g_assert_no_error (error);
      newest = runs->len > 0 ? runs->pdata[0] : NULL;
      if (newest && newest->state == MILL_RECORD_INTERRUPTED)
        {
          g_autoptr (GPtrArray) log = mill_store_list_log (self->store, newest->id, -1, 0, &error);
          g_autofree char *text = mill_store_dup_pipeline (self->store, newest->id, &error);

          g_assert_no_error (error);
          g_assert_nonnull (log);
          g_assert_nonnull (text);
          g_assert_cmpfloat (newest->seconds, >=, 0);
        }
      n_interrupted = fixture_number (self, "SELECT count(*) FROM runs WHERE state = 'interrupted'");
    }

  g_test_message ("%u of %d killed runs had begun to be written", n_interrupted, N_KILLS);
  g_assert_cmpuint (n_interrupted, >, 0);
}

/* What had not ended is told as interrupted; what is written stays as it was. */
static void
assert_interrupted (Fixture             *self,
                    const MillRunRecord *run)
{
  g_autoptr (GPtrArray) nodes = mill_store_list_nodes (self->store, run->id, NULL);
  guint n_interrupted = 0;

  for (guint i = 0; i < nodes->len; i++)
    {
      const MillNodeRecord *node = nodes->pdata[i];
      gboolean ended = node->state != MILL_STATE_RUNNING && node->state != MILL_STATE_WAITING;

      g_assert_cmpstr (mill_node_record_get_state_name (node, run), ==,
                       ended ? mill_state_get_name (node->state) : "interrupted");
      g_assert_cmpstr (mill_node_record_get_state_label (node, run), ==,
                       ended ? mill_state_get_label (node->state) : "Interrupted");
      n_interrupted += !ended;
    }
  g_assert_cmpuint (n_interrupted, >, 0);
}

/* A run of another process counts as running for as long as that process lives and no longer, for
 * stores that are opened meanwhile and for those that are open already. */
static void
test_alive_elsewhere (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr (GSubprocess) child = start_writer (self, "Alive", "1", "100000", "5");
  g_autofree char *id = read_id (child);
  g_autoptr (MillRunRecord) record = wait_for_run (self, id);
  g_autoptr (MillRunRecord) dead = NULL;

  g_assert_cmpint (record->state, ==, MILL_RECORD_RUNNING);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (MillStore) other = mill_store_new (self->path);
      g_autoptr (MillRunRecord) seen = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (mill_store_open (other, &error));
      seen = mill_store_get_run (other, id, &error);
      g_assert_no_error (error);
      g_assert_cmpint (seen->state, ==, MILL_RECORD_RUNNING);
      g_assert_cmpfloat (seen->seconds, >, 0);

      g_assert_false (mill_store_remove_run (other, id, &error));
      g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED);
      g_clear_error (&error);
      g_assert_cmpint (mill_store_remove_old (other, 0, G_MAXINT64, NULL, &error), ==, 0);
      g_assert_no_error (error);
    }

  while (fixture_number (self, "SELECT count(*) FROM nodes WHERE state = 'running'") == 0)
    g_usleep (10 * 1000);
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  dead = fixture_get_run (self, id);
  g_assert_cmpint (dead->state, ==, MILL_RECORD_INTERRUPTED);
  assert_interrupted (self, dead);

  /* Having been seen, it is also marked. */
  for (guint i = 0; i < 500; i++)
    {
      if (fixture_number (self, "SELECT count(*) FROM runs WHERE state = 'interrupted'") == 1)
        return;
      g_usleep (10 * 1000);
    }
  g_assert_not_reached ();
}

/* Stores within one process see each other's runs as those of any other process. */
static void
test_alive_in_the_same_process (Fixture       *self,
                                gconstpointer  data)
{
  g_autoptr (MillStore) other = mill_store_new (self->path);
  g_autoptr (MillRun) run = talker_new_run ("Slow", 100000, 5, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MillRunRecord) seen = NULL;
  g_autoptr (MillRunRecord) ended = NULL;
  gboolean is_done = FALSE;

  mill_store_record_run (other, run, NULL);
  mill_run_execute_async (run, cancellable, NULL, &is_done);
  seen = wait_for_run (self, mill_run_get_id (run));
  g_assert_cmpint (seen->state, ==, MILL_RECORD_RUNNING);

  g_cancellable_cancel (cancellable);
  do
    {
      g_clear_pointer (&ended, mill_run_record_unref);
      g_usleep (10 * 1000);
      ended = fixture_get_run (self, mill_run_get_id (run));
    }
  while (ended->state == MILL_RECORD_RUNNING);
  g_assert_cmpint (ended->state, ==, MILL_RECORD_CANCELLED);

  /* The task of the run holds it, and with it the store, until its context has been looked at. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_true (mill_store_flush (other, NULL));
}

static void
test_two_writers (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr (GSubprocess) first = start_writer (self, "First", "8", "500", "0");
  g_autoptr (GSubprocess) second = start_writer (self, "Second", "8", "500", "0");
  g_autoptr (GError) error = NULL;

  /* And somebody who reads all the while. */
  while (g_subprocess_get_identifier (first))
    {
      g_autoptr (GPtrArray) runs = mill_store_list_runs (self->store, NULL, 0, 50, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < runs->len; i++)
        g_assert_cmpint (((MillRunRecord *) runs->pdata[i])->state, !=, MILL_RECORD_INTERRUPTED);

      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }

  g_assert_true (g_subprocess_wait_check (first, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (second, NULL, &error));
  g_assert_no_error (error);

  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs WHERE state = 'done'"), ==, 16);
  /* 500 lines a run of the talkers, all of them there. */
  g_assert_cmpint (fixture_number (self, "SELECT min(n) FROM (SELECT count(*) AS n FROM log"
                                         " WHERE text LIKE 'line %' GROUP BY run)"), ==, 500);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM metrics"), ==, 16 * 500);
}

static gpointer
open_store (gpointer path)
{
  g_autoptr (MillStore) store = mill_store_new (path);
  GError *error = NULL;

  mill_store_open (store, &error);

  return error;
}

/* Of several that find no database yet, one makes it, and the others do not mistake the half of it
 * for somebody else's. */
static void
test_made_together (Fixture       *self,
                    gconstpointer  data)
{
  for (guint round = 0; round < 40; round++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%u", self->path, round);
      GThread *threads[8];

      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("open", open_store, path);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        {
          g_autoptr (GError) error = g_thread_join (threads[i]);

          g_assert_no_error (error);
        }
    }
}

/* A run that is dropped before it starts leaves nothing behind. */
static void
test_never_started (Fixture       *self,
                  gconstpointer  data)
{
  MillRun *run = talker_new_run ("Dropped", 1, 0, FALSE);
  g_autoptr (GPtrArray) runs = NULL;

  mill_store_record_run (self->store, run, NULL);
  g_object_unref (run);
  g_assert_true (mill_store_flush (self->store, NULL));
  runs = mill_store_list_runs (self->store, NULL, 0, 0, NULL);
  g_assert_cmpuint (runs->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 7 && g_str_equal (argv[1], "--writer"))
    return be_writer (argv[2], argv[3], atoi (argv[4]), atoi (argv[5]), atoi (argv[6]));

  g_test_init (&argc, &argv, NULL);
  program = argv[0];

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/store/processes/killed", test_killed);
  ADD ("/store/processes/alive-elsewhere", test_alive_elsewhere);
  ADD ("/store/processes/alive-in-the-same", test_alive_in_the_same_process);
  ADD ("/store/processes/two-writers", test_two_writers);
  ADD ("/store/processes/made-together", test_made_together);
  ADD ("/store/processes/never-started", test_never_started);

  return g_test_run ();
}
