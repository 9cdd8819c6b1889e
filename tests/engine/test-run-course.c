/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <unistd.h>

#include "engine/results.h"
#include "engine/run-private.h"

#include "run-trial.h"

/* What happens while a run goes on: it is stopped, told of, waited for, and leaves nothing. */

static gpointer
cancel_soon (gpointer data)
{
  g_autoptr (GCancellable) cancellable = data;

  g_usleep (300 * 1000);
  g_cancellable_cancel (cancellable);

  return NULL;
}

/* Once the node is at work, however long it took to get there. */
static void
cancel_when_running_cb (MillEvent *event,
                        gpointer   data)
{
  if (event->kind == MILL_EVENT_STATE && event->state == MILL_STATE_RUNNING &&
      g_str_equal (event->node, "slow"))
    g_thread_unref (g_thread_new ("cancel", cancel_soon, g_object_ref (data)));
}

static void
test_cancel (void)
{
  g_autoptr (RunTrial) slow = run_trial_new (NUMBERS NODE ("slow", "slow", "numbers")
                                             NODE ("behind", "count", "slow"), NULL);
  g_autoptr (RunTrial) other = run_trial_new (NUMBERS NODE ("count", "count", "numbers"), NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  mill_run_add_listener (slow->run, cancel_when_running_cb, cancellable, NULL);
  slow->end = mill_run_execute (slow->run, cancellable);
  g_assert_cmpint (slow->end, ==, MILL_STATE_CANCELLED);
  g_assert_cmpint (run_trial_get_state (slow, "slow"), ==, MILL_STATE_CANCELLED);
  g_assert_cmpint (run_trial_get_state (slow, "behind"), ==, MILL_STATE_CANCELLED);
  g_assert_null (run_trial_find (slow, MILL_EVENT_DIAGNOSTIC, NULL));

  /* Only that run. */
  other->end = mill_run_execute (other->run, NULL);
  g_assert_cmpint (other->end, ==, MILL_STATE_DONE);
}

/* Takes minutes to be read, and no room on the disk. */
#define LONG_FILE ((off_t) 64 << 30)

static gpointer
cut_late (gpointer data)
{
  g_autofree char *path = data;

  g_usleep (5 * G_USEC_PER_SEC);
  /* The test may be over. */
  if (truncate (path, 0) != 0)
    g_assert_cmpint (errno, ==, ENOENT);

  return NULL;
}

/* Whoever reads it is then at its end. */
static void
cut_when_done_cb (MillEvent *event,
                  gpointer   path)
{
  if (event->kind == MILL_EVENT_STATE && event->state == MILL_STATE_DONE &&
      g_str_equal (event->node, "count"))
    g_assert_cmpint (truncate (path, 0), ==, 0);
}

/* A source that takes long to read holds up nobody else. */
static void
test_slow_source (void)
{
  g_autofree char *directory = g_dir_make_tmp ("millrace-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "long.csv", NULL);
  g_autofree char *nodes = g_strdup_printf ("\"a\": {\"type\": \"listed\", \"version\": 1, \"params\": "
                                            "{\"path\": \"%s\"}}, " NUMBERS
                                            NODE ("count", "count", "numbers"), path);
  g_autoptr (RunTrial) trial = NULL;
  guint done = G_MAXUINT, source = 0;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, LONG_FILE), ==, 0);
  trial = run_trial_new (nodes, NULL);
  mill_run_add_listener (trial->run, cut_when_done_cb, path, NULL);
  /* If it does hold up, the test fails instead of standing still. */
  g_thread_unref (g_thread_new ("late", cut_late, g_strdup (path)));
  trial->end = mill_run_execute (trial->run, NULL);
  g_assert_cmpint (trial->end, ==, MILL_STATE_DONE);
  for (guint i = 0; i < trial->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (trial->events, i);

      if (event->kind == MILL_EVENT_SOURCE)
        source = i;
      else if (event->kind == MILL_EVENT_STATE && event->state == MILL_STATE_DONE &&
               g_str_equal (event->node, "count"))
        done = i;
    }
  g_assert_cmpuint (done, <, source);
  g_assert_nonnull (run_trial_get_key (trial, "a"));
  unlink (path);
  rmdir (directory);
}

static gpointer
open_table (gpointer results)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MillTableView) table = mill_results_open_table (results, "halves", "odd", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (mill_table_view_get_n_rows (table), ==, 50);

  return NULL;
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, ".parquet");

  return n;
}

/* Several that look at a table at once keep it once. */
static void
test_keep_once (void)
{
  g_autoptr (RunTrial) trial = run_trial_run (NUMBERS NODE ("halves", "halves", "numbers")
                                              NODE ("odds", "count", "halves.odd"));
  g_autoptr (MillResults) results = mill_run_get_results (trial->run);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "millrace", "runs",
                                            mill_run_get_id (trial->run), NULL);
  guint n_before = count_files (path);
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("open", open_table, results);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (count_files (path), ==, n_before + 1);
}

/* Nothing of a run is left in the cache once nobody looks at its results. */
static void
test_scratch (void)
{
  g_autoptr (RunTrial) trial = run_trial_run (NUMBERS NODE ("count", "count", "numbers"));
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "millrace", "runs",
                                            mill_run_get_id (trial->run), NULL);

  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
  run_trial_free (g_steal_pointer (&trial));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
tell_progress (RunTrial     *trial,
               MillState  state,
               double     fraction)
{
  MillEvent *event = mill_event_new (state == MILL_STATE_RUNNING ? MILL_EVENT_STATE : MILL_EVENT_PROGRESS,
                                     "count");

  event->state = state;
  event->fraction = fraction;
  mill_run_send (trial->run, event);
}

/* Two threads tell how far a node is; what comes late is not less. */
static void
test_progress (void)
{
  g_autoptr (RunTrial) trial = run_trial_new (NUMBERS NODE ("count", "count", "numbers"), NULL);
  static const double told[] = { 0.3, 0.2, 0.5 };
  static const double heard[] = { 0.3, 0.3, 0.5 };

  tell_progress (trial, MILL_STATE_RUNNING, 0);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    tell_progress (trial, MILL_STATE_IDLE, told[i]);
  g_assert_cmpuint (trial->events->len, ==, 1 + G_N_ELEMENTS (told));
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    g_assert_cmpfloat (((MillEvent *) trial->events->pdata[1 + i])->fraction, ==, heard[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/run/cancel", test_cancel);
  g_test_add_func ("/run/slow-source", test_slow_source);
  g_test_add_func ("/run/keep-once", test_keep_once);
  g_test_add_func ("/run/scratch", test_scratch);
  g_test_add_func ("/run/progress", test_progress);

  return g_test_run ();
}
