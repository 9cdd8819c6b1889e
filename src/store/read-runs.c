/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/reader.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define SELECT_RUNS \
  "SELECT uuid, name, file, pipeline, parameters, seeds, versions, problem, state, started," \
  " touched, seconds, n_nodes, n_done, n_failed, n_skipped, id, kept FROM runs"

static MillRecordState
parse_state (sqlite3_stmt *statement,
             int           column)
{
  const char *name = (const char *) sqlite3_column_text (statement, column);

  for (MillRecordState state = MILL_RECORD_RUNNING; state < MILL_RECORD_INTERRUPTED; state++)
    if (g_strcmp0 (name, mill_record_state_get_name (state)) == 0)
      return state;

  return MILL_RECORD_INTERRUPTED;
}

static gpointer
make_run (sqlite3_stmt *statement)
{
  MillRunRecord *run = g_atomic_rc_box_new0 (MillRunRecord);

  run->id = mill_column_dup_string (statement, 0);
  run->name = mill_column_dup_string (statement, 1);
  run->file = mill_column_dup_text (statement, 2);
  run->pipeline_digest = mill_column_dup_string (statement, 3);
  run->parameters = mill_column_dup_string (statement, 4);
  run->seeds = mill_column_dup_string (statement, 5);
  run->versions = mill_column_dup_string (statement, 6);
  run->problem = mill_column_dup_text (statement, 7);
  run->state = parse_state (statement, 8);
  run->started = sqlite3_column_int64 (statement, 9);
  run->seconds = mill_column_get_double (statement, 11);
  /* While it runs: as of its latest event; told more exactly once it is known to be alive. */
  if (isnan (run->seconds))
    run->seconds = MAX (sqlite3_column_int64 (statement, 10) - run->started, 0) / 1e6;
  run->n_nodes = sqlite3_column_int (statement, 12);
  run->n_done = sqlite3_column_int (statement, 13);
  run->n_failed = sqlite3_column_int (statement, 14);
  run->n_skipped = sqlite3_column_int (statement, 15);
  run->number = sqlite3_column_int64 (statement, 16);
  run->kept = sqlite3_column_int (statement, 17) != 0;

  return run;
}

static gpointer
make_score (sqlite3_stmt *statement)
{
  MillMetricRecord *score = g_new0 (MillMetricRecord, 1);

  score->node = mill_column_dup_string (statement, 0);
  score->label = mill_column_dup_string (statement, 1);
  score->name = mill_column_dup_string (statement, 2);
  score->value = mill_column_get_double (statement, 3);
  score->baseline = mill_column_get_double (statement, 4);

  return score;
}

static void
unref_run (gpointer run)
{
  mill_run_record_unref (run);
}

static void
free_score (gpointer score)
{
  mill_metric_record_free (score);
}

static gboolean
add_scores (MillReader     *reader,
            MillRunRecord  *run,
            GError        **error)
{
  sqlite3_stmt *statement;

  statement = mill_database_query (reader->database, error,
                                   "SELECT s.node, coalesce (n.label, s.node), s.name, s.value,"
                                   " s.baseline FROM scores s LEFT JOIN nodes n"
                                   " ON n.run = s.run AND n.node = s.node"
                                   " WHERE s.run = ? ORDER BY s.position", "i", run->number);
  run->scores = mill_reader_list (reader, statement, make_score, free_score, error);

  return run->scores != NULL;
}

/* A run that says it is running may have lost its process since the database was opened. Its
 * lock is let go after its end is written, so the row is read once more before it counts as
 * dead. */
static gboolean
check_alive (MillReader     *reader,
             MillLive      **probe,
             MillRunRecord  *run,
             GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;

  if (run->state != MILL_RECORD_RUNNING)
    return TRUE;

  if (*probe == NULL)
    *probe = mill_live_open (reader->store->path, error);
  if (*probe == NULL)
    return FALSE;

  if (mill_live_is_held (*probe, run->number))
    {
      /* The clock may have been set back. */
      run->seconds = MAX (g_get_real_time () - run->started, 0) / 1e6;
      return TRUE;
    }

  statement = mill_database_query (reader->database, &local_error,
                                   "SELECT state, coalesce (seconds, max (touched - started, 0) / 1e6)"
                                   " FROM runs WHERE id = ?", "i", run->number);
  if (statement && mill_database_step (reader->database, statement, &local_error))
    {
      run->state = parse_state (statement, 0);
      run->seconds = mill_column_get_double (statement, 1);
      sqlite3_reset (statement);
    }

  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (run->state == MILL_RECORD_RUNNING)
    {
      run->state = MILL_RECORD_INTERRUPTED;
      mill_store_queue_sweep (reader->store);
    }

  return TRUE;
}

/* Which runs, looked for in an index alone, so that those before the page cost little; put together from
 * fixed parts, so that each combination finds its index. Numbers are given in the order in which runs
 * begin. */
static char *
make_query (const MillRunFilter *filter)
{
  gboolean all = filter == NULL || (filter->file == NULL && filter->name == NULL);
  GString *text = g_string_new (SELECT_RUNS " WHERE id IN (SELECT id FROM runs");

  g_string_append (text, all ? " INDEXED BY runs_in_order WHERE 1" : " WHERE 1");
  if (filter && filter->file)
    g_string_append (text, " AND file = ?1");
  if (filter && filter->name)
    g_string_append (text, " AND name = ?2");
  if (filter && filter->before > 0)
    g_string_append (text, " AND id < ?3");
  g_string_append (text, " ORDER BY id DESC LIMIT ?4 OFFSET ?5) ORDER BY id DESC");

  return g_string_free (text, FALSE);
}

GPtrArray *
mill_store_list_runs (MillStore            *self,
                      const MillRunFilter  *filter,
                      guint                 offset,
                      guint                 limit,
                      GError              **error)
{
  g_auto (MillReader) reader = { NULL };
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (MillLive) probe = NULL;
  g_autofree char *sql = make_query (filter);
  sqlite3_stmt *statement;

  g_return_val_if_fail (MILL_IS_STORE (self), NULL);

  reader = mill_reader_begin (self, error);
  if (reader.database == NULL)
    return NULL;

  statement = mill_database_query (reader.database, error, sql, "ssiii",
                                   filter ? filter->file : NULL, filter ? filter->name : NULL,
                                   filter ? filter->before : (gint64) 0,
                                   limit ? (gint64) limit : (gint64) -1, (gint64) offset);
  runs = mill_reader_list (&reader, statement, make_run, unref_run, error);
  if (runs == NULL)
    return NULL;

  for (guint i = 0; i < runs->len; i++)
    if (!check_alive (&reader, &probe, runs->pdata[i], error) ||
        !add_scores (&reader, runs->pdata[i], error))
      return NULL;

  return g_steal_pointer (&runs);
}

static sqlite3_stmt *
query_run (MillReader  *reader,
           const char  *run,
           GError     **error)
{
  g_autofree char *end = NULL;

  if (g_str_equal (run, "latest"))
    return mill_database_query (reader->database, error,
                                SELECT_RUNS " ORDER BY id DESC LIMIT 1", "");

  /* Ids are hexadecimal digits and dashes, all below '~'. */
  end = g_strconcat (run, "~", NULL);

  return mill_database_query (reader->database, error,
                              SELECT_RUNS " WHERE uuid >= ?1 AND uuid < ?2 ORDER BY uuid LIMIT 2",
                              "ss", run, end);
}

MillRunRecord *
mill_store_get_run (MillStore   *self,
                    const char  *run,
                    GError     **error)
{
  g_auto (MillReader) reader = { NULL };
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (MillLive) probe = NULL;

  g_return_val_if_fail (MILL_IS_STORE (self), NULL);
  g_return_val_if_fail (run != NULL, NULL);

  reader = mill_reader_begin (self, error);
  if (reader.database == NULL)
    return NULL;

  found = mill_reader_list (&reader, query_run (&reader, run, error), make_run, unref_run, error);
  if (found == NULL)
    return NULL;

  if (found->len == 0 || *run == '\0')
    {
      if (g_str_equal (run, "latest"))
        g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND,
                     _("There are no runs yet"));
      else
        g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND,
                     _("There is no run “%s”"), run);
      return NULL;
    }

  if (found->len > 1)
    {
      g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_AMBIGUOUS,
                   _("Several runs have an id that begins with “%s”; give more of it"), run);
      return NULL;
    }

  if (!check_alive (&reader, &probe, found->pdata[0], error) ||
      !add_scores (&reader, found->pdata[0], error))
    return NULL;

  return mill_run_record_ref (found->pdata[0]);
}
