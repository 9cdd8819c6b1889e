/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canvas-fixture.h"

/* Where the rows that went along a link are written. */

static MillWorldLink *
find_link (CanvasFixture *self,
           const char    *to)
{
  GPtrArray *links = self->canvas->world->links;

  for (guint i = 0; i < links->len; i++)
    {
      MillWorldLink *link = g_ptr_array_index (links, i);

      if (g_str_equal (link->link.to_node, to))
        return link;
    }

  g_assert_not_reached ();
}

static void
run (CanvasFixture *self)
{
  mill_session_run (self->base.session, NULL);
  while (mill_session_get_running (self->base.session))
    g_main_context_iteration (NULL, TRUE);
  canvas_settle (self);
}

/* Where the label is drawn, which no card hides. */
static void
get_label (CanvasFixture   *self,
           MillWorldLink   *link,
           graphene_rect_t *area)
{
  static const char *const ids[] = { "all", "some", "other" };

  g_assert_nonnull (link->pill);
  gsk_render_node_get_bounds (link->pill, area);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      graphene_rect_t card;

      mill_world_get_bounds_of (self->canvas->world, ids[i], &card);
      g_assert_false (graphene_rect_intersection (area, &card, NULL));
    }
}

/* In a row at the places given, from left to right, with a card above the link. */
static void
place (CanvasFixture *self,
       double         some_x,
       double         other_x,
       double         other_y)
{
  canvas_move (self, "all", 0, 0);
  canvas_move (self, "some", some_x, 0);
  canvas_move (self, "other", other_x, other_y);
  mill_canvas_set_zoom (self->canvas, 1);
  mill_canvas_look_at (self->canvas, some_x / 2, 100);
  canvas_rest (self);
}

static void
test_goes_out_of_the_way (CanvasFixture *self,
                          gconstpointer  data)
{
  MillWorldLink *link;
  graphene_rect_t area, other;

  place (self, 600, 300, 300);
  run (self);
  link = find_link (self, "some");
  get_label (self, link, &area);
  g_assert_cmpfloat_with_epsilon (area.origin.x + area.size.width / 2, 410, 2);

  /* A card comes to lie there. */
  canvas_move (self, "other", 320, 0);
  canvas_settle (self);
  get_label (self, link, &area);
  mill_world_get_bounds_of (self->canvas->world, "other", &other);
  g_assert_cmpfloat (area.origin.x + area.size.width, <=, other.origin.x);

  canvas_move (self, "other", 300, 300);
  canvas_settle (self);
  get_label (self, link, &area);
  g_assert_cmpfloat_with_epsilon (area.origin.x + area.size.width / 2, 410, 2);
}

static void
test_has_no_room (CanvasFixture *self,
                  gconstpointer  data)
{
  MillWorldLink *link;
  graphene_rect_t area;

  place (self, 280, 280, 300);
  run (self);
  link = find_link (self, "some");
  get_label (self, link, &area);

  canvas_move (self, "some", 250, 0);
  canvas_settle (self);
  g_assert_cmpstr (link->label, ==, "1000");
  g_assert_null (link->pill);
  g_assert_null (link->label_picture);

  canvas_move (self, "some", 280, 0);
  canvas_settle (self);
  get_label (self, link, &area);
}

/* As many millions as there are thousands would not fit between two cards that were tidied up. */
static void
test_is_shortened (CanvasFixture *self,
                   gconstpointer  data)
{
  MillWorldLink *link;
  graphene_rect_t area;

  place (self, 280, 280, 300);
  run (self);
  link = find_link (self, "some");
  g_free (link->label);
  link->label = g_strdup ("1,234,567,890");
  link->rows = 1234567890;
  mill_world_forget_label (link);
  gtk_widget_queue_draw (GTK_WIDGET (self->canvas->world));
  canvas_settle (self);
  get_label (self, link, &area);

  /* Where there is room all of it is told. */
  canvas_move (self, "some", 500, 0);
  canvas_settle (self);
  get_label (self, link, &area);
  g_assert_cmpfloat (area.size.width, >, 60);
}

#define ADD(name, func) \
  g_test_add ("/canvas/labels/" name, CanvasFixture, NULL, canvas_set_up, func, canvas_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();
  ADD ("go-out-of-the-way", test_goes_out_of_the_way);
  ADD ("have-no-room", test_has_no_room);
  ADD ("are-shortened", test_is_shortened);

  return g_test_run ();
}
