/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "app/inspector/field-kinds.h"

/* A whole or a real number. One that may be left out (its default is "none") and one that comes from a
 * pipeline parameter (${name}) are shown as text; all others in a spin row. */

struct _MillFieldNumber
{
  MillField    parent_instance;

  AdwSpinRow  *spin;     /* NULL for one that may be left out */
  AdwEntryRow *entry;
};

/* So many are always seen of a number, and so many where there is room. */
#define MIN_DIGITS 5
#define MAX_DIGITS 10

G_DEFINE_FINAL_TYPE (MillFieldNumber, mill_field_number, MILL_TYPE_FIELD)

static gboolean
is_integer (MillFieldNumber *self)
{
  return mill_field_get_param (MILL_FIELD (self))->kind == MILL_PARAM_INTEGER;
}

static JsonNode *
make_number (MillFieldNumber *self,
             double           number)
{
  JsonNode *value = json_node_new (JSON_NODE_VALUE);

  if (is_integer (self))
    json_node_set_int (value, (gint64) round (number));
  else
    json_node_set_double (value, number);

  return value;
}

static void
spun_cb (MillFieldNumber *self)
{
  mill_field_edited (MILL_FIELD (self),
                     make_number (self, adw_spin_row_get_value (self->spin)));
}

static void
typed_cb (MillFieldNumber *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  char *end = NULL;
  double number;

  g_strstrip (text);
  number = g_strtod (text, &end);
  if (*text == '\0')
    mill_field_edited (MILL_FIELD (self), json_node_new (JSON_NODE_NULL));
  else if (end != NULL && *end == '\0' && isfinite (number))
    mill_field_edited (MILL_FIELD (self), make_number (self, number));
  else
    /* Kept as it was typed: the document then says what is wrong with it. */
    mill_field_edited (MILL_FIELD (self), mill_value_new_string (text));
}

static GtkAdjustment *
make_adjustment (const MillParam *param)
{
  gboolean whole = param->kind == MILL_PARAM_INTEGER;
  gboolean bounded = param->minimum != 0 || param->maximum != 0;
  double lower = bounded ? param->minimum : -1e12;
  double upper = bounded ? param->maximum : 1e12;
  double step = param->step;

  if (upper <= lower)
    upper = 1e12;
  /* An adjustment works with doubles; beyond this it skips whole numbers. */
  lower = MAX (lower, -9007199254740991.0);
  upper = MIN (upper, 9007199254740991.0);
  if (step == 0)
    step = whole ? 1 : upper - lower <= 1e6 ? (upper - lower) / 100 : 1;

  return gtk_adjustment_new (lower, lower, upper, step, step * 10, 0);
}

static guint
choose_digits (const MillParam *param)
{
  double step = param->step;
  guint digits = 0;

  if (param->kind == MILL_PARAM_INTEGER)
    return 0;
  if (param->digits > 0)
    return param->digits;
  if (step == 0)
    return 2;
  while (digits < 8 && fabs (step - round (step)) > 1e-9)
    {
      step *= 10;
      digits++;
    }

  return MAX (digits, 1);
}

/* A spin row keeps room for the largest number there may be, which large writing may not leave. */
static void
let_shrink (AdwSpinRow *spin)
{
  GtkAdjustment *adjustment = adw_spin_row_get_adjustment (spin);
  double largest = MAX (fabs (gtk_adjustment_get_lower (adjustment)),
                        fabs (gtk_adjustment_get_upper (adjustment)));

  if (largest < pow (10, MIN_DIGITS))
    return;
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), MIN_DIGITS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), MAX_DIGITS);
}

static void
mill_field_number_build (MillField *field)
{
  MillFieldNumber *self = MILL_FIELD_NUMBER (field);
  const MillParam *param = mill_field_get_param (field);
  g_autofree char *title = mill_field_dup_title (field);

  if (param->kind == MILL_PARAM_INTEGER || !isnan (param->default_number))
    {
      /* By itself it is told of as nothing, and then nothing within it is found by looking for it either. */
      self->spin = g_object_new (ADW_TYPE_SPIN_ROW,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                 "title", title,
                                 "use-markup", FALSE,
                                 "title-lines", 2,
                                 "adjustment", make_adjustment (param),
                                 "digits", choose_digits (param),
                                 "numeric", TRUE,
                                 NULL);
      let_shrink (self->spin);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self->spin), mill_field_make_help (field));
      g_signal_connect_object (self->spin, "notify::value", G_CALLBACK (spun_cb), self,
                               G_CONNECT_SWAPPED);
      mill_field_add_row (field, GTK_WIDGET (self->spin));
    }

  self->entry = g_object_new (ADW_TYPE_ENTRY_ROW, "title", title, "use-markup", FALSE, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry),
                               _("A number, or ${name} for a pipeline parameter"));
  if (self->spin == NULL)
    adw_entry_row_add_suffix (self->entry, mill_field_make_help (field));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  if (self->spin == NULL)
    {
      mill_field_add_row (field, GTK_WIDGET (self->entry));
    }
  else
    {
      adw_entry_row_add_suffix (self->entry, mill_field_make_own_value (field, _("Use a fixed number"),
                                                                        G_CALLBACK (spun_cb)));
      mill_field_add_row (field, GTK_WIDGET (self->entry));
    }
}

static void
mill_field_number_show (MillField *field,
                        JsonNode  *value)
{
  MillFieldNumber *self = MILL_FIELD_NUMBER (field);
  const char *text = mill_value_get_string (value);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE] = "";
  gboolean number = text == NULL && JSON_NODE_HOLDS_VALUE (value);

  if (number)
    g_ascii_dtostr (buffer, sizeof buffer, json_node_get_double (value));

  g_signal_handlers_block_by_func (self->entry, typed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : buffer);
  g_signal_handlers_unblock_by_func (self->entry, typed_cb, self);
  if (self->spin == NULL)
    return;

  if (number)
    {
      g_signal_handlers_block_by_func (self->spin, spun_cb, self);
      adw_spin_row_set_value (self->spin, json_node_get_double (value));
      g_signal_handlers_unblock_by_func (self->spin, spun_cb, self);
    }
  mill_field_show_row (field, GTK_WIDGET (self->spin), text == NULL);
  mill_field_show_row (field, GTK_WIDGET (self->entry), text != NULL);
}

static void
mill_field_number_class_init (MillFieldNumberClass *klass)
{
  MillFieldClass *field_class = MILL_FIELD_CLASS (klass);

  field_class->build = mill_field_number_build;
  field_class->show = mill_field_number_show;
}

static void
mill_field_number_init (MillFieldNumber *self)
{
}
