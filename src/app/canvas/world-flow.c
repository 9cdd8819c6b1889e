/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "app/canvas/world-private.h"

/* Beads on the links into nodes that run: they move the way that the data goes, or lie still where the user
 * wants nothing to move. */

#define BEAD 7.0f
#define DISTANCE 22.0f
/* Units of the document in a second. */
#define SPEED 44.0

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  MillWorld *self = MILL_WORLD (widget);

  /* The last picture had none; the next that has begins anew. */
  if (!self->flowing)
    {
      self->flow_tick = 0;
      return G_SOURCE_REMOVE;
    }
  self->flowing = FALSE;
  gtk_widget_queue_draw (widget);

  return G_SOURCE_CONTINUE;
}

static float
get_phase (MillWorld *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (clock == NULL || !adw_get_enable_animations (GTK_WIDGET (self)))
    return 0;

  return (float) fmod (gdk_frame_clock_get_frame_time (clock) / 1e6 * SPEED, DISTANCE);
}

void
mill_world_snapshot_flow (MillWorld   *self,
                          GtkSnapshot *snapshot)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GskStroke) stroke = gsk_stroke_new (BEAD);

  self->flowing = FALSE;
  mill_index_find (self->link_index, &self->covered, found);
  gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
  gsk_stroke_set_dash (stroke, (const float[]) { 0.1f, DISTANCE - 0.1f }, 2);
  gsk_stroke_set_dash_offset (stroke, -get_phase (self));
  for (guint i = 0; i < found->len; i++)
    {
      MillWorldLink *link = g_ptr_array_index (found, i);

      if (link->link.muted || link->to->state != MILL_STATE_RUNNING || mill_world_is_hidden (self, link))
        continue;
      gtk_snapshot_append_stroke (snapshot, mill_world_ensure_path (link), stroke,
                                  &self->look.colors[link->type]);
      self->flowing = TRUE;
    }
  if (self->flowing && self->flow_tick == 0 && adw_get_enable_animations (GTK_WIDGET (self)))
    self->flow_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}
