/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/edit.h"

G_BEGIN_DECLS

/* The id of a node of @pipeline, mostly of one that is there. New string. */
char *random_edits_pick_node (GRand        *rand,
                              MillPipeline *pipeline);
/* One command out of all that there are; now and then one that must fail, or has nothing to do. */
void  random_edits_do        (GRand        *rand,
                              MillPipeline *pipeline,
                              MillEdit     *edit);

G_END_DECLS
