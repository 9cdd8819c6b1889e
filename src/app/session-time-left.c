/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

#include <math.h>

#include "engine/workers.h"
#include "store/past.h"

/* How long the present run still takes: from what it tells, and how long its nodes took in earlier runs. */

typedef struct
{
  MillRun   *run;
  MillStore *store;
  GFile     *file;
} Recall;

static void
recall_free (gpointer data)
{
  Recall *recall = data;

  g_object_unref (recall->run);
  g_object_unref (recall->store);
  g_object_unref (recall->file);
  g_free (recall);
}

static void
recall_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Recall *recall = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *past = mill_store_list_past (recall->store, recall->file, &error);

  if (past != NULL)
    g_task_return_pointer (task, past, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
recalled_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  MillSession *self = MILL_SESSION (object);
  const Recall *recall = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) past = g_task_propagate_pointer (G_TASK (result), &error);

  /* Whoever looks at runs is told of a database that cannot be read. */
  if (past == NULL)
    g_debug ("Earlier runs are not known: %s", error->message);
  for (guint i = 0; past != NULL && self->time_left != NULL && self->run == recall->run && i < past->len; i++)
    mill_time_left_add_past (self->time_left, past->pdata[i]);
}

void
mill_session_begin_time_left (MillSession *self)
{
  g_autoptr(GTask) task = NULL;
  Recall *recall;

  mill_session_end_time_left (self);
  self->time_left = mill_time_left_new (mill_run_get_pipeline (self->run));
  if (self->store == NULL || self->file == NULL)
    return;

  recall = g_new0 (Recall, 1);
  recall->run = g_object_ref (self->run);
  recall->store = g_object_ref (self->store);
  recall->file = g_object_ref (self->file);
  task = g_task_new (self, NULL, recalled_cb, NULL);
  g_task_set_source_tag (task, mill_session_begin_time_left);
  g_task_set_task_data (task, recall, recall_free);
  mill_workers_run_task (task, recall_thread);
}

void
mill_session_end_time_left (MillSession *self)
{
  g_clear_pointer (&self->time_left, mill_time_left_free);
}

static double
get_now (void)
{
  return g_get_monotonic_time () / (double) G_USEC_PER_SEC;
}

void
mill_session_note_time_left (MillSession     *self,
                             const MillEvent *event)
{
  if (self->time_left != NULL)
    mill_time_left_take_event (self->time_left, event, get_now ());
}

double
mill_session_get_left (MillSession *self)
{
  return self->time_left != NULL ? mill_time_left_advance (self->time_left, get_now ()) : NAN;
}
