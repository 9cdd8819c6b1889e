/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout-private.h"

#include <math.h>
#include <string.h>

#define ELLIPSIS "…"

double
mill_builder_measure (MillBuilder *self,
                      const char  *text,
                      double       size,
                      gboolean     bold)
{
  double width = 0, height = 0;

  self->measurer->measure (self->measurer->data, text, size, bold, &width, &height);
  return width;
}

/* One line of valid text: whatever a column name or category holds. */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *line = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
    }
  return g_string_free (line, FALSE);
}

char *
mill_builder_shorten (MillBuilder *self,
                      const char  *text,
                      double       size,
                      gboolean     bold,
                      double       max_width)
{
  g_autofree char *line = clean (text);
  glong fits = 0, too_long = g_utf8_strlen (line, -1);

  /* A text of a megabyte is not measured as a whole. */
  if (too_long < 1000 && mill_builder_measure (self, line, size, bold) <= max_width)
    return g_steal_pointer (&line);
  too_long = MIN (too_long, 1000);
  while (too_long - fits > 1)
    {
      glong half = (fits + too_long) / 2;
      g_autofree char *start = g_utf8_substring (line, 0, half);
      g_autofree char *attempt = g_strconcat (start, ELLIPSIS, NULL);

      if (mill_builder_measure (self, attempt, size, bold) <= max_width)
        fits = half;
      else
        too_long = half;
    }
  if (fits == 0)
    return g_strdup ("");
  *g_utf8_offset_to_pointer (line, fits) = '\0';
  return g_strconcat (g_strchomp (line), ELLIPSIS, NULL);
}

MillRect
mill_builder_add_text (MillBuilder     *self,
                       const MillLabel *label)
{
  double size = label->size > 0 ? label->size : self->font;
  g_autofree char *text =
      mill_builder_shorten (self, label->text, size, label->bold, label->max_width);
  MillPrimitive *primitive;
  double width = 0, height = 0;

  if (*text == '\0')
    return (MillRect) { (float) label->x, (float) label->y, 0, 0 };
  self->measurer->measure (self->measurer->data, text, size, label->bold, &width, &height);
  primitive = mill_scene_add (self->scene, MILL_PRIMITIVE_TEXT, label->role, label->shade);
  primitive->text = g_string_chunk_insert_const (self->scene->strings, text);
  primitive->size = size;
  primitive->bold = label->bold;
  primitive->x = label->x;
  primitive->y = label->y;
  primitive->x_align = label->x_align;
  primitive->y_align = label->y_align;
  primitive->angle = label->angle;
  primitive->bounds = (MillRect) { (float) (label->x - width * label->x_align),
                                   (float) (label->y - height * label->y_align),
                                   (float) width, (float) height };
  return primitive->bounds;
}
