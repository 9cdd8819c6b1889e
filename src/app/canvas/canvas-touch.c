/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas-private.h"

/* What fingers do otherwise than the pointer: one pans where nothing is to be moved, and opens the menu where
 * it rests; two pan and zoom. */

gboolean
mill_canvas_is_touch (GtkEventController *controller)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (controller);

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

gboolean
mill_canvas_tap (MillCanvas     *self,
                 MillCanvasMode  mode,
                 guint32         time)
{
  MillNodeCard *card = mill_canvas_pick_badge (self, self->press_x, self->press_y);

  if (mode != MILL_CANVAS_PRESSED && mode != MILL_CANVAS_PANNING && mode != MILL_CANVAS_LINKING)
    return FALSE;
  /* One that stayed on the pointer ends where the finger is. */
  if (mode == MILL_CANVAS_LINKING && self->link_carried)
    return FALSE;

  if (mode == MILL_CANVAS_LINKING)
    mill_canvas_cancel_link (self);
  if (card != NULL)
    {
      self->click_time = 0;
      mill_node_card_show_problems (card);
      return TRUE;
    }
  if (mode == MILL_CANVAS_PRESSED)
    return FALSE;

  /* The ground within a frame belongs to no item. */
  if (!self->collecting || !mill_canvas_is_ground (self, self->press_x, self->press_y))
    mill_canvas_press (self, self->press_x, self->press_y, 0);
  if (self->collecting)
    mill_canvas_collect_click (self);
  else
    mill_canvas_click (self, time);

  return TRUE;
}

/* What the right button does, and what a pointer is told where it rests. */
void
mill_canvas_press_long (MillCanvas *self,
                        double      x,
                        double      y)
{
  MillPortDot *port;
  g_autofree char *about = NULL;

  self->by_touch = TRUE;
  mill_canvas_cancel_drag (self);
  port = mill_canvas_pick_port (self, x, y);
  about = mill_canvas_describe_at (self, x, y);
  if (port == NULL)
    {
      mill_canvas_open_menu_of (self, x, y, about);
      return;
    }
  /* Half of a port is beside its card. */
  if (!mill_session_is_selected (self->session, mill_port_dot_get_node (port)))
    mill_session_select_one (self->session, mill_port_dot_get_node (port));
  mill_world_select_link (self->world, NULL);
  mill_canvas_open_menu_at (self, x, y, about);
}

static void
long_press_cb (GtkGestureLongPress *gesture,
               double               x,
               double               y,
               MillCanvas          *self)
{
  if (self->session == NULL || self->link_carried ||
      (self->mode != MILL_CANVAS_PRESSED && self->mode != MILL_CANVAS_PANNING &&
       self->mode != MILL_CANVAS_LINKING))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  mill_canvas_press_long (self, x, y);
}

static void
pinch_begin_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                MillCanvas       *self)
{
  double x, y;

  /* Two fingers do not drag; what the first has moved the view by before, stays. */
  self->pan_x = self->offset_x;
  self->pan_y = self->offset_y;
  mill_canvas_cancel_drag (self);
  mill_canvas_stop_motion (self);
  self->pinch_zoom = 0;
  if (!gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    return;
  self->pinch_zoom = self->zoom;
  mill_canvas_to_world (self, x, y, &self->pinch_point);
}

/* What was between the fingers stays there. */
void
mill_canvas_pinch (MillCanvas *self,
                   double      scale,
                   double      x,
                   double      y)
{
  mill_canvas_zoom_at (self, self->pinch_zoom * scale, x, y);
  mill_canvas_pan_to (self, x - self->pinch_point.x * self->zoom, y - self->pinch_point.y * self->zoom);
}

static void
pinch_cb (GtkGesture       *gesture,
          GdkEventSequence *sequence,
          MillCanvas       *self)
{
  double x, y;

  if (self->pinch_zoom > 0 && gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    mill_canvas_pinch (self, gtk_gesture_zoom_get_scale_delta (GTK_GESTURE_ZOOM (gesture)), x, y);
}

void
mill_canvas_add_touch_controllers (MillCanvas *self)
{
  GtkGesture *long_press = gtk_gesture_long_press_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect (long_press, "pressed", G_CALLBACK (long_press_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (long_press));

  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "update", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
}
