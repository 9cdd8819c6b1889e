/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/annotation.h"
#include "pipeline/catalogue.h"
#include "pipeline/node.h"
#include "pipeline/parameter.h"

G_BEGIN_DECLS

/* The document. It is a set of immutable values (nodes, annotations, parameters) by id, and can be
 * read only: edit.h is the one way to change it.
 *
 * signal "changed" (const MillChange *changes, guint n_changes): after values were put in or taken
 * out, by an edit, undo or redo. "before" and "after" are MillNode, MillAnnotation, MillParameter or
 * NULL (it was not / is no longer there); for MILL_CHANGE_NAME and _EXTRA both are NULL. */
#define MILL_TYPE_PIPELINE (mill_pipeline_get_type ())
G_DECLARE_FINAL_TYPE (MillPipeline, mill_pipeline, MILL, PIPELINE, GObject)

typedef enum
{
  MILL_CHANGE_NODE,
  MILL_CHANGE_ANNOTATION,
  MILL_CHANGE_PARAMETER,
  MILL_CHANGE_NAME,
  MILL_CHANGE_EXTRA,
} MillChangeKind;

typedef struct
{
  MillChangeKind  kind;
  const char     *id;
  gpointer        before;
  gpointer        after;
} MillChange;

/* A link as the canvas sees it. */
typedef struct
{
  const char *from_node;
  const char *from_port;
  const char *to_node;
  const char *to_port;
  gboolean    muted;
} MillLink;

MillPipeline        *mill_pipeline_new             (const MillCatalogue *catalogue);
/* A copy that shares the (immutable) values; what a run works on, in any thread. */
MillPipeline        *mill_pipeline_copy            (MillPipeline        *self);
/* Do both hold the same, in value? */
gboolean             mill_pipeline_equal           (MillPipeline        *a,
                                                    MillPipeline        *b);
const MillCatalogue *mill_pipeline_get_catalogue   (MillPipeline        *self);
const char          *mill_pipeline_get_name        (MillPipeline        *self);
guint                mill_pipeline_get_n_nodes     (MillPipeline        *self);
guint                mill_pipeline_get_n_parameters (MillPipeline       *self);
/* NULL if there is none of that id. */
MillNode            *mill_pipeline_get_node        (MillPipeline        *self,
                                                    const char          *id);
MillAnnotation      *mill_pipeline_get_annotation  (MillPipeline        *self,
                                                    const char          *id);
MillParameter       *mill_pipeline_get_parameter   (MillPipeline        *self,
                                                    const char          *name);
/* New arrays sorted by id, holding a reference on each. */
GPtrArray           *mill_pipeline_list_nodes      (MillPipeline        *self);
GPtrArray           *mill_pipeline_list_annotations (MillPipeline       *self);
GPtrArray           *mill_pipeline_list_parameters (MillPipeline        *self);
/* Every link, by target; strings belong to the nodes. Free with g_array_unref(); elements MillLink. */
GArray              *mill_pipeline_list_links      (MillPipeline        *self);
/* The links that start at @node (all its ports); like above. */
GArray              *mill_pipeline_list_links_from (MillPipeline        *self,
                                                    const char          *node);
/* The type of a node, or NULL where this build does not know it. */
const MillNodeType  *mill_pipeline_get_node_type   (MillPipeline        *self,
                                                    const char          *node);
/* The node's title, or else its type's label, or else its type id. Borrowed. */
const char          *mill_pipeline_get_node_label  (MillPipeline        *self,
                                                    const char          *node);

G_END_DECLS
