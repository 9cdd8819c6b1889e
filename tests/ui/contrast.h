/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include <gtk/gtk.h>

/* How much what is drawn stands out, measured in the picture of it: whatever the style, the opacity and
 * what lies below make of a colour is in there. The measure is that of WCAG 2, from 1 to 21. */

/* So much larger than life, so that even thin strokes have a pixel of nothing but their own colour. */
#define CONTRAST_SCALE 4

typedef struct
{
  guchar *pixels;    /* red, green, blue, alpha; one row after the other */
  int     width;
  int     height;
} ContrastPicture;

static inline void
contrast_picture_clear (ContrastPicture *self)
{
  g_clear_pointer (&self->pixels, g_free);
}

/* A picture of what @window shows in @area. */
static inline void
contrast_picture_take (ContrastPicture       *self,
                       GtkWidget             *window,
                       const graphene_rect_t *area)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  GdkTextureDownloader *downloader;

  self->width = (int) ceilf (area->size.width * CONTRAST_SCALE);
  self->height = (int) ceilf (area->size.height * CONTRAST_SCALE);
  self->pixels = g_malloc0_n ((gsize) self->width * self->height, 4);
  gtk_snapshot_scale (snapshot, CONTRAST_SCALE, CONTRAST_SCALE);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-area->origin.x, -area->origin.y));
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, self->width, self->height));
  downloader = gdk_texture_downloader_new (texture);
  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  gdk_texture_downloader_download_into (downloader, self->pixels, (gsize) self->width * 4);
  gdk_texture_downloader_free (downloader);
}

static inline double
contrast_luminance (guint32 color)
{
  double parts[3];

  for (guint i = 0; i < 3; i++)
    {
      double part = (color >> (8 * i) & 0xff) / 255.0;

      parts[i] = part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
    }

  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
}

static inline double
contrast_between (guint32 a,
                  guint32 b)
{
  double la = contrast_luminance (a), lb = contrast_luminance (b);

  return (fmax (la, lb) + 0.05) / (fmin (la, lb) + 0.05);
}

/* Between the colour that most of the picture has and what stands out from it most. That counts from as
 * many pixels on as a small dot has, which need not be of the very same colour: icons are smoothed. */
static inline double
contrast_picture_measure (const ContrastPicture *self)
{
  g_autoptr(GHashTable) counts = g_hash_table_new (NULL, NULL);
  gsize n = (gsize) self->width * self->height;
  guint steps[21 * 20 + 1] = { 0 };   /* pixels by their contrast, in twentieths */
  GHashTableIter iter;
  gpointer key, value;
  guint32 ground = 0;
  guint most = 0, n_above = 0;

  for (gsize i = 0; i < n; i++)
    {
      const guchar *pixel = self->pixels + 4 * i;
      gpointer color = GUINT_TO_POINTER (pixel[0] | pixel[1] << 8 | (guint) pixel[2] << 16);

      g_hash_table_insert (counts, color,
                           GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, color)) + 1));
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (GPOINTER_TO_UINT (value) > most)
      {
        most = GPOINTER_TO_UINT (value);
        ground = GPOINTER_TO_UINT (key);
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    steps[(guint) (contrast_between (ground, GPOINTER_TO_UINT (key)) * 20)] += GPOINTER_TO_UINT (value);
  for (guint i = G_N_ELEMENTS (steps); i-- > 0;)
    {
      n_above += steps[i];
      if (n_above >= CONTRAST_SCALE * CONTRAST_SCALE / 2)
        return (i + 1) / 20.0;
    }

  return 1;
}

/* Of what is drawn in the place of @widget, and @around pixels more on each side. */
static inline double
contrast_measure (GtkWidget *widget,
                  GtkWidget *window,
                  float      around)
{
  ContrastPicture picture = { 0 };
  graphene_rect_t bounds, whole;
  double contrast;

  g_assert_true (gtk_widget_compute_bounds (widget, window, &bounds));
  graphene_rect_inset (&bounds, -around, -around);
  graphene_rect_init (&whole, 0, 0, gtk_widget_get_width (window), gtk_widget_get_height (window));
  if (!graphene_rect_intersection (&bounds, &whole, &bounds) || bounds.size.width < 2 ||
      bounds.size.height < 2)
    return 21;
  contrast_picture_take (&picture, window, &bounds);
  contrast = contrast_picture_measure (&picture);
  contrast_picture_clear (&picture);

  return contrast;
}

/* Nothing lies on @widget, and nothing cuts it off. */
static inline gboolean
contrast_is_bare (GtkWidget *widget,
                  GtkWidget *window)
{
  static const float places[][2] = { { 0.05f, 0.5f }, { 0.5f, 0.1f }, { 0.5f, 0.5f }, { 0.5f, 0.9f },
                                     { 0.95f, 0.5f } };
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (widget, window, &bounds) || bounds.size.width < 2)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GtkWidget *picked = gtk_widget_pick (window, bounds.origin.x + bounds.size.width * places[i][0],
                                           bounds.origin.y + bounds.size.height * places[i][1],
                                           GTK_PICK_NON_TARGETABLE | GTK_PICK_INSENSITIVE);

      if (picked == NULL || (picked != widget && !gtk_widget_is_ancestor (picked, widget)))
        return FALSE;
    }

  return TRUE;
}

/* Calls @func for what is written and drawn below @widget with less contrast than WCAG 2 asks for: writing
 * 4.5 (1.4.3), signs 3 (1.4.11). What cannot be used may be pale. Returns how much was measured. */
typedef void (*ContrastFunc) (GtkWidget *widget,
                              double     contrast,
                              double     wanted,
                              gpointer   data);

static inline guint
contrast_check (GtkWidget   *widget,
                GtkWidget   *window,
                ContrastFunc func,
                gpointer     data)
{
  gboolean text = GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
  gboolean sign = GTK_IS_IMAGE (widget) || g_str_equal (gtk_widget_get_css_name (widget), "port");
  guint n = 0;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget) ||
      (GTK_IS_NATIVE (widget) && widget != window))
    return 0;
  if ((text || sign) && contrast_is_bare (widget, window))
    {
      double wanted = text ? 4.5 : 3;
      double contrast = contrast_measure (widget, window, text ? 0 : 2);

      n++;
      if (contrast < wanted)
        func (widget, contrast, wanted, data);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += contrast_check (child, window, func, data);

  return n;
}
