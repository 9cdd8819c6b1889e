/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/pixels.h"

#include <math.h>
#include <string.h>

/* Colours are premultiplied, alpha in the highest byte. */

MillPixels *
mill_pixels_new (int width,
                 int height)
{
  MillPixels *self = mill_pixels_new_unset (width, height);

  mill_pixels_clear (self);

  return self;
}

MillPixels *
mill_pixels_new_unset (int width,
                       int height)
{
  MillPixels *self = g_new0 (MillPixels, 1);

  self->width = width;
  self->height = height;
  self->data = g_malloc_n ((gsize) width * height, sizeof (guint32));

  return self;
}

void
mill_pixels_clear (MillPixels *self)
{
  memset (self->data, 0, (gsize) self->width * self->height * sizeof (guint32));
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

MillPixels *
mill_pixels_new_from_texture (GdkTexture *texture)
{
  MillPixels *self = mill_pixels_new (gdk_texture_get_width (texture), gdk_texture_get_height (texture));

  gdk_texture_download (texture, (guchar *) self->data, (gsize) self->width * sizeof (guint32));

  return self;
}

void
mill_pixels_free (MillPixels *self)
{
  g_free (self->data);
  g_free (self);
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

/* Between two colours; @part of 256 is of the second. */
static guint32
mix (guint32 one,
     guint32 other,
     guint32 part)
{
  guint32 even = one & 0x00ff00ff;
  guint32 odd = one >> 8 & 0x00ff00ff;

  even += ((other & 0x00ff00ff) - even) * part >> 8;
  odd += ((other >> 8 & 0x00ff00ff) - odd) * part >> 8;

  return (even & 0x00ff00ff) | (odd & 0x00ff00ff) << 8;
}

/* Between which two of @n pixels a pixel of a smaller or larger picture lies. */
typedef struct
{
  int     first;
  int     second;
  guint32 part;      /* of the second, of 256 */
} Between;

static Between
find_between (int   at,
              float origin,
              float step,
              int   n)
{
  int place = (int) (((at + 0.5f - origin) * step - 0.5f) * 256);
  int first = CLAMP (place >> 8, 0, n - 1);

  return (Between) { first, MIN (first + 1, n - 1), place < 0 ? 0 : (guint32) place & 255 };
}

/* A row that lies between two. */
static void
mix_rows (guint32       *row,
          const guint32 *upper,
          const guint32 *lower,
          int            n,
          guint32        part)
{
  for (int i = 0; i < n; i++)
    row[i] = mix (upper[i], lower[i], part);
}

void
mill_pixels_copy (MillPixels       *self,
                  const MillPixels *picture,
                  float             x,
                  float             y,
                  float             width,
                  float             height)
{
  int left = (int) MAX (roundf (x), 0), right = (int) MIN (roundf (x + width), (float) self->width);
  int top = (int) MAX (roundf (y), 0), bottom = (int) MIN (roundf (y + height), (float) self->height);
  g_autofree Between *columns = NULL;
  g_autofree guint32 *between = NULL;

  if (left >= right || top >= bottom)
    return;

  columns = g_new (Between, right - left);
  for (int column = left; column < right; column++)
    columns[column - left] = find_between (column, x, picture->width / width, picture->width);
  between = g_new (guint32, picture->width);
  for (int row = top; row < bottom; row++)
    {
      guint32 *line = self->data + (gsize) row * self->width + left;
      Between rows = find_between (row, y, picture->height / height, picture->height);

      mix_rows (between, picture->data + (gsize) rows.first * picture->width,
                picture->data + (gsize) rows.second * picture->width, picture->width, rows.part);
      for (int i = 0; i < right - left; i++)
        {
          const Between *at = &columns[i];
          guint32 color = mix (between[at->first], between[at->second], at->part);

          if (color >> 24 == 255)
            line[i] = color;
          else if (color != 0)
            blend (&line[i], color, 256);
        }
    }
}

void
mill_pixels_stamp (MillPixels       *self,
                   const MillPixels *mask,
                   int               from,
                   int               width,
                   int               x,
                   int               y,
                   guint32           color)
{
  int left = MAX (x, 0), right = MIN (x + MIN (width, mask->width - from), self->width);
  int top = MAX (y, 0), bottom = MIN (y + mask->height, self->height);

  for (int row = top; row < bottom; row++)
    {
      guint32 *line = self->data + (gsize) row * self->width;
      const guint32 *letters = mask->data + (gsize) (row - y) * mask->width + from - x;

      for (int column = left; column < right; column++)
        {
          guint32 part = letters[column] >> 24;

          if (part > 0)
            blend (&line[column], color, part + (part >> 7));
        }
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
