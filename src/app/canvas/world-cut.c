/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/link-shape.h"
#include "app/canvas/world-private.h"

/* The knife: a line drawn by hand, and the links that it crosses. */

static void
cut_between (MillWorld              *self,
             const graphene_point_t *a,
             const graphene_point_t *b)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  graphene_rect_t area;

  graphene_rect_init (&area, a->x, a->y, b->x - a->x, b->y - a->y);
  graphene_rect_normalize (&area);
  mill_index_find (self->link_index, &area, found);
  for (guint i = 0; i < found->len; i++)
    {
      MillWorldLink *link = g_ptr_array_index (found, i);
      graphene_point_t from, to;

      mill_world_get_ends (link, &from, &to);
      if (!link->cut && mill_link_shape_crosses (&from, &to, a, b))
        {
          link->cut = TRUE;
          mill_world_redraw_area (self, &link->entry.bounds);
        }
    }
}

void
mill_world_cut (MillWorld              *self,
                const graphene_point_t *point)
{
  if (self->trail == NULL)
    self->trail = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  g_array_append_val (self->trail, *point);
  if (self->trail->len > 1)
    cut_between (self, &g_array_index (self->trail, graphene_point_t, self->trail->len - 2), point);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GArray *
mill_world_end_cut (MillWorld *self)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (MillLink));

  for (guint i = 0; i < self->links->len; i++)
    {
      MillWorldLink *link = g_ptr_array_index (self->links, i);
      MillLink copy = { g_intern_string (link->link.from_node), g_intern_string (link->link.from_port),
                        g_intern_string (link->link.to_node), g_intern_string (link->link.to_port),
                        link->link.muted };

      if (!link->cut)
        continue;
      link->cut = FALSE;
      g_array_append_val (links, copy);
    }
  g_clear_pointer (&self->trail, g_array_unref);
  mill_world_redraw (self);

  return links;
}

void
mill_world_snapshot_trail (MillWorld   *self,
                           GtkSnapshot *snapshot)
{
  g_autoptr (GskPathBuilder) builder = NULL;
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = NULL;
  MillLinkLook look;

  if (self->trail == NULL || self->trail->len < 2)
    return;

  mill_link_look_init (&look, GTK_WIDGET (self));
  builder = gsk_path_builder_new ();
  for (guint i = 0; i < self->trail->len; i++)
    {
      const graphene_point_t *point = &g_array_index (self->trail, graphene_point_t, i);

      if (i == 0)
        gsk_path_builder_move_to (builder, point->x, point->y);
      else
        gsk_path_builder_line_to (builder, point->x, point->y);
    }
  path = gsk_path_builder_to_path (builder);
  /* As wide on the screen from afar. */
  stroke = gsk_stroke_new (2 * self->view.size.width / MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1));
  gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &look.error);
}
