/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/difference.h"

G_BEGIN_DECLS

/* What two versions made of one fact of a common ancestor, when they made different things of it. */
typedef struct
{
  MillFact  fact;
  char     *node;      /* as in MillDifference */
  char     *name;
  JsonNode *base;      /* NULL: not there */
  JsonNode *ours;
  JsonNode *theirs;
} MillConflict;

void          mill_conflict_free  (MillConflict  *self);
/* @ours with all that @theirs changed since @base. Facts that both changed differently stay as they are in
 * @ours, and are added to @conflicts (of MillConflict): but for places, of which ours are as good. A node that
 * one removed and the other changed is a conflict of its own, MILL_FACT_NODE, and stays as it is in @ours. All
 * three must be of one catalogue. */
MillPipeline *mill_pipeline_merge (MillPipeline  *base,
                                   MillPipeline  *ours,
                                   MillPipeline  *theirs,
                                   GPtrArray     *conflicts);

/* Writes @conflicts down in @pipeline, as the member "conflicts" of its file: each tells what, of which node, and the
 * value of each version. Whoever reads the file is told of them as errors, until somebody has chosen and taken them
 * out. */
void          mill_pipeline_put_conflicts (MillPipeline *pipeline,
                                           GPtrArray    *conflicts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillConflict, mill_conflict_free)

G_END_DECLS
