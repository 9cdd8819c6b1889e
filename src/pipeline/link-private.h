/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* What may be linked to what, for edits and for links that a file already has. */

/* The port that a link without one means: the only output of @type. Else @port as it is. */
const char *mill_link_resolve_port    (const MillNodeType  *type,
                                       const char          *port);
/* Do both ports exist, as far as that is known, and carry the same? Both nodes must exist. */
gboolean    mill_link_check_ports     (MillPipeline        *pipeline,
                                       const MillInput     *input,
                                       const char          *to_node,
                                       GError             **error);
/* Says in @error that there is no such port and which there are. Returns FALSE. */
gboolean    mill_link_fail_port       (MillPipeline        *pipeline,
                                       const char          *node,
                                       const MillNodeType  *type,
                                       MillPortDirection    direction,
                                       const char          *port,
                                       GError             **error);
/* “Sort” → “Filter” → “Sort”, of the ids in a circle, each once. */
char       *mill_link_describe_circle (MillPipeline        *pipeline,
                                       GPtrArray           *path);

G_END_DECLS
