/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* The named nodes and annotations with the links among them (and, for @keep_incoming, the links that
 * come into them from other nodes) as a pipeline text of its own, that can also be saved as a file. */
char *mill_pipeline_copy_text (MillPipeline       *self,
                               const char *const  *ids,
                               gboolean            keep_incoming);
/* The upper left corner of what such a text holds, by the places that it gives. FALSE: it is no such text,
 * or gives none. */
gboolean mill_fragment_get_corner (const MillCatalogue *catalogue,
                                   const char          *text,
                                   double              *x,
                                   double              *y);

G_END_DECLS
