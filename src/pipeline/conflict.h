/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/diagnostic.h"
#include "pipeline/difference.h"

G_BEGIN_DECLS

/* What two versions made of one fact of a common ancestor, when they made different things of it. A merge leaves it
 * in the member "conflicts" of the file, or of the component that it is in, until somebody has chosen. The document
 * has it as ours. */
typedef struct
{
  MillFact  fact;
  char     *node;      /* as in MillDifference */
  char     *name;
  JsonNode *base;      /* NULL: not there. Of MILL_FACT_NODE: { "node": as in the file, "place": { "x", "y" } } */
  JsonNode *ours;
  JsonNode *theirs;
} MillConflict;

void            mill_conflict_free           (MillConflict       *self);
/* Those that @pipeline has not settled, in the order of the file; @within: with those within its components. What
 * cannot be read as one is left out. New array that owns its MillConflict. */
GPtrArray      *mill_pipeline_list_conflicts (MillPipeline       *pipeline,
                                              gboolean            within);
/* An error at its node and setting or input, with both values. */
MillDiagnostic *mill_conflict_describe       (const MillConflict *self);
/* One of its values in words, on one line. New string. */
char           *mill_conflict_value_to_text  (const MillConflict *self,
                                              JsonNode           *value);
/* What it is about, as people know it: the name of the setting, input..., or else the kind of fact. Borrowed. */
const char     *mill_conflict_get_label      (const MillConflict *self);
/* Whether the choice can change no result. */
gboolean        mill_conflict_is_cosmetic    (const MillConflict *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillConflict, mill_conflict_free)

G_END_DECLS
