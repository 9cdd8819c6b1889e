/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"
#include "engine/workers.h"
#include "pipeline/expand.h"

/* Columns and types in a worker: one at a time, and the latest document wins. */

/* So long nothing must have changed: somebody who types gets no errors of half a word. */
#define TYPING_DELAY_MS 80

typedef struct
{
  MillPipeline *pipeline;
  MillTypist   *typist;
  MillTypes    *before;     /* what was known so far, or NULL */
} Job;

/* What a worker found. */
typedef struct
{
  MillTypes  *types;
  GHashTable *problems;
  GHashTable *changed;
  GHashTable *files;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->types, mill_types_unref);
  g_clear_pointer (&found->problems, g_hash_table_unref);
  g_clear_pointer (&found->changed, g_hash_table_unref);
  g_clear_pointer (&found->files, g_hash_table_unref);
  g_free (found);
}

static void
typist_clear (gpointer data)
{
  MillTypist *typist = data;

  g_clear_object (&typist->base);
  g_clear_pointer (&typist->typing, mill_typing_free);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->pipeline);
  g_atomic_rc_box_release_full (job->typist, typist_clear);
  g_clear_pointer (&job->before, mill_types_unref);
  g_free (job);
}

static gboolean
same_problems (GPtrArray *a,
               GPtrArray *b)
{
  guint n = a != NULL ? a->len : 0;

  if (n != (b != NULL ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const MillDiagnostic *first = g_ptr_array_index (a, i);
      const MillDiagnostic *second = g_ptr_array_index (b, i);

      if (first->severity != second->severity ||
          g_strcmp0 (first->message, second->message) != 0 ||
          g_strcmp0 (first->hint, second->hint) != 0 ||
          g_strcmp0 (first->param, second->param) != 0 ||
          g_strcmp0 (first->port, second->port) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
same_schema (const MillSchema *a,
             const MillSchema *b)
{
  return a == b || (a != NULL && b != NULL && mill_schema_equal (a, b));
}

static gboolean
same_model (const MillModelShape *a,
            const MillModelShape *b)
{
  return a == b || (a != NULL && b != NULL && g_strcmp0 (a->target, b->target) == 0 &&
                    g_strcmp0 (a->target_type, b->target_type) == 0);
}

static gboolean
same_ports (const MillNodeType *type,
            const char         *node,
            MillTypes          *a,
            MillTypes          *b)
{
  for (const MillPort *port = type ? type->ports : NULL; port != NULL && port->name != NULL; port++)
    {
      gboolean same = port->direction == MILL_PORT_IN
        ? same_schema (mill_types_get_input_schema (a, node, port->name),
                       mill_types_get_input_schema (b, node, port->name))
        : same_schema (mill_types_get_schema (a, node, port->name),
                       mill_types_get_schema (b, node, port->name)) &&
          same_model (mill_types_get_model (a, node, port->name),
                      mill_types_get_model (b, node, port->name));

      if (!same)
        return FALSE;
    }

  return TRUE;
}

/* The paths of nodes: an edit changes what is known of few, and only those are shown anew. */
static GHashTable *
list_changed (Job        *job,
              MillTypes  *types,
              GHashTable *problems)
{
  GHashTable *changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(MillPipeline) expanded = mill_pipeline_expand (job->pipeline, NULL);
  g_autoptr(GPtrArray) nodes = mill_pipeline_list_nodes (expanded);
  g_autoptr(GHashTable) problems_before =
    mill_session_index_problems (job->before ? mill_types_get_diagnostics (job->before) : NULL);

  for (guint i = 0; i < nodes->len; i++)
    {
      const char *id = mill_node_get_id (g_ptr_array_index (nodes, i));

      if (job->before == NULL ||
          !same_problems (g_hash_table_lookup (problems_before, id),
                          g_hash_table_lookup (problems, id)) ||
          !same_ports (mill_pipeline_get_node_type (expanded, id), id, job->before, types))
        g_hash_table_add (changed, g_strdup (id));
    }

  return changed;
}

static void
bind_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MillBindings) bindings = NULL;
  MillTypes *types;

  if (job->typist->typing == NULL)
    job->typist->typing = mill_typing_new (job->typist->base, &error);
  if (job->typist->typing != NULL)
    bindings = mill_bindings_new (job->pipeline, NULL, &error);
  if (bindings == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  types = mill_typing_bind (job->typist->typing, job->pipeline, bindings, cancellable, &error);
  if (types != NULL)
    {
      Found *found = g_new0 (Found, 1);

      found->types = types;
      found->problems = mill_session_index_problems (mill_types_get_diagnostics (types));
      found->changed = list_changed (job, types, found->problems);
      found->files = mill_session_list_files (job->pipeline, bindings, job->typist->base);
      g_task_return_pointer (task, found, found_free);
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
bound_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(MillSession) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Found *found = g_task_propagate_pointer (G_TASK (result), &error);

  self->typing_busy = FALSE;
  if (found != NULL)
    {
      g_clear_pointer (&self->types, mill_types_unref);
      g_clear_pointer (&self->type_problems, g_hash_table_unref);
      self->types = g_steal_pointer (&found->types);
      self->type_problems = g_steal_pointer (&found->problems);
      mill_session_watch_files (self, found->files);
      mill_session_add_shown (self, found->changed, shown);
      g_signal_emit (self, mill_session_signals[SIGNAL_TYPES_CHANGED], 0, shown);
      found_free (found);
    }
  else
    {
      g_debug ("Typing ended without a result: %s", error->message);
    }

  if (self->typing_again)
    {
      self->typing_again = FALSE;
      mill_session_queue_typing (self);
    }
}

static gboolean
start_cb (gpointer data)
{
  MillSession *self = data;
  g_autoptr(GTask) task = NULL;
  Job *job;

  self->typing_source = 0;
  if (self->typing_busy)
    {
      self->typing_again = TRUE;
      return G_SOURCE_REMOVE;
    }

  if (self->typist == NULL)
    {
      self->typist = g_atomic_rc_box_new0 (MillTypist);
      g_set_object (&self->typist->base, self->base);
    }

  job = g_new0 (Job, 1);
  job->pipeline = mill_pipeline_copy (self->whole);
  job->typist = g_atomic_rc_box_acquire (self->typist);
  job->before = self->types != NULL ? mill_types_ref (self->types) : NULL;
  self->typing_busy = TRUE;

  /* The thread may be the last to let go of the task; the session must end on the main thread, so it
   * is not the task's to hold. */
  task = g_task_new (NULL, NULL, bound_cb, g_object_ref (self));
  g_task_set_source_tag (task, start_cb);
  g_task_set_task_data (task, job, job_free);
  mill_workers_run_task (task, bind_thread);

  return G_SOURCE_REMOVE;
}

void
mill_session_queue_typing (MillSession *self)
{
  g_clear_handle_id (&self->typing_source, g_source_remove);
  self->typing_source = g_timeout_add (TYPING_DELAY_MS, start_cb, self);
}

/* The directory that paths start from is another one. */
void
mill_session_reset_typing (MillSession *self)
{
  if (self->typist != NULL)
    {
      g_atomic_rc_box_release_full (self->typist, typist_clear);
      self->typist = NULL;
    }
  mill_session_queue_typing (self);
}

void
mill_session_clear_typing (MillSession *self)
{
  g_clear_handle_id (&self->typing_source, g_source_remove);
  if (self->typist != NULL)
    g_atomic_rc_box_release_full (g_steal_pointer (&self->typist), typist_clear);
  g_clear_pointer (&self->types, mill_types_unref);
  g_clear_pointer (&self->type_problems, g_hash_table_unref);
}
