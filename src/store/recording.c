/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/recording-private.h"

#include "pipeline/params.h"
#include "pipeline/writer.h"
#include "store/record.h"

MillRecording *
mill_recording_new (MillRun    *run,
                    GFile      *file,
                    const char *versions)
{
  MillRecording *self = g_atomic_rc_box_new0 (MillRecording);

  self->uuid = g_strdup (mill_run_get_id (run));
  if (file)
    self->file = mill_run_record_dup_file (file);
  self->versions = g_strdup (versions);
  self->pipeline = g_object_ref (mill_run_get_pipeline (run));
  self->drawing = g_object_ref (mill_run_get_drawing (run));
  self->bindings = mill_bindings_ref (mill_run_get_bindings (run));
  self->values = mill_bindings_ref (mill_run_get_values (run));

  return self;
}

MillRecording *
mill_recording_ref (MillRecording *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_recording (gpointer data)
{
  MillRecording *self = data;

  g_free (self->uuid);
  g_free (self->file);
  g_free (self->versions);
  g_free (self->problem);
  g_object_unref (self->drawing);
  g_object_unref (self->pipeline);
  mill_bindings_unref (self->bindings);
  mill_bindings_unref (self->values);
}

void
mill_recording_unref (MillRecording *self)
{
  g_atomic_rc_box_release_full (self, clear_recording);
}

MillRecordingStage
mill_recording_get_stage (MillRecording *self)
{
  return self->stage;
}

gboolean
mill_recording_wants (MillEventKind kind)
{
  return kind != MILL_EVENT_PROGRESS;
}

char *
mill_recording_make_digest (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

char *
mill_recording_write_content (MillDatabase  *database,
                              const char    *text,
                              GError       **error)
{
  g_autofree char *digest = mill_recording_make_digest (text);

  if (!mill_database_run (database, error,
                          "INSERT INTO contents (digest, text) VALUES (?, ?) "
                          "ON CONFLICT (digest) DO NOTHING",
                          "ss", digest, text))
    return NULL;

  return g_steal_pointer (&digest);
}

static void
add_seeds_of_node (MillRecording *self,
                   MillNode      *node,
                   JsonObject    *seeds)
{
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, mill_node_get_id (node));
  g_autoptr (JsonObject) settings = NULL;
  g_autoptr (JsonNode) all = NULL;
  g_autoptr (JsonObject) found = json_object_new ();
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  JsonObject *written = mill_node_get_params (node);
  gpointer params;

  if (type == NULL || type->params == NULL)
    return;

  settings = mill_bindings_substitute (self->values, type, node, problems);
  params = mill_params_parse (type, settings, NULL);
  all = mill_params_to_json (type, params);
  mill_params_free (type, params);

  for (const MillParam *param = type->params; param->member; param++)
    {
      const char *name = mill_param_get_name (param);
      JsonObject *object = json_node_get_object (all);
      JsonNode *as_written = written != NULL ? json_object_get_member (written, name) : NULL;

      if (as_written != NULL && mill_bindings_reads_environment (self->values, as_written))
        continue;
      if (param->role == MILL_ROLE_SEED && json_object_has_member (object, name))
        json_object_set_member (found, name, json_object_dup_member (object, name));
    }

  if (json_object_get_size (found) > 0)
    json_object_set_object_member (seeds, mill_node_get_id (node), json_object_ref (found));
}

static char *
describe_seeds (MillRecording *self)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (self->pipeline);
  g_autoptr (JsonNode) json = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (json, json_object_new ());
  for (guint i = 0; i < nodes->len; i++)
    add_seeds_of_node (self, nodes->pdata[i], json_node_get_object (json));

  return mill_json_to_canonical (json, TRUE);
}

gboolean
mill_recording_write_start (MillRecording  *self,
                            MillEvent      *event,
                            MillDatabase   *database,
                            MillLive       *live,
                            GError        **error)
{
  g_autofree char *text = mill_pipeline_to_text (self->drawing);
  g_autofree char *digest = mill_recording_write_content (database, text, error);
  g_autoptr (JsonNode) values = mill_bindings_to_record (self->bindings);
  g_autofree char *parameters = mill_json_to_canonical (values, TRUE);
  g_autofree char *seeds = describe_seeds (self);
  const char *name = mill_pipeline_get_name (self->pipeline);

  if (digest == NULL ||
      !mill_database_run (database, error,
                          "INSERT INTO runs (uuid, name, file, pipeline, parameters, seeds,"
                          " versions, state, started, touched)"
                          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                          "ssssssssii", self->uuid, name ? name : "", self->file, digest,
                          parameters, seeds, self->versions,
                          mill_record_state_get_name (MILL_RECORD_RUNNING),
                          event->time, event->time))
    return FALSE;

  /* Held before anybody else can see the row. */
  self->row = mill_database_get_last_id (database);
  mill_live_hold (live, self->row);

  return TRUE;
}

gboolean
mill_recording_summarise (MillRecording  *self,
                          MillDatabase   *database,
                          GError        **error)
{
  if (self->row == 0)
    return TRUE;

  return mill_database_run (database, error,
                            "UPDATE runs SET touched = ?2, (n_nodes, n_done, n_failed, n_skipped) ="
                            " (SELECT count(*),"
                            "  count(*) FILTER (WHERE state IN ('done', 'reused')),"
                            "  count(*) FILTER (WHERE state = 'failed'),"
                            "  count(*) FILTER (WHERE state IN ('skipped', 'cancelled'))"
                            "  FROM nodes WHERE run = ?1) WHERE id = ?1",
                            "ii", self->row, self->touched);
}

void
mill_recording_settle (MillRecording *self,
                       MillLive      *live)
{
  if (self->has_ended)
    {
      self->stage = MILL_RECORDING_ENDED;
      mill_live_release (live, self->row);
    }
  else if (self->stage == MILL_RECORDING_STARTING && self->row != 0)
    {
      self->stage = MILL_RECORDING_GOING;
    }
}

void
mill_recording_break (MillRecording *self,
                      MillLive      *live,
                      const char    *problem)
{
  if (self->stage == MILL_RECORDING_ENDED)
    return;

  if (self->problem == NULL)
    self->problem = g_strdup (problem);

  self->has_ended = FALSE;
  if (self->stage == MILL_RECORDING_STARTING)
    mill_recording_give_up (self, live);
  else
    self->stage = MILL_RECORDING_BROKEN;
}

void
mill_recording_give_up (MillRecording *self,
                        MillLive      *live)
{
  if (self->stage != MILL_RECORDING_ENDED && self->row != 0)
    mill_live_release (live, self->row);

  self->stage = MILL_RECORDING_ENDED;
}
