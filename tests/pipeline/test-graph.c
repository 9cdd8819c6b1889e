/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/graph.h"

#include "sample-types.h"

static void
assert_ids (GPtrArray  *ids,
            const char *expected)
{
  g_autofree char *text = NULL;

  g_ptr_array_add (ids, NULL);
  text = g_strjoinv (" ", (char **) ids->pdata);
  g_assert_cmpstr (text, ==, expected);
  g_ptr_array_unref (ids);
}

static MillPipeline *
diamond (void)
{
  g_autofree char *text = sample_quote (
    "{'format': 'millrace/1', 'nodes': {"
    "'z': {'type': 'read', 'version': 1}, 'lonely': {'type': 'read', 'version': 1},"
    "'b': {'type': 'filter', 'version': 1, 'inputs': {'table': 'z'}},"
    "'a': {'type': 'filter', 'version': 1, 'inputs': {'table': 'z'}},"
    "'0': {'type': 'union', 'version': 1, 'inputs': {'tables': ['b.kept', 'a.kept', 'a.kept']}}}}");

  return sample_read (text, NULL);
}

static void
test_sort (void)
{
  g_autoptr (MillPipeline) pipeline = diamond ();

  assert_ids (mill_graph_sort (pipeline), "lonely z a b 0");
}

static void
test_upstream (void)
{
  g_autoptr (MillPipeline) pipeline = diamond ();
  const char *one[] = { "0", NULL }, *two[] = { "a", "lonely", "a", NULL };
  const char *none[] = { NULL }, *missing[] = { "nobody", NULL };

  assert_ids (mill_graph_upstream (pipeline, NULL), "lonely z a b 0");
  assert_ids (mill_graph_upstream (pipeline, one), "z a b 0");
  assert_ids (mill_graph_upstream (pipeline, two), "lonely z a");
  assert_ids (mill_graph_upstream (pipeline, none), "");
  assert_ids (mill_graph_upstream (pipeline, missing), "");
}

static void
test_downstream (void)
{
  g_autoptr (MillPipeline) pipeline = diamond ();
  const char *one[] = { "b", NULL }, *two[] = { "z", "lonely", "z", "nobody", NULL };
  const char *none[] = { NULL };

  assert_ids (mill_graph_downstream (pipeline, one), "0 b");
  assert_ids (mill_graph_downstream (pipeline, two), "0 a b lonely z");
  assert_ids (mill_graph_downstream (pipeline, none), "");
}

static void
test_circle (void)
{
  g_autofree char *text = sample_quote (
    "{'format': 'millrace/1', 'nodes': {"
    "'a': {'type': 'filter', 'version': 1, 'inputs': {'table': 'b.kept'}},"
    "'b': {'type': 'filter', 'version': 1, 'inputs': {'table': 'a.kept'}},"
    "'behind': {'type': 'filter', 'version': 1, 'inputs': {'table': 'b.kept'}},"
    "'c': {'type': 'filter', 'version': 1, 'inputs': {'table': 'ghost'}},"
    "'z': {'type': 'read', 'version': 1}}}");
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  g_autoptr (GPtrArray) circles = NULL;
  const char *ids[] = { "behind", NULL };

  assert_ids (mill_graph_sort (pipeline), "c z a b behind");
  assert_ids (mill_graph_upstream (pipeline, ids), "a b behind");
  circles = mill_graph_find_circles (pipeline);
  g_assert_cmpuint (circles->len, ==, 1);
  assert_ids (g_ptr_array_ref (g_ptr_array_index (circles, 0)), "a b");
}

/* Deep enough that recursion would end in a crash, and large enough to notice the square of it. */
static void
test_long_chain (void)
{
  g_autoptr (MillPipeline) pipeline = mill_pipeline_new (&sample_catalogue);
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  MillEdit *edit = mill_history_begin (history, "Make");
  g_autoptr (GPtrArray) sorted = NULL;
  g_autofree char *last = g_strdup (mill_edit_add_node (edit, "filter", NULL, 0, 0));

  for (int i = 1; i < 20000; i++)
    {
      const char *id = mill_edit_add_node (edit, "filter", NULL, i, 0);

      g_assert_true (mill_edit_connect (edit, last, "kept", id, "table", NULL));
      g_set_str (&last, id);
    }
  mill_history_commit (history, NULL);
  sorted = mill_graph_sort (pipeline);
  g_assert_cmpstr (g_ptr_array_index (sorted, 0), ==, "filter");
  g_assert_cmpstr (g_ptr_array_index (sorted, 19999), ==, "filter-20000");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/sort", test_sort);
  g_test_add_func ("/graph/upstream", test_upstream);
  g_test_add_func ("/graph/downstream", test_downstream);
  g_test_add_func ("/graph/circle", test_circle);
  g_test_add_func ("/graph/long-chain", test_long_chain);

  return g_test_run ();
}
