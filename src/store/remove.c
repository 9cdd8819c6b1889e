/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/store-private.h"

#include <glib/gi18n-lib.h>

/* What no run refers to any more; all else of a run goes with it. */
static gboolean
remove_unused (MillStore  *self,
               GError    **error)
{
  return mill_database_run (self->database, error,
                            "DELETE FROM contents WHERE"
                            " NOT EXISTS (SELECT 1 FROM runs WHERE pipeline = contents.digest) AND"
                            " NOT EXISTS (SELECT 1 FROM artifacts WHERE content = contents.digest) AND"
                            " NOT EXISTS (SELECT 1 FROM rows WHERE columns = contents.digest)", "");
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

  return mill_database_run (self->database, error, "DELETE FROM runs WHERE id = ?", "i", row) &&
         remove_unused (self, error) && mill_database_commit (self->database, error);
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

#define OLD_RUNS \
  " FROM runs WHERE state <> 'running' AND started < ?1 AND id NOT IN" \
  " (SELECT id FROM runs WHERE state <> 'running' ORDER BY id DESC LIMIT ?2)"

static gint64
remove_old_within (MillStore  *self,
                   guint       keep,
                   gint64      since,
                   GError    **error)
{
  sqlite3_stmt *statement;
  gint64 n_runs = -1;

  statement = mill_database_query (self->database, error, "SELECT count(*)" OLD_RUNS, "ii", since,
                                   (gint64) keep);
  if (statement == NULL || !mill_database_step (self->database, statement, error))
    return -1;
  n_runs = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  return mill_database_run (self->database, error, "DELETE" OLD_RUNS, "ii", since,
                            (gint64) keep) &&
         remove_unused (self, error) && mill_database_commit (self->database, error) ? n_runs : -1;
}

/* The runs are forgotten by now. Where another program is writing, or there is no room for the
 * copy that this makes, the file stays as large as it is, and new runs take the free room. */
static void
shrink (MillStore *self)
{
  g_autoptr (GError) error = NULL;

  if (!mill_database_script (self->database, "VACUUM; PRAGMA wal_checkpoint (TRUNCATE)", &error))
    g_debug ("“%s” stays as large as it is: %s", self->path, error->message);
}

gint64
mill_store_remove_old (MillStore  *self,
                       guint       keep,
                       gint64      since,
                       GError    **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gboolean swept = FALSE;
  gint64 n_runs;

  g_return_val_if_fail (MILL_IS_STORE (self), -1);

  locker = g_mutex_locker_new (&self->write_lock);
  /* A run whose process is gone is not going on, whatever the database says. */
  if (!mill_store_open_locked (self, error) || !mill_store_sweep_locked (self, &swept, error) ||
      !mill_database_begin (self->database, error))
    return -1;

  n_runs = remove_old_within (self, keep, since, error);
  if (n_runs < 0)
    mill_database_roll_back (self->database);
  else if (n_runs > 0)
    shrink (self);
  if (n_runs > 0 || swept)
    mill_store_announce (self);

  return n_runs;
}
