/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/parameter.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"
#include "pipeline/json-private.h"
#include "pipeline/parameter-private.h"
#include "pipeline/param-private.h"
#include "pipeline/references.h"
#include "pipeline/writer.h"

struct _MillParameter
{
  gatomicrefcount    ref_count;
  char              *name;
  MillParameterType  type;
  JsonNode          *default_value;
  char              *description;
  JsonObject        *extra;
};

static const char *const type_names[] = {
  [MILL_PARAMETER_STRING] = "string",
  [MILL_PARAMETER_NUMBER] = "number",
  [MILL_PARAMETER_INTEGER] = "integer",
  [MILL_PARAMETER_BOOLEAN] = "boolean",
  [MILL_PARAMETER_DATE] = "date",
};

G_DEFINE_BOXED_TYPE (MillParameter, mill_parameter, mill_parameter_ref, mill_parameter_unref)

MillParameter *
mill_parameter_new (const char        *name,
                    MillParameterType  type,
                    JsonNode          *default_value,
                    const char        *description)
{
  MillParameter *self;

  g_return_val_if_fail (name != NULL, NULL);
  /* It may come from the environment, and a component's from one around it (expand.h). */
  g_return_val_if_fail (default_value == NULL || mill_json_is_reference (default_value) ||
                        mill_parameter_type_accepts (type, default_value), NULL);

  self = g_new0 (MillParameter, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->type = type;
  self->default_value = default_value != NULL ? json_node_copy (default_value) : NULL;
  self->description = g_strdup (description);

  return self;
}

MillParameter *
mill_parameter_ref (MillParameter *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
mill_parameter_unref (MillParameter *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->name);
  g_clear_pointer (&self->default_value, json_node_unref);
  g_free (self->description);
  g_clear_pointer (&self->extra, json_object_unref);
  g_free (self);
}

const char *
mill_parameter_get_name (const MillParameter *self)
{
  return self->name;
}

MillParameterType
mill_parameter_get_value_type (const MillParameter *self)
{
  return self->type;
}

JsonNode *
mill_parameter_get_default (const MillParameter *self)
{
  return self->default_value;
}

const char *
mill_parameter_get_description (const MillParameter *self)
{
  return self->description;
}

JsonObject *
mill_parameter_get_extra (const MillParameter *self)
{
  return self->extra;
}

MillParameter *
mill_parameter_with_extra (const MillParameter *self,
                           JsonObject          *extra)
{
  static const char *const members[] = { "default", "description" };
  MillParameter *made;

  made = mill_parameter_new (self->name, self->type, self->default_value, self->description);
  made->extra = extra != NULL ? json_object_ref (extra) : NULL;
  /* What could not be understood gives way to what was set since. */
  for (size_t i = 0; i < G_N_ELEMENTS (members); i++)
    if (made->extra != NULL && json_object_has_member (made->extra, members[i]) &&
        (i == 0 ? (gpointer) made->default_value : (gpointer) made->description) != NULL)
      {
        JsonObject *without = mill_json_with_member (made->extra, members[i], NULL);

        json_object_unref (made->extra);
        made->extra = without;
      }

  return made;
}

gboolean
mill_parameter_equal (const MillParameter *a,
                      const MillParameter *b)
{
  return g_str_equal (a->name, b->name) && a->type == b->type &&
         mill_json_equal (a->default_value, b->default_value) &&
         g_strcmp0 (a->description, b->description) == 0 &&
         mill_json_objects_equal (a->extra, b->extra);
}

const char *
mill_parameter_type_get_name (MillParameterType type)
{
  g_return_val_if_fail (type < G_N_ELEMENTS (type_names), NULL);

  return type_names[type];
}

gboolean
mill_parameter_type_from_name (const char        *name,
                               MillParameterType *type)
{
  for (size_t i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (g_str_equal (type_names[i], name))
      {
        *type = i;
        return TRUE;
      }

  return FALSE;
}

/* Exactly YYYY-MM-DD, and a day that exists. */
static gboolean
is_date (const char *text)
{
  int year, month, day;

  if (strlen (text) != 10)
    return FALSE;
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  year = atoi (text);
  month = atoi (text + 5);
  day = atoi (text + 8);

  return year > 0 && month >= 1 && month <= 12 && day >= 1 &&
         g_date_valid_dmy (day, month, year);
}

gboolean
mill_parameter_type_accepts (MillParameterType  type,
                             JsonNode          *json)
{
  gint64 integer;

  switch (type)
    {
    case MILL_PARAMETER_STRING:
      return mill_json_is_string (json);
    case MILL_PARAMETER_NUMBER:
      return mill_json_is_number (json);
    case MILL_PARAMETER_INTEGER:
      return mill_param_read_integer (json, &integer);
    case MILL_PARAMETER_BOOLEAN:
      return mill_json_is_boolean (json);
    case MILL_PARAMETER_DATE:
      return mill_json_is_string (json) && is_date (json_node_get_string (json));
    default:
      return FALSE;
    }
}

static JsonNode *
parse_number (const char *text)
{
  char *end;
  double number;

  errno = 0;
  number = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (number))
    return NULL;

  return mill_json_from_double (number);
}

static JsonNode *
parse_integer (const char *text)
{
  char *end;
  gint64 integer;

  errno = 0;
  integer = g_ascii_strtoll (text, &end, 10);
  if (end == text || *end != '\0' || errno == ERANGE)
    return NULL;

  return mill_json_from_int (integer);
}

static JsonNode *
parse_boolean (const char *text)
{
  if (g_ascii_strcasecmp (text, "true") == 0 || g_ascii_strcasecmp (text, "yes") == 0 ||
      g_str_equal (text, "1"))
    return mill_json_from_boolean (TRUE);
  if (g_ascii_strcasecmp (text, "false") == 0 || g_ascii_strcasecmp (text, "no") == 0 ||
      g_str_equal (text, "0"))
    return mill_json_from_boolean (FALSE);

  return NULL;
}

const char *
mill_parameter_type_get_hint (MillParameterType type)
{
  switch (type)
    {
    case MILL_PARAMETER_STRING:
      return _("The text must be UTF-8");
    case MILL_PARAMETER_NUMBER:
      return _("It must be a number like 12.5");
    case MILL_PARAMETER_INTEGER:
      return _("It must be a whole number");
    case MILL_PARAMETER_BOOLEAN:
      return _("It must be true or false");
    case MILL_PARAMETER_DATE:
    default:
      return _("It must be a date like 2026-01-31");
    }
}

JsonNode *
mill_parameter_type_parse (MillParameterType  type,
                           const char        *text)
{
  switch (type)
    {
    case MILL_PARAMETER_STRING:
      return g_utf8_validate (text, -1, NULL) ? mill_json_from_string (text) : NULL;
    case MILL_PARAMETER_NUMBER:
      return parse_number (text);
    case MILL_PARAMETER_INTEGER:
      return parse_integer (text);
    case MILL_PARAMETER_BOOLEAN:
      return parse_boolean (text);
    case MILL_PARAMETER_DATE:
    default:
      return is_date (text) ? mill_json_from_string (text) : NULL;
    }
}

JsonNode *
mill_parameter_parse_value (const MillParameter  *self,
                            const char           *text,
                            GError              **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (JsonNode) reference = mill_json_from_string (valid);
  g_autofree char *variable = mill_reference_dup_variable (reference);
  JsonNode *value;

  if (variable != NULL)
    return g_steal_pointer (&reference);
  value = mill_parameter_type_parse (self->type, text);
  if (value == NULL)
    mill_fail (error, mill_parameter_type_get_hint (self->type),
               _("“%s” cannot be the value of the parameter “%s”"), valid, self->name);

  return value;
}

gboolean
mill_parameter_check_value (const MillParameter  *self,
                            JsonNode             *value,
                            GError              **error)
{
  g_autofree char *text = NULL;

  if (mill_json_is_reference (value) || mill_parameter_type_accepts (self->type, value))
    return TRUE;
  text = mill_json_is_string (value) ? g_strdup (json_node_get_string (value))
                                     : mill_json_to_canonical (value, TRUE);
  mill_fail_param (error, self->name, mill_parameter_type_get_hint (self->type),
                   _("“%s” cannot be the value of the parameter “%s”"), text, self->name);

  return FALSE;
}
