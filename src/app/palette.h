/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The catalogue beside the canvas: every node type by category and the components of the user's library,
 * with a search. A row is dragged onto the canvas (as a string, the id of the type, or MILL_LIBRARY_PREFIX and
 * the name of a component), or activated.
 *
 * signal "add-node" (const char *type_id): a row was activated */
#define MILL_TYPE_PALETTE (mill_palette_get_type ())
G_DECLARE_FINAL_TYPE (MillPalette, mill_palette, MILL, PALETTE, AdwBin)

void mill_palette_focus_search (MillPalette *self);
/* Offers the inputs and outputs of a component too. */
void mill_palette_set_inside   (MillPalette *self,
                                gboolean     inside);

G_END_DECLS
