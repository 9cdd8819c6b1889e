/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/world-private.h"

G_DEFINE_FINAL_TYPE (MillWorld, mill_world, GTK_TYPE_WIDGET)

static const char *
get_item_id (GtkWidget *item)
{
  return MILL_IS_NODE_CARD (item) ? mill_node_card_get_id (MILL_NODE_CARD (item))
                                  : mill_note_box_get_id (MILL_NOTE_BOX (item));
}

static void
mill_world_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  /* Its size means nothing: what lies on it may be anywhere. */
  *minimum = *natural = 0;
}

static void
mill_world_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  MillWorld *self = MILL_WORLD (widget);

  for (GtkWidget *item = gtk_widget_get_first_child (widget); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      const char *id = get_item_id (item);
      double x, y;
      int w, h;

      if (!mill_world_get_position (self, id, &x, &y))
        continue;
      gtk_widget_measure (item, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &w, NULL, NULL);
      gtk_widget_measure (item, GTK_ORIENTATION_VERTICAL, w, NULL, &h, NULL, NULL);
      /* In a card of another size the ports may be elsewhere. */
      if (w != gtk_widget_get_width (item) || h != gtk_widget_get_height (item))
        mill_world_loosen_links (self, id);
      gtk_widget_allocate (item, w, h, -1,
                           gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (x, y)));
    }
}

static void
mill_world_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  MillWorld *self = MILL_WORLD (widget);
  GtkWidget *item = gtk_widget_get_first_child (widget);

  /* Frames and notes come first among the children. */
  for (; item != NULL && MILL_IS_NOTE_BOX (item); item = gtk_widget_get_next_sibling (item))
    gtk_widget_snapshot_child (widget, item, snapshot);
  mill_world_snapshot_links (self, snapshot);
  for (; item != NULL; item = gtk_widget_get_next_sibling (item))
    gtk_widget_snapshot_child (widget, item, snapshot);

  if (self->banding)
    {
      GdkRGBA fill, edge;
      GskRoundedRect outline;
      graphene_rect_t band;

      gtk_widget_get_color (widget, &edge);
      fill = edge;
      fill.alpha = 0.08f;
      edge.alpha = 0.4f;
      graphene_rect_normalize_r (&self->band, &band);
      gtk_snapshot_append_color (snapshot, &fill, &band);
      gsk_rounded_rect_init_from_rect (&outline, &band, 0);
      gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                                  (GdkRGBA[4]) { edge, edge, edge, edge });
    }
}

/* The canvas moves the focus in the order of the work rather than by what lies where. */
static gboolean
mill_world_focus (GtkWidget        *widget,
                  GtkDirectionType  direction)
{
  return FALSE;
}

static void
mill_world_dispose (GObject *object)
{
  MillWorld *self = MILL_WORLD (object);

  mill_world_set_session (self, NULL);
  g_clear_pointer (&self->dragged, g_hash_table_unref);

  G_OBJECT_CLASS (mill_world_parent_class)->dispose (object);
}

static void
mill_world_finalize (GObject *object)
{
  MillWorld *self = MILL_WORLD (object);

  g_hash_table_unref (self->items);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->links);

  G_OBJECT_CLASS (mill_world_parent_class)->finalize (object);
}

static void
mill_world_class_init (MillWorldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mill_world_dispose;
  object_class->finalize = mill_world_finalize;
  widget_class->measure = mill_world_measure;
  widget_class->size_allocate = mill_world_size_allocate;
  widget_class->snapshot = mill_world_snapshot;
  widget_class->focus = mill_world_focus;
  gtk_widget_class_set_css_name (widget_class, "world");
}

static void
mill_world_init (MillWorld *self)
{
  self->items = g_hash_table_new (g_str_hash, g_str_equal);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_world_link_free);
}

GtkWidget *
mill_world_new (void)
{
  return g_object_new (MILL_TYPE_WORLD, NULL);
}

GtkWidget *
mill_world_get_item (MillWorld  *self,
                     const char *id)
{
  return g_hash_table_lookup (self->items, id);
}

MillNodeCard *
mill_world_get_card (MillWorld  *self,
                     const char *id)
{
  GtkWidget *item = mill_world_get_item (self, id);

  return item != NULL && MILL_IS_NODE_CARD (item) ? MILL_NODE_CARD (item) : NULL;
}

void
mill_world_get_bounds_of (MillWorld       *self,
                          const char      *id,
                          graphene_rect_t *bounds)
{
  GtkWidget *item = mill_world_get_item (self, id);
  double x = 0, y = 0;
  int w = 0, h = 0;

  /* The document's position rather than the allocation's, which may be one frame behind. */
  if (item != NULL && mill_world_get_position (self, id, &x, &y))
    {
      gtk_widget_measure (item, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &w, NULL, NULL);
      gtk_widget_measure (item, GTK_ORIENTATION_VERTICAL, w, NULL, &h, NULL, NULL);
    }
  graphene_rect_init (bounds, x, y, w, h);
}

GStrv
mill_world_list_in (MillWorld             *self,
                    const graphene_rect_t *area)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer id, item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, &item))
    {
      graphene_rect_t bounds;

      if (MILL_IS_NOTE_BOX (item) && mill_note_box_get_kind (item) == MILL_ANNOTATION_FRAME)
        continue;
      mill_world_get_bounds_of (self, id, &bounds);
      if (graphene_rect_intersection (&bounds, area, NULL))
        g_strv_builder_add (builder, id);
    }

  return g_strv_builder_end (builder);
}

gboolean
mill_world_get_extents (MillWorld         *self,
                        const char *const *ids,
                        graphene_rect_t   *extents)
{
  GHashTableIter iter;
  gpointer id;
  gboolean found = FALSE;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      graphene_rect_t bounds;

      if (ids != NULL && !g_strv_contains (ids, id))
        continue;
      mill_world_get_bounds_of (self, id, &bounds);
      if (found)
        graphene_rect_union (extents, &bounds, extents);
      else
        *extents = bounds;
      found = TRUE;
    }

  return found;
}

void
mill_world_set_drag (MillWorld         *self,
                     const char *const *ids,
                     double             dx,
                     double             dy)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&self->dragged);
  GHashTableIter iter;
  gpointer id;

  self->drag_x = dx;
  self->drag_y = dy;
  if (ids != NULL)
    {
      self->dragged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; ids[i] != NULL; i++)
        {
          g_hash_table_add (self->dragged, g_strdup (ids[i]));
          mill_world_loosen_links (self, ids[i]);
        }
    }
  if (before != NULL)
    {
      g_hash_table_iter_init (&iter, before);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        mill_world_loosen_links (self, id);
    }

  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mill_world_set_loose_link (MillWorld              *self,
                           const graphene_point_t *from,
                           const graphene_point_t *to,
                           MillPortType            type)
{
  self->loose = from != NULL;
  if (from != NULL)
    {
      self->loose_from = *from;
      self->loose_to = *to;
      self->loose_type = type;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mill_world_set_band (MillWorld             *self,
                     const graphene_rect_t *band)
{
  self->banding = band != NULL;
  if (band != NULL)
    self->band = *band;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
