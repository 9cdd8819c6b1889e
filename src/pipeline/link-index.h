/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/node.h"

G_BEGIN_DECLS

/* Which nodes take something from a node: the inputs of all nodes, turned around. */
typedef struct _MillLinkIndex MillLinkIndex;

MillLinkIndex *mill_link_index_new          (void);
void           mill_link_index_free         (MillLinkIndex  *self);
/* One value of a node takes the place of another; either may be NULL. */
void           mill_link_index_replace      (MillLinkIndex  *self,
                                             const MillNode *before,
                                             const MillNode *after);
/* Ids, sorted; strings belong to the index. */
GPtrArray     *mill_link_index_list_targets (MillLinkIndex  *self,
                                             const char     *node);
gboolean       mill_link_index_has_targets  (MillLinkIndex  *self,
                                             const char     *node);

G_END_DECLS
