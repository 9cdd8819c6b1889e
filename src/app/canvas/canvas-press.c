/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas-component.h"
#include "app/canvas/canvas-private.h"

/* What is below the pointer, and what a press, a click and a second click there do. */

#define LINK_REACH 8
#define TOUCH_LINK_REACH 16
#define FRAME_TITLE 40

const char *
mill_canvas_pick_item (MillCanvas *self,
                       double      x,
                       double      y)
{
  graphene_point_t point;

  mill_canvas_to_world (self, x, y, &point);

  return mill_world_pick (self->world, &point);
}

gboolean
mill_canvas_pick_link (MillCanvas *self,
                       double      x,
                       double      y,
                       MillLink   *link)
{
  graphene_point_t point;

  mill_canvas_to_world (self, x, y, &point);

  return mill_world_find_link (self->world, &point,
                               (self->by_touch ? TOUCH_LINK_REACH : LINK_REACH) / self->zoom, link);
}

static void
select_pressed (MillCanvas      *self,
                GdkModifierType  state)
{
  gboolean extend = (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0;

  if (self->pressed == NULL)
    return;
  if (self->collecting && !extend)
    mill_canvas_collect_press (self);
  else if (extend)
    mill_session_toggle_selected (self->session, self->pressed);
  else if (!mill_session_is_selected (self->session, self->pressed))
    mill_session_select_one (self->session, self->pressed);
}

const char *
mill_canvas_press (MillCanvas      *self,
                   double           x,
                   double           y,
                   GdkModifierType  state)
{
  const char *item = mill_canvas_pick_item (self, x, y);
  MillLink link;

  if (!self->collecting && (item == NULL || mill_world_is_frame (self->world, item)) &&
      mill_canvas_pick_link (self, x, y, &link))
    {
      mill_session_select (self->session, NULL);
      mill_world_select_link (self->world, &link);
      return NULL;
    }

  mill_world_select_link (self->world, NULL);
  if (item != NULL)
    {
      self->pressed = g_strdup (item);
      select_pressed (self, state);
      return item;
    }

  g_clear_pointer (&self->band_before, g_strfreev);
  if (self->collecting || (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)))
    self->band_before = mill_session_list_selected (self->session);
  else
    mill_session_select (self->session, NULL);

  return NULL;
}

/* Below its title a frame is ground to work on. */
static gboolean
is_on_frame_title (MillCanvas *self,
                   const char *frame,
                   double      y)
{
  graphene_rect_t bounds;

  mill_world_get_bounds_of (self->world, frame, &bounds);

  return (y - self->offset_y) / self->zoom < bounds.origin.y + FRAME_TITLE;
}

gboolean
mill_canvas_is_ground (MillCanvas *self,
                       double      x,
                       double      y)
{
  const char *item = mill_canvas_pick_item (self, x, y);

  return item == NULL || (mill_world_is_frame (self->world, item) && !is_on_frame_title (self, item, y));
}

/* What a double click opens. */
static void
open_at (MillCanvas *self,
         double      x,
         double      y)
{
  const char *item;

  if (mill_canvas_pick_port (self, x, y) != NULL)
    return;

  item = mill_canvas_pick_item (self, x, y);
  if (mill_canvas_is_ground (self, x, y))
    mill_canvas_open_search (self, x, y, "", NULL);
  else if (mill_pipeline_get_node (mill_session_get_pipeline (self->session), item) != NULL)
    mill_canvas_open_node (self, item);
  else
    mill_note_box_edit (MILL_NOTE_BOX (mill_world_get_item (self->world, item)));
}

/* The second of two opens something once the button is up: what opens while it is down cannot take hold
 * of the pointer, and closes again. */
void
mill_canvas_click (MillCanvas *self,
                   guint32     time)
{
  int wait, reach;
  gboolean again;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &wait,
                "gtk-double-click-distance", &reach, NULL);
  /* A finger does not come down where it did before. */
  if (self->by_touch)
    reach = MAX (reach, MILL_CANVAS_FINGER);
  again = self->click_time != 0 && time - self->click_time <= (guint32) wait &&
          ABS (self->press_x - self->click_x) <= reach && ABS (self->press_y - self->click_y) <= reach;
  self->click_time = again ? 0 : time;
  self->click_x = self->press_x;
  self->click_y = self->press_y;
  if (again)
    open_at (self, self->press_x, self->press_y);
}

/* A menu is for all of the selected items, where it is opened on one of them. */
void
mill_canvas_open_menu_of (MillCanvas *self,
                          double      x,
                          double      y,
                          const char *about)
{
  const char *item = mill_canvas_pick_item (self, x, y);

  g_clear_pointer (&self->pressed, g_free);
  if (item == NULL || !mill_session_is_selected (self->session, item))
    mill_canvas_press (self, x, y, 0);
  mill_canvas_open_menu_at (self, x, y, about);
}

static void
menu_click_cb (GtkGestureClick *gesture,
               int              n_press,
               double           x,
               double           y,
               MillCanvas      *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (self->link_carried)
    mill_canvas_cancel_drag (self);
  if (self->session == NULL || self->mode != MILL_CANVAS_IDLE || (state & GDK_CONTROL_MASK))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->by_touch = FALSE;
  mill_canvas_open_menu_of (self, x, y, NULL);
}

void
mill_canvas_add_menu_controllers (MillCanvas *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (menu_click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
