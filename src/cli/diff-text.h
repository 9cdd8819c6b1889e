/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* Prints @differences, of mill_differences_list(), for people: node by node, places and what is drawn around
 * nodes last. */
void mill_diff_print_text (MillPipeline *before,
                           MillPipeline *after,
                           GPtrArray    *differences);

G_END_DECLS
