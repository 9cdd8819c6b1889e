/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/far-view.h"

#include <adwaita.h>
#include <math.h>

#include "app/canvas/far-titles.h"
#include "app/canvas/link-shape.h"
#include "app/canvas/pixels.h"
#include "app/canvas/world-private.h"
#include "pipeline/boundary.h"

/* Below this zoom a node is nothing but a block in the colour of its category. */
#define BLOCK_ZOOM 0.2
#define TILE 34
#define TILE_LEFT 10
#define TILE_TOP 11
/* How far the second edge of a component is from its own. */
#define STACK 5
/* Links thinner than this could not be seen. */
#define MIN_THICKNESS 0.35f
/* A piece of a curve is about so many pixels long. */
#define PIECE 6
/* What takes no part. */
#define ASLEEP 0.4f
#define ASLEEP_CONTRAST 0.7f

typedef struct
{
  MillWorld   *world;
  MillPixels  *pixels;
  float        zoom;       /* pixels of the display to a unit of the document */
  float        x;
  float        y;
  gboolean     passing;    /* one frame of many */
  gboolean     blocks;
  gboolean     notes;      /* nobody else draws them */
  gboolean     cards;      /* there are to be cards that can be read */
  gboolean     mirrored;   /* words, and what is beside them, go from right to left */
  MillLinkLook look;
  guint32      links[MILL_PORT_REPORT + 1];
  guint32      muted[MILL_PORT_REPORT + 1];
  guint32      categories[MILL_N_CATEGORIES];
  guint32      bypassed[MILL_N_CATEGORIES];
  guint32      unknown;
  guint32      paper;
  guint32      edge;
  guint32      accent;
  guint32      error;
} FarView;

/* The colours of the tiles in canvas.css. */
static const char *const category_colors[] = {
  [MILL_CATEGORY_SOURCES] = "#1a6fd0", [MILL_CATEGORY_COLUMNS] = "#0e7d8c",
  [MILL_CATEGORY_ROWS] = "#227a4f",    [MILL_CATEGORY_COMBINE] = "#6b7a12",
  [MILL_CATEGORY_PREPARE] = "#9a6a00", [MILL_CATEGORY_LEARN] = "#813d9c",
  [MILL_CATEGORY_EVALUATE] = "#b5306d", [MILL_CATEGORY_SEE] = "#c4501c",
  [MILL_CATEGORY_DELIVER] = "#5e5c64", [MILL_CATEGORY_COMPONENTS] = "#3f5791",
};

static const struct
{
  const char *name;
  const char *color;
} note_colors[] = {
  { "blue", "#3584e4" }, { "green", "#2ec27e" },  { "yellow", "#e5a50a" }, { "orange", "#e66100" },
  { "red", "#e01b24" },  { "purple", "#9141ac" }, { "brown", "#865e3c" },  { "slate", "#5e5c64" },
};

static guint32
parse (const char *text,
       float       alpha)
{
  GdkRGBA color = { 0 };

  gdk_rgba_parse (&color, text);
  color.alpha = alpha;

  return mill_pixels_color (&color);
}

static void
set_up_colors (FarView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (manager);
  float asleep;
  GdkRGBA edge;

  mill_link_look_init (&self->look, GTK_WIDGET (self->world));
  asleep = self->look.contrast ? ASLEEP_CONTRAST : ASLEEP;
  for (guint i = 0; i < G_N_ELEMENTS (self->links); i++)
    {
      GdkRGBA muted = self->look.colors[i];

      muted.alpha *= asleep;
      self->links[i] = mill_pixels_color (&self->look.colors[i]);
      self->muted[i] = mill_pixels_color (&muted);
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->categories); i++)
    {
      self->categories[i] = parse (category_colors[i], 1);
      self->bypassed[i] = parse (category_colors[i], asleep);
    }
  self->unknown = parse ("#77767b", 1);
  edge = self->look.ink;
  edge.alpha *= self->look.contrast ? 0.75f : 0.2f;
  self->edge = mill_pixels_color (&edge);
  self->paper = mill_pixels_color (&self->look.paper);
  self->accent = mill_pixels_color (accent);
  self->error = parse (adw_style_manager_get_dark (manager) ? "#ff7b63" : "#c30000", 1);
}

static void
to_pixels (const FarView         *self,
           const graphene_rect_t *bounds,
           graphene_rect_t       *area)
{
  area->origin.x = bounds->origin.x * self->zoom + self->x;
  area->origin.y = bounds->origin.y * self->zoom + self->y;
  area->size.width = bounds->size.width * self->zoom;
  area->size.height = bounds->size.height * self->zoom;
}

static void
fill (FarView               *self,
      const graphene_rect_t *area,
      guint32                color)
{
  mill_pixels_fill (self->pixels, area->origin.x, area->origin.y, area->size.width, area->size.height,
                    color);
}

static void
outline (FarView               *self,
         const graphene_rect_t *area,
         float                  beyond,
         float                  thickness,
         guint32                color)
{
  mill_pixels_outline (self->pixels, area->origin.x - beyond, area->origin.y - beyond,
                       area->size.width + 2 * beyond, area->size.height + 2 * beyond, thickness, color);
}

static void
draw_annotation (FarView             *self,
                 const MillWorldItem *item)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->world->session);
  const char *name = mill_annotation_get_color (mill_pipeline_get_annotation (pipeline, item->id));
  const char *color = "#77767b";
  graphene_rect_t area;

  for (guint i = 0; i < G_N_ELEMENTS (note_colors); i++)
    if (g_strcmp0 (note_colors[i].name, name) == 0)
      color = note_colors[i].color;
  to_pixels (self, &item->entry.bounds, &area);
  fill (self, &area, parse (color, item->kind == MILL_WORLD_FRAME ? 0.09f : 0.3f));
  if (item->selected)
    outline (self, &area, 0, 2, self->accent);
  else
    outline (self, &area, 0, 1, parse (color, self->look.contrast ? 0.9f : 0.45f));
}

/* A component looks as if there were more below it. */
static gboolean
is_component (const MillWorldItem *item)
{
  return item->type != NULL && item->type->category == MILL_CATEGORY_COMPONENTS &&
         mill_boundary_find (item->type->id) == NULL;
}

static guint32
get_color (const FarView       *self,
           const MillWorldItem *item)
{
  if (item->type == NULL)
    return self->unknown;

  return (item->bypassed ? self->bypassed : self->categories)[item->type->category];
}

static gboolean
draw_picture (FarView               *self,
              const MillCardPicture *picture)
{
  graphene_rect_t shown, area;
  const MillPixels *pixels = self->cards ? mill_card_picture_get_pixels (picture, &shown) : NULL;

  if (pixels == NULL)
    return FALSE;
  to_pixels (self, &shown, &area);
  mill_pixels_copy (self->pixels, pixels, area.origin.x, area.origin.y, area.size.width, area.size.height);

  return TRUE;
}

static void
draw_node (FarView             *self,
           const MillWorldItem *item)
{
  guint32 color = get_color (self, item);
  gboolean failed = item->state == MILL_STATE_FAILED;
  graphene_rect_t area;

  if (draw_picture (self, item->picture))
    return;
  to_pixels (self, &item->entry.bounds, &area);
  if (is_component (item))
    {
      graphene_rect_t below;

      graphene_rect_offset_r (&area, STACK * self->zoom, STACK * self->zoom, &below);
      outline (self, &below, 0, 1, self->blocks ? color : self->edge);
    }
  if (self->blocks)
    {
      fill (self, &area, color);
      if (item->bypassed)
        outline (self, &area, 0, 1, self->edge);
    }
  else
    {
      fill (self, &area, self->paper);
      outline (self, &area, 0, 1, self->edge);
      mill_pixels_fill (self->pixels,
                        self->mirrored ? area.origin.x + area.size.width - (TILE_LEFT + TILE) * self->zoom
                                       : area.origin.x + TILE_LEFT * self->zoom,
                        area.origin.y + TILE_TOP * self->zoom, TILE * self->zoom, TILE * self->zoom,
                        color);
    }
  if (failed)
    outline (self, &area, 2, 2, self->error);
  if (item->selected || item->state == MILL_STATE_RUNNING)
    outline (self, &area, failed ? 4 : 2, 2, self->accent);
}

static float
bend (float from,
      float near_from,
      float near_to,
      float to,
      float t)
{
  float s = 1 - t;

  return s * s * s * from + 3 * s * s * t * near_from + 3 * s * t * t * near_to + t * t * t * to;
}

static void
draw_link (FarView             *self,
           const MillWorldLink *link)
{
  gboolean selected = mill_world_is_link (link, &self->world->selected);
  gboolean marked = selected || link->cut || mill_world_is_link (link, &self->world->lit);
  float thickness = MAX ((marked ? 2 : 1) * self->look.width * self->zoom, marked ? 2 : MIN_THICKNESS);
  guint32 color = link->cut ? self->error
                  : marked  ? self->accent
                            : (link->link.muted ? self->muted : self->links)[link->type];
  graphene_point_t from, to;
  float reach, x, y;
  int n_pieces;

  mill_world_get_ends (link, &from, &to);
  reach = mill_link_shape_get_reach (&from, &to) * self->zoom;
  from = GRAPHENE_POINT_INIT (from.x * self->zoom + self->x, from.y * self->zoom + self->y);
  to = GRAPHENE_POINT_INIT (to.x * self->zoom + self->x, to.y * self->zoom + self->y);
  n_pieces = from.y == to.y && to.x > from.x
               ? 1 : (int) CLAMP ((2 * reach + fabsf (to.y - from.y)) / PIECE, 1, 48);
  x = from.x;
  y = from.y;
  for (int i = 1; i <= n_pieces; i++)
    {
      float t = i / (float) n_pieces;
      float next_x = bend (from.x, from.x + reach, to.x - reach, to.x, t);
      float next_y = bend (from.y, from.y, to.y, to.y, t);

      /* A straight one has one piece, and is only paler. */
      if (!link->link.muted || n_pieces == 1 || i % 2 != 0)
        mill_pixels_line (self->pixels, x, y, next_x, next_y, thickness, color);
      x = next_x;
      y = next_y;
    }
}

/* In any order, but always in the same. */
static int
compare_links (gconstpointer a,
               gconstpointer b)
{
  const MillWorldLink *one = *(MillWorldLink *const *) a;
  const MillWorldLink *other = *(MillWorldLink *const *) b;

  return (one > other) - (one < other);
}

/* What touches the picture, or the band of it that is drawn. */
typedef struct
{
  GPtrArray *items;
  GPtrArray *links;
} Found;

static void
find (const FarView *self,
      Found         *found)
{
  graphene_rect_t area =
    GRAPHENE_RECT_INIT ((-MILL_FAR_VIEW_REACH - self->x) / self->zoom,
                        (-MILL_FAR_VIEW_REACH - self->y) / self->zoom,
                        (self->pixels->width + 2 * MILL_FAR_VIEW_REACH) / self->zoom,
                        (self->pixels->height + 2 * MILL_FAR_VIEW_REACH) / self->zoom);

  found->items = g_ptr_array_new ();
  found->links = g_ptr_array_new ();
  mill_index_find (self->world->item_index, &area, found->items);
  mill_index_find (self->world->link_index, &area, found->links);
  g_ptr_array_sort_values (found->items, (GCompareFunc) mill_world_compare_depth);
  /* In a frame of many nobody sees which of two lines lies above. */
  if (!self->passing)
    g_ptr_array_sort (found->links, compare_links);
}

static void
found_clear (Found *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
}

static void
draw (FarView     *self,
      const Found *found)
{
  guint i = 0;

  for (; i < found->items->len; i++)
    {
      const MillWorldItem *item = g_ptr_array_index (found->items, i);

      if (item->kind == MILL_WORLD_NODE)
        break;
      if (self->notes)
        draw_annotation (self, item);
    }
  for (guint j = 0; j < found->links->len; j++)
    {
      const MillWorldLink *link = g_ptr_array_index (found->links, j);

      if (!mill_world_is_hidden (self->world, link))
        draw_link (self, link);
    }
  for (guint j = 0; self->cards && j < found->links->len; j++)
    draw_picture (self, ((MillWorldLink *) g_ptr_array_index (found->links, j))->label_picture);
  for (; i < found->items->len; i++)
    draw_node (self, g_ptr_array_index (found->items, i));
}

/* ---- In two threads ---- */

typedef struct
{
  FarView     view;
  MillPixels  pixels;    /* some rows of the whole */
  Found       found;
  GMutex      lock;
  GCond       ended;
  gboolean    has_ended;
} Band;

static void
band_init (Band          *self,
           const FarView *view,
           int            top,
           int            bottom)
{
  self->pixels = (MillPixels) { view->pixels->data + (gsize) top * view->pixels->width, view->pixels->width,
                                bottom - top };
  self->view = *view;
  self->view.pixels = &self->pixels;
  self->view.y -= top;
}

static void
band_draw (Band *self)
{
  mill_pixels_clear (&self->pixels);
  find (&self->view, &self->found);
  draw (&self->view, &self->found);
}

static void
draw_band (gpointer data,
           gpointer user_data)
{
  Band *self = data;

  band_draw (self);
  g_mutex_lock (&self->lock);
  self->has_ended = TRUE;
  g_cond_signal (&self->ended);
  g_mutex_unlock (&self->lock);
}

static void
stamp_titles (const Band *self,
              int         factor)
{
  if (!self->view.blocks)
    mill_far_titles_stamp (self->view.world, self->found.items, self->view.pixels, factor,
                           self->view.x / factor, self->view.y / factor, self->view.zoom / factor);
}

/* While the main thread waits nobody changes what is drawn: the other one only reads, and has rows of its
 * own. */
static void
draw_in_two (const FarView *view,
             int            factor)
{
  static GThreadPool *pool;
  /* Words begin at whole pixels of the canvas. */
  int middle = view->pixels->height / factor / 2 * factor;
  Band above = { 0 }, below = { 0 };

  if (pool == NULL)
    pool = g_thread_pool_new (draw_band, NULL, 1, FALSE, NULL);
  g_mutex_init (&below.lock);
  g_cond_init (&below.ended);
  band_init (&above, view, 0, middle);
  band_init (&below, view, middle, view->pixels->height);

  g_thread_pool_push (pool, &below, NULL);
  band_draw (&above);
  g_mutex_lock (&below.lock);
  while (!below.has_ended)
    g_cond_wait (&below.ended, &below.lock);
  g_mutex_unlock (&below.lock);
  stamp_titles (&above, factor);
  stamp_titles (&below, factor);

  found_clear (&above.found);
  found_clear (&below.found);
  g_mutex_clear (&below.lock);
  g_cond_clear (&below.ended);
}

static void
init (FarView   *self,
      MillWorld *world,
      int        width,
      int        height,
      double     offset_x,
      double     offset_y,
      double     zoom,
      gboolean   passing)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (world));

  *self = (FarView) {
    .world = world, .zoom = (float) zoom * factor, .blocks = zoom < BLOCK_ZOOM, .passing = passing,
    .x = (float) offset_x * factor, .y = (float) offset_y * factor,
    .notes = !passing || world->far, .cards = passing && !world->far && !world->small,
    .mirrored = gtk_widget_get_direction (GTK_WIDGET (world)) == GTK_TEXT_DIR_RTL,
  };
  self->pixels = mill_pixels_new_unset (width * factor, height * factor);
  set_up_colors (self);
}

static void
append (FarView     *self,
        GtkSnapshot *snapshot,
        int          width,
        int          height)
{
  g_autoptr (GdkTexture) texture = mill_pixels_free_to_texture (g_steal_pointer (&self->pixels));

  gtk_snapshot_append_texture (snapshot, texture, &GRAPHENE_RECT_INIT (0, 0, width, height));
}

void
mill_far_view_snapshot (MillWorld   *world,
                        GtkSnapshot *snapshot,
                        int          width,
                        int          height,
                        double       offset_x,
                        double       offset_y,
                        double       zoom)
{
  Found found;
  FarView self;

  if (world->session == NULL || width <= 0 || height <= 0)
    return;

  init (&self, world, width, height, offset_x, offset_y, zoom, FALSE);
  find (&self, &found);
  if (found.items->len + found.links->len > 0)
    {
      mill_pixels_clear (self.pixels);
      draw (&self, &found);
      append (&self, snapshot, width, height);
      if (!self.blocks)
        mill_far_titles_snapshot (world, found.items, snapshot, offset_x, offset_y, zoom);
    }
  g_clear_pointer (&self.pixels, mill_pixels_free);
  found_clear (&found);
}

void
mill_far_view_snapshot_passing (MillWorld   *world,
                                GtkSnapshot *snapshot,
                                int          width,
                                int          height,
                                double       offset_x,
                                double       offset_y,
                                double       zoom)
{
  FarView self;

  if (world->session == NULL || width <= 0 || height <= 0)
    return;

  init (&self, world, width, height, offset_x, offset_y, zoom, TRUE);
  draw_in_two (&self, gtk_widget_get_scale_factor (GTK_WIDGET (world)));
  append (&self, snapshot, width, height);
}
