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
/* Ends @self. */
GdkTexture *mill_pixels_free_to_texture (MillPixels *self);
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
void        mill_pixels_line    (MillPixels    *self,
                                 float          x0,
                                 float          y0,
                                 float          x1,
                                 float          y1,
                                 float          thickness,
                                 guint32        color);

G_END_DECLS
