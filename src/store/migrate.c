/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/migrate.h"

#include <glib/gi18n-lib.h>

/* "MILL": tells our databases from those of other programs. */
#define APPLICATION_ID 0x4d494c4c

typedef gboolean (*Migration) (MillDatabase *database, GError **error);

static gboolean
make_first_version (MillDatabase *database,
                    GError      **error)
{
  /* Texts that many runs share (pipelines, charts) are kept once, by their SHA-256. Scores are
   * apart from the points of curves so that a list of runs finds them without walking the
   * curves. */
  static const char schema[] =
    "CREATE TABLE contents ("
    "  digest TEXT PRIMARY KEY NOT NULL,"
    "  text TEXT NOT NULL);"
    "CREATE TABLE runs ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  uuid TEXT NOT NULL UNIQUE,"
    "  name TEXT NOT NULL,"
    "  file TEXT,"
    "  pipeline TEXT NOT NULL REFERENCES contents (digest),"
    "  parameters TEXT NOT NULL,"
    "  seeds TEXT NOT NULL,"
    "  versions TEXT NOT NULL,"
    "  state TEXT NOT NULL,"
    "  started INTEGER NOT NULL,"
    "  touched INTEGER NOT NULL,"
    "  seconds REAL,"
    "  n_nodes INTEGER NOT NULL DEFAULT 0,"
    "  n_done INTEGER NOT NULL DEFAULT 0,"
    "  n_failed INTEGER NOT NULL DEFAULT 0,"
    "  n_skipped INTEGER NOT NULL DEFAULT 0,"
    "  problem TEXT);"
    "CREATE INDEX runs_by_file ON runs (file);"
    "CREATE INDEX runs_by_name ON runs (name);"
    "CREATE INDEX runs_by_pipeline ON runs (pipeline);"
    "CREATE INDEX runs_running ON runs (id) WHERE state = 'running';"
    "CREATE TABLE nodes ("
    "  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,"
    "  node TEXT NOT NULL,"
    "  label TEXT NOT NULL,"
    "  type TEXT NOT NULL,"
    "  state TEXT NOT NULL,"
    "  key TEXT,"
    "  started INTEGER NOT NULL DEFAULT 0,"
    "  seconds REAL,"
    "  PRIMARY KEY (run, node)) WITHOUT ROWID;"
    "CREATE TABLE rows ("
    "  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,"
    "  node TEXT NOT NULL,"
    "  port TEXT NOT NULL,"
    "  rows INTEGER NOT NULL,"
    "  PRIMARY KEY (run, node, port)) WITHOUT ROWID;"
    "CREATE TABLE sources ("
    "  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,"
    "  node TEXT NOT NULL,"
    "  path TEXT NOT NULL,"
    "  digest TEXT,"
    "  bytes INTEGER NOT NULL,"
    "  PRIMARY KEY (run, node, path)) WITHOUT ROWID;"
    "CREATE TABLE log ("
    "  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  time INTEGER NOT NULL,"
    "  severity INTEGER NOT NULL,"
    "  node TEXT,"
    "  text TEXT NOT NULL,"
    "  PRIMARY KEY (run, position)) WITHOUT ROWID;"
    "CREATE TABLE scores ("
    "  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  node TEXT NOT NULL,"
    "  name TEXT NOT NULL,"
    "  value REAL,"
    "  baseline REAL,"
    "  PRIMARY KEY (run, position)) WITHOUT ROWID;"
    "CREATE TABLE metrics ("
    "  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  node TEXT NOT NULL,"
    "  name TEXT NOT NULL,"
    "  series TEXT,"
    "  step INTEGER NOT NULL,"
    "  value REAL,"
    "  baseline REAL,"
    "  PRIMARY KEY (run, position)) WITHOUT ROWID;"
    "CREATE TABLE diagnostics ("
    "  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,"
    "  position INTEGER NOT NULL,"
    "  severity INTEGER NOT NULL,"
    "  node TEXT,"
    "  param TEXT,"
    "  port TEXT,"
    "  line INTEGER NOT NULL,"
    "  message TEXT NOT NULL,"
    "  hint TEXT,"
    "  detail TEXT,"
    "  PRIMARY KEY (run, position)) WITHOUT ROWID;"
    "CREATE TABLE artifacts ("
    "  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,"
    "  node TEXT NOT NULL,"
    "  port TEXT NOT NULL,"
    "  kind TEXT NOT NULL,"
    "  content TEXT NOT NULL REFERENCES contents (digest),"
    "  PRIMARY KEY (run, node, port)) WITHOUT ROWID;"
    "CREATE INDEX artifacts_by_content ON artifacts (content);";

  return mill_database_script (database, schema, error);
}

/* What tables and written files held, so that a run can be repeated and compared; what each column of a
 * table held is a text that many runs share. */
static gboolean
add_digests (MillDatabase  *database,
             GError       **error)
{
  static const char schema[] =
    "ALTER TABLE rows ADD COLUMN digest TEXT;"
    "ALTER TABLE rows ADD COLUMN columns TEXT REFERENCES contents (digest);"
    "CREATE INDEX rows_by_columns ON rows (columns) WHERE columns IS NOT NULL;"
    "CREATE TABLE files ("
    "  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,"
    "  node TEXT NOT NULL,"
    "  path TEXT NOT NULL,"
    "  digest TEXT NOT NULL,"
    "  bytes INTEGER NOT NULL,"
    "  PRIMARY KEY (run, node, path)) WITHOUT ROWID;";

  return mill_database_script (database, schema, error);
}

/* The order of runs on a few pages, so that any page of a list of all of them is found at once; and which runs
 * are never forgotten by themselves. */
static gboolean
add_order (MillDatabase  *database,
           GError       **error)
{
  static const char schema[] =
    "CREATE INDEX runs_in_order ON runs (id);"
    "ALTER TABLE runs ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;";

  return mill_database_script (database, schema, error);
}

/* The n-th makes version n + 1 from version n. */
static const Migration migrations[] = {
  make_first_version,
  add_digests,
  add_order,
};

static void
set_damaged (MillDatabase  *database,
             GError       **error)
{
  g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_DAMAGED,
               _("The database of runs “%s” is damaged; move it away to start a new one"),
               mill_database_get_path (database));
}

/* What is damaged is not migrated: it would be refused afterwards, and by then also by the version that wrote
 * it. This reads everything, the indexes too, once for each new version. */
static gboolean
check_whole (MillDatabase  *database,
             GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement = mill_database_query (database, error, "PRAGMA integrity_check (1)", "");
  gboolean whole;

  if (statement == NULL)
    return FALSE;
  whole = mill_database_step (database, statement, &local_error) &&
          g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  if (!whole && local_error == NULL)
    set_damaged (database, &local_error);
  sqlite3_reset (statement);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return whole;
}

static gboolean
check_within (MillDatabase  *database,
              GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  gint64 application_id, version, n_objects;

  application_id = mill_database_get_number (database, "PRAGMA application_id", 0, &local_error);
  version = local_error ? 0
            : mill_database_get_number (database, "PRAGMA user_version", 0, &local_error);
  n_objects = local_error ? 0
              : mill_database_get_number (database, "SELECT count(*) FROM sqlite_schema", 0,
                                          &local_error);
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (application_id != APPLICATION_ID && (n_objects > 0 || application_id || version))
    {
      g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_FOREIGN,
                   _("“%s” is the database of another program; choose another file for the runs"),
                   mill_database_get_path (database));
      return FALSE;
    }

  if (version > (gint64) G_N_ELEMENTS (migrations))
    {
      g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NEWER,
                   _("The database of runs “%s” was written by a newer version of Millrace "
                     "(its version is %d, this one knows %d); use that version"),
                   mill_database_get_path (database), (int) version,
                   (int) G_N_ELEMENTS (migrations));
      return FALSE;
    }

  /* No program of ours writes such a one. */
  if (version < 0)
    {
      set_damaged (database, error);
      return FALSE;
    }

  return version == 0 || version == (gint64) G_N_ELEMENTS (migrations) || check_whole (database, error);
}

gboolean
mill_migrate_check (MillDatabase  *database,
                    GError       **error)
{
  gboolean is_ours;

  /* All that tells a database of ours is read at one moment: another program may be making it. */
  if (!mill_database_run (database, error, "BEGIN", ""))
    return FALSE;

  is_ours = check_within (database, error);
  mill_database_roll_back (database);

  return is_ours;
}

/* The tables and their columns; NULL on failure. */
static char *
describe (MillDatabase  *database,
          GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  GString *text = g_string_new (NULL);
  sqlite3_stmt *statement;

  statement = mill_database_query (database, &local_error,
                                   "SELECT t.name, c.name, c.type, c.pk, c.\"notnull\""
                                   " FROM sqlite_schema t, pragma_table_info (t.name) c"
                                   " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.name", "");
  while (statement && mill_database_step (database, statement, &local_error))
    g_string_append_printf (text, "%s.%s %s %d %d\n", (const char *) sqlite3_column_text (statement, 0),
                            (const char *) sqlite3_column_text (statement, 1),
                            (const char *) sqlite3_column_text (statement, 2),
                            sqlite3_column_int (statement, 3), sqlite3_column_int (statement, 4));
  if (local_error == NULL)
    return g_string_free (text, FALSE);

  g_propagate_error (error, g_steal_pointer (&local_error));
  g_string_free (text, TRUE);

  return NULL;
}

/* In a database that has no file. */
#define FRESH ":memory:"

/* As describe(), of a new database. What fails there fails for @database: people know of no other. */
static char *
describe_fresh (MillDatabase  *database,
                GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MillDatabase) fresh = mill_database_open (FRESH, MILL_DATABASE_WRITE, &local_error);
  g_autoptr (GString) message = NULL;
  char *text = fresh != NULL ? describe (fresh, &local_error) : NULL;

  if (text != NULL)
    return text;

  message = g_string_new (local_error->message);
  g_string_replace (message, FRESH, mill_database_get_path (database), 1);
  g_set_error_literal (error, local_error->domain, local_error->code, message->str);

  return NULL;
}

/* What came of an older version has the tables that a new database has, or it was not what it said it was. */
static gboolean
check_tables (MillDatabase  *database,
              GError       **error)
{
  g_autofree char *expected = describe_fresh (database, error);
  g_autofree char *found = expected != NULL ? describe (database, error) : NULL;

  if (found == NULL)
    return FALSE;
  if (!g_str_equal (found, expected))
    set_damaged (database, error);

  return g_str_equal (found, expected);
}

static gboolean
migrate_within (MillDatabase  *database,
                GError       **error)
{
  gint64 version = mill_database_get_number (database, "PRAGMA user_version", -1, error);
  gboolean is_new = version == 0;

  if (version < 0)
    return FALSE;

  for (; version < (gint64) G_N_ELEMENTS (migrations); version++)
    {
      g_autofree char *mark = NULL;

      mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                              APPLICATION_ID, (int) version + 1);
      if (!migrations[version] (database, error) || !mill_database_script (database, mark, error))
        return FALSE;
    }

  return is_new || check_tables (database, error);
}

gboolean
mill_migrate (MillDatabase  *database,
              GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  if (mill_database_get_number (database, "PRAGMA user_version", -1, &local_error)
      == (gint64) G_N_ELEMENTS (migrations))
    return TRUE;

  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  /* The version is read again within: another program may have migrated meanwhile. */
  if (!mill_database_begin (database, error))
    return FALSE;

  if (!migrate_within (database, error) || !mill_database_commit (database, error))
    {
      mill_database_roll_back (database);
      return FALSE;
    }

  return TRUE;
}
