/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/reader.h"

#include <string.h>

#include <glib/gstdio.h>

#include "pipeline/check.h"
#include "pipeline/component.h"
#include "pipeline/fragment.h"
#include "pipeline/node.h"
#include "pipeline/writer.h"

#include "sample-types.h"

/* Quotes are written ' here. The text of a node is put into a pipeline whose line 3 is the first of
 * the nodes. */
#define HEAD "{'format': 'millrace/1',\n'nodes': {\n"
#define NODES(text) HEAD text "\n}}"
#define READ "'read': {'type': 'read', 'version': 1, 'params': {'path': 'a.csv'}},\n"

typedef struct
{
  const char *text;
  const char *message;
  guint       line;
} Refused;

static const Refused refused[] = {
  { "", "The file is empty", 0 },
  { " \n\t\r\n ", "The file is empty", 0 },
  { "\xef\xbb\xbf", "The file is empty", 0 },
  { "\xff\xfe{\0}", "The file is not UTF-8 text", 1 },
  { "{\n'format': '\xc3\x28'}", "The file is not UTF-8 text", 2 },
  { "{\n\n'a': '\xed\xa0\x80'}", "The file is not UTF-8 text", 3 },
  { "hello", "“h” is not expected here", 1 },
  { "[]", "The file is not a Millrace pipeline", 1 },
  { "\n42", "The file is not a Millrace pipeline", 2 },
  { "null", "The file is not a Millrace pipeline", 1 },
  { "{}", "The file is not a Millrace pipeline", 0 },
  { "{'format': 1}", "The file is not a Millrace pipeline", 1 },
  { "{\n'format': 'knime/4'}", "The file is not a Millrace pipeline", 2 },
  { "{'format': 'millrace/0'}", "The file is not a Millrace pipeline", 1 },
  { "{'format': 'millrace/1.5'}", "The file is not a Millrace pipeline", 1 },
  { "{'format': 'millrace/'}", "The file is not a Millrace pipeline", 1 },
  { "{'format':\n'millrace/2'}",
    "The file has the format “millrace/2”, which a newer Millrace wrote", 2 },
  { "{'format': 'millrace/17', 'nodes': 5}",
    "The file has the format “millrace/17”, which a newer Millrace wrote", 1 },
  { "{'format': 'millrace/1'", "The file ends too early", 1 },
  { "{'format': 'millrace/1',}", "“}” is not expected here", 1 },
  { "{'format': 'millrace/1'\n'nodes': {}}", "“\"” is not expected here", 2 },
  { "{'format' 'millrace/1'}", "“\"” is not expected here", 1 },
  { "{format: 1}", "“f” is not expected here", 1 },
  { "{'a': [1, 2,]}", "“]” is not expected here", 1 },
  { "{'a': [1 2]}", "“2” is not expected here", 1 },
  { "{'a': [1}", "“}” is not expected here", 1 },
  { "{'a': tru}", "“t” is not expected here", 1 },
  { "{'a': NaN}", "“N” is not expected here", 1 },
  { "{'a': Infinity}", "“I” is not expected here", 1 },
  { "{'a': -Infinity}", "“I” is not expected here", 1 },
  { "{'a': 01}", "“0” is not expected here", 1 },
  { "{'a': +1}", "“+” is not expected here", 1 },
  { "{'a': .5}", "“.” is not expected here", 1 },
  { "{'a': 1.}", "“}” is not expected here", 1 },
  { "{'a': 1e}", "“}” is not expected here", 1 },
  { "{'a': 0x10}", "“x” is not expected here", 1 },
  { "{'a':\n1e999}", "The number 1e999 is too large", 2 },
  { "{'a': -1e999}", "The number -1e999 is too large", 1 },
  { "{'a': 12345678901234567890123}",
    "The number 12345678901234567890123 has more digits than can be kept", 1 },
  { "{'a': 'b}", "A string is not closed", 1 },
  { "{'a': 'b\nc'}", "A string is not closed", 1 },
  { "{'a': 'b\tc'}", "A string contains a control character", 1 },
  { "{'a': '\\x'}", "“x” is not expected here", 1 },
  { "{'a': '\\u12g4'}", "“1” is not expected here", 1 },
  { "{'a': '\\ud800'}", "\\ud800 is only half of a character", 1 },
  { "{'a': '\\udc00\\ud800'}", "\\udc00 is only half of a character", 1 },
  { "{'a': '\\u0000'}", "A string must not contain the character \\u0000", 1 },
  { "{'a': 1,\n 'b': 2,\n 'a': 3}", "The name “a” appears twice in the same object", 3 },
  { HEAD READ "'read': {}}}", "The name “read” appears twice in the same object", 4 },
  { "{'format': 'millrace/1'}\n{}", "“{” is not expected here", 2 },
  { "{'format': 'millrace/1'}x", "“x” is not expected here", 1 },
  { "// no\n{}", "“/” is not expected here", 1 },
};

static void
assert_refused (const char *text,
                size_t      length,
                const char *message,
                guint       line)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillDiagnostic) diagnostic = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (mill_pipeline_new_from_bytes (&sample_catalogue, bytes, problems, &error));
  g_assert_error (error, MILL_ERROR, MILL_ERROR_INVALID);
  diagnostic = mill_error_dup_diagnostic (error, NULL);
  g_assert_cmpstr (diagnostic->message, ==, message);
  g_assert_cmpuint (diagnostic->line, ==, line);
  g_assert_null (mill_pipeline_new_from_bytes (&sample_catalogue, bytes, NULL, NULL));
}

static void
test_refused (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *text = sample_quote (refused[i].text);

      g_test_message ("%s", refused[i].message);
      assert_refused (text, strlen (text), refused[i].message, refused[i].line);
    }
}

static void
test_nul (void)
{
  assert_refused ("{\n\"a\": \"\0\"}", 11, "The file contains a NUL byte; it is not a text", 2);
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new ("{\"a\":\n");

  for (int i = 0; i < 1000000; i++)
    g_string_append_c (text, '[');
  assert_refused (text->str, text->len, "Lists and objects are nested more than 200 deep", 2);
}

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

static const MillDiagnostic *
find_message (GPtrArray  *problems,
              const char *message)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const MillDiagnostic *diagnostic = g_ptr_array_index (problems, i);

      g_test_message ("  %s", diagnostic->message);
      if (g_str_equal (diagnostic->message, message))
        return diagnostic;
    }

  return NULL;
}

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
      found = find_message (problems, odd[i].message);
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
            g_assert_nonnull (find_message (again_problems, odd[i].message));
        }
    }
}

static void
test_good_numbers (void)
{
  g_autofree char *text = sample_quote (
    NODES ("'a': {'type': 'future', 'version': 1, 'params': {'n': [9223372036854775807, "
           "-9223372036854775808, 18446744073709551616, 0.1, 1e-7, 1.0, -0.0, 5e-324, "
           "1.7976931348623157e308, 100000000000000000000, 0.30000000000000004]}}"));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  g_autoptr (JsonNode) numbers = NULL;
  g_autofree char *compact = NULL;

  numbers = json_node_copy (json_object_get_member (
    mill_node_get_params (mill_pipeline_get_node (pipeline, "a")), "n"));
  compact = mill_json_to_canonical (numbers, TRUE);
  g_assert_cmpstr (compact, ==,
                   "[9223372036854775807,-9223372036854775808,1.8446744073709552e+19,0.1,1e-07,1,"
                   "-0,4.94065645841247e-324,1.7976931348623157e+308,1e+20,0.30000000000000004]");
}

static void
test_byte_order_mark (void)
{
  g_autoptr (MillPipeline) pipeline =
    sample_read ("\xef\xbb\xbf{\"format\": \"millrace/1\", \"name\": \"Æ\"}", NULL);

  g_assert_cmpstr (mill_pipeline_get_name (pipeline), ==, "Æ");
}

static void
test_upgrade (void)
{
  g_autofree char *text = sample_quote (
    NODES ("'a': {'type': 'learn', 'version': 1, 'params': {'label': 'y', 'rounds': 200, 'z': 1}}"));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  MillNode *node = mill_pipeline_get_node (pipeline, "a");
  JsonObject *params = mill_node_get_params (node);

  g_assert_cmpint (mill_node_get_version (node), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (params, "target"), ==, "y");
  g_assert_true (json_object_has_member (params, "z"));
  g_assert_cmpuint (json_object_get_size (params), ==, 2);
}

#define OLD "{'type': 'learn', 'version': 1, 'params': {'label': 'y'}}"
#define BROUGHT "The settings were brought from version 1 of “learn” to version 3"

/* It is no edit: there is nothing to take back or to save, and undo does not lead behind it. */
static void
test_upgrade_is_no_edit (void)
{
  g_autofree char *text = sample_quote (NODES ("'a': " OLD));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GPtrArray) later = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autofree char *before = mill_pipeline_to_text (pipeline);
  g_autofree char *after = NULL;
  g_autoptr (MillPipeline) again = NULL;
  MillEdit *edit;

  g_assert_false (mill_history_get_modified (history));
  g_assert_false (mill_history_get_can_undo (history));
  edit = mill_history_begin (history, "Rename");
  g_assert_true (mill_edit_set_title (edit, "a", "Trees", NULL));
  mill_history_commit (history, NULL);
  mill_history_undo (history);
  g_assert_false (mill_history_get_can_undo (history));
  g_assert_false (mill_history_get_modified (history));
  after = mill_pipeline_to_text (pipeline);
  g_assert_cmpstr (after, ==, before);

  /* Once saved, it is said no more. */
  g_assert_nonnull (strstr (before, "\"version\": 3"));
  again = sample_read (before, later);
  g_assert_cmpuint (later->len, ==, 0);
}

/* Wherever nodes come from: within components, and from what was copied with an older version. */
static void
test_upgrade_everywhere (void)
{
  g_autofree char *text = sample_quote (
    NODES ("'c': {'type': 'component', 'version': 1, 'component': {'nodes': {'a': " OLD "}}}"));
  g_autofree char *copied = sample_quote (NODES ("'b': " OLD));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  MillNode *holder = mill_pipeline_get_node (pipeline, "c");
  MillPipeline *inner = mill_component_get_pipeline (mill_node_get_component (holder));
  const MillDiagnostic *note = find_message (problems, BROUGHT);
  g_auto (GStrv) pasted = NULL;
  g_autoptr (GError) error = NULL;
  MillEdit *edit;

  g_assert_nonnull (note);
  g_assert_cmpstr (note->node, ==, "c/a");
  g_assert_cmpint (mill_node_get_version (mill_pipeline_get_node (inner, "a")), ==, 3);

  edit = mill_history_begin (history, "Paste");
  pasted = mill_edit_paste (edit, copied, 0, 0, &error);
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
  g_assert_cmpint (mill_node_get_version (mill_pipeline_get_node (pipeline, "b")), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (
                     mill_node_get_params (mill_pipeline_get_node (pipeline, "b")), "target"), ==, "y");
}

/* What cannot be brought up stays as it is, in its version, and cannot run. */
static void
test_upgrade_fails (void)
{
  g_autofree char *text = sample_quote (NODES ("'a': {'type': 'learn', 'version': 2, 'params': {'z': 1}}"));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  MillNode *node = mill_pipeline_get_node (pipeline, "a");

  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpint (((MillDiagnostic *) problems->pdata[0])->severity, ==, MILL_SEVERITY_ERROR);
  g_assert_cmpint (mill_node_get_version (node), ==, 2);
  g_assert_true (json_object_has_member (mill_node_get_params (node), "z"));
}

static void
test_newer_version_untouched (void)
{
  /* In a newer version the default may be another one, so nothing is dropped. */
  g_autofree char *text = sample_quote (
    NODES ("'a': {'type': 'learn', 'version': 4, 'params': {'rounds': 200, 'strange': [1]}}"));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  MillNode *node = mill_pipeline_get_node (pipeline, "a");
  g_autoptr (MillDiagnostic) obstacle = mill_pipeline_check_type (pipeline, "a");

  g_assert_cmpint (mill_node_get_version (node), ==, 4);
  g_assert_true (json_object_has_member (mill_node_get_params (node), "rounds"));
  g_assert_true (json_object_has_member (mill_node_get_params (node), "strange"));
  g_assert_cmpint (obstacle->severity, ==, MILL_SEVERITY_ERROR);
  g_assert_cmpstr (obstacle->message, ==, "The node was written by version 4 of “learn”, and this is version 3");
  g_assert_cmpstr (obstacle->hint, ==, "Open it with a newer Millrace to run it");
}

static void
test_file (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "mill-reader-XXXXXX", NULL);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_pipeline ();
  g_autoptr (MillPipeline) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *before = mill_pipeline_to_text (pipeline);
  g_autofree char *after = NULL;
  int fd = g_mkstemp (path);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  file = g_file_new_for_path (path);
  g_assert_true (mill_pipeline_save (pipeline, file, NULL, &error));
  g_assert_no_error (error);
  read = mill_pipeline_new_from_file (&sample_catalogue, file, problems, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  after = mill_pipeline_to_text (read);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_null (mill_pipeline_new_from_file (&sample_catalogue, file, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_endless_file (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/dev/zero");
  g_autoptr (GError) error = NULL;

  if (!g_test_slow ())
    {
      g_test_skip ("reads 256 MiB");
      return;
    }
  g_assert_null (mill_pipeline_new_from_file (&sample_catalogue, file, NULL, NULL, &error));
  sample_assert_error (&error, "The file is too large to be a pipeline");
}

static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new ("{\"format\": \"millrace/1\", \"nodes\": {");
  g_autoptr (GString) layout = g_string_new ("}, \"layout\": {\"nodes\": {");
  g_autoptr (MillPipeline) pipeline = NULL;
  gint64 start;
  double seconds;

  for (int i = 0; i < 10000; i++)
    {
      if (i > 0)
        g_string_append (text, ",\n");
      g_string_append_printf (text, "\"n%d\": {\"type\": \"filter\", \"version\": 1, \"params\": "
                              "{\"path\": \"a > %d\", \"rows\": 5, \"columns\": [\"a\", \"b\"]}", i, i);
      if (i > 0)
        g_string_append_printf (text, ", \"inputs\": {\"table\": \"n%d.kept\"}", i - 1);
      g_string_append (text, "}");
      g_string_append_printf (layout, "%s\"n%d\": {\"x\": %d, \"y\": 5}", i > 0 ? "," : "", i, i);
    }
  g_string_append (text, layout->str);
  g_string_append (text, "}}}");

  start = g_get_monotonic_time ();
  pipeline = sample_read (text->str, NULL);
  seconds = (g_get_monotonic_time () - start) / 1e6;
  g_test_message ("10000 nodes in %.3f s", seconds);
  g_assert_cmpuint (mill_pipeline_get_n_nodes (pipeline), ==, 10000);
}

/* Where the work grew with the square of the size, this would not come to an end. */
static void
test_hostile (void)
{
  g_autoptr (GString) text = g_string_new ("{\"format\": \"millrace/1\", \"nodes\": {");
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autofree char *saved = NULL;
  const int n = 50000;

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "\"n%d\": {\"type\": \"filter\", \"version\": 1, \"inputs\": "
                            "{\"table\": \"n%d.kept\", \"x\": \"ghost%d\"}},\n", i, (i + 1) % n, i);
  g_string_append (text, "\"all\": {\"type\": \"future\", \"version\": 1, \"inputs\": {");
  for (int i = n; i > 0; i--)
    g_string_append_printf (text, "\"p%d\": [\"n1.kept\", \"all\"]%s", i, i > 1 ? "," : "}}}}");
  pipeline = sample_read (text->str, problems);
  saved = mill_pipeline_to_text (pipeline);
  g_assert_cmpuint (problems->len, ==, n + 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/refused", test_refused);
  g_test_add_func ("/reader/nul", test_nul);
  g_test_add_func ("/reader/deep", test_deep);
  g_test_add_func ("/reader/odd", test_odd);
  g_test_add_func ("/reader/good-numbers", test_good_numbers);
  g_test_add_func ("/reader/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/reader/upgrade", test_upgrade);
  g_test_add_func ("/reader/upgrade-is-no-edit", test_upgrade_is_no_edit);
  g_test_add_func ("/reader/upgrade-everywhere", test_upgrade_everywhere);
  g_test_add_func ("/reader/upgrade-fails", test_upgrade_fails);
  g_test_add_func ("/reader/newer-version-untouched", test_newer_version_untouched);
  g_test_add_func ("/reader/file", test_file);
  g_test_add_func ("/reader/endless-file", test_endless_file);
  g_test_add_func ("/reader/large", test_large);
  g_test_add_func ("/reader/hostile", test_hostile);

  return g_test_run ();
}
