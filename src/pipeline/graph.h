/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* Ids of all nodes in an order in which each comes after what it depends on, ties by id. Nodes on or
 * behind a circle come last. Strings belong to the nodes; free the array. */
GPtrArray *mill_graph_sort        (MillPipeline       *pipeline);
/* @ids and all they depend on, in that order; NULL for @ids: all nodes. */
GPtrArray *mill_graph_upstream    (MillPipeline       *pipeline,
                                   const char *const  *ids);
/* @ids and all that depends on them, sorted by id. */
GPtrArray *mill_graph_downstream  (MillPipeline       *pipeline,
                                   const char *const  *ids);
/* The circles that links close, as arrays of ids in the direction of the links. Those that have nodes in
 * common count as one, of which the array tells one way round. Everything that mill_graph_sort() puts
 * last is on or behind one of them. */
GPtrArray *mill_graph_find_circles (MillPipeline      *pipeline);

G_END_DECLS
