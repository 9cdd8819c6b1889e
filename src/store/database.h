/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "store/store.h"

G_BEGIN_DECLS

/* A connection to the database of runs: one thread at a time. This header and what includes it
 * are the only ones that know SQLite. */
typedef struct _MillDatabase MillDatabase;

typedef enum
{
  MILL_DATABASE_WRITE,   /* makes and migrates it; refuses what is not ours untouched */
  MILL_DATABASE_READ,
} MillDatabaseMode;

MillDatabase *mill_database_open       (const char        *path,
                                        MillDatabaseMode   mode,
                                        GError           **error);
void          mill_database_close      (MillDatabase      *self);
const char   *mill_database_get_path   (MillDatabase      *self);
/* A statement that is prepared once and kept, with its values bound: @types has a letter for
 * each of the following, "s" const char * (NULL: null), "i" gint64, "d" double (NAN: null).
 * Owned by @self, valid until the same @sql is asked for again. */
sqlite3_stmt *mill_database_query      (MillDatabase      *self,
                                        GError           **error,
                                        const char        *sql,
                                        const char        *types,
                                        ...);
/* The next row: FALSE at the end, where @error stays unset, or on failure. */
gboolean      mill_database_step       (MillDatabase      *self,
                                        sqlite3_stmt      *statement,
                                        GError           **error);
/* Runs a statement that gives no rows. */
gboolean      mill_database_run        (MillDatabase      *self,
                                        GError           **error,
                                        const char        *sql,
                                        const char        *types,
                                        ...);
/* Runs a script of several statements. */
gboolean      mill_database_script     (MillDatabase      *self,
                                        const char        *sql,
                                        GError           **error);
/* The first column of the first row, or @missing where there is none. */
gint64        mill_database_get_number (MillDatabase      *self,
                                        const char        *sql,
                                        gint64             missing,
                                        GError           **error);
gint64        mill_database_get_last_id (MillDatabase     *self);
gboolean      mill_database_begin      (MillDatabase      *self,
                                        GError           **error);
gboolean      mill_database_commit     (MillDatabase      *self,
                                        GError           **error);
void          mill_database_roll_back  (MillDatabase      *self);
/* What went wrong last, as a MILL_STORE_ERROR for people. */
void          mill_database_set_error  (MillDatabase      *self,
                                        GError           **error);
/* A text column as a new string of valid UTF-8, NULL for null. */
char         *mill_column_dup_text     (sqlite3_stmt      *statement,
                                        int                column);
/* The same of a column that is never null where the database is whole: "" for null. */
char         *mill_column_dup_string   (sqlite3_stmt      *statement,
                                        int                column);
/* A number, NAN for null. */
double        mill_column_get_double   (sqlite3_stmt      *statement,
                                        int                column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillDatabase, mill_database_close)

G_END_DECLS
