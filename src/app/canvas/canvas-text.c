/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas-private.h"
#include "app/canvas/far-view.h"

/* How large the canvas writes. Cards are measured with writing of one size, so that places and sizes of a
 * document are the same for everybody; for whoever has the system write larger, all of the drawing is. */

static double
read_scale (GtkSettings *settings)
{
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);

  return dpi > 0 ? dpi / 1024.0 / 96 : 1;
}

static void
scale_changed_cb (MillCanvas  *self,
                  GParamSpec  *pspec,
                  GtkSettings *settings)
{
  double before = self->text_scale;

  self->text_scale = read_scale (settings);
  if (self->text_scale == before)
    return;
  mill_world_set_text_scale (self->world, self->text_scale);
  mill_canvas_zoom_at (self, self->zoom * self->text_scale / before,
                       gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                       gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

void
mill_canvas_watch_text (MillCanvas *self)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self));

  self->text_scale = read_scale (settings);
  self->zoom = self->text_scale;
  mill_world_set_text_scale (self->world, self->text_scale);
  g_signal_connect_object (settings, "notify::gtk-xft-dpi", G_CALLBACK (scale_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
mill_canvas_update_small (MillCanvas *self)
{
  gboolean small = !self->far && self->zoom < MILL_FAR_VIEW_ZOOM * self->text_scale;

  if (self->small == small)
    return;
  self->small = small;
  mill_world_set_small (self->world, small);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
