/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/world-private.h"

/* What lies on the canvas, and where. */

static MillPipeline *
get_pipeline (MillWorld *self)
{
  return mill_session_get_pipeline (self->session);
}

void
mill_world_forget_title (MillWorldItem *item)
{
  g_clear_pointer (&item->title, gsk_render_node_unref);
  g_clear_pointer (&item->letters, mill_pixels_free);
}

void
mill_world_item_free (MillWorldItem *item)
{
  g_clear_pointer (&item->shape, g_rc_box_release);
  g_clear_pointer (&item->told, g_array_unref);
  g_clear_pointer (&item->picture, mill_card_picture_free);
  mill_world_forget_title (item);
  g_ptr_array_unref (item->in);
  g_ptr_array_unref (item->out);
  g_free (item->id);
  g_free (item);
}

MillWorldItem *
mill_world_find_item (MillWorld  *self,
                      const char *id)
{
  return g_hash_table_lookup (self->items, id);
}

/* All cards of a type are alike but for the words on them, and these are cut to fit; one of them, made
 * for this only, tells how large they are. What this build does not know is alike by its name. */
static MillCardShape *
acquire_shape (MillWorld  *self,
               const char *id)
{
  const MillNode *node = mill_pipeline_get_node (get_pipeline (self), id);
  const MillNodeType *type = mill_pipeline_get_node_type (get_pipeline (self), id);
  gconstpointer key = type != NULL ? (gconstpointer) type
                                   : g_intern_string (mill_node_get_type_id (node));
  MillCardShape *shape = g_hash_table_lookup (self->shapes, key);

  if (shape == NULL)
    {
      g_autoptr (MillNodeCard) card = MILL_NODE_CARD (mill_node_card_new (self->session, id));

      g_object_ref_sink (card);
      shape = mill_node_card_measure_shape (card);
      g_hash_table_insert (self->shapes, (gpointer) key, shape);
    }

  return g_rc_box_acquire (shape);
}

static void
get_place (MillWorld           *self,
           const MillWorldItem *item,
           graphene_rect_t     *place)
{
  double x = 0, y = 0, width = item->entry.bounds.size.width, height = item->entry.bounds.size.height;

  if (item->kind != MILL_WORLD_NODE)
    mill_annotation_get_bounds (mill_pipeline_get_annotation (get_pipeline (self), item->id), &x, &y,
                                NULL, NULL);
  else if (item->placed)
    mill_node_get_position (mill_pipeline_get_node (get_pipeline (self), item->id), &x, &y);
  else
    {
      const graphene_point_t *point = g_hash_table_lookup (self->places, item->id);

      x = point != NULL ? point->x : 0;
      y = point != NULL ? point->y : 0;
    }
  if (item->dragged)
    {
      x += self->drag_x;
      y += self->drag_y;
    }
  graphene_rect_init (place, x + item->glide.x, y + item->glide.y, width, height);
}

void
mill_world_place_item (MillWorld     *self,
                       MillWorldItem *item)
{
  graphene_rect_t place;

  get_place (self, item, &place);
  if (item->entry.cell != NULL && graphene_rect_equal (&place, &item->entry.bounds))
    return;

  if (item->entry.cell != NULL)
    mill_world_redraw_area (self, &item->entry.bounds);
  mill_index_put (self->item_index, &item->entry, &place);
  mill_world_redraw_area (self, &item->entry.bounds);
  mill_world_loosen_links (self, item);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
mill_world_resize_item (MillWorld     *self,
                        MillWorldItem *item,
                        int            width,
                        int            height)
{
  graphene_rect_t place = item->entry.bounds;

  place.size = GRAPHENE_SIZE_INIT (width, height);
  if (item->kind == MILL_WORLD_NODE)
    {
      g_clear_pointer (&item->shape, g_rc_box_release);
      item->shape = mill_node_card_measure_shape (MILL_NODE_CARD (item->widget));
    }
  mill_index_put (self->item_index, &item->entry, &place);
  mill_world_loosen_links (self, item);
}

static MillWorldItem *
add_item (MillWorld     *self,
          const char    *id,
          MillWorldKind  kind)
{
  MillWorldItem *item = g_new0 (MillWorldItem, 1);

  item->id = g_strdup (id);
  item->kind = kind;
  item->serial = self->next_serial++;
  item->in = g_ptr_array_new ();
  item->out = g_ptr_array_new ();
  item->selected = mill_session_is_selected (self->session, id);
  if (item->selected)
    g_ptr_array_add (self->selection, item);
  g_hash_table_insert (self->items, item->id, item);

  return item;
}

void
mill_world_note_placing (MillWorld     *self,
                         MillWorldItem *item,
                         gboolean       placed)
{
  if (item->placed == placed)
    return;

  item->placed = placed;
  self->n_unplaced += placed ? -1 : 1;
  if (!g_hash_table_contains (self->places, item->id))
    self->n_placeless += placed ? -1 : 1;
}

MillWorldItem *
mill_world_add_node (MillWorld  *self,
                     const char *id)
{
  MillWorldItem *item = add_item (self, id, MILL_WORLD_NODE);
  MillNodeStatus status;

  mill_session_get_status (self->session, id, &status);
  item->state = status.state;
  item->type = mill_pipeline_get_node_type (get_pipeline (self), id);
  item->bypassed = mill_node_is_bypassed (mill_pipeline_get_node (get_pipeline (self), id));
  item->shape = acquire_shape (self, id);
  item->entry.bounds.size = GRAPHENE_SIZE_INIT (item->shape->width, item->shape->height);
  item->placed = TRUE;
  mill_world_note_placing (self, item,
                           mill_node_is_placed (mill_pipeline_get_node (get_pipeline (self), id)));
  mill_world_place_item (self, item);

  return item;
}

MillWorldItem *
mill_world_add_annotation (MillWorld  *self,
                           const char *id)
{
  MillAnnotation *annotation = mill_pipeline_get_annotation (get_pipeline (self), id);
  gboolean frame = mill_annotation_get_kind (annotation) == MILL_ANNOTATION_FRAME;
  MillWorldItem *item = add_item (self, id, frame ? MILL_WORLD_FRAME : MILL_WORLD_NOTE);
  int width, height;

  item->placed = TRUE;
  mill_world_show_item (self, item);
  gtk_widget_measure (item->widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (item->widget, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  item->entry.bounds.size = GRAPHENE_SIZE_INIT (width, height);
  mill_world_place_item (self, item);

  return item;
}

void
mill_world_remove_item (MillWorld     *self,
                        MillWorldItem *item)
{
  mill_world_drop_links (self, item);
  mill_world_note_placing (self, item, TRUE);
  if (item->widget != NULL)
    mill_world_hide_item (self, item);
  if (item->selected)
    g_ptr_array_remove_fast (self->selection, item);
  if (item->dragged)
    g_ptr_array_remove_fast (self->dragged, item);
  mill_world_redraw_area (self, &item->entry.bounds);
  mill_index_remove (self->item_index, &item->entry);
  g_hash_table_remove (self->items, item->id);
}

void
mill_world_forget_titles (MillWorld *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    mill_world_forget_title (item);
}

void
mill_world_measure_anew (MillWorld *self)
{
  GHashTableIter iter;
  gpointer value;

  mill_world_forget_titles (self);
  g_hash_table_remove_all (self->shapes);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      MillWorldItem *item = value;
      graphene_rect_t place = item->entry.bounds;

      if (item->kind != MILL_WORLD_NODE || item->widget != NULL)
        continue;
      g_rc_box_release (item->shape);
      item->shape = acquire_shape (self, item->id);
      place.size = GRAPHENE_SIZE_INIT (item->shape->width, item->shape->height);
      mill_index_put (self->item_index, &item->entry, &place);
      mill_world_loosen_links (self, item);
    }
  mill_world_redraw (self);
}
