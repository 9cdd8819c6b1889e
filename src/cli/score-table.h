/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/text-table.h"

G_BEGIN_DECLS

/* The table of scores: each beside that of the naive model. */
MillTextTable *mill_score_table_new (void);
/* @node: the label of the node, or "" where it is that of the line above. */
void           mill_score_table_add (MillTextTable *self,
                                     const char    *node,
                                     const char    *name,
                                     double         value,
                                     double         baseline);

G_END_DECLS
