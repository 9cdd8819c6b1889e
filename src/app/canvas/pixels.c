/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/pixels.h"

#include <math.h>

/* Colours are premultiplied, alpha in the highest byte. */

MillPixels *
mill_pixels_new (int width,
                 int height)
{
  MillPixels *self = g_new0 (MillPixels, 1);

  self->width = width;
  self->height = height;
  self->data = g_malloc0_n ((gsize) width * height, sizeof (guint32));

  return self;
}

GdkTexture *
mill_pixels_free_to_texture (MillPixels *self)
{
  gsize stride = (gsize) self->width * sizeof (guint32);
  g_autoptr (GBytes) bytes = g_bytes_new_take (self->data, stride * self->height);
  GdkTexture *texture = gdk_memory_texture_new (self->width, self->height, GDK_MEMORY_DEFAULT, bytes,
                                                stride);

  g_free (self);

  return texture;
}

guint32
mill_pixels_color (const GdkRGBA *color)
{
  guint32 alpha = (guint32) (color->alpha * 255 + 0.5f);
  guint32 red = (guint32) (color->red * color->alpha * 255 + 0.5f);
  guint32 green = (guint32) (color->green * color->alpha * 255 + 0.5f);
  guint32 blue = (guint32) (color->blue * color->alpha * 255 + 0.5f);

  return alpha << 24 | red << 16 | green << 8 | blue;
}

/* Both halves of a colour at once; @part is of 256. */
static guint32
scale (guint32 color,
       guint32 part)
{
  guint32 odd = (color >> 8 & 0x00ff00ff) * part & 0xff00ff00;
  guint32 even = (color & 0x00ff00ff) * part >> 8 & 0x00ff00ff;

  return odd | even;
}

static void
blend (guint32 *pixel,
       guint32  color,
       guint32  part)
{
  guint32 above = scale (color, part);

  *pixel = above + scale (*pixel, 256 - (above >> 24) - (above >> 31));
}

/* How much of the pixel at @at lies between @from and @to, of 256. */
static guint32
cover (int   at,
       float from,
       float to)
{
  float part = MIN (to, at + 1.0f) - MAX (from, (float) at);

  return (guint32) (CLAMP (part, 0, 1) * 256);
}

/* All of it is covered to the same part. */
static void
fill_run (guint32 *pixels,
          int      n,
          guint32  color,
          guint32  part)
{
  guint32 above, below;

  if (part == 256 && color >> 24 == 255)
    {
      for (int i = 0; i < n; i++)
        pixels[i] = color;
      return;
    }

  above = scale (color, part);
  below = 256 - (above >> 24) - (above >> 31);
  for (int i = 0; i < n; i++)
    pixels[i] = above + scale (pixels[i], below);
}

void
mill_pixels_fill (MillPixels *self,
                  float       x,
                  float       y,
                  float       width,
                  float       height,
                  guint32     color)
{
  int left = (int) floorf (MAX (x, 0));
  int top = (int) floorf (MAX (y, 0));
  int right = (int) ceilf (MIN (x + width, (float) self->width));
  int bottom = (int) ceilf (MIN (y + height, (float) self->height));
  guint32 first, last;

  if (left >= right)
    return;

  /* Only at its edges a row is covered in part. */
  first = cover (left, x, x + width);
  last = cover (right - 1, x, x + width);
  for (int row = top; row < bottom; row++)
    {
      guint32 *line = self->data + (gsize) row * self->width;
      guint32 part = cover (row, y, y + height);

      fill_run (line + left, 1, color, part * first >> 8);
      if (right - left > 2)
        fill_run (line + left + 1, right - left - 2, color, part);
      if (right - left > 1)
        fill_run (line + right - 1, 1, color, part * last >> 8);
    }
}

void
mill_pixels_outline (MillPixels *self,
                     float       x,
                     float       y,
                     float       width,
                     float       height,
                     float       thickness,
                     guint32     color)
{
  float side = MIN (thickness, width / 2);
  float edge = MIN (thickness, height / 2);

  mill_pixels_fill (self, x, y, width, edge, color);
  mill_pixels_fill (self, x, y + height - edge, width, edge, color);
  mill_pixels_fill (self, x, y + edge, side, height - 2 * edge, color);
  mill_pixels_fill (self, x + width - side, y + edge, side, height - 2 * edge, color);
}

/* One step along a line: what it covers across its way. */
static void
draw_across (MillPixels *self,
             int         along,
             float       middle,
             float       thickness,
             gboolean    steep,
             guint32     color)
{
  int limit = steep ? self->width : self->height;
  float from = middle - thickness / 2;
  float to = middle + thickness / 2;
  int first = (int) floorf (MAX (from, 0));
  int last = (int) ceilf (MIN (to, (float) limit));

  for (int across = first; across < last; across++)
    {
      int row = steep ? along : across;
      int column = steep ? across : along;

      blend (&self->data[(gsize) row * self->width + column], color, cover (across, from, to));
    }
}

void
mill_pixels_line (MillPixels *self,
                  float       x0,
                  float       y0,
                  float       x1,
                  float       y1,
                  float       thickness,
                  guint32     color)
{
  gboolean steep = fabsf (y1 - y0) > fabsf (x1 - x0);
  float from = steep ? y0 : x0;
  float to = steep ? y1 : x1;
  float middle = steep ? x0 : y0;
  float slope = (steep ? x1 : y1) - middle;
  int limit = steep ? self->height : self->width;
  int first, last;

  /* Most links are level. */
  if (y0 == y1)
    {
      mill_pixels_fill (self, MIN (x0, x1), y0 - thickness / 2, fabsf (x1 - x0), thickness, color);
      return;
    }
  if (from > to)
    {
      float swap = from;

      middle += slope;
      slope = -slope;
      from = to;
      to = swap;
    }
  if (to <= from || to < 0 || from > limit)
    return;

  slope /= to - from;
  first = (int) floorf (MAX (from, 0));
  last = (int) ceilf (MIN (to, (float) limit));
  for (int along = first; along < last; along++)
    draw_across (self, along, middle + (along + 0.5f - from) * slope, thickness, steep, color);
}
