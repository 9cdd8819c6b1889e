/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/workers.h"

static GMutex lock;
static GCond  ended;
static guint  n_working;

void
mill_workers_begin (void)
{
  G_MUTEX_AUTO_LOCK (&lock, locker);

  n_working++;
}

void
mill_workers_end (void)
{
  G_MUTEX_AUTO_LOCK (&lock, locker);

  n_working--;
  g_cond_broadcast (&ended);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  GTaskThreadFunc function = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), "work");

  function (task, source, data, cancellable);
  mill_workers_end ();
}

void
mill_workers_run_task (GTask           *task,
                       GTaskThreadFunc  function)
{
  g_object_set_data (G_OBJECT (task), "work", (gpointer) function);
  mill_workers_begin ();
  g_task_run_in_thread (task, work);
}

gboolean
mill_workers_wait (guint seconds)
{
  gint64 deadline = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
  G_MUTEX_AUTO_LOCK (&lock, locker);

  while (n_working > 0)
    if (!g_cond_wait_until (&ended, &lock, deadline))
      return FALSE;

  return TRUE;
}
