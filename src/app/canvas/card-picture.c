/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/card-picture.h"

#include <math.h>

struct _MillCardPicture
{
  GskRenderNode *drawn;     /* what the card drew when it was last seen */
  graphene_rect_t bounds;   /* where */
  GskRenderNode *picture;   /* of that, NULL: not made yet */
  double         scale;     /* it was made for */
};

void
mill_card_painter_init (MillCardPainter *self,
                        GtkWidget       *widget,
                        double           zoom,
                        gint64           deadline)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GskRenderer *renderer = native != NULL ? gtk_native_get_renderer (native) : NULL;
  double factor = renderer != NULL ? gdk_surface_get_scale (gtk_native_get_surface (native)) : 1;

  *self = (MillCardPainter) { .scale = zoom * factor, .deadline = deadline };
  /* Where pixels are not whole a picture could not be shown as it is. */
  if (renderer != NULL && GSK_IS_CAIRO_RENDERER (renderer) && factor == floor (factor))
    self->renderer = renderer;
}

void
mill_card_picture_free (MillCardPicture *self)
{
  g_clear_pointer (&self->drawn, gsk_render_node_unref);
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  g_free (self);
}

gboolean
mill_card_picture_is_painted (const MillCardPicture *self)
{
  return self != NULL && self->picture != NULL;
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

  g_clear_pointer (&self->picture, gsk_render_node_unref);
  g_clear_pointer (&self->drawn, gsk_render_node_unref);
  self->drawn = gsk_render_node_ref (inside);
  self->bounds = bounds;

  return FALSE;
}

/* In whole pixels of the display, counted from the document's origin, which lies on one. */
static void
paint (MillCardPicture *self,
       GskRenderNode   *node,
       MillCardPainter *painter)
{
  double scale = painter->scale;
  double left = floor (self->bounds.origin.x * scale);
  double top = floor (self->bounds.origin.y * scale);
  double right = ceil ((self->bounds.origin.x + self->bounds.size.width) * scale);
  double bottom = ceil ((self->bounds.origin.y + self->bounds.size.height) * scale);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) scaled = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) -left, (float) -top));
  gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  gtk_snapshot_append_node (snapshot, node);
  scaled = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  texture = gsk_renderer_render_texture (
    painter->renderer, scaled,
    &GRAPHENE_RECT_INIT (0, 0, (float) (right - left), (float) (bottom - top)));
  self->picture = gsk_texture_node_new (
    texture, &GRAPHENE_RECT_INIT ((float) (left / scale), (float) (top / scale),
                                  (float) ((right - left) / scale), (float) ((bottom - top) / scale)));
  self->scale = scale;
}

void
mill_card_picture_snapshot (MillCardPicture **self,
                            GskRenderNode    *node,
                            MillCardPainter  *painter,
                            GtkSnapshot      *snapshot)
{
  MillCardPicture *mine = *self;

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
  else if (mine->picture == NULL || mine->scale != painter->scale)
    {
      g_clear_pointer (&mine->picture, gsk_render_node_unref);
      if (g_get_monotonic_time () < painter->deadline)
        paint (mine, node, painter);
      else
        painter->waiting = TRUE;
    }
  gtk_snapshot_append_node (snapshot, mine->picture != NULL ? mine->picture : node);
}
