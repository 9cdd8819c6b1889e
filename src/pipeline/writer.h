/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* The canonical text: fixed key order, ids sorted, shortest numbers that read back the same, one fact
 * a line, a newline at the end. The same document always gives the same bytes. */
char     *mill_pipeline_to_text (MillPipeline  *self);
/* Writes it beside @file and renames, so that @file is always whole: where that fails, it stays as it
 * was. Blocks. */
gboolean  mill_pipeline_save    (MillPipeline  *self,
                                 GFile         *file,
                                 GCancellable  *cancellable,
                                 GError       **error);
/* Any JSON in the same canonical style, indented by @depth levels: for settings and for keys
 * (@compact: one line, no spaces). Numbers as above; object members sorted by name. */
char     *mill_json_to_canonical (JsonNode     *node,
                                  gboolean      compact);

G_END_DECLS
