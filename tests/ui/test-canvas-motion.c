/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canvas-fixture.h"

#include "app/session-private.h"

/* What moves by itself, and that it does not where the user wants nothing to move. */

static void
set_animations (gboolean enabled)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", enabled, NULL);
}

static void
pretend (CanvasFixture *self,
         const char    *node,
         MillState      state)
{
  mill_session_ensure_part (self->base.session, node)->state = state;
  mill_session_emit_status (self->base.session, node);
  canvas_settle (self);
}

/* Links into a node that runs flow; without animations it is seen, but does not move. */
static void
test_flow (CanvasFixture *self,
           gconstpointer  data)
{
  MillWorld *world = self->canvas->world;

  fixture_run (&self->base);
  canvas_settle (self);
  g_assert_false (world->flowing);

  pretend (self, "some", MILL_STATE_RUNNING);
  g_assert_true (world->flowing);
  g_assert_cmpuint (world->flow_tick, ==, 0);

  set_animations (TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (world));
  /* What always moves never settles. */
  while (world->flow_tick == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (world->flowing);

  pretend (self, "some", MILL_STATE_DONE);
  canvas_settle (self);
  g_assert_false (world->flowing);
  g_assert_cmpuint (world->flow_tick, ==, 0);
  set_animations (FALSE);
}

/* Without animations the view is there at once. */
static void
test_still (CanvasFixture *self,
            gconstpointer  data)
{
  mill_canvas_glide_to (self->canvas, -500, -300);
  g_assert_cmpfloat (self->canvas->offset_x, ==, -500);
  g_assert_cmpfloat (self->canvas->offset_y, ==, -300);

  mill_canvas_zoom_smoothly (self->canvas, 2, 0, 0);
  g_assert_cmpfloat_with_epsilon (self->canvas->zoom, 2, 1e-9);

  mill_canvas_coast (self->canvas, 2000, 0);
  g_assert_cmpuint (self->canvas->coast_tick, ==, 0);

  set_animations (TRUE);
  mill_canvas_glide_to (self->canvas, 0, 0);
  g_assert_cmpfloat (self->canvas->offset_x, <, 0);
  mill_canvas_coast (self->canvas, 2000, 0);
  g_assert_cmpuint (self->canvas->coast_tick, !=, 0);
  mill_canvas_stop_motion (self->canvas);
  set_animations (FALSE);
}

int
main (int    argc,
      char **argv)
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/ui/canvas-motion/flow", CanvasFixture, NULL, canvas_set_up, test_flow,
              canvas_tear_down);
  g_test_add ("/ui/canvas-motion/still", CanvasFixture, NULL, canvas_set_up, test_still,
              canvas_tear_down);

  return g_test_run ();
}
