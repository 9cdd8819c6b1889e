/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/* The pipeline as a tree in words, equal to the drawing: nodes in the order of the work, unfolded to their
 * links and to what a component holds. What is selected here is selected on the canvas, and the other way
 * round. Nodes are added, linked, renamed, deleted and run from here by keyboard, pointer or assistive
 * technology.
 *
 * Keys within it: Insert adds, Enter opens the settings (of a link: connects), F2 renames, Delete
 * deletes (a link: disconnects), Ctrl+L connects, Alt+Up and Alt+Down move a link to the input
 * before or after, and leave or open a component, Left and Right fold and unfold, Menu opens the menu, letters search. */
#define MILL_TYPE_OUTLINE (mill_outline_get_type ())
G_DECLARE_FINAL_TYPE (MillOutline, mill_outline, MILL, OUTLINE, AdwBin)

/* NULL: nothing is open. */
void mill_outline_set_session (MillOutline *self,
                               MillSession *session);
/* Puts the focus on the selected node, or the first, or (nothing there) on the button that adds one. */
void mill_outline_focus       (MillOutline *self);

G_END_DECLS
