/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/outline/outline-private.h"

/* What is selected in the outline is selected in the session, and the other way round. */

/* The session's nodes that the selected rows are, belong to or are within. */
static GHashTable *
list_selected (MillOutline *self)
{
  g_autoptr (GtkBitset) rows = gtk_selection_model_get_selection (self->selection);
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, rows, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
      g_autoptr (MillOutlineItem) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

      if (item != NULL)
        g_hash_table_add (ids, mill_outline_item_dup_top (item));
    }

  return ids;
}

static gboolean
is_same_selection (MillOutline *self,
                   GHashTable  *ids)
{
  g_auto (GStrv) selected = mill_session_list_selected (self->session);
  guint n = 0;

  for (guint i = 0; selected[i] != NULL; i++)
    {
      if (mill_pipeline_get_node (mill_session_get_pipeline (self->session), selected[i]) == NULL)
        continue;
      if (!g_hash_table_contains (ids, selected[i]))
        return FALSE;
      n++;
    }

  return n == g_hash_table_size (ids);
}

void
mill_outline_take_selection (MillOutline *self)
{
  g_autoptr (GHashTable) ids = NULL;
  g_autofree const char **list = NULL;

  if (self->syncing || self->session == NULL)
    return;

  ids = list_selected (self);
  if (is_same_selection (self, ids))
    return;
  list = (const char **) g_hash_table_get_keys_as_array (ids, NULL);
  self->syncing = TRUE;
  mill_session_select (self->session, list);
  self->syncing = FALSE;
}

void
mill_outline_sync_selection (MillOutline *self)
{
  g_autoptr (GHashTable) ids = list_selected (self);
  g_auto (GStrv) selected = mill_session_list_selected (self->session);
  g_autoptr (GtkBitset) rows = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (is_same_selection (self, ids))
    return;

  for (guint i = 0; selected[i] != NULL; i++)
    {
      MillOutlineItem *item = mill_outline_model_find (self->model, selected[i]);
      g_autoptr (GtkTreeListRow) row = item != NULL ? mill_outline_find_row (self, item) : NULL;

      if (row != NULL)
        gtk_bitset_add (rows, gtk_tree_list_row_get_position (row));
    }
  all = gtk_bitset_new_range (0, n);
  self->syncing = TRUE;
  gtk_selection_model_set_selection (self->selection, rows, all);
  self->syncing = FALSE;
  if (gtk_bitset_get_size (rows) == 1)
    gtk_list_view_scroll_to (self->list, gtk_bitset_get_minimum (rows), GTK_LIST_SCROLL_NONE, NULL);
}

static gboolean
sync_cb (gpointer data)
{
  MillOutline *self = data;

  self->sync_source = 0;
  mill_outline_model_flush (self->model);
  mill_outline_sync_selection (self);

  return G_SOURCE_REMOVE;
}

void
mill_outline_queue_sync (MillOutline *self)
{
  if (self->sync_source == 0 && self->model != NULL && !self->syncing &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->sync_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, sync_cb, self, NULL);
}
