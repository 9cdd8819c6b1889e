/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canvas-fixture.h"

/* What cards say of settings that are parameters of the pipeline. */

static void
put_parameter (CanvasFixture *self,
               const char    *name,
               JsonNode      *value)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  g_autoptr(MillParameter) parameter = mill_parameter_new (name, MILL_PARAMETER_INTEGER, value, NULL);

  mill_edit_put_parameter (mill_history_begin (history, "Put"), parameter);
  mill_history_commit (history, NULL);
  json_node_unref (value);
}

static JsonNode *
integer (gint64 value)
{
  return json_node_init_int (json_node_alloc (), value);
}

static void
test_value (CanvasFixture *self,
            gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);

  put_parameter (self, "most", integer (7));
  fixture_set_string (&self->base, "other", "rows", "${most}");
  g_assert_cmpstr (canvas_card_text (self, "other", "summary"), ==, "the first 7 rows (most)");
  put_parameter (self, "most", integer (9));
  g_assert_cmpstr (canvas_card_text (self, "other", "summary"), ==, "the first 9 rows (most)");
  mill_history_undo (history);
  g_assert_cmpstr (canvas_card_text (self, "other", "summary"), ==, "the first 7 rows (most)");

  /* What is bypassed says it too, though it is not in what runs. */
  mill_edit_set_bypassed (mill_history_begin (history, "Bypass"), "other", TRUE, NULL);
  mill_history_commit (history, NULL);
  g_assert_cmpstr (canvas_card_text (self, "other", "summary"), ==, "the first 7 rows (most)");

  /* Text has its references in it. */
  fixture_set_string (&self->base, "some", "condition", "number > ${most}");
  g_assert_cmpstr (canvas_card_text (self, "some", "summary"), ==, "number > ${most}");
}

/* Nothing is said that is not so: of a value that there is none of, that is wrong, or that may be a secret. */
static void
test_no_value (CanvasFixture *self,
               gconstpointer  data)
{
  g_autoptr(JsonNode) secret = json_node_init_string (json_node_alloc (), "${env:HOME}");

  put_parameter (self, "most", integer (-7));
  fixture_set_string (&self->base, "other", "rows", "${most}");
  g_assert_cmpstr (canvas_card_text (self, "other", "summary"), ==,
                   "Keep or drop rows at the beginning or the end (most)");
  fixture_set_string (&self->base, "other", "rows", "${nobody}");
  g_assert_cmpstr (canvas_card_text (self, "other", "summary"), ==,
                   "Keep or drop rows at the beginning or the end (nobody)");
  put_parameter (self, "secret", g_steal_pointer (&secret));
  fixture_set_string (&self->base, "other", "rows", "${secret}");
  g_assert_cmpstr (canvas_card_text (self, "other", "summary"), ==,
                   "Keep or drop rows at the beginning or the end (secret)");
}

/* Within a component what counts is what the node that holds it has set, not the default of its own. */
static void
test_within (CanvasFixture *self,
             gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  const char *const ids[] = { "other", NULL };
  g_autofree char *component = NULL;
  g_autoptr(JsonNode) value = integer (9);
  g_autoptr(GError) error = NULL;

  put_parameter (self, "most", integer (7));
  fixture_set_string (&self->base, "other", "rows", "${most}");
  component = g_strdup (mill_edit_make_component (mill_history_begin (history, "Group"), ids, "Few", &error));
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
  g_assert_true (mill_session_set_param (self->base.session, component, "most", value, &error));
  g_assert_no_error (error);
  /* The canvas lets go of the level before, as the document has it do. */
  mill_canvas_set_session (self->canvas, NULL);
  g_assert_true (mill_session_enter (self->base.session, component));
  mill_canvas_set_session (self->canvas, self->base.session);
  canvas_settle (self);
  g_assert_cmpstr (canvas_card_text (self, "other", "summary"), ==, "the first 9 rows (most)");
  mill_canvas_set_session (self->canvas, NULL);
  mill_session_leave (self->base.session, 1);
}

/* A choice, and one in a row of a list. */
static void
test_choices (CanvasFixture *self,
              gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  g_autoptr(JsonNode) text = json_node_init_string (json_node_alloc (), "last");
  g_autoptr(JsonNode) yes = json_node_init_boolean (json_node_alloc (), TRUE);
  g_autoptr(MillParameter) which = mill_parameter_new ("which", MILL_PARAMETER_STRING, text, NULL);
  g_autoptr(MillParameter) down = mill_parameter_new ("down", MILL_PARAMETER_BOOLEAN, yes, NULL);
  g_autoptr(JsonNode) keys = json_from_string ("[{\"column\": \"number\", \"descending\": \"${down}\"}]", NULL);
  g_autofree char *sort = NULL;
  g_autoptr(GError) error = NULL;
  MillEdit *edit = mill_history_begin (history, "Put");

  mill_edit_put_parameter (edit, which);
  mill_edit_put_parameter (edit, down);
  mill_history_commit (history, NULL);
  fixture_set_string (&self->base, "other", "keep", "${which}");
  g_assert_cmpstr (canvas_card_text (self, "other", "summary"), ==, "the last 100 rows (which)");
  sort = canvas_add (self, "sort", "some", "kept", NULL, NULL);
  g_assert_true (mill_session_set_param (self->base.session, sort, "keys", keys, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (canvas_card_text (self, sort, "summary"), ==, "number ↓ (down)");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, func) \
  g_test_add ("/ui/canvas-settings/" name, CanvasFixture, NULL, canvas_set_up, func, canvas_tear_down)
  ADD ("value", test_value);
  ADD ("no-value", test_no_value);
  ADD ("within", test_within);
  ADD ("choices", test_choices);

  return g_test_run ();
}
