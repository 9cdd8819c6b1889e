/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "engine/table-digest.h"

G_BEGIN_DECLS

/* The one door to DuckDB: nobody else includes its header. All calls block; use worker threads. */

/* What a session may touch: exactly these files, nothing else. */
typedef struct
{
  const char *const *read_paths;      /* absolute; files to read, may be NULL */
  const char *const *write_paths;     /* absolute; files to write, may be NULL */
  const char        *scratch;         /* absolute; an existing directory to keep results and spill to;
                                       * NULL: neither */
  const char        *hold;            /* absolute; another directory, to read from, or NULL */
  guint              threads;         /* 0: as many as there are cores */
  guint64            memory;          /* bytes; 0: DuckDB's default */
  guint              workers;         /* connections at a time that know how far their queries are */
} MillDuckOptions;

/* An in-memory database that is locked down: external access only to what the options name, no
 * extension is installed or loaded, settings are frozen. Counted references, safe to share. */
typedef struct _MillDuck MillDuck;

MillDuck   *mill_duck_new             (const MillDuckOptions *options,
                                       GError               **error);
/* One that is opened when the first connection is made: that fails then, where it cannot be. Copies
 * @options. */
MillDuck   *mill_duck_new_later       (const MillDuckOptions *options);
MillDuck   *mill_duck_ref             (MillDuck              *self);
void        mill_duck_unref           (MillDuck              *self);
const char *mill_duck_get_version     (void);

/* A connection: one query at a time, one thread at a time. Holds a reference on its database. */
typedef struct _MillConnection MillConnection;
/* The rows of one query, read chunk by chunk. Holds a reference on its connection's database. */
typedef struct _MillRows       MillRows;

MillConnection *mill_connection_new      (MillDuck        *duck,
                                          GError         **error);
/* One of the session's workers, as long as there is one that nobody has; else as above. */
MillConnection *mill_connection_new_worker (MillDuck      *duck,
                                          GError         **error);
void            mill_connection_free     (MillConnection  *self);
/* Runs one statement for its effect; returns the number of rows it touched in @n_rows (may be NULL).
 * Cancelling interrupts this connection's query only, and gives G_IO_ERROR_CANCELLED. Errors from
 * DuckDB are MILL_ERROR_FAILED whose message is for people and whose detail is DuckDB's own text. */
gboolean        mill_connection_execute  (MillConnection  *self,
                                          const char      *sql,
                                          gint64          *n_rows,
                                          GCancellable    *cancellable,
                                          GError         **error);
MillRows       *mill_connection_query    (MillConnection  *self,
                                          const char      *sql,
                                          GCancellable    *cancellable,
                                          GError         **error);
/* The columns that @sql (a SELECT) would give, without running it, as they cross a node's border
 * after mill_duck_border_type(). */
MillSchema     *mill_connection_describe (MillConnection  *self,
                                          const char      *sql,
                                          GError         **error);
/* The columns as DuckDB has them, without widening. */
MillSchema     *mill_connection_describe_raw (MillConnection *self,
                                          const char      *sql,
                                          GError         **error);
/* The same of a query that reads nothing but what is written in it: the session asks once. */
MillSchema     *mill_connection_describe_constant (MillConnection *self,
                                          const char      *sql,
                                          GError         **error);
/* The only row of such a query, of columns of text; "" where a value is NULL. The session asks once. */
GStrv           mill_connection_query_constant (MillConnection *self,
                                          const char      *sql,
                                          GError         **error);
/* The digest of the rows that @sql (a SELECT) gives, whose columns are @schema and have the types of borders. */
MillTableDigest *mill_connection_digest  (MillConnection    *self,
                                          const char        *sql,
                                          const MillSchema  *schema,
                                          GCancellable      *cancellable,
                                          GError           **error);
/* What @type becomes at a border: itself, a wider type to cast to ("INTEGER" -> "BIGINT",
 * "HUGEINT" -> "BIGINT", "FLOAT" -> "DOUBLE", "ENUM(..)" -> "VARCHAR"...). Interned. */
const char     *mill_duck_border_type    (const char      *type);
/* Share of the running query that is done, 0..1, or -1 where DuckDB cannot tell, or this is no worker. May
 * be called from another thread while the query runs. */
double          mill_connection_get_progress (MillConnection *self);

const MillSchema *mill_rows_get_schema   (MillRows        *self);
/* Fetches the next chunk (at most 2048 rows). FALSE at the end (no error) or on error. */
gboolean        mill_rows_next           (MillRows        *self,
                                          GCancellable    *cancellable,
                                          GError         **error);
guint           mill_rows_get_n_rows     (MillRows        *self);
/* Of the present chunk, row counted from 0. Numbers, booleans (0, 1), dates (days since 1970-01-01)
 * and timestamps (seconds since then) as double; NAN where the value is NULL. */
double          mill_rows_get_double     (MillRows        *self,
                                          guint            column,
                                          guint            row);
/* All of a column at once into @values, each @stride doubles (resp. floats) apart. */
void            mill_rows_get_doubles    (MillRows        *self,
                                          guint            column,
                                          double          *values,
                                          guint            stride);
void            mill_rows_get_floats     (MillRows        *self,
                                          guint            column,
                                          float           *values,
                                          guint            stride);
gint64          mill_rows_get_integer    (MillRows        *self,
                                          guint            column,
                                          guint            row);
/* For VARCHAR columns: the bytes, not ended by NUL, owned by the chunk; NULL where the value is. */
const char     *mill_rows_get_text       (MillRows        *self,
                                          guint            column,
                                          guint            row,
                                          gsize           *length);
/* For VARCHAR columns; a copy. */
char           *mill_rows_dup_string     (MillRows        *self,
                                          guint            column,
                                          guint            row);
void            mill_rows_free           (MillRows        *self);

/* A scalar function made of C: called with a chunk of arguments from several of DuckDB's threads.
 * Argument columns are read with the mill_vectors_ calls; the result is written to @result. */
typedef struct _MillVectors MillVectors;

guint           mill_vectors_get_n_rows  (MillVectors     *self);
/* For arguments declared DOUBLE: NAN where NULL. */
void            mill_vectors_get_floats  (MillVectors     *self,
                                          guint            column,
                                          float           *values,
                                          guint            stride);
/* For arguments declared VARCHAR. */
const char     *mill_vectors_get_text    (MillVectors     *self,
                                          guint            column,
                                          guint            row,
                                          gsize           *length);

/* Fills @result: @width doubles a row, one row after the other. FALSE with a message in @error. */
typedef gboolean (*MillFunction) (MillVectors  *arguments,
                                  double       *result,
                                  gpointer      data,
                                  GError      **error);

/* Registers @name (arguments of @argument_types, "DOUBLE" or "VARCHAR"); it returns DOUBLE for @width
 * 1, else LIST(DOUBLE) with @width elements. NULL arguments reach the function. Takes @data. The
 * function is then known to all connections of the database. */
gboolean        mill_duck_add_function   (MillDuck           *self,
                                          const char         *name,
                                          const char *const  *argument_types,
                                          guint               width,
                                          MillFunction        function,
                                          gpointer            data,
                                          GDestroyNotify      destroy,
                                          GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillDuck, mill_duck_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillConnection, mill_connection_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillRows, mill_rows_free)

G_END_DECLS
