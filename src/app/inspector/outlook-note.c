/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/inspector/outlook-note.h"

#include <glib/gi18n-lib.h>

static void
add_line (GtkWidget  *box,
          const char *text,
          gboolean    first)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, first ? "caption-heading" : "caption");
  gtk_box_append (GTK_BOX (box), label);
}

GtkWidget *
mill_outlook_note_new (const MillOutlook *outlook,
                       gboolean           told)
{
  GtkWidget *note = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name (mill_outlook_get_icon (outlook));
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *will = mill_outlook_dup_will (outlook);
  g_autofree char *table = mill_outlook_dup_table (outlook);

  add_line (lines, will, TRUE);
  if (outlook->reasons != NULL && !told)
    add_line (lines, outlook->reasons, FALSE);
  if (table != NULL)
    add_line (lines, table, FALSE);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (note), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Next Run"), -1);
  gtk_widget_add_css_class (note, "outlook");
  gtk_widget_add_css_class (note, "dimmed");
  gtk_box_append (GTK_BOX (note), icon);
  gtk_box_append (GTK_BOX (note), lines);

  return note;
}
