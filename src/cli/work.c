/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/work.h"

#include <signal.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/progress.h"

typedef struct
{
  MillWorkFunc  func;
  gpointer      data;
  GCancellable *cancellable;
  GMainLoop    *loop;
  int           code;
} Work;

static gboolean
signal_cb (gpointer data)
{
  Work *work = data;

  if (g_cancellable_is_cancelled (work->cancellable))
    {
      mill_progress_restore_terminal ();
      _exit (MILL_EXIT_CANCELLED);
    }

  g_cancellable_cancel (work->cancellable);

  return G_SOURCE_CONTINUE;
}

static gboolean
done_cb (gpointer data)
{
  Work *work = data;

  g_main_loop_quit (work->loop);

  return G_SOURCE_REMOVE;
}

static gpointer
work_thread (gpointer data)
{
  Work *work = data;

  work->code = work->func (work->cancellable, work->data);
  g_idle_add_full (G_PRIORITY_DEFAULT, done_cb, work, NULL);

  return NULL;
}

int
mill_work_run (MillWorkFunc  func,
               gpointer      data,
               GCancellable *cancellable)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Work work = { func, data, cancellable, loop, MILL_EXIT_FAILED };
  guint sources[G_N_ELEMENTS (numbers)];
  GThread *thread;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    sources[i] = g_unix_signal_add (numbers[i], signal_cb, &work);

  thread = g_thread_new ("work", work_thread, &work);
  g_main_loop_run (loop);
  g_thread_join (thread);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_source_remove (sources[i]);

  return work.code;
}
