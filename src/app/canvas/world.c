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

/* Where the document, and a drag that is under way, put an item. */
static gboolean
get_item_position (MillWorld  *self,
                   const char *id,
                   double     *x,
                   double     *y)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  MillNode *node = mill_pipeline_get_node (pipeline, id);
  MillAnnotation *annotation = mill_pipeline_get_annotation (pipeline, id);

  if (node != NULL)
    mill_node_get_position (node, x, y);
  else if (annotation != NULL)
    mill_annotation_get_bounds (annotation, x, y, NULL, NULL);
  else
    return FALSE;

  if (self->dragged != NULL && g_hash_table_contains (self->dragged, id))
    {
      *x += self->drag_x;
      *y += self->drag_y;
    }

  return TRUE;
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

      if (!get_item_position (self, id, &x, &y))
        continue;
      gtk_widget_measure (item, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &w, NULL, NULL);
      gtk_widget_measure (item, GTK_ORIENTATION_VERTICAL, w, NULL, &h, NULL, NULL);
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

static void
remove_items (MillWorld *self)
{
  GtkWidget *item;

  g_hash_table_remove_all (self->items);
  while ((item = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (item);
}

static void
mill_world_dispose (GObject *object)
{
  MillWorld *self = MILL_WORLD (object);

  remove_items (self);
  g_ptr_array_set_size (self->links, 0);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (mill_session_get_pipeline (self->session), self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->dragged, g_hash_table_unref);

  G_OBJECT_CLASS (mill_world_parent_class)->dispose (object);
}

static void
mill_world_finalize (GObject *object)
{
  MillWorld *self = MILL_WORLD (object);

  g_hash_table_unref (self->items);
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
  gtk_widget_class_set_css_name (widget_class, "world");
}

static void
world_link_free (gpointer data)
{
  MillWorldLink *self = data;

  g_free ((char *) self->link.from_node);
  g_free ((char *) self->link.from_port);
  g_free ((char *) self->link.to_node);
  g_free ((char *) self->link.to_port);
  g_clear_pointer (&self->path, gsk_path_unref);
  g_free (self->label);
  g_free (self);
}

static void
mill_world_init (MillWorld *self)
{
  self->items = g_hash_table_new (g_str_hash, g_str_equal);
  self->links = g_ptr_array_new_with_free_func (world_link_free);
}

GtkWidget *
mill_world_new (void)
{
  return g_object_new (MILL_TYPE_WORLD, NULL);
}

static void
add_card (MillWorld  *self,
          const char *id)
{
  GtkWidget *card = mill_node_card_new (self->session, id);

  gtk_widget_set_parent (card, GTK_WIDGET (self));
  g_hash_table_insert (self->items, (char *) mill_node_card_get_id (MILL_NODE_CARD (card)), card);
}

static void
add_note (MillWorld  *self,
          const char *id)
{
  GtkWidget *box = mill_note_box_new (self->session, id);
  GtkWidget *before = gtk_widget_get_first_child (GTK_WIDGET (self));

  /* Frames lie below notes, and both below cards. */
  if (mill_note_box_get_kind (MILL_NOTE_BOX (box)) == MILL_ANNOTATION_NOTE)
    while (before != NULL && MILL_IS_NOTE_BOX (before))
      before = gtk_widget_get_next_sibling (before);
  gtk_widget_insert_before (box, GTK_WIDGET (self), before);
  g_hash_table_insert (self->items, (char *) mill_note_box_get_id (MILL_NOTE_BOX (box)), box);
}

static void
apply_change (MillWorld        *self,
              const MillChange *change)
{
  GtkWidget *item;

  if (change->kind != MILL_CHANGE_NODE && change->kind != MILL_CHANGE_ANNOTATION)
    return;

  item = g_hash_table_lookup (self->items, change->id);
  /* A node that became another type is a new card. */
  if (item != NULL && (change->after == NULL ||
                       (change->kind == MILL_CHANGE_NODE && change->before != NULL &&
                        !g_str_equal (mill_node_get_type_id (change->before),
                                      mill_node_get_type_id (change->after)))))
    {
      g_hash_table_remove (self->items, change->id);
      gtk_widget_unparent (g_steal_pointer (&item));
    }

  if (change->after == NULL)
    return;
  if (item == NULL && change->kind == MILL_CHANGE_NODE)
    add_card (self, change->id);
  else if (item == NULL)
    add_note (self, change->id);
  else if (MILL_IS_NODE_CARD (item))
    mill_node_card_update (MILL_NODE_CARD (item));
  else
    mill_note_box_update (MILL_NOTE_BOX (item));
}

static void
changed_cb (MillWorld        *self,
            const MillChange *changes,
            guint             n_changes)
{
  for (guint i = 0; i < n_changes; i++)
    apply_change (self, &changes[i]);

  mill_world_rebuild_links (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
selection_changed_cb (MillWorld *self)
{
  GHashTableIter iter;
  gpointer id, item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, &item))
    {
      gboolean selected = mill_session_is_selected (self->session, id);

      if (MILL_IS_NODE_CARD (item))
        mill_node_card_set_selected (item, selected);
      else
        mill_note_box_set_selected (item, selected);
    }
}

static void
status_changed_cb (MillWorld  *self,
                   const char *id)
{
  MillNodeCard *card = mill_world_get_card (self, id);

  if (card != NULL)
    mill_node_card_update_status (card);
  mill_world_loosen_links (self, id);
}

static void
types_changed_cb (MillWorld *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    if (MILL_IS_NODE_CARD (item))
      mill_node_card_update (item);
}

/* Charts are shown once the run that made them has ended. */
static void
run_finished_cb (MillWorld *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    status_changed_cb (self, id);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
rows_changed_cb (MillWorld  *self,
                 const char *id,
                 const char *port)
{
  mill_world_update_label (self, id, port);
}

void
mill_world_set_session (MillWorld   *self,
                        MillSession *session)
{
  MillPipeline *pipeline;
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GPtrArray) annotations = NULL;

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (mill_session_get_pipeline (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  remove_items (self);
  g_ptr_array_set_size (self->links, 0);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;

  pipeline = mill_session_get_pipeline (session);
  nodes = mill_pipeline_list_nodes (pipeline);
  annotations = mill_pipeline_list_annotations (pipeline);
  for (guint i = 0; i < nodes->len; i++)
    add_card (self, mill_node_get_id (g_ptr_array_index (nodes, i)));
  for (guint i = 0; i < annotations->len; i++)
    add_note (self, mill_annotation_get_id (g_ptr_array_index (annotations, i)));
  mill_world_rebuild_links (self);

  g_signal_connect_swapped (pipeline, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (session, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (session, "node-status-changed", G_CALLBACK (status_changed_cb), self);
  g_signal_connect_swapped (session, "types-changed", G_CALLBACK (types_changed_cb), self);
  g_signal_connect_swapped (session, "run-finished", G_CALLBACK (run_finished_cb), self);
  g_signal_connect_swapped (session, "rows-changed", G_CALLBACK (rows_changed_cb), self);
  selection_changed_cb (self);
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
  if (item != NULL && get_item_position (self, id, &x, &y))
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
