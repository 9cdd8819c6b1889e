/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/reader.h"

#include <glib/gstdio.h>

#include "pipeline/node.h"
#include "pipeline/writer.h"

#include "reader-texts.h"
#include "sample-types.h"

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
  g_test_add_func ("/reader/good-numbers", test_good_numbers);
  g_test_add_func ("/reader/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/reader/file", test_file);
  g_test_add_func ("/reader/endless-file", test_endless_file);
  g_test_add_func ("/reader/large", test_large);
  g_test_add_func ("/reader/hostile", test_hostile);

  return g_test_run ();
}
