/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/card-picture.h"

#include <math.h>

struct _MillCardPicture
{
  GskRenderNode   *drawn;      /* what the card drew when it was last seen */
  graphene_rect_t  bounds;     /* where */
  gboolean         stale;      /* it was painted of something else */
  GskRenderNode   *picture;    /* NULL: nothing was painted yet */
  MillPixels      *pixels;     /* the same */
  double           scale;      /* for which it was painted */
};

static double
get_factor (GtkWidget *widget)
{
  return gdk_surface_get_scale (gtk_native_get_surface (gtk_widget_get_native (widget)));
}

gboolean
mill_card_painter_serves (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GskRenderer *renderer = native != NULL ? gtk_native_get_renderer (native) : NULL;

  /* Where pixels are not whole a picture could not be shown as it is. */
  return renderer != NULL && GSK_IS_CAIRO_RENDERER (renderer) &&
         get_factor (widget) == floor (get_factor (widget));
}

void
mill_card_painter_init (MillCardPainter *self,
                        GtkWidget       *widget,
                        double           zoom,
                        gint64           deadline)
{
  *self = (MillCardPainter) { .scale = zoom, .repaints = TRUE, .deadline = deadline };
  if (mill_card_painter_serves (widget))
    {
      self->renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
      self->scale = zoom * get_factor (widget);
    }
}

static void
forget (MillCardPicture *self)
{
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  g_clear_pointer (&self->pixels, mill_pixels_free);
}

void
mill_card_picture_free (MillCardPicture *self)
{
  forget (self);
  g_clear_pointer (&self->drawn, gsk_render_node_unref);
  g_free (self);
}

gboolean
mill_card_picture_is_painted (const MillCardPicture *self)
{
  return self != NULL && self->picture != NULL && !self->stale;
}

/* In whole pixels of the display, counted from the document's origin, which lies on one. */
static void
get_area (const MillCardPicture *self,
          double                 scale,
          graphene_rect_t       *area)
{
  double left = floor (self->bounds.origin.x * scale);
  double top = floor (self->bounds.origin.y * scale);
  double right = ceil ((self->bounds.origin.x + self->bounds.size.width) * scale);
  double bottom = ceil ((self->bounds.origin.y + self->bounds.size.height) * scale);

  graphene_rect_init (area, (float) left, (float) top, (float) (right - left), (float) (bottom - top));
}

static void
to_document (const graphene_rect_t *pixels,
             double                 scale,
             graphene_rect_t       *area)
{
  graphene_rect_init (area, (float) (pixels->origin.x / scale), (float) (pixels->origin.y / scale),
                      (float) (pixels->size.width / scale), (float) (pixels->size.height / scale));
}

const MillPixels *
mill_card_picture_get_pixels (const MillCardPicture *self,
                              graphene_rect_t       *area)
{
  graphene_rect_t pixels;

  if (self == NULL || self->pixels == NULL)
    return NULL;
  get_area (self, self->scale, &pixels);
  to_document (&pixels, self->scale, area);

  return self->pixels;
}

/* The place of a card is a transform around what it drew, made anew whenever it is asked for. */
static GskRenderNode *
look_inside (GskRenderNode *node)
{
  return gsk_render_node_get_node_type (node) == GSK_TRANSFORM_NODE ? gsk_transform_node_get_child (node)
                                                                    : node;
}

/* What holds the parts of a card that lies at the very origin is made anew, too, but not its parts. */
static gboolean
is_same (GskRenderNode *a,
         GskRenderNode *b)
{
  guint n;

  if (a == b)
    return TRUE;
  if (gsk_render_node_get_node_type (a) != GSK_CONTAINER_NODE ||
      gsk_render_node_get_node_type (b) != GSK_CONTAINER_NODE)
    return FALSE;
  n = gsk_container_node_get_n_children (a);
  if (gsk_container_node_get_n_children (b) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (gsk_container_node_get_child (a, i) != gsk_container_node_get_child (b, i))
      return FALSE;

  return TRUE;
}

/* FALSE: it is another than before. */
static gboolean
recall (MillCardPicture *self,
        GskRenderNode   *node)
{
  GskRenderNode *inside = look_inside (node);
  graphene_rect_t bounds;

  gsk_render_node_get_bounds (node, &bounds);
  if (self->drawn != NULL && is_same (self->drawn, inside) && graphene_rect_equal (&bounds, &self->bounds))
    return TRUE;

  /* At another place it is of no use. */
  if (!graphene_rect_equal (&bounds, &self->bounds))
    forget (self);
  g_clear_pointer (&self->drawn, gsk_render_node_unref);
  self->drawn = gsk_render_node_ref (inside);
  self->bounds = bounds;
  self->stale = TRUE;

  return FALSE;
}

static void
paint (MillCardPicture *self,
       GskRenderNode   *node,
       MillCardPainter *painter)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) scaled = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t pixels, area;

  get_area (self, painter->scale, &pixels);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-pixels.origin.x, -pixels.origin.y));
  gtk_snapshot_scale (snapshot, (float) painter->scale, (float) painter->scale);
  gtk_snapshot_append_node (snapshot, node);
  scaled = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  texture = gsk_renderer_render_texture (painter->renderer, scaled,
                                         &GRAPHENE_RECT_INIT (0, 0, pixels.size.width, pixels.size.height));
  to_document (&pixels, painter->scale, &area);
  forget (self);
  self->picture = gsk_texture_node_new (texture, &area);
  self->pixels = mill_pixels_new_from_texture (texture);
  self->scale = painter->scale;
  self->stale = FALSE;
}

void
mill_card_picture_snapshot (MillCardPicture **self,
                            GskRenderNode    *node,
                            MillCardPainter  *painter,
                            GtkSnapshot      *snapshot)
{
  MillCardPicture *mine = *self;
  gboolean fits;

  if (painter->renderer == NULL)
    {
      g_clear_pointer (self, mill_card_picture_free);
      gtk_snapshot_append_node (snapshot, node);
      return;
    }

  if (mine == NULL)
    mine = *self = g_new0 (MillCardPicture, 1);
  if (!recall (mine, node))
    painter->waiting = TRUE;
  else if (mine->picture == NULL || mine->stale || (mine->scale != painter->scale && painter->repaints))
    {
      if (g_get_monotonic_time () < painter->deadline)
        paint (mine, node, painter);
      else
        painter->waiting = TRUE;
    }
  fits = mine->picture != NULL && !mine->stale && mine->scale == painter->scale;
  if (snapshot != NULL)
    gtk_snapshot_append_node (snapshot, fits ? mine->picture : node);
}
