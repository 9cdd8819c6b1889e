/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/diagnostic.h"
#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* Reads a pipeline file. NULL with MILL_ERROR_INVALID (naming the line) where it is not one: bad
 * JSON or UTF-8, another format, a newer "millrace/N". Whatever else is odd (unknown node type, link
 * to nowhere, wrong kind of value, circle) is kept as it is and reported to @problems with node and
 * line. Never crashes on any input; over 256 MiB is refused.
 *
 * A node that was written for an older version of its type is brought to the present one, with a note of
 * it. That is no edit: the document begins there, has nothing to undo and nothing to save, and the file
 * keeps the older version until the document is saved for another reason. What was written for a newer
 * version is kept as it is and cannot run (check.h). */
MillPipeline *mill_pipeline_new_from_bytes (const MillCatalogue *catalogue,
                                            GBytes              *bytes,
                                            GPtrArray           *problems,
                                            GError             **error);
MillPipeline *mill_pipeline_new_from_file  (const MillCatalogue *catalogue,
                                            GFile               *file,
                                            GPtrArray           *problems,
                                            GCancellable        *cancellable,
                                            GError             **error);

G_END_DECLS
