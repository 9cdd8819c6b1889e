/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/read.h"
#include "store/store-private.h"

G_BEGIN_DECLS

/* A connection to read, borrowed from the store for the time of one call. */
typedef struct
{
  MillStore    *store;
  MillDatabase *database;   /* NULL where there is none */
} MillReader;

/* Makes an element of a list from the row that @statement is at. */
typedef gpointer (*MillReadFunc) (sqlite3_stmt *statement);

MillReader  mill_reader_begin     (MillStore       *store,
                                   GError         **error);
void        mill_reader_end       (MillReader      *self);
/* The number of the run with this id, or 0 with MILL_STORE_ERROR_NOT_FOUND. */
gint64      mill_reader_find_run  (MillReader      *self,
                                   const char      *run,
                                   GError         **error);
/* All rows of a statement from mill_database_query(), which may be NULL; NULL on failure. */
GPtrArray  *mill_reader_list      (MillReader      *self,
                                   sqlite3_stmt    *statement,
                                   MillReadFunc     make,
                                   GDestroyNotify   destroy,
                                   GError         **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MillReader, mill_reader_end)

G_END_DECLS
