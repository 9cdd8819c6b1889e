/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/rows-bin.h"

struct _MillRowsBin
{
  AdwBin     parent_instance;

  GtkWidget *left;    /* had the focus when it went on, as long as it is there; or NULL */
};

G_DEFINE_FINAL_TYPE (MillRowsBin, mill_rows_bin, ADW_TYPE_BIN)

/* A table keeps its rows in a list. */
static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (child);

  return found;
}

static gboolean
is_selected (GtkWidget *row)
{
  return (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) != 0;
}

/* The first row in sight, of those that are selected or of all; or NULL. Rows are kept ready above and below
 * what is seen, and are not sorted by where they are. */
static GtkWidget *
find_in_sight (GtkWidget *list,
               gboolean   selected)
{
  GtkWidget *first = NULL;
  float first_y = (float) gtk_widget_get_height (list);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      graphene_rect_t bounds;

      if (!gtk_widget_get_mapped (row) || !gtk_widget_get_focusable (row) ||
          (selected && !is_selected (row)) || !gtk_widget_compute_bounds (row, list, &bounds))
        continue;
      /* Half a row is as good as one. */
      if (bounds.origin.y + bounds.size.height / 2 < 0 || bounds.origin.y >= first_y)
        continue;
      first = row;
      first_y = bounds.origin.y;
    }

  return first;
}

static GtkWidget *
find_row (MillRowsBin *self,
          GtkWidget   *list)
{
  GtkWidget *left = self->left != NULL && gtk_widget_get_mapped (self->left) ? self->left : NULL;
  GtkWidget *selected;

  if (left != NULL && is_selected (left))
    return left;
  selected = find_in_sight (list, TRUE);
  if (selected != NULL)
    return selected;

  return left != NULL ? left : find_in_sight (list, FALSE);
}

/* What an arrow comes to is selected, as it is where an arrow goes from row to row. */
static gboolean
enter (MillRowsBin      *self,
       GtkWidget        *list,
       GtkDirectionType  direction)
{
  GtkWidget *row = find_row (self, list);

  if (row == NULL || !gtk_widget_grab_focus (row))
    return FALSE;
  if (direction == GTK_DIR_UP || direction == GTK_DIR_DOWN)
    gtk_widget_activate_action (row, "listitem.select", "(bb)", FALSE, FALSE);

  return TRUE;
}

static gboolean
mill_rows_bin_focus (GtkWidget        *widget,
                     GtkDirectionType  direction)
{
  MillRowsBin *self = MILL_ROWS_BIN (widget);
  GtkWidget *list = find_list (widget);
  GtkWidget *row = list != NULL ? gtk_widget_get_focus_child (list) : NULL;

  if (row == NULL && list != NULL)
    return enter (self, list, direction);
  g_set_weak_pointer (&self->left, row);

  return GTK_WIDGET_CLASS (mill_rows_bin_parent_class)->focus (widget, direction);
}

static void
mill_rows_bin_dispose (GObject *object)
{
  g_clear_weak_pointer (&MILL_ROWS_BIN (object)->left);

  G_OBJECT_CLASS (mill_rows_bin_parent_class)->dispose (object);
}

static void
mill_rows_bin_class_init (MillRowsBinClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mill_rows_bin_dispose;
  GTK_WIDGET_CLASS (klass)->focus = mill_rows_bin_focus;
}

static void
mill_rows_bin_init (MillRowsBin *self)
{
}
