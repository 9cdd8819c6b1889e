/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/far-tiles.h"

#include <math.h>

#include "app/canvas/far-view.h"
#include "app/canvas/link-look.h"

/* Pixels along a side: small enough that a piece stays in the processor's cache while it is copied. */
#define SIDE 256
/* In each frame so many pieces, which were drawn before, are made one picture each. While the view is
 * zoomed none lasts so long. */
#define FLATTENED_A_FRAME 4

/* All that it shows is in pixels of the zoomed document from its own corner. */
typedef struct
{
  int            x;      /* how many pieces right of the document's origin */
  int            y;
  GskRenderNode *node;   /* NULL: nothing is there */
  gboolean       flat;   /* the node is but a picture */
} Tile;

struct _MillFarTiles
{
  MillWorld        *world;
  GHashTable       *tiles;       /* set of Tile */
  guint             n_drawn;

  /* What they were made for. */
  double            zoom;
  int               factor;
  GtkTextDirection  direction;
  MillLinkLook      look;
};

static guint
hash_tile (gconstpointer data)
{
  const Tile *tile = data;

  return (guint) tile->x * 73856093u ^ (guint) tile->y * 19349663u;
}

static gboolean
tiles_equal (gconstpointer a,
             gconstpointer b)
{
  const Tile *one = a;
  const Tile *other = b;

  return one->x == other->x && one->y == other->y;
}

static void
tile_free (gpointer data)
{
  Tile *tile = data;

  g_clear_pointer (&tile->node, gsk_render_node_unref);
  g_free (tile);
}

MillFarTiles *
mill_far_tiles_new (MillWorld *world)
{
  MillFarTiles *self = g_new0 (MillFarTiles, 1);

  self->world = world;
  self->tiles = g_hash_table_new_full (hash_tile, tiles_equal, tile_free, NULL);

  return self;
}

void
mill_far_tiles_free (MillFarTiles *self)
{
  g_hash_table_unref (self->tiles);
  g_free (self);
}

guint
mill_far_tiles_get_n_drawn (MillFarTiles *self)
{
  return self->n_drawn;
}

/* What of the document may be seen on a piece. */
static void
get_area (const MillFarTiles *self,
          const Tile         *tile,
          graphene_rect_t    *area)
{
  graphene_rect_init (area, (float) ((tile->x * SIDE - MILL_FAR_VIEW_REACH) / self->zoom),
                      (float) ((tile->y * SIDE - MILL_FAR_VIEW_REACH) / self->zoom),
                      (float) ((SIDE + 2 * MILL_FAR_VIEW_REACH) / self->zoom),
                      (float) ((SIDE + 2 * MILL_FAR_VIEW_REACH) / self->zoom));
}

void
mill_far_tiles_damage (MillFarTiles          *self,
                       const graphene_rect_t *area)
{
  GHashTableIter iter;
  gpointer tile;

  if (area == NULL)
    {
      g_hash_table_remove_all (self->tiles);
      return;
    }
  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, &tile, NULL))
    {
      graphene_rect_t shown;

      get_area (self, tile, &shown);
      if (graphene_rect_intersection (&shown, area, NULL))
        g_hash_table_iter_remove (&iter);
    }
}

/* Pieces that were made for another view are of no use. */
static void
forget_others (MillFarTiles *self,
         double        zoom)
{
  GtkWidget *widget = GTK_WIDGET (self->world);
  int factor = gtk_widget_get_scale_factor (widget);
  GtkTextDirection direction = gtk_widget_get_direction (widget);
  MillLinkLook look;

  mill_link_look_init (&look, widget);
  if (zoom != self->zoom || factor != self->factor || direction != self->direction ||
      !mill_link_look_equal (&look, &self->look))
    mill_far_tiles_damage (self, NULL);
  self->zoom = zoom;
  self->factor = factor;
  self->direction = direction;
  self->look = look;
}

static void
draw (MillFarTiles *self,
      Tile         *tile)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  mill_far_view_snapshot (self->world, snapshot, SIDE, SIDE, -tile->x * SIDE, -tile->y * SIDE, self->zoom);
  tile->node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  tile->flat = tile->node == NULL || gsk_render_node_get_node_type (tile->node) == GSK_TEXTURE_NODE;
  /* Words reach into the next piece, which has them too. */
  if (!tile->flat)
    {
      g_autoptr (GskRenderNode) whole = tile->node;

      tile->node = gsk_clip_node_new (whole, &GRAPHENE_RECT_INIT (0, 0, SIDE, SIDE));
    }
  self->n_drawn++;
}

static void
flatten (MillFarTiles *self,
         GskRenderer  *renderer,
         Tile         *tile)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) scaled = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int side = SIDE * self->factor;

  gtk_snapshot_scale (snapshot, self->factor, self->factor);
  gtk_snapshot_append_node (snapshot, tile->node);
  scaled = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  texture = gsk_renderer_render_texture (renderer, scaled, &GRAPHENE_RECT_INIT (0, 0, side, side));
  gsk_render_node_unref (tile->node);
  tile->node = gsk_texture_node_new (texture, &GRAPHENE_RECT_INIT (0, 0, SIDE, SIDE));
  tile->flat = TRUE;
}

static Tile *
ensure_tile (MillFarTiles *self,
             int           x,
             int           y,
             GskRenderer  *renderer,
             guint        *n_flattened)
{
  Tile *tile = g_hash_table_lookup (self->tiles, &(Tile) { .x = x, .y = y });

  if (tile == NULL)
    {
      tile = g_new0 (Tile, 1);
      tile->x = x;
      tile->y = y;
      draw (self, tile);
      g_hash_table_add (self->tiles, tile);
    }
  else if (!tile->flat && renderer != NULL && *n_flattened < FLATTENED_A_FRAME)
    {
      flatten (self, renderer, tile);
      (*n_flattened)++;
    }

  return tile;
}

/* One row and column around what is seen is kept, for small moves to and fro. */
static void
drop_outside (MillFarTiles *self,
              int           left,
              int           top,
              int           right,
              int           bottom)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Tile *tile = key;

      if (tile->x < left - 1 || tile->x > right + 1 || tile->y < top - 1 || tile->y > bottom + 1)
        g_hash_table_iter_remove (&iter);
    }
}

static int
to_tile (int pixel)
{
  return (int) floor (pixel / (double) SIDE);
}

static GskRenderer *
get_renderer (MillFarTiles *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self->world));

  return native != NULL ? gtk_native_get_renderer (native) : NULL;
}

gboolean
mill_far_tiles_prepare (MillFarTiles *self,
                        int           width,
                        int           height,
                        int           offset_x,
                        int           offset_y,
                        double        zoom,
                        gint64        deadline)
{
  GskRenderer *renderer = get_renderer (self);

  forget_others (self, zoom);
  for (int y = to_tile (-offset_y); y <= to_tile (height - 1 - offset_y); y++)
    for (int x = to_tile (-offset_x); x <= to_tile (width - 1 - offset_x); x++)
      {
        guint n_flattened = 0;
        Tile *tile;

        if (g_get_monotonic_time () > deadline)
          return FALSE;
        tile = ensure_tile (self, x, y, NULL, &n_flattened);
        if (!tile->flat && renderer != NULL)
          flatten (self, renderer, tile);
      }

  return TRUE;
}

void
mill_far_tiles_snapshot (MillFarTiles *self,
                         GtkSnapshot  *snapshot,
                         int           width,
                         int           height,
                         int           offset_x,
                         int           offset_y,
                         double        zoom)
{
  GskRenderer *renderer = get_renderer (self);
  int left = to_tile (-offset_x), right = to_tile (width - 1 - offset_x);
  int top = to_tile (-offset_y), bottom = to_tile (height - 1 - offset_y);
  guint n_flattened = 0;

  forget_others (self, zoom);
  for (int y = top; y <= bottom; y++)
    for (int x = left; x <= right; x++)
      {
        Tile *tile = ensure_tile (self, x, y, renderer, &n_flattened);

        if (tile->node == NULL)
          continue;
        gtk_snapshot_save (snapshot);
        gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (offset_x + x * SIDE, offset_y + y * SIDE));
        gtk_snapshot_append_node (snapshot, tile->node);
        gtk_snapshot_restore (snapshot);
      }
  drop_outside (self, left, top, right, bottom);
}
