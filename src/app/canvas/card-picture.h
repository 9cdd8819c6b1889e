/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/canvas/pixels.h"

G_BEGIN_DECLS

/* What a card looks like, painted once: to the software renderer a card is some hundred shapes and letters in
 * each frame, of which its picture is a copy to the pixel. It is of no use to others. */
typedef struct _MillCardPicture MillCardPicture;

/* What pictures are painted with and for. */
typedef struct
{
  GskRenderer *renderer;   /* NULL: none are to be made */
  double       scale;      /* pixels of the display to a unit of the document */
  gboolean     repaints;   /* those that were painted for another scale are to be painted anew */
  gint64       deadline;   /* of the frame: what is not painted by then waits for the next */
  gboolean     waiting;    /* out: some wait */
} MillCardPainter;

/* Does what paints @widget gain by pictures? */
gboolean         mill_card_painter_serves  (GtkWidget         *widget);
/* For @widget at @zoom. */
void             mill_card_painter_init    (MillCardPainter   *self,
                                            GtkWidget         *widget,
                                            double             zoom,
                                            gint64             deadline);

void             mill_card_picture_free    (MillCardPicture   *self);
/* It was painted, of what the card drew last. @self may be NULL. */
gboolean         mill_card_picture_is_painted (const MillCardPicture *self);
/* The last that was painted, for whatever scale, and @area of the document that it shows; NULL: none was. */
const MillPixels *mill_card_picture_get_pixels (const MillCardPicture *self,
                                            graphene_rect_t   *area);
/* @node is what a card draws, @self belongs to the card, and is NULL at first. A picture is made when a card
 * has drawn the same twice, so that one that moves has none. Appends the picture, or else @node, to
 * @snapshot, which may be NULL. */
void             mill_card_picture_snapshot (MillCardPicture  **self,
                                            GskRenderNode     *node,
                                            MillCardPainter   *painter,
                                            GtkSnapshot       *snapshot);

G_END_DECLS
