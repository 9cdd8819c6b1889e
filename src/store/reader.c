/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/reader.h"

#include <glib/gi18n-lib.h>

MillReader
mill_reader_begin (MillStore  *store,
                   GError    **error)
{
  MillReader self = { store, NULL };

  if (!mill_store_open (store, error))
    return self;

  self.database = g_async_queue_try_pop (store->readers);
  if (self.database == NULL)
    self.database = mill_database_open (store->path, MILL_DATABASE_READ, error);

  return self;
}

void
mill_reader_end (MillReader *self)
{
  if (self->database)
    g_async_queue_push (self->store->readers, g_steal_pointer (&self->database));
}

gint64
mill_reader_find_run (MillReader  *self,
                      const char  *run,
                      GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;
  gint64 row = 0;

  statement = mill_database_query (self->database, &local_error,
                                   "SELECT id FROM runs WHERE uuid = ?", "s", run);
  if (statement && mill_database_step (self->database, statement, &local_error))
    {
      row = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }

  if (local_error)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (row == 0)
    g_set_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND,
                 _("There is no run “%s”"), run);

  return row;
}

GPtrArray *
mill_reader_list (MillReader      *self,
                  sqlite3_stmt    *statement,
                  MillReadFunc     make,
                  GDestroyNotify   destroy,
                  GError         **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (destroy);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return NULL;

  while (mill_database_step (self->database, statement, &local_error))
    g_ptr_array_add (list, make (statement));

  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&list);
}
