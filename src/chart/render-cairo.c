/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/render-cairo.h"

#include <math.h>

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#include "chart/text-pango.h"
#include "pipeline/diagnostic.h"

/* What GNOME's applications are set in, and what stands in for it elsewhere. */
#define FONT "Adwaita Sans, Cantarell, Inter, system-ui, Sans"

static void
add_rounded_rect (cairo_t        *cr,
                  const MillRect *rect,
                  double          radius)
{
  double right = rect->x + rect->width, bottom = rect->y + rect->height;

  if (radius <= 0)
    {
      cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
      return;
    }
  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, rect->y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, rect->x + radius, bottom - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, rect->x + radius, rect->y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static void
draw_points (const MillScene     *self,
             const MillPrimitive *primitive,
             cairo_t             *cr)
{
  for (guint i = 0; i < primitive->n_points; i++)
    {
      const MillPoint *point = &g_array_index (self->points, MillPoint, primitive->first_point + i);

      if (primitive->kind == MILL_PRIMITIVE_POINTS)
        {
          cairo_new_sub_path (cr);
          cairo_arc (cr, point->x, point->y, primitive->radius, 0, 2 * G_PI);
          cairo_fill (cr);
        }
      else
        cairo_line_to (cr, point->x, point->y);
    }
  if (primitive->kind == MILL_PRIMITIVE_AREA)
    {
      cairo_close_path (cr);
      cairo_fill (cr);
    }
  else if (primitive->kind == MILL_PRIMITIVE_LINE)
    {
      cairo_set_line_width (cr, primitive->line_width);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      /* Rules end on their pixels; curves and dashes look softer with round ends. */
      cairo_set_line_cap (cr, primitive->line_width > 1 && primitive->dash <= 0
                          ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
      cairo_set_dash (cr, &primitive->dash, primitive->dash > 0 ? 1 : 0, 0);
      cairo_stroke (cr);
    }
}

static void
draw_text (const MillPrimitive *primitive,
           cairo_t             *cr,
           PangoContext        *context)
{
  g_autoptr (PangoLayout) layout = mill_primitive_dup_pango (primitive, context);

  cairo_save (cr);
  cairo_translate (cr, primitive->x, primitive->y);
  cairo_rotate (cr, primitive->angle * G_PI / 180);
  cairo_move_to (cr, primitive->bounds.x - primitive->x, primitive->bounds.y - primitive->y);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

static PangoContext *
make_context (void)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (fonts);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);
  cairo_font_options_t *options = cairo_font_options_create ();

  /* Positions that do not depend on the size of a pixel: the same layout for every kind of file. */
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_font_description (context, font);
  return context;
}

static void
draw (const MillScene *self,
      cairo_t         *cr,
      PangoContext    *context)
{
  for (guint i = 0; i < self->primitives->len; i++)
    {
      const MillPrimitive *primitive = &g_array_index (self->primitives, MillPrimitive, i);

      cairo_set_source_rgba (cr, primitive->color.red, primitive->color.green,
                             primitive->color.blue, primitive->color.alpha);
      cairo_new_path (cr);
      switch (primitive->kind)
        {
        case MILL_PRIMITIVE_RECT:
          add_rounded_rect (cr, &primitive->bounds, primitive->radius);
          cairo_fill (cr);
          break;
        case MILL_PRIMITIVE_LINE:
        case MILL_PRIMITIVE_AREA:
        case MILL_PRIMITIVE_POINTS:
          draw_points (self, primitive, cr);
          break;
        case MILL_PRIMITIVE_TEXT:
          draw_text (primitive, cr, context);
          break;
        case MILL_PRIMITIVE_CLIP:
          cairo_save (cr);
          add_rounded_rect (cr, &primitive->bounds, 0);
          cairo_clip (cr);
          break;
        case MILL_PRIMITIVE_UNCLIP:
          cairo_restore (cr);
          break;
        }
    }
}

void
mill_scene_draw_cairo (const MillScene *self,
                       cairo_t         *cr)
{
  g_autoptr (PangoContext) context = make_context ();

  draw (self, cr, context);
}

static cairo_status_t
append_cb (void                *data,
           const unsigned char *bytes,
           unsigned int         length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
make_surface (MillImageFormat  format,
              double           width,
              double           height,
              double           scale,
              GByteArray      *bytes)
{
  cairo_surface_t *surface;

  switch (format)
    {
    case MILL_IMAGE_SVG:
      surface = cairo_svg_surface_create_for_stream (append_cb, bytes, width, height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
      return surface;
    case MILL_IMAGE_PDF:
      return cairo_pdf_surface_create_for_stream (append_cb, bytes, width, height);
    default:
      /* Cairo refuses what is too large for it. */
      surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                            (int) fmin (ceil (width * scale), G_MAXINT),
                                            (int) fmin (ceil (height * scale), G_MAXINT));
      cairo_surface_set_device_scale (surface, scale, scale);
      return surface;
    }
}

GBytes *
mill_chart_render (MillChart         *chart,
                   const MillLayout  *layout,
                   MillImageFormat    format,
                   double             scale,
                   GError           **error)
{
  g_autoptr (PangoContext) context = make_context ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (MillScene) scene = NULL;
  MillTextMeasurer measurer;
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  g_return_val_if_fail (MILL_IS_CHART (chart), NULL);

  mill_text_measurer_init_pango (&measurer, context);
  scene = mill_chart_layout (chart, layout, &measurer);
  surface = make_surface (format, scene->width, scene->height, scale > 0 ? scale : 1, bytes);
  cr = cairo_create (surface);
  draw (scene, cr, context);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && format == MILL_IMAGE_PNG)
    status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      mill_fail (error, NULL, _("The picture of the chart could not be made: %s"),
                 cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

gboolean
mill_image_format_from_path (const char       *path,
                             MillImageFormat  *format,
                             GError          **error)
{
  static const struct { const char *ending; MillImageFormat format; } formats[] = {
    { ".svg", MILL_IMAGE_SVG }, { ".png", MILL_IMAGE_PNG }, { ".pdf", MILL_IMAGE_PDF } };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i].ending))
      {
        *format = formats[i].format;
        return TRUE;
      }
  mill_fail (error, _("Let the name end in .svg, .png or .pdf"),
             _("“%s” does not say which kind of picture"), path);
  return FALSE;
}

gboolean
mill_chart_render_to_file (MillChart         *chart,
                           const MillLayout  *layout,
                           double             scale,
                           const char        *path,
                           GError           **error)
{
  g_autoptr (GBytes) bytes = NULL;
  MillImageFormat format;

  if (!mill_image_format_from_path (path, &format, error))
    return FALSE;
  bytes = mill_chart_render (chart, layout, format, scale, error);
  return bytes != NULL && g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL),
                                                    (gssize) g_bytes_get_size (bytes),
                                                    G_FILE_SET_CONTENTS_CONSISTENT, 0666, error);
}
