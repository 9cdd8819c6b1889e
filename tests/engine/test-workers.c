/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/workers.h"

static int n_done;

static void
slow_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_usleep (50 * 1000);
  g_atomic_int_inc (&n_done);
  g_task_return_boolean (task, TRUE);
}

/* Without a main loop that would hear of the end. */
static void
test_tasks (void)
{
  g_atomic_int_set (&n_done, 0);
  for (int i = 0; i < 4; i++)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

      mill_workers_run_task (task, slow_thread);
    }
  g_assert_true (mill_workers_wait (60));
  g_assert_cmpint (g_atomic_int_get (&n_done), ==, 4);
}

static gpointer
wait_for (gpointer data)
{
  GMutex *gate = data;

  g_mutex_lock (gate);
  g_mutex_unlock (gate);
  mill_workers_end ();

  return NULL;
}

static void
test_patience (void)
{
  GThread *thread;
  GMutex gate;

  g_mutex_init (&gate);
  g_mutex_lock (&gate);
  mill_workers_begin ();
  thread = g_thread_new ("worker", wait_for, &gate);
  g_assert_false (mill_workers_wait (0));
  g_mutex_unlock (&gate);
  g_assert_true (mill_workers_wait (60));
  g_assert_true (mill_workers_wait (0));
  g_thread_join (thread);
  g_mutex_clear (&gate);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/workers/tasks", test_tasks);
  g_test_add_func ("/engine/workers/patience", test_patience);

  return g_test_run ();
}
