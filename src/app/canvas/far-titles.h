/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/pixels.h"
#include "app/canvas/world.h"

G_BEGIN_DECLS

/* The titles of nodes from afar: of one size that can be read, however small the blocks are, for as long
 * as a word or so has room. @items: MillWorldItem; those that are no nodes are passed over. */
void mill_far_titles_snapshot (MillWorld   *world,
                               GPtrArray   *items,
                               GtkSnapshot *snapshot,
                               double       offset_x,
                               double       offset_y,
                               double       zoom);

/* Likewise, for a frame of many: cut off where there is no room, and only as many new ones as there is time
 * for. Those of cards that have a picture are in it. @factor: pixels of the display to one of the canvas. */
void mill_far_titles_stamp    (MillWorld   *world,
                               GPtrArray   *items,
                               MillPixels  *pixels,
                               int          factor,
                               double       offset_x,
                               double       offset_y,
                               double       zoom);

G_END_DECLS
