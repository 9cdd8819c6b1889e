/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What fingers do otherwise than the pointer. gestures-touch.py does it on a real touch screen, where the X
 * server has one to offer. */

#include "canvas-fixture.h"

static void
get_port_place (CanvasFixture     *self,
                const char        *node,
                MillPortDirection  direction,
                const char        *name,
                graphene_point_t  *place)
{
  MillPortDot *dot = mill_node_card_find_port (canvas_card (self, node), direction, name);

  g_assert_nonnull (dot);
  g_assert_true (mill_world_get_port_point (self->canvas->world, dot, place));
  place->x = (float) (place->x * self->canvas->zoom + self->canvas->offset_x);
  place->y = (float) (place->y * self->canvas->zoom + self->canvas->offset_y);
}

static const char *
port_at (CanvasFixture *self,
         double         x,
         double         y)
{
  MillPortDot *dot = mill_canvas_pick_port (self->canvas, x, y);

  return dot != NULL ? mill_port_dot_get_port (dot)->name : NULL;
}

/* 44 pixels for a finger, at every zoom; the pointer, which is finer, takes hold of the card there. */
static void
test_ports (CanvasFixture *self,
            gconstpointer  data)
{
  const double zooms[] = { 1, 0.7, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      graphene_point_t place;

      mill_canvas_set_zoom (self->canvas, zooms[i]);
      canvas_settle (self);
      get_port_place (self, "other", MILL_PORT_OUT, "table", &place);
      self->canvas->by_touch = FALSE;
      g_assert_cmpstr (port_at (self, place.x - 18, place.y), ==, zooms[i] == 2 ? "table" : NULL);
      self->canvas->by_touch = TRUE;
      g_assert_cmpstr (port_at (self, place.x - 18, place.y), ==, "table");
      g_assert_cmpstr (port_at (self, place.x + 18, place.y + 9), ==, "table");
    }
}

/* Far out the reach of the ports would cover a card; its middle is left to move it by. */
static void
test_middle_of_a_small_card (CanvasFixture *self,
                             gconstpointer  data)
{
  graphene_point_t in, out;

  mill_canvas_set_zoom (self->canvas, 0.3);
  canvas_settle (self);
  self->canvas->by_touch = TRUE;
  get_port_place (self, "other", MILL_PORT_IN, "table", &in);
  get_port_place (self, "other", MILL_PORT_OUT, "table", &out);
  g_assert_cmpfloat (out.x - in.x, <, 2 * MILL_CANVAS_FINGER);
  g_assert_cmpstr (port_at (self, (in.x + out.x) / 2, in.y), ==, NULL);
  g_assert_cmpstr (port_at (self, in.x + 10, in.y), ==, "table");
  g_assert_cmpstr (port_at (self, out.x - 10, in.y), ==, "table");
  g_assert_cmpstr (port_at (self, in.x - 20, in.y), ==, "table");
}

static void
press_at (CanvasFixture *self,
          double         x,
          double         y)
{
  self->canvas->press_x = x;
  self->canvas->press_y = y;
  self->canvas->by_touch = TRUE;
}

static void
test_badge (CanvasFixture *self,
            gconstpointer  data)
{
  g_autofree char *broken = canvas_add (self, "filter-rows", "all", "table", "condition", "number >");
  graphene_rect_t badge;
  GtkWidget *popover;

  mill_canvas_fit (self->canvas);
  canvas_settle (self);
  while (!mill_node_card_get_badge_bounds (canvas_card (self, broken), GTK_WIDGET (self->canvas), &badge))
    g_main_context_iteration (NULL, TRUE);
  canvas_settle (self);
  g_assert_true (mill_node_card_get_badge_bounds (canvas_card (self, broken), GTK_WIDGET (self->canvas),
                                                  &badge));

  press_at (self, badge.origin.x - 30, badge.origin.y);
  g_assert_false (mill_canvas_tap (self->canvas, MILL_CANVAS_PRESSED, 1000));
  press_at (self, badge.origin.x - 8, badge.origin.y + 14);
  g_assert_true (mill_canvas_tap (self->canvas, MILL_CANVAS_PRESSED, 2000));
  popover = canvas_find (GTK_WIDGET (canvas_card (self, broken)), GTK_TYPE_POPOVER, NULL);
  g_assert_nonnull (popover);
  g_assert_true (gtk_widget_get_visible (popover));
  gtk_popover_popdown (GTK_POPOVER (popover));
}

/* What the pointer is told where it rests stands above the entries of the menu. */
static const char *
about (CanvasFixture *self)
{
  GtkWidget *label = canvas_find (self->canvas->popup, G_TYPE_INVALID, "about");

  return label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : NULL;
}

static void
test_rest (CanvasFixture *self,
           gconstpointer  data)
{
  MillCanvas *canvas = self->canvas;
  graphene_point_t from, to;

  get_port_place (self, "other", MILL_PORT_IN, "table", &to);
  mill_canvas_press_long (canvas, to.x - 12, to.y + 8);
  g_assert_cmpstr (about (self), ==, "Input “Table” (Table)");
  g_assert_cmpstr (mill_session_get_selected_node (self->base.session), ==, "other");

  mill_canvas_press_long (canvas, to.x + 60, to.y);
  g_assert_cmpstr (about (self), ==, "Limit Rows\nthe first 100 rows");

  get_port_place (self, "all", MILL_PORT_OUT, "table", &from);
  mill_canvas_press_long (canvas, (from.x + to.x) / 2, (from.y + to.y) / 2);
  g_assert_cmpstr (about (self), ==, "Link from “Read CSV” to “Limit Rows”");
  g_assert_nonnull (mill_world_get_selected_link (canvas->world));

  mill_canvas_press_long (canvas, 2, 2);
  g_assert_null (about (self));
  g_assert_null (mill_world_get_selected_link (canvas->world));

  /* The pointer can rest, and keys have the outline. */
  canvas->by_touch = FALSE;
  mill_canvas_open_menu_of (canvas, to.x + 60, to.y, NULL);
  g_assert_null (about (self));
  gtk_popover_popdown (GTK_POPOVER (canvas->popup));
}

/* Taps are clicks, and two of them one that opens, as near to each other as fingers are. */
static void
test_double_tap (CanvasFixture *self,
                 gconstpointer  data)
{
  press_at (self, 4, 4);
  g_assert_true (mill_canvas_tap (self->canvas, MILL_CANVAS_PANNING, 1000));
  g_assert_null (self->canvas->search);
  press_at (self, 24, 14);
  g_assert_true (mill_canvas_tap (self->canvas, MILL_CANVAS_PANNING, 1200));
  g_assert_nonnull (self->canvas->search);
}

/* What was between two fingers stays between them, however they move. */
static void
test_pinch (CanvasFixture *self,
            gconstpointer  data)
{
  MillCanvas *canvas = self->canvas;
  graphene_point_t point;

  canvas->pinch_zoom = canvas->zoom;
  mill_canvas_to_world (canvas, 300, 200, &canvas->pinch_point);
  mill_canvas_pinch (canvas, 1, 340, 170);
  mill_canvas_to_world (canvas, 340, 170, &point);
  g_assert_true (graphene_point_near (&point, &canvas->pinch_point, 1));
  g_assert_cmpfloat_with_epsilon (canvas->zoom, canvas->pinch_zoom, 0.001);
  for (double scale = 1.1; scale < 2; scale += 0.1)
    {
      mill_canvas_pinch (canvas, scale, 340 + 100 * scale, 170);
      mill_canvas_to_world (canvas, 340 + 100 * scale, 170, &point);
      g_assert_true (graphene_point_near (&point, &canvas->pinch_point, 1));
      g_assert_cmpfloat_with_epsilon (canvas->zoom, canvas->pinch_zoom * scale, 0.001);
    }
}

/* What the gesture of one finger that does not move comes to. */
static void
tap (CanvasFixture *self,
     double         x,
     double         y)
{
  MillCanvas *canvas = self->canvas;

  press_at (self, x, y);
  g_clear_pointer (&canvas->pressed, g_free);
  if (mill_canvas_is_ground (canvas, x, y))
    {
      g_assert_true (mill_canvas_tap (canvas, MILL_CANVAS_PANNING, 1000));
      return;
    }
  mill_canvas_press (canvas, x, y, 0);
  g_assert_false (mill_canvas_tap (canvas, MILL_CANVAS_PRESSED, 1000));
  if (canvas->collecting)
    mill_canvas_collect_click (canvas);
}

static void
tap_node (CanvasFixture *self,
          const char    *node)
{
  graphene_point_t place;

  get_port_place (self, node, MILL_PORT_IN, "table", &place);
  tap (self, place.x + 60, place.y);
}

static guint
n_selected (CanvasFixture *self)
{
  g_auto(GStrv) ids = mill_session_list_selected (self->base.session);

  return g_strv_length (ids);
}

/* Fingers hold no Ctrl: from the menu on, each tap adds to what is selected or takes away from it. */
static void
test_collect (CanvasFixture *self,
              gconstpointer  data)
{
  MillSession *session = self->base.session;
  graphene_point_t place;

  tap_node (self, "some");
  tap_node (self, "other");
  g_assert_cmpstr (mill_session_get_selected_node (session), ==, "other");

  get_port_place (self, "some", MILL_PORT_IN, "table", &place);
  mill_canvas_press_long (self->canvas, place.x + 60, place.y);
  gtk_popover_popdown (GTK_POPOVER (self->canvas->popup));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->canvas), "canvas.collect", NULL));
  g_assert_true (self->canvas->collecting);
  tap_node (self, "other");
  g_assert_cmpuint (n_selected (self), ==, 2);
  tap_node (self, "some");
  g_assert_cmpuint (n_selected (self), ==, 1);
  g_assert_true (mill_session_is_selected (session, "other"));
  tap_node (self, "some");
  g_assert_cmpuint (n_selected (self), ==, 2);

  /* A tap on the ground is the end of it, and what is selected stays; only the next lets go of that. */
  tap (self, 4, 4);
  g_assert_false (self->canvas->collecting);
  g_assert_cmpuint (n_selected (self), ==, 2);
  tap (self, 4, 4);
  g_assert_cmpuint (n_selected (self), ==, 0);
}

/* It ends with Escape, and when nothing is left that is selected. */
static void
test_collect_ends (CanvasFixture *self,
                   gconstpointer  data)
{
  GtkWidget *canvas = GTK_WIDGET (self->canvas);

  tap_node (self, "some");
  gtk_widget_activate_action (canvas, "canvas.collect", NULL);
  gtk_widget_activate_action (canvas, "canvas.select-none", NULL);
  g_assert_false (self->canvas->collecting);
  g_assert_cmpuint (n_selected (self), ==, 1);

  gtk_widget_activate_action (canvas, "canvas.collect", NULL);
  tap_node (self, "some");
  g_assert_cmpuint (n_selected (self), ==, 0);
  g_assert_false (self->canvas->collecting);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, func) \
  g_test_add ("/ui/canvas-touch/" name, CanvasFixture, NULL, canvas_set_up, func, canvas_tear_down)

  ADD ("ports", test_ports);
  ADD ("middle-of-a-small-card", test_middle_of_a_small_card);
  ADD ("badge", test_badge);
  ADD ("rest", test_rest);
  ADD ("double-tap", test_double_tap);
  ADD ("pinch", test_pinch);
  ADD ("collect", test_collect);
  ADD ("collect-ends", test_collect_ends);

  return g_test_run ();
}
