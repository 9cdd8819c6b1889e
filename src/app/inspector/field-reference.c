/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/inspector/field.h"

/* Switches and lists have no place for "${name}": a row with that text stands for them, and a way back. */

/* What the field itself handed on it is not shown again. */
static void
own_value_cb (MillField *self)
{
  MILL_FIELD_GET_CLASS (self)->show (self, mill_field_get_value (self));
}

GtkWidget *
mill_field_make_own_value (MillField  *self,
                           const char *tooltip,
                           GCallback   edit_cb)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", edit_cb, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (own_value_cb), self, G_CONNECT_SWAPPED);

  return button;
}

GtkWidget *
mill_field_add_reference (MillField *self,
                          GCallback  edit_cb)
{
  g_autofree char *title = mill_field_dup_title (self);
  GtkWidget *entry = g_object_new (ADW_TYPE_ENTRY_ROW, "title", title, "use-markup", FALSE,
                                   "editable", FALSE, NULL);

  adw_entry_row_add_suffix (ADW_ENTRY_ROW (entry),
                            mill_field_make_own_value (self, _("Use a fixed value"), edit_cb));
  mill_field_add_row (self, entry);
  mill_field_show_row (self, entry, FALSE);

  return entry;
}

gboolean
mill_field_show_reference (MillField *self,
                           GtkWidget *reference,
                           GtkWidget *row,
                           JsonNode  *value)
{
  const char *text = mill_value_get_string (value);
  gboolean refers = text != NULL && strstr (text, "${") != NULL;

  if (refers)
    gtk_editable_set_text (GTK_EDITABLE (reference), text);
  mill_field_show_row (self, reference, refers);
  mill_field_show_row (self, row, !refers);

  return refers;
}
