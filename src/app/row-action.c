/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/row-action.h"

static void
activate_row_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  g_autoptr (GtkWidget) row = g_object_ref (data);

  gtk_widget_activate (row);
}

static void
activate_item_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  GtkListItem *item = data;
  g_autoptr (GtkWidget) child = g_object_ref (gtk_list_item_get_child (item));

  /* A combo row takes what is selected when one is activated, as it is once keys or pointer got there. */
  if (gtk_list_item_get_selectable (item))
    gtk_widget_activate_action (child, "listitem.select", "(bb)", FALSE, FALSE);
  gtk_widget_activate_action (child, "list.activate-item", "u", gtk_list_item_get_position (item));
}

/* The group lives no longer than @row, and so no longer than @data does. */
static void
add_action (GtkWidget *row,
            gpointer   data,
            void     (*activate) (GSimpleAction *, GVariant *, gpointer))
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  const GActionEntry entries[] = { { .name = "activate", .activate = activate } };

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), data);
  gtk_widget_insert_action_group (row, "row", G_ACTION_GROUP (group));
}

void
mill_row_add_action (GtkWidget *row)
{
  add_action (row, row, activate_row_cb);
}

void
mill_row_add_expanded_action (GtkWidget *row)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) action = g_property_action_new ("expanded", row, "expanded");

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (row, "row", G_ACTION_GROUP (group));
}

void
mill_list_item_add_action (GtkListItem *item)
{
  add_action (gtk_widget_get_parent (gtk_list_item_get_child (item)), item, activate_item_cb);
}

void
mill_entries_init (void)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (GTK_TYPE_ENTRY);

  gtk_widget_class_set_activate_signal_from_name (GTK_WIDGET_CLASS (klass), "activate");
}
