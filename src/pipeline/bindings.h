/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/diagnostic.h"
#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* The values of the pipeline's parameters in one run: its defaults, and over them what --set or a
 * form gave. Immutable after it was made. */
typedef struct _MillBindings MillBindings;

/* @overrides: "NAME=VALUE" strings, or NULL. NULL with @error for an unknown name or a bad value. */
MillBindings  *mill_bindings_new         (MillPipeline        *pipeline,
                                          const char *const   *overrides,
                                          GError             **error);
/* @self, and the parameters of the components in @expanded (expand.h), which the nodes that hold these
 * have set. Settings that refer to nothing are reported to @problems (may be NULL). */
MillBindings  *mill_bindings_extend      (MillBindings        *self,
                                          MillPipeline        *expanded,
                                          GPtrArray           *problems);
MillBindings  *mill_bindings_ref         (MillBindings        *self);
void           mill_bindings_unref       (MillBindings        *self);
/* The value of a parameter and its type; NULL if there is no such parameter. Borrowed. */
JsonNode      *mill_bindings_get         (MillBindings        *self,
                                          const char          *name,
                                          MillParameterType   *type);
/* {name: value} of all of them. */
JsonNode      *mill_bindings_to_json     (MillBindings        *self);
/* The settings of @node with each ${name} replaced: the whole string by the typed value, within a
 * string by its text; ${env:NAME} by the environment variable; $${ stands for ${ itself. Expressions
 * (MILL_ROLE_EXPRESSION) keep theirs: the engine puts typed literals there. Problems name the node and
 * parameter. New object. */
JsonObject    *mill_bindings_substitute  (MillBindings        *self,
                                          const MillNodeType  *type,
                                          const MillNode      *node,
                                          GPtrArray           *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillBindings, mill_bindings_unref)

G_END_DECLS
