/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/runs.h"

#include "pipeline/json-build.h"

static void
add_object (JsonBuilder *builder,
            const char  *name,
            const char  *text)
{
  JsonNode *json = text ? json_from_string (text, NULL) : NULL;

  if (json == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_value (builder, json);
}

static void
add_stamp (JsonBuilder *builder,
           const char  *name,
           gint64       time)
{
  g_autofree char *stamp = time > 0 ? mill_runs_format_stamp (time) : NULL;

  mill_json_add_string (builder, name, stamp);
}

/* Adds a list of objects, the members of each by @add. */
static void
add_list (JsonBuilder *builder,
          const char  *name,
          GPtrArray   *records,
          void       (*add) (JsonBuilder   *builder,
                             gconstpointer  record))
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    {
      json_builder_begin_object (builder);
      add (builder, records->pdata[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_metric (JsonBuilder   *builder,
            gconstpointer  record)
{
  const MillMetricRecord *metric = record;

  mill_json_add_string (builder, "node", metric->node);
  mill_json_add_string (builder, "name", metric->name);
  mill_json_add_string (builder, "series", metric->series);
  if (metric->step > 0)
    mill_json_add_number (builder, "step", metric->step);
  mill_json_add_number (builder, "value", metric->value);
  mill_json_add_number (builder, "baseline", metric->baseline);
}

static void
add_node (JsonBuilder          *builder,
          const MillNodeRecord *node,
          const MillRunRecord  *run)
{
  json_builder_begin_object (builder);
  mill_json_add_string (builder, "node", node->node);
  mill_json_add_string (builder, "label", node->label);
  mill_json_add_string (builder, "type", node->type);
  mill_json_add_string (builder, "state", mill_node_record_get_state_name (node, run));
  mill_json_add_string (builder, "key", node->key);
  add_stamp (builder, "started", node->started);
  mill_json_add_number (builder, "seconds", node->seconds);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_object (builder);
  for (guint i = 0; i < node->tables->len; i++)
    {
      const MillTableRecord *table = node->tables->pdata[i];

      mill_json_add_number (builder, table->port, table->rows);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "digests");
  json_builder_begin_object (builder);
  for (guint i = 0; i < node->tables->len; i++)
    {
      const MillTableRecord *table = node->tables->pdata[i];

      if (table->digest != NULL)
        mill_json_add_string (builder, table->port, mill_table_digest_get_text (table->digest));
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_nodes (JsonBuilder         *builder,
           GPtrArray           *nodes,
           const MillRunRecord *run)
{
  json_builder_set_member_name (builder, "nodes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < nodes->len; i++)
    add_node (builder, nodes->pdata[i], run);
  json_builder_end_array (builder);
}

static void
add_line (JsonBuilder   *builder,
          gconstpointer  record)
{
  const MillLogRecord *line = record;

  add_stamp (builder, "time", line->time);
  mill_json_add_string (builder, "level", mill_severity_get_name (line->severity));
  mill_json_add_string (builder, "node", line->node);
  mill_json_add_string (builder, "text", line->text);
}

static void
add_file (JsonBuilder   *builder,
          gconstpointer  record)
{
  const MillFileRecord *file = record;

  mill_json_add_string (builder, "node", file->node);
  mill_json_add_string (builder, "path", file->path);
  mill_json_add_string (builder, "digest", file->digest);
  mill_json_add_number (builder, "bytes", file->bytes);
}

static void
add_artifact (JsonBuilder   *builder,
              gconstpointer  record)
{
  const MillArtifactRecord *artifact = record;

  mill_json_add_string (builder, "node", artifact->node);
  mill_json_add_string (builder, "port", artifact->port);
  mill_json_add_string (builder, "kind", artifact->kind);
  mill_json_add_string (builder, "digest", artifact->digest);
}

/* What is known of a run without looking further. */
static void
add_summary (JsonBuilder         *builder,
             const MillRunRecord *run)
{
  mill_json_add_string (builder, "run", run->id);
  mill_json_add_string (builder, "name", run->name);
  mill_json_add_string (builder, "file", run->file);
  mill_json_add_string (builder, "state", mill_record_state_get_name (run->state));
  add_stamp (builder, "started", run->started);
  mill_json_add_number (builder, "seconds", run->seconds);
  mill_json_add_string (builder, "pipeline", run->pipeline_digest);
  add_object (builder, "parameters", run->parameters);
  add_object (builder, "seeds", run->seeds);
  add_object (builder, "versions", run->versions);
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  mill_json_add_number (builder, "all", run->n_nodes);
  mill_json_add_number (builder, "done", run->n_done);
  mill_json_add_number (builder, "failed", run->n_failed);
  mill_json_add_number (builder, "skipped", run->n_skipped);
  json_builder_end_object (builder);
  add_list (builder, "scores", run->scores, add_metric);
  mill_json_add_string (builder, "problem", run->problem);
  mill_json_add_boolean (builder, "kept", run->kept);
}

JsonNode *
mill_run_record_to_json (const MillRunRecord *run)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_summary (builder, run);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

JsonNode *
mill_log_record_to_json (const MillLogRecord *line)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_line (builder, line);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

JsonNode *
mill_run_details_to_json (MillStore            *store,
                          const MillRunRecord  *run,
                          GError              **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) metrics = NULL;
  g_autoptr (GPtrArray) artifacts = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  if (!(nodes = mill_store_list_nodes (store, run->id, error)) ||
      !(sources = mill_store_list_sources (store, run->id, error)) ||
      !(files = mill_store_list_files (store, run->id, error)) ||
      !(metrics = mill_store_list_metrics (store, run->id, NULL, error)) ||
      !(artifacts = mill_store_list_artifacts (store, run->id, error)) ||
      !(problems = mill_store_list_diagnostics (store, run->id, error)))
    return NULL;

  json_builder_begin_object (builder);
  add_summary (builder, run);
  add_nodes (builder, nodes, run);
  add_list (builder, "sources", sources, add_file);
  add_list (builder, "files", files, add_file);
  add_list (builder, "metrics", metrics, add_metric);
  add_list (builder, "artifacts", artifacts, add_artifact);
  json_builder_set_member_name (builder, "diagnostics");
  json_builder_begin_array (builder);
  for (guint i = 0; i < problems->len; i++)
    json_builder_add_value (builder, mill_diagnostic_to_json (problems->pdata[i]));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}
