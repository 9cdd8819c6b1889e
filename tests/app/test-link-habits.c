/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/link-habits.h"

#include <glib/gstdio.h>

#include "nodes/catalogue.h"
#include "pipeline/diagnostic.h"
#include "pipeline/reader.h"

static const char text[] =
  "{\"format\": \"millrace/1\", \"nodes\": {"
  "\"a\": {\"type\": \"read-csv\", \"version\": 1},"
  "\"b\": {\"type\": \"limit\", \"version\": 1}, \"c\": {\"type\": \"nothing\", \"version\": 1}}}";

static guint
count (void)
{
  return mill_link_habits_count ("read-csv", "table", "limit", "table");
}

/* What is linked is counted, and remembered in a file that can be read again. */
static void
test_record (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "millrace", "links", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  guint before;

  pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, &error);
  g_assert_no_error (error);
  before = count ();
  mill_link_habits_record (pipeline, "a", "table", "b", "table");
  mill_link_habits_record (pipeline, "a", "table", "b", "table");
  mill_link_habits_record (pipeline, "a", "table", "c", "table");
  mill_link_habits_record (pipeline, "nobody", "table", "b", "table");
  g_assert_cmpuint (count (), ==, before + 2);
  g_assert_cmpuint (mill_link_habits_count ("limit", "table", "read-csv", "table"), ==, 0);

  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_key_file_get_integer (file, "links", "read-csv.table->limit.table", NULL), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/app/link-habits/record", test_record);

  return g_test_run ();
}
