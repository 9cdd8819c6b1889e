/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/store-private.h"

#include <glib/gi18n-lib.h>

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

  return mill_database_run (self->database, error, "DELETE FROM runs WHERE id = ?", "i", row) &&
         mill_database_run (self->database, error,
                            "DELETE FROM contents WHERE"
                            " NOT EXISTS (SELECT 1 FROM runs WHERE pipeline = digest) AND"
                            " NOT EXISTS (SELECT 1 FROM artifacts WHERE content = digest)", "") &&
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
