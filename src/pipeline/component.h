/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* A pipeline within a node: an immutable value with counted references, as nodes are. Its inputs and
 * outputs (boundary.h) are the ports of the node that holds it, its parameters are that node's
 * settings. */
typedef struct _MillComponent MillComponent;

/* Where a component was taken from: the name it has in the user's library, and what it was then. */
typedef struct
{
  char *name;
  char *digest;
} MillOrigin;

/* Shares the values of @pipeline, which may change afterwards. @origin: NULL: it is from nowhere. */
MillComponent      *mill_component_new           (MillPipeline        *pipeline,
                                                  const MillOrigin    *origin);
MillComponent      *mill_component_ref           (MillComponent       *self);
void                mill_component_unref         (MillComponent       *self);
/* What is within. Not to be changed; a copy may be. Borrowed. */
MillPipeline       *mill_component_get_pipeline  (const MillComponent *self);
const MillOrigin   *mill_component_get_origin    (const MillComponent *self);
/* Ports and settings of the node that holds it. Two components with the same ports and settings have
 * the same one, which stays for as long as the program runs. */
const MillNodeType *mill_component_get_node_type (const MillComponent *self);
gboolean            mill_component_equal         (const MillComponent *a,
                                                  const MillComponent *b);
/* SHA-256 in hex of the canonical text of @pipeline. New string. */
char               *mill_component_make_digest   (MillPipeline        *pipeline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillComponent, mill_component_unref)

G_END_DECLS
