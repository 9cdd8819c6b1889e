/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "store/store.h"

/* A store of runs in a folder of its own, for tests of what shows and forgets them. */
typedef struct
{
  char      *folder;
  char      *path;
  MillStore *store;
} RunsStore;

/* As another program would change it. */
static void
runs_store_execute (RunsStore  *self,
                    const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (self->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

/* @sql fills it. */
static void
runs_store_open (RunsStore  *self,
                 const char *sql)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("millrace-runs-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "runs.db", NULL);
  self->store = mill_store_new (self->path);
  mill_store_open (self->store, &error);
  g_assert_no_error (error);
  runs_store_execute (self, sql);
}

/* Threads let go of the store after they have told what they did; then nobody but the test and @n_others has it. */
static void
runs_store_wait (RunsStore *self,
                 int        n_others)
{
  for (guint i = 0; i < 2000 && g_atomic_int_get (&G_OBJECT (self->store)->ref_count) > 1 + n_others; i++)
    g_usleep (1000);
}

static void
runs_store_close (RunsStore *self)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-live" };

  g_assert_finalize_object (self->store);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (self->path, ends[i], NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}
