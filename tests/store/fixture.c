/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>

void
fixture_set_up (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("millrace-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->directory, "runs.db", NULL);
  self->store = mill_store_new (self->path);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory && (name = g_dir_read_name (directory)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_remove (path);
}

void
fixture_tear_down (Fixture       *self,
                   gconstpointer  data)
{
  g_assert_finalize_object (self->store);
  remove_tree (self->directory);
  g_free (self->directory);
  g_free (self->path);
}

char *
fixture_run (Fixture    *self,
             const char *name,
             guint       lines,
             gboolean    fails)
{
  g_autoptr (MillRun) run = talker_new_run (name, lines, 0, fails);
  g_autoptr (GFile) file = g_file_new_for_path ("/somewhere/talk.millrace.json");
  g_autoptr (GError) error = NULL;

  mill_store_record_run (self->store, run, file);
  g_assert_cmpint (mill_run_execute (run, NULL), ==, fails ? MILL_STATE_FAILED : MILL_STATE_DONE);
  mill_store_flush (self->store, &error);
  g_assert_no_error (error);

  return g_strdup (mill_run_get_id (run));
}

MillRunRecord *
fixture_get_run (Fixture    *self,
                 const char *run)
{
  g_autoptr (GError) error = NULL;
  MillRunRecord *record = mill_store_get_run (self->store, run, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);

  return record;
}

static sqlite3 *
open_bare (Fixture *self)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (self->path, &handle), ==, SQLITE_OK);
  sqlite3_busy_timeout (handle, 10000);

  return handle;
}

void
fixture_sql (Fixture    *self,
             const char *sql)
{
  sqlite3 *handle = open_bare (self);

  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static int
number_cb (void  *data,
           int    n_columns,
           char **values,
           char **names)
{
  *(gint64 *) data = values[0] ? g_ascii_strtoll (values[0], NULL, 10) : -1;

  return 0;
}

gint64
fixture_number (Fixture    *self,
                const char *sql)
{
  sqlite3 *handle = open_bare (self);
  gint64 number = -1;

  g_assert_cmpint (sqlite3_exec (handle, sql, number_cb, &number, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);

  return number;
}
