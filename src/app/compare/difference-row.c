/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/compare/difference-row.h"

#include <glib/gi18n-lib.h>

#include "app/compare/comparison.h"

static const struct
{
  const char *icon;
  const char *css_class;
} looks[] = {
  [MILL_NODE_ADDED] = { "list-add-symbolic", "success" },
  [MILL_NODE_REMOVED] = { "list-remove-symbolic", "error" },
  [MILL_NODE_CHANGED] = { "differs-symbolic", "accent" },
  [MILL_NODE_MOVED] = { "differs-symbolic", "dimmed" },
};

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_WORD);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

GtkWidget *
mill_difference_row_new (const MillNodeDifference *difference)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (looks[difference->fate].icon);
  const char *title = difference->title != NULL ? difference->title : _("Pipeline");
  g_autofree char *words = mill_comparison_dup_words (difference);
  gboolean is_there = difference->node != NULL && difference->fate != MILL_NODE_REMOVED;

  gtk_widget_add_css_class (icon, looks[difference->fate].css_class);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), make_label (title, "heading"));
  gtk_box_append (GTK_BOX (texts), make_label (words, "caption"));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), is_there);
  if (is_there)
    g_object_set_data_full (G_OBJECT (row), "path", g_strdup (difference->node), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);

  return row;
}

const char *
mill_difference_row_get_path (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "path");
}
