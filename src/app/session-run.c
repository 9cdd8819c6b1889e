/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/session-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/settings.h"
#include "pipeline/graph.h"

/* A run from its beginning to its end, while what it tells is taken in once a frame at most. */

#define FRAME_MS 16

void
mill_node_part_free (gpointer data)
{
  MillNodePart *part = data;

  g_free (part->fingerprint);
  g_strfreev (part->given);
  g_free (part->values);
  g_free (part->made_with);
  g_clear_object (&part->results);
  g_free (part);
}

static gboolean
drain_cb (gpointer data)
{
  mill_session_drain (data);

  return G_SOURCE_CONTINUE;
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
  mill_session_end_unfinished (self);
  mill_session_end_time_left (self);

  self->running = FALSE;
  g_clear_object (&self->run_cancellable);
  mill_session_note_sweep (self, state);
  g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_RUNNING]);
  g_signal_emit (self, mill_session_signals[SIGNAL_RUN_FINISHED], 0, state);
  if (!self->running)
    mill_session_continue_sweep (self);
  if (!self->running)
    mill_session_count_links (self);
  mill_session_queue_forecast (self);
}

/* What is pinned stays of what it ran as. */
static gboolean
is_served (MillSession        *self,
           const char         *path,
           const MillNodePart *part)
{
  MillNode *node = mill_pipeline_get_node (mill_session_get_expanded (self), path);

  return self->cache != NULL && self->file != NULL && part->results != NULL && mill_node_is_pinned (node);
}

/* "most = 5, name = x". */
static char *
dup_values (const char *const *values)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; values[i] != NULL; i++)
    {
      const char *equals = strchr (values[i], '=');

      g_string_append_printf (text, "%s%.*s = %s", i > 0 ? ", " : "", (int) (equals - values[i]), values[i],
                              equals + 1);
    }

  return g_string_free (text, FALSE);
}

/* What it is made of; @values, @with_values: those of a run that has its own, or NULL. */
static void
begin_part (MillSession       *self,
            const char        *path,
            MillNodePart      *part,
            const char *const *values,
            MillFingerprints  *with_values)
{
  const char *drawn = mill_session_get_fingerprint (self, path);
  const char *made_with = with_values != NULL ? mill_fingerprints_get (with_values, path) : NULL;
  gboolean other = made_with != NULL && g_strcmp0 (made_with, drawn) != 0;

  g_set_str (&part->fingerprint, drawn);
  g_set_str (&part->made_with, other ? made_with : NULL);
  g_clear_pointer (&part->given, g_strfreev);
  g_clear_pointer (&part->values, g_free);
  if (other)
    {
      part->given = g_strdupv ((GStrv) values);
      part->values = dup_values (values);
    }
}

/* Nodes outside of this run keep what they had from an earlier one. Those in it keep their results on
 * the screen until the new ones are there. */
static void
begin_parts (MillSession       *self,
             const char *const *targets,
             const char *const *values,
             gboolean           from_scratch)
{
  g_autoptr(GPtrArray) ids = mill_graph_upstream (mill_session_get_expanded (self), targets);
  g_autoptr(GHashTable) others = mill_session_forget_outlooks (self);
  MillFingerprints *with_values = values != NULL ? mill_session_make_fingerprints (self, values) : NULL;

  self->n_in_run = ids->len;
  mill_run_reach_reset (self->reach);
  mill_session_forget_rows (self, ids);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      MillNodePart *part = mill_session_ensure_part (self, id);

      mill_session_set_state (self, part, MILL_STATE_WAITING);
      part->fraction = 0;
      part->seconds = 0;
      part->stale = FALSE;
      if (from_scratch || !is_served (self, id, part))
        begin_part (self, id, part, values, with_values);
      g_hash_table_remove (others, id);
      mill_session_emit_status (self, id);
    }
  mill_session_update_stale (self, others);
  g_clear_pointer (&with_values, mill_fingerprints_free);
}

static void
refuse (MillSession *self,
        GError      *error)
{
  g_autoptr(MillDiagnostic) diagnostic = mill_error_dup_diagnostic (error, NULL);
  MillEvent *event = mill_event_new (MILL_EVENT_DIAGNOSTIC, NULL);

  /* Others would not begin either. */
  mill_session_clear_sweep (self);
  event->severity = MILL_SEVERITY_ERROR;
  event->diagnostic = g_steal_pointer (&diagnostic);
  g_ptr_array_add (self->events, event);
  mill_run_log_add (self->log, &event, 1);
  g_signal_emit (self, mill_session_signals[SIGNAL_EVENTS], 0, &event, 1);
  g_signal_emit (self, mill_session_signals[SIGNAL_RUN_FINISHED], 0, MILL_STATE_FAILED);
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

/* What the run has beside the pipeline is in its log. */
static void
tell_values (MillSession       *self,
             const char *const *values)
{
  MillEvent *event = mill_event_new (MILL_EVENT_LOG, NULL);
  g_autofree char *list = dup_values (values);

  event->severity = MILL_SEVERITY_NOTE;
  /* Translators: values of parameters for one run: "rows = 5, name = x". */
  event->text = g_strdup_printf (_("With other values than the pipeline has: %s"), list);
  g_ptr_array_add (self->events, event);
  mill_run_log_add (self->log, &event, 1);
  g_signal_emit (self, mill_session_signals[SIGNAL_EVENTS], 0, &event, 1);
}

/* @values: of parameters, "NAME=VALUE", or NULL. */
static void
run (MillSession       *self,
     const char *const *nodes,
     const char *const *values,
     gboolean           from_scratch)
{
  g_auto(GStrv) targets = nodes != NULL ? mill_session_find_targets (self, nodes) : NULL;
  g_autofree char *identity = NULL;
  MillRunOptions options;
  g_autoptr(GError) error = NULL;
  g_autoptr(MillBindings) bindings = NULL;

  if (self->running)
    return;

  g_ptr_array_set_size (self->events, 0);
  mill_run_log_clear (self->log);
  g_hash_table_remove_all (self->run_problems);
  bindings = mill_bindings_new (self->whole, values, &error);
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

  mill_session_begin_time_left (self);
  mill_session_check_files (self);
  begin_parts (self, (const char *const *) targets, values, from_scratch);
  g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_RUNNING]);
  g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_HAS_RUN]);
  g_signal_emit (self, mill_session_signals[SIGNAL_RUN_STARTED], 0);
  if (values != NULL)
    tell_values (self, values);

  self->drain_source = g_timeout_add (FRAME_MS, drain_cb, self);
  mill_run_execute_async (self->run, self->run_cancellable, executed_cb, g_object_ref (self));
}

void
mill_session_run (MillSession       *self,
                  const char *const *nodes)
{
  run (self, nodes, NULL, FALSE);
}

void
mill_session_run_from_scratch (MillSession       *self,
                               const char *const *nodes)
{
  run (self, nodes, NULL, TRUE);
}

void
mill_session_run_with_values (MillSession       *self,
                              const char *const *values)
{
  run (self, NULL, values != NULL && *values != NULL ? values : NULL, FALSE);
}

void
mill_session_stop (MillSession *self)
{
  mill_session_clear_sweep (self);
  if (self->run_cancellable == NULL || g_cancellable_is_cancelled (self->run_cancellable))
    return;
  g_cancellable_cancel (self->run_cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_RUNNING]);
}

gboolean
mill_session_get_running (MillSession *self)
{
  return self->running;
}

gboolean
mill_session_get_stopping (MillSession *self)
{
  return self->running && g_cancellable_is_cancelled (self->run_cancellable);
}

void
mill_session_get_progress (MillSession *self,
                           guint       *n_ended,
                           guint       *n)
{
  *n = self->n_in_run;
  *n_ended = self->n_in_run - self->n_open;
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

MillRunLog *
mill_session_get_log (MillSession *self)
{
  return self->log;
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
  mill_session_queue_forecast (self);
}

void
mill_session_init_run (MillSession *self)
{
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, mill_node_part_free);
  self->parts_within = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) g_ptr_array_unref);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);
  self->log = mill_run_log_new ();
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
  mill_session_end_time_left (self);
  g_clear_object (&self->run);
  g_clear_object (&self->results);
  g_clear_object (&self->run_cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->queue, mill_session_release_queue);
  g_clear_pointer (&self->parts, g_hash_table_unref);
  g_clear_pointer (&self->parts_within, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->log, mill_run_log_free);
  g_clear_pointer (&self->run_problems, g_hash_table_unref);
  g_clear_pointer (&self->reach, mill_run_reach_free);
}
