/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas-private.h"

/* Selecting more, one after the other, with no key held: a finger has none. From "Select More" in the menu on,
 * until a tap on the ground, Escape, or the button beside the number of what is selected. */

void
mill_canvas_stop_collecting (MillCanvas *self)
{
  g_object_set (self, "collecting", FALSE, NULL);
}

void
mill_canvas_watch_collecting (MillCanvas *self)
{
  if (self->collecting && !mill_session_has_selection (self->session))
    mill_canvas_stop_collecting (self);
}

void
mill_canvas_collect_press (MillCanvas *self)
{
  self->was_selected = mill_session_is_selected (self->session, self->pressed);
  if (!self->was_selected)
    mill_session_toggle_selected (self->session, self->pressed);
}

void
mill_canvas_collect_click (MillCanvas *self)
{
  self->click_time = 0;
  if (self->pressed == NULL)
    mill_canvas_stop_collecting (self);
  else if (self->was_selected)
    mill_session_toggle_selected (self->session, self->pressed);
}
