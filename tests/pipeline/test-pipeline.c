/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/pipeline.h"

#include "pipeline/writer.h"

#include "sample-types.h"

/* A run keeps a copy: what is edited meanwhile must not reach it, and it may end in another thread. */
static gpointer
drop_cb (gpointer data)
{
  g_autofree char *text = mill_pipeline_to_text (data);

  g_object_unref (data);

  return g_steal_pointer (&text);
}

static void
test_copy (void)
{
  g_autoptr (MillPipeline) pipeline = sample_pipeline ();
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autofree char *before = mill_pipeline_to_text (pipeline);
  MillPipeline *copy = mill_pipeline_copy (pipeline);
  GThread *thread = g_thread_new ("run", drop_cb, copy);
  g_autofree char *copied = NULL;
  MillEdit *edit = mill_history_begin (history, "Edit");

  for (int i = 0; i < 1000; i++)
    {
      mill_edit_move_node (edit, "filter", i + 1, i, NULL);
      mill_edit_set_title (edit, "read", i % 2 ? "a" : "b", NULL);
    }
  mill_edit_remove_node (edit, "filter", NULL);
  mill_history_commit (history, NULL);
  copied = g_thread_join (thread);
  g_assert_cmpstr (copied, ==, before);
  g_assert_cmpuint (mill_pipeline_get_n_nodes (pipeline), ==, 2);
}

static void
test_lists (void)
{
  g_autoptr (MillPipeline) pipeline = sample_pipeline ();
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  g_autoptr (GArray) links = mill_pipeline_list_links (pipeline);
  g_autoptr (GArray) none = mill_pipeline_list_links_from (pipeline, "nobody");
  MillLink *link = &g_array_index (links, MillLink, 1);

  g_assert_cmpuint (nodes->len, ==, 3);
  g_assert_cmpstr (mill_node_get_id (g_ptr_array_index (nodes, 0)), ==, "filter");
  g_assert_cmpstr (mill_node_get_id (g_ptr_array_index (nodes, 2)), ==, "write");
  g_assert_cmpuint (links->len, ==, 2);
  g_assert_cmpstr (link->from_node, ==, "filter");
  g_assert_cmpstr (link->from_port, ==, "kept");
  g_assert_cmpstr (link->to_node, ==, "write");
  g_assert_cmpstr (link->to_port, ==, "table");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_nodes (void)
{
  g_autoptr (MillPipeline) pipeline = sample_pipeline ();
  g_autoptr (MillPipeline) other = sample_pipeline ();
  g_autoptr (MillHistory) history = mill_history_new (other);
  g_autofree char *unplaced = sample_quote (
    "{'format': 'millrace/1', 'nodes': {'read': {'type': 'read', 'version': 1}}}");
  g_autoptr (MillPipeline) by_hand = sample_read (unplaced, NULL);
  MillNode *node = mill_pipeline_get_node (pipeline, "filter");

  g_assert_true (mill_node_equal (node, mill_pipeline_get_node (other, "filter")));
  mill_edit_move_node (mill_history_begin (history, "Move"), "filter", 1, 1, NULL);
  mill_history_commit (history, NULL);
  g_assert_false (mill_node_equal (node, mill_pipeline_get_node (other, "filter")));
  g_assert_true (mill_node_is_placed (node));
  g_assert_false (mill_node_is_placed (mill_pipeline_get_node (by_hand, "read")));
  g_assert_null (mill_pipeline_get_node (pipeline, "nobody"));
  g_assert_null (mill_pipeline_get_node_type (pipeline, "nobody"));
  g_assert_cmpstr (mill_pipeline_get_node_type (pipeline, "read")->id, ==, "read");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/copy", test_copy);
  g_test_add_func ("/pipeline/lists", test_lists);
  g_test_add_func ("/pipeline/nodes", test_nodes);

  return g_test_run ();
}
