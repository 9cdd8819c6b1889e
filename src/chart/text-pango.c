/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/text-pango.h"

static PangoLayout *
layout_text (PangoContext *context,
             const char   *text,
             double        size,
             gboolean      bold)
{
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr (PangoFontDescription) font =
    pango_font_description_copy (pango_context_get_font_description (context));

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
measure (gpointer    data,
         const char *text,
         double      size,
         gboolean    bold,
         double     *width,
         double     *height)
{
  g_autoptr (PangoLayout) layout = layout_text (data, text, size, bold);
  PangoRectangle box;

  pango_layout_get_extents (layout, NULL, &box);
  *width = (double) box.width / PANGO_SCALE;
  *height = (double) box.height / PANGO_SCALE;
}

void
mill_text_measurer_init_pango (MillTextMeasurer *self,
                               PangoContext     *context)
{
  self->measure = measure;
  self->data = context;
}

PangoLayout *
mill_primitive_dup_pango (const MillPrimitive *self,
                          PangoContext        *context)
{
  g_return_val_if_fail (self->kind == MILL_PRIMITIVE_TEXT, NULL);

  return layout_text (context, self->text, self->size, self->bold);
}
