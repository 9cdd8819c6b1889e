/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/writer.h"

#include <locale.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "sample-types.h"

static const char canonical[] =
  "{\n"
  "  'format': 'millrace/1',\n"
  "  'name': 'Rain “tomorrow”',\n"
  "  'parameters': {\n"
  "    'day': {\n"
  "      'type': 'date',\n"
  "      'default': '2015-01-01',\n"
  "      'description': 'The first day',\n"
  "      'unit': 'day'\n"
  "    },\n"
  "    'n': {\n"
  "      'type': 'integer'\n"
  "    }\n"
  "  },\n"
  "  'nodes': {\n"
  "    '-first': {\n"
  "      'type': 'read',\n"
  "      'version': 1\n"
  "    },\n"
  "    'all': {\n"
  "      'type': 'union',\n"
  "      'version': 1,\n"
  "      'inputs': {\n"
  "        'tables': [\n"
  "          'kept.rejected',\n"
  "          '-first',\n"
  "          'new.out',\n"
  "          'new'\n"
  "        ]\n"
  "      }\n"
  "    },\n"
  "    'kept': {\n"
  "      'type': 'filter',\n"
  "      'version': 1,\n"
  "      'title': 'Warm days',\n"
  "      'inputs': {\n"
  "        'table': '-first'\n"
  "      },\n"
  "      'params': {\n"
  "        'columns': [],\n"
  "        'formulas': [\n"
  "          {\n"
  "            'expression': 'a > 1 and b < \\'x\\'',\n"
  "            'name': 'n',\n"
  "            'unknown': null\n"
  "          }\n"
  "        ],\n"
  "        'limit': 0.1,\n"
  "        'rows': '${n}'\n"
  "      }\n"
  "    },\n"
  "    'new': {\n"
  "      'type': 'from-the-future',\n"
  "      'version': 7,\n"
  "      'inputs': {\n"
  "        'a': 'kept.kept',\n"
  "        'b': [\n"
  "          'all',\n"
  "          '-first'\n"
  "        ]\n"
  "      },\n"
  "      'params': {\n"
  "        'z': {}\n"
  "      },\n"
  "      'a-thing': [],\n"
  "      'thing': {\n"
  "        'x': 1\n"
  "      }\n"
  "    }\n"
  "  },\n"
  "  'layout': {\n"
  "    'nodes': {\n"
  "      'all': {\n"
  "        'x': 1,\n"
  "        'y': 2,\n"
  "        'folded': true\n"
  "      },\n"
  "      'kept': { 'x': -80, 'y': 120.5 }\n"
  "    },\n"
  "    'frames': [\n"
  "      {\n"
  "        'id': 'f',\n"
  "        'title': 'Frame',\n"
  "        'color': 'blue',\n"
  "        'x': 0,\n"
  "        'y': 0,\n"
  "        'width': 100,\n"
  "        'height': 50\n"
  "      }\n"
  "    ],\n"
  "    'notes': [\n"
  "      {\n"
  "        'id': 'n',\n"
  "        'text': 'a\\nb',\n"
  "        'x': 0,\n"
  "        'y': 0,\n"
  "        'width': 1,\n"
  "        'height': 1,\n"
  "        'pinned': true\n"
  "      }\n"
  "    ],\n"
  "    'zoom': 2\n"
  "  },\n"
  "  'more': 1\n"
  "}\n";

static void
test_canonical (void)
{
  g_autofree char *expected = sample_quote (canonical);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (expected, problems);
  g_autoptr (MillPipeline) copy = mill_pipeline_copy (pipeline);
  g_autofree char *text = mill_pipeline_to_text (pipeline);
  g_autofree char *copied = mill_pipeline_to_text (copy);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (copied, ==, expected);
}

static void
test_empty (void)
{
  g_autoptr (MillPipeline) pipeline = mill_pipeline_new (&sample_catalogue);
  g_autofree char *text = mill_pipeline_to_text (pipeline);
  g_autofree char *expected = sample_quote ("{\n"
                                            "  'format': 'millrace/1',\n"
                                            "  'nodes': {},\n"
                                            "  'layout': {\n"
                                            "    'nodes': {},\n"
                                            "    'frames': [],\n"
                                            "    'notes': []\n"
                                            "  }\n"
                                            "}\n");

  g_assert_cmpstr (text, ==, expected);
}

/* What is written in another way than ours means the same, and is written in ours. */
static void
test_tidied (void)
{
  g_autofree char *untidy = sample_quote (
    "{'layout': {}, 'nodes': {"
    "'b': {'inputs': {'table': ['a.table']}, 'title': '', 'version': 1.0, 'type': 'filter',"
    " 'params': {'rows': 1e2, 'columns': ['id', 'value'], 'mode': 'fast', 'share': 5e-1}},"
    "'a': {'type': 'read', 'version': 1, 'params': {}, 'inputs': {}}"
    "}, 'format': 'millrace/1', 'name': '', 'parameters': {}}");
  g_autofree char *expected = sample_quote ("{\n"
                                            "  'format': 'millrace/1',\n"
                                            "  'nodes': {\n"
                                            "    'a': {\n"
                                            "      'type': 'read',\n"
                                            "      'version': 1\n"
                                            "    },\n"
                                            "    'b': {\n"
                                            "      'type': 'filter',\n"
                                            "      'version': 1,\n"
                                            "      'inputs': {\n"
                                            "        'table': 'a'\n"
                                            "      }\n"
                                            "    }\n"
                                            "  },\n"
                                            "  'layout': {\n"
                                            "    'nodes': {},\n"
                                            "    'frames': [],\n"
                                            "    'notes': []\n"
                                            "  }\n"
                                            "}\n");
  g_autoptr (MillPipeline) pipeline = sample_read (untidy, NULL);
  g_autofree char *text = mill_pipeline_to_text (pipeline);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_number (double      value,
               const char *expected)
{
  g_autoptr (JsonNode) node = json_node_init_double (json_node_alloc (), value);
  g_autofree char *text = mill_json_to_canonical (node, TRUE);

  g_assert_cmpstr (text, ==, expected);
  if (isfinite (value))
    g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, value);
}

static void
test_numbers (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  const char *before = setlocale (LC_ALL, NULL);

  assert_number (0, "0");
  assert_number (-0.0, "-0");
  assert_number (80, "80");
  assert_number (-1e15, "-1000000000000000");
  assert_number (0.1, "0.1");
  assert_number (1.0 / 3, "0.3333333333333333");
  assert_number (0.1 + 0.2, "0.30000000000000004");
  assert_number (1e300, "1e+300");
  assert_number (NAN, "null");
  assert_number (INFINITY, "null");
  /* Where there is a locale with a decimal comma it must not matter. */
  if (setlocale (LC_ALL, "de_DE.UTF-8") != NULL)
    assert_number (0.5, "0.5");
  setlocale (LC_ALL, before);

  for (int i = 0; i < 100000; i++)
    {
      guint64 bits = (guint64) g_rand_int (random) << 32 | g_rand_int (random);
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *text = NULL;
      double value;

      memcpy (&value, &bits, sizeof value);
      if (!isfinite (value))
        continue;
      node = json_node_init_double (json_node_alloc (), value);
      text = mill_json_to_canonical (node, TRUE);
      g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, value);
    }
}

static void
test_strings (void)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), "\"\\/\b\f\n\r\t\x01\x7fæ😀");
  g_autofree char *text = mill_json_to_canonical (node, TRUE);

  g_assert_cmpstr (text, ==, "\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0001\x7fæ😀\"");
}

static void
test_indented (void)
{
  g_autoptr (JsonNode) node = sample_json ("{'b': [1, {}], 'a': [], 'B': true}");
  g_autofree char *text = mill_json_to_canonical (node, FALSE);
  g_autofree char *expected = sample_quote ("{\n  'B': true,\n  'a': [],\n"
                                            "  'b': [\n    1,\n    {}\n  ]\n}\n");

  g_assert_cmpstr (text, ==, expected);
}

/* Saves as large a pipeline as there is; with @full, where a limit to the size of files stands for a full
 * disk. */
static gboolean
save (const char  *path,
      gboolean     full,
      GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = sample_quote (canonical);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  struct rlimit before, limited;
  gboolean saved;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limited = (struct rlimit) { full ? 10 : before.rlim_cur, before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limited), ==, 0);
  saved = mill_pipeline_save (pipeline, file, NULL, error);
  setrlimit (RLIMIT_FSIZE, &before);

  return saved;
}

static void
assert_holds (const char *path,
              const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* By its own name and by that of a link to it. */
static void
test_saved (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "a.json", NULL);
  g_autofree char *link = g_build_filename (folder, "b.json", NULL);
  g_autofree char *expected = sample_quote (canonical);
  const char *names[] = { path, link };

  g_assert_cmpint (symlink ("a.json", link), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, "before", -1, NULL));
      g_assert_false (save (names[i], TRUE, &error));
      g_assert_nonnull (error);
      assert_holds (path, "before");
      g_clear_error (&error);

      g_assert_true (save (names[i], FALSE, &error));
      g_assert_no_error (error);
      assert_holds (path, expected);
      g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
    }

  /* Nothing is left beside them. */
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writer/canonical", test_canonical);
  g_test_add_func ("/writer/empty", test_empty);
  g_test_add_func ("/writer/tidied", test_tidied);
  g_test_add_func ("/writer/numbers", test_numbers);
  g_test_add_func ("/writer/strings", test_strings);
  g_test_add_func ("/writer/indented", test_indented);
  g_test_add_func ("/writer/saved", test_saved);

  return g_test_run ();
}
