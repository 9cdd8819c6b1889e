/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/diagnostic.h"
#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* What is wrong with nodes and links, as far as the document alone can tell. Whoever reads a file asks
 * this, and whoever types or runs the document asks again, since it may have changed: both say the
 * same, and mill_diagnostics_merge() knows it. */

/* What keeps the node's type from being used: there is none, this build does not know it, or not in
 * that version. NULL: nothing. */
MillDiagnostic *mill_pipeline_check_type    (MillPipeline        *pipeline,
                                             const char          *node);
/* What is wrong with the index-th of the node's inputs; NULL: nothing. @n_hints counts the suggestions
 * made, each of which looks at all nodes: after a few there are no more. */
MillDiagnostic *mill_pipeline_check_link    (MillPipeline        *pipeline,
                                             const char          *node,
                                             guint                index,
                                             guint               *n_hints);
/* Says of a circle that mill_graph_find_circles() gave which it is, at its first node. */
MillDiagnostic *mill_pipeline_check_circle  (MillPipeline        *pipeline,
                                             GPtrArray           *circle);
/* Brings @params, written by @version, to the version of @type; FALSE after adding to @problems (may be
 * NULL) why that cannot be. @params may have changed then. */
gboolean        mill_node_type_upgrade      (const MillNodeType  *type,
                                             JsonObject          *params,
                                             int                  version,
                                             const char          *node,
                                             GPtrArray           *problems);

G_END_DECLS
