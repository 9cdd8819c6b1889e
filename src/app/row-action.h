/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Assistive technology is told of the actions that a widget has itself. GTK's rows have none, although keys
 * and pointer activate them: what is found by its name could not be chosen. These give a row the action
 * "row.activate", which does what Enter does. */

/* @row: a row of a list box, or another widget that can be activated. */
void mill_row_add_action          (GtkWidget   *row);
/* @row: an expander row, whose header is a widget of its own. It gets "row.expanded", which unfolds and
 * folds it. */
void mill_row_add_expanded_action (GtkWidget   *row);
/* Adds it to the row that shows @item in a list view; to be called when the item is bound. */
void mill_list_item_add_action    (GtkListItem *item);

/* The action “activate” of an entry does what Enter does there: GTK tells assistive technology of it, but has
 * nothing behind it. Call it once. */
void mill_entries_init (void);

G_END_DECLS
