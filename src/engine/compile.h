/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/artifact.h"
#include "engine/expression.h"
#include "engine/sql.h"
#include "pipeline/diagnostic.h"
#include "pipeline/node-type.h"
#include "pipeline/schema.h"

G_BEGIN_DECLS

/* What a node's compile, declare and check see of the world: the columns of its inputs, and a place
 * for its outputs. The same call serves the typing of a pipeline that is being edited (no data, no
 * artifacts) and a run. What is asked for by the name of a port is that of its first link; those of a
 * port that takes several (MILL_PORT_MULTIPLE) are counted from 0 in the order of the pipeline. */

/* What is known of a model before it is fitted, and of a learner. */
typedef struct
{
  char         *target;        /* name of the column it predicts */
  char         *target_type;   /* SQL type of that column */
} MillModelShape;

const char           *mill_compile_get_node      (MillCompile        *self);
/* Is there a link into @port? */
gboolean              mill_compile_has_input     (MillCompile        *self,
                                                  const char         *port);
guint                 mill_compile_get_n_inputs  (MillCompile        *self,
                                                  const char         *port);
/* Columns of the table at @port; NULL where nothing is linked. Borrowed. */
const MillSchema     *mill_compile_get_schema    (MillCompile        *self,
                                                  const char         *port);
const MillSchema     *mill_compile_get_nth_schema (MillCompile       *self,
                                                  const char         *port,
                                                  guint               index);
/* The name to select from, for mill_select_new(). */
const char           *mill_compile_get_relation  (MillCompile        *self,
                                                  const char         *port);
const char           *mill_compile_get_nth_relation (MillCompile     *self,
                                                  const char         *port,
                                                  guint               index);
/* Finds a column of the input or fails naming @param, with the most similar name as a hint. */
const MillColumn     *mill_compile_require_column (MillCompile       *self,
                                                  const char         *port,
                                                  const char         *param,
                                                  const char         *column,
                                                  GError            **error);
/* A checked expression typed by the user in @param, over the columns of @port: parsed, parameters
 * replaced, and bound, so that a missing column or wrong type is reported at @param. */
MillExpr             *mill_compile_expression    (MillCompile        *self,
                                                  const char         *port,
                                                  const char         *param,
                                                  const char         *text,
                                                  GError            **error);
/* Like it, and also says the type the expression has (new string in @type). */
MillExpr             *mill_compile_typed_expression (MillCompile     *self,
                                                  const char         *port,
                                                  const char         *param,
                                                  const char         *text,
                                                  char              **type,
                                                  GError            **error);
/* A path of the pipeline file as an absolute path; the file must exist and be readable for @to_read.
 * Fails naming @param. New string. */
char                 *mill_compile_resolve_path  (MillCompile        *self,
                                                  const char         *param,
                                                  const char         *path,
                                                  gboolean            to_read,
                                                  GError            **error);

/* Lets mill_compile_expression() and its like compute from the columns of @schema under the name @port, as
 * if a table came in there: for a node that works in several steps. It has no relation to select from. */
void                  mill_compile_add_step      (MillCompile        *self,
                                                  const char         *port,
                                                  MillSchema         *schema);

/* The SELECT of a table output. Takes @select. */
void                  mill_compile_set_output    (MillCompile        *self,
                                                  const char         *port,
                                                  MillSelect         *select);
/* For declare of nodes that run: what their outputs will be. Takes @schema. */
void                  mill_compile_declare_table (MillCompile        *self,
                                                  const char         *port,
                                                  MillSchema         *schema);
void                  mill_compile_declare_model (MillCompile        *self,
                                                  const char         *port,
                                                  const char         *target,
                                                  const char         *target_type);
/* What is known of the model or learner at input @port; NULL where nothing is linked, or its node is
 * not set up yet. Borrowed. */
const MillModelShape *mill_compile_get_model     (MillCompile        *self,
                                                  const char         *port);
const MillModelShape *mill_compile_get_nth_model (MillCompile        *self,
                                                  const char         *port,
                                                  guint               index);
/* The fitted object itself, during a run; NULL while typing. Borrowed. */
MillArtifact         *mill_compile_get_artifact  (MillCompile        *self,
                                                  const char         *port);
MillArtifact         *mill_compile_get_nth_artifact (MillCompile     *self,
                                                  const char         *port,
                                                  guint               index);
/* Registers a function that the SELECT of this node calls, under a name that no other node has;
 * returned borrowed, for use in mill_expr_format ("%i(...)"). During a run only. Takes @data. */
const char           *mill_compile_add_function  (MillCompile        *self,
                                                  const char *const  *argument_types,
                                                  guint               width,
                                                  MillFunction        function,
                                                  gpointer            data,
                                                  GDestroyNotify      destroy,
                                                  GError            **error);

G_END_DECLS
