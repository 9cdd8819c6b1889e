/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/world.h"

G_BEGIN_DECLS

/* What the world looks like from afar, kept in square pieces: moving the view shows the same ones elsewhere,
 * and makes only what comes into sight; what changes in the document makes those anew that show it. */
typedef struct _MillFarTiles MillFarTiles;

/* @world is not owned. */
MillFarTiles *mill_far_tiles_new      (MillWorld              *world);
void          mill_far_tiles_free     (MillFarTiles           *self);
/* Something changed within @area of the document; NULL: anywhere. */
void          mill_far_tiles_damage   (MillFarTiles           *self,
                                       const graphene_rect_t  *area);
/* Draws an area of @width x @height, in coordinates of the canvas, whose zoom and offset (in whole pixels)
 * are given. */
void          mill_far_tiles_snapshot (MillFarTiles           *self,
                                       GtkSnapshot            *snapshot,
                                       int                     width,
                                       int                     height,
                                       int                     offset_x,
                                       int                     offset_y,
                                       double                  zoom);
/* Makes pictures of all that is seen then, till @deadline; TRUE: they are all there. */
gboolean      mill_far_tiles_prepare  (MillFarTiles           *self,
                                       int                     width,
                                       int                     height,
                                       int                     offset_x,
                                       int                     offset_y,
                                       double                  zoom,
                                       gint64                  deadline);
/* How many pieces were drawn since it was made. */
guint         mill_far_tiles_get_n_drawn (MillFarTiles        *self);

G_END_DECLS
