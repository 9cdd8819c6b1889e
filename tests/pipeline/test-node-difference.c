/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/node-difference.h"

#include <string.h>

#include "sample-types.h"

/* What the differences of two files come to in words, node by node. */

#define FILE(name, more) "{'format': 'millrace/1', 'name': '" name "'" more "}"

static void
append_node (GString                  *text,
             const MillNodeDifference *node)
{
  static const char *const fates[] = {
    [MILL_NODE_ADDED] = "added", [MILL_NODE_REMOVED] = "removed", [MILL_NODE_CHANGED] = "changed",
    [MILL_NODE_MOVED] = "moved",
  };

  g_string_append_printf (text, "%s %s (%s)", fates[node->fate], node->node != NULL ? node->node : "-",
                          node->title != NULL ? node->title : "-");
  if (node->placed)
    g_string_append_printf (text, " from %g %g", node->x, node->y);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < node->lines->len; i++)
    g_string_append_printf (text, "  %s\n", (const char *) g_ptr_array_index (node->lines, i));
}

static void
assert_words (const char *before,
              const char *after,
              const char *expected)
{
  g_autofree char *before_text = sample_quote (before);
  g_autofree char *after_text = sample_quote (after);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) one = sample_read (before_text, problems);
  g_autoptr (MillPipeline) two = sample_read (after_text, problems);
  g_autoptr (GPtrArray) differences = mill_differences_list (one, two);
  g_autoptr (GPtrArray) nodes = mill_node_differences_list (one, two, differences);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < nodes->len; i++)
    append_node (text, g_ptr_array_index (nodes, i));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_settings (void)
{
  assert_words (FILE ("x", ", 'nodes': {'r': {'type': 'read', 'version': 1, 'params': {'path': 'a', 'rows': 5, "
                      "'strange': 1}}}"),
                FILE ("x", ", 'nodes': {'r': {'type': 'read', 'version': 1, 'params': {'path': 'b', "
                      "'strange': 2}}}"),
                "changed r (Read Rows)\n"
                "  path: \"a\" → \"b\"\n"
                "  rows: 5 → 100 (the default)\n"
                "  strange: 1 → 2\n");
  /* Of a type that is not known, nothing is known of defaults either. */
  assert_words (FILE ("x", ", 'nodes': {'q': {'type': 'quantum', 'version': 1, 'params': {'spin': 5}}}"),
                FILE ("x", ", 'nodes': {'q': {'type': 'quantum', 'version': 1}}"),
                "changed q (quantum)\n"
                "  spin: 5 → none\n");
}

static void
test_facts (void)
{
  assert_words (FILE ("old", ", 'parameters': {'p': {'type': 'integer', 'default': 1}}, 'nodes': {"
                      "'a': {'type': 'filter', 'version': 1, 'title': 'Old', 'bypassed': true}, "
                      "'b': {'type': 'union', 'version': 1, 'pinned': true, 'strange': 1, "
                      "'inputs': {'tables': 'a.kept'}}, "
                      "'c': {'type': 'quantum', 'version': 1}}, 'layout': {'frames': ["
                      "{'id': 'f', 'x': 1, 'y': 1, 'width': 5, 'height': 5}], 'notes': ["
                      "{'id': 'n', 'x': 1, 'y': 1, 'text': 'a'}]}"),
                FILE ("new", ", 'parameters': {'p': {'type': 'integer', 'default': 2}}, 'nodes': {"
                      "'a': {'type': 'filter', 'version': 1, 'title': 'New', 'pinned': true}, "
                      "'b': {'type': 'union', 'version': 1, 'bypassed': true, 'strange': 2, "
                      "'inputs': {'tables': 'a.rejected'}}, "
                      "'c': {'type': 'qubit', 'version': 2}}, 'layout': {'frames': ["
                      "{'id': 'g', 'x': 1, 'y': 1, 'width': 5, 'height': 5}], 'notes': ["
                      "{'id': 'n', 'x': 1, 'y': 1, 'text': 'b'}]}"),
                "changed - (-)\n"
                "  Name: \"old\" → \"new\"\n"
                "  Parameter p: 1 → 2\n"
                "  - Frame f\n"
                "  + Frame g\n"
                "  ~ Note n\n"
                "changed a (New)\n"
                "  Title: \"Old\" → \"New\"\n"
                "  No longer bypassed\n"
                "  Pinned\n"
                "changed b (Union)\n"
                "  Bypassed\n"
                "  No longer pinned\n"
                "  Input tables: \"a.kept\" → \"a.rejected\"\n"
                "  strange: 1 → 2\n"
                "changed c (qubit)\n"
                "  Type: \"quantum\" → \"qubit\"\n"
                "  Version: 1 → 2\n");
}

static void
test_whole_nodes (void)
{
  assert_words (FILE ("x", ", 'nodes': {'gone': {'type': 'read', 'version': 1, 'title': 'Was', "
                      "'params': {'path': 'a'}}, 'stays': {'type': 'union', 'version': 1}}, "
                      "'layout': {'nodes': {'gone': {'x': 5, 'y': 6}, 'stays': {'x': 7, 'y': 8}}}"),
                FILE ("x", ", 'nodes': {'new': {'type': 'read', 'version': 1, 'params': {'path': 'b', "
                      "'rows': 7}}, 'stays': {'type': 'union', 'version': 1}}, "
                      "'layout': {'nodes': {'new': {'x': 5, 'y': 6}, 'stays': {'x': 70, 'y': 8}}}"),
                "removed gone (Was) from 5 6\n"
                "added new (Read Rows)\n"
                "  path: \"b\"\n"
                "  rows: 7\n"
                "moved stays (Union) from 7 8\n");
}

/* What is within a component has its path, and what it is called there. */
static void
test_within (void)
{
#define WITHIN(params, origin) \
  FILE ("x", ", 'nodes': {'c': {'type': 'component', 'version': 1, 'component': {'name': 'C'" origin ", 'nodes': {" \
        "'r': {'type': 'read', 'version': 1, 'title': 'Inner', 'params': {" params "}}}}}}")
  assert_words (WITHIN ("'path': 'a'", ""),
                WITHIN ("'path': 'b'", ", 'origin': {'name': 'Lib', 'digest': '00'}"),
                "changed c (C)\n"
                "  Taken from: none → {\"digest\":\"00\",\"name\":\"Lib\"}\n"
                "changed c/r (Inner)\n"
                "  path: \"a\" → \"b\"\n");
}

/* A parameter of the pipeline is told in words, member by member. */
static void
test_parameters (void)
{
#define PARAMETER(json) FILE ("x", ", 'parameters': {'p': " json "}")
  assert_words (PARAMETER ("{'type': 'integer', 'default': 1}"),
                PARAMETER ("{'type': 'string', 'default': '${env:P}', 'description': 'What'}"),
                "changed - (-)\n"
                "  Parameter p: 1 → \"${env:P}\"\n"
                "  Parameter p, description: none → \"What\"\n"
                "  Parameter p, type: \"integer\" → \"string\"\n");
  assert_words (PARAMETER ("{'type': 'number'}"), FILE ("x", ""),
                "changed - (-)\n"
                "  Parameter p: no default (number) → none\n");
  assert_words (FILE ("x", ""), PARAMETER ("{'type': 'date', 'default': '2015-01-01'}"),
                "changed - (-)\n"
                "  Parameter p: none → \"2015-01-01\" (date)\n");
  assert_words (FILE ("x", ""),
                FILE ("x", ", 'nodes': {'c': {'type': 'component', 'version': 1, 'component': {"
                           "'parameters': {'p': {'type': 'integer', 'default': 3}}}}}"),
                "added c (Component)\n"
                "  Parameter p: 3 (integer)\n");
}

static void
test_same (void)
{
  assert_words (FILE ("x", ""), FILE ("x", ""), "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/node-difference/settings", test_settings);
  g_test_add_func ("/node-difference/facts", test_facts);
  g_test_add_func ("/node-difference/whole-nodes", test_whole_nodes);
  g_test_add_func ("/node-difference/within", test_within);
  g_test_add_func ("/node-difference/parameters", test_parameters);
  g_test_add_func ("/node-difference/same", test_same);

  return g_test_run ();
}
