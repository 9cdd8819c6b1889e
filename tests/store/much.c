/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"
#include "store/store-private.h"

/* Each line comes with a point of a curve. */
#define N_LINES 40000
#define MAX_WAITING 50000

static gpointer
execute (gpointer run)
{
  return GINT_TO_POINTER (mill_run_execute (run, NULL));
}

static guint64
count_waiting (MillStore *store)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&store->lock);

  return store->n_queued - store->n_written;
}

/* A run that says more than can be written does not fill the memory: it waits, and nothing of it is lost. */
static void
test_held_up (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (MillRun) run = talker_new_run ("Much", N_LINES, 0, FALSE);
  g_autoptr (GError) error = NULL;
  guint64 before = 0, waiting = 0;
  sqlite3 *other = NULL;
  GThread *thread;

  g_assert_true (mill_store_open (self->store, NULL));
  g_assert_cmpint (sqlite3_open (self->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  mill_store_record_run (self->store, run, NULL);
  thread = g_thread_new ("run", execute, run);

  /* Until it goes no further. */
  do
    {
      before = waiting;
      g_usleep (300 * 1000);
      waiting = count_waiting (self->store);
    }
  while (waiting == 0 || waiting != before);
  g_assert_cmpuint (waiting, ==, MAX_WAITING);

  g_assert_cmpint (sqlite3_exec (other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (thread)), ==, MILL_STATE_DONE);
  g_assert_true (mill_store_flush (self->store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM log WHERE text LIKE 'line %'"), ==, N_LINES);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM metrics"), ==, N_LINES);
  g_assert_cmpint (fixture_number (self, "SELECT count(*) FROM runs WHERE state = 'done' AND problem IS NULL"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/much/held-up", Fixture, NULL, fixture_set_up, test_held_up, fixture_tear_down);

  return g_test_run ();
}
