/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include <stdlib.h>
#include <string.h>

#include "nodes/catalogue.h"
#include "pipeline/reader.h"
#include "pipeline/writer.h"

/* Runs the example of every node type and compares what its nodes of that type make with the files
 * beside it: EXAMPLE.expected.csv (tables, each below its port's name where there are several) and
 * EXAMPLE.expected.json (charts and what is remembered of models). With MILL_UPDATE_EXPECTED set in
 * the environment the files are written instead: look at them before they are committed. */

/* What came out of the nodes of one type. */
typedef struct
{
  GString    *tables;
  JsonObject *artifacts;
} Outcome;

static char *
get_path (const char *example,
          const char *suffix)
{
  g_autofree char *name = g_strconcat (example, suffix, NULL);

  return g_test_build_filename (G_TEST_DIST, "conformance", name, NULL);
}

static void
copy_data (Harness *harness)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "conformance", "data", NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (files);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *from = g_build_filename (folder, name, NULL);

      harness_copy_file (harness, from, name);
    }
}

/* A fitted model is long, and its digits are the library's: what counts here is what it is of. */
static JsonNode *
describe_artifact (MillArtifact *artifact)
{
  g_autoptr (JsonNode) json = mill_artifact_to_json (artifact);
  g_autoptr (JsonNode) short_json = NULL;
  JsonObject *object;

  if (!g_str_equal (mill_artifact_get_kind (artifact), "model"))
    return g_steal_pointer (&json);

  short_json = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_object_set_member (object, "target",
                          json_node_copy (json_object_get_member (json_node_get_object (json),
                                                                  "target")));
  json_node_take_object (short_json, object);

  return g_steal_pointer (&short_json);
}

static guint
count_tables (const MillNodeType *type)
{
  guint n = 0;

  for (const MillPort *port = type->ports; port->name != NULL; port++)
    n += port->direction == MILL_PORT_OUT && port->type == MILL_PORT_TABLE;

  return n;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The rows of a join come in no certain order. */
static char *
get_table (Harness            *harness,
           const MillNodeType *type,
           const char         *node,
           const char         *port)
{
  g_autofree char *table = harness_get_table (harness, node, port);
  g_auto (GStrv) lines = NULL;

  if (!g_str_equal (type->id, "join"))
    return g_steal_pointer (&table);

  table[strlen (table) - 1] = '\0';
  lines = g_strsplit (table, "\n", -1);
  qsort (lines + 1, g_strv_length (lines) - 1, sizeof (char *), compare_lines);
  g_free (table);
  table = g_strjoinv ("\n", lines);

  return g_strconcat (table, "\n", NULL);
}

static void
collect_node (Harness            *harness,
              const MillNodeType *type,
              const char         *node,
              Outcome            *outcome)
{
  for (const MillPort *port = type->ports; port->name != NULL; port++)
    {
      if (port->direction != MILL_PORT_OUT)
        continue;
      if (port->type == MILL_PORT_TABLE)
        {
          g_autofree char *table = get_table (harness, type, node, port->name);

          if (count_tables (type) > 1)
            g_string_append_printf (outcome->tables, "# %s\n", port->name);
          g_string_append (outcome->tables, table);
        }
      else
        {
          g_autoptr (MillArtifact) artifact = mill_results_get_artifact (harness->results, node,
                                                                         port->name);

          g_assert_nonnull (artifact);
          json_object_set_member (outcome->artifacts, port->name, describe_artifact (artifact));
        }
    }
}

/* What a writer wrote, read again by the reader of the same format. */
static void
collect_file (Harness            *harness,
              const MillNodeType *type,
              const MillNode     *node,
              Outcome            *outcome)
{
  const char *path = json_object_get_string_member (mill_node_get_params (node), "path");
  g_autofree char *reader = g_strconcat ("read-", type->id + strlen ("write-"), NULL);
  g_autofree char *params = g_strdup_printf ("{'path': '%s'}", path);
  g_autofree char *table = NULL;

  harness_run_node (harness, reader, params, NULL);
  harness_assert_done (harness);
  table = harness_get_table (harness, "node", "table");
  g_string_append (outcome->tables, table);
}

static void
run_example (const MillNodeType *type,
             guint               threads,
             Outcome            *outcome)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *path = get_path (type->example, ".millrace.json");
  g_autofree char *text = NULL;
  g_autofree char *canonical = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GError) error = NULL;
  guint n_found = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new (text, strlen (text));
  pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  canonical = mill_pipeline_to_text (pipeline);
  g_assert_cmpstr (canonical, ==, text);

  copy_data (harness);
  harness->threads = threads;
  harness_run_text (harness, text);
  harness_assert_done (harness);

  nodes = mill_pipeline_list_nodes (pipeline);
  for (guint i = 0; i < nodes->len; i++)
    {
      const MillNode *node = g_ptr_array_index (nodes, i);

      if (!g_str_equal (mill_node_get_type_id (node), type->id))
        continue;
      n_found++;
      if (mill_node_type_get_n_ports (type, MILL_PORT_OUT) == 0)
        collect_file (harness, type, node, outcome);
      else
        collect_node (harness, type, mill_node_get_id (node), outcome);
    }
  g_assert_cmpuint (n_found, ==, 1);
}

static void
compare (const char *example,
         const char *suffix,
         const char *text)
{
  g_autofree char *path = get_path (example, suffix);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("MILL_UPDATE_EXPECTED") != NULL)
    {
      g_file_set_contents (path, text, -1, &error);
      g_assert_no_error (error);
      return;
    }

  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static char *
artifacts_to_text (Outcome *outcome)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_set_object (node, outcome->artifacts);
  text = mill_json_to_canonical (node, FALSE);

  return g_str_has_suffix (text, "\n") ? g_steal_pointer (&text) : g_strconcat (text, "\n", NULL);
}

static void
test_example (gconstpointer data)
{
  const MillNodeType *type = data;
  Outcome outcome = { g_string_new (NULL), json_object_new () };
  Outcome again = { g_string_new (NULL), json_object_new () };
  g_autofree char *artifacts = NULL;
  g_autofree char *artifacts_again = NULL;

  g_assert_nonnull (type->example);
  run_example (type, 2, &outcome);
  artifacts = artifacts_to_text (&outcome);
  if (outcome.tables->len > 0)
    compare (type->example, ".expected.csv", outcome.tables->str);
  if (json_object_get_size (outcome.artifacts) > 0)
    compare (type->example, ".expected.json", artifacts);
  g_assert_cmpuint (outcome.tables->len + json_object_get_size (outcome.artifacts), >, 0);

  /* The number of threads changes nothing. */
  run_example (type, 1, &again);
  artifacts_again = artifacts_to_text (&again);
  g_assert_cmpstr (again.tables->str, ==, outcome.tables->str);
  g_assert_cmpstr (artifacts_again, ==, artifacts);

  g_string_free (outcome.tables, TRUE);
  g_string_free (again.tables, TRUE);
  json_object_unref (outcome.artifacts);
  json_object_unref (again.artifacts);
}

int
main (int    argc,
      char **argv)
{
  const MillNodeType *const *types = mill_nodes_get_catalogue ()->types;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; types[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/examples/%s", types[i]->id);

      g_test_add_data_func (path, types[i], test_example);
    }

  return g_test_run ();
}
