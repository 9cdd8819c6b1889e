/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "nodes/catalogue.h"
#include "pipeline/diagnostic.h"
#include "pipeline/params.h"
#include "pipeline/writer.h"

/* Walks every parameter of the whole catalogue: defaults, JSON there and back, and that each of
 * them counts for the key of a result. */

static char *
to_text (const MillNodeType *type,
         const void         *params)
{
  g_autoptr (JsonNode) json = mill_params_to_json (type, params);

  return mill_json_to_canonical (json, FALSE);
}

static JsonNode *make_other_value (const MillParam *param);

static JsonNode *
make_other_record (const MillParam *param)
{
  JsonObject *record = json_object_new ();
  JsonArray *records = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (const MillParam *field = param->fields; field->member != NULL; field++)
    json_object_set_member (record, mill_param_get_name (field), make_other_value (field));
  json_array_add_object_element (records, record);
  json_node_take_array (node, records);

  return node;
}

static double
move_within_range (double value,
                   double step,
                   double minimum,
                   double maximum)
{
  if (isnan (value))
    return step;
  if (maximum > minimum && value + step > maximum)
    return value - step;

  return value + step;
}

/* A valid value of @param that is not its default. */
static JsonNode *
make_other_value (const MillParam *param)
{
  JsonNode *node = json_node_alloc ();
  const MillChoice *choice;
  JsonArray *array;

  switch (param->kind)
    {
    case MILL_PARAM_STRING:
      return json_node_init_string (node, "another text");
    case MILL_PARAM_BOOLEAN:
      return json_node_init_boolean (node, !param->default_integer);
    case MILL_PARAM_INTEGER:
      return json_node_init_int (node, (gint64) move_within_range (param->default_integer, 1,
                                                                   param->minimum, param->maximum));
    case MILL_PARAM_NUMBER:
      return json_node_init_double (node, move_within_range (param->default_number, 0.25,
                                                             param->minimum, param->maximum));
    case MILL_PARAM_CHOICE:
      choice = param->choices;
      while (choice->value == param->default_integer)
        choice++;
      g_assert_nonnull (choice->name);
      return json_node_init_string (node, choice->name);
    case MILL_PARAM_STRINGS:
      array = json_array_new ();
      json_array_add_string_element (array, "one");
      json_array_add_string_element (array, "");
      json_array_add_string_element (array, "two \"quoted\" ünï");
      json_node_init_array (node, array);
      json_array_unref (array);
      return node;
    case MILL_PARAM_RECORDS:
      json_node_free (node);
      return make_other_record (param);
    default:
      g_assert_not_reached ();
    }
}

static gpointer
parse (const MillNodeType *type,
       JsonNode           *json,
       GPtrArray          *problems)
{
  return mill_params_parse (type, json != NULL ? json_node_get_object (json) : NULL, problems);
}

/* Defaults are what no JSON at all gives, and survive the way through JSON. */
static void
check_defaults (const MillNodeType *type)
{
  gpointer defaults = mill_params_new (type);
  gpointer parsed = parse (type, NULL, NULL);
  g_autoptr (JsonNode) json = mill_params_to_json (type, defaults);
  gpointer back = parse (type, json, NULL);

  g_assert_true (mill_params_equal (type, defaults, parsed));
  g_assert_true (mill_params_equal (type, defaults, back));
  mill_params_free (type, defaults);
  mill_params_free (type, parsed);
  mill_params_free (type, back);
}

static gboolean
is_about (GPtrArray  *problems,
          const char *param)
{
  for (guint i = 0; i < problems->len; i++)
    {
      MillDiagnostic *problem = g_ptr_array_index (problems, i);

      if (g_strcmp0 (problem->param, param) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
check_param (const MillNodeType *type,
             const MillParam    *param)
{
  const char *name = mill_param_get_name (param);
  g_autoptr (JsonNode) given = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) written = NULL;
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  gpointer defaults = mill_params_new (type);
  gpointer changed, back;

  json_node_take_object (given, json_object_new ());
  json_object_set_member (json_node_get_object (given), name, make_other_value (param));
  changed = parse (type, given, problems);
  if (is_about (problems, name))
    g_error ("%s: %s does not take its own values: %s", type->id, name,
             ((MillDiagnostic *) g_ptr_array_index (problems, 0))->message);

  /* It changed, and nothing else did. */
  g_assert_false (mill_params_equal (type, defaults, changed));
  written = mill_params_to_json (type, changed);
  before = mill_params_to_json (type, defaults);
  for (const MillParam *other = type->params; other->member != NULL; other++)
    {
      const char *member = mill_param_get_name (other);
      JsonNode *one = json_object_get_member (json_node_get_object (before), member);
      JsonNode *two = json_object_get_member (json_node_get_object (written), member);
      g_autofree char *text = mill_json_to_canonical (one, TRUE);
      g_autofree char *other_text = mill_json_to_canonical (two, TRUE);

      if (other == param)
        g_assert_cmpstr (text, !=, other_text);
      else
        g_assert_cmpstr (text, ==, other_text);
    }

  back = parse (type, written, NULL);
  g_assert_true (mill_params_equal (type, changed, back));
  {
    g_autofree char *text = to_text (type, changed);
    g_autofree char *again = to_text (type, back);

    g_assert_cmpstr (text, ==, again);
  }

  mill_params_free (type, defaults);
  mill_params_free (type, changed);
  mill_params_free (type, back);
}

/* What is out of range or of another kind is reported where it stands, and the default taken. */
static void
check_bad_value (const MillNodeType *type,
                 const MillParam    *param)
{
  const char *name = mill_param_get_name (param);
  g_autoptr (JsonNode) given = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  gpointer params;

  json_node_take_object (given, json_object_new ());
  json_object_set_object_member (json_node_get_object (given), name, json_object_new ());
  params = parse (type, given, problems);
  g_assert_true (is_about (problems, name));
  mill_params_free (type, params);
}

static void
test_type (gconstpointer data)
{
  const MillNodeType *type = data;

  check_defaults (type);
  for (const MillParam *param = type->params; param->member != NULL; param++)
    {
      check_param (type, param);
      check_bad_value (type, param);
    }
}

int
main (int    argc,
      char **argv)
{
  const MillNodeType *const *types = mill_nodes_get_catalogue ()->types;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; types[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/params/%s", types[i]->id);

      g_test_add_data_func (path, types[i], test_type);
    }

  return g_test_run ();
}
