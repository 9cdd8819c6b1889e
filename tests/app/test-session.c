/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "app/session-private.h"
#include "app/state-words.h"
#include "fixture.h"
#include "runs-store.h"

static void
note_state (Fixture    *self,
            const char *node,
            MillState   state)
{
  g_autoptr(MillEvent) event = mill_event_new (MILL_EVENT_STATE, node);

  event->state = state;
  mill_session_note_time_left (self->session, event);
}

/* How long a run still takes is known from the one before. */
static void
test_left (Fixture       *self,
           gconstpointer  data)
{
  static const char *const targets[] = { "some", NULL };
  g_autofree char *words = NULL;
  RunsStore runs = { NULL };
  g_autoptr(GError) error = NULL;

  runs_store_open (&runs, "SELECT 1");
  mill_session_set_store (self->session, runs.store);
  g_assert_true (isnan (mill_session_get_left (self->session)));
  mill_session_run (self->session, targets);
  fixture_wait (self, "run-finished");
  g_assert_true (isnan (mill_session_get_left (self->session)));
  mill_store_flush (runs.store, &error);
  g_assert_no_error (error);
  runs_store_execute (&runs, "UPDATE nodes SET state = 'done', started = 1000000, seconds = 90.5");

  mill_session_begin_time_left (self->session);
  note_state (self, "all", MILL_STATE_RUNNING);
  note_state (self, "some", MILL_STATE_WAITING);
  while (isnan (mill_session_get_left (self->session)))
    g_main_context_iteration (NULL, FALSE);
  words = mill_state_words_dup_stop (self->session);
  g_assert_cmpstr (words, ==, "Stop 2/2, about 2 min left");
  mill_session_end_time_left (self->session);
  g_assert_true (isnan (mill_session_get_left (self->session)));

  fixture_drop_session (self);
  runs_store_wait (&runs, 0);
  runs_store_close (&runs);
}

static void
test_selection (Fixture       *self,
                gconstpointer  data)
{
  const char *both[] = { "all", "some", "nobody", NULL };
  g_auto(GStrv) selected = NULL;
  guint changes = 0;

  g_signal_connect_swapped (self->session, "selection-changed", G_CALLBACK (fixture_count_cb),
                            &changes);
  mill_session_select_one (self->session, "all");
  g_assert_cmpstr (mill_session_get_selected_node (self->session), ==, "all");
  g_assert_cmpuint (changes, ==, 1);
  mill_session_select_one (self->session, "all");
  g_assert_cmpuint (changes, ==, 1);

  mill_session_select (self->session, both);
  g_assert_cmpuint (changes, ==, 2);
  selected = mill_session_list_selected (self->session);
  g_assert_cmpuint (g_strv_length (selected), ==, 2);
  g_assert_null (mill_session_get_selected_node (self->session));

  mill_session_toggle_selected (self->session, "all");
  g_assert_false (mill_session_is_selected (self->session, "all"));
  g_assert_true (mill_session_is_selected (self->session, "some"));
  g_assert_cmpstr (mill_session_get_selected_node (self->session), ==, "some");

  mill_session_select_one (self->session, NULL);
  g_assert_false (mill_session_has_selection (self->session));
  g_assert_false (mill_session_is_selected (self->session, "some"));
}

static void
test_removed_is_not_selected (Fixture       *self,
                              gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit;

  mill_session_select_one (self->session, "some");
  edit = mill_history_begin (history, "Delete");
  g_assert_true (mill_edit_remove_node (edit, "some", NULL));
  mill_history_commit (history, NULL);
  g_assert_null (mill_session_get_selected_node (self->session));
  g_assert_false (mill_session_is_selected (self->session, "some"));
}

static void
test_typing (Fixture       *self,
             gconstpointer  data)
{
  const MillSchema *schema;
  g_autoptr(GPtrArray) problems = NULL;

  fixture_wait (self, "types-changed");
  schema = mill_types_get_schema (mill_session_get_types (self->session), "some", "kept");
  g_assert_nonnull (schema);
  g_assert_cmpuint (mill_schema_get_n_columns (schema), ==, 2);

  fixture_set_string (self, "some", "condition", "nummer > 1");
  fixture_wait (self, "types-changed");
  problems = mill_session_list_diagnostics (self->session, "some");
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (((MillDiagnostic *) problems->pdata[0])->param, ==, "condition");
}

static void
keep_ids_cb (MillSession  *session,
             GHashTable   *ids,
             GHashTable  **kept)
{
  g_clear_pointer (kept, g_hash_table_unref);
  *kept = g_hash_table_ref (ids);
}

/* An edit tells of the nodes that it means something for, and of no others. */
static void
test_typing_tells_what (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr(GHashTable) ids = NULL;
  g_autoptr(GPtrArray) problems = NULL;

  g_signal_connect (self->session, "types-changed", G_CALLBACK (keep_ids_cb), &ids);
  fixture_wait (self, "types-changed");
  g_assert_cmpuint (g_hash_table_size (ids), ==, 3);

  fixture_set_string (self, "some", "condition", "number > 1");
  fixture_wait (self, "types-changed");
  g_assert_cmpuint (g_hash_table_size (ids), ==, 0);

  fixture_set_string (self, "some", "condition", "nummer > 1");
  fixture_wait (self, "types-changed");
  g_assert_cmpuint (g_hash_table_size (ids), ==, 1);
  g_assert_true (g_hash_table_contains (ids, "some"));
  problems = mill_session_list_diagnostics (self->session, "other");
  g_assert_cmpuint (problems->len, ==, 0);

  fixture_set_string (self, "some", "condition", "number > 1");
  fixture_wait (self, "types-changed");
  g_assert_true (g_hash_table_contains (ids, "some"));
}

static void
test_progress (Fixture       *self,
               gconstpointer  data)
{
  static const char *const targets[] = { "some", NULL };
  g_autofree char *words = NULL;
  guint n_ended, n;

  mill_session_run (self->session, targets);
  mill_session_get_progress (self->session, &n_ended, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (n_ended, ==, 0);
  words = mill_state_words_dup_stop (self->session);
  g_assert_cmpstr (words, ==, "Stop 0/2");
  fixture_wait (self, "run-finished");
  mill_session_get_progress (self->session, &n_ended, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (n_ended, ==, 2);
}

static void
test_run (Fixture       *self,
          gconstpointer  data)
{
  MillNodeStatus status;
  guint n_started = 0, n_finished = 0, n_batches = 0;

  g_signal_connect_swapped (self->session, "run-started", G_CALLBACK (fixture_count_cb),
                            &n_started);
  g_signal_connect_swapped (self->session, "run-finished", G_CALLBACK (fixture_count_cb),
                            &n_finished);
  g_signal_connect_swapped (self->session, "events", G_CALLBACK (fixture_count_cb), &n_batches);
  mill_session_get_status (self->session, "some", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_IDLE);

  fixture_run (self);
  g_assert_cmpuint (n_started, ==, 1);
  g_assert_cmpuint (n_finished, ==, 1);
  /* Events come in batches, not one by one. */
  g_assert_cmpuint (n_batches, >, 0);
  g_assert_cmpuint (n_batches, <, mill_session_get_events (self->session)->len);

  mill_session_get_status (self->session, "some", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);
  g_assert_false (status.stale);
  g_assert_nonnull (mill_session_get_node_results (self->session, "some"));
  g_assert_null (mill_session_get_node_results (self->session, "nobody"));
}

static gboolean
is_stale (Fixture    *self,
          const char *node)
{
  MillNodeStatus status;

  mill_session_get_status (self->session, node, &status);

  return status.stale;
}

static void
test_stale (Fixture       *self,
            gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit;

  fixture_run (self);

  /* Neither its place nor its title decides a result. */
  edit = mill_history_begin (history, "Move");
  g_assert_true (mill_edit_move_node (edit, "all", 500, 500, NULL));
  g_assert_true (mill_edit_set_title (edit, "all", "Everything", NULL));
  mill_history_commit (history, NULL);
  g_assert_false (is_stale (self, "all"));
  g_assert_false (is_stale (self, "some"));

  fixture_set_string (self, "some", "condition", "number > 400");
  g_assert_true (is_stale (self, "some"));
  g_assert_false (is_stale (self, "all"));
  g_assert_false (is_stale (self, "other"));
  g_assert_nonnull (mill_session_get_node_results (self->session, "some"));

  /* Undo brings back the document that the result belongs to. */
  mill_history_undo (history);
  g_assert_false (is_stale (self, "some"));

  fixture_set_string (self, "all", "path", "other.csv");
  g_assert_true (is_stale (self, "all"));
  g_assert_true (is_stale (self, "some"));
  g_assert_true (is_stale (self, "other"));
}

static void
test_partial_run_keeps_the_rest (Fixture       *self,
                                 gconstpointer  data)
{
  const char *targets[] = { "some", NULL };
  MillResults *before;
  MillNodeStatus status;

  fixture_run (self);
  before = mill_session_get_node_results (self->session, "other");
  g_assert_nonnull (before);
  fixture_set_string (self, "some", "condition", "number > 900");
  mill_session_run (self->session, targets);
  while (mill_session_get_running (self->session))
    g_main_context_iteration (NULL, TRUE);

  g_assert_true (mill_session_get_node_results (self->session, "other") == before);
  g_assert_false (is_stale (self, "some"));
  mill_session_get_status (self->session, "other", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);
}

static void
test_failure (Fixture       *self,
              gconstpointer  data)
{
  MillNodeStatus status;
  g_autoptr(GPtrArray) problems = NULL;

  fixture_set_string (self, "all", "path", "missing.csv");
  fixture_run (self);
  mill_session_get_status (self->session, "all", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_FAILED);
  problems = mill_session_list_diagnostics (self->session, "all");
  g_assert_cmpuint (problems->len, >, 0);
}

static void
test_dropped_while_running (Fixture       *self,
                            gconstpointer  data)
{
  mill_session_run (self->session, NULL);
  mill_session_stop (self->session);
  fixture_drop_session (self);
  g_assert_null (self->session);
}

/* Rows of tables that only pass through are asked for once a run is done; nobody waits for them. */
static void
test_dropped_while_counting (Fixture       *self,
                             gconstpointer  data)
{
  fixture_wait (self, "types-changed");
  fixture_run (self);
  while (mill_session_get_rows (self->session, "all", "table") < 0)
    g_main_context_iteration (NULL, TRUE);

  fixture_run (self);
  /* Typing may still hold it, as long as that takes. */
  fixture_drop_session (self);
  g_assert_null (self->session);
}

static void
test_edits_have_names_and_merge (Fixture       *self,
                                 gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->session);

  fixture_set_string (self, "some", "condition", "number > 1");
  fixture_set_string (self, "some", "condition", "number > 12");
  fixture_set_string (self, "some", "condition", "number > 123");
  g_assert_nonnull (strstr (mill_history_get_undo_label (history), "Condition"));
  g_assert_true (mill_session_get_modified (self->session));
  mill_history_undo (history);
  g_assert_false (mill_session_get_modified (self->session));
  g_assert_false (mill_history_get_can_undo (history));
}

static guint
count_problems (Fixture    *self,
                const char *node)
{
  g_autoptr(GPtrArray) problems = mill_session_list_diagnostics (self->session, node);

  return problems->len;
}

/* What is told of a file is true of the one that is there now; nothing is edited or run for it. */
static void
test_files (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->directory, "small.csv", NULL);
  g_autofree char *away = g_build_filename (self->directory, "away.csv", NULL);
  const MillSchema *schema;
  g_autoptr(GError) error = NULL;

  fixture_wait (self, "types-changed");
  g_assert_cmpuint (count_problems (self, "all"), ==, 0);

  g_assert_no_errno (g_rename (path, away));
  while (count_problems (self, "all") == 0)
    fixture_wait (self, "types-changed");
  g_assert_no_errno (g_rename (away, path));
  while (count_problems (self, "all") > 0)
    fixture_wait (self, "types-changed");

  g_assert_true (g_file_set_contents (path, "number,text,more\n1,a,2\n", -1, &error));
  g_assert_no_error (error);
  do
    {
      fixture_wait (self, "types-changed");
      schema = mill_types_get_schema (mill_session_get_types (self->session), "all", "table");
    }
  while (schema == NULL || mill_schema_get_n_columns (schema) != 3);
}

#define ADD(name, func) \
  g_test_add ("/app/session/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("selection", test_selection);
  ADD ("typing-tells-what", test_typing_tells_what);
  ADD ("progress", test_progress);
  ADD ("left", test_left);
  ADD ("removed-is-not-selected", test_removed_is_not_selected);
  ADD ("typing", test_typing);
  ADD ("files", test_files);
  ADD ("run", test_run);
  ADD ("stale", test_stale);
  ADD ("partial-run-keeps-the-rest", test_partial_run_keeps_the_rest);
  ADD ("failure", test_failure);
  ADD ("dropped-while-running", test_dropped_while_running);
  ADD ("dropped-while-counting", test_dropped_while_counting);
  ADD ("edits-have-names-and-merge", test_edits_have_names_and_merge);

  return g_test_run ();
}
