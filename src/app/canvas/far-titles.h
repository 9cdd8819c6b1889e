/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

G_END_DECLS
