/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <duckdb.h>

#include "engine/duck.h"
#include "engine/duck-error.h"

G_BEGIN_DECLS

/* Shared by the adapter's files (duck*.c) only. */

struct _MillDuck
{
  gatomicrefcount    ref_count;
  MillDuckOptions    options;      /* copied */
  GMutex             opening;
  gboolean           open;         /* with it held */
  duckdb_database    database;
  /* Functions are registered here: one at a time, since DuckDB would refuse two at once. */
  GMutex             lock;
  duckdb_connection  connection;
  /* A setting of theirs was made before settings were frozen: they are used again and again. */
  GArray            *workers;      /* duckdb_connection, those that nobody has */
  GMutex             answering;
  GHashTable        *schemas;      /* sql -> MillSchema, with @answering held */
  GHashTable        *rows;         /* sql -> GStrv, with @answering held */
  GHashTable        *digests;      /* names of the functions of duck-digest.c that are there; with @lock held */
};

struct _MillConnection
{
  gatomicrefcount    ref_count;
  MillDuck          *duck;
  duckdb_connection  handle;
  gboolean           is_worker;
};

/* One column of a chunk, ready to be read. */
typedef struct
{
  duckdb_type        type;
  duckdb_type        storage;    /* of decimals: the integer type they are kept in */
  double             scale;      /* of decimals and timestamps: divide by it */
  const void        *data;
  const guint64     *validity;   /* NULL: no value is missing */
} MillVector;

/* Opens it, unless it is. */
gboolean        mill_duck_open             (MillDuck            *self,
                                            GError             **error);
MillConnection *mill_connection_ref        (MillConnection      *self);

/* What is known of constant queries (duck-constant.c). */
void            mill_duck_init_answers     (MillDuck            *self);
void            mill_duck_clear_answers    (MillDuck            *self);
/* The exact aggregate functions (duck-aggregate.c), once a session. */
gboolean        mill_duck_add_aggregates   (MillDuck            *self,
                                            GError             **error);

/* What does not change from chunk to chunk. */
void            mill_vector_init           (MillVector          *self,
                                            duckdb_logical_type  type);
void            mill_vector_set            (MillVector          *self,
                                            duckdb_vector        vector);
gboolean        mill_vector_is_null        (const MillVector    *self,
                                            guint                row);
double          mill_vector_get_double     (const MillVector    *self,
                                            guint                row);
gint64          mill_vector_get_integer    (const MillVector    *self,
                                            guint                row);
void            mill_vector_get_doubles    (const MillVector    *self,
                                            guint                n_rows,
                                            double              *values,
                                            guint                stride);
void            mill_vector_get_floats     (const MillVector    *self,
                                            guint                n_rows,
                                            float               *values,
                                            guint                stride);
const char     *mill_vector_get_text       (const MillVector    *self,
                                            guint                row,
                                            gsize               *length);

/* The type as SQL writes it. New string. */
char           *mill_duck_type_to_text     (duckdb_logical_type  type);

/* The rows of a query that was started; takes both. */
MillRows       *mill_rows_new              (MillConnection            *connection,
                                            duckdb_prepared_statement  statement,
                                            duckdb_result             *result);

static inline void
mill_duck_logical_type_clear (duckdb_logical_type *type)
{
  if (*type != NULL)
    duckdb_destroy_logical_type (type);
}

static inline void
mill_duck_statement_clear (duckdb_prepared_statement *statement)
{
  if (*statement != NULL)
    duckdb_destroy_prepare (statement);
}

static inline void
mill_duck_pending_clear (duckdb_pending_result *pending)
{
  if (*pending != NULL)
    duckdb_destroy_pending (pending);
}

static inline void
mill_duck_text_clear (char **text)
{
  if (*text != NULL)
    duckdb_free (*text);
}

#define mill_auto(clear) __attribute__ ((cleanup (clear)))

G_END_DECLS
