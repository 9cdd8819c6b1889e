/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/reader.h"

#include <glib/gi18n-lib.h>

/* Begins to read something of one run: its number, or 0 where that fails. */
static gint64
begin (MillReader  *reader,
       MillStore   *store,
       const char  *run,
       GError     **error)
{
  g_return_val_if_fail (MILL_IS_STORE (store), 0);
  g_return_val_if_fail (run != NULL, 0);

  *reader = mill_reader_begin (store, error);

  return reader->database != NULL ? mill_reader_find_run (reader, run, error) : 0;
}

char *
mill_store_dup_pipeline (MillStore   *self,
                         const char  *run,
                         GError     **error)
{
  g_auto (MillReader) reader = { NULL };
  gint64 row = begin (&reader, self, run, error);
  g_autoptr (GError) local_error = NULL;
  char *text = NULL;
  sqlite3_stmt *statement;

  if (row == 0)
    return NULL;

  statement = mill_database_query (reader.database, &local_error,
                                   "SELECT text FROM contents WHERE digest ="
                                   " (SELECT pipeline FROM runs WHERE id = ?)", "i", row);
  if (statement && mill_database_step (reader.database, statement, &local_error))
    {
      text = mill_column_dup_text (statement, 0);
      sqlite3_reset (statement);
    }
  if (text == NULL && local_error == NULL)
    g_set_error (&local_error, MILL_STORE_ERROR, MILL_STORE_ERROR_DAMAGED,
                 _("The pipeline of the run “%s” is missing in the database “%s”"), run, self->path);
  if (local_error)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return text;
}

/* All rows of @sql, whose only parameter is the number of the run. */
static GPtrArray *
list_parts (MillStore       *self,
            const char      *run,
            const char      *sql,
            MillReadFunc     make,
            GDestroyNotify   destroy,
            GError         **error)
{
  g_auto (MillReader) reader = { NULL };
  gint64 row = begin (&reader, self, run, error);

  if (row == 0)
    return NULL;

  return mill_reader_list (&reader, mill_database_query (reader.database, error, sql, "i", row),
                           make, destroy, error);
}

static MillState
parse_node_state (sqlite3_stmt *statement,
                  int           column)
{
  const char *name = (const char *) sqlite3_column_text (statement, column);

  for (MillState state = MILL_STATE_IDLE; state <= MILL_STATE_CANCELLED; state++)
    if (g_strcmp0 (name, mill_state_get_name (state)) == 0)
      return state;

  return MILL_STATE_IDLE;
}

static gpointer
make_node (sqlite3_stmt *statement)
{
  MillNodeRecord *node = g_new0 (MillNodeRecord, 1);

  node->node = mill_column_dup_string (statement, 0);
  node->label = mill_column_dup_string (statement, 1);
  node->type = mill_column_dup_string (statement, 2);
  node->state = parse_node_state (statement, 3);
  node->key = mill_column_dup_text (statement, 4);
  node->started = sqlite3_column_int64 (statement, 5);
  node->seconds = mill_column_get_double (statement, 6);

  return node;
}

static gpointer
make_table (sqlite3_stmt *statement)
{
  MillTableRecord *table = g_new0 (MillTableRecord, 1);

  table->port = mill_column_dup_string (statement, 0);
  table->rows = sqlite3_column_int64 (statement, 1);
  table->digest = mill_table_digest_new_known ((const char *) sqlite3_column_text (statement, 2),
                                               (const char *) sqlite3_column_text (statement, 3));

  return table;
}

static gboolean
add_tables (MillReader      *reader,
            gint64           row,
            MillNodeRecord  *node,
            GError         **error)
{
  node->tables = mill_reader_list (reader,
                                   mill_database_query (reader->database, error,
                                                        "SELECT r.port, r.rows, r.digest, c.text FROM rows r"
                                                        " LEFT JOIN contents c ON c.digest = r.columns"
                                                        " WHERE r.run = ? AND r.node = ?"
                                                        " ORDER BY r.port", "is", row, node->node),
                                   make_table, (GDestroyNotify) mill_table_record_free, error);

  return node->tables != NULL;
}

GPtrArray *
mill_store_list_nodes (MillStore   *self,
                       const char  *run,
                       GError     **error)
{
  g_auto (MillReader) reader = { NULL };
  gint64 row = begin (&reader, self, run, error);
  g_autoptr (GPtrArray) nodes = NULL;
  sqlite3_stmt *statement;

  if (row == 0)
    return NULL;

  statement = mill_database_query (reader.database, error,
                                   "SELECT node, label, type, state, key, started, seconds"
                                   " FROM nodes WHERE run = ?"
                                   " ORDER BY started = 0, started, node", "i", row);
  nodes = mill_reader_list (&reader, statement, make_node, (GDestroyNotify) mill_node_record_free, error);
  for (guint i = 0; nodes && i < nodes->len; i++)
    if (!add_tables (&reader, row, nodes->pdata[i], error))
      return NULL;

  return g_steal_pointer (&nodes);
}

static MillSeverity
get_severity (sqlite3_stmt *statement,
              int           column)
{
  return CLAMP (sqlite3_column_int (statement, column), MILL_SEVERITY_NOTE, MILL_SEVERITY_ERROR);
}

static gpointer
make_log (sqlite3_stmt *statement)
{
  MillLogRecord *line = g_new0 (MillLogRecord, 1);

  line->position = sqlite3_column_int64 (statement, 0);
  line->time = sqlite3_column_int64 (statement, 1);
  line->severity = get_severity (statement, 2);
  line->node = mill_column_dup_text (statement, 3);
  line->text = mill_column_dup_string (statement, 4);

  return line;
}

GPtrArray *
mill_store_list_log (MillStore   *self,
                     const char  *run,
                     gint64       after,
                     guint        limit,
                     GError     **error)
{
  g_auto (MillReader) reader = { NULL };
  gint64 row = begin (&reader, self, run, error);

  if (row == 0)
    return NULL;

  return mill_reader_list (&reader,
                           mill_database_query (reader.database, error,
                                                "SELECT position, time, severity, node, text FROM log"
                                                " WHERE run = ? AND position > ? ORDER BY position"
                                                " LIMIT ?", "iii", row, after,
                                                limit ? (gint64) limit : (gint64) -1),
                           make_log, (GDestroyNotify) mill_log_record_free, error);
}

static gpointer
make_metric (sqlite3_stmt *statement)
{
  MillMetricRecord *metric = g_new0 (MillMetricRecord, 1);

  metric->node = mill_column_dup_string (statement, 0);
  metric->label = mill_column_dup_string (statement, 1);
  metric->name = mill_column_dup_string (statement, 2);
  metric->series = mill_column_dup_text (statement, 3);
  metric->step = sqlite3_column_int64 (statement, 4);
  metric->value = mill_column_get_double (statement, 5);
  metric->baseline = mill_column_get_double (statement, 6);

  return metric;
}

GPtrArray *
mill_store_list_metrics (MillStore   *self,
                         const char  *run,
                         const char  *node,
                         GError     **error)
{
  g_auto (MillReader) reader = { NULL };
  gint64 row = begin (&reader, self, run, error);

  if (row == 0)
    return NULL;

  return mill_reader_list (&reader,
                           mill_database_query (reader.database, error,
                                                "SELECT m.node, coalesce (n.label, m.node), m.name,"
                                                " m.series, m.step, m.value, m.baseline"
                                                " FROM metrics m LEFT JOIN nodes n"
                                                " ON n.run = m.run AND n.node = m.node"
                                                " WHERE m.run = ?1 AND (?2 IS NULL OR m.node = ?2)"
                                                " ORDER BY m.position", "is", row, node),
                           make_metric, (GDestroyNotify) mill_metric_record_free, error);
}

static gpointer
make_diagnostic (sqlite3_stmt *statement)
{
  g_autofree char *node = mill_column_dup_text (statement, 1);
  g_autofree char *param = mill_column_dup_text (statement, 2);
  g_autofree char *port = mill_column_dup_text (statement, 3);
  g_autofree char *message = mill_column_dup_string (statement, 5);
  g_autofree char *hint = mill_column_dup_text (statement, 6);
  MillDiagnostic *diagnostic;

  diagnostic = mill_diagnostic_new (get_severity (statement, 0), node, hint, "%s", message);
  mill_diagnostic_at_param (diagnostic, param);
  mill_diagnostic_at_port (diagnostic, port);
  mill_diagnostic_at_line (diagnostic, sqlite3_column_int (statement, 4));
  diagnostic->detail = mill_column_dup_text (statement, 7);

  return diagnostic;
}

GPtrArray *
mill_store_list_diagnostics (MillStore   *self,
                             const char  *run,
                             GError     **error)
{
  return list_parts (self, run,
                     "SELECT severity, node, param, port, line, message, hint, detail"
                     " FROM diagnostics WHERE run = ? ORDER BY position",
                     make_diagnostic, (GDestroyNotify) mill_diagnostic_unref, error);
}

static gpointer
make_file (sqlite3_stmt *statement)
{
  MillFileRecord *file = g_new0 (MillFileRecord, 1);

  file->node = mill_column_dup_string (statement, 0);
  file->path = mill_column_dup_string (statement, 1);
  file->digest = mill_column_dup_text (statement, 2);
  file->bytes = sqlite3_column_int64 (statement, 3);

  return file;
}

GPtrArray *
mill_store_list_sources (MillStore   *self,
                         const char  *run,
                         GError     **error)
{
  return list_parts (self, run,
                     "SELECT node, path, digest, bytes FROM sources"
                     " WHERE run = ? ORDER BY node, path",
                     make_file, (GDestroyNotify) mill_file_record_free, error);
}

GPtrArray *
mill_store_list_files (MillStore   *self,
                       const char  *run,
                       GError     **error)
{
  return list_parts (self, run,
                     "SELECT node, path, digest, bytes FROM files"
                     " WHERE run = ? ORDER BY node, path",
                     make_file, (GDestroyNotify) mill_file_record_free, error);
}

static gpointer
make_artifact (sqlite3_stmt *statement)
{
  MillArtifactRecord *artifact = g_new0 (MillArtifactRecord, 1);

  artifact->node = mill_column_dup_string (statement, 0);
  artifact->label = mill_column_dup_string (statement, 1);
  artifact->port = mill_column_dup_string (statement, 2);
  artifact->kind = mill_column_dup_string (statement, 3);
  artifact->digest = mill_column_dup_string (statement, 4);
  artifact->json = mill_column_dup_text (statement, 5);

  return artifact;
}

GPtrArray *
mill_store_list_artifacts (MillStore   *self,
                           const char  *run,
                           GError     **error)
{
  return list_parts (self, run,
                     "SELECT a.node, coalesce (n.label, a.node), a.port, a.kind, a.content, NULL"
                     " FROM artifacts a LEFT JOIN nodes n ON n.run = a.run AND n.node = a.node"
                     " WHERE a.run = ? ORDER BY a.node, a.port",
                     make_artifact, (GDestroyNotify) mill_artifact_record_free, error);
}

MillArtifactRecord *
mill_store_get_artifact (MillStore   *self,
                         const char  *run,
                         const char  *node,
                         const char  *port,
                         GError     **error)
{
  g_auto (MillReader) reader = { NULL };
  gint64 row = begin (&reader, self, run, error);
  MillArtifactRecord *artifact = NULL;
  sqlite3_stmt *statement;

  if (row == 0)
    return NULL;

  statement = mill_database_query (reader.database, error,
                                   "SELECT a.node, coalesce (n.label, a.node), a.port, a.kind,"
                                   " a.content, c.text FROM artifacts a"
                                   " JOIN contents c ON c.digest = a.content"
                                   " LEFT JOIN nodes n ON n.run = a.run AND n.node = a.node"
                                   " WHERE a.run = ? AND a.node = ? AND a.port = ?",
                                   "iss", row, node, port);
  if (statement && mill_database_step (reader.database, statement, error))
    {
      artifact = make_artifact (statement);
      sqlite3_reset (statement);
    }

  return artifact;
}
