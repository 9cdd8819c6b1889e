/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/diagnostic.h"
#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* What people call the nodes of a pipeline: the label, with the id behind it only where another node has
 * the same label. Looks at all nodes once, when it is first asked. */
typedef struct _MillNodeNames MillNodeNames;

/* References @pipeline, which must not change while it is used. */
MillNodeNames  *mill_node_names_new  (MillPipeline   *pipeline);
void            mill_node_names_free (MillNodeNames  *self);
/* New string. */
char           *mill_node_names_dup  (MillNodeNames  *self,
                                      const char     *node);
/* @diagnostic (taken) with what its node is called, if it has a title: itself, or a copy. One without goes
 * by its id in a list of problems, since there may be many of its type. */
MillDiagnostic *mill_node_names_fill (MillNodeNames  *self,
                                      MillDiagnostic *diagnostic);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillNodeNames, mill_node_names_free)

G_END_DECLS
