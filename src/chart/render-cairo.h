/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "chart/layout.h"

G_BEGIN_DECLS

typedef enum
{
  MILL_IMAGE_SVG,
  MILL_IMAGE_PNG,
  MILL_IMAGE_PDF,
} MillImageFormat;

void      mill_scene_draw_cairo     (const MillScene   *self,
                                     cairo_t           *cr);
/* The chart as a picture. @layout's size is in pixels (of a PDF: points); @scale enlarges the
 * pixels of a PNG (2 for a sharp one), the others ignore it. NULL with @error if it cannot be
 * made. */
GBytes   *mill_chart_render         (MillChart         *chart,
                                     const MillLayout  *layout,
                                     MillImageFormat    format,
                                     double             scale,
                                     GError           **error);
/* The same into a file, replaced as a whole; its name says the format (.svg, .png, .pdf). */
gboolean  mill_chart_render_to_file (MillChart         *chart,
                                     const MillLayout  *layout,
                                     double             scale,
                                     const char        *path,
                                     GError           **error);
/* The format that a file name asks for; FALSE with @error for an unknown one. */
gboolean  mill_image_format_from_path (const char      *path,
                                     MillImageFormat   *format,
                                     GError           **error);

G_END_DECLS
