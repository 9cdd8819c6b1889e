/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* What a merge left to be chosen of one node, both versions of each with a button that takes it. Not there while
 * there is nothing to choose. */
#define MILL_TYPE_CONFLICT_LIST (mill_conflict_list_get_type ())
G_DECLARE_FINAL_TYPE (MillConflictList, mill_conflict_list, MILL, CONFLICT_LIST, AdwBin)

/* Of @node of the level that is shown; NULL: of the pipeline itself, and of nodes that only theirs has. */
GtkWidget *mill_conflict_list_new (MillSession *session,
                                   const char  *node);

G_END_DECLS
