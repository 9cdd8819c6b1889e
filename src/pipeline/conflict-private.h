/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/conflict.h"

G_BEGIN_DECLS

/* The member of a file or component that holds what a merge left to be chosen: objects with "what", "node" (its id
 * there), "name", "base", "ours" and "theirs". */
#define MILL_CONFLICTS "conflicts"

/* One entry of it; NULL where @entry is no object. What it does not say is NULL, a fact that is not known
 * MILL_FACT_OTHER. @path: of the component that it stands in, or NULL. */
MillConflict *mill_conflict_from_json     (JsonNode     *entry,
                                           const char   *path);
/* Adds @conflicts, whose nodes are those of @pipeline itself, to what it has not settled. */
void          mill_pipeline_put_conflicts (MillPipeline *pipeline,
                                           GPtrArray    *conflicts);

G_END_DECLS
