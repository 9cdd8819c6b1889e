/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints one JSON object: the schema of the sample catalogue, pipelines that it must accept, and
 * pipelines that it must not. check-schema.py asks another program's opinion on them. */
#include "pipeline/json-schema.h"
#include "pipeline/writer.h"

#include "sample-types.h"

#define NODE(type, text) "{'format': 'millrace/1', 'nodes': {'a': {'type': '" type "', " text "}}}"
#define PARAM(text) NODE ("read", "'version': 1, 'params': {" text "}")

static const char *const good[] = {
  "{'format': 'millrace/1', 'nodes': {}}",
  PARAM ("'path': 'a', 'header': false, 'rows': 7, 'share': 0.1, 'limit': null, 'mode': 'custom',"
         "'mode-detail': 'x', 'columns': ['a'], 'formulas': [{'name': 'n', 'weight': 2}]"),
  PARAM ("'path': '${p}', 'header': '${p}', 'rows': '${p}', 'share': '${p}', 'limit': '${p}',"
         "'mode': '${p}', 'columns': '${p}', 'formulas': [{'weight': '${p}', 'order': '${p}'}]"),
  PARAM ("'unknown': {'x': [1]}"),
  NODE ("from-the-future", "'version': 5, 'params': {'rows': []}, 'inputs': {'x': ['a.b', 'c']}"),
  NODE ("read", "'version': 2, 'params': {'rows': []}"),
  NODE ("union", "'version': 1, 'inputs': {'tables': ['b', 'c.d']}"),
  NODE ("union", "'version': 1, 'inputs': {'tables': 'b'}"),
  NODE ("filter", "'version': 1, 'bypassed': true, 'pinned': true, 'inputs': {'table': {'from': 'b', 'muted': true}}"),
  NODE ("component", "'version': 1, 'params': {'n': 3}, 'inputs': {'in': 'b'}, 'component': {'name': 'x',"
        "'origin': {'name': 'x', 'digest': '0'}, 'parameters': {'n': {'type': 'integer'}}, 'nodes': {"
        "'in': {'type': 'table-input', 'version': 1}}, 'layout': {'nodes': {'in': {'x': 1, 'y': 2}}}}"),
  "{'format': 'millrace/1', 'name': 'x', 'more': 1, 'parameters': {'p': {'type': 'date',"
  "'default': '2020-01-01', 'description': 'd'}}, 'nodes': {}, 'layout': {'nodes': {'a': {'x': 1,"
  "'y': -2.5, 'z': 1}}, 'frames': [{'id': 'f', 'title': 't', 'x': 1, 'y': 1, 'width': 1,"
  "'height': 1, 'color': 'blue'}], 'notes': [{'id': 'n', 'x': 1, 'y': 1}]}}",
};

static const char *const bad[] = {
  "[]", "{}", "{'format': 'millrace/2', 'nodes': {}}", "{'format': 'millrace/1', 'nodes': []}",
  "{'format': 'millrace/1', 'nodes': {'a.b': {'type': 'read', 'version': 1}}}",
  "{'format': 'millrace/1', 'nodes': {'a': 5}}",
  NODE ("read", "'title': 'x'"), NODE ("read", "'version': 0"), NODE ("read", "'version': '1'"),
  NODE ("read", "'version': 1, 'title': 5"), NODE ("read", "'version': 1, 'params': []"),
  NODE ("filter", "'version': 1, 'inputs': {'table': 5}"),
  NODE ("filter", "'version': 1, 'inputs': {'table': {'from': 'b'}}"),
  NODE ("filter", "'version': 1, 'bypassed': 'yes'"), NODE ("filter", "'version': 1, 'pinned': 1"),
  NODE ("component", "'version': 1, 'component': []"),
  NODE ("component", "'version': 1, 'component': {'nodes': {'a/b': {'type': 'read', 'version': 1}}}"),
  NODE ("filter", "'version': 1, 'inputs': {'table': 'a.b.c'}"),
  NODE ("filter", "'version': 1, 'inputs': {'table': ['a', 'b']}"),
  PARAM ("'path': 5"), PARAM ("'header': 'yes'"), PARAM ("'rows': 1.5"), PARAM ("'rows': 0"),
  PARAM ("'share': 1.1"), PARAM ("'share': null"), PARAM ("'mode': 'slow'"), PARAM ("'columns': [1]"),
  PARAM ("'formulas': {}"), PARAM ("'formulas': [{'weight': 11}]"),
  PARAM ("'formulas': [{'order': 'up'}]"),
  NODE ("learn", "'version': 3, 'params': {'rounds': 0}"),
  "{'format': 'millrace/1', 'nodes': {}, 'parameters': {'p': {'type': 'thing'}}}",
  "{'format': 'millrace/1', 'nodes': {}, 'layout': {'nodes': {'a': {'x': 1e308, 'y': 1}}}}",
};

static JsonNode *
list (const char *const *texts,
      size_t             n)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (size_t i = 0; i < n; i++)
    json_array_add_element (array, sample_json (texts[i]));
  json_node_take_array (node, array);

  return node;
}

/* A pipeline as the writer writes it is accepted too. */
static JsonNode *
write_sample (void)
{
  g_autoptr (MillPipeline) pipeline = sample_pipeline ();
  g_autofree char *text = mill_pipeline_to_text (pipeline);
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);

  return node;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *text = NULL;
  JsonNode *accepted = list (good, G_N_ELEMENTS (good));

  json_array_add_element (json_node_get_array (accepted), write_sample ());
  json_object_set_member (object, "schema", mill_catalogue_to_json_schema (&sample_catalogue));
  json_object_set_member (object, "good", accepted);
  json_object_set_member (object, "bad", list (bad, G_N_ELEMENTS (bad)));
  json_node_take_object (root, object);
  text = mill_json_to_canonical (root, FALSE);
  g_print ("%s", text);

  return 0;
}
