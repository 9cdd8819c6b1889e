/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "engine/forecast-private.h"
#include "pipeline/reader.h"
#include "run-types.h"

/* Why a node is made again, from what is remembered of its last result and what it would be now. */

#define RECORD(type, version, engine, parameters, settings, sources, inputs) \
  "{'type': '" type "', 'version': " version ", 'engine': '" engine "', 'parameters': {" parameters "}, " \
  "'settings': {" settings "}, 'sources': [" sources "], 'inputs': [" inputs "]}"
#define PLAIN(parameters, settings, sources, inputs) RECORD ("count", "1", "one", parameters, settings, sources, inputs)
/* Settings that refer to parameters, beside what these make of them. */
#define REFERRING(parameters, settings, written) \
  "{'type': 'count', 'version': 1, 'engine': 'one', 'parameters': {" parameters "}, 'settings': {" settings "}, " \
  "'written': {" written "}, 'sources': [], 'inputs': []}"
#define INPUT(port, node, key) "{'port': '" port "', 'node': '" node "', 'from': 'table', 'key': '" key "'}"
#define FILE(path, digest) "{'param': 'path', 'path': '" path "', 'digest': '" digest "', 'ending': '.csv'}"
#define LONG "0123456789012345678901234567890123456789012345678901234567890123456789"

typedef struct
{
  const char *name;
  const char *before;
  const char *now;
  const char *reasons;   /* one a line */
} Case;

static const Case cases[] = {
  { "type", RECORD ("count", "1", "one", "", "", "", ""), RECORD ("sum", "1", "one", "", "'a': 1", "", ""),
    "the type of the node changed: count → sum" },
  { "version", RECORD ("count", "1", "one", "", "", "", ""), RECORD ("count", "2", "one", "", "", "", ""),
    "the type of the node changed: count 1 → count 2" },
  { "engine", RECORD ("count", "1", "one", "", "", "", ""), RECORD ("count", "1", "two", "", "", "", ""),
    "what computes it changed: one → two" },
  { "setting", PLAIN ("", "'least': 2", "", ""), PLAIN ("", "'least': 3", "", ""),
    "setting “least” changed: 2 → 3" },
  { "settings", PLAIN ("", "'b': 1, 'gone': 'x', 'same': [1]", "", ""),
    PLAIN ("", "'a': {'c': null}, 'b': 2, 'same': [1]", "", ""),
    "setting “a” is now {\"c\":null}\nsetting “b” changed: 1 → 2\nsetting “gone” is no more, and was x" },
  /* It is there to be recognised. */
  { "long-setting", PLAIN ("", "'text': 'æ" LONG "'", "", ""), PLAIN ("", "'text': 'short'", "", ""),
    "setting “text” changed: æ01234567890123456789012345678901234567890123456789012345678… → short" },
  /* What refers to a parameter changes with it: that is said once. */
  { "parameter", REFERRING ("'year': 2014", "'text': '2014'", "'text': '${year}'"),
    REFERRING ("'year': 2015", "'text': '2015'", "'text': '${year}'"), "parameter “year” changed: 2014 → 2015" },
  { "parameter-and-setting", REFERRING ("'n': 2", "'a': 'x > ${integer:2}', 'least': 1", "'a': 'x > ${n}'"),
    REFERRING ("'n': 5", "'a': 'x > ${integer:5}', 'least': 3", "'a': 'x > ${n}'"),
    "parameter “n” changed: 2 → 5\nsetting “least” changed: 1 → 3" },
  { "parameter-and-its-setting", REFERRING ("'n': 2", "'a': 'x > ${integer:2}'", "'a': 'x > ${n}'"),
    REFERRING ("'n': 5", "'a': 'x >= ${integer:5}'", "'a': 'x >= ${n}'"),
    "parameter “n” changed: 2 → 5\nsetting “a” changed: x > ${n} → x >= ${n}" },
  { "setting-with-parameter", REFERRING ("'n': 2", "'a': 'x > ${integer:2}'", "'a': 'x > ${n}'"),
    REFERRING ("'n': 2", "'a': 'x >= ${integer:2}'", "'a': 'x >= ${n}'"),
    "setting “a” changed: x > ${n} → x >= ${n}" },
  /* What a parameter stands for is to be seen where nothing else tells it. */
  { "parameter-comes", REFERRING ("", "'a': 'x > 2'", ""),
    REFERRING ("'m': 2, 'n': 'æ" LONG "'", "'a': 'x > ${integer:2} || ${string:\\'æ" LONG "\\'}'", "'a': 'x > ${m} || ${n}'"),
    "setting “a” changed: x > 2 → x > ${m} || ${n} (m = 2, n = æ01234567890123456789012345678901234567890123456789012345678…)" },
  { "parameter-goes", REFERRING ("'m': 2", "'a': 'x > ${integer:2}'", "'a': 'x > ${m}'"), REFERRING ("", "'a': 'x > 2'", ""),
    "setting “a” changed: x > ${m} (m = 2) → x > 2" },
  { "parameters-change-places", REFERRING ("'m': 2, 'n': 3", "'a': 2, 'b': 3", "'a': '${m}', 'b': '${n}'"),
    REFERRING ("'m': 2, 'n': 3", "'a': 3, 'b': 2", "'a': '${n}', 'b': '${m}'"),
    "setting “a” changed: ${m} (m = 2) → ${n} (n = 3)\nsetting “b” changed: ${n} (n = 3) → ${m} (m = 2)" },
  /* Another name for the same value is no reason. */
  { "parameter-renamed", REFERRING ("'m': 2", "'a': 'x > ${integer:2}', 'b': 1", "'a': 'x > ${m}'"),
    REFERRING ("'n': 2", "'a': 'x > ${integer:2}', 'b': 2", "'a': 'x > ${n}'"), "setting “b” changed: 1 → 2" },
  /* Of a file to write it counts where it is: the folder of the pipeline is another one. */
  { "written-elsewhere", REFERRING ("'m': 'x'", "'path': '/a/x.csv'", "'path': '${m}.csv'"),
    REFERRING ("'m': 'x'", "'path': '/b/x.csv'", "'path': '${m}.csv'"),
    "setting “path” changed: /a/x.csv → /b/x.csv" },
  { "file", PLAIN ("", "", FILE ("a.csv", "x"), ""), PLAIN ("", "", FILE ("b.csv", "y"), ""), "file “b.csv” changed" },
  { "file-ending", PLAIN ("", "", "{'param': 'path', 'digest': 'x', 'ending': '.csv'}", ""),
    PLAIN ("", "", "{'param': 'path', 'digest': 'x', 'ending': '.txt'}", ""), "file “path” changed" },
  { "one-file-more", PLAIN ("", "", FILE ("a.csv", "x"), ""), PLAIN ("", "", FILE ("a.csv", "x") ", " FILE ("b.csv", "x"), ""),
    "file “b.csv” changed" },
  { "input", PLAIN ("", "", "", INPUT ("table", "numbers", "x")), PLAIN ("", "", "", INPUT ("table", "numbers", "y")),
    "what comes from “Lots” changed" },
  { "input-gone", PLAIN ("", "", "", INPUT ("table", "old", "x")), PLAIN ("", "", "", INPUT ("table", "old", "y")),
    "what comes from “old” changed" },
  /* One node that comes in twice is told once. */
  { "input-twice", PLAIN ("", "", "", INPUT ("table", "numbers", "x") ", " INPUT ("table", "numbers", "x")),
    PLAIN ("", "", "", INPUT ("table", "numbers", "y") ", " INPUT ("table", "numbers", "y")),
    "what comes from “Lots” changed" },
  { "input-and-links", PLAIN ("", "", "", INPUT ("model", "a", "x") ", " INPUT ("table", "numbers", "x")),
    PLAIN ("", "", "", INPUT ("model", "b", "x") ", " INPUT ("table", "numbers", "y")),
    "what is linked to “model” changed: a.table → b.table\nwhat comes from “Lots” changed" },
  { "everything", PLAIN ("'a': 1", "'b': 2", FILE ("a.csv", "x"), INPUT ("table", "old", "x")),
    PLAIN ("'a': 2", "'b': 3", FILE ("a.csv", "y"), INPUT ("table", "old", "y")),
    "parameter “a” changed: 1 → 2\nsetting “b” changed: 2 → 3\nfile “a.csv” changed\nwhat comes from “old” changed" },
  { "links", PLAIN ("", "", "", INPUT ("table", "a", "x")), PLAIN ("", "", "", INPUT ("table", "b", "x")),
    "what is linked to “table” changed: a.table → b.table" },
  { "several-links", PLAIN ("", "", "", INPUT ("tables", "a", "x") ", " INPUT ("tables", "b", "x") ", " INPUT ("model", "m", "x")),
    PLAIN ("", "", "", INPUT ("tables", "b", "x") ", " INPUT ("tables", "a", "x") ", " INPUT ("model", "m", "x")),
    "what is linked to “tables” changed: a.table, b.table → b.table, a.table" },
  { "link-more", PLAIN ("", "", "", ""), PLAIN ("", "", "", INPUT ("table", "b", "x")),
    "what is linked to “table” is now b.table" },
  { "link-less", PLAIN ("", "", "", INPUT ("table", "a", "x")), PLAIN ("", "", "", ""),
    "what is linked to “table” is no more, and was a.table" },
  /* Its value is remembered nowhere. */
  { "environment", PLAIN ("'a': 1", "'b': 2", FILE ("a.csv", "x"), INPUT ("table", "a", "x")),
    PLAIN ("'a': 1", "'b': 2", FILE ("a.csv", "x"), INPUT ("table", "a", "x")), "an environment variable changed" },
};

static JsonNode *
read_json (const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonNode *json = json_from_string (quoted, &error);

  g_assert_no_error (error);

  return json;
}

static MillPipeline *
make_pipeline (void)
{
  static const char text[] = "{\"format\": \"millrace/1\", \"nodes\": {\"numbers\": {\"type\": \"numbers\","
                             " \"version\": 1, \"title\": \"Lots\"}}}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return mill_pipeline_new_from_bytes (run_types_get_catalogue (), bytes, NULL, NULL);
}

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  g_autoptr (MillPipeline) pipeline = make_pipeline ();
  g_autoptr (JsonNode) before = read_json (self->before);
  g_autoptr (JsonNode) now = read_json (self->now);
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (mill_reason_free);
  g_autoptr (GString) text = g_string_new (NULL);

  mill_reasons_compare (reasons, json_node_get_object (before), json_node_get_object (now));
  for (guint i = 0; i < reasons->len; i++)
    {
      g_autofree char *described = mill_reason_describe (g_ptr_array_index (reasons, i), pipeline);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", described);
    }
  g_assert_cmpstr (text->str, ==, self->reasons);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/forecast/reasons/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
