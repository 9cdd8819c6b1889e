/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/inspector/column-item.h"
#include "app/inspector/field-kinds.h"
#include "app/look.h"
#include "app/row-action.h"

/* Several columns, in the order in which they were chosen: chips, and a list with a search to choose from. */

struct _MillFieldColumns
{
  MillField       parent_instance;

  GtkWidget      *row;
  AdwWrapBox     *chips;
  GtkMenuButton  *choose;
  GtkSearchEntry *search;
  GtkListBox     *list;
  GPtrArray      *names;      /* chosen, char * */
};

G_DEFINE_FINAL_TYPE (MillFieldColumns, mill_field_columns, MILL_TYPE_FIELD)

static void update (MillFieldColumns *self);

static void
edited (MillFieldColumns *self)
{
  g_autoptr(JsonArray) array = json_array_new ();
  JsonNode *value = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < self->names->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (self->names, i));
  json_node_set_array (value, array);
  mill_field_edited (MILL_FIELD (self), value);
}

static void
remove_cb (MillFieldColumns *self,
           GtkWidget        *button)
{
  const char *name = g_object_get_data (G_OBJECT (button), "name");
  guint index;

  if (!g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, &index))
    return;
  g_ptr_array_remove_index (self->names, index);
  gtk_widget_grab_focus (GTK_WIDGET (self->choose));
  update (self);
  edited (self);
}

static GtkWidget *
make_chip (MillFieldColumns *self,
           const char       *name)
{
  const MillSchema *columns = mill_field_get_columns (MILL_FIELD (self));
  const MillColumn *column = columns != NULL ? mill_schema_find (columns, name) : NULL;
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *tip = g_strdup_printf (_("Remove “%s”"), name);

  if (column != NULL)
    gtk_box_append (GTK_BOX (chip),
                    gtk_image_new_from_icon_name (mill_look_column_icon (column->kind)));
  else if (columns != NULL)
    gtk_widget_add_css_class (chip, "error");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_box_append (GTK_BOX (chip), label);

  gtk_widget_set_tooltip_text (remove, tip);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_add_css_class (remove, "circular");
  g_object_set_data_full (G_OBJECT (remove), "name", g_strdup (name), g_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (chip), remove);
  gtk_widget_add_css_class (chip, "chip");

  return chip;
}

static void
update (MillFieldColumns *self)
{
  adw_wrap_box_remove_all (self->chips);
  for (guint i = 0; i < self->names->len; i++)
    adw_wrap_box_append (self->chips, make_chip (self, g_ptr_array_index (self->names, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->chips), self->names->len > 0);
}

static void
checked_cb (MillFieldColumns *self,
            GParamSpec       *pspec,
            GtkCheckButton   *check)
{
  const char *name = g_object_get_data (G_OBJECT (check), "name");
  guint index;
  gboolean known = g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, &index);

  if (known == gtk_check_button_get_active (check))
    return;
  if (known)
    g_ptr_array_remove_index (self->names, index);
  else
    g_ptr_array_add (self->names, g_strdup (name));
  update (self);
  edited (self);
}

static void
activated_cb (MillFieldColumns *self,
              GtkListBoxRow    *row)
{
  GtkCheckButton *check = g_object_get_data (G_OBJECT (row), "check");

  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
}

static void
add_row (MillFieldColumns *self,
         const char       *name,
         const MillColumn *column)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_set_focusable (check, FALSE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_ptr_array_find_with_equal_func (self->names, name, g_str_equal,
                                                                 NULL));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (column != NULL
                    ? mill_look_column_icon (column->kind) : "dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, column != NULL ? column->type : _("Not among the columns"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  g_object_set_data_full (G_OBJECT (check), "name", g_strdup (name), g_free);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  g_object_set_data (G_OBJECT (row), "check", check);
  mill_row_add_action (row);
  g_signal_connect_object (check, "notify::active", G_CALLBACK (checked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

static void
fill_list (MillFieldColumns *self)
{
  const MillSchema *columns = mill_field_get_columns (MILL_FIELD (self));
  const char *types = mill_field_get_param (MILL_FIELD (self))->types;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; columns != NULL && i < mill_schema_get_n_columns (columns); i++)
    {
      const MillColumn *column = mill_schema_get_column (columns, i);

      if (mill_column_fits (column, types))
        add_row (self, column->name, column);
    }
  for (guint i = 0; i < self->names->len; i++)
    {
      const char *name = g_ptr_array_index (self->names, i);

      if (columns == NULL || mill_schema_find (columns, name) == NULL)
        add_row (self, name, NULL);
    }
}

static void
opened_cb (MillFieldColumns *self,
           GtkWidget        *popover)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  fill_list (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static gboolean
matches_cb (GtkListBoxRow *row,
            gpointer       data)
{
  MillFieldColumns *self = data;
  const char *name = g_object_get_data (G_OBJECT (row), "name");

  return g_str_match_string (gtk_editable_get_text (GTK_EDITABLE (self->search)), name, TRUE);
}

/* Enter takes what was found, or the name as it was typed where no columns are known. */
static void
search_activated_cb (MillFieldColumns *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  /* Who types fast is there before the search has told of the text. */
  gtk_list_box_invalidate_filter (self->list);
  for (int i = 0; *text != '\0'; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (row == NULL)
        break;
      if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
        {
          activated_cb (self, row);
          return;
        }
    }
  if (*text == '\0' || mill_field_get_columns (MILL_FIELD (self)) != NULL)
    return;

  g_ptr_array_add (self->names, g_strdup (text));
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  update (self);
  edited (self);
  fill_list (self);
}

static GtkWidget *
make_popover (MillFieldColumns *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *empty = gtk_label_new (_("Type a name and press Enter"));

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_search_entry_set_placeholder_text (self->search, _("Search Columns"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search Columns"), -1);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_list_box_set_placeholder (self->list, empty);
  gtk_list_box_set_filter_func (self->list, matches_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mill_field_get_label (MILL_FIELD (self)), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_widget_set_size_request (scroller, 240, 120);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  g_signal_connect_object (popover, "show", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (gtk_list_box_invalidate_filter),
                           self->list, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), popover,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);

  return popover;
}

static void
mill_field_columns_build (MillField *field)
{
  MillFieldColumns *self = MILL_FIELD_COLUMNS (field);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *line = adw_wrap_box_new ();
  GtkWidget *label = gtk_label_new (mill_field_get_label (field));

  self->chips = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->chips, 4);
  adw_wrap_box_set_line_spacing (self->chips, 4);
  self->choose = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->choose, _("Choose…"));
  gtk_menu_button_set_popover (self->choose, make_popover (self));
  gtk_widget_set_valign (GTK_WIDGET (self->choose), GTK_ALIGN_CENTER);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->choose), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  /* Where not even its longest word has room beside the button, the label stands above it. */
  adw_wrap_box_set_wrap_policy (ADW_WRAP_BOX (line), ADW_WRAP_MINIMUM);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (line), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (line), 6);
  adw_wrap_box_append (ADW_WRAP_BOX (line), label);
  adw_wrap_box_append (ADW_WRAP_BOX (line), GTK_WIDGET (self->choose));
  gtk_widget_set_hexpand (line, TRUE);
  gtk_box_append (GTK_BOX (top), line);
  gtk_box_append (GTK_BOX (top), mill_field_make_help (field));
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chips));
  gtk_widget_add_css_class (box, "field-box");

  self->row = g_object_new (ADW_TYPE_PREFERENCES_ROW,
                            "title", mill_field_get_label (field),
                            "activatable", FALSE,
                            "focusable", FALSE,
                            "child", box,
                            NULL);
  mill_field_add_row (field, self->row);
  update (self);
}

static void
mill_field_columns_show (MillField *field,
                         JsonNode  *value)
{
  MillFieldColumns *self = MILL_FIELD_COLUMNS (field);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *name = mill_value_get_string (json_array_get_element (array, i));

      if (name != NULL)
        g_ptr_array_add (self->names, g_strdup (name));
    }
  update (self);
}

static void
mill_field_columns_set_columns (MillField        *field,
                                const MillSchema *columns)
{
  update (MILL_FIELD_COLUMNS (field));
}

static void
mill_field_columns_focus (MillField *field)
{
  gtk_widget_grab_focus (GTK_WIDGET (MILL_FIELD_COLUMNS (field)->choose));
}

static void
mill_field_columns_finalize (GObject *object)
{
  g_ptr_array_unref (MILL_FIELD_COLUMNS (object)->names);

  G_OBJECT_CLASS (mill_field_columns_parent_class)->finalize (object);
}

static void
mill_field_columns_class_init (MillFieldColumnsClass *klass)
{
  MillFieldClass *field_class = MILL_FIELD_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mill_field_columns_finalize;
  field_class->build = mill_field_columns_build;
  field_class->show = mill_field_columns_show;
  field_class->set_columns = mill_field_columns_set_columns;
  field_class->focus = mill_field_columns_focus;
}

static void
mill_field_columns_init (MillFieldColumns *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
}
