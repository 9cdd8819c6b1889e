/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/far-titles.h"

#include <math.h>

#include "app/canvas/world-private.h"

/* Below this zoom there is no room for a word. */
#define MIN_ZOOM 0.25
/* Of the writing elsewhere, which is as large as the system has it. */
#define SIZE 0.75
/* Where a title begins on a card, and where it ends at the latest from its right edge. */
#define LEFT 50
#define RIGHT 6
#define MIDDLE 28
/* The same of a frame. */
#define FRAME_LEFT 14
#define FRAME_MIDDLE 18
/* Titles are cut anew only when their room changed by so much, so that zooming lays out few in a frame. */
#define STEP 6
/* So long a frame of many may draw titles that were not drawn before. */
#define BUDGET_US 1500

/* Nobody reads more while it passes. */
#define LONGEST 400

/* What it leaves free at its end: on a card that is shown, for its signs. */
static float
get_margin (const MillWorld     *world,
            const MillWorldItem *item)
{
  if (world->far || !world->small || item->kind != MILL_WORLD_NODE || item->widget == NULL)
    return RIGHT;

  return mill_node_card_get_signs_width (MILL_NODE_CARD (item->widget)) + RIGHT;
}

/* Where it begins, or from right to left ends, and how wide it may be. */
static void
get_place (const MillWorld     *world,
           const MillWorldItem *item,
           gboolean             rtl,
           double               offset_x,
           double               offset_y,
           double               zoom,
           graphene_point_t    *place,
           int                 *width)
{
  const graphene_rect_t *bounds = &item->entry.bounds;
  gboolean frame = item->kind == MILL_WORLD_FRAME;
  float left = frame ? FRAME_LEFT : LEFT;
  float middle = frame ? FRAME_MIDDLE : MIDDLE;
  float right = get_margin (world, item);

  *width = MAX (0, (int) ((bounds->size.width - left - right) * zoom) / STEP * STEP);
  /* Whole pixels keep it sharp. */
  graphene_point_init (place,
                       (float) floor ((bounds->origin.x + (rtl ? right : left)) * zoom + offset_x + 0.5),
                       (float) floor ((bounds->origin.y + middle) * zoom + offset_y + 0.5));
}

static const char *
get_text (MillWorld           *world,
          const MillWorldItem *item)
{
  MillPipeline *pipeline = mill_session_get_pipeline (world->session);

  return item->kind == MILL_WORLD_FRAME
           ? mill_annotation_get_text (mill_pipeline_get_annotation (pipeline, item->id))
           : mill_pipeline_get_node_label (pipeline, item->id);
}

static GskRenderNode *
make_title (MillWorld           *world,
            const MillWorldItem *item,
            PangoLayout         *layout,
            int                  width)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  int height;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_text (layout, get_text (world, item), -1);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, -height / 2));
  gtk_snapshot_append_layout (snapshot, layout, &world->far_ink);

  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

static PangoLayout *
make_layout (MillWorld *world)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (world), NULL);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (SIZE * world->text_scale));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);

  return layout;
}

void
mill_far_titles_snapshot (MillWorld   *world,
                          GPtrArray   *items,
                          GtkSnapshot *snapshot,
                          double       offset_x,
                          double       offset_y,
                          double       zoom)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (world)) == GTK_TEXT_DIR_RTL;
  g_autoptr (PangoLayout) layout = NULL;
  GdkRGBA ink;

  if (zoom < MIN_ZOOM * world->text_scale)
    return;

  gtk_widget_get_color (GTK_WIDGET (world), &ink);
  if (!gdk_rgba_equal (&ink, &world->far_ink))
    mill_world_forget_titles (world);
  world->far_ink = ink;
  layout = make_layout (world);
  for (guint i = 0; i < items->len; i++)
    {
      MillWorldItem *item = g_ptr_array_index (items, i);
      graphene_point_t place;
      int width;

      get_place (world, item, rtl, offset_x, offset_y, zoom, &place, &width);
      if (item->kind == MILL_WORLD_NOTE)
        continue;
      if (item->title == NULL || item->title_width != width)
        {
          g_clear_pointer (&item->title, gsk_render_node_unref);
          item->title = make_title (world, item, layout, width);
          item->title_width = width;
        }
      if (item->title == NULL)
        continue;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &place);
      gtk_snapshot_append_node (snapshot, item->title);
      gtk_snapshot_restore (snapshot);
    }
}

/* White, as wide as it is, and to be drawn from a whole pixel on. */
static MillPixels *
make_letters (MillWorld           *world,
              const MillWorldItem *item,
              PangoLayout         *layout,
              GskRenderer         *renderer,
              int                  factor)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int width, height;

  pango_layout_set_width (layout, -1);
  pango_layout_set_text (layout, get_text (world, item), -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_scale (snapshot, factor, factor);
  gtk_snapshot_append_layout (snapshot, layout, &(GdkRGBA) { 1, 1, 1, 1 });
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL)
    return mill_pixels_new (1, 1);
  texture = gsk_renderer_render_texture (
    renderer, node, &GRAPHENE_RECT_INIT (0, 0, CLAMP (width, 1, LONGEST) * factor, MAX (height, 1) * factor));

  return mill_pixels_new_from_texture (texture);
}

/* Cards that can be read have theirs in their pictures, frames that can be read write them themselves. */
static gboolean
is_stamped (MillWorld           *world,
            const MillWorldItem *item)
{
  graphene_rect_t area;

  if (world->far || world->small)
    return item->kind != MILL_WORLD_NOTE;

  return item->kind == MILL_WORLD_NODE && mill_card_picture_get_pixels (item->picture, &area) == NULL;
}

void
mill_far_titles_stamp (MillWorld  *world,
                       GPtrArray  *items,
                       MillPixels *pixels,
                       int         factor,
                       double      offset_x,
                       double      offset_y,
                       double      zoom)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (GTK_WIDGET (world)));
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (world)) == GTK_TEXT_DIR_RTL;
  gint64 deadline = g_get_monotonic_time () + BUDGET_US;
  g_autoptr (PangoLayout) layout = NULL;
  gboolean made = FALSE;
  GdkRGBA ink;

  if (zoom < MIN_ZOOM * world->text_scale)
    return;

  gtk_widget_get_color (GTK_WIDGET (world), &ink);
  layout = make_layout (world);
  for (guint i = 0; i < items->len; i++)
    {
      MillWorldItem *item = g_ptr_array_index (items, i);
      graphene_point_t place;
      int width, shown;

      if (!is_stamped (world, item))
        continue;
      /* One at least: on a slow machine those that there are may take all the time. */
      if (item->letters == NULL && (!made || g_get_monotonic_time () < deadline))
        {
          item->letters = make_letters (world, item, layout, renderer, factor);
          made = TRUE;
        }
      if (item->letters == NULL)
        continue;
      get_place (world, item, rtl, offset_x, offset_y, zoom, &place, &width);
      shown = MIN (width * factor, item->letters->width);
      mill_pixels_stamp (pixels, item->letters, rtl ? item->letters->width - shown : 0, shown,
                         (int) place.x * factor + (rtl ? width * factor - shown : 0),
                         ((int) place.y - item->letters->height / factor / 2) * factor,
                         mill_pixels_color (&ink));
    }
}
