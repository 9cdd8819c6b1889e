/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/difference.h"

#include "sample-types.h"

static const char *const old_text =
  "{'format': 'millrace/1', 'name': 'Old', 'parameters': {'rows': {'type': 'integer', 'default': 7},"
  " 'path': {'type': 'string'}}, 'nodes': {"
  "'filter': {'type': 'filter', 'version': 1, 'title': 'Some', 'bypassed': true, 'inputs': {'table': 'read'},"
  " 'params': {'path': 'in', 'rows': 5}},"
  "'gone': {'type': 'read', 'version': 1, 'params': {'path': 'gone.csv'}},"
  "'read': {'type': 'read', 'version': 1, 'params': {'path': 'a.csv'}},"
  "'union': {'type': 'union', 'version': 1, 'inputs': {'tables': ['filter.kept', 'gone']}},"
  "'write': {'type': 'write', 'version': 1, 'inputs': {'table': 'union'}, 'params': {'path': 'b'}}},"
  "'layout': {'nodes': {'read': {'x': 0, 'y': 100}},"
  " 'frames': [{'id': 'frame', 'title': 'A', 'x': 0, 'y': 0, 'width': 10, 'height': 10}],"
  " 'notes': [{'id': 'note', 'text': 'Hello', 'x': 0, 'y': 0, 'width': 10, 'height': 10}]}}";

static const char *const new_text =
  "{'format': 'millrace/1', 'name': 'New', 'parameters': {'rows': {'type': 'integer', 'default': 8}}, 'nodes': {"
  "'filter': {'type': 'filter', 'version': 1, 'pinned': true, 'inputs': {'table': 'read'},"
  " 'params': {'path': 'out'}},"
  "'read': {'type': 'read', 'version': 1, 'params': {'path': 'a.csv'}},"
  "'union': {'type': 'union', 'version': 1, 'inputs': {'tables': 'filter.kept'}, 'odd': 1},"
  "'made': {'type': 'filter', 'version': 1, 'inputs': {'table': {'from': 'read', 'muted': true}},"
  " 'params': {'path': 'x'}},"
  "'write': {'type': 'apply', 'version': 1, 'inputs': {'table': 'union'}}},"
  "'layout': {'nodes': {'read': {'x': 20, 'y': 100}},"
  " 'notes': [{'id': 'note', 'text': 'Hello', 'x': 5, 'y': 0, 'width': 10, 'height': 10}]}, 'future': true}";

static void
append_value (GString  *text,
              JsonNode *value)
{
  g_autofree char *shown = value != NULL ? mill_fact_value_to_text (value) : g_strdup ("none");

  g_string_append (text, shown);
}

/* "setting filter.rows: 5 -> none", a line each. */
static char *
describe (GPtrArray *differences)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < differences->len; i++)
    {
      const MillDifference *one = g_ptr_array_index (differences, i);

      g_string_append_printf (text, "%s%s %s.%s: ", mill_difference_is_cosmetic (one) ? "(" : "",
                              mill_fact_get_name (one->fact), one->node != NULL ? one->node : "",
                              one->name != NULL ? one->name : "");
      append_value (text, one->before);
      g_string_append (text, " -> ");
      append_value (text, one->after);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static MillPipeline *
read_quoted (const char *quoted)
{
  g_autofree char *text = sample_quote (quoted);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();

  return sample_read (text, problems);
}

static void
assert_differences (MillPipeline *before,
                    MillPipeline *after,
                    const char   *expected)
{
  g_autoptr (GPtrArray) differences = mill_differences_list (before, after);
  g_autofree char *text = describe (differences);
  g_autofree char *wanted = sample_quote (expected);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_facts (void)
{
  g_autoptr (MillPipeline) before = read_quoted (old_text);
  g_autoptr (MillPipeline) after = read_quoted (new_text);

  assert_differences (before, after,
                      "(name .: 'Old' -> 'New'\n"
                      "parameter .path: {'type':'string'} -> none\n"
                      "parameter .rows: {'default':7,'type':'integer'} -> {'default':8,'type':'integer'}\n"
                      "(frame .frame: {'height':10,'title':'A','width':10,'x':0,'y':0} -> none\n"
                      "(note .note: {'height':10,'text':'Hello','width':10,'x':0,'y':0} ->"
                      " {'height':10,'text':'Hello','width':10,'x':5,'y':0}\n"
                      "other .future: none -> true\n"
                      "(title filter.: 'Some' -> none\n"
                      "bypassed filter.: true -> none\n"
                      "pinned filter.: none -> true\n"
                      "setting filter.path: 'in' -> 'out'\n"
                      "setting filter.rows: 5 -> none\n"
                      "node gone.: 'read' -> none\n"
                      "version gone.: 1 -> none\n"
                      "setting gone.path: 'gone.csv' -> none\n"
                      "node made.: none -> 'filter'\n"
                      "version made.: none -> 1\n"
                      "input made.table: none -> {'from':'read.table','muted':true}\n"
                      "setting made.path: none -> 'x'\n"
                      "(place read.: {'x':0,'y':100} -> {'x':20,'y':100}\n"
                      "input union.tables: ['filter.kept','gone.table'] -> 'filter.kept'\n"
                      "other union.odd: none -> 1\n"
                      "type write.: 'write' -> 'apply'\n"
                      "setting write.path: 'b' -> none\n");
  assert_differences (before, before, "");
}

/* What is told of the way there is told of the way back, the other way round. */
static void
test_both_ways (void)
{
  g_autoptr (MillPipeline) before = read_quoted (old_text);
  g_autoptr (MillPipeline) after = read_quoted (new_text);
  g_autoptr (GPtrArray) there = mill_differences_list (before, after);
  g_autoptr (GPtrArray) back = mill_differences_list (after, before);

  g_assert_cmpuint (there->len, ==, back->len);
  for (guint i = 0; i < there->len; i++)
    {
      MillDifference *one = g_ptr_array_index (back, i);
      JsonNode *kept = one->before;

      one->before = one->after;
      one->after = kept;
    }
  {
    g_autofree char *one = describe (there);
    g_autofree char *other = describe (back);

    g_assert_cmpstr (one, ==, other);
  }
}

/* In a component the path leads to the node, and a component that is new is told whole. */
static void
test_components (void)
{
  const char *const ids[] = { "filter", "read", NULL };
  g_autoptr (MillPipeline) before = sample_pipeline ();
  g_autoptr (MillPipeline) made = mill_pipeline_copy (before);
  g_autoptr (MillHistory) history = mill_history_new (made);
  g_autoptr (MillHistory) outer = NULL;
  g_autoptr (MillHistory) inner = NULL;
  g_autoptr (MillPipeline) changed = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (JsonNode) share = sample_json ("0.25");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  MillEdit *edit = mill_history_begin (history, "Make");

  g_assert_nonnull (mill_edit_make_component (edit, ids, "Clean", &error));
  g_assert_no_error (error);
  mill_history_commit (history, NULL);

  differences = mill_differences_list (before, made);
  text = describe (differences);
  g_assert_nonnull (g_strstr_len (text, -1, "node clean/filter.: none -> \"filter\"\n"));
  g_assert_nonnull (g_strstr_len (text, -1, "node filter.: \"filter\" -> none\n"));

  changed = mill_pipeline_copy (made);
  outer = mill_history_new (changed);
  inner = mill_history_new_inside (outer, "clean");
  edit = mill_history_begin (inner, "Set");
  g_assert_true (mill_edit_set_param (edit, "filter", "share", share, &error));
  g_assert_no_error (error);
  mill_history_commit (inner, NULL);
  assert_differences (made, changed, "setting clean/filter.share: none -> 0.25\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pipeline/difference/facts", test_facts);
  g_test_add_func ("/pipeline/difference/both-ways", test_both_ways);
  g_test_add_func ("/pipeline/difference/components", test_components);

  return g_test_run ();
}
