/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "app/canvas/far-view.h"
#include "app/canvas/world-private.h"

/* What is seen while the zoom changes. Every letter then has another size in each frame, and the software
 * renderer would take several frames to draw them. It is shown what is seen from afar instead, with the
 * pictures there are of cards made smaller or larger, until those of the zoom that it came to are ready. */

/* So few nodes are drawn in time as they are. */
#define FEW 48
/* What always moves has no picture, and is not waited for longer. */
#define PATIENCE_US 600000

gboolean
mill_world_is_zooming (MillWorld *self)
{
  return self->zooming;
}

void
mill_world_note_zoom (MillWorld             *self,
                      const graphene_rect_t *view,
                      double                 zoom)
{
  /* What is seen for the first time did not change. */
  self->zoomed = self->zoom > 0 && zoom != self->zoom;
  if (self->zoomed && !self->zooming && mill_card_painter_serves (GTK_WIDGET (self)) &&
      mill_world_count_items (self, view) > FEW)
    {
      self->zooming = TRUE;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  else if (self->zooming && !self->zoomed && g_get_monotonic_time () - self->moved_at > PATIENCE_US)
    mill_world_end_zooming (self);
}

void
mill_world_end_zooming (MillWorld *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  self->zooming = FALSE;
  g_clear_pointer (&self->passing, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (parent != NULL)
    gtk_widget_queue_draw (parent);
}

gboolean
mill_world_prepare_far (MillWorld *self,
                        gint64     deadline)
{
  return mill_far_tiles_prepare (self->far_tiles, gtk_widget_get_width (GTK_WIDGET (self)),
                                 gtk_widget_get_height (GTK_WIDGET (self)),
                                 (int) round (-self->view.origin.x * self->zoom),
                                 (int) round (-self->view.origin.y * self->zoom), self->zoom, deadline);
}

static void
snapshot_passing (MillWorld   *self,
                  GtkSnapshot *snapshot,
                  int          width,
                  int          height,
                  int          offset_x,
                  int          offset_y,
                  double       zoom)
{
  graphene_rect_t area = GRAPHENE_RECT_INIT (offset_x, offset_y, width, height);

  if (self->passing == NULL || self->zoomed || !graphene_rect_equal (&area, &self->passing_area))
    {
      g_autoptr (GtkSnapshot) own = gtk_snapshot_new ();

      mill_far_view_snapshot_passing (self, own, width, height, offset_x, offset_y, zoom);
      g_clear_pointer (&self->passing, gsk_render_node_unref);
      self->passing = gtk_snapshot_free_to_node (g_steal_pointer (&own));
      self->passing_area = area;
    }
  if (self->passing != NULL)
    gtk_snapshot_append_node (snapshot, self->passing);
}

void
mill_world_snapshot_far (MillWorld   *self,
                         GtkSnapshot *snapshot,
                         int          width,
                         int          height,
                         int          offset_x,
                         int          offset_y,
                         double       zoom)
{
  if (self->zooming)
    snapshot_passing (self, snapshot, width, height, offset_x, offset_y, zoom);
  else
    mill_far_tiles_snapshot (self->far_tiles, snapshot, width, height, offset_x, offset_y, zoom);
}
