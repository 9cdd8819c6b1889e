/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/bindings-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/json-private.h"
#include "pipeline/param-private.h"
#include "pipeline/parameter-private.h"
#include "pipeline/references.h"

static void
report (const MillBindingsPlace *place,
        const char              *hint,
        const char              *format,
        const char              *name)
{
  MillDiagnostic *diagnostic;

  if (place->problems == NULL)
    return;
  diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, place->node, hint, format, name);
  g_ptr_array_add (place->problems, mill_diagnostic_at_param (diagnostic, place->param));
}

/* The value that @name (what stands between the braces) has; NULL: it has been reported. */
static JsonNode *
look_up (const MillBindingsPlace *place,
         const char              *name)
{
  g_autoptr (GError) error = NULL;
  JsonNode *value;

  if (g_str_has_prefix (name, "env:"))
    {
      const char *text = g_getenv (name + strlen ("env:"));

      if (text != NULL && g_utf8_validate (text, -1, NULL))
        return mill_json_from_string (text);
      if (text != NULL)
        report (place, NULL, _("The environment variable %s is not UTF-8 text"),
                name + strlen ("env:"));
      else
        report (place, _("Set it before the run"), _("The environment variable %s is not set"),
                name + strlen ("env:"));
      return NULL;
    }

  value = mill_bindings_find (place->bindings, name, NULL, &error);
  if (value != NULL)
    return json_node_copy (value);
  if (place->problems != NULL)
    g_ptr_array_add (place->problems,
                     mill_diagnostic_at_param (mill_error_dup_diagnostic (error, place->node),
                                               place->param));

  return NULL;
}

static void
append_text (GString  *text,
             JsonNode *value)
{
  if (mill_json_is_string (value))
    g_string_append (text, json_node_get_string (value));
  else
    mill_json_append (text, value, 0, TRUE);
}

JsonNode *
mill_bindings_fill_string (const MillBindingsPlace *place,
                           const char              *string)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *rest = string;
  const char *found;

  while ((found = strstr (rest, "${")) != NULL)
    {
      const char *end = strchr (found, '}');
      g_autofree char *name = NULL;
      g_autoptr (JsonNode) value = NULL;

      if (found > rest && found[-1] == '$')
        {
          g_string_append_len (text, rest, found - 1 - rest);
          g_string_append (text, "${");
          rest = found + 2;
          continue;
        }
      if (end == NULL)
        {
          report (place, _("Write ${name}, or $${ for the two characters themselves"),
                  _("“%s” has a ${ without a }"), string);
          break;
        }
      name = g_strndup (found + 2, end - found - 2);
      value = look_up (place, name);
      /* A reference that is the whole string keeps its type. */
      if (value != NULL && found == string && end[1] == '\0')
        return g_steal_pointer (&value);
      g_string_append_len (text, rest, found - rest);
      if (value != NULL)
        append_text (text, value);
      rest = end + 1;
    }
  g_string_append (text, rest);

  return mill_json_from_string (text->str);
}

/* A number that a text refers to is wanted as its text. */
static JsonNode *
as_text (JsonNode *value)
{
  g_autoptr (GString) text = NULL;

  if (mill_json_is_string (value))
    return value;
  text = g_string_new (NULL);
  append_text (text, value);
  json_node_unref (value);

  return mill_json_from_string (text->str);
}

/* What a text that environment variables fill is as a value of the setting, which all other kinds than texts
 * want; NULL: it is none. */
static JsonNode *
read_text (const MillParam *param,
           JsonNode        *text)
{
  const char *string = json_node_get_string (text);

  switch (param->kind)
    {
    case MILL_PARAM_NUMBER:
      return mill_parameter_type_parse (MILL_PARAMETER_NUMBER, string);
    case MILL_PARAM_INTEGER:
      return mill_parameter_type_parse (MILL_PARAMETER_INTEGER, string);
    case MILL_PARAM_BOOLEAN:
      return mill_parameter_type_parse (MILL_PARAMETER_BOOLEAN, string);
    case MILL_PARAM_STRING:
    case MILL_PARAM_CHOICE:
    case MILL_PARAM_STRINGS:
    case MILL_PARAM_RECORDS:
    default:
      return mill_json_copy (text);
    }
}

/* What is told of a value that does not fit @param shows it; this tells the same without, as it may be a secret. */
static void
report_variable (const MillBindingsPlace *place,
                 const MillParam         *param,
                 JsonNode                *value,
                 const char              *variable)
{
  g_autoptr (GPtrArray) found = mill_diagnostics_new ();

  mill_param_check_json (param, value, found);
  report (place, found->len > 0 ? ((MillDiagnostic *) found->pdata[0])->hint : NULL,
          _("What the environment variable %s holds cannot be the value of this setting"), variable);
}

/* @value is what @written was filled to; takes it. A reference is left where it cannot be the setting's. */
static JsonNode *
as_setting (const MillBindingsPlace *place,
            const MillParam         *param,
            JsonNode                *written,
            JsonNode                *value)
{
  g_autoptr (JsonNode) filled = value;
  g_autofree char *variable = mill_reference_find_variable (json_node_get_string (written), NULL);
  g_autofree char *unset = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) read = NULL;

  if (variable == NULL || !mill_json_is_string (filled))
    return g_steal_pointer (&filled);
  /* That has been told. */
  text = mill_reference_fill_variables (json_node_get_string (written), &unset);
  if (text == NULL)
    return mill_json_copy (written);
  read = read_text (param, filled);
  /* What looks like a reference is none: it would pass for one that is to be filled. */
  if (read != NULL && !mill_json_is_reference (read) && mill_param_check_json (param, read, NULL))
    return g_steal_pointer (&read);
  report_variable (place, param, read != NULL ? read : filled, variable);

  return mill_json_copy (written);
}

static JsonNode *substitute_fields (const MillBindingsPlace *place,
                                    const MillParam         *fields,
                                    JsonNode                *json);

static JsonNode *
substitute (const MillBindingsPlace *place,
            const MillParam         *param,
            JsonNode                *json)
{
  JsonArray *array, *made;

  if (param->role == MILL_ROLE_EXPRESSION)
    return mill_json_copy (json);
  if (mill_json_is_string (json))
    {
      JsonNode *value = mill_bindings_fill_string (place, json_node_get_string (json));

      return param->kind == MILL_PARAM_STRING ? as_text (value) : as_setting (place, param, json, value);
    }
  if (!JSON_NODE_HOLDS_ARRAY (json))
    return mill_json_copy (json);

  array = json_node_get_array (json);
  made = json_array_sized_new (json_array_get_length (array));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (param->kind == MILL_PARAM_RECORDS && JSON_NODE_HOLDS_OBJECT (element))
        json_array_add_element (made, substitute_fields (place, param->fields, element));
      else if (mill_json_is_string (element))
        json_array_add_element (made,
                                as_text (mill_bindings_fill_string (place,
                                                                    json_node_get_string (element))));
      else
        json_array_add_element (made, mill_json_copy (element));
    }

  return mill_json_from_array (made);
}

static JsonNode *
substitute_fields (const MillBindingsPlace *place,
                   const MillParam         *fields,
                   JsonNode                *json)
{
  JsonObject *made = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (json));
  while (json_object_iter_next (&iter, &name, &value))
    {
      const MillParam *field = mill_param_find_in (fields, name);

      json_object_set_member (made, name,
                              field != NULL ? substitute (place, field, value)
                                            : mill_json_copy (value));
    }

  return mill_json_from_object (made);
}

JsonObject *
mill_bindings_substitute (MillBindings       *self,
                          const MillNodeType *type,
                          const MillNode     *node,
                          GPtrArray          *problems)
{
  MillBindingsPlace place = { self, mill_node_get_id (node), NULL, problems };
  JsonObject *params = mill_node_get_params (node);
  JsonObject *made = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (params == NULL)
    return made;

  json_object_iter_init (&iter, params);
  while (json_object_iter_next (&iter, &name, &value))
    {
      const MillParam *param = type != NULL ? mill_node_type_find_param (type, name) : NULL;

      place.param = name;
      /* What this build does not know it cannot know to be a reference. */
      json_object_set_member (made, name,
                              param != NULL ? substitute (&place, param, value)
                                            : mill_json_copy (value));
    }

  return made;
}
