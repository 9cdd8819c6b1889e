/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/recording-private.h"

#include <math.h>

#include "pipeline/writer.h"
#include "store/record.h"

static gboolean
write_state (MillRecording  *self,
             MillEvent      *event,
             MillDatabase   *database,
             GError        **error)
{
  MillNode *node = mill_pipeline_get_node (self->pipeline, event->node);
  gint64 started = event->state == MILL_STATE_RUNNING ? event->time : 0;
  gboolean has_ended = event->state != MILL_STATE_RUNNING && event->state != MILL_STATE_WAITING;

  return mill_database_run (database, error,
                            "INSERT INTO nodes (run, node, label, type, state, key, started,"
                            " seconds)"
                            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                            "ON CONFLICT (run, node) DO UPDATE SET state = excluded.state,"
                            " key = coalesce (excluded.key, key),"
                            " started = max (started, excluded.started),"
                            " seconds = excluded.seconds",
                            "isssssid", self->row, event->node,
                            node ? mill_pipeline_get_node_label (self->pipeline, event->node)
                                 : event->node,
                            node ? mill_node_get_type_id (node) : "",
                            mill_state_get_name (event->state), event->key, started,
                            has_ended ? event->seconds : NAN);
}

static gboolean
write_metric (MillRecording  *self,
              MillEvent      *event,
              MillDatabase   *database,
              GError        **error)
{
  if (event->step == 0)
    return mill_database_run (database, error,
                              "INSERT INTO scores (run, position, node, name, value, baseline)"
                              " VALUES (?, ?, ?, ?, ?, ?)",
                              "iissdd", self->row, self->position++, event->node, event->name,
                              event->value, event->baseline);

  return mill_database_run (database, error,
                            "INSERT INTO metrics (run, position, node, name, series, step, value,"
                            " baseline) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                            "iisssidd", self->row, self->position++, event->node, event->name,
                            event->series, event->step, event->value, event->baseline);
}

static gboolean
write_line (MillRecording  *self,
            gint64          time,
            MillSeverity    severity,
            const char     *node,
            const char     *text,
            MillDatabase   *database,
            GError        **error)
{
  return mill_database_run (database, error,
                            "INSERT INTO log (run, position, time, severity, node, text)"
                            " VALUES (?, ?, ?, ?, ?, ?)",
                            "iiiiss", self->row, self->position++, time, (gint64) severity, node, text);
}

/* "condition: There is no column “a” (known are b and c)": a line of a log names the node itself. */
static char *
describe_diagnostic (const MillDiagnostic *diagnostic)
{
  const char *place = diagnostic->param != NULL ? diagnostic->param : diagnostic->port;
  g_autoptr (GString) text = g_string_new (NULL);

  if (place != NULL)
    g_string_append_printf (text, "%s: ", place);
  g_string_append (text, diagnostic->message);
  if (diagnostic->hint != NULL)
    g_string_append_printf (text, " (%s)", diagnostic->hint);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* What went wrong is in the log too, where it is told in its order and with its time. */
static gboolean
write_diagnostic (MillRecording  *self,
                  MillEvent      *event,
                  MillDatabase   *database,
                  GError        **error)
{
  MillDiagnostic *diagnostic = event->diagnostic;
  const char *node = diagnostic->node ? diagnostic->node : event->node;
  g_autofree char *text = describe_diagnostic (diagnostic);

  return mill_database_run (database, error,
                            "INSERT INTO diagnostics (run, position, severity, node, param, port,"
                            " line, message, hint, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            "iiisssisss", self->row, self->position++,
                            (gint64) diagnostic->severity, node, diagnostic->param,
                            diagnostic->port, (gint64) diagnostic->line, diagnostic->message,
                            diagnostic->hint, diagnostic->detail) &&
         write_line (self, event->time, diagnostic->severity, node, text, database, error);
}

char *
mill_recording_describe_artifact (MillArtifact *artifact)
{
  g_autoptr (JsonNode) json = mill_artifact_to_json (artifact);

  return mill_json_to_canonical (json, TRUE);
}

static gboolean
write_artifact (MillRecording  *self,
                MillEvent      *event,
                MillDatabase   *database,
                GError        **error)
{
  g_autofree char *text = mill_recording_describe_artifact (event->artifact);
  g_autofree char *digest = mill_recording_write_content (database, text, error);

  if (digest == NULL)
    return FALSE;

  return mill_database_run (database, error,
                            "INSERT OR REPLACE INTO artifacts (run, node, port, kind, content)"
                            " VALUES (?, ?, ?, ?, ?)",
                            "issss", self->row, event->node, event->port,
                            mill_artifact_get_kind (event->artifact), digest);
}

static gboolean
write_rows (MillRecording  *self,
            MillEvent      *event,
            MillDatabase   *database,
            GError        **error)
{
  MillTableDigest *digest = event->digest;
  g_autofree char *columns = NULL;

  if (digest != NULL &&
      (columns = mill_recording_write_content (database, mill_table_digest_get_columns (digest), error)) == NULL)
    return FALSE;

  return mill_database_run (database, error,
                            "INSERT OR REPLACE INTO rows (run, node, port, rows, digest, columns)"
                            " VALUES (?, ?, ?, ?, ?, ?)",
                            "ississ", self->row, event->node, event->port, event->rows,
                            digest != NULL ? mill_table_digest_get_text (digest) : NULL, columns);
}

static gboolean
write_finish (MillRecording  *self,
              MillEvent      *event,
              MillDatabase   *database,
              GError        **error)
{
  MillRecordState state = event->state == MILL_STATE_DONE ? MILL_RECORD_DONE
                          : event->state == MILL_STATE_CANCELLED ? MILL_RECORD_CANCELLED
                          : MILL_RECORD_FAILED;

  self->has_ended = TRUE;

  return mill_database_run (database, error,
                            "UPDATE runs SET state = ?, seconds = ?, problem = ? WHERE id = ?",
                            "sdsi", mill_record_state_get_name (state), event->seconds,
                            self->problem, self->row);
}

gboolean
mill_recording_write (MillRecording  *self,
                      MillEvent      *event,
                      MillDatabase   *database,
                      MillLive       *live,
                      GError        **error)
{
  if (self->stage == MILL_RECORDING_ENDED || self->has_ended ||
      (self->stage == MILL_RECORDING_BROKEN && event->kind != MILL_EVENT_RUN_FINISHED))
    return TRUE;

  /* Whatever comes first is the start. */
  if (self->row == 0 && !mill_recording_write_start (self, event, database, live, error))
    return FALSE;

  self->touched = event->time;
  switch (event->kind)
    {
    case MILL_EVENT_RUN_STARTED:
    case MILL_EVENT_PROGRESS:
      return TRUE;

    case MILL_EVENT_STATE:
      return write_state (self, event, database, error);

    case MILL_EVENT_ROWS:
      return write_rows (self, event, database, error);

    case MILL_EVENT_SOURCE:
      return mill_database_run (database, error,
                                "INSERT OR REPLACE INTO sources (run, node, path, digest, bytes)"
                                " VALUES (?, ?, ?, ?, ?)",
                                "isssi", self->row, event->node, event->text, event->key,
                                event->rows);

    case MILL_EVENT_FILE:
      return mill_database_run (database, error,
                                "INSERT OR REPLACE INTO files (run, node, path, digest, bytes)"
                                " VALUES (?, ?, ?, ?, ?)",
                                "isssi", self->row, event->node, event->text, event->key,
                                event->rows);

    case MILL_EVENT_LOG:
      return write_line (self, event->time, event->severity, event->node, event->text, database, error);

    case MILL_EVENT_METRIC:
      return write_metric (self, event, database, error);

    case MILL_EVENT_DIAGNOSTIC:
      return write_diagnostic (self, event, database, error);

    case MILL_EVENT_ARTIFACT:
      return write_artifact (self, event, database, error);

    case MILL_EVENT_RUN_FINISHED:
      return write_finish (self, event, database, error);

    default:
      g_return_val_if_reached (TRUE);
    }
}
