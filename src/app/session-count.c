/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"
#include "engine/workers.h"

/* Rows of tables that were only passed through in a run: asked for once it has ended, for the links
 * that show them, in a thread, and given up when the next run begins. */

typedef struct
{
  MillResults *results;
  GPtrArray   *nodes;    /* of char *, as long as ports */
  GPtrArray   *ports;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->results);
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->ports);
  g_free (self);
}

static void
count_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Question *question = data;
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (gint64));

  /* A table that cannot be counted (-1) has its diagnostic from the run already. */
  for (guint i = 0; i < question->nodes->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      gint64 n_rows = mill_results_count_rows (question->results,
                                               g_ptr_array_index (question->nodes, i),
                                               g_ptr_array_index (question->ports, i), cancellable,
                                               NULL);

      g_array_append_val (counts, n_rows);
    }

  g_task_return_pointer (task, counts, (GDestroyNotify) g_array_unref);
}

static void
weak_ref_free (GWeakRef *self)
{
  g_weak_ref_clear (self);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GWeakRef, weak_ref_free)

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GWeakRef) weak = data;
  g_autoptr(MillSession) self = g_weak_ref_get (weak);
  Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr(GArray) counts = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self == NULL || counts == NULL || question->results != self->results)
    return;

  for (guint i = 0; i < counts->len; i++)
    {
      gint64 n_rows = g_array_index (counts, gint64, i);

      if (n_rows >= 0)
        mill_session_set_rows (self, g_ptr_array_index (question->nodes, i),
                               g_ptr_array_index (question->ports, i), n_rows);
    }
  mill_session_emit_indirect_rows (self);
}

void
mill_session_count_links (MillSession *self)
{
  g_autoptr(GArray) links = mill_pipeline_list_links (mill_session_get_expanded (self));
  g_autoptr(GTask) task = NULL;
  Question *question;
  GWeakRef *weak;

  if (self->results == NULL)
    return;

  question = g_new0 (Question, 1);
  question->results = g_object_ref (self->results);
  question->nodes = g_ptr_array_new_with_free_func (g_free);
  question->ports = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < links->len; i++)
    {
      const MillLink *link = &g_array_index (links, MillLink, i);
      const MillNodePart *part = g_hash_table_lookup (self->parts, link->from_node);

      if (link->from_port == NULL || part == NULL || part->results != self->results ||
          part->state != MILL_STATE_DONE ||
          mill_session_find_rows (self, link->from_node, link->from_port) >= 0)
        continue;
      g_ptr_array_add (question->nodes, g_strdup (link->from_node));
      g_ptr_array_add (question->ports, g_strdup (link->from_port));
    }

  if (question->nodes->len == 0)
    {
      question_free (question);
      return;
    }

  /* Nobody waits for the counts: a session that is let go of ends at once, on the main thread, and gives
   * them up. If the task held it, the thread could be the last to let go. */
  weak = g_new (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  self->count_cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->count_cancellable, counted_cb, weak);
  g_task_set_source_tag (task, mill_session_count_links);
  g_task_set_task_data (task, question, question_free);
  mill_workers_run_task (task, count_in_thread);
}

void
mill_session_stop_counting (MillSession *self)
{
  g_cancellable_cancel (self->count_cancellable);
  g_clear_object (&self->count_cancellable);
}
