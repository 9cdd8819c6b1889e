/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/link-look.h"

#include <adwaita.h>

#include "app/canvas/port-dot.h"

/* With more contrast the colours go this far towards that of writing. */
#define TOWARDS_INK 0.45f

static float
mix (float from,
     float to)
{
  return from + (to - from) * TOWARDS_INK;
}

void
mill_link_look_init (MillLinkLook *self,
                     GtkWidget    *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (manager);
  gboolean dark = adw_style_manager_get_dark (manager);

  *self = (MillLinkLook) { .contrast = adw_style_manager_get_high_contrast (manager) };
  gtk_widget_get_color (widget, &self->ink);
  gdk_rgba_parse (&self->paper, dark ? (self->contrast ? "#000000" : "#36363a") : "#ffffff");
  gdk_rgba_parse (&self->error, dark ? "#ff7b63" : "#c30000");
  gdk_rgba_parse (&self->success, dark ? "#78e9ab" : "#007c3d");
  self->accent = *accent;
  self->width = self->contrast ? 3.5f : 2.5f;
  for (MillPortType type = MILL_PORT_TABLE; type < G_N_ELEMENTS (self->colors); type++)
    {
      GdkRGBA *color = &self->colors[type];

      mill_port_type_get_color (type, dark, color);
      if (self->contrast)
        *color = (GdkRGBA) { mix (color->red, self->ink.red), mix (color->green, self->ink.green),
                             mix (color->blue, self->ink.blue), 1 };
    }
}

gboolean
mill_link_look_equal (const MillLinkLook *a,
                      const MillLinkLook *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (a->colors); i++)
    if (!gdk_rgba_equal (&a->colors[i], &b->colors[i]))
      return FALSE;

  return gdk_rgba_equal (&a->paper, &b->paper) && gdk_rgba_equal (&a->ink, &b->ink) &&
         gdk_rgba_equal (&a->error, &b->error) && gdk_rgba_equal (&a->accent, &b->accent) &&
         a->width == b->width;
}
