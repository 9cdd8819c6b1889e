/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scene-paint.h"

#include <adwaita.h>

static PangoLayout *
make_layout (GtkWidget  *widget,
             const char *text,
             double      size,
             gboolean    bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  PangoFontDescription *font =
    pango_font_description_copy (pango_context_get_font_description (pango_layout_get_context (layout)));

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  return layout;
}

static void
measure_text (gpointer    data,
              const char *text,
              double      size,
              gboolean    bold,
              double     *width,
              double     *height)
{
  g_autoptr (PangoLayout) layout = make_layout (data, text, size, bold);
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);
  *width = extents.width / (double) PANGO_SCALE;
  *height = extents.height / (double) PANGO_SCALE;
}

void
mill_scene_init_measurer (MillTextMeasurer *measurer,
                          GtkWidget        *widget)
{
  measurer->measure = measure_text;
  measurer->data = widget;
}

MillTheme
mill_scene_get_theme (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);

  if (adw_style_manager_get_high_contrast (manager))
    return dark ? MILL_THEME_DARK_CONTRAST : MILL_THEME_LIGHT_CONTRAST;

  return dark ? MILL_THEME_DARK : MILL_THEME_LIGHT;
}

static GskPath *
make_path (const MillScene     *scene,
           const MillPrimitive *primitive)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  const MillPoint *points = &g_array_index (scene->points, MillPoint, primitive->first_point);

  for (guint i = 0; i < primitive->n_points; i++)
    switch (primitive->kind)
      {
      case MILL_PRIMITIVE_POINTS:
        gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (points[i].x, points[i].y),
                                     primitive->radius);
        break;
      default:
        if (i == 0)
          gsk_path_builder_move_to (builder, points[i].x, points[i].y);
        else
          gsk_path_builder_line_to (builder, points[i].x, points[i].y);
      }
  if (primitive->kind == MILL_PRIMITIVE_AREA)
    gsk_path_builder_close (builder);

  return gsk_path_builder_to_path (builder);
}

static void
paint_line (const MillScene     *scene,
            const MillPrimitive *primitive,
            const GdkRGBA       *color,
            GtkSnapshot         *snapshot)
{
  g_autoptr (GskPath) path = make_path (scene, primitive);
  g_autoptr (GskStroke) stroke = gsk_stroke_new (primitive->line_width);

  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  if (primitive->dash > 0)
    gsk_stroke_set_dash (stroke, (float[]) { primitive->dash, primitive->dash }, 2);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

static void
paint_rect (const MillPrimitive   *primitive,
            const graphene_rect_t *bounds,
            const GdkRGBA         *color,
            GtkSnapshot           *snapshot)
{
  GskRoundedRect rounded;

  if (primitive->radius <= 0)
    {
      gtk_snapshot_append_color (snapshot, color, bounds);
      return;
    }
  gsk_rounded_rect_init_from_rect (&rounded, bounds, primitive->radius);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, bounds);
  gtk_snapshot_pop (snapshot);
}

static void
paint_text (const MillPrimitive *primitive,
            GtkWidget           *widget,
            const GdkRGBA       *color,
            GtkSnapshot         *snapshot)
{
  g_autoptr (PangoLayout) layout = make_layout (widget, primitive->text, primitive->size,
                                                primitive->bold);
  PangoRectangle extents;
  double width, height;

  pango_layout_get_extents (layout, NULL, &extents);
  width = extents.width / (double) PANGO_SCALE;
  height = extents.height / (double) PANGO_SCALE;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (primitive->x, primitive->y));
  gtk_snapshot_rotate (snapshot, primitive->angle);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-width * primitive->x_align,
                                                          -height * primitive->y_align));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

void
mill_scene_paint (const MillScene *scene,
                  GtkWidget       *widget,
                  GtkSnapshot     *snapshot)
{
  for (guint i = 0; i < scene->primitives->len; i++)
    {
      const MillPrimitive *primitive = &g_array_index (scene->primitives, MillPrimitive, i);
      const MillRect *box = &primitive->bounds;
      graphene_rect_t bounds = GRAPHENE_RECT_INIT (box->x, box->y, box->width, box->height);
      GdkRGBA color = { primitive->color.red, primitive->color.green, primitive->color.blue,
                        primitive->color.alpha };

      switch (primitive->kind)
        {
        case MILL_PRIMITIVE_RECT:
          paint_rect (primitive, &bounds, &color, snapshot);
          break;
        case MILL_PRIMITIVE_LINE:
          paint_line (scene, primitive, &color, snapshot);
          break;
        case MILL_PRIMITIVE_AREA:
        case MILL_PRIMITIVE_POINTS:
          {
            g_autoptr (GskPath) path = make_path (scene, primitive);

            gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, &color);
          }
          break;
        case MILL_PRIMITIVE_TEXT:
          paint_text (primitive, widget, &color, snapshot);
          break;
        case MILL_PRIMITIVE_CLIP:
          gtk_snapshot_push_clip (snapshot, &bounds);
          break;
        case MILL_PRIMITIVE_UNCLIP:
          gtk_snapshot_pop (snapshot);
          break;
        }
    }
}
