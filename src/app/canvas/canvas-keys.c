/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas-private.h"
#include "pipeline/graph.h"

/* The nearest card in the direction of an arrow: straight ahead counts more than to the side. */
static const char *
find_neighbour (MillCanvas *self,
                const char *from,
                double      dx,
                double      dy)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (mill_session_get_pipeline (self->session));
  graphene_rect_t here, there;
  const char *best = NULL;
  double best_cost = G_MAXDOUBLE;

  mill_world_get_bounds_of (self->world, from, &here);
  for (guint i = 0; i < nodes->len; i++)
    {
      const char *id = mill_node_get_id (g_ptr_array_index (nodes, i));
      double x, y, ahead, aside;

      mill_world_get_bounds_of (self->world, id, &there);
      x = there.origin.x - here.origin.x;
      y = there.origin.y - here.origin.y;
      ahead = x * dx + y * dy;
      aside = ABS (x * dy) + ABS (y * dx);
      if (ahead > 0 && ahead + 2 * aside < best_cost)
        {
          best_cost = ahead + 2 * aside;
          best = id;
        }
    }

  return best;
}

static void
go_to (MillCanvas *self,
       const char *id)
{
  mill_world_select_link (self->world, NULL);
  mill_session_select_one (self->session, id);
  mill_canvas_show_node (self, id);
  gtk_widget_grab_focus (mill_world_get_item (self->world, id));
}

/* The node @step further in the order of the work; with none selected, the first or the last. */
static gboolean
go_along (MillCanvas *self,
          int         step)
{
  g_autoptr (GPtrArray) ids = mill_graph_sort (mill_session_get_pipeline (self->session));
  const char *from = mill_session_get_selected_node (self->session);
  guint index = step > 0 ? G_MAXUINT : ids->len;

  if (from != NULL && !g_ptr_array_find_with_equal_func (ids, from, g_str_equal, &index))
    return GDK_EVENT_PROPAGATE;
  index += step;
  if (index >= ids->len)
    return GDK_EVENT_PROPAGATE;

  go_to (self, g_ptr_array_index (ids, index));

  return GDK_EVENT_STOP;
}

static gboolean
walk (MillCanvas *self,
      double      dx,
      double      dy)
{
  const char *from = mill_session_get_selected_node (self->session);
  const char *to;

  if (from == NULL)
    return go_along (self, 1);

  to = find_neighbour (self, from, dx, dy);
  if (to != NULL)
    go_to (self, to);

  /* At the edge the focus stays: an arrow must not throw the user out of the drawing. */
  return GDK_EVENT_STOP;
}

/* Shift and a digit send another sign on each keyboard, so these go by what the key would be alone. */
static gboolean
show_by_digit (MillCanvas      *self,
               guint            keycode,
               GdkModifierType  state,
               GdkEvent        *event)
{
  guint digit;

  if (!(state & GDK_SHIFT_MASK) || event == NULL ||
      !gdk_display_translate_key (gtk_widget_get_display (GTK_WIDGET (self)), keycode, 0,
                                  (int) gdk_key_event_get_layout (event), &digit, NULL, NULL, NULL))
    return GDK_EVENT_PROPAGATE;
  if (digit == GDK_KEY_1)
    return gtk_widget_activate_action (GTK_WIDGET (self), "canvas.zoom-fit", NULL);
  if (digit == GDK_KEY_2)
    return gtk_widget_activate_action (GTK_WIDGET (self), "canvas.zoom-selection", NULL);

  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_pressed_cb (MillCanvas            *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if (self->session == NULL ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Left:
      return walk (self, -1, 0);
    case GDK_KEY_Right:
      return walk (self, 1, 0);
    case GDK_KEY_Up:
      return walk (self, 0, -1);
    case GDK_KEY_Down:
      return walk (self, 0, 1);
    case GDK_KEY_Tab:
      return go_along (self, 1);
    case GDK_KEY_ISO_Left_Tab:
      return go_along (self, -1);
    case GDK_KEY_space:
      /* A key that is held repeats; only its first press counts. */
      if (!self->space_held)
        {
          self->space_held = TRUE;
          self->space_panned = FALSE;
          gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grab");
        }
      return GDK_EVENT_STOP;
    default:
      break;
    }

  if (show_by_digit (self, keycode, state, gtk_event_controller_get_current_event (
                       GTK_EVENT_CONTROLLER (controller))))
    return GDK_EVENT_STOP;

  /* Just type: the search opens with what was typed. */
  if (letter != 0 && g_unichar_isalpha (letter))
    {
      char text[8] = { 0 };

      g_unichar_to_utf8 (letter, text);
      mill_canvas_open_search (self, self->pointer_x, self->pointer_y, text, NULL);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
key_released_cb (MillCanvas      *self,
                 guint            keyval,
                 guint            keycode,
                 GdkModifierType  state)
{
  if (keyval != GDK_KEY_space || !self->space_held)
    return;

  self->space_held = FALSE;
  if (self->mode != MILL_CANVAS_IDLE)
    return;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  if (!self->space_panned && self->session != NULL)
    mill_canvas_open_search (self, self->pointer_x, self->pointer_y, "", NULL);
}

static void
focus_left_cb (MillCanvas *self)
{
  /* The release of the key will be seen by somebody else. */
  self->space_held = FALSE;
}

void
mill_canvas_add_key_controllers (MillCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
