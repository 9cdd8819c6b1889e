/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/run.h"

#include "engine/remaining.h"
#include "engine/run-private.h"
#include "engine/workers.h"
#include "pipeline/expand.h"

typedef struct
{
  MillEventFunc  func;
  gpointer       data;
  GDestroyNotify destroy;
} Listener;

struct _MillRun
{
  GObject         parent_instance;

  char           *id;
  MillPipeline   *drawing;
  MillPipeline   *pipeline;
  MillBindings   *bindings;
  MillBindings   *values;
  MillRunOptions  options;
  GStrv           targets;
  char           *identity;
  char           *spill;
  GArray         *listeners;
  GMutex          lock;       /* one event after the other, and the results */
  MillResults    *results;
  GHashTable     *remaining;  /* const char *node -> MillRemaining */
  gboolean        started;    /* (atomic) */
};

G_DEFINE_FINAL_TYPE (MillRun, mill_run, G_TYPE_OBJECT)

static void
listener_clear (gpointer data)
{
  Listener *self = data;

  if (self->destroy != NULL)
    self->destroy (self->data);
}

static void
mill_run_finalize (GObject *object)
{
  MillRun *self = MILL_RUN (object);

  g_array_unref (self->listeners);
  g_hash_table_unref (self->remaining);
  g_clear_object (&self->results);
  g_clear_object (&self->drawing);
  g_clear_object (&self->pipeline);
  g_clear_pointer (&self->bindings, mill_bindings_unref);
  g_clear_pointer (&self->values, mill_bindings_unref);
  g_clear_object (&self->options.base);
  g_clear_pointer (&self->options.problems, g_ptr_array_unref);
  g_clear_pointer (&self->targets, g_strfreev);
  g_clear_pointer (&self->options.cache, mill_cache_unref);
  g_free (self->identity);
  g_free (self->spill);
  g_free (self->id);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (mill_run_parent_class)->finalize (object);
}

static void
mill_run_class_init (MillRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_run_finalize;
}

static void
mill_run_init (MillRun *self)
{
  g_mutex_init (&self->lock);
  self->id = g_uuid_string_random ();
  self->listeners = g_array_new (FALSE, FALSE, sizeof (Listener));
  g_array_set_clear_func (self->listeners, listener_clear);
  self->remaining = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/* NULL for NULL: everything. */
static GStrv
expand_targets (MillPipeline       *pipeline,
                const char *const  *targets)
{
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GStrvBuilder) expanded = NULL;

  if (targets == NULL)
    return NULL;
  nodes = mill_pipeline_list_nodes (pipeline);
  expanded = g_strv_builder_new ();
  for (; *targets != NULL; targets++)
    {
      if (mill_pipeline_get_node (pipeline, *targets) != NULL)
        g_strv_builder_add (expanded, *targets);
      for (guint i = 0; i < nodes->len; i++)
        {
          const char *id = mill_node_get_id (g_ptr_array_index (nodes, i));

          if (mill_path_is_within (id, *targets))
            g_strv_builder_add (expanded, id);
        }
    }

  return g_strv_builder_end (expanded);
}

MillRun *
mill_run_new (MillPipeline         *pipeline,
              MillBindings         *bindings,
              const MillRunOptions *options)
{
  MillRun *self = g_object_new (MILL_TYPE_RUN, NULL);

  self->drawing = mill_pipeline_copy (pipeline);
  self->pipeline = mill_pipeline_expand (self->drawing, NULL);
  self->bindings = mill_bindings_ref (bindings);
  self->values = mill_bindings_extend (bindings, self->pipeline, NULL);
  if (options != NULL)
    {
      self->options = *options;
      self->targets = expand_targets (self->pipeline, options->targets);
      self->options.targets = (const char *const *) self->targets;
      self->options.base = options->base != NULL ? g_object_ref (options->base) : NULL;
      self->identity = g_strdup (options->identity);
      self->options.identity = self->identity;
      self->spill = g_strdup (options->spill);
      self->options.spill = self->spill;
      if (options->cache != NULL)
        self->options.cache = mill_cache_ref (options->cache);
      if (options->problems != NULL)
        self->options.problems = g_ptr_array_ref (options->problems);
    }

  return self;
}

const char *
mill_run_get_id (MillRun *self)
{
  g_return_val_if_fail (MILL_IS_RUN (self), NULL);

  return self->id;
}

MillPipeline *
mill_run_get_drawing (MillRun *self)
{
  g_return_val_if_fail (MILL_IS_RUN (self), NULL);

  return self->drawing;
}

MillPipeline *
mill_run_get_pipeline (MillRun *self)
{
  g_return_val_if_fail (MILL_IS_RUN (self), NULL);

  return self->pipeline;
}

MillBindings *
mill_run_get_bindings (MillRun *self)
{
  g_return_val_if_fail (MILL_IS_RUN (self), NULL);

  return self->bindings;
}

MillBindings *
mill_run_get_values (MillRun *self)
{
  g_return_val_if_fail (MILL_IS_RUN (self), NULL);

  return self->values;
}

const MillRunOptions *
mill_run_get_options (MillRun *self)
{
  return &self->options;
}

void
mill_run_add_listener (MillRun        *self,
                       MillEventFunc   func,
                       gpointer        data,
                       GDestroyNotify  destroy)
{
  Listener listener = { func, data, destroy };

  g_return_if_fail (MILL_IS_RUN (self));
  g_return_if_fail (!g_atomic_int_get (&self->started));

  g_array_append_val (self->listeners, listener);
}

/* How long a node still takes is told with how far it is. */
static void
estimate (MillRun   *self,
          MillEvent *event)
{
  double now = g_get_monotonic_time () / (double) G_USEC_PER_SEC;

  if (event->kind == MILL_EVENT_STATE && event->state == MILL_STATE_RUNNING)
    {
      MillRemaining *remaining = g_new (MillRemaining, 1);

      mill_remaining_begin (remaining, now);
      g_hash_table_replace (self->remaining, (gpointer) event->node, remaining);
    }
  else if (event->kind == MILL_EVENT_PROGRESS)
    {
      MillRemaining *remaining = g_hash_table_lookup (self->remaining, event->node);

      if (remaining == NULL)
        return;
      /* The node and who looks at its queries tell from two threads: what comes late is not taken back. */
      event->fraction = MAX (event->fraction, remaining->fraction);
      event->seconds = mill_remaining_advance (remaining, now, event->fraction);
    }
}

/* What a problem quotes may be a value that must not be told. */
static void
hide_secrets (MillRun   *self,
              MillEvent *event)
{
  MillDiagnostic *told = mill_bindings_hide_secrets (self->values, event->diagnostic);

  mill_diagnostic_unref (event->diagnostic);
  event->diagnostic = told;
}

void
mill_run_send (MillRun   *self,
               MillEvent *event)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  estimate (self, event);
  if (event->diagnostic != NULL)
    hide_secrets (self, event);
  for (guint i = 0; i < self->listeners->len; i++)
    {
      Listener *listener = &g_array_index (self->listeners, Listener, i);

      listener->func (event, listener->data);
    }

  mill_event_unref (event);
}

void
mill_run_set_results (MillRun     *self,
                      MillResults *results)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);

  g_set_object (&self->results, results);
}

MillResults *
mill_run_get_results (MillRun *self)
{
  g_return_val_if_fail (MILL_IS_RUN (self), NULL);

  {
    G_MUTEX_AUTO_LOCK (&self->lock, locker);

    return self->results != NULL ? g_object_ref (self->results) : NULL;
  }
}

MillState
mill_run_execute (MillRun      *self,
                  GCancellable *cancellable)
{
  MillEvent *event;
  gint64 start = g_get_monotonic_time ();
  MillState state;

  g_return_val_if_fail (MILL_IS_RUN (self), MILL_STATE_FAILED);
  g_return_val_if_fail (g_atomic_int_compare_and_exchange (&self->started, FALSE, TRUE),
                        MILL_STATE_FAILED);

  mill_run_send (self, mill_event_new (MILL_EVENT_RUN_STARTED, NULL));
  state = mill_run_schedule (self, cancellable);

  event = mill_event_new (MILL_EVENT_RUN_FINISHED, NULL);
  event->state = state;
  event->seconds = (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
  mill_run_send (self, event);

  return state;
}

static gpointer
execute_in_thread (gpointer data)
{
  GTask *task = data;

  g_task_return_int (task, mill_run_execute (g_task_get_source_object (task),
                                             g_task_get_cancellable (task)));
  /* What was run may end with it. */
  g_object_unref (task);
  mill_workers_end ();

  return NULL;
}

void
mill_run_execute_async (MillRun             *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  GTask *task;

  g_return_if_fail (MILL_IS_RUN (self));

  /* A thread of its own, since a run may take hours and GTask's pool is small. */
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, mill_run_execute_async);
  g_task_set_check_cancellable (task, FALSE);
  mill_workers_begin ();
  g_thread_unref (g_thread_new ("run", execute_in_thread, task));
}

MillState
mill_run_execute_finish (MillRun      *self,
                         GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), MILL_STATE_FAILED);

  return g_task_propagate_int (G_TASK (result), NULL);
}
