/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/conflict.h"

G_BEGIN_DECLS

/* @ours with all that @theirs changed since @base. Facts that both changed differently stay as they are in
 * @ours, are added to @conflicts (of MillConflict), and stand in what is returned until somebody has chosen: but for
 * places, of which ours are as good. A node that one removed and the other changed is a conflict of its own,
 * MILL_FACT_NODE, and stays as it is in @ours. All three must be of one catalogue. */
MillPipeline *mill_pipeline_merge (MillPipeline  *base,
                                   MillPipeline  *ours,
                                   MillPipeline  *theirs,
                                   GPtrArray     *conflicts);

G_END_DECLS
