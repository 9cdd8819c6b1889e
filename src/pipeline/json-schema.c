/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/json-schema.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/json-private.h"
#include "pipeline/params.h"

/* Schemas are built from JSON texts where they are always the same, which is easier to read. */
static JsonNode *
constant (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);

  return node;
}

static void
set (JsonObject *object,
     const char *name,
     JsonNode   *value)
{
  json_object_set_member (object, name, value);
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, _(text));
}

static JsonNode *
refer (const char *definition)
{
  JsonObject *object = json_object_new ();
  g_autofree char *target = g_strconcat ("#/$defs/", definition, NULL);

  json_object_set_string_member (object, "$ref", target);

  return mill_json_from_object (object);
}

static JsonNode *fields_schema (const MillParam *table);

static JsonNode *
choices_schema (const MillParam *param)
{
  JsonArray *choices = json_array_new ();

  for (const MillChoice *choice = param->choices; choice->name != NULL; choice++)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "const", choice->name);
      set_text (object, "title", choice->label);
      json_array_add_object_element (choices, object);
    }

  return mill_json_from_array (choices);
}

static void
set_range (JsonObject      *object,
           const MillParam *param)
{
  if (param->minimum == 0 && param->maximum == 0)
    return;
  if (isfinite (param->minimum))
    set (object, "minimum", mill_json_from_double (param->minimum));
  if (isfinite (param->maximum))
    set (object, "maximum", mill_json_from_double (param->maximum));
}

/* What a value is without what it is called. */
static JsonObject *
value_schema (const MillParam *param)
{
  JsonObject *object = json_object_new ();

  switch (param->kind)
    {
    case MILL_PARAM_STRING:
      json_object_set_string_member (object, "type", "string");
      break;
    case MILL_PARAM_BOOLEAN:
      json_object_set_string_member (object, "type", "boolean");
      break;
    case MILL_PARAM_INTEGER:
      json_object_set_string_member (object, "type", "integer");
      set_range (object, param);
      break;
    case MILL_PARAM_NUMBER:
      set (object, "type", constant (isnan (param->default_number) ? "[\"number\", \"null\"]"
                                                                   : "\"number\""));
      set_range (object, param);
      break;
    case MILL_PARAM_CHOICE:
      set (object, "oneOf", choices_schema (param));
      break;
    case MILL_PARAM_STRINGS:
      json_object_set_string_member (object, "type", "array");
      set (object, "items", constant ("{\"type\": \"string\"}"));
      break;
    case MILL_PARAM_RECORDS:
    default:
      json_object_set_string_member (object, "type", "array");
      set (object, "items", fields_schema (param->fields));
      break;
    }

  return object;
}

static JsonNode *
param_schema (const MillParam *param)
{
  JsonObject *object;

  if (param->kind == MILL_PARAM_STRING)
    {
      object = value_schema (param);
    }
  else
    {
      JsonArray *either = json_array_new ();

      /* Whatever the type, a parameter of the pipeline may be named instead. */
      json_array_add_object_element (either, value_schema (param));
      json_array_add_element (either, refer ("reference"));
      object = json_object_new ();
      json_object_set_array_member (object, "anyOf", either);
    }
  set_text (object, "title", param->label);
  set_text (object, "description", param->help);
  set (object, "default", mill_param_get_default_json (param));

  return mill_json_from_object (object);
}

static JsonNode *
fields_schema (const MillParam *table)
{
  JsonObject *object = json_object_new ();
  JsonObject *members = json_object_new ();

  for (const MillParam *param = table; param != NULL && param->member != NULL; param++)
    set (members, mill_param_get_name (param), param_schema (param));
  json_object_set_string_member (object, "type", "object");
  json_object_set_object_member (object, "properties", members);

  return mill_json_from_object (object);
}

static JsonNode *
inputs_schema (const MillNodeType *type)
{
  JsonObject *object = json_object_new ();
  JsonObject *members = json_object_new ();
  const MillPort *port;

  for (guint i = 0; (port = mill_node_type_get_port (type, MILL_PORT_IN, i)) != NULL; i++)
    set (members, port->name,
         refer (port->flags & MILL_PORT_MULTIPLE ? "sources" : "source"));
  json_object_set_string_member (object, "type", "object");
  json_object_set_object_member (object, "properties", members);

  return mill_json_from_object (object);
}

/* If a node is of this type in the version that is known, then it has these settings and inputs. */
static JsonNode *
type_rule (const MillNodeType *type)
{
  JsonObject *rule = json_object_new ();
  JsonObject *members = json_object_new ();
  JsonObject *then = json_object_new ();
  g_autofree char *condition = NULL;

  condition = g_strdup_printf ("{\"properties\": {\"type\": {\"const\": \"%s\"},"
                               " \"version\": {\"const\": %d}},"
                               " \"required\": [\"type\", \"version\"]}",
                               type->id, type->version);
  set (members, "params", fields_schema (type->params));
  set (members, "inputs", inputs_schema (type));
  set_text (then, "title", type->label);
  set_text (then, "description", type->summary);
  json_object_set_object_member (then, "properties", members);
  set (rule, "if", constant (condition));
  json_object_set_object_member (rule, "then", then);

  return mill_json_from_object (rule);
}

static const char definitions[] =
  "{"
  " \"reference\": {"
  "   \"type\": \"string\", \"pattern\": \"\\\\$\\\\{\" },"
  " \"maker\": {"
  "   \"type\": \"string\", \"pattern\": \"^[^./]+(\\\\.[^./]+)?$\" },"
  " \"source\": {"
  "   \"anyOf\": ["
  "     { \"$ref\": \"#/$defs/maker\" },"
  "     { \"type\": \"object\","
  "       \"properties\": {"
  "         \"from\": { \"$ref\": \"#/$defs/maker\" }, \"muted\": { \"const\": true } },"
  "       \"required\": [\"from\", \"muted\"], \"additionalProperties\": false } ] },"
  " \"sources\": {"
  "   \"anyOf\": ["
  "     { \"$ref\": \"#/$defs/source\" },"
  "     { \"type\": \"array\", \"items\": { \"$ref\": \"#/$defs/source\" } } ] },"
  " \"coordinate\": {"
  "   \"type\": \"number\", \"minimum\": -1e7, \"maximum\": 1e7 },"
  " \"size\": {"
  "   \"type\": \"number\", \"exclusiveMinimum\": 0, \"maximum\": 1e7 },"
  " \"parameter\": {"
  "   \"type\": \"object\","
  "   \"properties\": {"
  "     \"type\": { \"enum\": [\"string\", \"number\", \"integer\", \"boolean\", \"date\"] },"
  "     \"default\": { \"type\": [\"string\", \"number\", \"boolean\"] },"
  "     \"description\": { \"type\": \"string\" } },"
  "   \"required\": [\"type\"] },"
  " \"place\": {"
  "   \"type\": \"object\","
  "   \"properties\": {"
  "     \"x\": { \"$ref\": \"#/$defs/coordinate\" },"
  "     \"y\": { \"$ref\": \"#/$defs/coordinate\" } },"
  "   \"required\": [\"x\", \"y\"] },"
  " \"annotation\": {"
  "   \"type\": \"object\","
  "   \"properties\": {"
  "     \"id\": { \"type\": \"string\" },"
  "     \"title\": { \"type\": \"string\" },"
  "     \"text\": { \"type\": \"string\" },"
  "     \"color\": { \"type\": \"string\" },"
  "     \"x\": { \"$ref\": \"#/$defs/coordinate\" },"
  "     \"y\": { \"$ref\": \"#/$defs/coordinate\" },"
  "     \"width\": { \"$ref\": \"#/$defs/size\" },"
  "     \"height\": { \"$ref\": \"#/$defs/size\" } },"
  "   \"required\": [\"id\", \"x\", \"y\"] },"
  " \"annotations\": {"
  "   \"type\": \"array\", \"items\": { \"$ref\": \"#/$defs/annotation\" } },"
  " \"node\": {"
  "   \"type\": \"object\","
  "   \"properties\": {"
  "     \"type\": { \"type\": \"string\", \"minLength\": 1 },"
  "     \"version\": { \"type\": \"integer\", \"minimum\": 1 },"
  "     \"title\": { \"type\": \"string\" },"
  "     \"bypassed\": { \"type\": \"boolean\" },"
  "     \"pinned\": { \"type\": \"boolean\" },"
  "     \"inputs\": {"
  "       \"type\": \"object\", \"additionalProperties\": { \"$ref\": \"#/$defs/sources\" } },"
  "     \"params\": { \"type\": \"object\" },"
  "     \"component\": { \"$ref\": \"#/$defs/component\" } },"
  "   \"required\": [\"type\", \"version\"] },"
  " \"component\": {"
  "   \"type\": \"object\","
  "   \"properties\": {"
  "     \"name\": { \"type\": \"string\" },"
  "     \"origin\": {"
  "       \"type\": \"object\","
  "       \"properties\": {"
  "         \"name\": { \"type\": \"string\" }, \"digest\": { \"type\": \"string\" } } },"
  "     \"parameters\": { \"$ref\": \"#/properties/parameters\" },"
  "     \"nodes\": { \"$ref\": \"#/properties/nodes\" },"
  "     \"layout\": { \"$ref\": \"#/properties/layout\" } } }"
  "}";

static const char members[] =
  "{"
  " \"format\": { \"const\": \"millrace/1\" },"
  " \"name\": { \"type\": \"string\" },"
  " \"parameters\": {"
  "   \"type\": \"object\", \"additionalProperties\": { \"$ref\": \"#/$defs/parameter\" } },"
  " \"nodes\": {"
  "   \"type\": \"object\","
  "   \"propertyNames\": { \"pattern\": \"^[^./]+$\" },"
  "   \"additionalProperties\": { \"$ref\": \"#/$defs/node\" } },"
  " \"layout\": {"
  "   \"type\": \"object\","
  "   \"properties\": {"
  "     \"nodes\": {"
  "       \"type\": \"object\", \"additionalProperties\": { \"$ref\": \"#/$defs/place\" } },"
  "     \"frames\": { \"$ref\": \"#/$defs/annotations\" },"
  "     \"notes\": { \"$ref\": \"#/$defs/annotations\" } } }"
  "}";

JsonNode *
mill_catalogue_to_json_schema (const MillCatalogue *self)
{
  JsonObject *schema = json_object_new ();
  JsonNode *defs = constant (definitions);
  JsonArray *rules = json_array_new ();

  for (guint i = 0; self->types[i] != NULL; i++)
    json_array_add_element (rules, type_rule (self->types[i]));
  if (json_array_get_length (rules) > 0)
    json_object_set_array_member (mill_json_get_object (json_node_get_object (defs), "node"),
                                  "allOf", rules);
  else
    json_array_unref (rules);

  json_object_set_string_member (schema, "$schema", "https://json-schema.org/draft/2020-12/schema");
  json_object_set_string_member (schema, "title", _("Millrace pipeline"));
  json_object_set_string_member (schema, "type", "object");
  set (schema, "properties", constant (members));
  set (schema, "required", constant ("[\"format\", \"nodes\"]"));
  set (schema, "$defs", defs);

  return mill_json_from_object (schema);
}
