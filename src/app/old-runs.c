/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/old-runs.h"

#include "app/settings.h"
#include "engine/workers.h"

/* What goes on now, or NULL. */
static GCancellable *current = NULL;

guint
mill_old_runs_get_days (void)
{
  /* In the order of the schema's enumeration. */
  static const guint days[] = { 0, 365, 90, 30, 7 };
  GSettings *settings = mill_settings_get ();
  guint choice = settings != NULL ? (guint) g_settings_get_enum (settings, "keep-runs") : 0;

  return choice < G_N_ELEMENTS (days) ? days[choice] : 0;
}

typedef struct
{
  MillStore *store;
  gint64     since;
} Clean;

static void
clean_free (gpointer data)
{
  Clean *clean = data;

  g_object_unref (clean->store);
  g_free (clean);
}

static void
clean_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Clean *clean = data;
  g_autoptr(GError) error = NULL;
  gint64 n_runs = mill_store_remove_old (clean->store, MILL_OLD_RUNS_NEWEST, clean->since, cancellable,
                                         &error);

  if (n_runs >= 0)
    g_task_return_int (task, n_runs);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The work is a task of its own, which nobody can cancel for the caller. */
static void
cleaned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  gssize n_runs = g_task_propagate_int (G_TASK (result), &error);

  g_clear_object (&current);
  if (error == NULL)
    g_task_return_int (task, n_runs);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
mill_old_runs_clean_async (MillStore           *store,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, data);
  g_autoptr(GTask) work = NULL;
  guint n_days = mill_old_runs_get_days ();
  Clean *clean;

  g_task_set_source_tag (task, mill_old_runs_clean_async);
  if (n_days == 0 || current != NULL)
    {
      g_task_return_int (task, 0);
      return;
    }

  clean = g_new0 (Clean, 1);
  clean->store = g_object_ref (store);
  clean->since = g_get_real_time () - n_days * G_TIME_SPAN_DAY;
  current = g_cancellable_new ();
  work = g_task_new (NULL, current, cleaned_cb, g_steal_pointer (&task));
  /* What was forgotten before it was stopped is told all the same. */
  g_task_set_check_cancellable (work, FALSE);
  g_task_set_source_tag (work, mill_old_runs_clean_async);
  g_task_set_task_data (work, clean, clean_free);
  mill_workers_run_task (work, clean_thread);
}

gint64
mill_old_runs_clean_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

void
mill_old_runs_stop (void)
{
  if (current != NULL)
    g_cancellable_cancel (current);
}
