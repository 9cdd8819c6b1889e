/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/frame-memory.h"

#ifdef GDK_WINDOWING_X11

#include <cairo-xlib.h>
#include <gdk/x11/gdkx.h>

/* Cairo takes shared memory for several pictures of the size that it is asked for first, divides it, and
 * ends it when nothing of it is in use. So a piece of it is kept in use. */

#define KEY "millrace-frame-memory"
/* Of the piece along a side: smaller ones are not shared. */
#define SIDE 64

typedef struct
{
  cairo_surface_t *piece;
  gsize            area;     /* of the picture for which it was taken, in pixels */
} Kept;

static void
kept_free (gpointer data)
{
  Kept *self = data;

  g_clear_pointer (&self->piece, cairo_surface_destroy);
  g_free (self);
}

/* What GDK makes its pictures like; NULL: the window is gone. */
static cairo_surface_t *
make_surface (GdkSurface *surface)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  Display *display = gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface));
  Window window = gdk_x11_surface_get_xid (surface);
  G_GNUC_END_IGNORE_DEPRECATIONS
  XWindowAttributes attributes;

  if (XGetWindowAttributes (display, window, &attributes) == 0)
    return NULL;

  return cairo_xlib_surface_create (display, window, attributes.visual, attributes.width, attributes.height);
}

static void
keep (GdkSurface *surface,
      int         width,
      int         height)
{
  Kept *kept = g_object_get_data (G_OBJECT (surface), KEY);
  double scale = gdk_surface_get_scale (surface);
  gsize area = (gsize) (width * scale) * (gsize) (height * scale);
  cairo_surface_t *window, *picture;

  if (area <= kept->area)
    return;
  window = make_surface (surface);
  if (window == NULL)
    return;

  kept->area = area;
  g_clear_pointer (&kept->piece, cairo_surface_destroy);
  picture = cairo_surface_create_similar_image (window, CAIRO_FORMAT_ARGB32, (int) (width * scale),
                                                (int) (height * scale));
  kept->piece = cairo_surface_create_similar_image (window, CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  cairo_surface_destroy (picture);
  cairo_surface_destroy (window);
}

void
mill_frame_memory_keep_for_window (GtkNative *native)
{
  GdkSurface *surface = gtk_native_get_surface (native);
  GskRenderer *renderer = gtk_native_get_renderer (native);

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  if (!GDK_IS_X11_SURFACE (surface) || !GSK_IS_CAIRO_RENDERER (renderer))
    return;
  G_GNUC_END_IGNORE_DEPRECATIONS
  if (g_object_get_data (G_OBJECT (surface), KEY) != NULL)
    return;

  g_object_set_data_full (G_OBJECT (surface), KEY, g_new0 (Kept, 1), kept_free);
  g_signal_connect (surface, "layout", G_CALLBACK (keep), NULL);
}

#else

void
mill_frame_memory_keep_for_window (GtkNative *native)
{
}

#endif
