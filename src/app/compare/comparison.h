/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/node-difference.h"

G_BEGIN_DECLS

/* What the document that is open differs in from another version of it; follows every edit.
 *
 * signals: "changed" ()   the differences are others */
#define MILL_TYPE_COMPARISON (mill_comparison_get_type ())
G_DECLARE_FINAL_TYPE (MillComparison, mill_comparison, MILL, COMPARISON, GObject)

/* @before: the other version, which nobody changes; @title: what people call it; @now: the whole that is open. */
MillComparison           *mill_comparison_new       (MillPipeline    *before,
                                                     const char      *title,
                                                     MillPipeline    *now);
const char               *mill_comparison_get_title (MillComparison  *self);
MillPipeline             *mill_comparison_get_before (MillComparison *self);
/* MillNodeDifference, in the order of the document. Borrowed, until "changed". */
GPtrArray                *mill_comparison_get_list  (MillComparison  *self);
guint                     mill_comparison_count     (MillComparison  *self,
                                                     MillNodeFate     fate);
/* What became of the node at @path, or NULL: nothing. Borrowed. */
const MillNodeDifference *mill_comparison_find      (MillComparison  *self,
                                                     const char      *path);
/* Whether the component at @path holds a node that something became of. */
gboolean                  mill_comparison_is_within (MillComparison  *self,
                                                     const char      *path);
/* What to tell of @difference beside the name of its node, one sentence a line. New string. */
char                     *mill_comparison_dup_words (const MillNodeDifference *difference);

G_END_DECLS
