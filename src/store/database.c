/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/database.h"

#include <errno.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "store/migrate.h"

/* How long to wait for another program that is writing. */
#define BUSY_TIMEOUT_MS 15000

struct _MillDatabase
{
  char       *path;
  sqlite3    *handle;
  GHashTable *statements;   /* char * -> sqlite3_stmt * */
};

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

void
mill_database_close (MillDatabase *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close (self->handle);
  g_free (self->path);
  g_free (self);
}

const char *
mill_database_get_path (MillDatabase *self)
{
  return self->path;
}

/* SQLite says no more than that it could not. */
static void
set_open_error (MillDatabase  *self,
                GError       **error)
{
  int code = sqlite3_system_errno (self->handle);

  if (code == EISDIR || g_file_test (self->path, G_FILE_TEST_IS_DIR))
    g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED,
                 _("“%s” is a folder; name the file of a database of runs"), self->path);
  else if (code != 0)
    g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED,
                 _("The database of runs “%s” cannot be opened: %s"), self->path, g_strerror (code));
  else
    g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED,
                 _("The database of runs “%s” cannot be opened"), self->path);
}

void
mill_database_set_error (MillDatabase  *self,
                         GError       **error)
{
  int code = sqlite3_errcode (self->handle) & 0xff;

  /* What it shares with others about the log cannot grow. */
  if (sqlite3_extended_errcode (self->handle) == SQLITE_IOERR_SHMSIZE)
    code = SQLITE_FULL;
  switch (code)
    {
    case SQLITE_NOTADB:
      g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_DAMAGED,
                   _("“%s” is not a database of runs; move it away to start a new one"), self->path);
      break;

    case SQLITE_CORRUPT:
      g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_DAMAGED,
                   _("The database of runs “%s” is damaged; move it away to start a new one"),
                   self->path);
      break;

    case SQLITE_FULL:
      g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED,
                   _("There is no space left for the database of runs “%s”"), self->path);
      break;

    case SQLITE_READONLY:
    case SQLITE_PERM:
      g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED,
                   _("The database of runs “%s” cannot be written"), self->path);
      break;

    case SQLITE_CANTOPEN:
      set_open_error (self, error);
      break;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED,
                   _("The database of runs “%s” is held by another program"), self->path);
      break;

    default:
      g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FAILED,
                   /* Translators: the second is an untranslated message from SQLite. */
                   _("The database of runs “%s” failed: %s"), self->path,
                   sqlite3_errmsg (self->handle));
      break;
    }
}

static sqlite3_stmt *
prepare (MillDatabase  *self,
         const char    *sql,
         GError       **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }

  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
      != SQLITE_OK)
    {
      mill_database_set_error (self, error);
      return NULL;
    }

  g_hash_table_insert (self->statements, g_strdup (sql), statement);

  return statement;
}

static int
bind (sqlite3_stmt *statement,
      int           number,
      char          type,
      va_list      *values)
{
  switch (type)
    {
    case 's':
      return sqlite3_bind_text (statement, number, va_arg (*values, const char *), -1, SQLITE_TRANSIENT);

    case 'i':
      return sqlite3_bind_int64 (statement, number, va_arg (*values, gint64));

    case 'd':
      /* SQLite keeps NAN as null. */
      return sqlite3_bind_double (statement, number, va_arg (*values, double));

    default:
      g_assert_not_reached ();
    }
}

static sqlite3_stmt *
query_valist (MillDatabase  *self,
              GError       **error,
              const char    *sql,
              const char    *types,
              va_list       *values)
{
  sqlite3_stmt *statement = prepare (self, sql, error);

  if (statement == NULL)
    return NULL;

  /* What could not be bound would be null. */
  for (int i = 0; types[i]; i++)
    if (bind (statement, i + 1, types[i], values) != SQLITE_OK)
      {
        mill_database_set_error (self, error);
        return NULL;
      }

  return statement;
}

sqlite3_stmt *
mill_database_query (MillDatabase  *self,
                     GError       **error,
                     const char    *sql,
                     const char    *types,
                     ...)
{
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, types);
  statement = query_valist (self, error, sql, types, &values);
  va_end (values);

  return statement;
}

gboolean
mill_database_step (MillDatabase  *self,
                    sqlite3_stmt  *statement,
                    GError       **error)
{
  switch (sqlite3_step (statement))
    {
    case SQLITE_ROW:
      return TRUE;

    case SQLITE_DONE:
      sqlite3_reset (statement);
      return FALSE;

    default:
      mill_database_set_error (self, error);
      sqlite3_reset (statement);
      return FALSE;
    }
}

gboolean
mill_database_run (MillDatabase  *self,
                   GError       **error,
                   const char    *sql,
                   const char    *types,
                   ...)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, types);
  statement = query_valist (self, error, sql, types, &values);
  va_end (values);

  if (statement == NULL)
    return FALSE;

  if (mill_database_step (self, statement, &local_error))
    sqlite3_reset (statement);

  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

gboolean
mill_database_script (MillDatabase  *self,
                      const char    *sql,
                      GError       **error)
{
  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    {
      mill_database_set_error (self, error);
      return FALSE;
    }

  return TRUE;
}

gint64
mill_database_get_number (MillDatabase  *self,
                          const char    *sql,
                          gint64         missing,
                          GError       **error)
{
  sqlite3_stmt *statement = mill_database_query (self, error, sql, "");
  gint64 number = missing;

  if (statement && mill_database_step (self, statement, error))
    {
      number = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }

  return number;
}

gint64
mill_database_get_last_id (MillDatabase *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

void
mill_database_roll_back (MillDatabase *self)
{
  /* After some errors (a full disk) SQLite has rolled back by itself. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

gboolean
mill_database_begin (MillDatabase  *self,
                     GError       **error)
{
  /* One that could not be rolled back, for want of memory, is still going on. */
  mill_database_roll_back (self);

  return mill_database_run (self, error, "BEGIN IMMEDIATE", "");
}

gboolean
mill_database_commit (MillDatabase  *self,
                      GError       **error)
{
  return mill_database_run (self, error, "COMMIT", "");
}

/* Where another program turns the log on at the same moment, SQLite gives up without waiting, since
 * both might wait for each other. */
static gboolean
turn_log_on (MillDatabase  *self,
             GError       **error)
{
  gint64 deadline = g_get_monotonic_time () + BUSY_TIMEOUT_MS * G_TIME_SPAN_MILLISECOND;

  while (sqlite3_exec (self->handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) != SQLITE_OK)
    {
      if ((sqlite3_errcode (self->handle) & 0xff) != SQLITE_BUSY ||
          g_get_monotonic_time () > deadline)
        {
          mill_database_set_error (self, error);
          return FALSE;
        }
      g_usleep (5 * G_TIME_SPAN_MILLISECOND);
    }

  return TRUE;
}

/* The file may have been made by anybody. What runs by itself in a database (triggers, views, functions
 * with effects in its schema) is nothing that ours has, and pages are looked at before they are used. */
static gboolean
distrust (MillDatabase  *self,
          GError       **error)
{
  static const int off[] = {
    SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_TRUSTED_SCHEMA
  };

  for (gsize i = 0; i < G_N_ELEMENTS (off); i++)
    sqlite3_db_config (self->handle, off[i], 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  return mill_database_script (self, "PRAGMA cell_size_check = 1", error);
}

/* With this, free room can be given back to the disk in small steps. It has to be said before there is
 * anything in the file; said later, it holds from the next time that it is written anew. Where it is so
 * already, saying it would write. */
static gboolean
prepare_to_shrink (MillDatabase  *self,
                   GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  gint64 mode = mill_database_get_number (self, "PRAGMA auto_vacuum", 0, &local_error);

  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return mode == 2 || mill_database_script (self, "PRAGMA auto_vacuum = INCREMENTAL", error);
}

static gboolean
set_up (MillDatabase      *self,
        MillDatabaseMode   mode,
        GError           **error)
{
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  if (!distrust (self, error))
    return FALSE;

  if (mode == MILL_DATABASE_READ)
    return mill_database_script (self, "PRAGMA query_only = 1", error);

  /* With the write-ahead log, a commit that was not flushed to the disk may be lost when the power
   * fails, but neither then nor when the process is killed is the database damaged. */
  return mill_migrate_check (self, error) &&
         prepare_to_shrink (self, error) &&
         turn_log_on (self, error) &&
         mill_database_script (self,
                               "PRAGMA synchronous = NORMAL;"
                               "PRAGMA foreign_keys = 1", error) &&
         mill_migrate (self, error);
}

MillDatabase *
mill_database_open (const char        *path,
                    MillDatabaseMode   mode,
                    GError           **error)
{
  g_autoptr (MillDatabase) self = g_new0 (MillDatabase, 1);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;

  if (mode == MILL_DATABASE_WRITE)
    flags |= SQLITE_OPEN_CREATE;

  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  if (sqlite3_open_v2 (path, &self->handle, flags, NULL) != SQLITE_OK)
    {
      mill_database_set_error (self, error);
      return NULL;
    }

  if (!set_up (self, mode, error))
    return NULL;

  return g_steal_pointer (&self);
}

char *
mill_column_dup_text (sqlite3_stmt *statement,
                      int           column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  if (text == NULL)
    return NULL;

  return g_utf8_make_valid (text, sqlite3_column_bytes (statement, column));
}

char *
mill_column_dup_string (sqlite3_stmt *statement,
                        int           column)
{
  char *text = mill_column_dup_text (statement, column);

  return text != NULL ? text : g_strdup ("");
}

double
mill_column_get_double (sqlite3_stmt *statement,
                        int           column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return NAN;

  return sqlite3_column_double (statement, column);
}
