/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/conflict.h"

#include "pipeline/writer.h"

#include "sample-types.h"

/* What a merge left to be chosen, in the hands of somebody who edits. */

#define ENTRY(what, more) "{'what': '" what "'" more "}"
#define PARAMETER(value) "{'type': 'integer', 'default': " value "}"

static const char *const text =
  "{'format': 'millrace/1', 'name': 'Ours', 'parameters': {'rows': " PARAMETER ("7") "}, 'nodes': {"
  "'filter': {'type': 'filter', 'version': 1, 'inputs': {'table': 'read'}, 'params': {'path': 'in', 'rows': 5}},"
  "'read': {'type': 'read', 'version': 1, 'params': {'path': 'a.csv'}},"
  "'clean': {'type': 'component', 'version': 1, 'component': {'name': 'C', 'nodes': {"
  "'read': {'type': 'read', 'version': 1}}, 'conflicts': ["
  ENTRY ("setting", ", 'node': 'read', 'name': 'path', 'theirs': 'b.csv'") "]}}},"
  "'layout': {'notes': [{'id': 'note', 'text': 'Hello', 'x': 0, 'y': 0, 'width': 10, 'height': 10}]},"
  "'conflicts': ["
  ENTRY ("name", ", 'ours': 'Ours', 'theirs': 'Theirs'") ","
  ENTRY ("parameter", ", 'name': 'rows', 'ours': " PARAMETER ("7") ", 'theirs': " PARAMETER ("8")) ","
  ENTRY ("note", ", 'name': 'note', 'ours': {'text': 'Hello'}") ","
  ENTRY ("setting", ", 'node': 'filter', 'name': 'rows', 'ours': 5, 'theirs': 6") ","
  ENTRY ("title", ", 'node': 'filter', 'theirs': 'Some'") ","
  ENTRY ("node", ", 'node': 'gone', 'theirs': 5") ","
  ENTRY ("setting", ", 'node': 'gone', 'name': 'rows', 'theirs': 5") ","
  ENTRY ("weather", "") ", 5]}";

typedef struct
{
  MillPipeline *pipeline;
  MillHistory  *history;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *quoted = sample_quote (text);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();

  self->pipeline = sample_read (quoted, problems);
  self->history = mill_history_new (self->pipeline);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_object_unref (self->history);
  g_object_unref (self->pipeline);
}

/* "name . | setting filter.rows" */
static void
assert_left (Fixture    *self,
             gboolean    within,
             const char *expected)
{
  g_autoptr (GPtrArray) conflicts = mill_pipeline_list_conflicts (self->pipeline, within);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const MillConflict *one = g_ptr_array_index (conflicts, i);

      g_string_append_printf (found, "%s%s %s.%s", i > 0 ? " | " : "", mill_fact_get_name (one->fact),
                              one->node != NULL ? one->node : "", one->name != NULL ? one->name : "");
    }
  g_assert_cmpstr (found->str, ==, expected);
}

#define GONE "node gone. | setting gone.rows | other ."
#define ALL "name . | parameter .rows | note .note | setting filter.rows | title filter. | " GONE

static void
test_list (Fixture       *self,
           gconstpointer  data)
{
  assert_left (self, FALSE, ALL);
  assert_left (self, TRUE, ALL " | setting clean/read.path");
}

static void
set_rows (MillEdit   *edit,
          const char *value)
{
  g_autoptr (JsonNode) json = sample_json (value);

  g_assert_true (mill_edit_set_param (edit, "filter", "rows", json, NULL));
}

/* What is changed by hand is chosen, and comes back with undo. */
static void
test_changed (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (MillParameter) parameter = NULL;
  g_autoptr (JsonNode) eight = sample_json ("8");
  MillEdit *edit = mill_history_begin (self->history, "Edit");

  set_rows (edit, "9");
  mill_history_commit (self->history, NULL);
  assert_left (self, FALSE, "name . | parameter .rows | note .note | title filter. | " GONE);
  mill_history_undo (self->history);
  assert_left (self, FALSE, ALL);
  mill_history_redo (self->history);

  edit = mill_history_begin (self->history, "Edit");
  mill_edit_set_name (edit, "Mine");
  parameter = mill_parameter_new ("rows", MILL_PARAMETER_INTEGER, eight, NULL);
  mill_edit_put_parameter (edit, parameter);
  g_assert_true (mill_edit_set_title (edit, "filter", "Few", NULL));
  g_assert_true (mill_edit_remove_annotation (edit, "note", NULL));
  mill_history_commit (self->history, NULL);
  assert_left (self, FALSE, GONE);
  mill_history_go_to (self->history, 0);
  assert_left (self, FALSE, ALL);
}

/* What has nothing to do with it, or ends as it was, is no choice. */
static void
test_not_changed (Fixture       *self,
                  gconstpointer  data)
{
  MillEdit *edit = mill_history_begin (self->history, "Edit");

  set_rows (edit, "9");
  set_rows (edit, "5");
  g_assert_true (mill_edit_set_title (edit, "read", "Reader", NULL));
  g_assert_true (mill_edit_move_node (edit, "filter", 7, 7, NULL));
  mill_history_commit (self->history, NULL);
  assert_left (self, FALSE, ALL);
}

/* Nothing about a node that is gone is left to be chosen. */
static void
test_removed (Fixture       *self,
              gconstpointer  data)
{
  MillEdit *edit = mill_history_begin (self->history, "Edit");

  g_assert_true (mill_edit_remove_node (edit, "filter", NULL));
  mill_history_commit (self->history, NULL);
  assert_left (self, FALSE, "name . | parameter .rows | note .note | " GONE);
}

/* Theirs that has no place here is refused, and nothing is changed; ours can always be kept. */
static void
test_without_place (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *before = mill_pipeline_to_text (self->pipeline);
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) conflicts = mill_pipeline_list_conflicts (self->pipeline, FALSE);

  for (guint i = conflicts->len - 3; i < conflicts->len; i++)
    {
      g_autoptr (GError) error = NULL;
      MillEdit *edit = mill_history_begin (self->history, "Settle");

      g_assert_false (mill_edit_settle_conflict (edit, conflicts->pdata[i], TRUE, &error));
      g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
      mill_history_abandon (self->history);
    }
  after = mill_pipeline_to_text (self->pipeline);
  g_assert_cmpstr (after, ==, before);

  for (guint i = 0; i < conflicts->len; i++)
    {
      MillEdit *edit = mill_history_begin (self->history, "Settle");

      g_assert_true (mill_edit_settle_conflict (edit, conflicts->pdata[i], FALSE, NULL));
      mill_history_commit (self->history, NULL);
    }
  assert_left (self, FALSE, "");
  mill_history_go_to (self->history, 0);
  assert_left (self, FALSE, ALL);
}

/* Nodes and parameters keep the names that the entries know them by. */
static void
test_renaming (Fixture       *self,
               gconstpointer  data)
{
  const char *const ids[] = { "filter", NULL };
  MillEdit *edit = mill_history_begin (self->history, "Edit");
  GError *errors[3] = { NULL };

  g_assert_null (mill_edit_make_component (edit, ids, "Some", &errors[0]));
  g_assert_null (mill_edit_dissolve_component (edit, "clean", &errors[1]));
  g_assert_false (mill_edit_rename_parameter (edit, "rows", "lines", &errors[2]));
  mill_history_abandon (self->history);
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_assert_error (errors[i], MILL_ERROR, MILL_ERROR_FAILED);
      g_assert_cmpstr (errors[i]->message, ==, "Two versions differ in “name”");
      g_error_free (errors[i]);
    }
  assert_left (self, FALSE, ALL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/pipeline/conflict/list", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/pipeline/conflict/changed", Fixture, NULL, set_up, test_changed, tear_down);
  g_test_add ("/pipeline/conflict/not-changed", Fixture, NULL, set_up, test_not_changed, tear_down);
  g_test_add ("/pipeline/conflict/removed", Fixture, NULL, set_up, test_removed, tear_down);
  g_test_add ("/pipeline/conflict/without-place", Fixture, NULL, set_up, test_without_place, tear_down);
  g_test_add ("/pipeline/conflict/renaming", Fixture, NULL, set_up, test_renaming, tear_down);

  return g_test_run ();
}
