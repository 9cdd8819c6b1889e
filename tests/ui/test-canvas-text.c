/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How large the canvas writes: as the system has it, and never so small that nobody could read it. */

#include "canvas-fixture.h"

static void
set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
}

static void
reset (CanvasFixture *self,
       gconstpointer  data)
{
  canvas_tear_down (self, data);
  set_text_scale (1);
}

static double
get_title_opacity (CanvasFixture *self,
                   const char    *id)
{
  GtkWidget *title = canvas_find (GTK_WIDGET (canvas_card (self, id)), G_TYPE_INVALID, "title");
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  GtkWidget *parent = gtk_widget_get_parent (title);
  g_autoptr(GskRenderNode) node = NULL;

  gtk_widget_snapshot_child (parent, title, snapshot);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));

  return node != NULL ? 1 : 0;
}

/* A document is laid out alike for everybody; where the system writes twice as large, all of the drawing is
 * twice as large. */
static void
test_scale (CanvasFixture *self,
            gconstpointer  data)
{
  MillCanvas *canvas = self->canvas;
  graphene_rect_t before, after, drawn;
  int x = 400, y = 300;
  graphene_point_t middle, same;

  mill_canvas_set_zoom (canvas, 1);
  canvas_settle (self);
  mill_world_get_bounds_of (canvas->world, "some", &before);
  x = gtk_widget_get_width (GTK_WIDGET (canvas)) / 2;
  y = gtk_widget_get_height (GTK_WIDGET (canvas)) / 2;
  mill_canvas_to_world (canvas, x, y, &middle);

  set_text_scale (2);
  canvas_settle (self);
  mill_world_get_bounds_of (canvas->world, "some", &after);
  g_assert_true (graphene_rect_equal (&before, &after));
  g_assert_cmpfloat_with_epsilon (mill_canvas_get_zoom (canvas), 1, 0.001);
  mill_canvas_to_world (canvas, x, y, &same);
  g_assert_true (graphene_point_near (&middle, &same, 1));

  mill_canvas_show_node (canvas, "some");
  canvas_settle (self);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (canvas_card (self, "some")), GTK_WIDGET (canvas),
                                            &drawn));
  g_assert_cmpfloat (drawn.size.width, >=, 2 * before.size.width);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (canvas_card (self, "some"))), ==,
                   (int) before.size.height);
}

/* 100 % is what the system writes in, at the start too; the limits and steps count from there. */
static void
test_steps (CanvasFixture *self,
            gconstpointer  data)
{
  MillCanvas *canvas = self->canvas;

  g_assert_cmpfloat_with_epsilon (canvas->text_scale, 1.5, 0.001);
  mill_canvas_set_zoom (canvas, 1);
  g_assert_cmpfloat_with_epsilon (canvas->zoom, 1.5, 0.001);
  gtk_widget_activate_action (GTK_WIDGET (canvas), "canvas.zoom-in", NULL);
  g_assert_cmpfloat_with_epsilon (mill_canvas_get_zoom (canvas), 1.2, 0.001);
  mill_canvas_set_zoom (canvas, 100);
  g_assert_cmpfloat_with_epsilon (mill_canvas_get_zoom (canvas), 5, 0.001);
  mill_canvas_fit (canvas);
  g_assert_cmpfloat (mill_canvas_get_zoom (canvas), <=, 1);
}

static gboolean
writes_titles (CanvasFixture *self)
{
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  graphene_rect_t area;

  mill_canvas_get_visible_area (self->canvas, &area);
  mill_world_snapshot_titles (self->canvas->world, snapshot, &area, self->canvas->offset_x,
                              self->canvas->offset_y, self->canvas->zoom);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));

  return node != NULL;
}

/* Before it is too small, what is on the cards gives way to titles that do not shrink. */
static void
test_small (CanvasFixture *self,
            gconstpointer  data)
{
  MillCanvas *canvas = self->canvas;

  mill_canvas_fit (canvas);
  mill_canvas_set_zoom (canvas, 0.6);
  canvas_settle (self);
  g_assert_false (canvas->small);
  g_assert_cmpfloat (get_title_opacity (self, "some"), ==, 1);

  mill_canvas_set_zoom (canvas, 0.4);
  canvas_settle (self);
  g_assert_true (canvas->small);
  g_assert_nonnull (canvas_card (self, "some"));
  g_assert_cmpfloat (get_title_opacity (self, "some"), ==, 0);
  g_assert_true (writes_titles (self));

  /* There is no room for a word. */
  mill_canvas_set_zoom (canvas, 0.2);
  canvas_settle (self);
  g_assert_false (canvas->small);
  g_assert_false (writes_titles (self));

  mill_canvas_set_zoom (canvas, 1);
  canvas_settle (self);
  g_assert_cmpfloat (get_title_opacity (self, "some"), ==, 1);
}

/* Where a title that is written over the card of "some" ends, from the left of the canvas. */
static float
get_title_end (CanvasFixture *self)
{
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  graphene_rect_t area, drawn;

  mill_world_get_bounds_of (self->canvas->world, "some", &area);
  mill_world_snapshot_titles (self->canvas->world, snapshot, &area, self->canvas->offset_x,
                              self->canvas->offset_y, self->canvas->zoom);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  gsk_render_node_get_bounds (node, &drawn);

  return drawn.origin.x + drawn.size.width;
}

/* How a node stands is seen from there too, beside the title and not below it. */
static void
test_signs (CanvasFixture *self,
            gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  graphene_rect_t sign;
  GtkWidget *state;

  mill_edit_set_title (mill_history_begin (history, "Rename"), "some", "A title that is longer than the card",
                       NULL);
  mill_history_commit (history, NULL);
  mill_canvas_fit (self->canvas);
  mill_canvas_set_zoom (self->canvas, 0.34);
  canvas_settle (self);
  g_assert_cmpfloat (mill_node_card_get_signs_width (canvas_card (self, "some")), ==, 0);

  fixture_run (&self->base);
  canvas_settle (self);
  state = canvas_find (GTK_WIDGET (canvas_card (self, "some")), G_TYPE_INVALID, "state");
  g_assert_true (gtk_widget_compute_bounds (state, GTK_WIDGET (self->canvas), &sign));
  g_assert_cmpfloat (sign.size.width, >=, 8);
  g_assert_cmpfloat (get_title_end (self), <=, sign.origin.x + 1);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (canvas_card (self, "some")), GTK_WIDGET (self->canvas),
                                            &sign));
  g_assert_cmpfloat (get_title_end (self), >, sign.origin.x + sign.size.width / 2);
}

static void
set_up_large (CanvasFixture *self,
              gconstpointer  data)
{
  set_text_scale (1.5);
  canvas_set_up (self, data);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/ui/canvas-text/scale", CanvasFixture, NULL, canvas_set_up, test_scale, reset);
  g_test_add ("/ui/canvas-text/steps", CanvasFixture, NULL, set_up_large, test_steps, reset);
  g_test_add ("/ui/canvas-text/small", CanvasFixture, NULL, canvas_set_up, test_small, reset);
  g_test_add ("/ui/canvas-text/signs", CanvasFixture, NULL, canvas_set_up, test_signs, reset);

  return g_test_run ();
}
