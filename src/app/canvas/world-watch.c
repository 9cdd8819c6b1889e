/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/world-private.h"

/* What the document and the run tell, and only what it is about is looked at. */

/* An edit within a component may make another type of the node that holds it. */
static gboolean
is_another_type (MillWorld           *self,
                 const MillWorldItem *item)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);

  return item->kind == MILL_WORLD_NODE &&
         item->type != mill_pipeline_get_node_type (pipeline, item->id);
}

static gboolean
is_focused (const MillWorldItem *item)
{
  return item->widget != NULL && gtk_widget_is_focus (item->widget);
}

static void
update_item (MillWorld     *self,
             MillWorldItem *item)
{
  if (item->kind == MILL_WORLD_NODE)
    {
      MillNode *node = mill_pipeline_get_node (mill_session_get_pipeline (self->session), item->id);

      mill_world_note_placing (self, item, mill_node_is_placed (node));
      item->bypassed = mill_node_is_bypassed (node);
      mill_world_forget_title (item);
      if (item->widget != NULL)
        mill_node_card_update (MILL_NODE_CARD (item->widget));
    }
  else
    mill_note_box_update (MILL_NOTE_BOX (item->widget));
  mill_world_place_item (self, item);
  mill_world_redraw_item (self, item);
}

/* Adds the items of nodes that came to be to @added. */
static void
apply_change (MillWorld        *self,
              const MillChange *change,
              GPtrArray        *added)
{
  MillWorldItem *item;
  gboolean focused = FALSE;

  if (change->kind != MILL_CHANGE_NODE && change->kind != MILL_CHANGE_ANNOTATION)
    return;

  item = mill_world_find_item (self, change->id);
  /* A node that became another type is a new card. */
  if (item != NULL && (change->after == NULL || is_another_type (self, item)))
    {
      focused = is_focused (item);
      mill_world_remove_item (self, g_steal_pointer (&item));
    }

  if (change->after == NULL)
    return;
  if (item != NULL)
    update_item (self, item);
  else if (change->kind == MILL_CHANGE_NODE)
    {
      g_ptr_array_add (added, mill_world_add_node (self, change->id));
      if (focused)
        gtk_widget_grab_focus (GTK_WIDGET (mill_world_get_card (self, change->id)));
    }
  else
    mill_world_add_annotation (self, change->id);
}

static void
update_cards (MillWorld *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      MillWorldItem *item = g_ptr_array_index (self->shown, i);

      mill_node_card_update (MILL_NODE_CARD (item->widget));
    }
}

/* What cards say may be the value of a parameter. */
static gboolean
is_of_parameter (const MillChange *changes,
                 guint             n_changes)
{
  for (guint i = 0; i < n_changes; i++)
    if (changes[i].kind == MILL_CHANGE_PARAMETER)
      return TRUE;

  return FALSE;
}

static void
changed_cb (MillWorld        *self,
            const MillChange *changes,
            guint             n_changes)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new ();

  for (guint i = 0; i < n_changes; i++)
    apply_change (self, &changes[i], added);
  if (is_of_parameter (changes, n_changes))
    update_cards (self);
  /* Only now that all nodes are there can links find their ends. */
  for (guint i = 0; i < n_changes; i++)
    if (changes[i].kind == MILL_CHANGE_NODE && changes[i].after != NULL)
      mill_world_update_inputs (self, mill_world_find_item (self, changes[i].id));
  for (guint i = 0; i < added->len; i++)
    mill_world_update_readers (self, g_ptr_array_index (added, i));
  mill_world_arrange (self);
  mill_world_tell_relations (self);
  mill_world_refresh (self);
}

static void
mark_selected (MillWorld     *self,
               MillWorldItem *item,
               gboolean       selected)
{
  if (item->selected == selected)
    return;

  item->selected = selected;
  mill_world_redraw_item (self, item);
  if (item->widget != NULL)
    mill_canvas_item_set_selected (MILL_CANVAS_ITEM (item->widget), selected);
}

static void
selection_changed_cb (MillWorld *self)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->selection);
  g_auto (GStrv) ids = mill_session_list_selected (self->session);
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);

  self->selection = g_ptr_array_new ();
  for (guint i = 0; ids[i] != NULL; i++)
    {
      MillWorldItem *item = mill_world_find_item (self, ids[i]);

      if (item != NULL)
        {
          g_ptr_array_add (self->selection, item);
          g_hash_table_add (kept, item);
        }
    }
  for (guint i = 0; i < before->len; i++)
    if (!g_hash_table_contains (kept, g_ptr_array_index (before, i)))
      mark_selected (self, g_ptr_array_index (before, i), FALSE);
  for (guint i = 0; i < self->selection->len; i++)
    mark_selected (self, g_ptr_array_index (self->selection, i), TRUE);
}

static void
update_status (MillWorld     *self,
               MillWorldItem *item)
{
  MillNodeStatus status;

  if (item->kind != MILL_WORLD_NODE)
    return;

  mill_session_get_status (self->session, item->id, &status);
  /* Its links flow now, or no longer. */
  if ((item->state == MILL_STATE_RUNNING) != (status.state == MILL_STATE_RUNNING))
    gtk_widget_queue_draw (GTK_WIDGET (self));
  item->state = status.state;
  if (item->widget != NULL)
    mill_node_card_update_status (MILL_NODE_CARD (item->widget));
}

static void
status_changed_cb (MillWorld  *self,
                   const char *id)
{
  MillWorldItem *item = mill_world_find_item (self, id);

  if (item == NULL)
    return;
  update_status (self, item);
  if (self->far || self->zooming)
    mill_world_redraw_item (self, item);
}

static void
comparison_changed_cb (MillWorld *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      MillWorldItem *item = g_ptr_array_index (self->shown, i);

      if (item->kind == MILL_WORLD_NODE)
        mill_node_card_update_comparison (MILL_NODE_CARD (item->widget));
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Charts are shown once the run that made them has ended. */
static void
run_finished_cb (MillWorld *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    update_status (self, g_ptr_array_index (self->shown, i));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
rows_changed_cb (MillWorld  *self,
                 const char *id,
                 const char *port)
{
  MillWorldItem *item = mill_world_find_item (self, id);

  if (item == NULL)
    return;
  mill_world_update_labels (self, item);
  if (item->widget != NULL && item->kind == MILL_WORLD_NODE)
    mill_node_card_update_rows (MILL_NODE_CARD (item->widget));
}

static void
remove_all (MillWorld *self)
{
  GHashTableIter iter;
  gpointer item;

  /* Links first, each on its own, because a node takes its links with it one by one. */
  for (guint i = 0; i < self->links->len; i++)
    mill_index_remove (self->link_index, g_ptr_array_index (self->links, i));
  g_ptr_array_set_size (self->links, 0);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      MillWorldItem *gone = item;

      g_ptr_array_set_size (gone->in, 0);
      g_ptr_array_set_size (gone->out, 0);
      if (gone->widget != NULL)
        mill_world_hide_item (self, gone);
      mill_index_remove (self->item_index, &gone->entry);
    }
  g_ptr_array_set_size (self->retold, 0);
  g_ptr_array_set_size (self->selection, 0);
  g_clear_pointer (&self->dragged, g_ptr_array_unref);
  g_hash_table_remove_all (self->items);
  g_hash_table_remove_all (self->places);
  self->n_placeless = self->n_unplaced = 0;
}

static void
add_all (MillWorld *self)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  g_autoptr (GPtrArray) annotations = mill_pipeline_list_annotations (pipeline);

  for (guint i = 0; i < nodes->len; i++)
    mill_world_add_node (self, mill_node_get_id (g_ptr_array_index (nodes, i)));
  for (guint i = 0; i < annotations->len; i++)
    mill_world_add_annotation (self, mill_annotation_get_id (g_ptr_array_index (annotations, i)));
  mill_world_arrange (self);
  for (guint i = 0; i < nodes->len; i++)
    mill_world_update_inputs (self, mill_world_find_item (
      self, mill_node_get_id (g_ptr_array_index (nodes, i))));
}

void
mill_world_set_session (MillWorld   *self,
                        MillSession *session)
{
  MillPipeline *pipeline;

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (mill_session_get_pipeline (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  remove_all (self);
  self->zoom = 0;
  mill_world_end_zooming (self);
  mill_world_select_link (self, NULL);
  mill_world_hide_link (self, NULL);
  mill_world_light_link (self, NULL);
  g_clear_pointer (&self->trail, g_array_unref);
  g_array_set_size (self->loose, 0);
  self->banding = FALSE;
  g_set_object (&self->session, session);
  if (session == NULL)
    return;

  add_all (self);
  pipeline = mill_session_get_pipeline (session);
  g_signal_connect_swapped (pipeline, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (session, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (session, "node-status-changed", G_CALLBACK (status_changed_cb), self);
  g_signal_connect_swapped (session, "types-changed", G_CALLBACK (update_cards), self);
  g_signal_connect_swapped (session, "run-finished", G_CALLBACK (run_finished_cb), self);
  g_signal_connect_swapped (session, "rows-changed", G_CALLBACK (rows_changed_cb), self);
  g_signal_connect_swapped (session, "comparison-changed", G_CALLBACK (comparison_changed_cb), self);
}
