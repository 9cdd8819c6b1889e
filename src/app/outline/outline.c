/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/outline/outline.h"

#include <glib/gi18n-lib.h>

#include "app/outline/outline-private.h"
#include "app/outline/outline-words.h"
#include "app/rows-bin.h"

G_DEFINE_FINAL_TYPE (MillOutline, mill_outline, ADW_TYPE_BIN)

/* The place of a top item in what the search leaves, by halving: the order is that of the model. */
static gboolean
find_place (MillOutline     *self,
            MillOutlineItem *item,
            guint           *place)
{
  guint index = mill_outline_model_get_index (self->model, item);
  guint low = 0, high = g_list_model_get_n_items (self->found);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      g_autoptr (MillOutlineItem) there = g_list_model_get_item (self->found, middle);
      guint there_index = mill_outline_model_get_index (self->model, there);

      if (there == item)
        {
          *place = middle;
          return TRUE;
        }
      if (there_index < index)
        low = middle + 1;
      else
        high = middle;
    }

  return FALSE;
}

static GtkTreeListRow *
find_below (GtkTreeListRow  *row,
            MillOutlineItem *item)
{
  GListModel *children = gtk_tree_list_row_get_children (row);
  guint n = children != NULL ? g_list_model_get_n_items (children) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkTreeListRow) child = gtk_tree_list_row_get_child_row (row, i);
      g_autoptr (MillOutlineItem) there = gtk_tree_list_row_get_item (child);
      GtkTreeListRow *found;

      if (there == item)
        return g_steal_pointer (&child);
      found = find_below (child, item);
      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkTreeListRow *
mill_outline_find_row (MillOutline     *self,
                       MillOutlineItem *item)
{
  g_autofree char *id = mill_outline_item_dup_top (item);
  MillOutlineItem *top = mill_outline_model_find (self->model, id);
  g_autoptr (GtkTreeListRow) row = NULL;
  guint place;

  if (top == NULL || !find_place (self, top, &place))
    return NULL;
  row = gtk_tree_list_model_get_child_row (self->tree, place);

  return top == item ? g_steal_pointer (&row) : find_below (row, item);
}

static MillOutlineRow *
find_widget (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      MillOutlineRow *row = MILL_IS_OUTLINE_ROW (child) ? MILL_OUTLINE_ROW (child) : find_widget (child);

      if (row != NULL)
        return row;
    }

  return NULL;
}

MillOutlineItem *
mill_outline_get_focused (MillOutline *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  MillOutlineRow *row;

  if (focus == NULL || focus == GTK_WIDGET (self->list) ||
      !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    return NULL;
  row = find_widget (focus);

  return row != NULL ? mill_outline_row_get_item (row) : NULL;
}

void
mill_outline_focus_place (MillOutline *self,
                          guint        position,
                          gboolean     select)
{
  gtk_list_view_scroll_to (self->list, position,
                           GTK_LIST_SCROLL_FOCUS | (select ? GTK_LIST_SCROLL_SELECT : 0), NULL);
  /* The list takes note of the place, but does not ask for the focus itself. */
  if (!(gtk_widget_get_state_flags (GTK_WIDGET (self->list)) & GTK_STATE_FLAG_FOCUS_WITHIN))
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

void
mill_outline_focus_item (MillOutline     *self,
                         MillOutlineItem *item)
{
  g_autoptr (GtkTreeListRow) row = mill_outline_find_row (self, item);

  if (row != NULL)
    mill_outline_focus_place (self, gtk_tree_list_row_get_position (row), FALSE);
}

void
mill_outline_focus_node (MillOutline *self,
                         const char  *node)
{
  MillOutlineItem *item;

  mill_outline_model_flush (self->model);
  item = mill_outline_model_find (self->model, node);
  if (item != NULL)
    mill_outline_focus_item (self, item);
}

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

/* ---- Selection ---- */

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

static void
selection_changed_cb (MillOutline *self)
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

/* What the session has selected is selected here. */
static void
sync_selection (MillOutline *self)
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
  sync_selection (self);

  return G_SOURCE_REMOVE;
}

void
mill_outline_queue_sync (MillOutline *self)
{
  if (self->sync_source == 0 && self->model != NULL && !self->syncing &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->sync_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, sync_cb, self, NULL);
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
  sync_selection (self);
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

/* ---- Rows ---- */

static void
do_cb (MillOutlineRow *row,
       const char     *action)
{
  GtkWidget *outline = gtk_widget_get_ancestor (GTK_WIDGET (row), MILL_TYPE_OUTLINE);
  MillOutlineItem *item = mill_outline_row_get_item (row);

  if (outline != NULL && item != NULL)
    mill_outline_do (MILL_OUTLINE (outline), item, action);
}

static void
menu_pressed_cb (MillOutlineRow  *row,
                 int              n_presses,
                 double           x,
                 double           y,
                 GtkGestureClick *click)
{
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  do_cb (row, "menu");
}

static void
expanded_cb (MillOutline    *self,
             GParamSpec     *pspec,
             GtkTreeListRow *row)
{
  g_autoptr (MillOutlineItem) item = gtk_tree_list_row_get_item (row);

  /* A row that is taken out of the list is folded too. */
  if (self->syncing || item == NULL || mill_outline_item_is_within (item) ||
      mill_outline_item_get_kind (item) != MILL_OUTLINE_NODE)
    return;
  if (gtk_tree_list_row_get_expanded (row))
    g_hash_table_add (self->expanded, g_strdup (mill_outline_item_get_node (item)));
  else
    g_hash_table_remove (self->expanded, mill_outline_item_get_node (item));
}

static void
parent_cb (GtkWidget *expander)
{
  GtkWidget *row = gtk_widget_get_parent (expander);

  if (row != NULL)
    g_object_set (row, "accessible-role", GTK_ACCESSIBLE_ROLE_TREE_ITEM, NULL);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          MillOutline              *self)
{
  GtkWidget *row = mill_outline_row_new ();
  /* The focus stays with the list's own row, which has the name and the actions. */
  GtkWidget *expander = g_object_new (GTK_TYPE_TREE_EXPANDER, "focusable", FALSE,
                                      "accessible-role", GTK_ACCESSIBLE_ROLE_GENERIC,
                                      "indent-for-icon", TRUE, NULL);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), row);
  g_signal_connect (row, "do", G_CALLBACK (do_cb), NULL);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (menu_pressed_cb), row, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (expander, "notify::parent", G_CALLBACK (parent_cb), NULL);
  gtk_list_item_set_child (list_item, expander);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         MillOutline              *self)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);

  gtk_tree_expander_set_list_row (expander, row);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
  mill_outline_row_bind (MILL_OUTLINE_ROW (gtk_tree_expander_get_child (expander)), list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           MillOutline              *self)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));

  g_signal_handlers_disconnect_by_func (gtk_tree_expander_get_list_row (expander), expanded_cb, self);
  mill_outline_row_unbind (MILL_OUTLINE_ROW (gtk_tree_expander_get_child (expander)));
  gtk_tree_expander_set_list_row (expander, NULL);
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
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
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
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *search_keys = gtk_event_controller_key_new ();

  self->expanded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
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
