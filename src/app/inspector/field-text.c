/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/inspector/field-kinds.h"
#include "app/row-action.h"

/* Free text, and the name of a new column; with suggested values a menu of them. */

struct _MillFieldText
{
  MillField    parent_instance;

  AdwEntryRow *row;
};

G_DEFINE_FINAL_TYPE (MillFieldText, mill_field_text, MILL_TYPE_FIELD)

static void
changed_cb (MillFieldText *self)
{
  mill_field_edited (MILL_FIELD (self),
                     mill_value_new_string (gtk_editable_get_text (GTK_EDITABLE (self->row))));
}

static void
suggested_cb (MillFieldText *self,
              GtkListBoxRow *row,
              GtkListBox    *list)
{
  const char *text = g_object_get_data (G_OBJECT (row), "text");
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_POPOVER);

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_editable_set_text (GTK_EDITABLE (self->row), text);
}

static GtkWidget *
make_suggestions (MillFieldText *self,
                  const char    *suggestions)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *list = gtk_list_box_new ();
  g_auto(GStrv) texts = g_strsplit (suggestions, ";", -1);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *label = gtk_label_new (texts[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      g_object_set_data_full (G_OBJECT (row), "text", g_strdup (texts[i]), g_free);
      mill_row_add_action (row);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (suggested_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_popover_set_child (GTK_POPOVER (popover), list);
  gtk_widget_add_css_class (popover, "menu");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "pan-down-symbolic");
  gtk_widget_set_tooltip_text (button, _("Suggested values"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

static void
mill_field_text_build (MillField *field)
{
  MillFieldText *self = MILL_FIELD_TEXT (field);
  const MillParam *param = mill_field_get_param (field);
  g_autofree char *title = mill_field_dup_title (field);

  self->row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", title, "use-markup", FALSE, NULL);
  if (param->suggestions != NULL)
    adw_entry_row_add_suffix (self->row, make_suggestions (self, param->suggestions));
  adw_entry_row_add_suffix (self->row, mill_field_make_help (field));
  g_signal_connect_object (self->row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  mill_field_add_row (field, GTK_WIDGET (self->row));
}

static void
mill_field_text_show (MillField *field,
                      JsonNode  *value)
{
  MillFieldText *self = MILL_FIELD_TEXT (field);
  const char *text = mill_value_get_string (value);

  g_signal_handlers_block_by_func (self->row, changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->row), text != NULL ? text : "");
  g_signal_handlers_unblock_by_func (self->row, changed_cb, self);
}

static void
mill_field_text_class_init (MillFieldTextClass *klass)
{
  MillFieldClass *field_class = MILL_FIELD_CLASS (klass);

  field_class->build = mill_field_text_build;
  field_class->show = mill_field_text_show;
}

static void
mill_field_text_init (MillFieldText *self)
{
}
