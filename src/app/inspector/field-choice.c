/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/combo-choices.h"
#include "app/inspector/field-kinds.h"

struct _MillFieldChoice
{
  MillField    parent_instance;

  AdwComboRow *row;
  GtkWidget   *reference;
};

G_DEFINE_FINAL_TYPE (MillFieldChoice, mill_field_choice, MILL_TYPE_FIELD)

static guint
find_choice (MillFieldChoice *self,
             const char      *name)
{
  const MillChoice *choices = mill_field_get_param (MILL_FIELD (self))->choices;

  for (guint i = 0; choices[i].name != NULL; i++)
    if (g_strcmp0 (choices[i].name, name) == 0)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

static void
selected_cb (MillFieldChoice *self)
{
  const MillParam *param = mill_field_get_param (MILL_FIELD (self));
  guint selected = adw_combo_row_get_selected (self->row);

  if (selected != GTK_INVALID_LIST_POSITION)
    mill_field_edited (MILL_FIELD (self), mill_value_new_string (param->choices[selected].name));
}

/* What was chosen before it came from a parameter, or the default. */
static void
fixed_cb (MillFieldChoice *self)
{
  if (adw_combo_row_get_selected (self->row) == GTK_INVALID_LIST_POSITION)
    adw_combo_row_set_selected (self->row, find_choice (
      self, mill_param_get_choice_name (mill_field_get_param (MILL_FIELD (self)),
                                        (int) mill_field_get_param (MILL_FIELD (self))->default_integer)));
  else
    selected_cb (self);
}

static void
mill_field_choice_build (MillField *field)
{
  MillFieldChoice *self = MILL_FIELD_CHOICE (field);
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  for (const MillChoice *choice = mill_field_get_param (field)->choices; choice->name; choice++)
    gtk_string_list_append (labels, choice->label != NULL ? _(choice->label) : choice->name);

  self->row = g_object_new (ADW_TYPE_COMBO_ROW,
                            "title", mill_field_get_label (field),
                            "use-markup", FALSE,
                            "use-subtitle", TRUE,
                            "model", labels,
                            NULL);
  mill_combo_choices_set_up (self->row);
  gtk_widget_add_css_class (GTK_WIDGET (self->row), "property");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), mill_field_make_help (field));
  g_signal_connect_object (self->row, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  mill_field_add_row (field, GTK_WIDGET (self->row));
  self->reference = mill_field_add_reference (field, G_CALLBACK (fixed_cb));
}

static void
mill_field_choice_show (MillField *field,
                        JsonNode  *value)
{
  MillFieldChoice *self = MILL_FIELD_CHOICE (field);

  if (mill_field_show_reference (field, self->reference, GTK_WIDGET (self->row), value))
    return;

  g_signal_handlers_block_by_func (self->row, selected_cb, self);
  adw_combo_row_set_selected (self->row, find_choice (self, mill_value_get_string (value)));
  g_signal_handlers_unblock_by_func (self->row, selected_cb, self);
}

static void
mill_field_choice_class_init (MillFieldChoiceClass *klass)
{
  MillFieldClass *field_class = MILL_FIELD_CLASS (klass);

  field_class->build = mill_field_choice_build;
  field_class->show = mill_field_choice_show;
}

static void
mill_field_choice_init (MillFieldChoice *self)
{
}
