/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/component.h"

#include <string.h>

#include "pipeline/bindings.h"
#include "pipeline/boundary.h"
#include "pipeline/expand.h"
#include "pipeline/writer.h"

#include "sample-types.h"

/* read -> filter -> union -> write, with a parameter in the filter. */
static const char *const chain =
  "{'format': 'millrace/1', 'parameters': {'rows': {'type': 'integer', 'default': 7}}, 'nodes': {"
  "'filter': {'type': 'filter', 'version': 1, 'inputs': {'table': 'read'},"
  " 'params': {'path': 'in ${rows}', 'rows': '${rows}'}},"
  "'read': {'type': 'read', 'version': 1, 'params': {'path': 'a.csv'}},"
  "'union': {'type': 'union', 'version': 1, 'inputs': {'tables': ['filter.kept', 'read']}},"
  "'write': {'type': 'write', 'version': 1, 'inputs': {'table': 'union'}, 'params': {'path': 'b'}}},"
  "'layout': {'nodes': {'filter': {'x': 300, 'y': 100}, 'read': {'x': 0, 'y': 100},"
  " 'union': {'x': 600, 'y': 200}, 'write': {'x': 900, 'y': 100}}}}";

static MillPipeline *
read_chain (void)
{
  g_autofree char *text = sample_quote (chain);

  return sample_read (text, NULL);
}

static const char *
make_component (MillHistory       *history,
                const char *const *ids)
{
  MillEdit *edit = mill_history_begin (history, "Make");
  g_autoptr (GError) error = NULL;
  const char *id = mill_edit_make_component (edit, ids, "Clean Rows", &error);

  g_assert_no_error (error);
  mill_history_commit (history, NULL);

  return id;
}

/* "port<node.port" of every link into @node, in order. */
static char *
describe_inputs (MillPipeline *pipeline,
                 const char   *node)
{
  GString *text = g_string_new (NULL);
  const MillInput *inputs;
  guint n;

  inputs = mill_node_get_inputs (mill_pipeline_get_node (pipeline, node), &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s<%s.%s%s", i > 0 ? " " : "", inputs[i].port,
                            inputs[i].from_node, inputs[i].from_port,
                            inputs[i].muted ? " muted" : "");

  return g_string_free (text, FALSE);
}

static void
assert_inputs (MillPipeline *pipeline,
               const char   *node,
               const char   *expected)
{
  g_autofree char *text = describe_inputs (pipeline, node);

  g_assert_cmpstr (text, ==, expected);
}

static MillPipeline *
get_inner (MillPipeline *pipeline,
           const char   *node)
{
  MillComponent *component = mill_node_get_component (mill_pipeline_get_node (pipeline, node));

  g_assert_nonnull (component);

  return mill_component_get_pipeline (component);
}

static void
test_make (void)
{
  const char *const ids[] = { "filter", "union", NULL };
  g_autoptr (MillPipeline) pipeline = read_chain ();
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autofree char *before = mill_pipeline_to_text (pipeline);
  g_autofree char *after = NULL;
  const MillNodeType *type;
  MillPipeline *inner;

  g_assert_cmpstr (make_component (history, ids), ==, "clean-rows");
  g_assert_cmpuint (mill_pipeline_get_n_nodes (pipeline), ==, 3);
  assert_inputs (pipeline, "clean-rows", "table<read.table");
  assert_inputs (pipeline, "write", "table<clean-rows.table-2");

  inner = get_inner (pipeline, "clean-rows");
  assert_inputs (inner, "filter", "table<table.table");
  assert_inputs (inner, "union", "tables<filter.kept tables<table.table");
  assert_inputs (inner, "table-2", "table<union.table");
  g_assert_nonnull (mill_pipeline_get_parameter (inner, "rows"));

  type = mill_pipeline_get_node_type (pipeline, "clean-rows");
  g_assert_cmpuint (mill_node_type_get_n_ports (type, MILL_PORT_IN), ==, 1);
  g_assert_cmpuint (mill_node_type_get_n_ports (type, MILL_PORT_OUT), ==, 1);
  g_assert_cmpint (mill_node_type_get_port (type, MILL_PORT_IN, 0)->flags, ==, 0);
  g_assert_cmpstr (mill_node_type_get_port (type, MILL_PORT_OUT, 0)->label, ==, "Table 2");
  g_assert_cmpint (mill_node_type_find_param (type, "rows")->kind, ==, MILL_PARAM_INTEGER);
  g_assert_cmpint (mill_node_type_find_param (type, "rows")->default_integer, ==, 7);

  /* It can be saved and read, and is the same. */
  after = mill_pipeline_to_text (pipeline);
  {
    g_autoptr (MillPipeline) again = sample_read (after, NULL);
    g_autofree char *second = mill_pipeline_to_text (again);

    g_assert_cmpstr (second, ==, after);
    g_assert_true (mill_pipeline_equal (again, pipeline));
    g_assert_true (mill_pipeline_get_node_type (again, "clean-rows") == type);
  }

  mill_history_undo (history);
  {
    g_autofree char *undone = mill_pipeline_to_text (pipeline);

    g_assert_cmpstr (undone, ==, before);
  }
}

static void
test_expand (void)
{
  const char *const ids[] = { "filter", "union", NULL };
  g_autoptr (MillPipeline) pipeline = read_chain ();
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillBindings) bindings = NULL;
  g_autoptr (MillBindings) extended = NULL;
  g_autoptr (MillPipeline) expanded = NULL;
  g_autoptr (JsonObject) settings = NULL;
  g_autofree char *made_by = NULL;
  g_autofree char *made_at = NULL;
  const char *const overrides[] = { "rows=12", NULL };

  {
    g_autoptr (MillPipeline) same = mill_pipeline_expand (pipeline, problems);

    g_assert_true (same == pipeline);
  }
  make_component (history, ids);
  expanded = mill_pipeline_expand (pipeline, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (mill_pipeline_get_n_nodes (expanded), ==, 4);
  assert_inputs (expanded, "clean-rows/filter", "table<read.table");
  assert_inputs (expanded, "clean-rows/union", "tables<clean-rows/filter.kept tables<read.table");
  assert_inputs (expanded, "write", "table<clean-rows/union.table");
  g_assert_cmpstr (mill_pipeline_get_node_label (expanded, "clean-rows/filter"), ==,
                   "Clean Rows › Filter Rows");

  bindings = mill_bindings_new (pipeline, overrides, NULL);
  extended = mill_bindings_extend (bindings, expanded, problems);
  settings = mill_bindings_substitute (extended,
                                       mill_pipeline_get_node_type (expanded, "clean-rows/filter"),
                                       mill_pipeline_get_node (expanded, "clean-rows/filter"),
                                       problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpint (json_object_get_int_member (settings, "rows"), ==, 12);
  g_assert_cmpstr (json_object_get_string_member (settings, "path"), ==, "in 12");

  g_assert_true (mill_pipeline_find_maker (pipeline, "clean-rows", "table-2", &made_by, &made_at));
  g_assert_cmpstr (made_by, ==, "clean-rows/union");
  g_assert_cmpstr (made_at, ==, "table");
  g_assert_false (mill_pipeline_find_maker (pipeline, "clean-rows", "nothing", &made_by, &made_at));
}

static void
test_bypass_and_mute (void)
{
  g_autoptr (MillPipeline) pipeline = read_chain ();
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autoptr (MillPipeline) expanded = NULL;
  const MillLink link = { "read", "table", "union", "tables", FALSE };
  MillEdit *edit = mill_history_begin (history, "Bypass");
  g_autofree char *text = NULL;

  g_assert_true (mill_edit_set_bypassed (edit, "filter", TRUE, NULL));
  g_assert_true (mill_edit_set_muted (edit, &link, TRUE, NULL));
  mill_history_commit (history, NULL);
  assert_inputs (pipeline, "union", "tables<filter.kept tables<read.table muted");

  expanded = mill_pipeline_expand (pipeline, NULL);
  g_assert_null (mill_pipeline_get_node (expanded, "filter"));
  assert_inputs (expanded, "union", "tables<read.table");

  text = mill_pipeline_to_text (pipeline);
  g_assert_nonnull (strstr (text, "{ \"from\": \"read\", \"muted\": true }"));
  g_assert_nonnull (strstr (text, "\"bypassed\": true"));
  {
    g_autoptr (MillPipeline) again = sample_read (text, NULL);

    g_assert_true (mill_pipeline_equal (again, pipeline));
  }
}

static gboolean
is_pinned (MillPipeline *pipeline,
           const char   *node)
{
  return mill_node_is_pinned (mill_pipeline_get_node (pipeline, node));
}

/* The mark is in the file, undone in one step, and stays when the node becomes one of another type. */
static void
test_pin (void)
{
  g_autoptr (MillPipeline) pipeline = read_chain ();
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autofree char *before = mill_pipeline_to_text (pipeline);
  g_autofree char *text = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (MillPipeline) again = NULL;
  g_autoptr (GError) error = NULL;
  MillEdit *edit = mill_history_begin (history, "Pin");

  g_assert_true (mill_edit_set_pinned (edit, "filter", TRUE, NULL));
  g_assert_false (mill_edit_set_pinned (edit, "ghost", TRUE, &error));
  sample_assert_error (&error, "There is no node “ghost”");
  mill_history_commit (history, NULL);
  g_assert_true (is_pinned (pipeline, "filter"));

  text = mill_pipeline_to_text (pipeline);
  g_assert_nonnull (strstr (text, "\"pinned\": true"));
  again = sample_read (text, NULL);
  g_assert_true (mill_pipeline_equal (again, pipeline));

  mill_history_undo (history);
  undone = mill_pipeline_to_text (pipeline);
  g_assert_cmpstr (undone, ==, before);
  g_assert_false (mill_pipeline_equal (again, pipeline));
}

static void
test_pin_unreadable (void)
{
  g_autofree char *text = sample_quote (
    "{'format': 'millrace/1', 'nodes': {'a': {'type': 'filter', 'version': 1, 'pinned': 'x'}}}");
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  g_autofree char *saved = mill_pipeline_to_text (pipeline);

  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (((MillDiagnostic *) g_ptr_array_index (problems, 0))->message, ==,
                   "Whether the node is pinned cannot be read");
  g_assert_nonnull (strstr (saved, "\"pinned\": \"x\""));
}

/* What makes the outputs of a pinned component is pinned, and nothing else. */
static void
test_pin_component (void)
{
  const char *const ids[] = { "filter", "union", NULL };
  g_autoptr (MillPipeline) pipeline = read_chain ();
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autoptr (MillPipeline) expanded = NULL;
  const char *holder = make_component (history, ids);
  MillEdit *edit = mill_history_begin (history, "Pin");

  g_assert_true (mill_edit_set_pinned (edit, holder, TRUE, NULL));
  mill_history_commit (history, NULL);
  expanded = mill_pipeline_expand (pipeline, NULL);
  g_assert_true (is_pinned (expanded, "clean-rows/union"));
  g_assert_false (is_pinned (expanded, "clean-rows/filter"));
  g_assert_false (is_pinned (expanded, "read"));
}

/* A circle of bypassed nodes, and components that lead into each other, end nowhere. */
static void
test_circles_end (void)
{
  g_autofree char *text = sample_quote (
    "{'format': 'millrace/1', 'nodes': {"
    "'a': {'type': 'filter', 'version': 1, 'bypassed': true, 'inputs': {'table': 'b.kept'}},"
    "'b': {'type': 'filter', 'version': 1, 'bypassed': true, 'inputs': {'table': 'a.kept'}},"
    "'c': {'type': 'component', 'version': 1, 'inputs': {'in': 'c.out'}, 'component': {'nodes': {"
    " 'in': {'type': 'table-input', 'version': 1},"
    " 'out': {'type': 'table-output', 'version': 1, 'inputs': {'table': 'in'}}}}},"
    "'d': {'type': 'union', 'version': 1, 'inputs': {'tables': ['a.kept', 'c.out']}}}}");
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, problems);
  g_autoptr (MillPipeline) expanded = mill_pipeline_expand (pipeline, NULL);

  g_assert_cmpuint (mill_pipeline_get_n_nodes (expanded), ==, 1);
  assert_inputs (expanded, "d", "");
}

static void
test_problems (void)
{
  g_autofree char *text = sample_quote (
    "{'format': 'millrace/1', 'nodes': {"
    "'lost': {'type': 'table-input', 'version': 1},"
    "'none': {'type': 'component', 'version': 1},"
    "'outer': {'type': 'component', 'version': 1, 'params': {'n': 'x'}, 'component': {"
    " 'parameters': {'n': {'type': 'integer', 'default': 3}},"
    " 'nodes': {'bad': {'type': 'filter', 'version': 1, 'inputs': {'table': 'ghost'},"
    " 'params': {'rows': 'many', 'path': 'x'}}}}}}}");
  g_autoptr (GPtrArray) found = mill_diagnostics_new ();
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, found);
  g_autoptr (MillPipeline) expanded = mill_pipeline_expand (pipeline, problems);
  g_autoptr (GString) nodes = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (nodes, "%s ", ((MillDiagnostic *) g_ptr_array_index (found, i))->node);
  g_assert_cmpstr (nodes->str, ==, "none outer/bad outer/bad outer ");

  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_cmpstr (((MillDiagnostic *) g_ptr_array_index (problems, 0))->node, ==, "lost");
  g_assert_cmpstr (((MillDiagnostic *) g_ptr_array_index (problems, 1))->node, ==, "outer");
  g_assert_cmpstr (((MillDiagnostic *) g_ptr_array_index (problems, 1))->param, ==, "n");
}

static void
assert_refused (const char *const *ids,
                const char        *message)
{
  g_autoptr (MillPipeline) pipeline = read_chain ();
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  MillEdit *edit = mill_history_begin (history, "Make");
  g_autoptr (GError) error = NULL;

  g_assert_null (mill_edit_make_component (edit, ids, "X", &error));
  sample_assert_error (&error, message);
  mill_history_commit (history, NULL);
  g_assert_false (mill_history_get_can_undo (history));
}

static void
test_refused (void)
{
  const char *const nothing[] = { "nobody", NULL };
  const char *const gap[] = { "read", "union", NULL };

  assert_refused (nothing, "A component needs at least one node");
  assert_refused (gap, "“Filter Rows” stands between the selected nodes");
}

static void
test_dissolve (void)
{
  const char *const ids[] = { "filter", "union", NULL };
  g_autoptr (MillPipeline) pipeline = read_chain ();
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autoptr (JsonNode) value = sample_json ("5");
  g_autofree char *before = mill_pipeline_to_text (pipeline);
  g_autofree char *after = NULL;
  g_auto (GStrv) made = NULL;
  MillParameter *parameter;
  MillEdit *edit;

  /* As it was but for the ids and the places. */
  make_component (history, ids);
  edit = mill_history_begin (history, "Dissolve");
  made = mill_edit_dissolve_component (edit, "clean-rows", NULL);
  mill_history_commit (history, NULL);
  g_assert_cmpuint (g_strv_length (made), ==, 2);
  after = mill_pipeline_to_text (pipeline);
  g_assert_cmpstr (after, ==, before);

  /* What the node set is the value of a parameter of the pipeline. */
  mill_history_undo (history);
  edit = mill_history_begin (history, "Set");
  g_assert_true (mill_edit_set_param (edit, "clean-rows", "rows", value, NULL));
  g_strfreev (mill_edit_dissolve_component (edit, "clean-rows", NULL));
  g_assert_null (mill_edit_dissolve_component (edit, "read", NULL));
  mill_history_commit (history, NULL);
  parameter = mill_pipeline_get_parameter (pipeline, "rows-2");
  g_assert_nonnull (parameter);
  g_assert_cmpint (json_node_get_int (mill_parameter_get_default (parameter)), ==, 5);
  g_assert_cmpstr (json_object_get_string_member (
                     mill_node_get_params (mill_pipeline_get_node (pipeline, "filter")), "rows"),
                   ==, "${rows-2}");
}

/* What no value of the parameter can be is said, where the component runs and where it is dissolved, and is
 * neither lost nor taken for one. */
static void
assert_bad_value (const char *type,
                  const char *value,
                  const char *hint)
{
  g_autofree char *quoted = g_strdup_printf (
    "{'format': 'millrace/1', 'nodes': {'c': {'type': 'component', 'version': 1, 'params': {'p': %s}, "
    "'component': {'parameters': {'p': {'type': '%s'}}, "
    "'nodes': {'r': {'type': 'read', 'version': 1, 'params': {'path': '${p}'}}}}}}}", value, type);
  g_autofree char *text = sample_quote (quoted);
  g_autoptr (GPtrArray) found = mill_diagnostics_new ();
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = sample_read (text, found);
  g_autoptr (MillPipeline) expanded = mill_pipeline_expand (pipeline, problems);
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autofree char *before = mill_pipeline_to_text (pipeline);
  g_autofree char *after = NULL;
  g_autoptr (MillDiagnostic) refused = NULL;
  g_autoptr (GError) error = NULL;
  const MillDiagnostic *problem;
  MillEdit *edit;

  g_assert_cmpuint (problems->len, ==, 1);
  problem = g_ptr_array_index (problems, 0);
  g_assert_cmpstr (problem->node, ==, "c");
  g_assert_cmpstr (problem->param, ==, "p");
  g_assert_cmpstr (problem->hint, ==, hint);
  g_assert_null (mill_parameter_get_default (mill_pipeline_get_parameter (expanded, "c/p")));

  edit = mill_history_begin (history, "Dissolve");
  g_assert_null (mill_edit_dissolve_component (edit, "c", &error));
  mill_history_commit (history, NULL);
  g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
  refused = mill_error_dup_diagnostic (error, NULL);
  g_assert_cmpstr (refused->param, ==, "p");
  g_assert_nonnull (refused->hint);
  after = mill_pipeline_to_text (pipeline);
  g_assert_cmpstr (after, ==, before);
}

static void
test_bad_value (void)
{
  assert_bad_value ("integer", "'many'", "It must be a whole number");
  assert_bad_value ("boolean", "3", "It must be true or false");
  assert_bad_value ("date", "'2015-02-30'", "It must be a date like 2026-01-31");
}

static void
count_cb (MillHistory *history,
          guint       *count)
{
  ++*count;
}

/* What is done inside is a step of the whole, and can be taken back from either side. */
static void
test_inside (void)
{
  const char *const ids[] = { "filter", "union", NULL };
  g_autoptr (MillPipeline) pipeline = read_chain ();
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  g_autoptr (MillHistory) inside = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *redone = NULL;
  MillPipeline *inner;
  guint n_closed = 0;
  MillEdit *edit;

  make_component (history, ids);
  g_assert_null (mill_history_new_inside (history, "read"));
  inside = mill_history_new_inside (history, "clean-rows");
  inner = mill_history_get_pipeline (inside);
  g_signal_connect (inside, "closed", G_CALLBACK (count_cb), &n_closed);
  before = mill_pipeline_to_text (pipeline);

  edit = mill_history_begin (inside, "Rename");
  g_assert_true (mill_edit_set_title (edit, "filter", "Only Good Ones", NULL));
  mill_history_commit (inside, NULL);
  g_assert_true (mill_pipeline_equal (inner, get_inner (pipeline, "clean-rows")));
  g_assert_cmpstr (mill_history_get_undo_label (history), ==, "Rename");
  g_assert_cmpstr (mill_history_get_undo_label (inside), ==, "Rename");
  after = mill_pipeline_to_text (pipeline);

  mill_history_undo (inside);
  g_assert_null (mill_node_get_title (mill_pipeline_get_node (inner, "filter")));
  {
    g_autofree char *undone = mill_pipeline_to_text (pipeline);

    g_assert_cmpstr (undone, ==, before);
  }
  mill_history_redo (history);
  g_assert_cmpstr (mill_node_get_title (mill_pipeline_get_node (inner, "filter")), ==,
                   "Only Good Ones");
  redone = mill_pipeline_to_text (pipeline);
  g_assert_cmpstr (redone, ==, after);

  /* An output that is taken away takes its links along. */
  edit = mill_history_begin (inside, "Remove");
  g_assert_true (mill_edit_remove_node (edit, "table-2", NULL));
  mill_history_commit (inside, NULL);
  assert_inputs (pipeline, "write", "");
  mill_history_undo (history);
  assert_inputs (pipeline, "write", "table<clean-rows.table-2");

  g_assert_cmpuint (n_closed, ==, 0);
  mill_history_go_to (history, 0);
  g_assert_cmpuint (n_closed, ==, 1);
  mill_history_go_to (history, mill_history_get_n_steps (history));
  g_assert_cmpuint (mill_history_get_position (history), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/component/make", test_make);
  g_test_add_func ("/component/expand", test_expand);
  g_test_add_func ("/component/bypass-and-mute", test_bypass_and_mute);
  g_test_add_func ("/component/pin", test_pin);
  g_test_add_func ("/component/pin-unreadable", test_pin_unreadable);
  g_test_add_func ("/component/pin-component", test_pin_component);
  g_test_add_func ("/component/circles-end", test_circles_end);
  g_test_add_func ("/component/problems", test_problems);
  g_test_add_func ("/component/refused", test_refused);
  g_test_add_func ("/component/dissolve", test_dissolve);
  g_test_add_func ("/component/bad-value", test_bad_value);
  g_test_add_func ("/component/inside", test_inside);

  return g_test_run ();
}
