/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/json-private.h"
#include "pipeline/param-private.h"
#include "pipeline/params.h"
#include "pipeline/suggest.h"
#include "pipeline/writer.h"

#define LARGEST_INTEGER 9223372036854775808.0

gboolean
mill_json_is_reference (JsonNode *json)
{
  return mill_json_is_string (json) && strstr (json_node_get_string (json), "${") != NULL;
}

gboolean
mill_param_read_integer (JsonNode *json,
                         gint64   *value)
{
  double number;

  if (!mill_json_is_number (json))
    return FALSE;
  if (json_node_get_value_type (json) == G_TYPE_INT64)
    {
      *value = json_node_get_int (json);
      return TRUE;
    }
  number = json_node_get_double (json);
  if (number != floor (number) || number < -LARGEST_INTEGER || number >= LARGEST_INTEGER)
    return FALSE;
  *value = (gint64) number;

  return TRUE;
}

JsonNode *
mill_param_get_default_json (const MillParam *param)
{
  JsonArray *array;
  const char *name;

  if (param->kind != MILL_PARAM_STRING && param->default_string != NULL)
    return mill_json_from_string (param->default_string);

  switch (param->kind)
    {
    case MILL_PARAM_STRING:
      return mill_json_from_string (param->default_string != NULL ? param->default_string : "");
    case MILL_PARAM_BOOLEAN:
      return mill_json_from_boolean (param->default_integer != 0);
    case MILL_PARAM_INTEGER:
      return mill_json_from_int (param->default_integer);
    case MILL_PARAM_NUMBER:
      if (isnan (param->default_number))
        return json_node_new (JSON_NODE_NULL);
      return mill_json_from_double (param->default_number);
    case MILL_PARAM_CHOICE:
      name = mill_param_get_choice_name (param, (int) param->default_integer);
      return name != NULL ? mill_json_from_string (name) : json_node_new (JSON_NODE_NULL);
    case MILL_PARAM_STRINGS:
      array = json_array_new ();
      for (guint i = 0; param->default_strings != NULL && param->default_strings[i] != NULL; i++)
        json_array_add_string_element (array, param->default_strings[i]);
      return mill_json_from_array (array);
    case MILL_PARAM_RECORDS:
    default:
      return mill_json_from_array (json_array_new ());
    }
}

gboolean
mill_param_is_default (const MillParam *self,
                       JsonNode        *json)
{
  g_autoptr (JsonNode) initial = NULL;

  /* The usual kinds without making a value to compare with: files have many of them. */
  if (self->kind == MILL_PARAM_STRING)
    return mill_json_is_string (json) &&
           g_strcmp0 (json_node_get_string (json),
                      self->default_string != NULL ? self->default_string : "") == 0;
  if (self->kind == MILL_PARAM_RECORDS)
    return JSON_NODE_HOLDS_ARRAY (json) && json_array_get_length (json_node_get_array (json)) == 0;

  initial = mill_param_get_default_json (self);

  return mill_json_equal (json, initial);
}

/* Where a value stands: a parameter, or a field in a row of one. */
typedef struct
{
  const char *param;
  const char *field;      /* label, or NULL */
  guint       row;        /* counted from 1, or 0 */
  GPtrArray  *problems;   /* or NULL */
} Place;

static void
report (const Place *place,
        const char  *hint,
        char        *message)
{
  g_autofree char *text = message;
  g_autofree char *whole = NULL;
  MillDiagnostic *diagnostic;

  if (place->problems == NULL)
    return;
  if (place->field != NULL)
    /* Translators: a row of a list, the field in it, and what is wrong there. */
    whole = g_strdup_printf (_("Row %u, %s: %s"), place->row, place->field, text);
  else
    whole = g_steal_pointer (&text);
  diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, hint, "%s", whole);
  g_ptr_array_add (place->problems, mill_diagnostic_at_param (diagnostic, place->param));
}

static gboolean
report_kind (const Place *place,
             const char  *expected,
             JsonNode    *json)
{
  g_autofree char *found = mill_json_to_canonical (json, TRUE);
  g_autofree char *valid = NULL;

  if (place->problems == NULL)
    return FALSE;
  if (strlen (found) > 40)
    {
      g_autofree char *start = g_utf8_make_valid (found, 37);

      valid = g_strconcat (start, "…", NULL);
    }
  report (place, expected,
          g_strdup_printf (_("The value %s is of the wrong kind"), valid != NULL ? valid : found));

  return FALSE;
}

static gboolean
check_range (const MillParam *self,
             double           value,
             const Place     *place)
{
  g_autoptr (GString) low = NULL;
  g_autoptr (GString) high = NULL;
  g_autoptr (GString) found = NULL;
  g_autofree char *hint = NULL;

  if (isnan (value) || (self->minimum == 0 && self->maximum == 0) ||
      (value >= self->minimum && value <= self->maximum))
    return TRUE;
  if (place->problems == NULL)
    return FALSE;

  low = g_string_new (NULL);
  high = g_string_new (NULL);
  found = g_string_new (NULL);
  mill_json_append_double (low, self->minimum);
  mill_json_append_double (high, self->maximum);
  mill_json_append_double (found, value);
  if (isinf (self->maximum) || self->maximum >= LARGEST_INTEGER)
    hint = g_strdup_printf (_("It must be at least %s"), low->str);
  else
    hint = g_strdup_printf (_("It must be from %s to %s"), low->str, high->str);
  report (place, hint, g_strdup_printf (_("The value %s is out of range"), found->str));

  return FALSE;
}

static gboolean
check_choice (const MillParam *self,
              JsonNode        *json,
              const Place     *place)
{
  g_autoptr (GString) names = NULL;
  g_autofree char *hint = NULL;
  MillSuggestion suggestion;
  const char *near;

  if (!mill_json_is_string (json))
    return report_kind (place, _("It must be the name of a choice"), json);
  if (mill_param_find_choice (self, json_node_get_string (json)) != NULL)
    return TRUE;
  if (place->problems == NULL)
    return FALSE;

  names = g_string_new (NULL);
  mill_suggestion_init (&suggestion, json_node_get_string (json));
  for (const MillChoice *choice = self->choices; choice->name != NULL; choice++)
    {
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", choice->name);
      mill_suggestion_offer (&suggestion, choice->name);
    }
  near = mill_suggestion_finish (&suggestion);
  if (near != NULL)
    hint = g_strdup_printf (_("Did you mean “%s”?"), near);
  else
    hint = g_strdup_printf (_("It must be one of: %s"), names->str);
  report (place, hint,
          g_strdup_printf (_("There is no choice “%s”"), json_node_get_string (json)));

  return FALSE;
}

static gboolean
check_strings (JsonNode    *json,
               const Place *place)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (json))
    return report_kind (place, _("It must be a list of strings"), json);
  array = json_node_get_array (json);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!mill_json_is_string (json_array_get_element (array, i)))
      return report_kind (place, _("It must be a list of strings"),
                          json_array_get_element (array, i));

  return TRUE;
}

static gboolean check_value (const MillParam *self,
                             JsonNode        *json,
                             const Place     *place);

static gboolean
check_records (const MillParam *self,
               JsonNode        *json,
               const Place     *place)
{
  gboolean good = TRUE;
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (json))
    return report_kind (place, _("It must be a list of objects"), json);
  array = json_node_get_array (json);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      Place inner = *place;

      inner.row = i + 1;
      if (!JSON_NODE_HOLDS_OBJECT (element))
        {
          good = report_kind (place, _("It must be a list of objects"), element);
          continue;
        }
      for (const MillParam *field = self->fields; field->member != NULL; field++)
        {
          JsonNode *value = json_object_get_member (json_node_get_object (element),
                                                    mill_param_get_name (field));

          inner.field = field->label != NULL ? _(field->label) : mill_param_get_name (field);
          if (value != NULL && !check_value (field, value, &inner))
            good = FALSE;
        }
    }

  return good;
}

static gboolean
check_value (const MillParam *self,
             JsonNode        *json,
             const Place     *place)
{
  gint64 integer;

  if (self->kind != MILL_PARAM_STRING && mill_json_is_reference (json))
    return TRUE;

  switch (self->kind)
    {
    case MILL_PARAM_STRING:
      return mill_json_is_string (json) || report_kind (place, _("It must be a string"), json);
    case MILL_PARAM_BOOLEAN:
      return mill_json_is_boolean (json) ||
             report_kind (place, _("It must be true or false"), json);
    case MILL_PARAM_INTEGER:
      if (!mill_param_read_integer (json, &integer))
        return report_kind (place, _("It must be a whole number"), json);
      return check_range (self, integer, place);
    case MILL_PARAM_NUMBER:
      /* null says that none is set. */
      if (JSON_NODE_HOLDS_NULL (json) && isnan (self->default_number))
        return TRUE;
      if (!mill_json_is_number (json))
        return report_kind (place, _("It must be a number"), json);
      return check_range (self, json_node_get_double (json), place);
    case MILL_PARAM_CHOICE:
      return check_choice (self, json, place);
    case MILL_PARAM_STRINGS:
      return check_strings (json, place);
    case MILL_PARAM_RECORDS:
    default:
      return check_records (self, json, place);
    }
}

gboolean
mill_param_check_json (const MillParam *self,
                       JsonNode        *json,
                       GPtrArray       *problems)
{
  Place place = { mill_param_get_name (self), NULL, 0, problems };

  return check_value (self, json, &place);
}
