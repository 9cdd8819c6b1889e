/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/outline/outline.h"

#include "app/outline/outline-private.h"
#include "app/outline/outline-words.h"
#include "app/rows-bin.h"

G_DEFINE_FINAL_TYPE (MillOutline, mill_outline, ADW_TYPE_BIN)

void
mill_outline_announce (MillOutline *self,
                       const char  *text)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
mill_outline_complain (MillOutline  *self,
                       const GError *error)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (toasts != NULL)
    {
      AdwToast *toast = adw_toast_new (error->message);

      adw_toast_set_use_markup (toast, FALSE);
      adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), toast);
    }
  gtk_accessible_announce (GTK_ACCESSIBLE (self), error->message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* ---- Order and search ---- */

static void
update_stack (MillOutline *self)
{
  guint n_found = self->found != NULL ? g_list_model_get_n_items (self->found) : 0;

  gtk_stack_set_visible_child_name (self->stack, n_found > 0 ? "list"
                                                 : self->folded != NULL ? "not-found" : "empty");
}

/* A node that goes to another place in the order is taken out and put in again: neither the focus nor what
 * is selected or unfolded is to be lost by that. */
static void
about_to_sort_cb (MillOutline *self)
{
  g_set_object (&self->focus_kept, mill_outline_get_focused (self));
  self->syncing = TRUE;
}

static void
sorted_cb (MillOutline *self)
{
  g_autoptr (MillOutlineItem) focused = g_steal_pointer (&self->focus_kept);
  g_autofree gpointer *expanded = g_hash_table_get_keys_as_array (self->expanded, NULL);

  for (gpointer *id = expanded; *id != NULL; id++)
    {
      MillOutlineItem *item = mill_outline_model_find (self->model, *id);
      g_autoptr (GtkTreeListRow) row = item != NULL ? mill_outline_find_row (self, item) : NULL;

      if (row != NULL)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
  self->syncing = FALSE;
  mill_outline_sync_selection (self);
  update_stack (self);
  if (focused != NULL && mill_outline_get_focused (self) != focused)
    mill_outline_focus_item (self, focused);
}

static gboolean
is_searched_for (gpointer item,
                 gpointer data)
{
  MillOutline *self = data;

  return self->folded == NULL || mill_outline_matches (item, self->folded);
}

static void
search_changed_cb (MillOutline *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_clear_pointer (&self->folded, g_free);
  if (*text != '\0')
    self->folded = g_utf8_casefold (text, -1);
  if (self->model == NULL)
    return;

  about_to_sort_cb (self);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  sorted_cb (self);
}

static void
search_activate_cb (MillOutline *self)
{
  if (self->selection != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    mill_outline_focus_place (self, 0, TRUE);
}

static void
stop_search_cb (MillOutline *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  mill_outline_focus (self);
}

static gboolean
search_key_cb (MillOutline *self,
               guint        keyval)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  search_activate_cb (self);

  return GDK_EVENT_STOP;
}

static void
activate_cb (MillOutline *self,
             guint        position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autoptr (MillOutlineItem) item = gtk_tree_list_row_get_item (row);

  if (mill_outline_item_is_within (item))
    return;
  mill_outline_do (self, item, mill_outline_item_get_kind (item) == MILL_OUTLINE_NODE ? "open"
                                                                                      : "connect");
}

static gboolean
key_pressed_cb (MillOutline     *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  return mill_outline_take_key (self, keyval, state);
}

static GListModel *
create_children (gpointer item,
                 gpointer data)
{
  return mill_outline_item_dup_children (item);
}

static void
drop_model (MillOutline *self)
{
  g_clear_handle_id (&self->sync_source, g_source_remove);
  if (self->model == NULL)
    return;

  self->syncing = TRUE;
  gtk_list_view_set_model (self->list, NULL);
  mill_outline_model_set_active (self->model, FALSE);
  g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->tree);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->model);
  g_hash_table_remove_all (self->expanded);
  self->syncing = FALSE;
}

static void
make_model (MillOutline *self)
{
  self->model = mill_outline_model_new (self->session);
  g_signal_connect_object (self->model, "about-to-sort", G_CALLBACK (about_to_sort_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "sorted", G_CALLBACK (sorted_cb), self, G_CONNECT_SWAPPED);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_searched_for, self, NULL));
  self->found = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->model)),
                                                         g_object_ref (self->filter)));
  self->tree = gtk_tree_list_model_new (g_object_ref (self->found), FALSE, FALSE, create_children, NULL,
                                        NULL);
  self->selection =
    GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->tree))));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (mill_outline_take_selection),
                           self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, self->selection);
}

void
mill_outline_set_session (MillOutline *self,
                          MillSession *session)
{
  if (self->session == session)
    return;

  drop_model (self);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  if (session != NULL)
    {
      make_model (self);
      mill_outline_model_set_active (self->model, gtk_widget_get_mapped (GTK_WIDGET (self)));
    }
  update_stack (self);
}

static gboolean
focus_tick_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       data)
{
  MillOutline *self = MILL_OUTLINE (widget);

  if (!self->was_shown)
    {
      self->was_shown = gtk_widget_get_height (gtk_stack_get_visible_child (self->stack)) > 0;
      return G_SOURCE_CONTINUE;
    }
  mill_outline_focus (self);

  return G_SOURCE_REMOVE;
}

void
mill_outline_focus (MillOutline *self)
{
  const char *node;

  if (self->model == NULL)
    return;

  mill_outline_model_flush (self->model);
  update_stack (self);
  /* A list that was never seen has no rows yet. */
  if (!self->was_shown)
    {
      gtk_widget_add_tick_callback (GTK_WIDGET (self), focus_tick_cb, NULL, NULL);
      return;
    }

  node = mill_session_get_selected_node (self->session);
  if (node != NULL)
    mill_outline_focus_node (self, node);
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    mill_outline_focus_place (self, 0, FALSE);
  else
    gtk_widget_grab_focus (self->add_button);
}

static void
mill_outline_map (GtkWidget *widget)
{
  MillOutline *self = MILL_OUTLINE (widget);

  GTK_WIDGET_CLASS (mill_outline_parent_class)->map (widget);

  if (self->model != NULL)
    mill_outline_model_set_active (self->model, TRUE);
  mill_outline_queue_sync (self);
}

static void
mill_outline_unmap (GtkWidget *widget)
{
  MillOutline *self = MILL_OUTLINE (widget);

  if (self->model != NULL)
    mill_outline_model_set_active (self->model, FALSE);
  g_clear_handle_id (&self->sync_source, g_source_remove);
  self->was_shown = FALSE;

  GTK_WIDGET_CLASS (mill_outline_parent_class)->unmap (widget);
}

static void
mill_outline_dispose (GObject *object)
{
  MillOutline *self = MILL_OUTLINE (object);

  if (self->list != NULL)
    drop_model (self);
  g_clear_object (&self->focus_kept);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->popup, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_OUTLINE);

  G_OBJECT_CLASS (mill_outline_parent_class)->dispose (object);
}

static void
mill_outline_finalize (GObject *object)
{
  MillOutline *self = MILL_OUTLINE (object);

  g_hash_table_unref (self->expanded);
  g_free (self->folded);

  G_OBJECT_CLASS (mill_outline_parent_class)->finalize (object);
}

static void
mill_outline_class_init (MillOutlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_outline_dispose;
  G_OBJECT_CLASS (klass)->finalize = mill_outline_finalize;
  widget_class->map = mill_outline_map;
  widget_class->unmap = mill_outline_unmap;

  g_type_ensure (MILL_TYPE_ROWS_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/millrace/Millrace/outline.ui");
  gtk_widget_class_bind_template_child (widget_class, MillOutline, search);
  gtk_widget_class_bind_template_child (widget_class, MillOutline, add_button);
  gtk_widget_class_bind_template_child (widget_class, MillOutline, stack);
  gtk_widget_class_bind_template_child (widget_class, MillOutline, list);
  mill_outline_install_actions (widget_class);
}

static void
mill_outline_init (MillOutline *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *search_keys = gtk_event_controller_key_new ();

  self->expanded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  mill_outline_make_rows (self);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->list));
  g_signal_connect_object (search_keys, "key-pressed", G_CALLBACK (search_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), search_keys);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stop_search_cb), self,
                           G_CONNECT_SWAPPED);

  self->session_signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "selection-changed",
                                  G_CALLBACK (mill_outline_queue_sync), self);
}
