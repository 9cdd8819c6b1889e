/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scheduler-private.h"

#include <string.h>

#include "pipeline/expand.h"
#include "pipeline/writer.h"

/* Tells what reading the file and typing have found, each thing once. What is merely odd in a file is no
 * matter of a run; what typing says of nodes that are not @wanted neither. */
static void
send_diagnostics (MillScheduler *self,
                  MillTypes     *types,
                  GHashTable    *wanted)
{
  GPtrArray *problems = mill_run_get_options (self->run)->problems;
  GPtrArray *found = types != NULL ? mill_types_get_diagnostics (types) : NULL;
  g_autoptr (GPtrArray) told = mill_diagnostics_new ();
  g_autoptr (GPtrArray) more = mill_diagnostics_new ();

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      MillDiagnostic *problem = g_ptr_array_index (problems, i);

      if (problem->severity != MILL_SEVERITY_NOTE)
        g_ptr_array_add (told, mill_diagnostic_ref (problem));
    }
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      MillDiagnostic *diagnostic = g_ptr_array_index (found, i);

      if (diagnostic->node == NULL || g_hash_table_contains (wanted, diagnostic->node))
        g_ptr_array_add (more, mill_diagnostic_ref (diagnostic));
    }
  mill_diagnostics_merge (told, more);
  for (guint i = 0; i < told->len; i++)
    mill_scheduler_send_diagnostic (self, g_ptr_array_index (told, i));
}

/* A node, and the components that it is within. */
static void
add_wanted (GHashTable *wanted,
            const char *id)
{
  g_hash_table_add (wanted, (char *) id);
  for (const char *c = strchr (id, MILL_PATH_SEPARATOR); c != NULL;
       c = strchr (c + 1, MILL_PATH_SEPARATOR))
    {
      g_autofree char *holder = g_strndup (id, c - id);

      g_hash_table_add (wanted, (char *) g_intern_string (holder));
    }
}

static void
clear_nodes (MillScheduler *self)
{
  for (guint i = 0; self->plan != NULL && i < self->plan->nodes->len; i++)
    {
      g_ptr_array_unref (self->nodes[i].outputs);
      g_clear_pointer (&self->nodes[i].found, g_ptr_array_unref);
      mill_cached_run_clear (&self->nodes[i].told);
      g_clear_error (&self->nodes[i].unreadable);
    }
  g_clear_pointer (&self->nodes, g_free);
  g_hash_table_remove_all (self->by_id);
}

void
mill_scheduler_clear_plan (MillScheduler *self)
{
  clear_nodes (self);
  g_clear_pointer (&self->forecast, mill_forecast_free);
  g_clear_pointer (&self->plan, mill_plan_free);
}

void
mill_scheduler_set_plan (MillScheduler *self,
                         MillTypes     *types)
{
  const MillRunOptions *options = mill_run_get_options (self->run);

  self->plan = mill_plan_new (mill_run_get_pipeline (self->run), mill_run_get_values (self->run), types,
                              options->targets);
  if (self->cache != NULL)
    mill_plan_keep_condensed (self->plan);
  self->nodes = g_new0 (MillNodeRun, self->plan->nodes->len);
  for (guint i = 0; i < self->plan->nodes->len; i++)
    {
      MillNodeRun *node = &self->nodes[i];

      node->plan = g_ptr_array_index (self->plan->nodes, i);
      node->outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_output_unref);
      g_hash_table_insert (self->by_id, (char *) node->plan->id, node);
    }
  self->forecast = mill_forecast_new (self->plan, mill_run_get_values (self->run), self->paths,
                                      self->cache, self->memory, options->from_scratch);
}

/* Where it is remembered that everything binds: a digest of all that decides this, in a name. NULL where a
 * node has no key yet. */
static char *
make_bound_path (MillScheduler *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  GFile *base = mill_run_get_options (self->run)->base;
  g_autofree char *text = mill_pipeline_to_text (mill_run_get_drawing (self->run));
  g_autoptr (JsonNode) values = mill_bindings_to_json (mill_run_get_values (self->run));
  g_autofree char *parameters = mill_json_to_canonical (values, TRUE);
  g_autofree char *folder = base != NULL ? g_file_get_uri (base) : g_strdup ("");

  /* With the NUL at its end each text stays apart from the next. */
  g_checksum_update (checksum, (const guchar *) text, strlen (text) + 1);
  g_checksum_update (checksum, (const guchar *) parameters, strlen (parameters) + 1);
  g_checksum_update (checksum, (const guchar *) folder, strlen (folder) + 1);
  for (guint i = 0; i < self->plan->nodes->len; i++)
    {
      MillKey *key = mill_forecast_get (self->forecast, i)->key;

      if (key == NULL)
        return NULL;
      g_checksum_update (checksum, (const guchar *) mill_key_get_text (key), -1);
    }

  return mill_cache_make_path (self->cache, "bound", g_checksum_get_string (checksum));
}

/* Were the same nodes bound with the same sources, and nothing found? Binding them again would find
 * nothing, and takes longer than everything else where nothing has changed. */
static gboolean
is_known_to_bind (MillScheduler *self)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) json = NULL;

  for (guint i = 0; i < self->plan->nodes->len; i++)
    {
      g_autoptr (GPtrArray) unknown = mill_forecast_find_digests (self->forecast, i);

      if (unknown->len > 0)
        return FALSE;
    }
  mill_forecast_settle_keys (self->forecast);
  path = make_bound_path (self);
  json = path != NULL ? mill_cache_read_json (path, NULL) : NULL;
  if (json != NULL)
    mill_cache_touch (path);

  return json != NULL;
}

void
mill_scheduler_remember_bound (MillScheduler *self)
{
  g_autofree char *path = self->binds_clean ? make_bound_path (self) : NULL;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  json = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (json, json_object_new ());
  if (!mill_cache_write_json (self->cache, path, json, &error))
    g_debug ("%s", error->message);
}

/* Binds everything before anything runs. */
static MillTypes *
bind (MillScheduler  *self,
      GError        **error)
{
  MillDuck *duck = mill_results_get_duck (self->results);
  g_autoptr (MillTyping) typing = mill_typing_new_in (mill_run_get_options (self->run)->base, duck, error);
  MillTypes *types = NULL;

  if (typing != NULL)
    types = mill_typing_bind (typing, mill_run_get_drawing (self->run), mill_run_get_bindings (self->run),
                              self->cancellable, error);
  self->binds_clean = types != NULL && self->cache != NULL && mill_types_get_diagnostics (types)->len == 0;

  return types;
}

/* Nodes that are wanted, and what is known of them. */
static void
tell_plan (MillScheduler *self,
           MillTypes     *types)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *blocked = self->plan->blocked;

  for (guint i = 0; i < self->plan->nodes->len; i++)
    {
      add_wanted (wanted, self->nodes[i].plan->id);
      if (mill_run_get_options (self->run)->only_recall)
        self->nodes[i].state = MILL_STATE_WAITING;
      else
        mill_scheduler_send_state (self, &self->nodes[i], MILL_STATE_WAITING, 0);
    }
  for (guint i = 0; i < blocked->len; i++)
    add_wanted (wanted, g_ptr_array_index (blocked, i));
  mill_scheduler_look_at_sources (self);
  if (!mill_run_get_options (self->run)->only_recall)
    send_diagnostics (self, types, wanted);
  for (guint i = 0; types != NULL && i < blocked->len; i++)
    {
      const char *id = g_ptr_array_index (blocked, i);
      MillEvent *event = mill_event_new (MILL_EVENT_STATE, id);

      self->failed = TRUE;
      event->state = mill_types_has_error (types, id) ? MILL_STATE_FAILED : MILL_STATE_SKIPPED;
      if (self->memory != NULL && event->state == MILL_STATE_FAILED)
        mill_pipeline_memory_set_failed (self->memory, id, TRUE);
      mill_run_send (self->run, event);
    }
}

gboolean
mill_scheduler_make_plan (MillScheduler  *self,
                          GError        **error)
{
  g_autoptr (MillTypes) types = NULL;

  if (self->cache != NULL)
    {
      mill_scheduler_set_plan (self, NULL);
      if (mill_run_get_options (self->run)->only_recall ||
          (self->plan->blocked->len == 0 && is_known_to_bind (self)))
        {
          tell_plan (self, NULL);
          return TRUE;
        }
      mill_scheduler_clear_plan (self);
    }
  if ((types = bind (self, error)) == NULL)
    return FALSE;
  mill_scheduler_set_plan (self, types);
  tell_plan (self, types);

  return TRUE;
}
