/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/port-links.h"

#include "app/canvas/link-options.h"
#include "nodes/catalogue.h"
#include "pipeline/diagnostic.h"
#include "pipeline/reader.h"
#include "pipeline/writer.h"

static const char text[] =
  "{\"format\": \"millrace/1\", \"nodes\": {"
  "\"source\": {\"type\": \"read-csv\", \"version\": 1},"
  "\"some\": {\"type\": \"filter-rows\", \"version\": 1, \"inputs\": {\"table\": \"source\"}},"
  "\"few\": {\"type\": \"limit\", \"version\": 1, \"inputs\": {\"table\": \"some.kept\"}},"
  "\"both\": {\"type\": \"join\", \"version\": 1, \"inputs\": {\"left\": \"some.kept\", \"right\": \"few\"}},"
  "\"other\": {\"type\": \"read-csv\", \"version\": 1},"
  "\"trees\": {\"type\": \"gradient-boosting\", \"version\": 1}}}";

typedef struct
{
  MillPipeline *pipeline;
  MillHistory  *history;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  MillLink muted = { "some", "kept", "both", "left", FALSE };
  MillEdit *edit;

  self->pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, &error);
  g_assert_no_error (error);
  self->history = mill_history_new (self->pipeline);
  edit = mill_history_begin (self->history, "Mute");
  g_assert_true (mill_edit_set_muted (edit, &muted, TRUE, &error));
  mill_history_commit (self->history, NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->history);
  g_clear_object (&self->pipeline);
}

static const MillPort *
find_port (Fixture           *self,
           const char        *node,
           MillPortDirection  direction,
           const char        *name)
{
  const MillPort *port =
    mill_node_type_find_port (mill_pipeline_get_node_type (self->pipeline, node), direction, name);

  g_assert_nonnull (port);

  return port;
}

static const MillInput *
find_input (Fixture    *self,
            const char *node,
            const char *port)
{
  return mill_node_find_input (mill_pipeline_get_node (self->pipeline, node), port);
}

/* What begins at an output begins at another after it, a muted link muted, and one step back is enough. */
static void
test_outputs (Fixture       *self,
              gconstpointer  data)
{
  const MillPort *kept = find_port (self, "some", MILL_PORT_OUT, "kept");
  const MillPort *table = find_port (self, "other", MILL_PORT_OUT, "table");
  g_autoptr (GArray) links = mill_port_links_list (self->pipeline, "some", kept);
  g_autofree char *before = mill_pipeline_to_text (self->pipeline);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (links->len, ==, 2);
  g_assert_true (mill_port_links_move (self->history, links, "other", table, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (find_input (self, "few", "table")->from_node, ==, "other");
  g_assert_false (find_input (self, "few", "table")->muted);
  g_assert_cmpstr (find_input (self, "both", "left")->from_node, ==, "other");
  g_assert_true (find_input (self, "both", "left")->muted);

  mill_history_undo (self->history);
  after = mill_pipeline_to_text (self->pipeline);
  g_assert_cmpstr (after, ==, before);
}

static void
test_input (Fixture       *self,
            gconstpointer  data)
{
  const MillPort *right = find_port (self, "both", MILL_PORT_IN, "right");
  const MillPort *train = find_port (self, "trees", MILL_PORT_IN, "train");
  g_autoptr (GArray) links = mill_port_links_list (self->pipeline, "both", right);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (links->len, ==, 1);
  g_assert_true (mill_port_links_move (self->history, links, "trees", train, &error));
  g_assert_no_error (error);
  g_assert_null (find_input (self, "both", "right"));
  g_assert_cmpstr (find_input (self, "trees", "train")->from_node, ==, "few");
}

/* The links that were taken away before the circle was found are there again. */
static void
test_circle (Fixture       *self,
             gconstpointer  data)
{
  const MillPort *table = find_port (self, "source", MILL_PORT_OUT, "table");
  const MillPort *of_few = find_port (self, "few", MILL_PORT_OUT, "table");
  g_autoptr (GArray) links = mill_port_links_list (self->pipeline, "source", table);
  g_autofree char *before = mill_pipeline_to_text (self->pipeline);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (mill_port_links_move (self->history, links, "few", of_few, &error));
  g_assert_nonnull (error);
  after = mill_pipeline_to_text (self->pipeline);
  g_assert_cmpstr (after, ==, before);
}

static void
add_fitting (Fixture        *self,
             const char     *node,
             const MillPort *port,
             GHashTable     *found)
{
  g_autoptr (GArray) links = mill_port_links_list (self->pipeline, node, port);
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (self->pipeline);

  for (guint i = 0; links->len > 0 && i < nodes->len; i++)
    {
      const char *other = mill_node_get_id (g_ptr_array_index (nodes, i));

      for (const MillPort *p = mill_pipeline_get_node_type (self->pipeline, other)->ports; p->name != NULL; p++)
        if (mill_port_links_fit (self->pipeline, links, port, other, p) &&
            (p != port || !g_str_equal (node, other)))
          g_hash_table_add (found, g_strdup_printf ("%s %s %d %s %s", node, port->name, port->direction,
                                                    other, p->name));
    }
}

/* What is offered is what the pointer could do, no more and no less. */
static void
test_options (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GListModel) options = mill_link_moves_list (self->pipeline, "some", NULL);

  for (const MillPort *p = mill_pipeline_get_node_type (self->pipeline, "some")->ports; p->name != NULL; p++)
    add_fitting (self, "some", p, expected);
  g_assert_cmpuint (g_hash_table_size (expected), >, 5);
  for (guint i = 0; i < g_list_model_get_n_items (options); i++)
    {
      g_autoptr (MillLinkOption) option = g_list_model_get_item (options, i);
      MillLink link = mill_link_option_get_link (option);
      g_autofree char *move = NULL;

      move = g_strdup_printf ("%s %s %d %s %s", link.from_node, link.from_port,
                              mill_link_option_is_outgoing (option) ? MILL_PORT_OUT : MILL_PORT_IN,
                              link.to_node, link.to_port);
      if (!g_hash_table_remove (expected, move))
        g_error ("%s was offered", move);
    }
  g_assert_cmpuint (g_hash_table_size (expected), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/app/port-links/outputs", Fixture, NULL, set_up, test_outputs, tear_down);
  g_test_add ("/app/port-links/input", Fixture, NULL, set_up, test_input, tear_down);
  g_test_add ("/app/port-links/circle", Fixture, NULL, set_up, test_circle, tear_down);
  g_test_add ("/app/port-links/options", Fixture, NULL, set_up, test_options, tear_down);

  return g_test_run ();
}
