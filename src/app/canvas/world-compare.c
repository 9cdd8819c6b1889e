/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/world-private.h"

#include <string.h>

/* What is drawn of the version that the document is compared with: where nodes were that are gone, and from afar,
 * where cards have no signs, what became of those that are there. */

#define GONE_WIDTH 220
#define GONE_HEIGHT 56
#define CORNER 12

/* Whether @path is that of a node of the shown level; its id there, or NULL. */
static const char *
get_id (MillWorld  *self,
        const char *path)
{
  const char *level = mill_session_get_level (self->session);
  const char *id = path;

  if (path == NULL)
    return NULL;
  if (level != NULL)
    {
      if (!g_str_has_prefix (path, level) || path[strlen (level)] != '/')
        return NULL;
      id = path + strlen (level) + 1;
    }

  return strchr (id, '/') == NULL ? id : NULL;
}

/* As wide on the screen from afar. */
static void
snapshot_ring (const graphene_rect_t *bounds,
               float                  unit,
               float                  width,
               gboolean               dashed,
               const GdkRGBA         *color,
               GtkSnapshot           *snapshot)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (width * unit);
  GskRoundedRect ring;

  gsk_rounded_rect_init_from_rect (&ring, bounds, CORNER);
  gsk_path_builder_add_rounded_rect (builder, &ring);
  path = gsk_path_builder_to_path (builder);
  if (dashed)
    gsk_stroke_set_dash (stroke, (float[]) { 6 * unit, 4 * unit }, 2);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

static void
snapshot_gone (MillWorld                *self,
               const MillNodeDifference *gone,
               const MillLinkLook       *look,
               float                     unit,
               GtkSnapshot              *snapshot)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (gone->x, gone->y, GONE_WIDTH, GONE_HEIGHT);
  g_autoptr (PangoLayout) layout = NULL;
  GdkRGBA ink = look->ink;
  int height;

  if (!graphene_rect_intersection (&bounds, &self->view, NULL))
    return;

  snapshot_ring (&bounds, MAX (unit, 1), 1.5f, TRUE, &look->error, snapshot);
  /* Too small to be read. */
  if (unit > 2)
    return;

  ink.alpha *= 0.75f;
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), gone->title);
  pango_layout_set_width (layout, (GONE_WIDTH - 24) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (bounds.origin.x + 12,
                                                          bounds.origin.y + (GONE_HEIGHT - height) / 2.0f));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_from_afar (MillWorld                *self,
                    const char               *id,
                    const MillNodeDifference *difference,
                    const MillLinkLook       *look,
                    float                     unit,
                    GtkSnapshot              *snapshot)
{
  const MillWorldItem *item = mill_world_find_item (self, id);

  if (item == NULL || !graphene_rect_intersection (&item->entry.bounds, &self->view, NULL))
    return;

  snapshot_ring (&item->entry.bounds, unit, 2, difference->fate == MILL_NODE_MOVED,
                 difference->fate == MILL_NODE_ADDED ? &look->success : &look->accent, snapshot);
}

void
mill_world_snapshot_comparison (MillWorld   *self,
                                GtkSnapshot *snapshot)
{
  MillComparison *comparison = self->session != NULL ? mill_session_get_comparison (self->session) : NULL;
  float unit = self->view.size.width / MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
  MillLinkLook look;
  GPtrArray *list;

  if (comparison == NULL)
    return;

  mill_link_look_init (&look, GTK_WIDGET (self));
  list = mill_comparison_get_list (comparison);
  for (guint i = 0; i < list->len; i++)
    {
      const MillNodeDifference *one = g_ptr_array_index (list, i);
      const char *id = get_id (self, one->node);

      if (id == NULL)
        continue;
      if (one->fate != MILL_NODE_REMOVED && self->far)
        snapshot_from_afar (self, id, one, &look, unit, snapshot);
      else if (one->fate == MILL_NODE_REMOVED && one->placed)
        snapshot_gone (self, one, &look, unit, snapshot);
    }
}
