/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/dots.h"

#include <math.h>

#include "app/canvas/pixels.h"

/* A row of dots is one small picture that is shown once for each row: thousands of them would each be a
 * path to the software renderer. All lie on whole pixels of the display, so that they look alike. */

#define DOT 2
#define ALPHA 0.16f

/* Where the first dot lies that is seen. */
static double
find_first (double offset,
            double step)
{
  return offset - floor ((offset + DOT) / step) * step;
}

static void
draw_dot (MillPixels    *pixels,
          int            left,
          int            size,
          const GdkRGBA *color)
{
  float radius = size / 2.0f;

  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      {
        float away = hypotf (x + 0.5f - radius, y + 0.5f - radius);
        GdkRGBA part = *color;

        part.alpha *= CLAMP (radius + 0.5f - away, 0, 1);
        mill_pixels_fill (pixels, left + x, y, 1, 1, mill_pixels_color (&part));
      }
}

static GskRenderNode *
make_node (const MillDots *self)
{
  int width = self->width + 2 * DOT;
  MillPixels *pixels = mill_pixels_new (width * self->factor, DOT * self->factor);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GdkTexture) row = NULL;
  GdkRGBA color = self->ink;

  color.alpha *= ALPHA;
  for (double x = find_first (self->offset_x, self->step); x < self->width; x += self->step)
    draw_dot (pixels, (int) round ((x + DOT) * self->factor), DOT * self->factor, &color);
  row = mill_pixels_free_to_texture (pixels);
  for (double y = find_first (self->offset_y, self->step); y < self->height; y += self->step)
    gtk_snapshot_append_texture (snapshot, row,
                                 &GRAPHENE_RECT_INIT (-DOT, (float) (round (y * self->factor) / self->factor),
                                                      width, DOT));

  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

static gboolean
is_same (const MillDots *a,
         const MillDots *b)
{
  return a->width == b->width && a->height == b->height && a->factor == b->factor &&
         a->offset_x == b->offset_x && a->offset_y == b->offset_y && a->step == b->step &&
         gdk_rgba_equal (&a->ink, &b->ink);
}

void
mill_dots_snapshot (MillDots    *self,
                    GtkWidget   *widget,
                    GtkSnapshot *snapshot,
                    double       offset_x,
                    double       offset_y,
                    double       step)
{
  MillDots now = {
    .width = gtk_widget_get_width (widget), .height = gtk_widget_get_height (widget),
    .factor = gtk_widget_get_scale_factor (widget), .offset_x = offset_x, .offset_y = offset_y, .step = step,
  };

  gtk_widget_get_color (widget, &now.ink);
  if (self->node == NULL || !is_same (self, &now))
    {
      mill_dots_clear (self);
      *self = now;
      self->node = make_node (self);
    }
  /* The same again is not drawn again. */
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
}

void
mill_dots_clear (MillDots *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
}
