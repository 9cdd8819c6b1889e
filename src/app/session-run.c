/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

#include <math.h>
#include <string.h>

#include "app/settings.h"
#include "pipeline/expand.h"
#include "pipeline/graph.h"

/* A run and what is remembered of it. Events come from its threads through one queue, which the main
 * loop empties once a frame at most. */

#define FRAME_MS 16

static void
queue_clear (gpointer data)
{
  MillEventQueue *queue = data;

  g_mutex_clear (&queue->lock);
  g_ptr_array_unref (queue->events);
}

MillEventQueue *
mill_session_new_queue (void)
{
  MillEventQueue *queue = g_atomic_rc_box_new0 (MillEventQueue);

  g_mutex_init (&queue->lock);
  queue->events = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);

  return queue;
}

void
mill_session_release_queue (gpointer data)
{
  g_atomic_rc_box_release_full (data, queue_clear);
}

void
mill_session_push_event (MillEvent *event,
                         gpointer   data)
{
  MillEventQueue *queue = data;

  g_mutex_lock (&queue->lock);
  g_ptr_array_add (queue->events, mill_event_ref (event));
  g_mutex_unlock (&queue->lock);
}

void
mill_node_part_free (gpointer data)
{
  MillNodePart *part = data;

  g_free (part->fingerprint);
  g_clear_object (&part->results);
  g_free (part);
}

static char *
make_rows_key (const char *node,
               const char *port)
{
  return g_strconcat (node, "\n", port, NULL);
}

/* What a batch of events changed, told once for each after all of them were taken in. */
typedef struct
{
  GHashTable *nodes;   /* interned id: set */
  GHashTable *rows;    /* "id\nport": set */
} Batch;

static gboolean
is_open (MillState state)
{
  return state == MILL_STATE_WAITING || state == MILL_STATE_RUNNING;
}

static void
set_state (MillSession  *self,
           MillNodePart *part,
           MillState     state)
{
  self->n_open += is_open (state);
  self->n_open -= is_open (part->state);
  part->state = state;
}

static void
apply_state (MillSession     *self,
             const MillEvent *event)
{
  MillNodePart *part = g_hash_table_lookup (self->parts, event->node);

  if (part == NULL)
    return;

  mill_run_reach_note (self->reach, event->node, part->state, event->state);
  set_state (self, part, event->state);
  part->fraction = event->state == MILL_STATE_RUNNING ? -1 : 0;
  part->left = NAN;
  if (event->seconds > 0)
    part->seconds = event->seconds;
  if (event->state == MILL_STATE_DONE || event->state == MILL_STATE_REUSED)
    {
      /* They are there from the moment that the run has opened its session. */
      if (self->results == NULL)
        self->results = mill_run_get_results (self->run);
      g_set_object (&part->results, self->results);
    }
}

static void
apply (MillSession     *self,
       const MillEvent *event,
       Batch           *batch)
{
  switch (event->kind)
    {
    case MILL_EVENT_STATE:
      if (event->node == NULL)
        break;
      apply_state (self, event);
      g_hash_table_add (batch->nodes, (gpointer) event->node);
      break;

    case MILL_EVENT_PROGRESS:
      {
        MillNodePart *part = event->node ? g_hash_table_lookup (self->parts, event->node) : NULL;

        if (part == NULL)
          break;
        part->fraction = event->fraction;
        part->left = event->seconds;
        g_hash_table_add (batch->nodes, (gpointer) event->node);
        break;
      }

    case MILL_EVENT_ROWS:
      {
        gint64 *rows = g_new (gint64, 1);

        *rows = event->rows;
        g_hash_table_replace (self->rows, make_rows_key (event->node, event->port), rows);
        g_hash_table_add (batch->rows, make_rows_key (event->node, event->port));
        break;
      }

    case MILL_EVENT_DIAGNOSTIC:
      if (event->diagnostic == NULL)
        break;
      mill_session_add_problem (self->run_problems, event->diagnostic);
      if (event->diagnostic->node != NULL)
        g_hash_table_add (batch->nodes, (gpointer) g_intern_string (event->diagnostic->node));
      break;

    case MILL_EVENT_RUN_STARTED:
    case MILL_EVENT_SOURCE:
    case MILL_EVENT_FILE:
    case MILL_EVENT_LOG:
    case MILL_EVENT_METRIC:
    case MILL_EVENT_ARTIFACT:
    case MILL_EVENT_RUN_FINISHED:
    default:
      break;
    }
}

static void
tell_reached (MillSession *self)
{
  const char *path = mill_run_reach_take (self->reach);
  g_autofree char *shown = path != NULL ? mill_session_find_shown (self, path) : NULL;

  if (shown != NULL)
    g_signal_emit (self, mill_session_signals[SIGNAL_RUN_REACHED], 0, shown);
}

static void
tell (MillSession *self,
      Batch       *batch,
      GPtrArray   *events)
{
  /* A node that holds a component is told of once, whatever went on within. */
  g_autoptr(GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, batch->nodes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      char *shown = mill_session_find_shown (self, key);

      if (shown != NULL)
        g_hash_table_add (told, shown);
    }
  g_hash_table_iter_init (&iter, told);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_signal_emit (self, mill_session_signals[SIGNAL_NODE_STATUS_CHANGED], 0, key);
  tell_reached (self);

  g_hash_table_iter_init (&iter, batch->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_auto(GStrv) parts = g_strsplit (key, "\n", 2);

      mill_session_emit_rows (self, parts[0], parts[1]);
    }
  if (g_hash_table_size (batch->rows) > 0)
    mill_session_emit_indirect_rows (self);

  if (events->len > 0)
    g_signal_emit (self, mill_session_signals[SIGNAL_EVENTS], 0, events->pdata, events->len);
}

void
mill_session_drain (MillSession *self)
{
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GHashTable) nodes = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Batch batch = { nodes, rows };

  g_mutex_lock (&self->queue->lock);
  events = self->queue->events;
  self->queue->events = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);
  g_mutex_unlock (&self->queue->lock);

  for (guint i = 0; i < events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (events, i);

      g_ptr_array_add (self->events, mill_event_ref (event));
      apply (self, event, &batch);
    }
  tell (self, &batch, events);
}

static gboolean
drain_cb (gpointer data)
{
  mill_session_drain (data);

  return G_SOURCE_CONTINUE;
}

/* Nodes that were still to come when the run ended will not come any more. */
static void
end_unfinished (MillSession *self)
{
  g_autoptr(GPtrArray) ended = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      MillNodePart *part = value;

      if (is_open (part->state))
        {
          set_state (self, part, MILL_STATE_CANCELLED);
          g_ptr_array_add (ended, (gpointer) g_intern_string (key));
        }
    }
  for (guint i = 0; i < ended->len; i++)
    mill_session_emit_status (self, g_ptr_array_index (ended, i));
}

static void
executed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(MillSession) self = data;
  MillState state = mill_run_execute_finish (MILL_RUN (object), result);

  g_clear_handle_id (&self->drain_source, g_source_remove);
  mill_session_drain (self);
  end_unfinished (self);

  self->running = FALSE;
  g_clear_object (&self->run_cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_RUNNING]);
  g_signal_emit (self, mill_session_signals[SIGNAL_RUN_FINISHED], 0, state);
  if (!self->running)
    mill_session_count_links (self);
  mill_session_queue_forecast (self);
}

void
mill_session_set_rows (MillSession *self,
                       const char  *path,
                       const char  *port,
                       gint64       n_rows)
{
  g_hash_table_replace (self->rows, make_rows_key (path, port), g_memdup2 (&n_rows, sizeof n_rows));
  mill_session_emit_rows (self, path, port);
}

static void
forget_rows (MillSession *self,
             GPtrArray   *ids)
{
  g_autoptr(GHashTable) nodes = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (nodes, g_ptr_array_index (ids, i));
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autofree char *node = g_strndup (key, strcspn (key, "\n"));

      if (g_hash_table_contains (nodes, node))
        g_hash_table_iter_remove (&iter);
    }
}

/* Nodes outside of this run keep what they had from an earlier one. Those in it keep their results on
 * the screen until the new ones are there. */
static void
begin_parts (MillSession       *self,
             const char *const *targets)
{
  g_autoptr(GPtrArray) ids = mill_graph_upstream (mill_session_get_expanded (self), targets);

  self->n_in_run = ids->len;
  mill_run_reach_reset (self->reach);
  mill_session_forget_reasons (self);
  forget_rows (self, ids);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      MillNodePart *part = mill_session_ensure_part (self, id);

      set_state (self, part, MILL_STATE_WAITING);
      part->fraction = 0;
      part->seconds = 0;
      part->stale = FALSE;
      g_set_str (&part->fingerprint, mill_session_get_fingerprint (self, id));
      mill_session_emit_status (self, id);
    }
}

static void
refuse (MillSession *self,
        GError      *error)
{
  g_autoptr(MillDiagnostic) diagnostic = mill_error_dup_diagnostic (error, NULL);
  MillEvent *event = mill_event_new (MILL_EVENT_DIAGNOSTIC, NULL);

  event->severity = MILL_SEVERITY_ERROR;
  event->diagnostic = g_steal_pointer (&diagnostic);
  g_ptr_array_add (self->events, event);
  g_signal_emit (self, mill_session_signals[SIGNAL_EVENTS], 0, &event, 1);
  g_signal_emit (self, mill_session_signals[SIGNAL_RUN_FINISHED], 0, MILL_STATE_FAILED);
}

static void
add_maker (MillSession *self,
           const char  *node,
           const char  *port,
           GHashTable  *paths)
{
  g_autofree char *made_at = NULL;
  char *made_by = NULL;

  if (mill_session_find_maker (self, node, port, &made_by, &made_at))
    g_hash_table_add (paths, made_by);
}

/* Adds the paths of what runs for @node of the shown level. */
static void
add_targets (MillSession *self,
             const char  *node,
             GHashTable  *paths)
{
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, node);
  MillNode *value = mill_pipeline_get_node (self->pipeline, node);
  MillPipeline *expanded = mill_session_get_expanded (self);
  g_autoptr(GPtrArray) nodes = NULL;
  g_autofree char *path = mill_session_make_path (self, node);
  const MillInput *inputs;
  guint n_inputs = 0;
  const MillPort *port;

  if (mill_pipeline_get_node (expanded, path) != NULL)
    {
      g_hash_table_add (paths, g_steal_pointer (&path));
      return;
    }
  if (value == NULL)
    return;

  if (mill_node_get_component (value) != NULL)
    nodes = mill_pipeline_list_nodes (expanded);
  for (guint i = 0; nodes != NULL && i < nodes->len; i++)
    {
      const char *id = mill_node_get_id (g_ptr_array_index (nodes, i));

      if (mill_path_is_within (id, path))
        g_hash_table_add (paths, g_strdup (id));
    }

  /* What only passes on what others make: those. */
  for (guint i = 0; type != NULL &&
                    (port = mill_node_type_get_port (type, MILL_PORT_OUT, i)) != NULL; i++)
    add_maker (self, node, port->name, paths);
  inputs = mill_node_get_inputs (value, &n_inputs);
  for (guint i = 0; mill_node_get_component (value) == NULL && i < n_inputs; i++)
    if (inputs[i].from_port != NULL && !inputs[i].muted)
      add_maker (self, inputs[i].from_node, inputs[i].from_port, paths);
}

/* Never NULL. */
static GStrv
find_targets (MillSession       *self,
              const char *const *nodes)
{
  g_autoptr(GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GStrvBuilder) targets = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer path;

  for (; *nodes != NULL; nodes++)
    add_targets (self, *nodes, paths);
  g_hash_table_iter_init (&iter, paths);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    g_strv_builder_add (targets, path);

  return g_strv_builder_end (targets);
}

void
mill_session_fill_options (MillSession     *self,
                           MillRunOptions  *options,
                           char           **identity)
{
  g_free (self->spill);
  self->spill = mill_settings_dup_path ("spill-folder");
  *identity = self->file != NULL ? g_file_get_uri (self->file) : NULL;
  *options = (MillRunOptions) {
    .base = self->base,
    .threads = mill_settings_get_int ("threads", 0),
    .memory = (guint64) mill_settings_get_int ("memory-limit", 0) * 1024 * 1024,
    .spill = self->spill,
    .cache = self->cache,
    .identity = *identity,
  };
}

static void
run (MillSession       *self,
     const char *const *nodes,
     gboolean           from_scratch)
{
  g_auto(GStrv) targets = nodes != NULL ? find_targets (self, nodes) : NULL;
  g_autofree char *identity = NULL;
  MillRunOptions options;
  g_autoptr(GError) error = NULL;
  g_autoptr(MillBindings) bindings = NULL;

  if (self->running)
    return;

  g_ptr_array_set_size (self->events, 0);
  g_hash_table_remove_all (self->run_problems);
  bindings = mill_bindings_new (self->whole, NULL, &error);
  if (bindings == NULL)
    {
      refuse (self, error);
      return;
    }

  mill_session_fill_options (self, &options, &identity);
  options.targets = (const char *const *) targets;
  options.from_scratch = from_scratch;
  options.digests = TRUE;
  mill_session_stop_recall (self);
  mill_session_stop_counting (self);
  g_clear_object (&self->run);
  g_clear_object (&self->results);
  g_clear_pointer (&self->queue, mill_session_release_queue);
  self->run = mill_run_new (self->whole, bindings, &options);
  self->queue = mill_session_new_queue ();
  self->run_cancellable = g_cancellable_new ();
  self->running = TRUE;
  mill_run_add_listener (self->run, mill_session_push_event, g_atomic_rc_box_acquire (self->queue), mill_session_release_queue);
  if (self->store != NULL)
    mill_store_record_run (self->store, self->run, self->file);

  mill_session_check_files (self);
  begin_parts (self, (const char *const *) targets);
  g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_RUNNING]);
  g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_HAS_RUN]);
  g_signal_emit (self, mill_session_signals[SIGNAL_RUN_STARTED], 0);

  self->drain_source = g_timeout_add (FRAME_MS, drain_cb, self);
  mill_run_execute_async (self->run, self->run_cancellable, executed_cb, g_object_ref (self));
}

void
mill_session_run (MillSession       *self,
                  const char *const *nodes)
{
  run (self, nodes, FALSE);
}

void
mill_session_run_from_scratch (MillSession       *self,
                               const char *const *nodes)
{
  run (self, nodes, TRUE);
}

void
mill_session_stop (MillSession *self)
{
  if (self->run_cancellable != NULL)
    g_cancellable_cancel (self->run_cancellable);
}

gboolean
mill_session_get_running (MillSession *self)
{
  return self->running;
}

void
mill_session_get_progress (MillSession *self,
                           guint       *n_ended,
                           guint       *n)
{
  *n = self->n_in_run;
  *n_ended = self->n_in_run - self->n_open;
}

gint64
mill_session_find_rows (MillSession *self,
                        const char  *path,
                        const char  *port)
{
  g_autofree char *key = make_rows_key (path, port);
  const gint64 *rows = g_hash_table_lookup (self->rows, key);

  return rows != NULL ? *rows : -1;
}

MillResults *
mill_session_get_results (MillSession *self)
{
  return self->results;
}

GPtrArray *
mill_session_get_events (MillSession *self)
{
  return self->events;
}

MillStore *
mill_session_get_store (MillSession *self)
{
  return self->store;
}

void
mill_session_set_store (MillSession *self,
                        MillStore   *store)
{
  g_set_object (&self->store, store);
}

void
mill_session_set_cache (MillSession *self,
                        MillCache   *cache)
{
  g_clear_pointer (&self->cache, mill_cache_unref);
  self->cache = cache != NULL ? mill_cache_ref (cache) : NULL;
}

void
mill_session_init_run (MillSession *self)
{
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, mill_node_part_free);
  self->parts_within = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) g_ptr_array_unref);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);
  self->run_problems = mill_session_index_problems (NULL);
  self->reach = mill_run_reach_new ();
}

void
mill_session_clear_run (MillSession *self)
{
  mill_session_stop (self);
  mill_session_stop_recall (self);
  mill_session_stop_counting (self);
  g_clear_pointer (&self->cache, mill_cache_unref);
  g_clear_handle_id (&self->drain_source, g_source_remove);
  g_clear_object (&self->run);
  g_clear_object (&self->results);
  g_clear_object (&self->run_cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->queue, mill_session_release_queue);
  g_clear_pointer (&self->parts, g_hash_table_unref);
  g_clear_pointer (&self->parts_within, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->run_problems, g_hash_table_unref);
  g_clear_pointer (&self->reach, mill_run_reach_free);
}
