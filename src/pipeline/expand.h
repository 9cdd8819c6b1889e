/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* Stands between the id of a node with a component and the id of a node within it: "clean/impute". */
#define MILL_PATH_SEPARATOR '/'

/* What of a drawing runs: components are taken apart, bypassed nodes and muted links left out. Nodes
 * within a component have its path before their id and its name before their title, and so have its
 * parameters, whose defaults are the settings of the node that holds it. Where that node is pinned, those
 * within that make its outputs are. Adds to @problems (may be
 * NULL) what has no meaning: an input outside of a component, a setting of the wrong kind. Where there
 * is nothing to do this is a reference on @pipeline. */
MillPipeline *mill_pipeline_expand        (MillPipeline *pipeline,
                                           GPtrArray    *problems);
/* Is the node at @path within the component that @holder holds, or within one of its components? */
gboolean      mill_path_is_within         (const char   *path,
                                           const char   *holder);
/* Where what an output of the drawing gives is made: the id of a node and its port in the expanded
 * pipeline, which for an output of a component is one within it. @path: the id of a node, behind the
 * ids of those that hold it. New strings. FALSE: nothing comes out there. */
gboolean      mill_pipeline_find_maker    (MillPipeline *pipeline,
                                           const char   *path,
                                           const char   *port,
                                           char        **made_by,
                                           char        **made_at);

G_END_DECLS
