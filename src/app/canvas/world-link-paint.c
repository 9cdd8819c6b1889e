/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/link-look.h"
#include "app/canvas/link-shape.h"
#include "app/canvas/world-private.h"

/* Links as they are drawn between cards: those near what is seen, each with what was made for it once. */

#define HALO_WIDTH 8.0f
/* A link that lets nothing through. */
#define MUTED_ALPHA 0.8f
#define MUTED_ALPHA_CONTRAST 0.9f
#define DASH 6.0f

GskPath *
mill_world_ensure_path (MillWorldLink *link)
{
  graphene_point_t from, to;

  if (link->path == NULL)
    {
      mill_world_get_ends (link, &from, &to);
      link->path = mill_link_shape_new (&from, &to);
    }

  return link->path;
}

void
mill_world_forget_paint (MillWorldLink *link)
{
  g_clear_pointer (&link->path, gsk_path_unref);
  g_clear_pointer (&link->stroke, gsk_render_node_unref);
  mill_world_forget_label (link);
  g_clear_pointer (&link->label_picture, mill_card_picture_free);
}

static void
append_stroke (GtkSnapshot   *snapshot,
               GskPath       *path,
               float          width,
               gboolean       dashed,
               const GdkRGBA *color)
{
  g_autoptr (GskStroke) stroke = gsk_stroke_new (width);

  gsk_stroke_set_line_cap (stroke, dashed ? GSK_LINE_CAP_BUTT : GSK_LINE_CAP_ROUND);
  if (dashed)
    gsk_stroke_set_dash (stroke, (const float[]) { DASH, DASH }, 2);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

static void
draw_stroke (MillWorld          *self,
             MillWorldLink      *link,
             const MillLinkLook *look,
             GtkSnapshot        *snapshot)
{
  GskPath *path = mill_world_ensure_path (link);

  /* What the knife has crossed, and what would be taken apart for what is dragged. */
  if (link->cut || mill_world_is_link (link, &self->lit))
    append_stroke (snapshot, path, HALO_WIDTH, FALSE, link->cut ? &look->error : &look->accent);
  if (mill_world_is_link (link, &self->selected))
    {
      GdkRGBA glow = look->colors[link->type];

      glow.alpha = look->contrast ? 0.6f : 0.35f;
      append_stroke (snapshot, path, HALO_WIDTH, FALSE, &glow);
    }
  if (link->stroke == NULL)
    {
      g_autoptr (GtkSnapshot) own = gtk_snapshot_new ();
      GdkRGBA color = look->colors[link->type];

      if (link->link.muted)
        color.alpha *= look->contrast ? MUTED_ALPHA_CONTRAST : MUTED_ALPHA;
      append_stroke (own, path, look->width, link->link.muted, &color);
      link->stroke = gtk_snapshot_free_to_node (g_steal_pointer (&own));
    }
  if (link->stroke != NULL)
    gtk_snapshot_append_node (snapshot, link->stroke);
}

void
mill_world_snapshot_links (MillWorld       *self,
                           MillCardPainter *painter,
                           GtkSnapshot     *snapshot)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  MillLinkLook look;

  mill_link_look_init (&look, GTK_WIDGET (self));
  if (!mill_link_look_equal (&look, &self->look))
    {
      g_ptr_array_foreach (self->links, (GFunc) mill_world_forget_paint, NULL);
      self->look = look;
    }
  mill_index_find (self->link_index, &self->covered, found);
  for (guint i = 0; i < found->len; i++)
    if (!mill_world_is_hidden (self, g_ptr_array_index (found, i)))
      draw_stroke (self, g_ptr_array_index (found, i), &look, snapshot);

  if (!self->small)
    mill_world_snapshot_labels (self, found, painter, snapshot);
}

void
mill_world_snapshot_loose_link (MillWorld   *self,
                                GtkSnapshot *snapshot)
{
  MillLinkLook look;

  if (self->loose->len == 0)
    return;

  mill_link_look_init (&look, GTK_WIDGET (self));
  for (guint i = 0; i + 1 < self->loose->len; i += 2)
    {
      g_autoptr (GskPath) path =
        mill_link_shape_new (&g_array_index (self->loose, graphene_point_t, i),
                             &g_array_index (self->loose, graphene_point_t, i + 1));

      append_stroke (snapshot, path, look.width, FALSE, &look.colors[self->loose_type]);
    }
}
