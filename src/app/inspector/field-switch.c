/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/inspector/field-kinds.h"

struct _MillFieldSwitch
{
  MillField     parent_instance;

  AdwSwitchRow *row;
  GtkWidget    *reference;
};

G_DEFINE_FINAL_TYPE (MillFieldSwitch, mill_field_switch, MILL_TYPE_FIELD)

static void
switched_cb (MillFieldSwitch *self)
{
  JsonNode *value = json_node_new (JSON_NODE_VALUE);

  json_node_set_boolean (value, adw_switch_row_get_active (self->row));
  mill_field_edited (MILL_FIELD (self), value);
}

static void
mill_field_switch_build (MillField *field)
{
  MillFieldSwitch *self = MILL_FIELD_SWITCH (field);

  self->row = g_object_new (ADW_TYPE_SWITCH_ROW,
                            "title", mill_field_get_label (field),
                            "use-markup", FALSE,
                            "title-lines", 2,
                            NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), mill_field_make_help (field));
  g_signal_connect_object (self->row, "notify::active", G_CALLBACK (switched_cb), self,
                           G_CONNECT_SWAPPED);
  mill_field_add_row (field, GTK_WIDGET (self->row));
  self->reference = mill_field_add_reference (field, G_CALLBACK (switched_cb));
}

static void
mill_field_switch_show (MillField *field,
                        JsonNode  *value)
{
  MillFieldSwitch *self = MILL_FIELD_SWITCH (field);

  if (mill_field_show_reference (field, self->reference, GTK_WIDGET (self->row), value) ||
      !JSON_NODE_HOLDS_VALUE (value))
    return;
  g_signal_handlers_block_by_func (self->row, switched_cb, self);
  adw_switch_row_set_active (self->row, json_node_get_boolean (value));
  g_signal_handlers_unblock_by_func (self->row, switched_cb, self);
}

static void
mill_field_switch_class_init (MillFieldSwitchClass *klass)
{
  MillFieldClass *field_class = MILL_FIELD_CLASS (klass);

  field_class->build = mill_field_switch_build;
  field_class->show = mill_field_switch_show;
}

static void
mill_field_switch_init (MillFieldSwitch *self)
{
}
