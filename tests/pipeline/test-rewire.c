/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/rewire.h"

#include "pipeline/writer.h"

#include "sample-types.h"

typedef struct
{
  MillPipeline *pipeline;
  MillHistory  *history;
  MillEdit     *edit;
  char         *before;
} Fixture;

/* first -> second -> third -> joined, and more -> joined; learn's model goes to apply. */
static const char text[] =
  "{'format': 'millrace/1', 'nodes': {"
  "'first': {'type': 'read', 'version': 1, 'params': {'path': 'a.csv'}},"
  "'more': {'type': 'read', 'version': 1, 'params': {'path': 'b.csv'}},"
  "'second': {'type': 'filter', 'version': 1, 'params': {'path': 'x', 'rows': 7},"
  "           'inputs': {'table': 'first'}},"
  "'third': {'type': 'filter', 'version': 1, 'title': 'Third', 'params': {'path': 'x'},"
  "          'inputs': {'table': 'second.rejected'}},"
  "'joined': {'type': 'union', 'version': 1, 'inputs': {'tables': ['third.kept', 'more']}},"
  "'learn': {'type': 'learn', 'version': 3, 'params': {'target': 'y'}, 'inputs': {'train': 'first'}},"
  "'apply': {'type': 'apply', 'version': 1, 'inputs': {'model': 'learn.model', 'table': 'joined'}},"
  "'out': {'type': 'write', 'version': 1, 'params': {'path': 'x'}, 'inputs': {'table': 'apply'}}},"
  "'layout': {'nodes': {'third': {'x': 30, 'y': 40}}}}";

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *quoted = sample_quote (text);

  self->pipeline = sample_read (quoted, NULL);
  self->history = mill_history_new (self->pipeline);
  self->before = mill_pipeline_to_text (self->pipeline);
  self->edit = mill_history_begin (self->history, "Edit");
}

/* One undo gives the first document, byte for byte. */
static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *after = NULL;

  mill_history_commit (self->history, NULL);
  if (mill_history_get_can_undo (self->history))
    mill_history_undo (self->history);
  g_assert_false (mill_history_get_can_undo (self->history));
  after = mill_pipeline_to_text (self->pipeline);
  g_assert_cmpstr (after, ==, self->before);
  g_free (self->before);
  g_assert_finalize_object (self->history);
  g_assert_finalize_object (self->pipeline);
}

/* The inputs of a node: "port:node.port", those that are muted with a '~'. */
static void
assert_inputs (Fixture    *self,
               const char *node,
               const char *expected)
{
  guint n_inputs;
  const MillInput *inputs = mill_node_get_inputs (mill_pipeline_get_node (self->pipeline, node),
                                                  &n_inputs);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < n_inputs; i++)
    g_string_append_printf (found, "%s%s%s:%s.%s", i > 0 ? " " : "", inputs[i].muted ? "~" : "",
                            inputs[i].port, inputs[i].from_node, inputs[i].from_port);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_detach_one (Fixture       *self,
                 gconstpointer  data)
{
  const char *ids[] = { "third", NULL };

  mill_edit_detach (self->edit, ids);
  assert_inputs (self, "third", "");
  /* In the place of the link that was there: rows keep their order. */
  assert_inputs (self, "joined", "tables:second.rejected tables:more.table");
}

static void
test_detach_chain (Fixture       *self,
                   gconstpointer  data)
{
  const char *ids[] = { "third", "second", "nobody", "third", NULL };

  mill_edit_detach (self->edit, ids);
  assert_inputs (self, "joined", "tables:first.table tables:more.table");
  assert_inputs (self, "third", "table:second.rejected");
  assert_inputs (self, "second", "");
}

/* A union stands for all that comes in where any number may, and for the first where one may. */
static void
test_detach_union (Fixture       *self,
                   gconstpointer  data)
{
  const char *ids[] = { "joined", NULL };
  const char *both[] = { "third", "joined", NULL };

  mill_edit_detach (self->edit, ids);
  assert_inputs (self, "apply", "model:learn.model table:third.kept");
  mill_history_abandon (self->history);

  self->edit = mill_history_begin (self->history, "Edit");
  mill_edit_add_node (self->edit, "union", NULL, 0, 0);
  g_assert_true (mill_edit_connect (self->edit, "joined", "table", "union", "tables", NULL));
  mill_edit_detach (self->edit, both);
  assert_inputs (self, "union", "tables:second.rejected tables:more.table");
  assert_inputs (self, "joined", "tables:third.kept");
}

/* A table is no model. */
static void
test_detach_kinds (Fixture       *self,
                   gconstpointer  data)
{
  const char *ids[] = { "learn", NULL };

  mill_edit_detach (self->edit, ids);
  assert_inputs (self, "apply", "table:joined.table");
}

static void
test_detach_muted (Fixture       *self,
                   gconstpointer  data)
{
  const MillLink link = { "first", "table", "second", "table", FALSE };
  const char *ids[] = { "second", NULL };

  g_assert_true (mill_edit_set_muted (self->edit, &link, TRUE, NULL));
  mill_edit_detach (self->edit, ids);
  assert_inputs (self, "third", "~table:first.table");
}

static void
test_replace (Fixture       *self,
              gconstpointer  data)
{
  MillNode *node;
  double x, y;

  g_assert_cmpstr (mill_edit_replace_node (self->edit, "third", "union", NULL), ==, "third");
  assert_inputs (self, "third", "tables:second.rejected");
  assert_inputs (self, "joined", "tables:third.table tables:more.table");
  node = mill_pipeline_get_node (self->pipeline, "third");
  g_assert_cmpstr (mill_node_get_type_id (node), ==, "union");
  g_assert_cmpstr (mill_node_get_title (node), ==, "Third");
  mill_node_get_position (node, &x, &y);
  g_assert_cmpfloat (x, ==, 30);
  g_assert_cmpfloat (y, ==, 40);
  g_assert_null (mill_node_get_params (node));
}

static void
test_replace_params (Fixture       *self,
                     gconstpointer  data)
{
  JsonObject *params;

  g_assert_cmpstr (mill_edit_replace_node (self->edit, "second", "write", NULL), ==, "second");
  params = mill_node_get_params (mill_pipeline_get_node (self->pipeline, "second"));
  g_assert_cmpint (json_object_get_int_member (params, "rows"), ==, 7);
  assert_inputs (self, "second", "table:first.table");
  /* It gives nothing. */
  assert_inputs (self, "third", "");
}

/* A node that was called after its type does not keep that name. */
static void
test_replace_id (Fixture       *self,
                 gconstpointer  data)
{
  g_assert_cmpstr (mill_edit_replace_node (self->edit, "learn", "filter", NULL), ==, "filter");
  g_assert_null (mill_pipeline_get_node (self->pipeline, "learn"));
  assert_inputs (self, "filter", "table:first.table");
  assert_inputs (self, "apply", "table:joined.table");
  g_assert_null (mill_node_get_params (mill_pipeline_get_node (self->pipeline, "filter")));
}

static void
test_replace_refused (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mill_edit_replace_node (self->edit, "third", "nothing", &error));
  sample_assert_error (&error, "There is no node type “nothing”");
  g_assert_null (mill_edit_replace_node (self->edit, "nobody", "filter", &error));
  sample_assert_error (&error, "There is no node “nobody”");
  g_assert_cmpstr (mill_edit_replace_node (self->edit, "third", "filter", NULL), ==, "third");
}

static void
test_wire (Fixture       *self,
           gconstpointer  data)
{
  const char *ids[] = { "read", "filter", "learn-2", "apply-2", "write", NULL };

  mill_edit_add_node (self->edit, "read", NULL, 0, 0);
  mill_edit_add_node (self->edit, "filter", NULL, 0, 0);
  mill_edit_add_node (self->edit, "learn", NULL, 0, 0);
  mill_edit_add_node (self->edit, "apply", NULL, 0, 0);
  mill_edit_add_node (self->edit, "write", NULL, 0, 0);
  g_assert_cmpuint (mill_edit_wire (self->edit, ids), ==, 5);
  assert_inputs (self, "filter", "table:read.table");
  assert_inputs (self, "learn-2", "train:filter.kept");
  assert_inputs (self, "apply-2", "model:learn-2.model table:filter.kept");
  assert_inputs (self, "write", "table:apply-2.table");
  g_assert_cmpuint (mill_edit_wire (self->edit, ids), ==, 0);
}

/* What has a link keeps it, and what leads nowhere is gathered. */
static void
test_wire_multiple (Fixture       *self,
                    gconstpointer  data)
{
  const char *ids[] = { "read", "first", "read-2", "second", "union", NULL };

  mill_edit_add_node (self->edit, "read", NULL, 0, 0);
  mill_edit_add_node (self->edit, "read", NULL, 0, 0);
  mill_edit_add_node (self->edit, "union", NULL, 0, 0);
  g_assert_cmpuint (mill_edit_wire (self->edit, ids), ==, 3);
  assert_inputs (self, "second", "table:first.table");
  assert_inputs (self, "union", "tables:read.table tables:read-2.table tables:second.kept");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/pipeline/rewire/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("detach/one", test_detach_one);
  ADD ("detach/chain", test_detach_chain);
  ADD ("detach/union", test_detach_union);
  ADD ("detach/kinds", test_detach_kinds);
  ADD ("detach/muted", test_detach_muted);
  ADD ("replace/links", test_replace);
  ADD ("replace/params", test_replace_params);
  ADD ("replace/id", test_replace_id);
  ADD ("replace/refused", test_replace_refused);
  ADD ("wire/chain", test_wire);
  ADD ("wire/multiple", test_wire_multiple);
#undef ADD

  return g_test_run ();
}
