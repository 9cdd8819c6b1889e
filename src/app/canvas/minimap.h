/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/world.h"

G_BEGIN_DECLS

/* A small picture of everything, in which a rectangle shows what is seen; a press or a drag moves that.
 *
 * signal "look-at" (double x, double y): this point of the document is to be in the middle. */
#define MILL_TYPE_MINIMAP (mill_minimap_get_type ())
G_DECLARE_FINAL_TYPE (MillMinimap, mill_minimap, MILL, MINIMAP, GtkWidget)

/* Its size on the screen. */
#define MILL_MINIMAP_WIDTH 200
#define MILL_MINIMAP_HEIGHT 130

GtkWidget *mill_minimap_new      (MillWorld             *world);
/* Tells what is seen of the document. */
void       mill_minimap_set_view (MillMinimap           *self,
                                  const graphene_rect_t *view);
/* Another document is shown; nothing is known of it until the view is told. */
void       mill_minimap_forget   (MillMinimap           *self);
/* Something in the document changed; the picture is made anew, soon. */
void       mill_minimap_renew    (MillMinimap           *self);

G_END_DECLS
