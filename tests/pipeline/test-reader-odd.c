/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/reader.h"

#include <string.h>

#include "pipeline/writer.h"

#include "reader-texts.h"
#include "sample-types.h"

/* What is odd in a file: it is read and told of, and is still there when it is saved. */

typedef struct
{
  const char   *text;
  MillSeverity  severity;
  const char   *node;
  const char   *place;     /* parameter or port */
  guint         line;
  const char   *message;
  const char   *hint;      /* NULL: any */
} Odd;

static const Odd odd[] = {
  { "{'format': 'millrace/1', 'nodes': 5}", MILL_SEVERITY_ERROR, NULL, NULL, 1,
    "“nodes” cannot be read", "It must be an object" },
  { "{'format': 'millrace/1', 'parameters': []}", MILL_SEVERITY_ERROR, NULL, NULL, 1,
    "“parameters” cannot be read" },
  { "{'format': 'millrace/1', 'layout': null}", MILL_SEVERITY_WARNING, NULL, NULL, 1,
    "“layout” cannot be read" },
  { "{'format': 'millrace/1', 'name': 5}", MILL_SEVERITY_WARNING, NULL, NULL, 1,
    "The name of the pipeline cannot be read" },
  { "{'format': 'millrace/1', 'node': {}}", MILL_SEVERITY_NOTE, NULL, NULL, 1,
    "“node” is not known to this version of Millrace, and is kept as it is",
    "Did you mean “nodes”?" },
  { NODES ("'a.b': {'type': 'read', 'version': 1}"), MILL_SEVERITY_ERROR, NULL, NULL, 3,
    "“a.b” cannot be the id of a node" },
  { NODES ("'': {'type': 'read', 'version': 1}"), MILL_SEVERITY_ERROR, NULL, NULL, 3,
    "“” cannot be the id of a node" },
  { NODES ("'a\\n': {'type': 'read', 'version': 1}"), MILL_SEVERITY_ERROR, NULL, NULL, 3,
    "“a\n” cannot be the id of a node" },
  { NODES ("'a': 'read'"), MILL_SEVERITY_ERROR, NULL, NULL, 3, "The node “a” cannot be read" },
  { NODES ("'a': null"), MILL_SEVERITY_ERROR, NULL, NULL, 3, "The node “a” cannot be read" },
  { NODES ("'a': {}"), MILL_SEVERITY_ERROR, "a", NULL, 3, "The node has no type" },
  { NODES ("'a': {\n'type': 5}"), MILL_SEVERITY_ERROR, "a", NULL, 4, "The node has no type" },
  { NODES ("'a': {'type': ''}"), MILL_SEVERITY_ERROR, "a", NULL, 3, "The node has no type" },
  { NODES ("'a': {\n'type': 'raed', 'version': 1}"), MILL_SEVERITY_WARNING, "a", NULL, 4,
    "The node type “raed” is not known; the node is kept, but cannot run",
    "Did you mean “read”?" },
  { NODES ("'a': {'type': 'quantum', 'version': 1}"), MILL_SEVERITY_WARNING, "a", NULL, 3,
    "The node type “quantum” is not known; the node is kept, but cannot run" },
  { NODES ("'a': {'type': 'union'}"), MILL_SEVERITY_WARNING, "a", NULL, 3,
    "The node does not say the version of its type; 1 is taken" },
  { NODES ("'a': {'type': 'union',\n'version': 0}"), MILL_SEVERITY_ERROR, "a", NULL, 4,
    "The version of the node type cannot be read" },
  { NODES ("'a': {'type': 'union', 'version': '1'}"), MILL_SEVERITY_ERROR, "a", NULL, 3,
    "The version of the node type cannot be read" },
  { NODES ("'a': {'type': 'union', 'version': 1.5}"), MILL_SEVERITY_ERROR, "a", NULL, 3,
    "The version of the node type cannot be read" },
  { NODES ("'a': {'type': 'union', 'version': 1e300}"), MILL_SEVERITY_ERROR, "a", NULL, 3,
    "The version of the node type cannot be read" },
  { NODES ("'a': {'type': 'union', 'version': 9}"), MILL_SEVERITY_WARNING, "a", NULL, 3,
    "The node was written by version 9 of “union”, and this is version 1" },
  { NODES ("'a': {'type': 'learn', 'version': 1, 'params': {'label': 'x'}}"),
    MILL_SEVERITY_NOTE, "a", NULL, 3,
    "The settings were brought from version 1 of “learn” to version 3" },
  { NODES ("'a': {'type': 'learn', 'version': 1, 'params': {'x': 1}}"), MILL_SEVERITY_ERROR, "a", NULL, 3,
    "The settings of version 1 cannot be read by version 3 of “learn”", "There is no “label”" },
  { NODES ("'a': {'type': 'union', 'version': 1, 'title': 5}"), MILL_SEVERITY_WARNING, "a", NULL, 3,
    "The title cannot be read" },
  { NODES ("'a': {'type': 'union', 'version': 1, 'params': [1]}"), MILL_SEVERITY_ERROR, "a", NULL, 3,
    "The settings cannot be read" },
  { NODES ("'a': {'type': 'union', 'version': 1, 'inputs': [1]}"), MILL_SEVERITY_ERROR, "a", NULL, 3,
    "The inputs cannot be read" },
  { NODES ("'a': {'type': 'union', 'version': 1, 'parms': {}}"), MILL_SEVERITY_NOTE, "a", NULL, 3,
    "“parms” is not known to this version of Millrace, and is kept as it is",
    "Did you mean “params”?" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {\n'paht': 'x'}}"),
    MILL_SEVERITY_WARNING, "a", "paht", 4,
    "“paht” is not a setting of this node; it is kept, and does nothing", "Did you mean “path”?" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {'path': 5}}"),
    MILL_SEVERITY_ERROR, "a", "path", 3, "The value 5 is of the wrong kind", "It must be a string" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {'header': 'yes'}}"),
    MILL_SEVERITY_ERROR, "a", "header", 3, "The value \"yes\" is of the wrong kind",
    "It must be true or false" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {'rows': 1.5}}"),
    MILL_SEVERITY_ERROR, "a", "rows", 3, "The value 1.5 is of the wrong kind",
    "It must be a whole number" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {'rows': 0}}"),
    MILL_SEVERITY_ERROR, "a", "rows", 3, "The value 0 is out of range",
    "It must be from 1 to 1000000" },
  { NODES ("'a': {'type': 'learn', 'version': 3, 'params': {'rounds': -3}}"),
    MILL_SEVERITY_ERROR, "a", "rounds", 3, "The value -3 is out of range",
    "It must be at least 1" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {'share': 2}}"),
    MILL_SEVERITY_ERROR, "a", "share", 3, "The value 2 is out of range" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {'share': null}}"),
    MILL_SEVERITY_ERROR, "a", "share", 3, "The value null is of the wrong kind" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {'mode': 'exakt'}}"),
    MILL_SEVERITY_ERROR, "a", "mode", 3, "There is no choice “exakt”", "Did you mean “exact”?" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {'mode': 'zzzzzz'}}"),
    MILL_SEVERITY_ERROR, "a", "mode", 3, "There is no choice “zzzzzz”",
    "It must be one of: fast, exact, custom" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {'mode': {}}}"),
    MILL_SEVERITY_ERROR, "a", "mode", 3, "The value {} is of the wrong kind" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {'columns': 'x'}}"),
    MILL_SEVERITY_ERROR, "a", "columns", 3, "The value \"x\" is of the wrong kind" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {'columns': ['x', 1]}}"),
    MILL_SEVERITY_ERROR, "a", "columns", 3, "The value 1 is of the wrong kind" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {'formulas': [5]}}"),
    MILL_SEVERITY_ERROR, "a", "formulas", 3, "The value 5 is of the wrong kind" },
  { NODES ("'a': {'type': 'read', 'version': 1, 'params': {'formulas': [{}, {'weight': 11}]}}"),
    MILL_SEVERITY_ERROR, "a", "formulas", 3, "Row 2, Weight: The value 11 is out of range" },
  { NODES ("'a': {'type': 'union', 'version': 1,\n'bypassed': 5}"), MILL_SEVERITY_ERROR, "a", NULL, 4,
    "Whether the node is bypassed cannot be read", "It must be true or false" },
  { NODES ("'a': {'type': 'union', 'version': 1,\n'pinned': 'yes'}"), MILL_SEVERITY_ERROR, "a", NULL, 4,
    "Whether the node is pinned cannot be read", "It must be true or false" },
  { NODES ("'a': {'type': 'union', 'version': 1,\n'component': {}}"), MILL_SEVERITY_ERROR, "a", NULL, 4,
    "The component cannot be read", "It must be an object, in a node of the type “component”" },
  { NODES ("'a': {'type': 'component', 'version': 1,\n'component': 5}"), MILL_SEVERITY_ERROR, "a", NULL, 4,
    "The component cannot be read" },
  { NODES (READ "'a': {'type': 'filter', 'version': 1, 'inputs': {'table': {'from': 'read', 'muted': false}}}"),
    MILL_SEVERITY_ERROR, "a", "table", 4, "The link into “table” cannot be read" },
  { NODES (READ "'a': {'type': 'filter', 'version': 1, 'inputs': {'table': {'from': 'read'}}}"),
    MILL_SEVERITY_ERROR, "a", "table", 4, "The link into “table” cannot be read" },
  { NODES (READ "'a': {'type': 'filter', 'version': 1, 'inputs': {'table': {'form': 'read', 'muted': true}}}"),
    MILL_SEVERITY_ERROR, "a", "table", 4, "The link into “table” cannot be read" },
  { NODES (READ "'a': {'type': 'filter', 'version': 1, 'inputs': {'table': {'from': 5, 'muted': true}}}"),
    MILL_SEVERITY_ERROR, "a", "table", 4, "The link into “table” cannot be read" },
  { NODES (READ "'a': {'type': 'filter', 'version': 1, 'inputs': {\n'table': 5}}"),
    MILL_SEVERITY_ERROR, "a", "table", 5, "The link into “table” cannot be read" },
  { NODES (READ "'a': {'type': 'filter', 'version': 1, 'inputs': {'table': 'a.b.c'}}"),
    MILL_SEVERITY_ERROR, "a", "table", 4, "The link into “table” cannot be read" },
  { NODES (READ "'a': {'type': 'filter', 'version': 1, 'inputs': {'table': ''}}"),
    MILL_SEVERITY_ERROR, "a", "table", 4, "The link into “table” cannot be read" },
  { NODES (READ "'a': {'type': 'filter', 'version': 1, 'inputs': {'table': ['read', 5]}}"),
    MILL_SEVERITY_ERROR, "a", "table", 4, "The link into “table” cannot be read" },
  { NODES (READ "'a': {'type': 'filter', 'version': 1, 'inputs': {\n\n'table': 'raed'}}"),
    MILL_SEVERITY_ERROR, "a", "table", 6, "The link comes from “raed”, but there is no such node",
    "Did you mean “read”?" },
  { NODES (READ "'a': {'type': 'filter', 'version': 1, 'inputs': {'table': 'read.rows'}}"),
    MILL_SEVERITY_ERROR, "a", "table", 4, "“Read Rows” has no output “rows”",
    "Its outputs are: table" },
  { NODES (READ "'a': {'type': 'filter', 'version': 1, 'inputs': {'rows': 'read'}}"),
    MILL_SEVERITY_ERROR, "a", "rows", 4, "“Filter Rows” has no input “rows”",
    "Its inputs are: table" },
  { NODES ("'f': {'type': 'filter', 'version': 1},\n"
           "'w': {'type': 'write', 'version': 1, 'inputs': {'table': 'f'}}"),
    MILL_SEVERITY_ERROR, "w", "table", 4,
    "“Filter Rows” has several outputs; the link must name one", "Its outputs are: kept, rejected" },
  { NODES ("'w': {'type': 'write', 'version': 1},\n"
           "'x': {'type': 'write', 'version': 1, 'inputs': {'table': 'w'}}"),
    MILL_SEVERITY_ERROR, "x", "table", 4, "“Write Rows” has no output" },
  { NODES (READ "'a': {'type': 'apply', 'version': 1, 'inputs': {'model': 'read'}}"),
    MILL_SEVERITY_ERROR, "a", "model", 4, "“Read Rows” gives a table, “Apply Model” takes a model" },
  { NODES (READ "'a': {'type': 'filter', 'version': 1, 'inputs': {'table': ['read', 'read']}}"),
    MILL_SEVERITY_ERROR, "a", "table", 4, "The input “table” takes one link only" },
  { NODES ("'a': {'type': 'filter', 'version': 1, 'inputs': {'table': 'a.kept'}}"),
    MILL_SEVERITY_ERROR, "a", NULL, 3,
    "The links close a circle: “Filter Rows” → “Filter Rows”" },
  { NODES ("'a': {'type': 'filter', 'version': 1, 'title': 'A', 'inputs': {'table': 'b.kept'}},\n"
           "'b': {'type': 'filter', 'version': 1, 'title': 'B', 'inputs': {'table': 'a.kept'}},\n"
           "'c': {'type': 'filter', 'version': 1, 'inputs': {'table': 'b.kept'}}"),
    MILL_SEVERITY_ERROR, "a", NULL, 3, "The links close a circle: “A” → “B” → “A”" },
  { "{'format': 'millrace/1', 'parameters': {\n'p': {'type': 'thing'}}}",
    MILL_SEVERITY_ERROR, NULL, NULL, 2, "The parameter “p” cannot be read" },
  { "{'format': 'millrace/1', 'parameters': {'p': 5}}",
    MILL_SEVERITY_ERROR, NULL, NULL, 1, "The parameter “p” cannot be read" },
  { "{'format': 'millrace/1', 'parameters': {'env:p': {'type': 'string'}}}",
    MILL_SEVERITY_ERROR, NULL, NULL, 1, "The parameter “env:p” cannot be read" },
  { "{'format': 'millrace/1', 'parameters': {'': {'type': 'string'}}}",
    MILL_SEVERITY_ERROR, NULL, NULL, 1, "The parameter “” cannot be read" },
  { "{'format': 'millrace/1', 'parameters': {'a/b': {'type': 'string'}}}",
    MILL_SEVERITY_ERROR, NULL, NULL, 1, "The parameter “a/b” cannot be read" },
  { "{'format': 'millrace/1', 'parameters': {'p': {'default': 1}}}",
    MILL_SEVERITY_ERROR, NULL, NULL, 1, "The parameter “p” cannot be read" },
  { "{'format': 'millrace/1', 'parameters': {'p': {'type': 'date', 'default': '2015-02-30'}}}",
    MILL_SEVERITY_ERROR, NULL, NULL, 1,
    "The default of the parameter “p” is not of its type, date" },
  { NODES ("'u': {'type': 'union', 'version': 1}},\n'layout': {'nodes': {'u': {'x': 1e308, 'y': 1}}"),
    MILL_SEVERITY_WARNING, "u", NULL, 4, "The position of the node cannot be read" },
  { NODES ("'u': {'type': 'union', 'version': 1}},\n'layout': {'nodes': {'u': {'x': 'a', 'y': 1}}"),
    MILL_SEVERITY_WARNING, "u", NULL, 4, "The position of the node cannot be read" },
  { NODES ("'u': {'type': 'union', 'version': 1}},\n'layout': {'nodes': {'u': 5}"),
    MILL_SEVERITY_WARNING, NULL, NULL, 4, "The position of the node “u” cannot be read" },
  { "{'format': 'millrace/1', 'layout': {'nodes': []}}", MILL_SEVERITY_WARNING, NULL, NULL, 1,
    "The positions of the nodes cannot be read" },
  { "{'format': 'millrace/1', 'layout': {'nodes': {'u': {'x': 1, 'y': 2}}}}",
    MILL_SEVERITY_WARNING, NULL, NULL, 1, "There is a position for a node “u”, but no such node" },
  { "{'format': 'millrace/1', 'layout': {'frames': {}}}", MILL_SEVERITY_WARNING, NULL, NULL, 1,
    "“frames” cannot be read" },
  { "{'format': 'millrace/1', 'layout': {'notes': [{'id': 'n', 'x': 1, 'y': 1, 'text': 5}]}}",
    MILL_SEVERITY_WARNING, NULL, NULL, 1, "A note cannot be read" },
  { "{'format': 'millrace/1', 'layout': {'notes': [5]}}",
    MILL_SEVERITY_WARNING, NULL, NULL, 1, "A note cannot be read" },
  { "{'format': 'millrace/1', 'layout': {'frames': [{'x': 1}]}}", MILL_SEVERITY_WARNING, NULL, NULL,
    1, "A frame cannot be read" },
  { "{'format': 'millrace/1', 'layout': {'notes': [\n{'id': 'n', 'x': 1, 'y': 1, 'width': -5}]}}",
    MILL_SEVERITY_WARNING, NULL, NULL, 2, "A note cannot be read" },
  { "{'format': 'millrace/1', 'layout': {'notes': [{'id': 'n', 'x': 1, 'y': 1},\n"
    "{'id': 'n', 'x': 1, 'y': 1}]}}", MILL_SEVERITY_WARNING, NULL, NULL, 2, "A note cannot be read" },
  { "{'format': 'millrace/1', 'layout': {'notes': [{'id': 'n', 'x': 1, 'y': 1, 'color': 'pink'}]}}",
    MILL_SEVERITY_NOTE, NULL, NULL, 1,
    "“color” is not known to this version of Millrace, and is kept as it is" },
  { "{'format': 'millrace/1', 'conflicts': 5}", MILL_SEVERITY_ERROR, NULL, NULL, 1,
    "“conflicts” cannot be read", "It must be a list" },
  { "{'format': 'millrace/1', 'conflicts': [\n5]}", MILL_SEVERITY_ERROR, NULL, NULL, 2,
    "“conflicts” cannot be read", "It must be an object" },
  { "{'format': 'millrace/1', 'conflicts': [\n{'what': 'setting', 'node': 'a', 'name': 'rows', 'ours': 1}]}",
    MILL_SEVERITY_ERROR, "a", "rows", 2, "Two versions differ in “rows”: ours is 1, theirs is none",
    "Choose one in Millrace, or take this out of “conflicts” in the file" },
  { "{'format': 'millrace/1', 'conflicts': [{'what': 'input', 'node': 'a', 'name': 'table', 'ours': 'b', "
    "'theirs': 'c'}]}",
    MILL_SEVERITY_ERROR, "a", "table", 1, "Two versions differ in “table”: ours is \"b\", theirs is \"c\"" },
  { "{'format': 'millrace/1', 'conflicts': [{'what': 'name', 'ours': 'b', 'theirs': 'c'}]}",
    MILL_SEVERITY_ERROR, NULL, NULL, 1, "Two versions differ in “name”: ours is \"b\", theirs is \"c\"" },
  { "{'format': 'millrace/1', 'conflicts': [{'what': 7}]}",
    MILL_SEVERITY_ERROR, NULL, NULL, 1, "Two versions differ in “?”: ours is none, theirs is none" },
  { "{'format': 'millrace/1', 'layout': {'zoom': 2}}", MILL_SEVERITY_NOTE, NULL, NULL, 1,
    "“zoom” is not known to this version of Millrace, and is kept as it is" },
};

/* Everything that the first text says is in the second, defaults and upgrades aside. */
static void
assert_kept (JsonNode *before,
             JsonNode *after)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  g_assert_cmpint (json_node_get_node_type (before), ==, json_node_get_node_type (after));
  if (!JSON_NODE_HOLDS_OBJECT (before))
    return;
  json_object_iter_init (&iter, json_node_get_object (before));
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonNode *other = json_object_get_member (json_node_get_object (after), name);

      if (other == NULL)
        g_test_message ("lost: %s", name);
      g_assert_nonnull (other);
      assert_kept (value, other);
    }
}

static void
test_odd (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *text = sample_quote (odd[i].text);
      g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
      g_autoptr (GPtrArray) again_problems = mill_diagnostics_new ();
      g_autoptr (MillPipeline) pipeline = NULL;
      g_autoptr (MillPipeline) again = NULL;
      g_autofree char *saved = NULL;
      g_autofree char *saved_again = NULL;
      const MillDiagnostic *found;

      g_test_message ("expected: %s", odd[i].message);
      pipeline = sample_read (text, problems);
      found = sample_find_message (problems, odd[i].message);
      g_assert_nonnull (found);
      g_assert_cmpint (found->severity, ==, odd[i].severity);
      g_assert_cmpstr (found->node, ==, odd[i].node);
      g_assert_cmpstr (found->param != NULL ? found->param : found->port, ==, odd[i].place);
      g_assert_cmpuint (found->line, ==, odd[i].line);
      if (odd[i].hint != NULL)
        g_assert_cmpstr (found->hint, ==, odd[i].hint);

      /* What is odd survives being saved, and does not change any more. */
      saved = mill_pipeline_to_text (pipeline);
      again = sample_read (saved, again_problems);
      saved_again = mill_pipeline_to_text (again);
      g_assert_cmpstr (saved, ==, saved_again);
      if (odd[i].severity != MILL_SEVERITY_NOTE)
        {
          g_autoptr (JsonNode) before = sample_json (text);
          g_autoptr (JsonNode) after = sample_json (saved);

          assert_kept (before, after);
          if (strstr (odd[i].message, "is taken") == NULL)
            g_assert_nonnull (sample_find_message (again_problems, odd[i].message));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/odd", test_odd);

  return g_test_run ();
}
