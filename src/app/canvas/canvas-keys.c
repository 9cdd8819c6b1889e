/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas-edits.h"

#include <string.h>

#include "app/canvas/canvas-private.h"

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

/* With something selected some letters are the keys of what can be done with it. */
static gboolean
is_command (MillCanvas *self,
            gunichar    letter)
{
  g_auto (GStrv) ids = NULL;

  if (letter == 'm' || letter == 'l')
    if (mill_world_get_selected_link (self->world) != NULL)
      return TRUE;
  if (letter == 0 || letter > 'z' || strchr ("cdflpr", (char) letter) == NULL)
    return FALSE;
  ids = mill_canvas_list_selected_nodes (self);

  return ids[0] != NULL;
}

static gboolean
key_pressed_cb (MillCanvas            *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if (self->session == NULL ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Left:
      return shift ? GDK_EVENT_PROPAGATE : mill_canvas_walk (self, -1, 0);
    case GDK_KEY_Right:
      return shift ? GDK_EVENT_PROPAGATE : mill_canvas_walk (self, 1, 0);
    case GDK_KEY_Up:
      return mill_canvas_walk (self, 0, -1);
    case GDK_KEY_Down:
      return mill_canvas_walk (self, 0, 1);
    case GDK_KEY_Tab:
      return mill_canvas_go_along (self, 1);
    case GDK_KEY_ISO_Left_Tab:
      return mill_canvas_go_along (self, -1);
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

  if (!shift && is_command (self, letter))
    return GDK_EVENT_PROPAGATE;

  /* Just type: the search opens with what was typed. */
  if (letter != 0 && g_unichar_isalpha (letter))
    {
      char text[8] = { 0 };

      g_unichar_to_utf8 (letter, text);
      mill_canvas_open_search_here (self, text);
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
    mill_canvas_open_search_here (self, "");
}

/* Two clicks are one double click only where nothing was done between them. */
static gboolean
forget_click_cb (MillCanvas *self)
{
  self->click_time = 0;

  return GDK_EVENT_PROPAGATE;
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
  GtkEventController *first = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_event_controller_set_propagation_phase (first, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (first, "key-pressed", G_CALLBACK (forget_click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), first);

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
