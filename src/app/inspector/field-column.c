/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/combo-choices.h"
#include "app/inspector/column-item.h"
#include "app/inspector/field-kinds.h"
#include "app/row-action.h"

/* The name of a column: chosen from those that come in, or typed where they are not known yet. One that
 * is not among them stays chosen, marked as missing. */

struct _MillFieldColumn
{
  MillField    parent_instance;

  AdwComboRow *combo;
  AdwEntryRow *entry;
  GListStore  *items;
};

G_DEFINE_FINAL_TYPE (MillFieldColumn, mill_field_column, MILL_TYPE_FIELD)

static void
selected_cb (MillFieldColumn *self)
{
  MillColumnItem *item = adw_combo_row_get_selected_item (self->combo);

  if (item != NULL)
    mill_field_edited (MILL_FIELD (self),
                       mill_value_new_string (mill_column_item_get_name (item)));
}

static void
typed_cb (MillFieldColumn *self)
{
  mill_field_edited (MILL_FIELD (self),
                     mill_value_new_string (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

/* An empty name of an optional column is a choice too; and what nobody has chosen yet must not look as if
 * the first column was, which a combo row would show. */
static gboolean
may_be_empty (MillField  *field,
              const char *name)
{
  return !mill_field_get_param (field)->required || name == NULL || *name == '\0';
}

static void
add_item (MillFieldColumn *self,
          const char      *name,
          const char      *type)
{
  g_autoptr(MillColumnItem) item = mill_column_item_new (name, type);

  g_list_store_append (self->items, item);
}

static void
update (MillFieldColumn *self)
{
  MillField *field = MILL_FIELD (self);
  const MillSchema *columns = mill_field_get_columns (field);
  const char *name = mill_value_get_string (mill_field_get_value (field));
  guint selected = GTK_INVALID_LIST_POSITION;

  g_signal_handlers_block_by_func (self->combo, selected_cb, self);
  g_signal_handlers_block_by_func (self->entry, typed_cb, self);

  g_list_store_remove_all (self->items);
  if (may_be_empty (field, name))
    add_item (self, "", "");
  for (guint i = 0; columns != NULL && i < mill_schema_get_n_columns (columns); i++)
    {
      const MillColumn *column = mill_schema_get_column (columns, i);

      if (mill_column_fits (column, mill_field_get_param (field)->types) ||
          g_strcmp0 (column->name, name) == 0)
        add_item (self, column->name, column->type);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(MillColumnItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_str_equal (mill_column_item_get_name (item), name != NULL ? name : ""))
        selected = i;
    }
  if (selected == GTK_INVALID_LIST_POSITION && name != NULL && *name != '\0')
    {
      selected = g_list_model_get_n_items (G_LIST_MODEL (self->items));
      add_item (self, name, NULL);
    }
  adw_combo_row_set_selected (self->combo, selected);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), name ? name : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), name != NULL ? name : "");

  g_signal_handlers_unblock_by_func (self->combo, selected_cb, self);
  g_signal_handlers_unblock_by_func (self->entry, typed_cb, self);

  mill_field_show_row (field, GTK_WIDGET (self->combo), columns != NULL);
  mill_field_show_row (field, GTK_WIDGET (self->entry), columns == NULL);
}

static void
mill_field_column_build (MillField *field)
{
  MillFieldColumn *self = MILL_FIELD_COLUMN (field);
  g_autoptr(GtkListItemFactory) factory = mill_column_item_factory_new ();
  g_autoptr(GtkExpression) expression =
    gtk_property_expression_new (MILL_TYPE_COLUMN_ITEM, NULL, "label");

  self->items = g_list_store_new (MILL_TYPE_COLUMN_ITEM);
  self->combo = g_object_new (ADW_TYPE_COMBO_ROW,
                              "title", mill_field_get_label (field),
                              "use-markup", FALSE,
                              "use-subtitle", TRUE,
                              "expression", expression,
                              "factory", factory,
                              "model", self->items,
                              "enable-search", TRUE,
                              "search-match-mode", GTK_STRING_FILTER_MATCH_MODE_SUBSTRING,
                              NULL);
  mill_combo_choices_name_search (self->combo);
  gtk_widget_add_css_class (GTK_WIDGET (self->combo), "property");
  mill_row_add_action (GTK_WIDGET (self->combo));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->combo), mill_field_make_help (field));
  self->entry = g_object_new (ADW_TYPE_ENTRY_ROW,
                              "title", mill_field_get_label (field),
                              "use-markup", FALSE,
                              NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry),
                               _("The name of a column; once columns come in, they can be chosen"));
  g_signal_connect_object (self->combo, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  mill_field_add_row (field, GTK_WIDGET (self->combo));
  mill_field_add_row (field, GTK_WIDGET (self->entry));
  update (self);
}

static void
mill_field_column_show (MillField *field,
                        JsonNode  *value)
{
  update (MILL_FIELD_COLUMN (field));
}

static void
mill_field_column_set_columns (MillField        *field,
                               const MillSchema *columns)
{
  update (MILL_FIELD_COLUMN (field));
}

static void
mill_field_column_focus (MillField *field)
{
  MillFieldColumn *self = MILL_FIELD_COLUMN (field);

  gtk_widget_grab_focus (mill_field_get_columns (field) != NULL ? GTK_WIDGET (self->combo)
                                                                : GTK_WIDGET (self->entry));
}

static void
mill_field_column_finalize (GObject *object)
{
  g_clear_object (&MILL_FIELD_COLUMN (object)->items);

  G_OBJECT_CLASS (mill_field_column_parent_class)->finalize (object);
}

static void
mill_field_column_class_init (MillFieldColumnClass *klass)
{
  MillFieldClass *field_class = MILL_FIELD_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mill_field_column_finalize;
  field_class->build = mill_field_column_build;
  field_class->show = mill_field_column_show;
  field_class->set_columns = mill_field_column_set_columns;
  field_class->focus = mill_field_column_focus;
}

static void
mill_field_column_init (MillFieldColumn *self)
{
}
