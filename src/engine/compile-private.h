/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/compile.h"
#include "pipeline/bindings.h"

G_BEGIN_DECLS

/* For typing.c and run.c: the making and reading of a MillCompile. */

/* What a node finds at one of its inputs. */
typedef struct
{
  char           *port;
  char           *relation;      /* name to select from, or NULL */
  MillSchema     *schema;        /* or NULL */
  MillModelShape *model;         /* or NULL */
  MillArtifact   *artifact;      /* or NULL */
} MillCompileInput;

/* What it set for one of its outputs. */
typedef struct
{
  char           *port;
  char           *sql;           /* SELECT, or NULL */
  MillSchema     *schema;        /* or NULL: not bound yet */
  MillModelShape *model;         /* or NULL */
} MillCompileOutput;

MillModelShape    *mill_model_shape_new          (const char         *target,
                                                  const char         *target_type);
MillModelShape    *mill_model_shape_copy         (const MillModelShape *self);
void               mill_model_shape_free         (MillModelShape     *self);

/* @duck (where functions go) is NULL while typing. @connection binds expressions. */
MillCompile       *mill_compile_new              (const char         *node,
                                                  GFile              *base,
                                                  MillBindings       *bindings,
                                                  MillConnection     *connection,
                                                  MillDuck           *duck);
/* Paths to write to are below @directory (absolute; NULL: where the settings say). */
void               mill_compile_write_aside      (MillCompile        *self,
                                                  const char         *directory);
void               mill_compile_free             (MillCompile        *self);
/* Adds an input; all arguments but the first two may be NULL; copies or references them. */
void               mill_compile_add_input        (MillCompile        *self,
                                                  const char         *port,
                                                  const char         *relation,
                                                  MillSchema         *schema,
                                                  const MillModelShape *model,
                                                  MillArtifact       *artifact);
/* Elements MillCompileOutput, in the order they were set. Borrowed. */
GPtrArray         *mill_compile_get_outputs      (MillCompile        *self);
/* Absolute paths that mill_compile_resolve_path() gave for reading. Borrowed. */
GPtrArray         *mill_compile_get_read_paths   (MillCompile        *self);
/* An empty table with these columns, to bind against: "SELECT NULL::BIGINT AS a ... WHERE false". */
char              *mill_schema_to_empty_select   (const MillSchema   *schema);
/* WITH clauses in which the inputs are empty tables: to bind a SELECT against without opening files. "" where
 * there are none. New string. */
char              *mill_compile_make_empty_prefix (MillCompile       *self);
/* @select with every column cast to the type it may have at a border; @schema gets those (may be
 * NULL). Unchanged where all fit already. @constant: the query reads nothing but @prefix. */
char              *mill_compile_widen            (MillConnection     *connection,
                                                  const char         *prefix,
                                                  const char         *select,
                                                  gboolean            constant,
                                                  MillSchema        **schema,
                                                  GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillCompile, mill_compile_free)

G_END_DECLS
