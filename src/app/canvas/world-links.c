/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "app/canvas/link-shape.h"
#include "app/canvas/world-private.h"

#define LINK_WIDTH 2.5f
#define HALO_WIDTH 8.0f

static MillPortDot *
find_dot (MillWorld         *self,
          const char        *node,
          MillPortDirection  direction,
          const char        *port)
{
  MillNodeCard *card = mill_world_get_card (self, node);

  return card != NULL ? mill_node_card_find_port (card, direction, port) : NULL;
}

static char *
make_label (MillWorld      *self,
            const MillLink *link)
{
  gint64 rows = mill_session_get_rows (self->session, link->from_node, link->from_port);

  return rows >= 0 ? g_strdup_printf ("%'" G_GINT64_FORMAT, rows) : NULL;
}

static gboolean
links_equal (const MillLink *a,
             const MillLink *b)
{
  return g_strcmp0 (a->from_node, b->from_node) == 0 && g_strcmp0 (a->from_port, b->from_port) == 0 &&
         g_strcmp0 (a->to_node, b->to_node) == 0 && g_strcmp0 (a->to_port, b->to_port) == 0;
}

void
mill_world_link_free (MillWorldLink *link)
{
  g_free ((char *) link->link.from_node);
  g_free ((char *) link->link.from_port);
  g_free ((char *) link->link.to_node);
  g_free ((char *) link->link.to_port);
  g_clear_pointer (&link->path, gsk_path_unref);
  g_free (link->label);
  g_free (link);
}

/* Takes over the path that the link had before, where it still holds. */
static void
keep_path (MillWorldLink *drawn,
           GPtrArray     *before,
           guint          start)
{
  /* Most links stay where they were in the list. */
  for (guint i = 0; i < before->len; i++)
    {
      MillWorldLink *old = g_ptr_array_index (before, (start + i) % before->len);

      if (links_equal (&old->link, &drawn->link))
        {
          drawn->path = g_steal_pointer (&old->path);
          return;
        }
    }
}

static void
add_link (MillWorld      *self,
          const MillLink *link,
          GPtrArray      *before)
{
  MillPortDot *from = find_dot (self, link->from_node, MILL_PORT_OUT, link->from_port);
  MillPortDot *to = find_dot (self, link->to_node, MILL_PORT_IN, link->to_port);
  MillWorldLink *drawn;

  /* A link to a port that this build does not know cannot be drawn; the diagnostics tell of it. */
  if (from == NULL || to == NULL)
    return;

  drawn = g_new0 (MillWorldLink, 1);
  drawn->link.from_node = g_strdup (link->from_node);
  drawn->link.from_port = g_strdup (link->from_port);
  drawn->link.to_node = g_strdup (link->to_node);
  drawn->link.to_port = g_strdup (link->to_port);
  drawn->type = mill_port_dot_get_port (from)->type;
  drawn->label = make_label (self, link);
  keep_path (drawn, before, self->links->len);
  mill_port_dot_set_linked (from, TRUE);
  g_ptr_array_add (self->links, drawn);
}

/* Tells assistive technology where the links of each card lead. */
static void
update_relations (MillWorld *self)
{
  GHashTableIter iter;
  gpointer id, item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, &item))
    {
      g_autolist (GtkWidget) targets = NULL;
      GValue value = G_VALUE_INIT;
      GtkAccessibleRelation relation = GTK_ACCESSIBLE_RELATION_FLOW_TO;

      if (!MILL_IS_NODE_CARD (item))
        continue;
      for (guint i = 0; i < self->links->len; i++)
        {
          MillWorldLink *drawn = g_ptr_array_index (self->links, i);
          MillNodeCard *target = g_str_equal (drawn->link.from_node, id)
                                   ? mill_world_get_card (self, drawn->link.to_node) : NULL;

          if (target != NULL && g_list_find (targets, target) == NULL)
            targets = g_list_prepend (targets, g_object_ref (target));
        }
      if (targets == NULL)
        {
          gtk_accessible_reset_relation (item, relation);
          continue;
        }
      g_value_init (&value, GTK_ACCESSIBLE_LIST);
      g_value_take_boxed (&value, gtk_accessible_list_new_from_list (targets));
      gtk_accessible_update_relation_value (item, 1, &relation, &value);
      g_value_unset (&value);
    }
}

void
mill_world_rebuild_links (MillWorld *self)
{
  g_autoptr (GArray) links = mill_pipeline_list_links (mill_session_get_pipeline (self->session));
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->links);
  GHashTableIter iter;
  gpointer item;
  gboolean selected = FALSE;

  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_world_link_free);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    for (guint i = 0; MILL_IS_NODE_CARD (item) && i < mill_node_card_get_ports (item)->len; i++)
      {
        MillPortDot *dot = g_ptr_array_index (mill_node_card_get_ports (item), i);

        if (mill_port_dot_get_port (dot)->direction == MILL_PORT_OUT)
          mill_port_dot_set_linked (dot, FALSE);
      }
  for (guint i = 0; i < links->len; i++)
    {
      const MillLink *link = &g_array_index (links, MillLink, i);

      add_link (self, link, before);
      selected |= links_equal (link, &self->selected);
    }
  if (!selected)
    self->selected = (MillLink) { 0 };
  update_relations (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mill_world_loosen_links (MillWorld  *self,
                         const char *id)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      MillWorldLink *drawn = g_ptr_array_index (self->links, i);

      if (g_str_equal (drawn->link.from_node, id) || g_str_equal (drawn->link.to_node, id))
        g_clear_pointer (&drawn->path, gsk_path_unref);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mill_world_update_label (MillWorld  *self,
                         const char *node,
                         const char *port)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      MillWorldLink *drawn = g_ptr_array_index (self->links, i);

      if (!g_str_equal (drawn->link.from_node, node))
        continue;
      g_free (drawn->label);
      drawn->label = make_label (self, &drawn->link);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
mill_world_get_port_point (MillWorld        *self,
                           MillPortDot      *dot,
                           graphene_point_t *point)
{
  const char *node = mill_port_dot_get_node (dot);
  MillNodeCard *card = mill_world_get_card (self, node);
  graphene_rect_t bounds;

  if (card == NULL)
    return FALSE;

  mill_world_get_bounds_of (self, node, &bounds);
  mill_node_card_get_anchor (card, dot, point);
  point->x += bounds.origin.x;
  point->y += bounds.origin.y;

  return TRUE;
}

static GskPath *
ensure_path (MillWorld     *self,
             MillWorldLink *drawn)
{
  const MillLink *link = &drawn->link;
  graphene_point_t from, to;

  if (drawn->path == NULL &&
      mill_world_get_port_point (self, find_dot (self, link->from_node, MILL_PORT_OUT,
                                                 link->from_port), &from) &&
      mill_world_get_port_point (self, find_dot (self, link->to_node, MILL_PORT_IN, link->to_port),
                                 &to))
    drawn->path = mill_link_shape_new (&from, &to);

  return drawn->path;
}

static void
draw_label (MillWorld   *self,
            GtkSnapshot *snapshot,
            GskPath     *path,
            const char  *text,
            gboolean     dark)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();
  GdkRGBA ink, paper;
  graphene_point_t middle;
  graphene_rect_t box;
  GskRoundedRect pill;
  int width, height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.8));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, &height);

  mill_link_shape_get_middle (path, &middle);
  graphene_rect_init (&box, middle.x - width / 2.0f - 7, middle.y - height / 2.0f - 1, width + 14,
                      height + 2);
  gsk_rounded_rect_init_from_rect (&pill, &box, box.size.height / 2);
  gdk_rgba_parse (&paper, dark ? "#36363a" : "#ffffff");
  gtk_widget_get_color (GTK_WIDGET (self), &ink);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &paper, &box);
  gtk_snapshot_pop (snapshot);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (box.origin.x + 7, box.origin.y + 1));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

void
mill_world_snapshot_links (MillWorld   *self,
                           GtkSnapshot *snapshot)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autoptr (GskStroke) stroke = gsk_stroke_new (LINK_WIDTH);
  g_autoptr (GskStroke) halo = gsk_stroke_new (HALO_WIDTH);
  GdkRGBA color;

  gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
  gsk_stroke_set_line_cap (halo, GSK_LINE_CAP_ROUND);

  for (guint i = 0; i < self->links->len; i++)
    {
      MillWorldLink *drawn = g_ptr_array_index (self->links, i);
      GskPath *path = ensure_path (self, drawn);

      if (path == NULL || links_equal (&drawn->link, &self->hidden))
        continue;
      mill_port_type_get_color (drawn->type, dark, &color);
      if (links_equal (&drawn->link, &self->selected))
        {
          GdkRGBA glow = color;

          glow.alpha = 0.35f;
          gtk_snapshot_append_stroke (snapshot, path, halo, &glow);
        }
      gtk_snapshot_append_stroke (snapshot, path, stroke, &color);
    }

  for (guint i = 0; i < self->links->len; i++)
    {
      MillWorldLink *drawn = g_ptr_array_index (self->links, i);

      if (drawn->label != NULL && drawn->path != NULL && !links_equal (&drawn->link, &self->hidden))
        draw_label (self, snapshot, drawn->path, drawn->label, dark);
    }

  if (self->loose)
    {
      g_autoptr (GskPath) path = mill_link_shape_new (&self->loose_from, &self->loose_to);

      mill_port_type_get_color (self->loose_type, dark, &color);
      gtk_snapshot_append_stroke (snapshot, path, stroke, &color);
    }
}

gboolean
mill_world_find_link (MillWorld              *self,
                      const graphene_point_t *point,
                      float                   reach,
                      MillLink               *link)
{
  for (guint i = self->links->len; i-- > 0;)
    {
      MillWorldLink *drawn = g_ptr_array_index (self->links, i);

      if (drawn->path != NULL && mill_link_shape_contains (drawn->path, point, reach))
        {
          *link = drawn->link;
          return TRUE;
        }
    }

  return FALSE;
}

static void
intern_link (MillLink       *kept,
             const MillLink *link)
{
  *kept = (MillLink) { 0 };
  if (link != NULL)
    {
      kept->from_node = g_intern_string (link->from_node);
      kept->from_port = g_intern_string (link->from_port);
      kept->to_node = g_intern_string (link->to_node);
      kept->to_port = g_intern_string (link->to_port);
    }
}

void
mill_world_select_link (MillWorld      *self,
                        const MillLink *link)
{
  intern_link (&self->selected, link);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mill_world_hide_link (MillWorld      *self,
                      const MillLink *link)
{
  intern_link (&self->hidden, link);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const MillLink *
mill_world_get_selected_link (MillWorld *self)
{
  return self->selected.from_node != NULL ? &self->selected : NULL;
}
