/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "harness.h"

#define TABLE "a,b\n1,x\n,\"y,z\"\n"

static void
test_csv (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *text = NULL;
  g_autofree char *other = NULL;

  harness_run_node (harness, "write-csv", "{'path': 'out.csv'}", "table", TABLE, NULL);
  harness_assert_done (harness);
  text = harness_get_file (harness, "out.csv");
  g_assert_cmpstr (text, ==, TABLE);

  harness_run_node (harness, "write-csv",
                    "{'path': 'out.csv', 'delimiter': 'semicolon', 'header': false, "
                    "'null-text': 'NA'}", "table", TABLE, NULL);
  harness_assert_done (harness);
  other = harness_get_file (harness, "out.csv");
  g_assert_cmpstr (other, ==, "1;x\nNA;y,z\n");
}

static void
test_parquet (void)
{
  static const char *const compressions[] = { "zstd", "snappy", "none" };
  g_autoptr (Harness) harness = harness_new ();

  for (guint i = 0; i < G_N_ELEMENTS (compressions); i++)
    {
      g_autofree char *params = g_strdup_printf ("{'path': 'out.parquet', 'compression': '%s'}",
                                                 compressions[i]);

      harness_run_node (harness, "write-parquet", params, "table", TABLE, NULL);
      harness_assert_done (harness);
      harness_run_node (harness, "read-parquet", "{'path': 'out.parquet'}", NULL);
      harness_assert_table (harness, "table", TABLE);
    }
}

static void
test_no_place (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_put_file (harness, "file", "text");
  harness_run_node (harness, "write-csv", "{'path': 'file/out.csv'}", "table", TABLE, NULL);
  harness_assert_error (harness, "path", "file", NULL);
  harness_run_node (harness, "write-csv", "{'path': '.'}", "table", TABLE, NULL);
  harness_assert_error (harness, "path", "folder", "file");
  harness_run_node (harness, "write-csv", "{'path': 'folder/'}", "table", TABLE, NULL);
  harness_assert_error (harness, "path", "folder", "file");
  harness_run_node (harness, "write-csv", "{}", "table", TABLE, NULL);
  harness_assert_error (harness, "path", "empty", NULL);
}

static void
test_failure_leaves_the_old_file (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *text = NULL;

  harness_put_file (harness, "out.csv", "old\n");
  harness_run_node (harness, "write-csv", "{'path': 'out.csv'}", "table",
                    "a\n1\n2\n", NULL);
  harness_assert_done (harness);

  /* A value that does not fit is met only while the rows are read. */
  {
    g_autoptr (GString) rows = g_string_new ("a\n");

    for (guint i = 0; i < 30000; i++)
      g_string_append_printf (rows, "%u\n", i);
    g_string_append (rows, "text\n");
    harness_run_node (harness, "write-csv", "{'path': 'out.csv'}", "table", rows->str, NULL);
  }
  g_assert_cmpstr (mill_state_get_name (harness->state), ==, "failed");
  text = harness_get_file (harness, "out.csv");
  g_assert_cmpstr (text, ==, "a\n1\n2\n");
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;

  return n;
}

/* A file that may not grow any further stands for a full disk. */
static void
test_no_space (void)
{
  static const char *const types[] = { "write-csv", "write-parquet" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (Harness) harness = harness_new ();
      g_autoptr (GString) rows = g_string_new ("a,b\n");
      g_autofree char *text = NULL;
      g_autofree char *pipeline = NULL;
      struct rlimit limit;
      struct rlimit old_limit;
      MillDiagnostic *diagnostic;

      for (guint j = 0; j < 20000; j++)
        g_string_append_printf (rows, "%u,%08x\n", j, g_random_int ());
      harness_put_file (harness, "in.csv", rows->str);
      harness_put_file (harness, "out", "old\n");
      pipeline = g_strdup_printf ("{\"format\": \"millrace/1\", \"nodes\": {"
                                  "\"in\": {\"type\": \"read-csv\", \"version\": 1,"
                                  "  \"params\": {\"path\": \"in.csv\"}},"
                                  "\"node\": {\"type\": \"%s\", \"version\": 1,"
                                  "  \"inputs\": {\"table\": \"in\"},"
                                  "  \"params\": {\"path\": \"out\"}}}}", types[i]);

      g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old_limit), ==, 0);
      limit = old_limit;
      limit.rlim_cur = 32 * 1024;
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      harness_run_text (harness, pipeline);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old_limit), ==, 0);

      g_assert_cmpstr (mill_state_get_name (harness->state), ==, "failed");
      g_assert_cmpuint (harness->diagnostics->len, >, 0);
      diagnostic = g_ptr_array_index (harness->diagnostics, 0);
      g_assert_cmpstr (diagnostic->node, ==, "node");
      g_assert_nonnull (strstr (diagnostic->message, "/out” cannot be written: "));
      text = harness_get_file (harness, "out");
      g_assert_cmpstr (text, ==, "old\n");
      g_assert_cmpuint (count_files (harness->folder), ==, 2);
    }
}

static void
test_not_parquet (void)
{
  g_autoptr (Harness) harness = harness_new ();

  harness_put_file (harness, "a.parquet", "a,b\n1,2\n3,4\n5,6\n");
  harness_run_node (harness, "read-parquet", "{'path': 'a.parquet'}", NULL);
  harness_assert_error (harness, "path", "not a Parquet file", "Read CSV");
  harness_put_file (harness, "a.parquet", "PAR1 and then nothing more");
  harness_run_node (harness, "read-parquet", "{'path': 'a.parquet'}", NULL);
  harness_assert_error (harness, "path", "cut off", NULL);
  harness_put_file (harness, "a.parquet", "");
  harness_run_node (harness, "read-parquet", "{'path': 'a.parquet'}", NULL);
  harness_assert_error (harness, "path", "empty", NULL);
  harness_put_file (harness, "a.parquet", "PAR1 looks right at both ends, but is not PAR1");
  harness_run_node (harness, "read-parquet", "{'path': 'a.parquet'}", NULL);
  g_assert_cmpstr (mill_state_get_name (harness->state), ==, "failed");
}

/* A file that is read, under whatever name, or that another node writes. */
static void
test_clashes (void)
{
  g_autoptr (Harness) harness = harness_new ();
  g_autofree char *link = g_build_filename (harness->folder, "link.csv", NULL);
  g_autofree char *text = NULL;

  harness_put_file (harness, "in.csv", "a\n1\n");
  g_assert_cmpint (symlink ("in.csv", link), ==, 0);
  harness_run_text (harness,
                    "{\"format\": \"millrace/1\", \"nodes\": {"
                    "\"in\": {\"type\": \"read-csv\", \"version\": 1, \"params\": {\"path\": \"in.csv\"}},"
                    "\"node\": {\"type\": \"write-csv\", \"version\": 1, \"inputs\": {\"table\": \"in\"},"
                    "  \"params\": {\"path\": \"link.csv\"}}}}");
  harness_assert_error (harness, "path", "is read by", "another file name");
  text = harness_get_file (harness, "in.csv");
  g_assert_cmpstr (text, ==, "a\n1\n");

  harness_run_text (harness,
                    "{\"format\": \"millrace/1\", \"nodes\": {"
                    "\"in\": {\"type\": \"read-csv\", \"version\": 1, \"params\": {\"path\": \"in.csv\"}},"
                    "\"first\": {\"type\": \"write-csv\", \"version\": 1, \"inputs\": {\"table\": \"in\"},"
                    "  \"params\": {\"path\": \"out.csv\"}},"
                    "\"node\": {\"type\": \"write-csv\", \"version\": 1, \"inputs\": {\"table\": \"in\"},"
                    "  \"params\": {\"path\": \"out.csv\"}}}}");
  harness_assert_error (harness, "path", "is written by", "another name");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Without it, writing past the limit of a file's size fails as on a full disk. */
  signal (SIGXFSZ, SIG_IGN);
  g_test_add_func ("/write/csv", test_csv);
  g_test_add_func ("/write/parquet", test_parquet);
  g_test_add_func ("/write/no-place", test_no_place);
  g_test_add_func ("/write/failure-leaves-the-old-file", test_failure_leaves_the_old_file);
  g_test_add_func ("/write/no-space", test_no_space);
  g_test_add_func ("/write/not-parquet", test_not_parquet);
  g_test_add_func ("/write/clashes", test_clashes);

  return g_test_run ();
}
