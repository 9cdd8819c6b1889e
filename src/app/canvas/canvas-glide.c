/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "app/canvas/canvas-private.h"
#include "app/canvas/rect.h"

/* How the view moves by itself: step by step of the wheel, on after a flick, and to the node that runs. */

#define ZOOM_MS 130
#define GLIDE_MS 450
/* A flick loses this much of its speed in a second, as a power of e. */
#define FRICTION 4.0
#define SLOWEST 20.0

void
mill_canvas_stop_motion (MillCanvas *self)
{
  if (self->animation != NULL)
    adw_animation_pause (self->animation);
  g_clear_object (&self->animation);
  if (self->coast_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->coast_tick);
  self->coast_tick = 0;
}

static void
begin (MillCanvas            *self,
       guint                  duration,
       AdwAnimationTargetFunc func)
{
  AdwAnimationTarget *target = adw_callback_animation_target_new (func, self, NULL);

  self->animation = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, duration, target);
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->animation), ADW_EASE_OUT_CUBIC);
  adw_animation_play (self->animation);
}

static void
zoom_cb (double   value,
         gpointer data)
{
  MillCanvas *self = data;

  /* As many times larger in each part of the time. */
  mill_canvas_zoom_at (self, self->motion_from * pow (self->motion_to / self->motion_from, value),
                       self->motion_x, self->motion_y);
}

void
mill_canvas_zoom_smoothly (MillCanvas *self,
                           double      zoom,
                           double      x,
                           double      y)
{
  mill_canvas_stop_motion (self);
  self->motion_from = self->zoom;
  self->motion_to = zoom;
  self->motion_x = x;
  self->motion_y = y;
  begin (self, ZOOM_MS, zoom_cb);
}

double
mill_canvas_get_zoom_target (MillCanvas *self)
{
  return self->animation != NULL && self->motion_to > 0 &&
         adw_animation_get_state (self->animation) == ADW_ANIMATION_PLAYING ? self->motion_to
                                                                            : self->zoom;
}

static void
glide_cb (double   value,
          gpointer data)
{
  MillCanvas *self = data;

  mill_canvas_pan_to (self, self->motion_from_x + (self->motion_x - self->motion_from_x) * value,
                      self->motion_from_y + (self->motion_y - self->motion_from_y) * value);
}

void
mill_canvas_glide_to (MillCanvas *self,
                      double      offset_x,
                      double      offset_y)
{
  mill_canvas_stop_motion (self);
  self->motion_to = 0;
  self->motion_from_x = self->offset_x;
  self->motion_from_y = self->offset_y;
  self->motion_x = offset_x;
  self->motion_y = offset_y;
  begin (self, GLIDE_MS, glide_cb);
}

void
mill_canvas_look_at (MillCanvas *self,
                     double      x,
                     double      y)
{
  mill_canvas_stop_motion (self);
  mill_canvas_pan_to (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 - x * self->zoom,
                      gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 - y * self->zoom);
}

static gboolean
coast_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  MillCanvas *self = MILL_CANVAS (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds = MIN ((now - self->coast_time) / 1e6, 0.1);

  self->coast_time = now;
  self->coast_x += self->speed_x * seconds;
  self->coast_y += self->speed_y * seconds;
  mill_canvas_pan_to (self, self->coast_x, self->coast_y);
  self->speed_x *= exp (-FRICTION * seconds);
  self->speed_y *= exp (-FRICTION * seconds);
  if (hypot (self->speed_x, self->speed_y) > SLOWEST)
    return G_SOURCE_CONTINUE;
  self->coast_tick = 0;

  return G_SOURCE_REMOVE;
}

void
mill_canvas_coast (MillCanvas *self,
                   double      speed_x,
                   double      speed_y)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  mill_canvas_stop_motion (self);
  if (clock == NULL || hypot (speed_x, speed_y) <= SLOWEST ||
      !adw_get_enable_animations (GTK_WIDGET (self)))
    return;

  self->speed_x = speed_x;
  self->speed_y = speed_y;
  self->coast_x = self->offset_x;
  self->coast_y = self->offset_y;
  self->coast_time = gdk_frame_clock_get_frame_time (clock);
  self->coast_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), coast_cb, NULL, NULL);
}

/* Where it runs is shown, but not while the user looks for himself. */
void
mill_canvas_follow (MillCanvas *self,
                    const char *node)
{
  graphene_rect_t bounds, seen;

  if (!self->follow_run || self->mode != MILL_CANVAS_IDLE || !mill_world_has (self->world, node))
    return;

  mill_world_get_bounds_of (self->world, node, &bounds);
  mill_canvas_get_visible_area (self, &seen);
  if (mill_rect_contains (&seen, &bounds))
    return;
  mill_canvas_glide_to (self,
                        gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 -
                          (bounds.origin.x + bounds.size.width / 2) * self->zoom,
                        gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 -
                          (bounds.origin.y + bounds.size.height / 2) * self->zoom);
}
