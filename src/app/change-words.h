/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* What an edit, undo or redo did to nodes and links, in words. One edit may change a node several times:
 * the changes are collected, and count from the first to the last. */
typedef struct _MillChangeWords MillChangeWords;

MillChangeWords *mill_change_words_new  (void);
void             mill_change_words_free (MillChangeWords  *self);
void             mill_change_words_add  (MillChangeWords  *self,
                                         const MillChange *changes,
                                         guint             n_changes);
/* One translated sentence about what was collected, which is forgotten; NULL where nothing was done to nodes
 * and links, or where links only moved between the inputs of a node. @pipeline: as it is now. */
char            *mill_change_words_end  (MillChangeWords  *self,
                                         MillPipeline     *pipeline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillChangeWords, mill_change_words_free)

G_END_DECLS
