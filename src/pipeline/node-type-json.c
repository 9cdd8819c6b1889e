/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "pipeline/json-private.h"
#include "pipeline/json-schema.h"
#include "pipeline/params.h"

static const char *const kind_names[] = {
  [MILL_PARAM_STRING] = "string",
  [MILL_PARAM_BOOLEAN] = "boolean",
  [MILL_PARAM_INTEGER] = "integer",
  [MILL_PARAM_NUMBER] = "number",
  [MILL_PARAM_CHOICE] = "choice",
  [MILL_PARAM_STRINGS] = "strings",
  [MILL_PARAM_RECORDS] = "records",
};

static const char *const role_names[] = {
  [MILL_ROLE_COLUMN] = "column",
  [MILL_ROLE_COLUMNS] = "columns",
  [MILL_ROLE_NEW_COLUMN] = "new-column",
  [MILL_ROLE_EXPRESSION] = "expression",
  [MILL_ROLE_READ_PATH] = "read-path",
  [MILL_ROLE_WRITE_PATH] = "write-path",
  [MILL_ROLE_SEED] = "seed",
};

static void
set_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  set_string (object, name, text != NULL ? _(text) : NULL);
}

static void
set_true (JsonObject *object,
          const char *name,
          gboolean    value)
{
  if (value)
    json_object_set_boolean_member (object, name, TRUE);
}

static void
set_range (JsonObject *object,
           const char *low_name,
           const char *high_name,
           double      low,
           double      high)
{
  if (low == 0 && high == 0)
    return;
  if (isfinite (low))
    json_object_set_double_member (object, low_name, low);
  if (isfinite (high))
    json_object_set_double_member (object, high_name, high);
}

static JsonNode *
choices_to_json (const MillParam *param)
{
  JsonArray *array = json_array_new ();

  for (const MillChoice *choice = param->choices; choice->name != NULL; choice++)
    {
      JsonObject *object = json_object_new ();

      set_string (object, "name", choice->name);
      set_text (object, "label", choice->label);
      json_array_add_object_element (array, object);
    }

  return mill_json_from_array (array);
}

static JsonNode *
params_to_json (const MillParam *table)
{
  JsonArray *array = json_array_new ();

  for (const MillParam *param = table; param != NULL && param->member != NULL; param++)
    {
      JsonObject *object = json_object_new ();

      set_string (object, "name", mill_param_get_name (param));
      set_string (object, "kind", kind_names[param->kind]);
      set_text (object, "label", param->label);
      set_text (object, "help", param->help);
      set_text (object, "unit", param->unit);
      set_string (object, "role", role_names[param->role]);
      set_string (object, "port", param->port);
      set_string (object, "column-types", param->types);
      set_true (object, "required", param->required);
      set_true (object, "advanced", param->advanced);
      json_object_set_member (object, "default", mill_param_get_default_json (param));
      set_range (object, "minimum", "maximum", param->minimum, param->maximum);
      set_range (object, "soft-minimum", "soft-maximum", param->soft_minimum, param->soft_maximum);
      if (param->choices != NULL)
        json_object_set_member (object, "choices", choices_to_json (param));
      set_string (object, "suggestions", param->suggestions);
      set_string (object, "visible-if", param->visible_if);
      if (param->fields != NULL)
        json_object_set_member (object, "fields", params_to_json (param->fields));
      json_array_add_object_element (array, object);
    }

  return mill_json_from_array (array);
}

static JsonNode *
ports_to_json (const MillPort *ports)
{
  JsonArray *array = json_array_new ();

  for (const MillPort *port = ports; port != NULL && port->name != NULL; port++)
    {
      JsonObject *object = json_object_new ();

      set_string (object, "name", port->name);
      set_text (object, "label", port->label);
      set_string (object, "direction", port->direction == MILL_PORT_IN ? "in" : "out");
      set_string (object, "type", mill_port_type_get_name (port->type));
      set_true (object, "optional", port->flags & MILL_PORT_OPTIONAL);
      set_true (object, "multiple", port->flags & MILL_PORT_MULTIPLE);
      json_array_add_object_element (array, object);
    }

  return mill_json_from_array (array);
}

JsonNode *
mill_node_type_to_json (const MillNodeType *self)
{
  JsonObject *object = json_object_new ();

  set_string (object, "id", self->id);
  json_object_set_int_member (object, "version", self->version);
  set_string (object, "category", mill_category_get_name (self->category));
  set_string (object, "icon", self->icon);
  set_text (object, "label", self->label);
  set_text (object, "summary", self->summary);
  set_text (object, "help", self->help);
  set_text (object, "keywords", self->keywords);
  json_object_set_member (object, "ports", ports_to_json (self->ports));
  json_object_set_member (object, "params", params_to_json (self->params));

  return mill_json_from_object (object);
}
