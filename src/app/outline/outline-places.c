/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/outline/outline-private.h"

/* Where what the outline tells of is in its list, and how the focus gets there. */

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
