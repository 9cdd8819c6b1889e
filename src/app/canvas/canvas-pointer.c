/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-private.h"

/* A drag begins only after this many pixels, so that a double click never moves a node. */
#define DRAG_THRESHOLD 6
#define TOUCH_DRAG_THRESHOLD 12

/* A finger that stayed so long before it went up has not flung the view. */
#define REST_MS 100

/* The second press of a double click may have opened something, which then has the focus. */
static gboolean
has_opened (MillCanvas *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return self->search != NULL || self->popup != NULL ||
         (focus != NULL && gtk_widget_get_native (focus) != gtk_widget_get_native (GTK_WIDGET (self)));
}

/* The right button opens the menu, but with Ctrl it is the knife. */
static gboolean
is_ours (guint           button,
         GdkModifierType state)
{
  return button == GDK_BUTTON_PRIMARY || button == GDK_BUTTON_MIDDLE ||
         (button == GDK_BUTTON_SECONDARY && (state & GDK_CONTROL_MASK));
}

static gboolean
is_drag (MillCanvas *self,
         double      dx,
         double      dy)
{
  double threshold = self->by_touch ? TOUCH_DRAG_THRESHOLD : DRAG_THRESHOLD;

  return dx * dx + dy * dy > threshold * threshold;
}

/* Where the pointer is that the gesture is made with; a finger has no motion of its own. */
static void
note_place (MillCanvas *self,
            double      x,
            double      y)
{
  if (!self->by_touch)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               MillCanvas     *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  const char *item;
  MillPortDot *port;

  if (self->session == NULL || (self->mode != MILL_CANVAS_IDLE && !self->link_carried) ||
      has_opened (self) || !is_ours (button, state))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_widget_grab_focus (GTK_WIDGET (self));
  mill_canvas_stop_motion (self);
  self->by_touch = mill_canvas_is_touch (GTK_EVENT_CONTROLLER (gesture));
  note_place (self, x, y);
  self->speed_x = self->speed_y = 0;
  self->drag_time = 0;
  self->press_x = x;
  self->press_y = y;
  self->button = button;
  /* The next press takes hold of a link that stayed on the pointer. */
  if (self->link_carried && button == GDK_BUTTON_PRIMARY)
    return;
  if (self->link_carried)
    mill_canvas_cancel_drag (self);
  self->pan_x = self->offset_x;
  self->pan_y = self->offset_y;
  g_clear_pointer (&self->pressed, g_free);

  if (button == GDK_BUTTON_MIDDLE || self->space_held)
    {
      self->mode = MILL_CANVAS_PANNING;
      self->space_panned = TRUE;
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
      return;
    }

  if (button == GDK_BUTTON_SECONDARY)
    {
      self->mode = MILL_CANVAS_KNIFING;
      mill_canvas_move_knife (self, x, y);
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
      return;
    }

  self->mode = MILL_CANVAS_PRESSED;
  port = mill_canvas_pick_port (self, x, y);
  if (port != NULL && (state & GDK_SHIFT_MASK) && mill_canvas_begin_rewire (self, port))
    {
      self->mode = MILL_CANVAS_REWIRING;
      return;
    }
  if (port != NULL)
    {
      self->mode = MILL_CANVAS_LINKING;
      mill_canvas_begin_link (self, port);
      return;
    }
  /* A finger moves the view, where there is nothing else to move. */
  if (self->by_touch && mill_canvas_is_ground (self, x, y))
    {
      self->mode = MILL_CANVAS_PANNING;
      return;
    }
  item = mill_canvas_press (self, x, y, state);
  if (item != NULL)
    gtk_widget_grab_focus (mill_world_get_item (self->world, item));
}

static void
begin_moving (MillCanvas *self)
{
  if (self->pressed != NULL)
    {
      self->mode = MILL_CANVAS_MOVING;
      mill_canvas_begin_move (self);
    }
  else if (mill_world_get_selected_link (self->world) == NULL)
    self->mode = MILL_CANVAS_BANDING;
}

static void
update_band (MillCanvas *self,
             double      dx,
             double      dy)
{
  graphene_rect_t band, area;
  graphene_point_t start;
  g_auto (GStrv) touched = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  mill_canvas_to_world (self, self->press_x, self->press_y, &start);
  graphene_rect_init (&band, start.x, start.y, dx / self->zoom, dy / self->zoom);
  graphene_rect_normalize_r (&band, &area);
  mill_world_set_band (self->world, &area);

  touched = mill_world_list_in (self->world, &area);
  if (self->band_before != NULL)
    g_strv_builder_addv (builder, (const char **) self->band_before);
  g_strv_builder_addv (builder, (const char **) touched);
  ids = g_strv_builder_end (builder);
  mill_session_select (self->session, (const char *const *) ids);
}

/* Of the last part of the way only. */
static void
note_speed (MillCanvas *self,
            double      dx,
            double      dy,
            guint32     time)
{
  guint32 passed = time - self->drag_time;

  if (self->drag_time != 0 && passed > 0)
    {
      self->speed_x = (dx - self->drag_x) * 1000 / passed;
      self->speed_y = (dy - self->drag_y) * 1000 / passed;
    }
  self->drag_time = time;
  self->drag_x = dx;
  self->drag_y = dy;
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                MillCanvas     *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  note_place (self, self->press_x + dx, self->press_y + dy);
  if (self->mode == MILL_CANVAS_PRESSED && is_drag (self, dx, dy))
    begin_moving (self);

  switch (self->mode)
    {
    case MILL_CANVAS_MOVING:
      mill_canvas_update_move (self, dx, dy, state);
      break;
    case MILL_CANVAS_REWIRING:
      mill_canvas_update_rewire (self, self->press_x + dx, self->press_y + dy);
      break;
    case MILL_CANVAS_KNIFING:
      mill_canvas_move_knife (self, self->press_x + dx, self->press_y + dy);
      break;
    case MILL_CANVAS_LINKING:
      mill_canvas_update_link (self, self->press_x + dx, self->press_y + dy);
      break;
    case MILL_CANVAS_BANDING:
      update_band (self, dx, dy);
      break;
    case MILL_CANVAS_PANNING:
      mill_canvas_pan_to (self, self->pan_x + dx, self->pan_y + dy);
      note_speed (self, dx, dy,
                  gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (gesture)));
      break;
    case MILL_CANVAS_IDLE:
    case MILL_CANVAS_PRESSED:
      break;
    }
}

/* The middle button pans, and where it did not move it takes away the link below it. */
static void
end_panning (MillCanvas *self,
             double      dx,
             double      dy)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillLink link;

  if (self->button != GDK_BUTTON_MIDDLE || is_drag (self, dx, dy) ||
      !mill_canvas_pick_link (self, self->press_x, self->press_y, &link))
    return;

  mill_edit_disconnect (mill_history_begin (history, _("Disconnect")), &link, NULL);
  mill_history_commit (history, NULL);
}

/* Without having moved the knife opens the menu, as the right button does elsewhere. */
static void
end_knife (MillCanvas      *self,
           double           dx,
           double           dy,
           GdkModifierType  state)
{
  if (is_drag (self, dx, dy))
    {
      mill_canvas_end_knife (self, (state & GDK_ALT_MASK) != 0);
      return;
    }

  mill_canvas_drop_knife (self);
  mill_canvas_open_menu_at (self, self->press_x, self->press_y, NULL);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             MillCanvas     *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint32 time = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (gesture));
  MillCanvasMode mode = self->mode;

  self->mode = MILL_CANVAS_IDLE;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  if (self->by_touch && !is_drag (self, dx, dy) && mill_canvas_tap (self, mode, time))
    return;
  switch (mode)
    {
    case MILL_CANVAS_MOVING:
      mill_canvas_end_move (self, dx, dy, state);
      break;
    case MILL_CANVAS_REWIRING:
      mill_canvas_end_rewire (self);
      break;
    case MILL_CANVAS_KNIFING:
      end_knife (self, dx, dy, state);
      break;
    case MILL_CANVAS_PANNING:
      end_panning (self, dx, dy);
      if (self->by_touch && time - self->drag_time < REST_MS)
        mill_canvas_coast (self, self->speed_x, self->speed_y);
      break;
    case MILL_CANVAS_LINKING:
      if (!mill_canvas_end_link (self, self->press_x + dx, self->press_y + dy))
        self->mode = MILL_CANVAS_LINKING;
      break;
    case MILL_CANVAS_BANDING:
      mill_world_set_band (self->world, NULL);
      break;
    case MILL_CANVAS_PRESSED:
      if (self->collecting && !(state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)))
        {
          mill_canvas_collect_click (self);
          break;
        }
      /* A click on one of several selected items means that one. */
      if (self->pressed != NULL && !(state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)))
        mill_session_select_one (self->session, self->pressed);
      mill_canvas_click (self, time);
      break;
    case MILL_CANVAS_IDLE:
      break;
    }
}

static void
drag_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                MillCanvas       *self)
{
  if (self->mode == MILL_CANVAS_PANNING)
    mill_canvas_pan_to (self, self->pan_x, self->pan_y);
  if (self->mode == MILL_CANVAS_BANDING && self->session != NULL)
    mill_session_select (self->session, (const char *const *) self->band_before);
  if (self->mode == MILL_CANVAS_MOVING)
    mill_canvas_cancel_move (self);
  if (self->mode == MILL_CANVAS_REWIRING)
    mill_canvas_cancel_rewire (self);
  if (self->mode == MILL_CANVAS_KNIFING)
    mill_canvas_drop_knife (self);
  if (self->mode == MILL_CANVAS_LINKING || self->link_carried)
    mill_canvas_cancel_link (self);
  mill_world_set_band (self->world, NULL);
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  self->mode = MILL_CANVAS_IDLE;
}

gboolean
mill_canvas_cancel_drag (MillCanvas *self)
{
  if (self->mode == MILL_CANVAS_IDLE && !self->link_carried)
    return FALSE;

  drag_cancel_cb (self->drag, NULL, self);
  /* What the pointer does until its button is released means nothing any more. */
  gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_DENIED);

  return TRUE;
}

void
mill_canvas_add_pointer_controllers (MillCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  self->drag = drag;
  mill_canvas_add_menu_controllers (self);
}
