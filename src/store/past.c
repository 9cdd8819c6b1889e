/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/past.h"

#include "store/reader.h"

/* So many runs are looked through for the last one in which a node ran: what is older says little. */
#define N_RUNS 20

static gpointer
make_past (sqlite3_stmt *statement)
{
  MillPastNode *node = g_new0 (MillPastNode, 1);

  node->node = mill_column_dup_string (statement, 0);
  node->run = sqlite3_column_int64 (statement, 1);
  node->from = sqlite3_column_int64 (statement, 2) / 1e6;
  node->to = node->from + sqlite3_column_double (statement, 3);

  return node;
}

GPtrArray *
mill_store_list_past (MillStore   *self,
                      GFile       *file,
                      GError     **error)
{
  g_auto (MillReader) reader = { NULL };
  g_autofree char *name = NULL;
  sqlite3_stmt *statement;

  g_return_val_if_fail (MILL_IS_STORE (self), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  reader = mill_reader_begin (self, error);
  if (reader.database == NULL)
    return NULL;

  name = mill_run_record_dup_file (file);
  /* The other columns are those of the row that has the greatest run. */
  statement = mill_database_query (reader.database, error,
                                   "SELECT node, max(run), started, seconds FROM nodes"
                                   " WHERE run IN (SELECT id FROM runs WHERE file = ?"
                                   "  ORDER BY id DESC LIMIT ?)"
                                   " AND state = 'done' AND started > 0 AND seconds > 0"
                                   " GROUP BY node", "si", name, (gint64) N_RUNS);

  return mill_reader_list (&reader, statement, make_past, mill_past_node_free, error);
}
