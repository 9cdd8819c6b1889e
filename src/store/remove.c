/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/remove-private.h"

#include <glib/gi18n-lib.h>

/* Everything else of a run goes with its row. */
gboolean
mill_store_remove_row (MillDatabase  *database,
                       gint64         row,
                       GError       **error)
{
  g_autoptr (GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;

  statement = mill_database_query (database, &local_error,
                                   "SELECT pipeline FROM runs WHERE id = ?1 UNION"
                                   " SELECT content FROM artifacts WHERE run = ?1 UNION"
                                   " SELECT columns FROM rows WHERE run = ?1 AND columns IS NOT NULL",
                                   "i", row);
  while (statement && mill_database_step (database, statement, &local_error))
    g_ptr_array_add (digests, mill_column_dup_text (statement, 0));

  if (local_error == NULL)
    mill_database_run (database, &local_error, "DELETE FROM runs WHERE id = ?", "i", row);

  /* What no other run refers to. */
  for (guint i = 0; i < digests->len && local_error == NULL; i++)
    mill_database_run (database, &local_error,
                       "DELETE FROM contents WHERE digest = ?1 AND"
                       " NOT EXISTS (SELECT 1 FROM runs WHERE pipeline = ?1) AND"
                       " NOT EXISTS (SELECT 1 FROM artifacts WHERE content = ?1) AND"
                       " NOT EXISTS (SELECT 1 FROM rows WHERE columns = ?1)",
                       "s", digests->pdata[i]);

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
remove_within (MillStore   *self,
               const char  *run,
               GError     **error)
{
  g_autoptr (MillLive) probe = mill_live_open (self->path, error);
  gint64 row = 0;
  gboolean is_running = FALSE;
  sqlite3_stmt *statement;

  if (probe == NULL)
    return FALSE;

  statement = mill_database_query (self->database, error,
                                   "SELECT id, state = 'running' FROM runs WHERE uuid = ?",
                                   "s", run);
  if (statement == NULL)
    return FALSE;

  if (mill_database_step (self->database, statement, error))
    {
      row = sqlite3_column_int64 (statement, 0);
      is_running = sqlite3_column_int (statement, 1) && mill_live_is_held (probe, row);
      sqlite3_reset (statement);
    }

  if (row == 0 || is_running)
    {
      if (error && *error == NULL)
        g_set_error (error, MILL_STORE_ERROR,
                     row == 0 ? MILL_STORE_ERROR_NOT_FOUND : MILL_STORE_ERROR_FAILED,
                     row == 0 ? _("There is no run “%s”")
                     : _("The run “%s” is still going on"), run);
      return FALSE;
    }

  return mill_store_remove_row (self->database, row, error) &&
         mill_database_commit (self->database, error);
}

gboolean
mill_store_remove_run (MillStore   *self,
                       const char  *run,
                       GError     **error)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (MILL_IS_STORE (self), FALSE);
  g_return_val_if_fail (run != NULL, FALSE);

  locker = g_mutex_locker_new (&self->write_lock);
  if (!mill_store_open_locked (self, error) || !mill_database_begin (self->database, error))
    return FALSE;

  if (!remove_within (self, run, error))
    {
      mill_database_roll_back (self->database);
      return FALSE;
    }

  mill_store_announce (self);

  return TRUE;
}

gboolean
mill_store_keep_run (MillStore   *self,
                     const char  *run,
                     gboolean     keep,
                     GError     **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;
  gboolean is_known = FALSE;

  g_return_val_if_fail (MILL_IS_STORE (self), FALSE);
  g_return_val_if_fail (run != NULL, FALSE);

  locker = g_mutex_locker_new (&self->write_lock);
  if (!mill_store_open_locked (self, error))
    return FALSE;

  statement = mill_database_query (self->database, &local_error,
                                   "UPDATE runs SET kept = ? WHERE uuid = ? RETURNING id", "is",
                                   (gint64) keep, run);
  while (statement && mill_database_step (self->database, statement, &local_error))
    is_known = TRUE;

  if (local_error == NULL && !is_known)
    g_set_error (&local_error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND,
                 _("There is no run “%s”"), run);
  /* Having found it is not yet having written it. */
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  mill_store_announce (self);

  return TRUE;
}
