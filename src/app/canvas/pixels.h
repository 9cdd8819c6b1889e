/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* A picture in memory, and the two shapes that thousands of nodes and links are from afar. To a software
 * renderer a render node for each would cost a hundred times as much. */
typedef struct
{
  guint32 *data;     /* colours as mill_pixels_color() makes them, row by row */
  int      width;
  int      height;
} MillPixels;

/* Nothing on it yet. */
MillPixels *mill_pixels_new     (int            width,
                                 int            height);
/* The same, but what is on it is not said before mill_pixels_clear(). */
MillPixels *mill_pixels_new_unset (int          width,
                                 int            height);
void        mill_pixels_clear   (MillPixels    *self);
/* Ends @self. */
GdkTexture *mill_pixels_free_to_texture (MillPixels *self);
/* A copy of @texture. */
MillPixels *mill_pixels_new_from_texture (GdkTexture *texture);
void        mill_pixels_free    (MillPixels    *self);
guint32     mill_pixels_color   (const GdkRGBA *color);
/* Edges between pixels are smooth. */
void        mill_pixels_fill    (MillPixels    *self,
                                 float          x,
                                 float          y,
                                 float          width,
                                 float          height,
                                 guint32        color);
/* Along the inner edge of an area. */
void        mill_pixels_outline (MillPixels    *self,
                                 float          x,
                                 float          y,
                                 float          width,
                                 float          height,
                                 float          thickness,
                                 guint32        color);
/* What @picture shows, smaller or larger, in an area. */
void        mill_pixels_copy    (MillPixels    *self,
                                 const MillPixels *picture,
                                 float          x,
                                 float          y,
                                 float          width,
                                 float          height);
/* @color where @mask, a picture of something white, has something: its columns from @from on, so many as
 * @width, with its corner at whole pixels. */
void        mill_pixels_stamp   (MillPixels    *self,
                                 const MillPixels *mask,
                                 int            from,
                                 int            width,
                                 int            x,
                                 int            y,
                                 guint32        color);
void        mill_pixels_line    (MillPixels    *self,
                                 float          x0,
                                 float          y0,
                                 float          x1,
                                 float          y1,
                                 float          thickness,
                                 guint32        color);

G_END_DECLS
