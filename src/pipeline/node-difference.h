/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/difference.h"

G_BEGIN_DECLS

typedef enum
{
  MILL_NODE_ADDED,
  MILL_NODE_REMOVED,
  MILL_NODE_CHANGED,
  MILL_NODE_MOVED,     /* nothing but its place is another */
} MillNodeFate;

/* What became of one node from one version of a document to another, in words. */
typedef struct
{
  MillNodeFate  fate;
  char         *node;     /* its path; NULL: the pipeline itself */
  char         *title;    /* what it is called now or, where it is gone, was; NULL: the pipeline itself */
  gboolean      placed;   /* it had a place before, and that is another now: @x, @y */
  double        x;
  double        y;
  GPtrArray    *lines;    /* of char *: "Title: "a" → "b"", none where it was removed or moved */
} MillNodeDifference;

/* @differences, of mill_differences_list() with the same two pipelines, node by node in their order. What comes from
 * the files is in the words as it is there, on one line each. New array that owns its MillNodeDifference. */
GPtrArray *mill_node_differences_list (MillPipeline       *before,
                                       MillPipeline       *after,
                                       GPtrArray          *differences);
void       mill_node_difference_free  (MillNodeDifference *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillNodeDifference, mill_node_difference_free)

G_END_DECLS
