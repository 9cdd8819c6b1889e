/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "pipeline/writer.h"

/* The fixture reads a table, keeps some rows of it and the first ones of it. */

static const char *
make_component (Fixture    *self,
                const char *const *ids)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit = mill_history_begin (history, "Make");
  g_autoptr(GError) error = NULL;
  const char *id = mill_edit_make_component (edit, ids, "Clean", &error);

  g_assert_no_error (error);
  mill_history_commit (history, NULL);

  return id;
}

static void
make_some (Fixture *self)
{
  static const char *const some[] = { "some", NULL };

  g_assert_cmpstr (make_component (self, some), ==, "clean");
}

static char *
write_whole (Fixture *self)
{
  return mill_pipeline_to_text (mill_session_get_whole (self->session));
}

static void
keep_level_cb (MillSession  *session,
               GParamSpec   *pspec,
               char        **kept)
{
  g_free (*kept);
  *kept = g_strdup (mill_session_get_level (session));
}

static void
test_enter_and_leave (Fixture       *self,
                      gconstpointer  data)
{
  g_auto(GStrv) titles = NULL;
  g_autofree char *told = NULL;
  guint left = 0;

  make_some (self);
  g_signal_connect (self->session, "notify::level", G_CALLBACK (keep_level_cb), &told);
  g_signal_connect_swapped (self->session, "level-left", G_CALLBACK (fixture_count_cb), &left);
  g_assert_false (mill_session_enter (self->session, "all"));
  g_assert_cmpuint (left, ==, 0);

  mill_session_select_one (self->session, "clean");
  g_assert_true (mill_session_enter (self->session, "clean"));
  g_assert_cmpstr (told, ==, "clean");
  g_assert_cmpuint (left, ==, 1);
  g_assert_false (mill_session_has_selection (self->session));
  g_assert_null (mill_session_get_selected_node (self->session));
  g_assert_nonnull (mill_pipeline_get_node (mill_session_get_pipeline (self->session), "some"));
  g_assert_null (mill_pipeline_get_node (mill_session_get_pipeline (self->session), "all"));
  g_assert_nonnull (mill_pipeline_get_node (mill_session_get_whole (self->session), "all"));
  titles = mill_session_list_level_titles (self->session);
  g_assert_cmpuint (g_strv_length (titles), ==, 2);
  g_assert_cmpstr (titles[0], ==, "Small");
  g_assert_cmpstr (titles[1], ==, "Clean");

  mill_session_leave (self->session, 3);
  g_assert_null (mill_session_get_level (self->session));
  g_assert_null (told);
  g_signal_handlers_disconnect_by_data (self->session, &told);
  g_signal_handlers_disconnect_by_data (self->session, &left);
  g_assert_cmpstr (mill_session_get_selected_node (self->session), ==, "clean");
}

static void
forget_cb (char *id)
{
  memset (id, '?', strlen (id));
}

/* Who asks for a level may have the id from what goes with the one before. */
static void
test_enter_with_a_short_lived_id (Fixture       *self,
                                  gconstpointer  data)
{
  g_autofree char *id = g_strdup ("clean");
  g_auto(GStrv) titles = NULL;

  make_some (self);
  g_signal_connect_swapped (self->session, "level-left", G_CALLBACK (forget_cb), id);
  g_assert_true (mill_session_enter (self->session, id));
  g_signal_handlers_disconnect_by_data (self->session, id);

  g_assert_cmpstr (id, ==, "?????");
  g_assert_cmpstr (mill_session_get_level (self->session), ==, "clean");
  titles = mill_session_list_level_titles (self->session);
  g_assert_cmpstr (titles[1], ==, "Clean");
}

static void
test_edit_inside (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  make_some (self);
  before = write_whole (self);
  mill_session_enter (self->session, "clean");
  fixture_set_string (self, "some", "condition", "number > 900");
  after = write_whole (self);
  g_assert_nonnull (strstr (after, "number > 900"));
  g_assert_true (mill_session_get_modified (self->session));

  mill_session_leave (self->session, 1);
  mill_history_undo (mill_session_get_history (self->session));
  g_free (after);
  after = write_whole (self);
  g_assert_cmpstr (after, ==, before);
}

static void
test_closed (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(MillHistory) whole = g_object_ref (mill_session_get_history (self->session));

  make_some (self);
  mill_session_enter (self->session, "clean");
  /* The step before: it was not a component yet. */
  mill_history_undo (mill_session_get_history (self->session));
  g_assert_null (mill_session_get_level (self->session));
  g_assert_true (mill_session_get_pipeline (self->session) == self->pipeline);
  g_assert_nonnull (mill_pipeline_get_node (self->pipeline, "some"));
  g_assert_false (mill_history_get_can_undo (whole));
}

static void
keep_id_cb (MillSession *session,
            const char  *id,
            GHashTable  *ids)
{
  g_hash_table_add (ids, g_strdup (id));
}

static void
test_run (Fixture       *self,
          gconstpointer  data)
{
  g_autoptr(GHashTable) told =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *made_by = NULL;
  g_autofree char *made_at = NULL;
  MillNodeStatus status;
  const MillPort *out;

  make_some (self);
  out = mill_node_type_get_port (mill_pipeline_get_node_type (self->pipeline, "clean"),
                                 MILL_PORT_OUT, 0);
  /* What nothing reads has no port; one is made within. */
  g_assert_null (out);
  mill_session_enter (self->session, "clean");
  {
    MillHistory *history = mill_session_get_history (self->session);
    MillEdit *edit = mill_history_begin (history, "Output");
    const char *id = mill_edit_add_node (edit, "table-output", NULL, 0, 0);

    g_assert_true (mill_edit_connect (edit, "some", "kept", id, "table", NULL));
    mill_history_commit (history, NULL);
  }
  mill_session_leave (self->session, 1);
  out = mill_node_type_get_port (mill_pipeline_get_node_type (self->pipeline, "clean"),
                                 MILL_PORT_OUT, 0);
  g_assert_nonnull (out);

  g_signal_connect (self->session, "node-status-changed", G_CALLBACK (keep_id_cb), told);
  fixture_run (self);
  g_assert_true (g_hash_table_contains (told, "clean"));
  g_assert_true (g_hash_table_contains (told, "all"));
  g_assert_false (g_hash_table_contains (told, "clean/some"));
  g_signal_handlers_disconnect_by_func (self->session, keep_id_cb, told);
  mill_session_get_status (self->session, "clean", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);
  g_assert_false (status.stale);
  while (mill_session_get_rows (self->session, "clean", out->name) < 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (mill_session_get_rows (self->session, "clean", out->name), ==, 700);
  g_assert_nonnull (mill_session_find_results (self->session, "clean", out->name, &made_by,
                                               &made_at));
  g_assert_cmpstr (made_by, ==, "clean/some");
  g_assert_cmpstr (made_at, ==, "kept");

  /* From within: what comes in, and what is made. */
  mill_session_enter (self->session, "clean");
  mill_session_get_status (self->session, "some", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);
  g_assert_cmpint (mill_session_get_rows (self->session, "some", "kept"), ==, 700);
  {
    const MillInput *input =
      mill_node_find_input (mill_pipeline_get_node (mill_session_get_pipeline (self->session),
                                                    "some"), "table");

    g_assert_cmpint (mill_session_get_rows (self->session, input->from_node, "table"), ==,
                     FIXTURE_ROWS);
  }

  /* A change within shows outside. */
  fixture_set_string (self, "some", "condition", "number > 900");
  mill_session_leave (self->session, 1);
  mill_session_get_status (self->session, "clean", &status);
  g_assert_true (status.stale);
}

/* A target within a component runs it, and what it needs outside. */
static void
test_run_within (Fixture       *self,
                 gconstpointer  data)
{
  static const char *const targets[] = { "some", NULL };
  MillNodeStatus status;

  make_some (self);
  mill_session_enter (self->session, "clean");
  mill_session_run (self->session, targets);
  while (mill_session_get_running (self->session))
    g_main_context_iteration (NULL, TRUE);
  mill_session_get_status (self->session, "some", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);
  mill_session_leave (self->session, 1);
  mill_session_get_status (self->session, "all", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);
  mill_session_get_status (self->session, "other", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_IDLE);
}

static void
test_columns_and_problems (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr(GPtrArray) outside = NULL;
  g_autoptr(GPtrArray) inside = NULL;
  const MillSchema *columns;
  const MillInput *input;

  make_some (self);
  mill_session_enter (self->session, "clean");
  fixture_wait (self, "types-changed");
  input = mill_node_find_input (mill_pipeline_get_node (mill_session_get_pipeline (self->session),
                                                        "some"), "table");
  columns = mill_session_get_columns (self->session, input->from_node, input->from_port);
  g_assert_nonnull (columns);
  g_assert_cmpuint (mill_schema_get_n_columns (columns), ==, 2);
  g_assert_nonnull (mill_session_get_input_columns (self->session, "some", "table"));

  fixture_set_string (self, "some", "condition", "nummer > 1");
  fixture_wait (self, "types-changed");
  inside = mill_session_list_diagnostics (self->session, "some");
  g_assert_cmpuint (inside->len, ==, 1);
  mill_session_leave (self->session, 1);
  outside = mill_session_list_diagnostics (self->session, "clean");
  g_assert_cmpuint (outside->len, ==, 1);
  g_assert_cmpstr (((MillDiagnostic *) outside->pdata[0])->node, ==, "clean/some");

  mill_session_reveal_path (self->session, "clean/some", "condition");
  g_assert_cmpstr (mill_session_get_level (self->session), ==, "clean");
  g_assert_cmpstr (mill_session_get_selected_node (self->session), ==, "some");
  mill_session_reveal_path (self->session, "all", NULL);
  g_assert_null (mill_session_get_level (self->session));
  g_assert_cmpstr (mill_session_get_selected_node (self->session), ==, "all");
}

static void
test_bypassed (Fixture       *self,
               gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->session);
  g_autofree char *made_by = NULL;
  g_autofree char *made_at = NULL;
  MillNodeStatus status;

  fixture_run (self);
  mill_session_get_status (self->session, "some", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);
  mill_edit_set_bypassed (mill_history_begin (history, "Bypass"), "some", TRUE, NULL);
  mill_history_commit (history, NULL);
  mill_session_get_status (self->session, "some", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_IDLE);
  g_assert_null (mill_session_find_results (self->session, "some", "kept", &made_by, &made_at));
  fixture_wait (self, "types-changed");
  g_assert_nonnull (mill_session_get_columns (self->session, "some", "kept"));
  g_assert_nonnull (mill_session_get_input_columns (self->session, "some", "table"));
}

/* Two levels deep, and out again at once. */
static void
test_nested (Fixture       *self,
             gconstpointer  data)
{
  static const char *const clean[] = { "clean", NULL };
  MillNodeStatus status;
  const char *outer;

  make_some (self);
  outer = make_component (self, clean);
  fixture_run (self);
  mill_session_get_status (self->session, outer, &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);

  {
    g_autofree char *path = g_strdup_printf ("%s/clean/some", outer);

    mill_session_reveal_path (self->session, path, NULL);
    g_assert_cmpstr (mill_session_get_selected_node (self->session), ==, "some");
    mill_session_get_status (self->session, "some", &status);
    g_assert_cmpint (status.state, ==, MILL_STATE_DONE);
  }
  fixture_set_string (self, "some", "condition", "number > 999");
  mill_session_leave (self->session, 2);
  g_assert_cmpstr (mill_session_get_selected_node (self->session), ==, outer);
  mill_session_get_status (self->session, outer, &status);
  g_assert_true (status.stale);
  mill_history_undo (mill_session_get_history (self->session));
  mill_session_get_status (self->session, outer, &status);
  g_assert_false (status.stale);
}

#define MANY 10000

static void
test_select_many (Fixture       *self,
                  gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit = mill_history_begin (history, "Many");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;
  gint64 start;

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("note-%u", i);
      g_autoptr(MillAnnotation) note =
        mill_annotation_new (MILL_ANNOTATION_NOTE, id, "", "yellow", 0, 0, 10, 10);

      mill_edit_put_annotation (edit, note);
      g_strv_builder_add (builder, id);
    }
  mill_history_commit (history, NULL);
  ids = g_strv_builder_end (builder);

  start = g_get_monotonic_time ();
  mill_session_select (self->session, (const char *const *) ids);
  mill_session_select (self->session, (const char *const *) ids);
  mill_history_undo (history);
  g_test_message ("%.1f ms", (g_get_monotonic_time () - start) / 1000.0);
  g_assert_false (mill_session_has_selection (self->session));
  /* What grows with the square of them takes longer than this. */
  g_assert_cmpint (g_get_monotonic_time () - start, <,
                   fixture_get_slowness () * G_TIME_SPAN_SECOND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/app/level/enter-and-leave", test_enter_and_leave);
  ADD ("/app/level/enter-with-a-short-lived-id", test_enter_with_a_short_lived_id);
  ADD ("/app/level/edit-inside", test_edit_inside);
  ADD ("/app/level/closed", test_closed);
  ADD ("/app/level/run", test_run);
  ADD ("/app/level/run-within", test_run_within);
  ADD ("/app/level/columns-and-problems", test_columns_and_problems);
  ADD ("/app/level/bypassed", test_bypassed);
  ADD ("/app/level/nested", test_nested);
  ADD ("/app/level/select-many", test_select_many);
#undef ADD

  return g_test_run ();
}
