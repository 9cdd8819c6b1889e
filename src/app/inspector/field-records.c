/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/inspector/field-kinds.h"
#include "app/row-action.h"
#include "pipeline/params.h"

/* A list of records: each an expandable row with the fields of the record, which can be moved and
 * removed. */

typedef struct
{
  AdwExpanderRow *row;
  GPtrArray      *fields;    /* MillField */
  JsonObject     *object;    /* as it is */
  GtkWidget      *up;
  GtkWidget      *down;
} Record;

struct _MillFieldRecords
{
  MillField   parent_instance;

  GtkListBox *list;
  GPtrArray  *records;       /* Record */
};

G_DEFINE_FINAL_TYPE (MillFieldRecords, mill_field_records, MILL_TYPE_FIELD)

static void
record_free (gpointer data)
{
  Record *record = data;

  g_ptr_array_unref (record->fields);
  json_object_unref (record->object);
  g_free (record);
}

static JsonNode *
make_value (MillFieldRecords *self)
{
  g_autoptr(JsonArray) array = json_array_new ();
  JsonNode *value = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < self->records->len; i++)
    {
      Record *record = g_ptr_array_index (self->records, i);

      json_array_add_object_element (array, json_object_ref (record->object));
    }
  json_node_set_array (value, array);

  return value;
}

/* What is chosen as always says nothing in a title. */
static const char *
get_unusual_choice (const MillParam *param,
                    const char      *name)
{
  const MillChoice *choice = name != NULL ? mill_param_find_choice (param, name) : NULL;

  return choice != NULL && choice->value != param->default_integer ? _(choice->label) : NULL;
}

static void
update_titles (MillFieldRecords *self)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      Record *record = g_ptr_array_index (self->records, i);
      g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();
      g_auto(GStrv) strv = NULL;
      g_autofree char *summary = NULL;
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      for (guint f = 0; f < record->fields->len; f++)
        {
          MillField *field = g_ptr_array_index (record->fields, f);
          const MillParam *param = mill_field_get_param (field);
          const char *text = mill_value_get_string (mill_field_get_value (field));

          if (param->kind == MILL_PARAM_CHOICE)
            text = get_unusual_choice (param, text);
          if (text != NULL && *text != '\0')
            g_strv_builder_add (texts, text);
        }
      strv = g_strv_builder_end (texts);
      summary = g_strjoinv (" · ", strv);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (record->row),
                                     strv[0] != NULL ? summary : number);
      gtk_accessible_update_property (GTK_ACCESSIBLE (record->row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      strv[0] != NULL ? summary : number, -1);
      gtk_widget_set_visible (record->up, self->records->len > 1);
      gtk_widget_set_visible (record->down, self->records->len > 1);
      gtk_widget_set_sensitive (record->up, i > 0);
      gtk_widget_set_sensitive (record->down, i + 1 < self->records->len);
    }
}

static void
edited (MillFieldRecords *self)
{
  update_titles (self);
  mill_field_edited (MILL_FIELD (self), make_value (self));
}

static guint
find_record (MillFieldRecords *self,
             GtkWidget        *inside)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      Record *record = g_ptr_array_index (self->records, i);

      if (gtk_widget_is_ancestor (inside, GTK_WIDGET (record->row)))
        return i;
    }

  return self->records->len;
}

static void
remove_cb (MillFieldRecords *self,
           GtkWidget        *button)
{
  guint index = find_record (self, button);
  Record *record = g_ptr_array_index (self->records, index);

  gtk_list_box_remove (self->list, GTK_WIDGET (record->row));
  g_ptr_array_remove_index (self->records, index);
  edited (self);
}

static void
move (MillFieldRecords *self,
      guint             index,
      int               by)
{
  guint to = index + by;
  Record *record;

  if (to >= self->records->len)
    return;

  record = g_ptr_array_steal_index (self->records, index);
  g_ptr_array_insert (self->records, to, record);
  g_object_ref (record->row);
  gtk_list_box_remove (self->list, GTK_WIDGET (record->row));
  gtk_list_box_insert (self->list, GTK_WIDGET (record->row), to);
  g_object_unref (record->row);
  edited (self);
}

static void
up_cb (MillFieldRecords *self,
       GtkWidget        *button)
{
  move (self, find_record (self, button), -1);
}

static void
down_cb (MillFieldRecords *self,
         GtkWidget        *button)
{
  move (self, find_record (self, button), 1);
}

static void
field_edited_cb (MillFieldRecords *self,
                 JsonNode         *value,
                 MillField        *field)
{
  Record *record = g_object_get_data (G_OBJECT (field), "record");
  const char *name = mill_param_get_name (mill_field_get_param (field));
  JsonObject *object = json_object_new ();
  g_autoptr(GList) members = json_object_get_members (record->object);

  /* A new object: the old one is part of a value that was handed on. */
  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (object, l->data, json_object_dup_member (record->object, l->data));
  json_object_set_member (object, name, json_node_copy (value));
  json_object_unref (record->object);
  record->object = object;
  edited (self);
}

static GtkWidget *
make_button (MillFieldRecords *self,
             const char       *icon,
             const char       *tip,
             GCallback         callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static Record *
add_record (MillFieldRecords *self,
            JsonObject       *object)
{
  MillField *field = MILL_FIELD (self);
  Record *record = g_new0 (Record, 1);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  record->object = json_object_ref (object);
  record->fields = g_ptr_array_new_with_free_func (g_object_unref);
  record->row = g_object_new (ADW_TYPE_EXPANDER_ROW,
                              "use-markup", FALSE,
                              "title-lines", 2,
                              NULL);
  for (const MillParam *param = mill_field_get_param (field)->fields; param->member != NULL; param++)
    {
      MillField *part = mill_field_new (param, mill_field_get_session (field));
      const char *name = mill_param_get_name (param);
      g_autoptr(JsonNode) value = json_object_has_member (object, name)
        ? json_object_dup_member (object, name) : mill_param_get_default_json (param);

      mill_field_set_value (part, value);
      mill_field_set_columns (part, mill_field_get_columns (field));
      mill_field_add_to_expander (part, record->row);
      g_object_set_data (G_OBJECT (part), "record", record);
      g_signal_connect_object (part, "edited", G_CALLBACK (field_edited_cb), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (record->fields, part);
    }

  /* Its header, where keys and pointer unfold it, is a widget of its own. */
  mill_row_add_expanded_action (GTK_WIDGET (record->row));
  record->up = make_button (self, "go-up-symbolic", _("Move Up"), G_CALLBACK (up_cb));
  record->down = make_button (self, "go-down-symbolic", _("Move Down"), G_CALLBACK (down_cb));
  gtk_box_append (GTK_BOX (buttons), record->up);
  gtk_box_append (GTK_BOX (buttons), record->down);
  gtk_box_append (GTK_BOX (buttons), make_button (self, "user-trash-symbolic", _("Remove"),
                                                  G_CALLBACK (remove_cb)));
  adw_expander_row_add_suffix (record->row, buttons);
  /* The last row of the list is the button that adds. */
  gtk_list_box_insert (self->list, GTK_WIDGET (record->row), self->records->len);
  g_ptr_array_add (self->records, record);

  return record;
}

static void
add_cb (MillFieldRecords *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  Record *record = add_record (self, object);

  adw_expander_row_set_expanded (record->row, TRUE);
  edited (self);
  if (record->fields->len > 0)
    mill_field_focus (g_ptr_array_index (record->fields, 0));
}

static void
mill_field_records_build (MillField *field)
{
  MillFieldRecords *self = MILL_FIELD_RECORDS (field);
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

/* As many records as before: only the fields that differ are set, so that undo keeps the focus. */
static void
show_in_place (MillFieldRecords *self,
               JsonArray        *array)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      Record *record = g_ptr_array_index (self->records, i);
      JsonObject *object = json_array_get_object_element (array, i);

      json_object_unref (record->object);
      record->object = json_object_ref (object);
      for (guint f = 0; f < record->fields->len; f++)
        {
          MillField *part = g_ptr_array_index (record->fields, f);
          const MillParam *param = mill_field_get_param (part);
          const char *name = mill_param_get_name (param);
          g_autoptr(JsonNode) value = json_object_has_member (object, name)
            ? json_object_dup_member (object, name) : mill_param_get_default_json (param);

          mill_field_set_value (part, value);
        }
    }
}

static gboolean
holds_objects (JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      return FALSE;

  return TRUE;
}

static void
mill_field_records_show (MillField *field,
                         JsonNode  *value)
{
  MillFieldRecords *self = MILL_FIELD_RECORDS (field);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  if (array != NULL && !holds_objects (array))
    array = NULL;
  if (array != NULL && json_array_get_length (array) == self->records->len)
    {
      show_in_place (self, array);
      update_titles (self);
      return;
    }

  for (guint i = 0; i < self->records->len; i++)
    {
      Record *record = g_ptr_array_index (self->records, i);

      gtk_list_box_remove (self->list, GTK_WIDGET (record->row));
    }
  g_ptr_array_set_size (self->records, 0);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    add_record (self, json_array_get_object_element (array, i));
  /* The only one is what people want to see. */
  if (self->records->len == 1)
    adw_expander_row_set_expanded (((Record *) g_ptr_array_index (self->records, 0))->row, TRUE);
  update_titles (self);
}

static void
mill_field_records_set_columns (MillField        *field,
                                const MillSchema *columns)
{
  MillFieldRecords *self = MILL_FIELD_RECORDS (field);

  for (guint i = 0; i < self->records->len; i++)
    {
      Record *record = g_ptr_array_index (self->records, i);

      for (guint f = 0; f < record->fields->len; f++)
        mill_field_set_columns (g_ptr_array_index (record->fields, f), columns);
    }
}

static void
mill_field_records_focus (MillField *field)
{
  MillFieldRecords *self = MILL_FIELD_RECORDS (field);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
mill_field_records_finalize (GObject *object)
{
  g_ptr_array_unref (MILL_FIELD_RECORDS (object)->records);

  G_OBJECT_CLASS (mill_field_records_parent_class)->finalize (object);
}

static void
mill_field_records_class_init (MillFieldRecordsClass *klass)
{
  MillFieldClass *field_class = MILL_FIELD_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mill_field_records_finalize;
  field_class->build = mill_field_records_build;
  field_class->show = mill_field_records_show;
  field_class->set_columns = mill_field_records_set_columns;
  field_class->focus = mill_field_records_focus;
}

static void
mill_field_records_init (MillFieldRecords *self)
{
  self->records = g_ptr_array_new_with_free_func (record_free);
}
