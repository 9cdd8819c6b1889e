/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "nodes/catalogue.h"
#include "pipeline/diagnostic.h"
#include "pipeline/params.h"
#include "pipeline/writer.h"

#include "other-value.h"

/* Walks every parameter of the whole catalogue: defaults, JSON there and back, and that each of
 * them counts for the key of a result. */

static char *
to_text (const MillNodeType *type,
         const void         *params)
{
  g_autoptr (JsonNode) json = mill_params_to_json (type, params);

  return mill_json_to_canonical (json, FALSE);
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
  json_object_set_member (json_node_get_object (given), name, other_value_new (param));
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
