/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/json-schema.h"

#include "pipeline/writer.h"

#include "sample-types.h"

static void
test_node_type (void)
{
  g_autoptr (JsonNode) node = mill_node_type_to_json (mill_catalogue_find (&sample_catalogue, "read"));
  JsonObject *type = json_node_get_object (node);
  JsonArray *params = json_object_get_array_member (type, "params");
  JsonObject *first = json_array_get_object_element (params, 0);
  JsonObject *mode = json_array_get_object_element (params, 5);
  JsonObject *formulas = json_array_get_object_element (params, 8);
  JsonObject *port = json_array_get_object_element (json_object_get_array_member (type, "ports"), 0);

  g_assert_cmpstr (json_object_get_string_member (type, "id"), ==, "read");
  g_assert_cmpint (json_object_get_int_member (type, "version"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (type, "category"), ==, "sources");
  g_assert_cmpuint (json_array_get_length (params), ==, 9);
  g_assert_cmpstr (json_object_get_string_member (first, "name"), ==, "path");
  g_assert_cmpstr (json_object_get_string_member (first, "role"), ==, "read-path");
  g_assert_true (json_object_get_boolean_member (first, "required"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (mode, "choices")), ==, 3);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (formulas, "fields")), ==, 4);
  g_assert_cmpstr (json_object_get_string_member (port, "direction"), ==, "out");
  g_assert_cmpstr (json_object_get_string_member (port, "type"), ==, "table");
}

/* The same catalogue gives the same text, with every type in it. */
static void
test_schema (void)
{
  g_autoptr (JsonNode) one = mill_catalogue_to_json_schema (&sample_catalogue);
  g_autoptr (JsonNode) other = mill_catalogue_to_json_schema (&sample_catalogue);
  g_autofree char *text = mill_json_to_canonical (one, FALSE);
  g_autofree char *again = mill_json_to_canonical (other, FALSE);
  JsonObject *defs = json_object_get_object_member (json_node_get_object (one), "$defs");
  JsonObject *node = json_object_get_object_member (defs, "node");

  g_assert_cmpstr (text, ==, again);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (node, "allOf")), ==,
                    mill_catalogue_get_n_types (&sample_catalogue));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-schema/node-type", test_node_type);
  g_test_add_func ("/json-schema/schema", test_schema);

  return g_test_run ();
}
