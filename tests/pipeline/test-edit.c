/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/edit.h"

#include <math.h>
#include <string.h>

#include "pipeline/fragment.h"
#include "pipeline/writer.h"

#include "sample-types.h"

typedef struct
{
  MillPipeline *pipeline;
  MillHistory  *history;
  MillEdit     *edit;
  guint         n_signals;
  guint         n_changes;
} Fixture;

static void
changed_cb (MillPipeline     *pipeline,
            const MillChange *changes,
            guint             n_changes,
            Fixture          *self)
{
  self->n_signals++;
  self->n_changes += n_changes;
  for (guint i = 0; i < n_changes; i++)
    {
      if (changes[i].kind == MILL_CHANGE_NODE)
        g_assert_true (mill_pipeline_get_node (pipeline, changes[i].id) == changes[i].after);
      g_assert_true (changes[i].before != changes[i].after || changes[i].kind == MILL_CHANGE_NAME);
    }
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->pipeline = sample_pipeline ();
  self->history = mill_history_new (self->pipeline);
  self->edit = mill_history_begin (self->history, "Edit");
  g_signal_connect (self->pipeline, "changed", G_CALLBACK (changed_cb), self);
}

/* Whatever was done, abandoning it leaves no trace. */
static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (MillPipeline) fresh = sample_pipeline ();
  g_autofree char *expected = mill_pipeline_to_text (fresh);
  g_autofree char *text = NULL;

  mill_history_abandon (self->history);
  text = mill_pipeline_to_text (self->pipeline);
  g_assert_cmpstr (text, ==, expected);
  g_assert_finalize_object (self->history);
  g_assert_finalize_object (self->pipeline);
}

static void
assert_changed (Fixture *self,
                guint    n_signals,
                guint    n_changes)
{
  g_assert_cmpuint (self->n_signals, ==, n_signals);
  g_assert_cmpuint (self->n_changes, ==, n_changes);
  self->n_signals = 0;
  self->n_changes = 0;
}

static void
assert_refused (Fixture    *self,
                const char *from,
                const char *from_port,
                const char *to,
                const char *to_port,
                const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mill_pipeline_can_connect (self->pipeline, from, from_port, to, to_port, &error));
  sample_assert_error (&error, message);
  g_assert_false (mill_edit_connect (self->edit, from, from_port, to, to_port, &error));
  sample_assert_error (&error, message);
  assert_changed (self, 0, 0);
}

static void
test_add (Fixture       *self,
          gconstpointer  data)
{
  g_assert_cmpstr (mill_edit_add_node (self->edit, "read", NULL, 0, 0), ==, "read-2");
  g_assert_cmpstr (mill_edit_add_node (self->edit, "read", NULL, 0, 0), ==, "read-3");
  g_assert_cmpstr (mill_edit_add_node (self->edit, "read", "Ærlig talt: 5 % Öl!", 0, 0), ==,
                   "aerlig-talt-5-ol");
  g_assert_cmpstr (mill_edit_add_node (self->edit, "read", "日本", 0, 0), ==, "node");
  g_assert_cmpstr (mill_edit_add_node (self->edit, "no-such-type", "", NAN, INFINITY), ==,
                   "no-such-type");
  assert_changed (self, 5, 5);
  g_assert_null (mill_pipeline_get_node_type (self->pipeline, "no-such-type"));
  g_assert_cmpstr (mill_pipeline_get_node_label (self->pipeline, "no-such-type"), ==,
                   "no-such-type");
  g_assert_cmpstr (mill_pipeline_get_node_label (self->pipeline, "read-2"), ==, "Read Rows");
  g_assert_cmpstr (mill_pipeline_get_node_label (self->pipeline, "node"), ==, "日本");
  g_assert_null (mill_pipeline_get_node_label (self->pipeline, "nobody"));
}

static void
test_ids_many (Fixture       *self,
               gconstpointer  data)
{
  for (int i = 2; i < 3000; i++)
    {
      g_autofree char *expected = g_strdup_printf ("filter-%d", i);

      g_assert_cmpstr (mill_edit_add_node (self->edit, "filter", NULL, 0, 0), ==, expected);
    }
}

static void
test_remove (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) links = NULL;

  g_assert_true (mill_edit_remove_node (self->edit, "filter", &error));
  g_assert_no_error (error);
  /* The node, and the one that took from it. */
  assert_changed (self, 1, 2);
  links = mill_pipeline_list_links (self->pipeline);
  g_assert_cmpuint (links->len, ==, 0);
  g_assert_false (mill_edit_remove_node (self->edit, "filter", &error));
  sample_assert_error (&error, "There is no node “filter”");
  assert_changed (self, 0, 0);
}

/* Many are removed with one signal, and nothing reads from them then. */
static void
test_remove_several (Fixture       *self,
                     gconstpointer  data)
{
  const char *const ids[] = { "filter", "nobody", "read" };
  guint n_inputs;

  g_assert_true (mill_edit_connect (self->edit, "read", NULL, "write", "table", NULL));
  self->n_signals = self->n_changes = 0;
  mill_edit_remove_nodes (self->edit, ids, G_N_ELEMENTS (ids));
  assert_changed (self, 1, 3);
  g_assert_null (mill_pipeline_get_node (self->pipeline, "read"));
  g_assert_null (mill_pipeline_get_node (self->pipeline, "filter"));
  mill_node_get_inputs (mill_pipeline_get_node (self->pipeline, "write"), &n_inputs);
  g_assert_cmpuint (n_inputs, ==, 0);
}

/* Many are moved with one signal; those that stay, or are not there, are not among them. */
static void
test_move_several (Fixture       *self,
                   gconstpointer  data)
{
  const MillPlacing placings[] = { { "read", 40, 60 }, { "filter", 200, 0 }, { "nobody", 1, 1 },
                                   { "write", 1e300, -20 } };
  double x, y;

  mill_edit_move_nodes (self->edit, placings, G_N_ELEMENTS (placings));
  assert_changed (self, 1, 2);
  mill_node_get_position (mill_pipeline_get_node (self->pipeline, "read"), &x, &y);
  g_assert_cmpfloat (x, ==, 40);
  g_assert_cmpfloat (y, ==, 60);
  mill_node_get_position (mill_pipeline_get_node (self->pipeline, "write"), &x, &y);
  g_assert_cmpfloat (x, <, 1e300);
  g_assert_cmpfloat (y, ==, -20);

  mill_edit_move_nodes (self->edit, placings, G_N_ELEMENTS (placings));
  mill_edit_move_nodes (self->edit, NULL, 0);
  assert_changed (self, 0, 0);
}

static void
test_no_change_no_signal (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr (JsonNode) usual = sample_json ("100");
  g_autoptr (JsonNode) other = sample_json ("5");

  g_assert_true (mill_edit_move_node (self->edit, "filter", 200, 0, NULL));
  g_assert_true (mill_edit_set_title (self->edit, "filter", "", NULL));
  g_assert_true (mill_edit_set_param (self->edit, "filter", "rows", usual, NULL));
  g_assert_true (mill_edit_set_param (self->edit, "filter", "rows", NULL, NULL));
  g_assert_true (mill_edit_connect (self->edit, "read", NULL, "filter", "table", NULL));
  mill_edit_set_name (self->edit, NULL);
  assert_changed (self, 0, 0);

  g_assert_true (mill_edit_set_param (self->edit, "filter", "rows", other, NULL));
  g_assert_true (mill_edit_set_param (self->edit, "filter", "rows", other, NULL));
  assert_changed (self, 1, 1);
}

static void
test_params (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (JsonNode) value = sample_json ("['a']");
  g_autoptr (JsonNode) usual = sample_json ("['id', 'value']");
  g_autoptr (GError) error = NULL;
  JsonObject *params;

  g_assert_true (mill_edit_set_param (self->edit, "filter", "columns", value, NULL));
  g_assert_true (mill_edit_set_param (self->edit, "filter", "unknown", value, NULL));
  /* The document has a value of its own. */
  json_array_add_string_element (json_node_get_array (value), "b");
  params = mill_node_get_params (mill_pipeline_get_node (self->pipeline, "filter"));
  g_assert_cmpuint (json_object_get_size (params), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (params, "columns")), ==, 1);

  g_assert_true (mill_edit_set_param (self->edit, "filter", "columns", usual, NULL));
  params = mill_node_get_params (mill_pipeline_get_node (self->pipeline, "filter"));
  g_assert_cmpuint (json_object_get_size (params), ==, 1);
  g_assert_true (mill_edit_set_param (self->edit, "filter", "unknown", NULL, NULL));
  g_assert_null (mill_node_get_params (mill_pipeline_get_node (self->pipeline, "filter")));
  g_assert_false (mill_edit_set_param (self->edit, "nobody", "columns", value, &error));
  sample_assert_error (&error, "There is no node “nobody”");
}

static void
test_connect_refused (Fixture       *self,
                      gconstpointer  data)
{
  mill_edit_add_node (self->edit, "apply", NULL, 0, 0);
  mill_edit_set_title (self->edit, "filter", "Clean", NULL);
  assert_changed (self, 2, 2);

  assert_refused (self, "nobody", NULL, "filter", "table", "There is no node “nobody”");
  assert_refused (self, "read", NULL, "nobody", "table", "There is no node “nobody”");
  assert_refused (self, "read", "x", "filter", "table", "“Read Rows” has no output “x”");
  assert_refused (self, "read", NULL, "filter", "x", "“Clean” has no input “x”");
  assert_refused (self, "filter", NULL, "write", "table",
                  "“Clean” has several outputs; the link must name one");
  assert_refused (self, "write", NULL, "filter", "table", "“Write Rows” has no output");
  assert_refused (self, "read", NULL, "apply", "model",
                  "“Read Rows” gives a table, “Apply Model” takes a model");
  assert_refused (self, "filter", "kept", "filter", "table",
                  "This link would close a circle: “Clean” → “Clean”");
}

static void
test_circle (Fixture       *self,
             gconstpointer  data)
{
  const char *last = "filter";

  for (int i = 0; i < 10; i++)
    {
      g_autofree char *title = g_strdup_printf ("F%d", i);
      const char *id = mill_edit_add_node (self->edit, "filter", title, 0, 0);

      g_assert_true (mill_edit_connect (self->edit, last, "kept", id, "table", NULL));
      last = id;
    }
  self->n_signals = self->n_changes = 0;
  assert_refused (self, "f1", "rejected", "filter", "table",
                  "This link would close a circle: "
                  "“Filter Rows” → “F0” → “F1” → “Filter Rows”");
  assert_refused (self, last, "rejected", "filter", "table",
                  "This link would close a circle: "
                  "“Filter Rows” → “F0” → “F1” → … → “F7” → “F8” → “F9” → “Filter Rows”");
}

static void
test_connect (Fixture       *self,
              gconstpointer  data)
{
  const MillInput *inputs;
  g_autoptr (GArray) links = NULL;
  g_autoptr (GError) error = NULL;
  MillLink link;
  guint n;

  /* One link fits: the new one takes the place of the old. */
  g_assert_true (mill_edit_connect (self->edit, "filter", "rejected", "write", "table", NULL));
  assert_changed (self, 1, 1);
  inputs = mill_node_get_inputs (mill_pipeline_get_node (self->pipeline, "write"), &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (inputs[0].from_port, ==, "rejected");

  /* Many fit: they keep the order in which they came. */
  mill_edit_add_node (self->edit, "union", NULL, 0, 0);
  g_assert_true (mill_edit_connect (self->edit, "read", NULL, "union", "tables", NULL));
  g_assert_true (mill_edit_connect (self->edit, "filter", "rejected", "union", "tables", NULL));
  g_assert_true (mill_edit_connect (self->edit, "filter", "kept", "union", "tables", NULL));
  g_assert_true (mill_edit_connect (self->edit, "read", "table", "union", "tables", NULL));
  inputs = mill_node_get_inputs (mill_pipeline_get_node (self->pipeline, "union"), &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (inputs[0].from_node, ==, "read");
  g_assert_cmpstr (inputs[1].from_port, ==, "rejected");
  g_assert_cmpstr (inputs[2].from_port, ==, "kept");

  links = mill_pipeline_list_links_from (self->pipeline, "filter");
  g_assert_cmpuint (links->len, ==, 3);
  g_assert_cmpstr (g_array_index (links, MillLink, 0).to_node, ==, "union");
  g_assert_cmpstr (g_array_index (links, MillLink, 2).to_node, ==, "write");
  link = (MillLink) { "filter", "rejected", "union", "tables" };
  g_assert_true (mill_edit_disconnect (self->edit, &link, &error));
  g_assert_no_error (error);
  g_assert_false (mill_edit_disconnect (self->edit, &link, &error));
  sample_assert_error (&error, "There is no link from “Filter Rows” to “Union”");
  mill_node_get_inputs (mill_pipeline_get_node (self->pipeline, "union"), &n);
  g_assert_cmpuint (n, ==, 2);
}

static void
test_annotations (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr (MillAnnotation) note = mill_annotation_new (MILL_ANNOTATION_NOTE, "filter-note", "a",
                                                         "red", 1, 2, 3, 4);
  g_autoptr (MillParameter) parameter = mill_parameter_new ("day", MILL_PARAMETER_DATE, NULL, NULL);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  mill_edit_put_annotation (self->edit, note);
  mill_edit_put_parameter (self->edit, parameter);
  assert_changed (self, 2, 2);
  mill_edit_put_annotation (self->edit, note);
  mill_edit_put_parameter (self->edit, parameter);
  assert_changed (self, 0, 0);
  id = mill_edit_make_id (self->edit, "Filter note");
  g_assert_cmpstr (id, ==, "filter-note-2");
  g_assert_true (mill_edit_remove_annotation (self->edit, "filter-note", NULL));
  g_assert_true (mill_edit_remove_parameter (self->edit, "day", NULL));
  assert_changed (self, 2, 2);
  g_assert_false (mill_edit_remove_annotation (self->edit, "filter-note", &error));
  sample_assert_error (&error, "There is no frame or note “filter-note”");
  g_assert_false (mill_edit_remove_parameter (self->edit, "day", &error));
  sample_assert_error (&error, "There is no parameter “day”");
}

/* Whatever refers to a parameter follows its new name, and goes back with it. */
static void
test_rename_parameter (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr (MillParameter) parameter = mill_parameter_new ("day", MILL_PARAMETER_DATE, NULL, "Which");
  g_autoptr (MillParameter) other = mill_parameter_new ("days", MILL_PARAMETER_DATE, NULL, NULL);
  g_autoptr (JsonNode) value = sample_json ("'x ${day} ${days} $${day} ${day}'");
  g_autoptr (JsonNode) records = sample_json ("[{'name': '${day}', 'a': [1, '> ${day}']}, {'name': 'day'}]");
  g_autoptr (JsonNode) plain = sample_json ("'day'");
  g_autofree char *before = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  mill_edit_put_parameter (self->edit, parameter);
  mill_edit_put_parameter (self->edit, other);
  mill_edit_set_param (self->edit, "read", "path", value, NULL);
  mill_edit_set_param (self->edit, "filter", "strange", records, NULL);
  mill_edit_set_param (self->edit, "write", "path", plain, NULL);
  mill_history_commit (self->history, NULL);
  before = mill_pipeline_to_text (self->pipeline);

  self->edit = mill_history_begin (self->history, "Rename");
  self->n_signals = self->n_changes = 0;
  g_assert_true (mill_edit_rename_parameter (self->edit, "day", "until", &error));
  g_assert_no_error (error);
  /* Two parameters, and the two nodes that refer to it. */
  assert_changed (self, 1, 4);
  after = mill_pipeline_to_text (self->pipeline);
  g_assert_nonnull (strstr (after, "\"x ${until} ${days} $${day} ${until}\""));
  g_assert_nonnull (strstr (after, "\"> ${until}\""));
  g_assert_null (mill_pipeline_get_parameter (self->pipeline, "day"));
  g_assert_cmpstr (mill_parameter_get_description (mill_pipeline_get_parameter (self->pipeline, "until")), ==,
                   "Which");

  g_assert_false (mill_edit_rename_parameter (self->edit, "until", "days", &error));
  sample_assert_error (&error, "There is a parameter “days” already");
  g_assert_false (mill_edit_rename_parameter (self->edit, "day", "x", &error));
  sample_assert_error (&error, "There is no parameter “day”");
  mill_history_commit (self->history, NULL);
  mill_history_undo (self->history);
  undone = mill_pipeline_to_text (self->pipeline);
  g_assert_cmpstr (undone, ==, before);
  mill_history_undo (self->history);
  self->edit = mill_history_begin (self->history, "More");
}

static void
test_paste (Fixture       *self,
            gconstpointer  data)
{
  const char *ids[] = { "filter", "write", "frame", NULL };
  g_autoptr (MillAnnotation) frame = mill_annotation_new (MILL_ANNOTATION_FRAME, "frame", "F", NULL,
                                                          1, 2, 3, 4);
  g_autoptr (MillParameter) parameter = mill_parameter_new ("day", MILL_PARAMETER_DATE, NULL, NULL);
  g_autoptr (JsonNode) value = sample_json ("'x ${day}'");
  g_autofree char *alone = NULL;
  g_autofree char *linked = NULL;
  g_auto (GStrv) first = NULL;
  g_auto (GStrv) second = NULL;
  g_autoptr (GError) error = NULL;
  const MillInput *input;
  double x, y;

  mill_edit_put_annotation (self->edit, frame);
  mill_edit_put_parameter (self->edit, parameter);
  mill_edit_set_param (self->edit, "filter", "path", value, NULL);
  alone = mill_pipeline_copy_text (self->pipeline, ids, FALSE);
  linked = mill_pipeline_copy_text (self->pipeline, ids, TRUE);
  mill_edit_remove_parameter (self->edit, "day", NULL);

  first = mill_edit_paste (self->edit, alone, 10, 20, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first[0], ==, "filter-2");
  g_assert_cmpstr (first[1], ==, "write-2");
  g_assert_null (first[2]);
  g_assert_null (mill_node_find_input (mill_pipeline_get_node (self->pipeline, "filter-2"), "table"));
  input = mill_node_find_input (mill_pipeline_get_node (self->pipeline, "write-2"), "table");
  g_assert_cmpstr (input->from_node, ==, "filter-2");
  g_assert_cmpstr (input->from_port, ==, "kept");
  mill_node_get_position (mill_pipeline_get_node (self->pipeline, "filter-2"), &x, &y);
  g_assert_cmpfloat (x, ==, 210);
  g_assert_cmpfloat (y, ==, 20);
  g_assert_nonnull (mill_pipeline_get_annotation (self->pipeline, "frame-2"));
  g_assert_nonnull (mill_pipeline_get_parameter (self->pipeline, "day"));

  second = mill_edit_paste (self->edit, linked, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second[0], ==, "filter-3");
  input = mill_node_find_input (mill_pipeline_get_node (self->pipeline, "filter-3"), "table");
  g_assert_cmpstr (input->from_node, ==, "read");
  g_assert_cmpstr (input->from_port, ==, "table");

  self->n_signals = self->n_changes = 0;
  g_assert_null (mill_edit_paste (self->edit, "hello", 0, 0, &error));
  sample_assert_error (&error, "“h” is not expected here");
  assert_changed (self, 0, 0);
}

/* Where what was copied begins: the first of its nodes and notes from the left and from above. */
static void
assert_corner (const char *text,
               gboolean    has,
               double      left,
               double      top)
{
  g_autofree char *quoted = sample_quote (text);
  double x, y;

  g_assert_true (mill_fragment_get_corner (&sample_catalogue, quoted, &x, &y) == has);
  if (has)
    {
      g_assert_cmpfloat (x, ==, left);
      g_assert_cmpfloat (y, ==, top);
    }
}

static void
test_corner (Fixture       *self,
             gconstpointer  data)
{
  assert_corner ("{'format': 'millrace/1', 'nodes': {'a': {'type': 'read', 'version': 1}, "
                 "'b': {'type': 'read', 'version': 1}, 'c': {'type': 'read', 'version': 1}}, "
                 "'layout': {'nodes': {'a': {'x': 50, 'y': -7}, 'b': {'x': 20, 'y': 30}}}}", TRUE, 20, -7);
  assert_corner ("{'format': 'millrace/1', 'nodes': {'a': {'type': 'read', 'version': 1}}, "
                 "'layout': {'nodes': {'a': {'x': 50, 'y': 7}}, "
                 "'notes': [{'id': 'n', 'x': 60, 'y': 5}], 'frames': [{'id': 'f', 'x': 40, 'y': 9}]}}",
                 TRUE, 40, 5);
  /* Nothing of it has a place, there is nothing, and it is no pipeline at all. */
  assert_corner ("{'format': 'millrace/1', 'nodes': {'a': {'type': 'read', 'version': 1}}}", FALSE, 0, 0);
  assert_corner ("{'format': 'millrace/1'}", FALSE, 0, 0);
  assert_corner ("hello", FALSE, 0, 0);
}

#define TEST(name, function) \
  g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/edit/add", test_add);
  TEST ("/edit/corner", test_corner);
  TEST ("/edit/ids-many", test_ids_many);
  TEST ("/edit/remove", test_remove);
  TEST ("/edit/remove-several", test_remove_several);
  TEST ("/edit/move-several", test_move_several);
  TEST ("/edit/no-change-no-signal", test_no_change_no_signal);
  TEST ("/edit/params", test_params);
  TEST ("/edit/connect-refused", test_connect_refused);
  TEST ("/edit/circle", test_circle);
  TEST ("/edit/rename-parameter", test_rename_parameter);
  TEST ("/edit/connect", test_connect);
  TEST ("/edit/annotations", test_annotations);
  TEST ("/edit/paste", test_paste);

  return g_test_run ();
}
