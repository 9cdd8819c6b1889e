/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/node-example.h"

#include <math.h>
#include <string.h>

#include "nodes/catalogue.h"
#include "pipeline/params.h"
#include "pipeline/reader.h"
#include "pipeline/writer.h"

static JsonNode *
new_text (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
new_array (JsonArray *array)
{
  JsonNode *node = json_node_init_array (json_node_alloc (), array);

  json_array_unref (array);

  return node;
}

static JsonNode *
new_object (JsonObject *object)
{
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);

  return node;
}

/* A column of the kind that is asked for. */
static const char *
name_column (const MillNodeType *type,
             const MillParam    *param)
{
  if (param->types && strstr (param->types, "number"))
    return "price";
  if (param->types)
    return strstr (param->types, "time") ? "date" : "kind";

  /* Not every chart has an axis for words, but each has one for dates. */
  return type->category == MILL_CATEGORY_SEE ? "date" : "kind";
}

/* "read-csv" reads "data.csv". */
static char *
name_file (const MillNodeType *type,
           const char         *stem)
{
  const char *ending = strrchr (type->id, '-');

  return g_strdup_printf ("%s.%s", stem, ending ? ending + 1 : "txt");
}

static char *
make_text (const MillNodeType *type,
           const MillParam    *param)
{
  switch (param->role)
    {
    case MILL_ROLE_COLUMN:
    case MILL_ROLE_COLUMNS:
      return g_strdup (name_column (type, param));
    case MILL_ROLE_NEW_COLUMN:
      return g_strdup ("new_column");
    case MILL_ROLE_EXPRESSION:
      return g_strdup ("price > 10");
    case MILL_ROLE_READ_PATH:
      return name_file (type, "data");
    case MILL_ROLE_WRITE_PATH:
      return name_file (type, "result");
    case MILL_ROLE_NONE:
    case MILL_ROLE_SEED:
    default:
      return g_strdup ("text");
    }
}

static gboolean
has_default (const MillParam *param)
{
  switch (param->kind)
    {
    case MILL_PARAM_STRING:
      return param->default_string && *param->default_string;
    case MILL_PARAM_STRINGS:
      return param->default_strings && *param->default_strings;
    case MILL_PARAM_NUMBER:
      return !isnan (param->default_number);
    case MILL_PARAM_RECORDS:
      return FALSE;
    case MILL_PARAM_BOOLEAN:
    case MILL_PARAM_INTEGER:
    case MILL_PARAM_CHOICE:
    default:
      return TRUE;
    }
}

static JsonNode *make_value (const MillNodeType *type,
                             const MillParam    *param);

/* One record, of the fields that it needs. */
static JsonNode *
make_records (const MillNodeType *type,
              const MillParam    *param)
{
  JsonArray *array = json_array_new ();
  JsonObject *record = json_object_new ();

  for (const MillParam *field = param->fields; field && field->member; field++)
    if (field->required)
      json_object_set_member (record, mill_param_get_name (field), make_value (type, field));
  json_array_add_object_element (array, record);

  return new_array (array);
}

static JsonNode *
make_value (const MillNodeType *type,
            const MillParam    *param)
{
  g_autofree char *text = NULL;

  if (param->kind == MILL_PARAM_RECORDS)
    return make_records (type, param);

  /* A default that may stay says more than something made up. */
  if (has_default (param))
    return mill_param_get_default_json (param);

  text = make_text (type, param);
  if (param->kind == MILL_PARAM_STRINGS)
    {
      JsonArray *array = json_array_new ();

      json_array_add_string_element (array, text);
      return new_array (array);
    }

  return new_text (text);
}

static gboolean
says_something (const MillParam *param)
{
  return param->role == MILL_ROLE_COLUMN || param->role == MILL_ROLE_COLUMNS ||
         param->kind == MILL_PARAM_RECORDS;
}

/* What is required and has no default; where nothing is, one setting for show. */
static JsonObject *
make_params (const MillNodeType *type)
{
  JsonObject *object = json_object_new ();
  gpointer settings = mill_params_new (type);
  const MillParam *shown = NULL;

  for (const MillParam *param = type->params; param && param->member; param++)
    {
      if (!mill_param_is_visible (type, param, settings))
        continue;

      if (param->required && !has_default (param))
        json_object_set_member (object, mill_param_get_name (param), make_value (type, param));
      if (shown == NULL || (says_something (param) && !says_something (shown)))
        shown = param;
    }

  if (shown && json_object_get_size (object) == 0)
    json_object_set_member (object, mill_param_get_name (shown), make_value (type, shown));
  mill_params_free (type, settings);

  return object;
}

static JsonObject *
make_inputs (const MillNodeType *type)
{
  JsonObject *object = json_object_new ();
  const MillPort *port;

  for (guint i = 0; (port = mill_node_type_get_port (type, MILL_PORT_IN, i)); i++)
    {
      g_autofree char *source = g_strdup_printf ("%s-source", port->name);

      if (port->flags & MILL_PORT_MULTIPLE)
        {
          g_autofree char *other = g_strdup_printf ("other-%s", source);
          JsonArray *array = json_array_new ();

          json_array_add_string_element (array, source);
          json_array_add_string_element (array, other);
          json_object_set_array_member (object, port->name, array);
        }
      else
        {
          json_object_set_string_member (object, port->name, source);
        }
    }

  return object;
}

JsonNode *
mill_node_example_new (const MillNodeType *type)
{
  JsonObject *nodes = json_object_new ();
  JsonObject *node = json_object_new ();
  g_autoptr (JsonObject) inputs = make_inputs (type);
  g_autoptr (JsonObject) params = make_params (type);

  json_object_set_string_member (node, "type", type->id);
  json_object_set_int_member (node, "version", type->version);
  if (json_object_get_size (inputs) > 0)
    json_object_set_object_member (node, "inputs", g_steal_pointer (&inputs));
  if (json_object_get_size (params) > 0)
    json_object_set_object_member (node, "params", g_steal_pointer (&params));
  json_object_set_object_member (nodes, type->id, node);

  return new_object (nodes);
}

/* Written by whoever writes files, so that it looks as in one. */
static char *
write_file (const MillNodeType *type)
{
  JsonObject *file = json_object_new ();
  g_autoptr (JsonNode) root = new_object (file);
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  json_object_set_string_member (file, "format", "millrace/1");
  json_object_set_member (file, "nodes", mill_node_example_new (type));
  text = mill_json_to_canonical (root, TRUE);
  bytes = g_bytes_new_take (text, strlen (text));
  pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, NULL, NULL);

  return pipeline ? mill_pipeline_to_text (pipeline) : NULL;
}

char *
mill_node_example_to_text (const MillNodeType *type)
{
  static const char outside[] = "    ";
  g_autofree char *file = write_file (type);
  g_auto (GStrv) lines = g_strsplit (file ? file : "", "\n", -1);
  GString *text = g_string_new (NULL);
  gboolean inside = FALSE;

  for (guint i = 0; lines[i]; i++)
    {
      if (inside && !g_str_has_prefix (lines[i], outside))
        break;
      if (inside)
        g_string_append_printf (text, "%s\n", lines[i] + strlen (outside));
      inside |= g_str_equal (lines[i], "  \"nodes\": {");
    }

  return g_string_free (text, FALSE);
}
