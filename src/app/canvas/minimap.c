/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/minimap.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/canvas/far-view.h"
#include "app/canvas/link-look.h"
#include "app/canvas/rect.h"

#define MARGIN 6
/* Changes that follow each other so soon make one picture. */
#define RENEW_MS 80

struct _MillMinimap
{
  GtkWidget        parent_instance;

  MillWorld       *world;
  graphene_rect_t  view;
  graphene_rect_t  extents;   /* of what the picture shows */
  double           zoom;      /* and how large one of its units is on it */
  gboolean         known;     /* the extents are those that there are */
  GskRenderNode   *picture;   /* NULL: to be made */
  guint            renew_source;
};

G_DEFINE_FINAL_TYPE (MillMinimap, mill_minimap, GTK_TYPE_WIDGET)

enum
{
  LOOK_AT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
mill_minimap_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MILL_MINIMAP_WIDTH
                                                                  : MILL_MINIMAP_HEIGHT;
}

/* Where the corner of the document's extents lies, so that they are in the middle. */
static void
get_offset (MillMinimap *self,
            double      *x,
            double      *y)
{
  const graphene_rect_t *all = &self->extents;

  *x = MILL_MINIMAP_WIDTH / 2.0 - (all->origin.x + all->size.width / 2) * self->zoom;
  *y = MILL_MINIMAP_HEIGHT / 2.0 - (all->origin.y + all->size.height / 2) * self->zoom;
}

static void
make_picture (MillMinimap *self)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  double x, y;

  self->zoom = MIN ((MILL_MINIMAP_WIDTH - 2 * MARGIN) / MAX (self->extents.size.width, 1),
                    (MILL_MINIMAP_HEIGHT - 2 * MARGIN) / MAX (self->extents.size.height, 1));
  self->zoom = MIN (self->zoom, 0.1);
  get_offset (self, &x, &y);
  mill_far_view_snapshot (self->world, snapshot, MILL_MINIMAP_WIDTH,
                          MILL_MINIMAP_HEIGHT, x, y, self->zoom);
  self->picture = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

static void
mill_minimap_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  MillMinimap *self = MILL_MINIMAP (widget);
  graphene_rect_t whole = GRAPHENE_RECT_INIT (0, 0, MILL_MINIMAP_WIDTH, MILL_MINIMAP_HEIGHT);
  GskRoundedRect outline;
  graphene_rect_t seen;
  MillLinkLook look;
  GdkRGBA wash;
  double x, y;

  if (self->picture == NULL && self->known)
    make_picture (self);
  if (self->picture == NULL)
    return;

  get_offset (self, &x, &y);
  seen = GRAPHENE_RECT_INIT ((float) (self->view.origin.x * self->zoom + x),
                             (float) (self->view.origin.y * self->zoom + y),
                             (float) (self->view.size.width * self->zoom),
                             (float) (self->view.size.height * self->zoom));
  mill_link_look_init (&look, widget);
  wash = look.accent;
  wash.alpha = 0.12f;
  gtk_snapshot_push_clip (snapshot, &whole);
  gtk_snapshot_append_node (snapshot, self->picture);
  gtk_snapshot_append_color (snapshot, &wash, &seen);
  gsk_rounded_rect_init_from_rect (&outline, &seen, 2);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 2, 2, 2, 2 },
                              (GdkRGBA[4]) { look.accent, look.accent, look.accent, look.accent });
  gtk_snapshot_pop (snapshot);
}

static void
look_at (MillMinimap *self,
         double       widget_x,
         double       widget_y)
{
  double x, y;

  if (self->picture == NULL || self->zoom <= 0)
    return;

  get_offset (self, &x, &y);
  g_signal_emit (self, signals[LOOK_AT], 0, (widget_x - x) / self->zoom, (widget_y - y) / self->zoom);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               MillMinimap    *self)
{
  /* What lies below is not pressed. */
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  look_at (self, x, y);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                MillMinimap    *self)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (gesture, &x, &y))
    look_at (self, x + dx, y + dy);
}

static void
mill_minimap_dispose (GObject *object)
{
  MillMinimap *self = MILL_MINIMAP (object);

  g_clear_handle_id (&self->renew_source, g_source_remove);
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  g_clear_object (&self->world);

  G_OBJECT_CLASS (mill_minimap_parent_class)->dispose (object);
}

static void
mill_minimap_class_init (MillMinimapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_minimap_dispose;
  widget_class->measure = mill_minimap_measure;
  widget_class->snapshot = mill_minimap_snapshot;

  signals[LOOK_AT] = g_signal_new ("look-at", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "minimap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
mill_minimap_init (MillMinimap *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Overview"),
                                  -1);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
mill_minimap_new (MillWorld *world)
{
  MillMinimap *self = g_object_new (MILL_TYPE_MINIMAP, NULL);

  self->world = g_object_ref (world);

  return GTK_WIDGET (self);
}

/* What there is in the document, and whether the view holds all of it. */
static void
learn (MillMinimap *self)
{
  if (!self->known && !mill_world_get_extents (self->world, NULL, &self->extents))
    self->extents = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  self->known = TRUE;
  /* Where everything is seen there is nothing to look for. */
  gtk_widget_set_child_visible (GTK_WIDGET (self),
                                !mill_rect_contains (&self->view, &self->extents));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mill_minimap_set_view (MillMinimap           *self,
                       const graphene_rect_t *view)
{
  if (self->known && graphene_rect_equal (&self->view, view))
    return;

  self->view = *view;
  learn (self);
}

void
mill_minimap_forget (MillMinimap *self)
{
  g_clear_handle_id (&self->renew_source, g_source_remove);
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  self->known = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
renew_cb (gpointer data)
{
  MillMinimap *self = data;

  self->renew_source = 0;
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  self->known = FALSE;
  learn (self);

  return G_SOURCE_REMOVE;
}

void
mill_minimap_renew (MillMinimap *self)
{
  if (self->renew_source == 0 && self->known)
    self->renew_source = g_timeout_add (RENEW_MS, renew_cb, self);
}
