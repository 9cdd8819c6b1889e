/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/results/copy-scores.h"

#include <glib/gi18n-lib.h>

static guint
count_rows (GtkGrid *grid)
{
  guint n_rows = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int row;

      gtk_grid_query_child (grid, child, NULL, &row, NULL, NULL);
      n_rows = MAX (n_rows, (guint) row + 1);
    }

  return n_rows;
}

char *
mill_copy_scores_to_text (GtkGrid *grid)
{
  GString *text = g_string_new (NULL);
  guint n_rows = count_rows (grid);

  for (guint row = 0; row < n_rows; row++)
    {
      GtkWidget *label;

      for (int column = 0;
           GTK_IS_LABEL (label = gtk_grid_get_child_at (grid, column, (int) row)) &&
           (column == 0 || label != gtk_grid_get_child_at (grid, column - 1, (int) row));
           column++)
        g_string_append_printf (text, "%s%s", column > 0 ? "\t" : "",
                                gtk_label_get_label (GTK_LABEL (label)));
      g_string_append_c (text, '\n');
    }

  return g_string_free_and_steal (text);
}

static void
copy_scores (GtkWidget *widget,
             gpointer   data)
{
  mill_copy_text (widget, mill_copy_scores_to_text (data), g_strdup (_("Scores copied")));
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            GtkWidget       *area)
{
  gtk_widget_grab_focus (area);
}

void
mill_copy_scores_attach (GtkWidget *area,
                         GtkGrid   *grid)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (area, TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), area);
  gtk_widget_add_controller (area, GTK_EVENT_CONTROLLER (click));
  mill_copy_menu_attach (area, copy_scores, grid);
}
