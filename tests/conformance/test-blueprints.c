/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"

#include <string.h>

#include "chart/chart.h"
#include "nodes/catalogue.h"
#include "pipeline/reader.h"
#include "pipeline/writer.h"

/* Every example pipeline that is installed: it is written as the program would write it, it runs
 * where it lies, and each of its nodes has a place on the canvas of its own. */

static void
check_layout (MillPipeline *pipeline)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < nodes->len; i++)
    {
      const MillNode *node = g_ptr_array_index (nodes, i);
      double x, y;

      mill_node_get_position (node, &x, &y);
      g_assert_cmpint ((int) x % 20, ==, 0);
      g_assert_cmpint ((int) y % 20, ==, 0);
      g_assert_true (g_hash_table_add (places, g_strdup_printf ("%g %g", x, y)));
      g_assert_nonnull (mill_node_get_title (node));
    }
}

/* All charts show something. */
static void
check_charts (Harness      *harness,
              MillPipeline *pipeline)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  guint n_charts = 0;

  for (guint i = 0; i < nodes->len; i++)
    {
      g_autoptr (MillArtifact) chart = NULL;

      chart = mill_results_get_artifact (harness->results,
                                         mill_node_get_id (g_ptr_array_index (nodes, i)), "chart");
      if (chart == NULL)
        continue;
      n_charts++;
      g_assert_true (MILL_IS_CHART (chart));
      g_assert_false (mill_chart_is_empty (MILL_CHART (chart)));
    }
  g_assert_cmpuint (n_charts, >, 0);
}

static void
copy_folder (Harness    *harness,
             const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *from = g_build_filename (folder, name, NULL);

      harness_copy_file (harness, from, name);
    }
}

static void
test_blueprint (gconstpointer data)
{
  const char *name = data;
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *folder = g_build_filename (MILL_BLUEPRINT_DIR, name, NULL);
  g_autofree char *file = g_strconcat (name, ".millrace.json", NULL);
  g_autofree char *text = NULL;
  g_autofree char *canonical = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;

  copy_folder (harness, folder);
  text = harness_get_file (harness, file);
  g_assert_nonnull (text);
  bytes = g_bytes_new (text, strlen (text));
  pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, &error);
  g_assert_no_error (error);
  g_assert_false (mill_diagnostics_has_error (problems));
  canonical = mill_pipeline_to_text (pipeline);
  g_assert_cmpstr (canonical, ==, text);
  g_assert_nonnull (mill_pipeline_get_name (pipeline));
  g_assert_nonnull (strstr (text, "\n  \"description\": "));

  check_layout (pipeline);
  harness_run_text (harness, text);
  harness_assert_done (harness);
  check_charts (harness, pipeline);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/blueprints/rain-tomorrow", "rain-tomorrow", test_blueprint);
  g_test_add_data_func ("/blueprints/penguins", "penguins", test_blueprint);

  return g_test_run ();
}
