/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/event.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pipeline/json-build.h"

typedef struct
{
  MillEvent    event;
  gatomicrefcount ref_count;
} RealEvent;

static const struct
{
  const char *name;
  const char *label;
} states[] = {
  [MILL_STATE_IDLE]      = { "idle", N_("Not run yet") },
  [MILL_STATE_REUSED]    = { "reused", N_("Reused") },
  [MILL_STATE_WAITING]   = { "waiting", N_("Waiting") },
  [MILL_STATE_RUNNING]   = { "running", N_("Running") },
  [MILL_STATE_DONE]      = { "done", N_("Done") },
  [MILL_STATE_FAILED]    = { "failed", N_("Failed") },
  [MILL_STATE_SKIPPED]   = { "skipped", N_("Skipped") },
  [MILL_STATE_CANCELLED] = { "cancelled", N_("Cancelled") },
};

static const char *const kinds[] = {
  [MILL_EVENT_RUN_STARTED]  = "run-started",
  [MILL_EVENT_STATE]        = "state",
  [MILL_EVENT_PROGRESS]     = "progress",
  [MILL_EVENT_ROWS]         = "rows",
  [MILL_EVENT_SOURCE]       = "source",
  [MILL_EVENT_FILE]         = "file",
  [MILL_EVENT_LOG]          = "log",
  [MILL_EVENT_METRIC]       = "metric",
  [MILL_EVENT_DIAGNOSTIC]   = "diagnostic",
  [MILL_EVENT_ARTIFACT]     = "artifact",
  [MILL_EVENT_RUN_FINISHED] = "run-finished",
};

G_DEFINE_BOXED_TYPE (MillEvent, mill_event, mill_event_ref, mill_event_unref)

const char *
mill_state_get_name (MillState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return states[state].name;
}

const char *
mill_state_get_label (MillState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return _(states[state].label);
}

const char *
mill_event_kind_get_name (MillEventKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind];
}

MillEvent *
mill_event_new (MillEventKind  kind,
                const char    *node)
{
  RealEvent *real = g_new0 (RealEvent, 1);
  MillEvent *self = &real->event;

  g_atomic_ref_count_init (&real->ref_count);
  self->kind = kind;
  self->time = g_get_real_time ();
  self->node = g_intern_string (node);
  self->fraction = NAN;
  self->seconds = NAN;
  self->rows = -1;
  self->value = NAN;
  self->baseline = NAN;

  return self;
}

MillEvent *
mill_event_ref (MillEvent *self)
{
  g_atomic_ref_count_inc (&((RealEvent *) self)->ref_count);

  return self;
}

void
mill_event_unref (MillEvent *self)
{
  if (!g_atomic_ref_count_dec (&((RealEvent *) self)->ref_count))
    return;

  g_free (self->key);
  g_free (self->text);
  g_free (self->name);
  g_free (self->series);
  g_clear_pointer (&self->diagnostic, mill_diagnostic_unref);
  g_clear_object (&self->artifact);
  g_clear_pointer (&self->digest, mill_table_digest_unref);
  g_free (self);
}

JsonNode *
mill_event_to_json (const MillEvent *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (self->time);
  g_autofree char *stamp = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.%fZ");
  gboolean is_of_file = self->kind == MILL_EVENT_SOURCE || self->kind == MILL_EVENT_FILE;

  json_builder_begin_object (builder);
  mill_json_add_string (builder, "event", mill_event_kind_get_name (self->kind));
  mill_json_add_string (builder, "time", stamp);
  mill_json_add_string (builder, "node", self->node);
  mill_json_add_string (builder, "port", self->port);
  if (self->kind == MILL_EVENT_STATE || self->kind == MILL_EVENT_RUN_FINISHED)
    mill_json_add_string (builder, "state", mill_state_get_name (self->state));
  if (self->kind == MILL_EVENT_LOG)
    mill_json_add_string (builder, "level", mill_severity_get_name (self->severity));
  mill_json_add_string (builder, "key", self->key);
  mill_json_add_string (builder, "text", self->text);
  mill_json_add_number (builder, "fraction", self->fraction);
  mill_json_add_number (builder, "seconds", self->seconds);
  if (self->rows >= 0)
    mill_json_add_integer (builder, is_of_file ? "bytes" : "rows", self->rows);
  mill_json_add_string (builder, "name", self->name);
  mill_json_add_string (builder, "series", self->series);
  if (self->step > 0)
    mill_json_add_integer (builder, "step", self->step);
  mill_json_add_number (builder, "value", self->value);
  mill_json_add_number (builder, "baseline", self->baseline);
  if (self->digest != NULL)
    mill_json_add_string (builder, "digest", mill_table_digest_get_text (self->digest));
  if (self->diagnostic != NULL)
    {
      json_builder_set_member_name (builder, "diagnostic");
      json_builder_add_value (builder, mill_diagnostic_to_json (self->diagnostic));
    }
  if (self->artifact != NULL)
    {
      mill_json_add_string (builder, "kind", mill_artifact_get_kind (self->artifact));
      json_builder_set_member_name (builder, "artifact");
      json_builder_add_value (builder, mill_artifact_to_json (self->artifact));
    }
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}
