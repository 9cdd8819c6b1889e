/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/outline/outline-private.h"

/* The rows of the list: each is made once, and shows one item after the other. */

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

void
mill_outline_make_rows (MillOutline *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
}
