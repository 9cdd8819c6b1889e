/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-component.h"
#include "app/canvas/canvas-private.h"
#include "app/canvas/rect.h"

/* A drag begins only after this many pixels, so that a double click never moves a node. */
#define DRAG_THRESHOLD 6
#define LINK_REACH 8
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

/* A frame carries what lies inside it. */
static GStrv
list_carried (MillCanvas *self)
{
  g_auto (GStrv) selected = mill_session_list_selected (self->session);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char **keys = NULL;

  for (guint i = 0; selected[i] != NULL; i++)
    {
      g_hash_table_add (ids, g_strdup (selected[i]));
      if (mill_world_is_frame (self->world, selected[i]))
        {
          graphene_rect_t frame;
          g_auto (GStrv) touched = NULL;

          mill_world_get_bounds_of (self->world, selected[i], &frame);
          touched = mill_world_list_in (self->world, &frame);
          for (guint j = 0; touched[j] != NULL; j++)
            {
              graphene_rect_t bounds;

              mill_world_get_bounds_of (self->world, touched[j], &bounds);
              if (mill_rect_contains (&frame, &bounds))
                g_hash_table_add (ids, g_strdup (touched[j]));
            }
        }
    }
  keys = (char **) g_hash_table_get_keys_as_array (ids, NULL);

  return g_strdupv (keys);
}

static void
select_pressed (MillCanvas      *self,
                GdkModifierType  state)
{
  gboolean extend = (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0;

  if (self->pressed == NULL)
    return;
  if (extend)
    mill_session_toggle_selected (self->session, self->pressed);
  else if (!mill_session_is_selected (self->session, self->pressed))
    mill_session_select_one (self->session, self->pressed);
}

/* Selects what is at a point: a card or note, else a link, else a frame. Returns the item's id,
 * or NULL. */
static const char *
press (MillCanvas      *self,
       double           x,
       double           y,
       GdkModifierType  state)
{
  const char *item = mill_canvas_pick_item (self, x, y);
  graphene_point_t point;
  MillLink link;

  mill_canvas_to_world (self, x, y, &point);
  if ((item == NULL || mill_world_is_frame (self->world, item)) &&
      mill_world_find_link (self->world, &point, LINK_REACH / self->zoom, &link))
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
  if (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK))
    self->band_before = mill_session_list_selected (self->session);
  else
    mill_session_select (self->session, NULL);

  return NULL;
}

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

/* A finger moves the view, where there is nothing else to move. */
static gboolean
is_touch (GtkGestureDrag *gesture)
{
  GdkDevice *device =
    gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (gesture));

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

static gboolean
is_ground (MillCanvas *self,
           double      x,
           double      y)
{
  const char *item = mill_canvas_pick_item (self, x, y);
  graphene_point_t point;
  MillLink link;

  mill_canvas_to_world (self, x, y, &point);

  return item == NULL && !mill_world_find_link (self->world, &point, LINK_REACH / self->zoom, &link);
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
  if (is_touch (gesture) && is_ground (self, x, y))
    {
      self->mode = MILL_CANVAS_PANNING;
      return;
    }
  item = press (self, x, y, state);
  if (item != NULL)
    gtk_widget_grab_focus (mill_world_get_item (self->world, item));
}

static void
begin_moving (MillCanvas *self)
{
  if (self->pressed != NULL)
    {
      self->mode = MILL_CANVAS_MOVING;
      g_clear_pointer (&self->moving, g_strfreev);
      self->moving = list_carried (self);
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

static void
get_move (MillCanvas      *self,
          double           dx,
          double           dy,
          GdkModifierType  state,
          double          *x,
          double          *y)
{
  *x = dx / self->zoom;
  *y = dy / self->zoom;
  /* Snapping the way moved rather than the place keeps what was off the grid off by as much. */
  if (self->snap_to_grid != ((state & GDK_SHIFT_MASK) != 0))
    {
      *x = mill_canvas_snap (*x);
      *y = mill_canvas_snap (*y);
    }
}

/* The link that what is moved lies on lights up, unless Alt says that it is not meant. */
static void
update_splice (MillCanvas      *self,
               GdkModifierType  state)
{
  MillLink link;

  self->splice = (MillLink) { 0 };
  if (g_strv_length (self->moving) == 1 && !(state & GDK_ALT_MASK) &&
      mill_canvas_find_splice (self, self->moving[0], &link))
    {
      mill_world_light_link (self->world, &link);
      self->splice = (MillLink) { g_intern_string (link.from_node), g_intern_string (link.from_port),
                                  g_intern_string (link.to_node), g_intern_string (link.to_port),
                                  link.muted };
    }
  else
    mill_world_light_link (self->world, NULL);
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
  double x, y;

  if (self->mode == MILL_CANVAS_PRESSED && dx * dx + dy * dy > DRAG_THRESHOLD * DRAG_THRESHOLD)
    begin_moving (self);

  switch (self->mode)
    {
    case MILL_CANVAS_MOVING:
      get_move (self, dx, dy, state, &x, &y);
      mill_world_set_drag (self->world, (const char *const *) self->moving, x, y);
      update_splice (self, state);
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

void
mill_canvas_settle (MillCanvas *self,
                    MillEdit   *edit)
{
  g_autoptr (GPtrArray) nodes = NULL;

  if (!mill_world_has_unplaced (self->world))
    return;

  nodes = mill_pipeline_list_nodes (mill_session_get_pipeline (self->session));
  for (guint i = 0; i < nodes->len; i++)
    {
      const MillNode *node = g_ptr_array_index (nodes, i);
      double x, y;

      if (!mill_node_is_placed (node) &&
          mill_world_get_position (self->world, mill_node_get_id (node), &x, &y))
        mill_edit_move_node (edit, mill_node_get_id (node), x, y, NULL);
    }
}

static void
move_item (MillCanvas *self,
           MillEdit   *edit,
           const char *id,
           double      dx,
           double      dy)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  MillNode *node = mill_pipeline_get_node (pipeline, id);
  MillAnnotation *annotation = mill_pipeline_get_annotation (pipeline, id);
  double x, y, width, height;

  if (node != NULL)
    {
      mill_world_get_position (self->world, id, &x, &y);
      mill_edit_move_node (edit, id, x + dx, y + dy, NULL);
    }
  else if (annotation != NULL)
    {
      g_autoptr (MillAnnotation) moved = NULL;

      mill_annotation_get_bounds (annotation, &x, &y, &width, &height);
      moved = mill_annotation_new (mill_annotation_get_kind (annotation), id,
                                   mill_annotation_get_text (annotation),
                                   mill_annotation_get_color (annotation), x + dx, y + dy, width,
                                   height);
      mill_edit_put_annotation (edit, moved);
    }
}

static void
end_moving (MillCanvas *self,
            double      dx,
            double      dy)
{
  MillHistory *history = mill_session_get_history (self->session);
  guint n = g_strv_length (self->moving);
  MillLink link = self->splice;
  gboolean splice = link.from_node != NULL && n == 1;
  g_autofree char *label = splice ? g_strdup (_("Insert into Link"))
                                  : g_strdup_printf (ngettext ("Move", "Move %u Items", n), n);
  MillEdit *edit;

  mill_world_set_drag (self->world, NULL, 0, 0);
  mill_world_light_link (self->world, NULL);
  if (dx == 0 && dy == 0)
    return;

  edit = mill_history_begin (history, label);
  mill_canvas_settle (self, edit);
  for (guint i = 0; i < n; i++)
    move_item (self, edit, self->moving[i], dx, dy);
  if (splice)
    mill_canvas_splice (self, edit, self->moving[0], &link);
  mill_history_commit (history, NULL);
}

/* The middle button pans, and where it did not move it takes away the link below it. */
static void
end_panning (MillCanvas *self,
             double      dx,
             double      dy)
{
  MillHistory *history = mill_session_get_history (self->session);
  graphene_point_t point;
  MillLink link;

  mill_canvas_to_world (self, self->press_x, self->press_y, &point);
  if (self->button != GDK_BUTTON_MIDDLE || dx * dx + dy * dy > DRAG_THRESHOLD * DRAG_THRESHOLD ||
      !mill_world_find_link (self->world, &point, LINK_REACH / self->zoom, &link))
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
  if (dx * dx + dy * dy > DRAG_THRESHOLD * DRAG_THRESHOLD)
    {
      mill_canvas_end_knife (self, (state & GDK_ALT_MASK) != 0);
      return;
    }

  mill_canvas_drop_knife (self);
  mill_canvas_open_menu_at (self, self->press_x, self->press_y);
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
  if (item == NULL ||
      (mill_world_is_frame (self->world, item) && !is_on_frame_title (self, item, y)))
    mill_canvas_open_search (self, x, y, "", NULL);
  else if (mill_pipeline_get_node (mill_session_get_pipeline (self->session), item) != NULL)
    mill_canvas_open_node (self, item);
  else
    mill_note_box_edit (MILL_NOTE_BOX (mill_world_get_item (self->world, item)));
}

/* A press without a drag. The second of two opens something, once the button is up: what opens while it
 * is down cannot take hold of the pointer, and closes again. */
static void
note_click (MillCanvas *self,
            guint32     time)
{
  int wait, reach;
  gboolean again;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &wait,
                "gtk-double-click-distance", &reach, NULL);
  again = self->click_time != 0 && time - self->click_time <= (guint32) wait &&
          ABS (self->press_x - self->click_x) <= reach && ABS (self->press_y - self->click_y) <= reach;
  self->click_time = again ? 0 : time;
  self->click_x = self->press_x;
  self->click_y = self->press_y;
  if (again)
    open_at (self, self->press_x, self->press_y);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             MillCanvas     *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  MillCanvasMode mode = self->mode;
  double x, y;

  self->mode = MILL_CANVAS_IDLE;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  switch (mode)
    {
    case MILL_CANVAS_MOVING:
      get_move (self, dx, dy, state, &x, &y);
      update_splice (self, state);
      end_moving (self, x, y);
      break;
    case MILL_CANVAS_REWIRING:
      mill_canvas_end_rewire (self);
      break;
    case MILL_CANVAS_KNIFING:
      end_knife (self, dx, dy, state);
      break;
    case MILL_CANVAS_PANNING:
      end_panning (self, dx, dy);
      if (is_touch (gesture) && dx * dx + dy * dy > DRAG_THRESHOLD * DRAG_THRESHOLD)
        mill_canvas_coast (self, self->speed_x, self->speed_y);
      else if (is_touch (gesture))
        press (self, self->press_x, self->press_y, 0);
      break;
    case MILL_CANVAS_LINKING:
      if (!mill_canvas_end_link (self, self->press_x + dx, self->press_y + dy))
        self->mode = MILL_CANVAS_LINKING;
      break;
    case MILL_CANVAS_BANDING:
      mill_world_set_band (self->world, NULL);
      break;
    case MILL_CANVAS_PRESSED:
      /* A click on one of several selected items means that one. */
      if (self->pressed != NULL && !(state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)))
        mill_session_select_one (self->session, self->pressed);
      note_click (self, gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (gesture)));
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
    {
      mill_world_set_drag (self->world, NULL, 0, 0);
      mill_world_light_link (self->world, NULL);
    }
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

static void
menu_click_cb (GtkGestureClick *gesture,
               int              n_press,
               double           x,
               double           y,
               MillCanvas      *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  const char *item = self->session != NULL ? mill_canvas_pick_item (self, x, y) : NULL;

  if (self->link_carried)
    mill_canvas_cancel_drag (self);
  if (self->session == NULL || self->mode != MILL_CANVAS_IDLE || (state & GDK_CONTROL_MASK))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_clear_pointer (&self->pressed, g_free);
  /* A menu is for all of the selected items, where it is opened on one of them. */
  if (item == NULL || !mill_session_is_selected (self->session, item))
    press (self, x, y, 0);
  mill_canvas_open_menu_at (self, x, y);
}

/* What the right button does, for a finger. */
static void
long_press_cb (GtkGestureLongPress *gesture,
               double               x,
               double               y,
               MillCanvas          *self)
{
  const char *item = self->session != NULL ? mill_canvas_pick_item (self, x, y) : NULL;

  if (self->session == NULL ||
      (self->mode != MILL_CANVAS_PRESSED && self->mode != MILL_CANVAS_PANNING))
    return;

  mill_canvas_cancel_drag (self);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_clear_pointer (&self->pressed, g_free);
  if (item == NULL || !mill_session_is_selected (self->session, item))
    press (self, x, y, 0);
  mill_canvas_open_menu_at (self, x, y);
}

void
mill_canvas_add_pointer_controllers (MillCanvas *self)
{
  GtkGesture *long_press = gtk_gesture_long_press_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *menu_click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  self->drag = drag;

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu_click), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu_click, "pressed", G_CALLBACK (menu_click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu_click));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect (long_press, "pressed", G_CALLBACK (long_press_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (long_press));
}
