/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/runs.h"

#include <math.h>

#include "cli/output.h"

char *
mill_runs_format_time (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_local (utc) : NULL;

  return local ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : g_strdup ("");
}

char *
mill_runs_format_stamp (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);

  return utc ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S.%fZ") : g_strdup ("");
}

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
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *text)
{
  if (text == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  if (!isfinite (value))
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_scores (JsonBuilder *builder,
            GPtrArray   *scores)
{
  json_builder_set_member_name (builder, "scores");
  json_builder_begin_array (builder);
  for (guint i = 0; i < scores->len; i++)
    {
      MillMetricRecord *score = scores->pdata[i];

      json_builder_begin_object (builder);
      add_string (builder, "node", score->node);
      add_string (builder, "name", score->name);
      add_number (builder, "value", score->value);
      add_number (builder, "baseline", score->baseline);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

JsonNode *
mill_run_record_to_json (const MillRunRecord *run)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *started = mill_runs_format_stamp (run->started);

  json_builder_begin_object (builder);
  add_string (builder, "run", run->id);
  add_string (builder, "name", run->name);
  add_string (builder, "file", run->file);
  add_string (builder, "state", mill_record_state_get_name (run->state));
  add_string (builder, "started", started);
  add_number (builder, "seconds", run->seconds);
  add_string (builder, "pipeline", run->pipeline_digest);
  add_object (builder, "parameters", run->parameters);
  add_object (builder, "seeds", run->seeds);
  add_object (builder, "versions", run->versions);
  json_builder_set_member_name (builder, "nodes");
  json_builder_begin_object (builder);
  add_number (builder, "all", run->n_nodes);
  add_number (builder, "done", run->n_done);
  add_number (builder, "failed", run->n_failed);
  add_number (builder, "skipped", run->n_skipped);
  json_builder_end_object (builder);
  add_scores (builder, run->scores);
  add_string (builder, "problem", run->problem);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

int
mill_runs_fail (const GError *error)
{
  mill_output_gerror (error);

  return g_error_matches (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND) ||
         g_error_matches (error, MILL_STORE_ERROR, MILL_STORE_ERROR_AMBIGUOUS) ? MILL_EXIT_USAGE
                                                                               : MILL_EXIT_FAILED;
}
