/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "app/canvas/canvas-private.h"
#include "app/canvas/far-view.h"
#include "app/canvas/rect.h"

#define MIN_ZOOM 0.05
#define MAX_ZOOM 5.0
#define ZOOM_A_STEP 1.2
#define SCROLL_STEP 48
/* So long the parts around a canvas that is shown for the first time may take to find their sizes. */
#define SETTLE_US (800 * G_TIME_SPAN_MILLISECOND)
#define FIT_MARGIN 48
#define GRID 20

void
mill_canvas_to_world (MillCanvas       *self,
                      double            x,
                      double            y,
                      graphene_point_t *point)
{
  point->x = (x - self->offset_x) / self->zoom;
  point->y = (y - self->offset_y) / self->zoom;
}

void
mill_canvas_get_visible_area (MillCanvas      *self,
                              graphene_rect_t *area)
{
  graphene_point_t origin;

  mill_canvas_to_world (self, 0, 0, &origin);
  graphene_rect_init (area, origin.x, origin.y,
                      gtk_widget_get_width (GTK_WIDGET (self)) / self->zoom,
                      gtk_widget_get_height (GTK_WIDGET (self)) / self->zoom);
}

/* A few more than many, once there are cards, so that a small move does not go to and fro. */
static gboolean
is_far (MillCanvas            *self,
        const graphene_rect_t *area)
{
  guint many = self->far ? MILL_FAR_VIEW_MANY : MILL_FAR_VIEW_MANY + MILL_FAR_VIEW_MANY / 4;

  return self->zoom < MILL_FAR_VIEW_ZOOM_OF_FEW ||
         (self->zoom < MILL_FAR_VIEW_ZOOM && mill_world_count_items (self->world, area) > many);
}

static gboolean
update_view_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       data)
{
  MillCanvas *self = MILL_CANVAS (widget);
  graphene_rect_t area;

  mill_canvas_get_visible_area (self, &area);
  mill_minimap_set_view (self->minimap, &area);
  if (self->far != is_far (self, &area))
    {
      self->far = !self->far;
      gtk_widget_queue_draw (widget);
    }
  mill_canvas_update_small (self);
  if (!mill_world_set_view (self->world, &area, self->zoom, self->far))
    return G_SOURCE_CONTINUE;
  self->view_tick = 0;
  if (self->moved)
    gtk_widget_queue_allocate (widget);
  self->moved = FALSE;

  return G_SOURCE_REMOVE;
}

void
mill_canvas_queue_view (MillCanvas *self)
{
  if (self->view_tick == 0)
    self->view_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), update_view_cb, NULL, NULL);
}

double
mill_canvas_next_zoom (double zoom,
                       int    step)
{
  static const int percents[] = { 5, 10, 20, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500 };
  guint n = G_N_ELEMENTS (percents);

  if (step > 0)
    {
      for (guint i = 0; i < n; i++)
        if (percents[i] > zoom * 100 + 0.5)
          return percents[i] / 100.0;
      return MAX_ZOOM;
    }

  for (guint i = n; i-- > 0;)
    if (percents[i] < zoom * 100 - 0.5)
      return percents[i] / 100.0;
  return MIN_ZOOM;
}

double
mill_canvas_snap (double value)
{
  return round (value / GRID) * GRID;
}

void
mill_canvas_place_world (MillCanvas *self,
                         int         width,
                         int         height)
{
  GskTransform *transform =
    gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) self->offset_x, (float) self->offset_y));

  transform = gsk_transform_scale (transform, (float) self->zoom, (float) self->zoom);
  gtk_widget_allocate (GTK_WIDGET (self->world), width, height, -1, transform);
}

/* A layout of the window in each frame costs as much as drawing it: under X11 the window system is asked
 * for some twenty things then. What the pointer is over now is found by the one that follows when the view
 * rests. */
static void
move_world (MillCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->popup != NULL || self->search != NULL || self->fit_pending || gtk_widget_get_width (widget) == 0)
    {
      gtk_widget_queue_allocate (widget);
      return;
    }
  mill_canvas_place_world (self, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  self->moved = TRUE;
}

void
mill_canvas_pan_to (MillCanvas *self,
                    double      offset_x,
                    double      offset_y)
{
  self->fit_until = 0;
  /* Whole pixels keep text sharp. */
  self->offset_x = round (offset_x);
  self->offset_y = round (offset_y);
  mill_canvas_queue_view (self);
  move_world (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "view-changed");
}

void
mill_canvas_zoom_at (MillCanvas *self,
                     double      zoom,
                     double      x,
                     double      y)
{
  graphene_point_t fixed;

  mill_canvas_to_world (self, x, y, &fixed);
  self->zoom = CLAMP (zoom, MIN_ZOOM * self->text_scale, MAX_ZOOM * self->text_scale);
  mill_canvas_pan_to (self, x - fixed.x * self->zoom, y - fixed.y * self->zoom);
  g_object_notify (G_OBJECT (self), "zoom");
}

/* Sets the view so that @ids (NULL: everything) are seen; FALSE while there is no size yet. */
static gboolean
compute_fit (MillCanvas        *self,
             const char *const *ids)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t extents;

  if (width <= 0 || height <= 0)
    return FALSE;

  if (self->session == NULL || !mill_world_get_extents (self->world, ids, &extents))
    {
      self->zoom = self->text_scale;
      self->offset_x = round (width / 4.0);
      self->offset_y = round (height / 3.0);
      return TRUE;
    }

  self->zoom = MIN ((width - 2 * FIT_MARGIN) / extents.size.width,
                    (height - 2 * FIT_MARGIN) / extents.size.height);
  self->zoom = CLAMP (self->zoom, MIN_ZOOM * self->text_scale, self->text_scale);
  self->offset_x = round (width / 2.0 -
                          (extents.origin.x + extents.size.width / 2) * self->zoom);
  self->offset_y = round (height / 2.0 -
                          (extents.origin.y + extents.size.height / 2) * self->zoom);

  return TRUE;
}

static void
notify_zoom (gpointer data)
{
  g_autoptr (MillCanvas) self = data;

  g_object_notify (G_OBJECT (self), "zoom");
}

void
mill_canvas_fit_first (MillCanvas *self)
{
  gboolean first = self->fit_pending;

  self->fit_pending = !compute_fit (self, NULL);
  self->fit_width = gtk_widget_get_width (GTK_WIDGET (self));
  self->fit_height = gtk_widget_get_height (GTK_WIDGET (self));
  /* What stands around it may still slide to its place. */
  if (first && !self->fit_pending)
    self->fit_until = g_get_monotonic_time () + SETTLE_US;
  /* Whoever shows the zoom must not be resized in the middle of a layout. */
  if (!self->fit_pending)
    g_idle_add_once (notify_zoom, g_object_ref (self));
}

void
mill_canvas_fit_items (MillCanvas        *self,
                       const char *const *ids)
{
  if (!compute_fit (self, ids))
    {
      self->fit_pending = TRUE;
      return;
    }
  mill_canvas_pan_to (self, self->offset_x, self->offset_y);
  g_object_notify (G_OBJECT (self), "zoom");
}

/* Pans just so far that the node can be seen. */
void
mill_canvas_show_node (MillCanvas *self,
                       const char *node)
{
  graphene_rect_t area, bounds;

  g_return_if_fail (MILL_IS_CANVAS (self));

  if (!mill_world_has (self->world, node))
    return;

  mill_world_get_bounds_of (self->world, node, &bounds);
  mill_canvas_get_visible_area (self, &area);
  if (mill_rect_contains (&area, &bounds))
    return;

  mill_canvas_pan_to (self,
                      gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 -
                        (bounds.origin.x + bounds.size.width / 2) * self->zoom,
                      gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 -
                        (bounds.origin.y + bounds.size.height / 2) * self->zoom);
}

/* A notch of the wheel is a step, a touchpad moves freely. */
static void
zoom_by_scroll (MillCanvas    *self,
                double         dy,
                GdkScrollUnit  unit)
{
  double zoom = mill_canvas_get_zoom_target (self);

  if (unit == GDK_SCROLL_UNIT_WHEEL)
    {
      int step;

      self->notches += dy;
      if (ABS (self->notches) < 1)
        return;
      step = self->notches < 0 ? 1 : -1;
      for (; ABS (self->notches) >= 1; self->notches += step)
        zoom = mill_canvas_next_zoom (zoom / self->text_scale, step) * self->text_scale;
      mill_canvas_zoom_smoothly (self, zoom, self->pointer_x, self->pointer_y);
      return;
    }
  else
    {
      mill_canvas_stop_motion (self);
      zoom *= pow (ZOOM_A_STEP, -dy / SCROLL_STEP);
    }

  mill_canvas_zoom_at (self, zoom, self->pointer_x, self->pointer_y);
}

static gboolean
scroll_cb (MillCanvas               *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  GdkScrollUnit unit = gtk_event_controller_scroll_get_unit (controller);
  double step = unit == GDK_SCROLL_UNIT_WHEEL ? SCROLL_STEP : 1;

  if (state & GDK_CONTROL_MASK)
    {
      zoom_by_scroll (self, dy, unit);
      return GDK_EVENT_STOP;
    }

  mill_canvas_stop_motion (self);
  if (state & GDK_SHIFT_MASK)
    mill_canvas_pan_to (self, self->offset_x - dy * step, self->offset_y - dx * step);
  else
    mill_canvas_pan_to (self, self->offset_x - dx * step, self->offset_y - dy * step);

  return GDK_EVENT_STOP;
}

/* The fingers left the touchpad while they moved. */
static void
decelerate_cb (MillCanvas               *self,
               double                    speed_x,
               double                    speed_y,
               GtkEventControllerScroll *controller)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (!(state & GDK_CONTROL_MASK))
    mill_canvas_coast (self, -speed_x, -speed_y);
}

static void
motion_cb (MillCanvas *self,
           double      x,
           double      y)
{
  self->pointer_x = x;
  self->pointer_y = y;
  self->pointed_at = TRUE;
  if (self->link_carried)
    mill_canvas_update_link (self, x, y);
}

static void
motion_left_cb (MillCanvas *self)
{
  self->pointed_at = FALSE;
}

void
mill_canvas_add_view_controllers (MillCanvas *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (
    GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES | GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (scroll, "decelerate", G_CALLBACK (decelerate_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (motion_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}
