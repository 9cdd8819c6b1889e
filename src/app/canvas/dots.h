/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The dots of the grid as they were last drawn. All zero: never. */
typedef struct
{
  GskRenderNode *node;

  /* What it was made for. */
  int            width;
  int            height;
  int            factor;
  double         offset_x;
  double         offset_y;
  double         step;
  GdkRGBA        ink;
} MillDots;

/* Draws the dots on @widget, in its ink: each @step from a corner that lies at @offset_x, @offset_y, all in
 * its own coordinates. */
void mill_dots_snapshot (MillDots    *self,
                         GtkWidget   *widget,
                         GtkSnapshot *snapshot,
                         double       offset_x,
                         double       offset_y,
                         double       step);
void mill_dots_clear    (MillDots    *self);

G_END_DECLS
