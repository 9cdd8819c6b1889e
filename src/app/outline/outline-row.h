/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/outline/outline-item.h"

G_BEGIN_DECLS

/* What a row of the outline shows: tile, title, type, state and problems of a node, or a link of it.
 * Assistive technology finds its actions (group "row") on the list item that it is in.
 *
 * signal "do" (const char *action): an action of the row was asked for, without its group. */
#define MILL_TYPE_OUTLINE_ROW (mill_outline_row_get_type ())
G_DECLARE_FINAL_TYPE (MillOutlineRow, mill_outline_row, MILL, OUTLINE_ROW, AdwBin)

GtkWidget       *mill_outline_row_new      (void);
/* Follows the item of @list_item, a GtkTreeListRow. */
void             mill_outline_row_bind     (MillOutlineRow *self,
                                            GtkListItem    *list_item);
void             mill_outline_row_unbind   (MillOutlineRow *self);
/* NULL when it is bound to nothing. */
MillOutlineItem *mill_outline_row_get_item (MillOutlineRow *self);
GtkTreeListRow  *mill_outline_row_get_tree_row (MillOutlineRow *self);

/* What can be done with @item: names of actions, NULL-terminated. New array of static strings. */
const char     **mill_outline_list_actions (MillOutlineItem *item);

G_END_DECLS
