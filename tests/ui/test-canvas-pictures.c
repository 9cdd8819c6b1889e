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
      gsize n, other, n_unlike = 0;

      mill_canvas_set_zoom (self->canvas, zooms[i]);
      canvas_rest (self);
      g_assert_true (has_picture (self, "some"));
      pictures = take (self, &n);
      canvas_draw_shapes (self);
      g_assert_false (has_picture (self, "some"));
      shapes = take (self, &other);
      g_assert_cmpuint (n, ==, other);
      for (gsize j = 0; j < n; j++)
        n_unlike += ABS (pictures[j] - shapes[j]) > 3;
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
  MillHistory *history = mill_session_get_history (self->base.session);
  MillEdit *edit = mill_history_begin (history, "Many");
  guint n = 0, serial = 0;

  for (guint i = 0; i < 100; i++)
    mill_edit_add_node (edit, "limit", NULL, i % 10 * 280, i / 10 * 140);
  mill_history_commit (history, NULL);
  mill_canvas_set_zoom (self->canvas, 1);
  mill_canvas_pan_to (self->canvas, -1400, -700);
  canvas_rest (self);
  mill_canvas_pan_to (self->canvas, -700, -350);
  canvas_settle (self);
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
  g_test_add ("/ui/canvas-pictures/order", CanvasFixture, NULL, canvas_set_up, test_order, canvas_tear_down);

  return g_test_run ();
}
