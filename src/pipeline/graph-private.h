/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/graph.h"

G_BEGIN_DECLS

/* Like mill_graph_sort(); those from @n_sorted on are on or behind a circle. */
GPtrArray *mill_graph_sort_nodes (MillPipeline *pipeline,
                                  guint        *n_sorted);
/* The ids from @on to @node along the links, or NULL when @node does not depend on @on. */
GPtrArray *mill_graph_find_path  (MillPipeline *pipeline,
                                  const char   *node,
                                  const char   *on);

G_END_DECLS
