/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/compile.h"
#include "pipeline/bindings.h"
#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* Columns and types of every output of a pipeline, known by binding each node's SELECT against empty
 * tables, without data (only the heads of the source files are read). Immutable, counted. */
typedef struct _MillTypes MillTypes;

MillTypes            *mill_types_ref             (MillTypes          *self);
void                  mill_types_unref           (MillTypes          *self);
/* Columns of the table at an output; NULL where not known. Borrowed. */
const MillSchema     *mill_types_get_schema      (MillTypes          *self,
                                                  const char         *node,
                                                  const char         *port);
/* Columns of the table that comes in at an input. Borrowed. */
const MillSchema     *mill_types_get_input_schema (MillTypes         *self,
                                                  const char         *node,
                                                  const char         *port);
const MillModelShape *mill_types_get_model       (MillTypes          *self,
                                                  const char         *node,
                                                  const char         *port);
/* Everything that was found, in the order of the graph. A node without errors of its own, behind one
 * with errors, has no diagnostic of its own. Borrowed. */
GPtrArray            *mill_types_get_diagnostics (MillTypes          *self);
gboolean              mill_types_has_error       (MillTypes          *self,
                                                  const char         *node);
/* Why @node cannot run: itself or one it depends on has an error. NULL: it can. Borrowed. */
const MillDiagnostic *mill_types_get_obstacle    (MillTypes          *self,
                                                  const char         *node);

/* Makes MillTypes; keeps a session and remembers the columns of source files by path, size, time and
 * options, and of nodes by what they were compiled from, so that an edit costs little. One thread at a
 * time. */
typedef struct _MillTyping MillTyping;

/* @base: the directory that relative paths start from, or NULL where the pipeline was never saved. */
MillTyping           *mill_typing_new            (GFile              *base,
                                                  GError            **error);
/* One that binds in the session of a run, which may open the pipeline's source files: opening a session
 * costs more than binding a pipeline. */
MillTyping           *mill_typing_new_in         (GFile              *base,
                                                  MillDuck           *duck,
                                                  GError            **error);
void                  mill_typing_free           (MillTyping         *self);
/* Of a pipeline as it is drawn: what is within components has its path for an id (pipeline/expand.h).
 * NULL only when cancelled. */
MillTypes            *mill_typing_bind           (MillTyping         *self,
                                                  MillPipeline       *pipeline,
                                                  MillBindings       *bindings,
                                                  GCancellable       *cancellable,
                                                  GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillTypes, mill_types_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillTyping, mill_typing_free)

G_END_DECLS
