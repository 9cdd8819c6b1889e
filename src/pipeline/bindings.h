/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/diagnostic.h"
#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* The values of the pipeline's parameters in one run: its defaults, and over them what --set or a
 * form gave. Either may be ${env:NAME}, and takes what that environment variable holds; within a text it may
 * be a part, and $${env: stands for the characters ${env: themselves. Such a value may be a secret, and is neither
 * remembered nor shown. Immutable after it was made. */
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
gboolean       mill_bindings_has         (MillBindings        *self,
                                          const char          *name);
/* The value of a parameter and its type; NULL if there is no such parameter or it has none. Borrowed. */
JsonNode      *mill_bindings_get         (MillBindings        *self,
                                          const char          *name,
                                          MillParameterType   *type);
/* The same; NULL with @error that says why there is no value and what to do. */
JsonNode      *mill_bindings_find        (MillBindings        *self,
                                          const char          *name,
                                          MillParameterType   *type,
                                          GError             **error);
/* Does the value of the parameter, or a part of it, come from an environment variable? */
gboolean       mill_bindings_is_from_environment (MillBindings *self,
                                                  const char   *name);
/* Does what is written in @json refer to such a parameter, or to an environment variable itself? */
gboolean       mill_bindings_reads_environment   (MillBindings *self,
                                                  JsonNode     *json);
/* @diagnostic as it may be shown and remembered: where a value that comes from the environment stands in its
 * words, there is ${name} instead. A reference to it where there is none. */
MillDiagnostic *mill_bindings_hide_secrets       (MillBindings   *self,
                                                  MillDiagnostic *diagnostic);
/* {name: value} of all of them. */
JsonNode      *mill_bindings_to_json     (MillBindings        *self);
/* The same, as it may be remembered: what comes from the environment is the ${env:NAME} it is written as, with
 * the text around it. */
JsonNode      *mill_bindings_to_record   (MillBindings        *self);
/* The settings of @node with each ${name} replaced: the whole string by the typed value, within a
 * string by its text; ${env:NAME} by the environment variable, whose text is read as a value of the setting;
 * $${ stands for ${ itself. Expressions
 * (MILL_ROLE_EXPRESSION) keep theirs: the engine puts typed literals there. Problems name the node and
 * parameter. New object. */
JsonObject    *mill_bindings_substitute  (MillBindings        *self,
                                          const MillNodeType  *type,
                                          const MillNode      *node,
                                          GPtrArray           *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillBindings, mill_bindings_unref)

G_END_DECLS
