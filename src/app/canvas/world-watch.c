/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/world-private.h"

static void
remove_items (MillWorld *self)
{
  GtkWidget *item;

  g_hash_table_remove_all (self->items);
  while ((item = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (item);
}

static void
add_card (MillWorld  *self,
          const char *id)
{
  GtkWidget *card = mill_node_card_new (self->session, id);

  mill_node_card_set_selected (MILL_NODE_CARD (card), mill_session_is_selected (self->session, id));
  gtk_widget_set_parent (card, GTK_WIDGET (self));
  g_hash_table_insert (self->items, (char *) mill_node_card_get_id (MILL_NODE_CARD (card)), card);
}

static void
add_note (MillWorld  *self,
          const char *id)
{
  GtkWidget *box = mill_note_box_new (self->session, id);
  GtkWidget *before = gtk_widget_get_first_child (GTK_WIDGET (self));

  mill_note_box_set_selected (MILL_NOTE_BOX (box), mill_session_is_selected (self->session, id));
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
    {
      apply_change (self, &changes[i]);
      if (changes[i].kind == MILL_CHANGE_NODE)
        mill_world_loosen_links (self, changes[i].id);
    }

  mill_world_arrange (self);
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
  g_hash_table_remove_all (self->places);
  g_ptr_array_set_size (self->links, 0);
  g_clear_pointer (&self->dragged, g_hash_table_unref);
  mill_world_select_link (self, NULL);
  mill_world_hide_link (self, NULL);
  self->loose = self->banding = FALSE;
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
  mill_world_arrange (self);
  mill_world_rebuild_links (self);

  g_signal_connect_swapped (pipeline, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (session, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (session, "node-status-changed", G_CALLBACK (status_changed_cb), self);
  g_signal_connect_swapped (session, "types-changed", G_CALLBACK (types_changed_cb), self);
  g_signal_connect_swapped (session, "run-finished", G_CALLBACK (run_finished_cb), self);
  g_signal_connect_swapped (session, "rows-changed", G_CALLBACK (rows_changed_cb), self);
  selection_changed_cb (self);
}
