/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/history.h"

#include "sample-types.h"

enum { CAN_UNDO, CAN_REDO, UNDO_LABEL, REDO_LABEL, MODIFIED, N_COUNTERS };

static const char *const names[N_COUNTERS] = {
  "can-undo", "can-redo", "undo-label", "redo-label", "modified"
};

typedef struct
{
  MillPipeline *pipeline;
  MillHistory  *history;
  guint         counters[N_COUNTERS];
  guint         n_changed;
} Fixture;

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           Fixture    *self)
{
  for (int i = 0; i < N_COUNTERS; i++)
    if (g_str_equal (pspec->name, names[i]))
      self->counters[i]++;
}

static void
changed_cb (MillPipeline *pipeline,
            gpointer      changes,
            guint         n_changes,
            Fixture      *self)
{
  self->n_changed++;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->pipeline = mill_pipeline_new (&sample_catalogue);
  self->history = mill_history_new (self->pipeline);
  g_signal_connect (self->history, "notify", G_CALLBACK (notify_cb), self);
  g_signal_connect (self->pipeline, "changed", G_CALLBACK (changed_cb), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_finalize_object (self->history);
  g_assert_finalize_object (self->pipeline);
}

static void
name_it (Fixture    *self,
         const char *name,
         const char *merge_key)
{
  MillEdit *edit = mill_history_begin (self->history, name);

  mill_edit_set_name (edit, name);
  mill_history_commit (self->history, merge_key);
}

/* How often each property was notified since the last call. */
static void
assert_notified (Fixture *self,
                 guint    can_undo,
                 guint    can_redo,
                 guint    undo_label,
                 guint    redo_label,
                 guint    modified)
{
  const guint expected[N_COUNTERS] = { can_undo, can_redo, undo_label, redo_label, modified };

  for (int i = 0; i < N_COUNTERS; i++)
    {
      g_test_message ("%s", names[i]);
      g_assert_cmpuint (self->counters[i], ==, expected[i]);
      self->counters[i] = 0;
    }
}

static void
assert_state (Fixture    *self,
              const char *name,
              const char *undo,
              const char *redo,
              gboolean    modified)
{
  g_autofree char *undo_property = NULL;
  g_autofree char *redo_property = NULL;
  gboolean can_undo, can_redo, modified_property;

  g_object_get (self->history, "can-undo", &can_undo, "can-redo", &can_redo,
                "undo-label", &undo_property, "redo-label", &redo_property,
                "modified", &modified_property, NULL);
  g_assert_cmpstr (mill_pipeline_get_name (self->pipeline), ==, name);
  g_assert_cmpstr (undo_property, ==, undo);
  g_assert_cmpstr (redo_property, ==, redo);
  g_assert_cmpint (can_undo, ==, undo != NULL);
  g_assert_cmpint (can_redo, ==, redo != NULL);
  g_assert_cmpint (modified_property, ==, modified);
}

static void
test_steps (Fixture       *self,
            gconstpointer  data)
{
  assert_state (self, NULL, NULL, NULL, FALSE);
  mill_history_undo (self->history);
  mill_history_redo (self->history);
  assert_notified (self, 0, 0, 0, 0, 0);

  name_it (self, "A", NULL);
  assert_state (self, "A", "A", NULL, TRUE);
  assert_notified (self, 1, 0, 1, 0, 1);
  name_it (self, "B", NULL);
  assert_state (self, "B", "B", NULL, TRUE);
  assert_notified (self, 0, 0, 1, 0, 0);
  g_assert_cmpuint (self->n_changed, ==, 2);

  mill_history_undo (self->history);
  assert_state (self, "A", "A", "B", TRUE);
  assert_notified (self, 0, 1, 1, 1, 0);
  mill_history_undo (self->history);
  assert_state (self, NULL, NULL, "A", FALSE);
  assert_notified (self, 1, 0, 1, 1, 1);
  mill_history_redo (self->history);
  assert_state (self, "A", "A", "B", TRUE);
  assert_notified (self, 1, 0, 1, 1, 1);
  g_assert_cmpuint (self->n_changed, ==, 5);

  name_it (self, "C", NULL);
  assert_state (self, "C", "C", NULL, TRUE);
  assert_notified (self, 0, 1, 1, 1, 0);
}

static void
test_saved (Fixture       *self,
            gconstpointer  data)
{
  g_assert_cmpint (mill_history_get_saved (self->history), ==, 0);
  name_it (self, "A", NULL);
  mill_history_mark_saved (self->history);
  g_assert_cmpint (mill_history_get_saved (self->history), ==, 1);
  assert_state (self, "A", "A", NULL, FALSE);
  mill_history_mark_saved (self->history);
  assert_notified (self, 1, 0, 1, 0, 2);
  mill_history_undo (self->history);
  assert_state (self, NULL, NULL, "A", TRUE);

  /* What was saved cannot be reached any more. */
  name_it (self, "B", NULL);
  g_assert_cmpint (mill_history_get_saved (self->history), ==, -1);
  assert_state (self, "B", "B", NULL, TRUE);
  mill_history_undo (self->history);
  assert_state (self, NULL, NULL, "B", TRUE);
}

static void
test_nothing_changed (Fixture       *self,
                      gconstpointer  data)
{
  MillEdit *edit;

  name_it (self, "A", NULL);
  mill_history_undo (self->history);
  assert_notified (self, 2, 1, 2, 1, 2);
  self->n_changed = 0;

  edit = mill_history_begin (self->history, "There and back");
  mill_edit_set_name (edit, "X");
  mill_edit_set_name (edit, NULL);
  mill_history_commit (self->history, NULL);
  assert_state (self, NULL, NULL, "A", FALSE);
  assert_notified (self, 0, 0, 0, 0, 0);

  mill_history_begin (self->history, "Nothing");
  mill_history_abandon (self->history);
  g_assert_cmpuint (self->n_changed, ==, 2);
}

static void
test_merge (Fixture       *self,
            gconstpointer  data)
{
  name_it (self, "A", "key");
  name_it (self, "B", "key");
  assert_state (self, "B", "A", NULL, TRUE);
  mill_history_undo (self->history);
  assert_state (self, NULL, NULL, "A", FALSE);
  mill_history_redo (self->history);
  assert_state (self, "B", "A", NULL, TRUE);

  /* Not with another key, not after an undo or redo, not over a saved state. */
  name_it (self, "C", "key");
  assert_state (self, "C", "C", NULL, TRUE);
  name_it (self, "D", "other");
  assert_state (self, "D", "D", NULL, TRUE);
  mill_history_mark_saved (self->history);
  name_it (self, "E", "other");
  assert_state (self, "E", "E", NULL, TRUE);
  mill_history_undo (self->history);
  assert_state (self, "D", "D", "E", FALSE);
  name_it (self, "F", NULL);
  name_it (self, "G", NULL);
  assert_state (self, "G", "G", NULL, TRUE);
}

static void
test_merge_ends (Fixture       *self,
                 gconstpointer  data)
{
  name_it (self, "A", "key");
  g_usleep (2100000);
  name_it (self, "B", "key");
  assert_state (self, "B", "B", NULL, TRUE);
}

static void
test_merge_values (Fixture       *self,
                   gconstpointer  data)
{
  MillEdit *edit;

  /* A node and a note of one id, in steps that become one. */
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (MillAnnotation) note = mill_annotation_new (MILL_ANNOTATION_NOTE, "read", "", NULL,
                                                             i, 0, 1, 1);

      edit = mill_history_begin (self->history, "Step");
      mill_edit_put_annotation (edit, note);
      if (i == 0)
        {
          mill_edit_remove_annotation (edit, "read", NULL);
          mill_edit_add_node (edit, "read", NULL, 0, 0);
          mill_edit_put_annotation (edit, note);
        }
      mill_edit_move_node (edit, "read", i + 1, i, NULL);
      mill_history_commit (self->history, "key");
    }
  mill_history_undo (self->history);
  assert_state (self, NULL, NULL, "Step", FALSE);
  g_assert_cmpuint (mill_pipeline_get_n_nodes (self->pipeline), ==, 0);
  g_assert_null (mill_pipeline_get_annotation (self->pipeline, "read"));
  mill_history_redo (self->history);
  g_assert_cmpuint (mill_pipeline_get_n_nodes (self->pipeline), ==, 1);
  g_assert_nonnull (mill_pipeline_get_annotation (self->pipeline, "read"));
}

static void
test_open_step (Fixture       *self,
                gconstpointer  data)
{
  name_it (self, "A", NULL);
  mill_edit_set_name (mill_history_begin (self->history, "B"), "B");
  /* A key press in the middle of a drag must not pull the ground away. */
  mill_history_undo (self->history);
  g_assert_cmpstr (mill_pipeline_get_name (self->pipeline), ==, "B");
  mill_history_abandon (self->history);
  assert_state (self, "A", "A", NULL, TRUE);
  mill_history_begin (self->history, "never ended");
}

#define TEST(name, function) \
  g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/history/steps", test_steps);
  TEST ("/history/saved", test_saved);
  TEST ("/history/nothing-changed", test_nothing_changed);
  TEST ("/history/merge", test_merge);
  TEST ("/history/merge-ends", test_merge_ends);
  TEST ("/history/merge-values", test_merge_values);
  TEST ("/history/open-step", test_open_step);

  return g_test_run ();
}
