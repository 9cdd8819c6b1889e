/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/inspector/field-kinds.h"
#include "app/row-action.h"

/* A list of free texts: a row each, and one to add another. */

struct _MillFieldStrings
{
  MillField   parent_instance;

  GtkListBox *list;
  GPtrArray  *rows;    /* AdwEntryRow, of the list */
};

G_DEFINE_FINAL_TYPE (MillFieldStrings, mill_field_strings, MILL_TYPE_FIELD)

static void
edited (MillFieldStrings *self)
{
  g_autoptr(JsonArray) array = json_array_new ();
  JsonNode *value = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *text = gtk_editable_get_text (g_ptr_array_index (self->rows, i));

      json_array_add_string_element (array, text);
    }
  json_node_set_array (value, array);
  mill_field_edited (MILL_FIELD (self), value);
}

static void
remove_cb (MillFieldStrings *self,
           GtkWidget        *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW);

  g_ptr_array_remove (self->rows, row);
  gtk_list_box_remove (self->list, row);
  edited (self);
}

static GtkWidget *
add_row (MillFieldStrings *self,
         const char       *text)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ENTRY_ROW,
                                 "title", _("Value"),
                                 "use-markup", FALSE,
                                 NULL);
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_widget_set_tooltip_text (remove, _("Remove"));
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), remove);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "changed", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  /* The last row of the list is the button that adds. */
  gtk_list_box_insert (self->list, row, self->rows->len);
  g_ptr_array_add (self->rows, row);

  return row;
}

static void
add_cb (MillFieldStrings *self)
{
  gtk_widget_grab_focus (add_row (self, ""));
  edited (self);
}

static void
mill_field_strings_build (MillField *field)
{
  MillFieldStrings *self = MILL_FIELD_STRINGS (field);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *add = g_object_new (ADW_TYPE_BUTTON_ROW,
                                 "title", _("_Add"),
                                 "use-underline", TRUE,
                                 "start-icon-name", "list-add-symbolic",
                                 NULL);

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (self->list, add);
  mill_row_add_action (add);
  g_signal_connect_object (add, "activated", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), mill_field_get_label (field));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group),
                                           mill_field_make_help (field));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  mill_field_take_group (field, group);
}

static void
mill_field_strings_show (MillField *field,
                         JsonNode  *value)
{
  MillFieldStrings *self = MILL_FIELD_STRINGS (field);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *text = mill_value_get_string (json_array_get_element (array, i));

      add_row (self, text != NULL ? text : "");
    }
}

static void
mill_field_strings_finalize (GObject *object)
{
  g_ptr_array_unref (MILL_FIELD_STRINGS (object)->rows);

  G_OBJECT_CLASS (mill_field_strings_parent_class)->finalize (object);
}

static void
mill_field_strings_class_init (MillFieldStringsClass *klass)
{
  MillFieldClass *field_class = MILL_FIELD_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mill_field_strings_finalize;
  field_class->build = mill_field_strings_build;
  field_class->show = mill_field_strings_show;
}

static void
mill_field_strings_init (MillFieldStrings *self)
{
  self->rows = g_ptr_array_new ();
}
