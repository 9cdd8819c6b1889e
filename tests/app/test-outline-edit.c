/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outline-fixture.h"

#include "app/canvas/link-options.h"
#include "pipeline/writer.h"

/* What is added, linked and taken away in the outline. */

static void
test_add (OutlineFixture *self,
          gconstpointer   data)
{
  g_autofree char *before = mill_pipeline_to_text (self->base.pipeline);
  g_autofree char *after = NULL;
  const MillInput *input;

  mill_session_select_one (self->base.session, "some");
  mill_outline_add_node (self->outline, "sort");
  outline_settle (self);
  g_assert_cmpstr (mill_session_get_selected_node (self->base.session), ==, "sort");
  input = mill_node_find_input (outline_get_node (self, "sort"), "table");
  g_assert_cmpstr (input->from_node, ==, "some");
  g_assert_cmpstr (input->from_port, ==, "kept");
  g_assert_true (mill_outline_get_focused (self->outline) ==
                 mill_outline_model_find (self->outline->model, "sort"));

  mill_history_undo (outline_get_history (self));
  after = mill_pipeline_to_text (self->base.pipeline);
  g_assert_cmpstr (after, ==, before);
}

/* A source is linked to the selected node that waits for one. */
static void
test_add_before (OutlineFixture *self,
                 gconstpointer   data)
{
  mill_session_select (self->base.session, (const char *const[]) { NULL });
  mill_outline_add_node (self->outline, "sort");
  g_assert_null (mill_node_find_input (outline_get_node (self, "sort"), "table"));
  mill_outline_add_node (self->outline, "read-parquet");
  g_assert_cmpstr (mill_node_find_input (outline_get_node (self, "sort"), "table")->from_node, ==,
                   "read-parquet");
}

static void
test_links (OutlineFixture *self,
            gconstpointer   data)
{
  MillOutlineItem *link;

  link = outline_find_child (self, "other", "Table from Read CSV");
  g_assert_nonnull (link);
  g_assert_nonnull (outline_find_child (self, "all", "Table to Filter Rows"));
  g_assert_nonnull (outline_find_child (self, "all", "Table to Limit Rows"));
  g_assert_nonnull (outline_find_child (self, "some", "Kept: not linked"));

  mill_outline_disconnect (self->outline, link);
  g_assert_null (mill_node_find_input (outline_get_node (self, "other"), "table"));
  g_assert_nonnull (outline_find_child (self, "other", "Table: not linked"));
  g_assert_null (outline_find_child (self, "all", "Table to Limit Rows"));

  outline_connect_nodes (self, "some", "rejected", "other", "table");
  g_assert_nonnull (outline_find_child (self, "other", "Table from Rejected of Filter Rows"));
  g_assert_nonnull (outline_find_child (self, "some", "Rejected to Limit Rows"));
  mill_outline_rename (self->outline, "some", "Large ones");
  g_assert_nonnull (outline_find_child (self, "other", "Table from Rejected of Large ones"));

  mill_history_undo (outline_get_history (self));
  mill_history_undo (outline_get_history (self));
  mill_history_undo (outline_get_history (self));
  g_assert_nonnull (outline_find_child (self, "other", "Table from Read CSV"));
}

static void
test_refused (OutlineFixture *self,
              gconstpointer   data)
{
  const MillLink circle = { "some", "kept", "some", "table", FALSE };

  g_assert_false (mill_outline_connect (self->outline, &circle));
  g_assert_false (mill_history_get_can_undo (outline_get_history (self)));
}

/* What is offered is what can be linked and is not, no more and no less. */
static void
test_options (OutlineFixture *self,
              gconstpointer   data)
{
  MillPipeline *pipeline = self->base.pipeline;
  const char *const types[] = { "gradient-boosting", "apply-model", "score", "split-rows", "join" };
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GListModel) options = NULL;
  MillEdit *edit = mill_history_begin (outline_get_history (self), "Add");

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    mill_edit_add_node (edit, types[i], NULL, 0, 0);
  g_assert_true (mill_edit_connect (edit, "some", "kept", "split-rows", "table", NULL));
  g_assert_true (mill_edit_connect (edit, "split-rows", "first", "gradient-boosting", "train", NULL));
  mill_history_commit (outline_get_history (self), NULL);

  nodes = mill_pipeline_list_nodes (pipeline);
  for (guint i = 0; i < nodes->len; i++)
    {
      const char *other = mill_node_get_id (g_ptr_array_index (nodes, i));
      const MillPort *mine = mill_pipeline_get_node_type (pipeline, "split-rows")->ports;

      for (; mine->name != NULL; mine++)
        for (const MillPort *port = mill_pipeline_get_node_type (pipeline, other)->ports;
             port->name != NULL; port++)
          {
            gboolean out = mine->direction == MILL_PORT_OUT;
            const char *from = out ? "split-rows" : other, *to = out ? other : "split-rows";
            const MillPort *output = out ? mine : port, *input = out ? port : mine;
            const MillInput *there;

            if (mine->direction == port->direction)
              continue;
            there = mill_node_find_input (outline_get_node (self, to), input->name);
            if (there != NULL && g_str_equal (there->from_node, from) &&
                g_str_equal (there->from_port, output->name))
              continue;
            if (mill_pipeline_can_connect (pipeline, from, output->name, to, input->name, NULL))
              g_hash_table_add (expected, g_strdup_printf ("%s.%s %s.%s", from, output->name, to,
                                                           input->name));
          }
    }

  options = mill_link_options_list (pipeline, "split-rows", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (options), >, 5);
  for (guint i = 0; i < g_list_model_get_n_items (options); i++)
    {
      g_autoptr (MillLinkOption) option = g_list_model_get_item (options, i);
      MillLink link = mill_link_option_get_link (option);
      g_autofree char *text = g_strdup_printf ("%s.%s %s.%s", link.from_node, link.from_port,
                                               link.to_node, link.to_port);

      g_assert_true (g_hash_table_remove (expected, text));
    }
  g_assert_cmpuint (g_hash_table_size (expected), ==, 0);
}

static void
test_delete (OutlineFixture *self,
             gconstpointer   data)
{
  mill_session_select_one (self->base.session, "other");
  outline_settle (self);
  mill_outline_do (self->outline, mill_outline_model_find (self->outline->model, "other"), "delete");
  outline_assert_order (self, "all some");
  g_assert_true (mill_outline_get_focused (self->outline) ==
                 mill_outline_model_find (self->outline->model, "some"));
  mill_history_undo (outline_get_history (self));
  outline_assert_order (self, "all other some");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  outline_add ("add", test_add);
  outline_add ("add-before", test_add_before);
  outline_add ("links", test_links);
  outline_add ("refused", test_refused);
  outline_add ("options", test_options);
  outline_add ("delete", test_delete);

  return g_test_run ();
}
