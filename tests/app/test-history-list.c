/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "app/history-list.h"
#include "fixture.h"

typedef struct
{
  Fixture      base;
  GtkWidget   *window;
  GtkWidget   *list;
  GtkListView *view;
  MillHistory *history;
} ListFixture;

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);

  return found;
}

static void
settle (ListFixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  guint n_frames = 0;
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (fixture_count_cb),
                                        &n_frames);

  while (n_frames < 3 || g_main_context_pending (NULL))
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
}

static void
set_up (ListFixture   *self,
        gconstpointer  data)
{
  fixture_set_up (&self->base, data);
  self->history = mill_session_get_history (self->base.session);
  self->list = mill_history_list_new ();
  mill_history_list_set_session (MILL_HISTORY_LIST (self->list), self->base.session);
  self->view = GTK_LIST_VIEW (find (self->list, GTK_TYPE_LIST_VIEW));
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 400, 500);
  gtk_window_set_child (GTK_WINDOW (self->window), self->list);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (self->list))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (ListFixture   *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture_tear_down (&self->base, data);
}

/* The rows as assistive technology reads them, one a line: what the step is, and how it stands. */
static void
assert_rows (ListFixture *self,
             const char  *const *rows)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  settle (self);
  for (row = gtk_widget_get_first_child (GTK_WIDGET (self->view)); *rows != NULL;
       row = gtk_widget_get_next_sibling (row), rows += 2)
    {
      g_assert_nonnull (row);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           rows[0]);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row),
                                           GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, rows[1]);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (self->view))),
                    ==, mill_history_get_n_steps (self->history) + 1);
}

static void
rename_pipeline (ListFixture *self,
                 const char  *name,
                 const char  *label)
{
  mill_edit_set_name (mill_history_begin (self->history, label), name);
  mill_history_commit (self->history, NULL);
}

static void
activate (ListFixture *self,
          guint        index)
{
  g_signal_emit_by_name (self->view, "activate", index);
}

static void
test_steps (ListFixture   *self,
            gconstpointer  data)
{
  const char *const first[] = { "As Opened", "Present and saved state", NULL };
  const char *const two[] = { "As Opened", "Saved", "One", "", "Two", "Present state", NULL };
  const char *const back[] = { "As Opened", "Saved", "One", "Present state", "Two", "Taken back",
                               NULL };
  const char *const other[] = { "As Opened", "Saved", "One", "", "Three", "Present state", NULL };

  assert_rows (self, first);
  rename_pipeline (self, "A", "One");
  rename_pipeline (self, "B", "Two");
  assert_rows (self, two);
  mill_history_undo (self->history);
  assert_rows (self, back);
  rename_pipeline (self, "C", "Three");
  assert_rows (self, other);
}

static void
test_go_to (ListFixture   *self,
            gconstpointer  data)
{
  rename_pipeline (self, "A", "One");
  rename_pipeline (self, "B", "Two");
  settle (self);
  activate (self, 0);
  g_assert_cmpstr (mill_pipeline_get_name (self->base.pipeline), ==, "Small");
  g_assert_cmpuint (mill_history_get_position (self->history), ==, 0);
  activate (self, 2);
  g_assert_cmpstr (mill_pipeline_get_name (self->base.pipeline), ==, "B");
  activate (self, 1);
  g_assert_cmpstr (mill_pipeline_get_name (self->base.pipeline), ==, "A");
}

/* The mark of unsaved changes is there exactly where the document is not the one that was saved. */
static void
test_saved (ListFixture   *self,
            gconstpointer  data)
{
  const char *const rows[] = { "As Opened", "", "One", "Present and saved state", "Two",
                               "Taken back", NULL };
  const char *const gone[] = { "As Opened", "", "Other", "Present state", NULL };

  rename_pipeline (self, "A", "One");
  mill_history_mark_saved (self->history);
  rename_pipeline (self, "B", "Two");
  g_assert_true (mill_session_get_modified (self->base.session));
  mill_history_undo (self->history);
  g_assert_false (mill_session_get_modified (self->base.session));
  assert_rows (self, rows);
  activate (self, 0);
  g_assert_true (mill_session_get_modified (self->base.session));
  activate (self, 2);
  g_assert_true (mill_session_get_modified (self->base.session));
  activate (self, 1);
  g_assert_false (mill_session_get_modified (self->base.session));

  activate (self, 0);
  rename_pipeline (self, "C", "Other");
  g_assert_true (mill_session_get_modified (self->base.session));
  assert_rows (self, gone);
  activate (self, 0);
  g_assert_true (mill_session_get_modified (self->base.session));
}

/* What a run gave stays, and what was changed and changed back is not stale. */
static void
test_results_stay (ListFixture   *self,
                   gconstpointer  data)
{
  MillNodeStatus status;
  MillResults *results;

  fixture_run (&self->base);
  mill_session_select_one (self->base.session, "some");
  results = mill_session_get_node_results (self->base.session, "some");
  g_assert_nonnull (results);
  fixture_set_string (&self->base, "some", "condition", "number > 500");
  g_assert_true (mill_session_get_node_results (self->base.session, "some") == results);
  activate (self, 0);
  settle (self);
  g_assert_true (mill_session_get_node_results (self->base.session, "some") == results);
  g_assert_cmpint (mill_session_get_rows (self->base.session, "some", "kept"), ==, 700);
  g_assert_cmpstr (mill_session_get_selected_node (self->base.session), ==, "some");
  mill_session_get_status (self->base.session, "some", &status);
  g_assert_cmpint (status.state, ==, MILL_STATE_DONE);
  g_assert_false (status.stale);
  activate (self, 1);
  settle (self);
  g_assert_true (mill_session_get_node_results (self->base.session, "some") == results);
  mill_session_get_status (self->base.session, "some", &status);
  g_assert_true (status.stale);
}

/* What was never saved has no saved state to show. */
static void
test_new (ListFixture   *self,
          gconstpointer  data)
{
  g_autoptr(MillPipeline) pipeline = mill_pipeline_new (mill_nodes_get_catalogue ());
  g_autoptr(MillSession) session = mill_session_new (pipeline, NULL);
  const char *const rows[] = { "New Pipeline", "Present state", NULL };

  gtk_window_set_child (GTK_WINDOW (self->window), NULL);
  self->list = mill_history_list_new ();
  self->view = GTK_LIST_VIEW (find (self->list, GTK_TYPE_LIST_VIEW));
  mill_history_list_set_session (MILL_HISTORY_LIST (self->list), session);
  gtk_window_set_child (GTK_WINDOW (self->window), self->list);
  self->history = mill_session_get_history (session);
  assert_rows (self, rows);
  mill_history_list_set_session (MILL_HISTORY_LIST (self->list), NULL);
}

#define TEST(path, function) \
  g_test_add (path, ListFixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST ("/history-list/steps", test_steps);
  TEST ("/history-list/go-to", test_go_to);
  TEST ("/history-list/saved", test_saved);
  TEST ("/history-list/results-stay", test_results_stay);
  TEST ("/history-list/new", test_new);

  return g_test_run ();
}
