/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/compile-private.h"
#include "engine/key.h"
#include "engine/table-digest.h"

G_BEGIN_DECLS

/* One output of a node in a run: a table that is still a query, a table that was kept in a file, or an
 * artifact. Counted references; shared between the run's threads and whoever looks at the results. */
typedef struct _MillOutput MillOutput;

MillOutput           *mill_output_new          (const char           *node,
                                                const char           *port);
MillOutput           *mill_output_ref          (MillOutput           *self);
void                  mill_output_unref        (MillOutput           *self);
const char           *mill_output_get_node     (MillOutput           *self);
const char           *mill_output_get_port     (MillOutput           *self);
/* The name that queries use for it: "node.port". */
const char           *mill_output_get_relation (MillOutput           *self);
/* Makes it a query over @inputs (elements MillOutput). */
void                  mill_output_set_query    (MillOutput           *self,
                                                const char           *sql,
                                                GPtrArray            *inputs,
                                                MillSchema           *schema);
gboolean              mill_output_is_table     (MillOutput           *self);
/* New reference, or NULL. */
MillSchema           *mill_output_dup_schema   (MillOutput           *self);
/* The Parquet file that its rows were kept in; a query over it from then on reads that. Copies. */
void                  mill_output_set_kept     (MillOutput           *self,
                                                const char           *path,
                                                gint64                n_rows);
char                 *mill_output_dup_kept     (MillOutput           *self);
gint64                mill_output_get_n_rows   (MillOutput           *self);
void                  mill_output_set_n_rows   (MillOutput           *self,
                                                gint64                n_rows);
/* Of the rows that were kept; NULL: nobody made one. Takes nothing, gives a new reference. */
void                  mill_output_set_digest   (MillOutput           *self,
                                                MillTableDigest      *digest);
MillTableDigest      *mill_output_dup_digest   (MillOutput           *self);
void                  mill_output_set_artifact (MillOutput           *self,
                                                MillArtifact         *artifact);
MillArtifact         *mill_output_dup_artifact (MillOutput           *self);
/* Under what it may be remembered; set before it is shared. References @key. */
void                  mill_output_set_key      (MillOutput           *self,
                                                MillKey              *key);
MillKey              *mill_output_get_key      (MillOutput           *self);
void                  mill_output_set_model    (MillOutput           *self,
                                                const MillModelShape *model);
const MillModelShape *mill_output_get_model    (MillOutput           *self);

/* The queries that @outputs stand for, down to files, each after those it reads: elements MillOutput
 * with a reference. */
GPtrArray            *mill_output_list_queries (GPtrArray            *outputs);
/* "WITH ... " for a query that reads @outputs, or "" where it reads none. New string. */
char                 *mill_output_make_prefix  (GPtrArray            *outputs);
/* The whole query that gives the rows of @self. New string. */
char                 *mill_output_make_query   (MillOutput           *self);
/* A COPY of @query into a new Parquet file. New string. */
char                 *mill_output_make_copy    (const char           *query,
                                                const char           *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillOutput, mill_output_unref)

G_END_DECLS
