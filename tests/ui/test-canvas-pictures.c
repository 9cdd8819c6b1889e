/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canvas-fixture.h"

/* The pictures that the software renderer is given in place of cards. */

static gboolean
has_picture (CanvasFixture *self,
             const char    *id)
{
  return mill_card_picture_is_painted (mill_world_find_item (self->canvas->world, id)->picture);
}

/* What the window shows; new. */
static guchar *
take (CanvasFixture *self,
      gsize         *n_bytes)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (self->window);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (self->window), height = gtk_widget_get_height (self->window);
  guchar *pixels;

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  *n_bytes = (gsize) width * height * 4;
  pixels = g_malloc (*n_bytes);
  gdk_texture_download (texture, pixels, (gsize) width * 4);

  return pixels;
}

static gsize
count_unlike (const guchar *one,
              const guchar *other,
              gsize         n)
{
  gsize n_unlike = 0;

  for (gsize i = 0; i < n; i++)
    n_unlike += ABS (one[i] - other[i]) > 3;

  return n_unlike;
}

static void
add_many (CanvasFixture *self)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  MillEdit *edit = mill_history_begin (history, "Many");

  for (guint i = 0; i < 400; i++)
    mill_edit_add_node (edit, "limit", NULL, i % 20 * 280, i / 20 * 140);
  mill_history_commit (history, NULL);
}

/* A picture cannot be told from the card, but for what rounding makes of a smooth edge. */
static void
test_looks_the_same (CanvasFixture *self,
                     gconstpointer  data)
{
  static const double zooms[] = { 1, 0.8, 1.25, 0.6667 };

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      g_autofree guchar *pictures = NULL;
      g_autofree guchar *shapes = NULL;
      gsize n, n_unlike;

      mill_canvas_set_zoom (self->canvas, zooms[i]);
      canvas_rest (self);
      g_assert_true (has_picture (self, "some"));
      pictures = take (self, &n);
      canvas_draw_shapes (self);
      g_assert_false (has_picture (self, "some"));
      shapes = take (self, &n);
      n_unlike = count_unlike (pictures, shapes, n);
      g_test_message ("%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " differ at %g", n_unlike, n, zooms[i]);
      g_assert_cmpuint (n_unlike, ==, 0);
    }
}

/* What changes is seen in the next frame, and then painted anew. */
static void
test_never_stale (CanvasFixture *self,
                  gconstpointer  data)
{
  mill_canvas_set_zoom (self->canvas, 1);
  canvas_rest (self);
  g_assert_true (has_picture (self, "all"));
  g_assert_true (has_picture (self, "some"));

  canvas_draw_shapes (self);
  g_assert_false (has_picture (self, "all"));
  canvas_rest (self);
  g_assert_true (has_picture (self, "all"));

  gtk_widget_queue_draw (mill_world_find_item (self->canvas->world, "some")->widget);
  while (has_picture (self, "some"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (has_picture (self, "all"));
  canvas_rest (self);
  g_assert_true (has_picture (self, "some"));

  mill_session_select (self->base.session, (const char *[]) { "all", NULL });
  while (has_picture (self, "all"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (has_picture (self, "some"));
}

/* Cards that come while the view moves are put in the order of the document when it rests. */
static void
test_order (CanvasFixture *self,
            gconstpointer  data)
{
  MillWorld *world = self->canvas->world;
  guint n = 0, serial = 0;

  add_many (self);
  mill_canvas_set_zoom (self->canvas, 1);
  mill_canvas_pan_to (self->canvas, -1400, -700);
  canvas_rest (self);
  mill_canvas_pan_to (self->canvas, -700, -350);
  while (!world->unordered && self->canvas->view_tick != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (world->unordered);
  canvas_rest (self);
  g_assert_false (world->unordered);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (world)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const MillWorldItem *item =
        mill_world_find_item (world, mill_canvas_item_get_id (MILL_CANVAS_ITEM (child)));

      g_assert_cmpuint (item->serial, >=, serial);
      serial = item->serial;
      n++;
    }
  g_assert_cmpuint (n, ==, world->shown->len);
  g_assert_cmpuint (n, >, 20);
}

/* Names are got ready a few a frame, as many as there is time for. */
static gboolean
has_all_names (MillWorld *world)
{
  g_autoptr(GPtrArray) seen = g_ptr_array_new ();

  mill_index_find (world->item_index, &world->view, seen);
  for (guint i = 0; i < seen->len; i++)
    {
      const MillWorldItem *item = g_ptr_array_index (seen, i);

      if (item->kind == MILL_WORLD_NODE && item->letters == NULL)
        return FALSE;
    }

  return TRUE;
}

/* While the zoom changes many nodes are drawn as they are from afar; then what they are like is got ready. */
static void
test_zooming (CanvasFixture *self,
              gconstpointer  data)
{
  MillWorld *world = self->canvas->world;
  g_autofree guchar *passing = NULL;
  g_autofree guchar *settled = NULL;
  gsize n;

  add_many (self);
  mill_canvas_set_zoom (self->canvas, 0.8);
  mill_canvas_pan_to (self->canvas, 0, 0);
  canvas_rest (self);
  g_assert_false (mill_world_is_zooming (world));
  g_assert_false (world->far);

  /* Nearer by: a card has a picture of its size before, and then one of its own. */
  mill_canvas_set_zoom (self->canvas, 0.6);
  canvas_next_frame (self);
  g_assert_true (mill_world_is_zooming (world));
  g_assert_true (has_picture (self, "some"));
  mill_session_select (self->base.session, (const char *[]) { "some", NULL });
  g_assert_false (has_picture (self, "some"));
  canvas_rest (self);
  g_assert_false (mill_world_is_zooming (world));
  g_assert_true (has_picture (self, "some"));

  /* From afar it is to the pixel what is seen then. */
  mill_canvas_set_zoom (self->canvas, 0.45);
  mill_canvas_pan_to (self->canvas, 0, 0);
  canvas_rest (self);
  g_assert_true (world->far);
  for (guint i = 0; i < 50 || !has_all_names (world); i++)
    {
      mill_canvas_set_zoom (self->canvas, self->canvas->zoom + (i % 2 == 0 ? -0.002 : 0.001));
      canvas_next_frame (self);
      g_assert_true (mill_world_is_zooming (world));
    }
  passing = take (self, &n);
  canvas_rest (self);
  g_assert_false (mill_world_is_zooming (world));
  settled = take (self, &n);
  g_assert_cmpuint (count_unlike (passing, settled, n), <, n / 500);

  /* Few are drawn as they are. */
  mill_canvas_set_zoom (self->canvas, 2);
  canvas_rest (self);
  mill_canvas_set_zoom (self->canvas, 2.2);
  canvas_settle (self);
  g_assert_false (mill_world_is_zooming (world));
}

int
main (int    argc,
      char **argv)
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/ui/canvas-pictures/looks-the-same", CanvasFixture, NULL, canvas_set_up, test_looks_the_same,
              canvas_tear_down);
  g_test_add ("/ui/canvas-pictures/never-stale", CanvasFixture, NULL, canvas_set_up, test_never_stale,
              canvas_tear_down);
  g_test_add ("/ui/canvas-pictures/zooming", CanvasFixture, NULL, canvas_set_up, test_zooming,
              canvas_tear_down);
  g_test_add ("/ui/canvas-pictures/order", CanvasFixture, NULL, canvas_set_up, test_order, canvas_tear_down);

  return g_test_run ();
}
