/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* The named nodes and annotations with the links among them (and, for @keep_incoming, the links that
 * come into them from other nodes) as a pipeline text of its own, that can also be saved as a file. */
char *mill_pipeline_copy_text (MillPipeline       *self,
                               const char *const  *ids,
                               gboolean            keep_incoming);

G_END_DECLS
