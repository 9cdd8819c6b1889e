/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/world.h"

G_BEGIN_DECLS

/* How the world is drawn where its cards would be too small to read: a block for each node, a line for
 * each link, at a cost that depends on the pixels more than on the number. */

/* Below this zoom where many nodes are seen, which would each cost a card; where there are few, the cards
 * stay until nothing on them can be read. */
#define MILL_FAR_VIEW_ZOOM 0.55
#define MILL_FAR_VIEW_ZOOM_OF_FEW 0.3
#define MILL_FAR_VIEW_MANY 60

/* What is drawn of a node or link reaches at most so many pixels beyond its bounds. */
#define MILL_FAR_VIEW_REACH 8

/* Draws an area of @width x @height, in coordinates of the canvas, whose zoom and offset are given; nothing
 * where there is nothing. */
void mill_far_view_snapshot         (MillWorld    *world,
                                     GtkSnapshot  *snapshot,
                                     int           width,
                                     int           height,
                                     double        offset_x,
                                     double        offset_y,
                                     double        zoom);
/* Likewise for one frame of many: by two threads, with pictures of cards where there are to be cards, which
 * lie above the notes. */
void mill_far_view_snapshot_passing (MillWorld    *world,
                                     GtkSnapshot  *snapshot,
                                     int           width,
                                     int           height,
                                     double        offset_x,
                                     double        offset_y,
                                     double        zoom);

G_END_DECLS
