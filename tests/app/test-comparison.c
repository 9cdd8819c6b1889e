/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app/session.h"
#include "nodes/catalogue.h"
#include "pipeline/reader.h"

/* What is open beside another version of it. */

static const char text[] =
  "{\"format\": \"millrace/1\", \"nodes\": {"
  "\"source\": {\"type\": \"read-csv\", \"version\": 1, \"params\": {\"path\": \"a.csv\"}},"
  "\"few\": {\"type\": \"limit\", \"version\": 1, \"inputs\": {\"table\": \"source\"}},"
  "\"clean\": {\"type\": \"component\", \"version\": 1, \"component\": {\"nodes\": {"
  "  \"sort\": {\"type\": \"sort\", \"version\": 1}}}}},"
  "\"layout\": {\"nodes\": {\"source\": {\"x\": 0, \"y\": 0}, \"few\": {\"x\": 300, \"y\": 40}}}}";

typedef struct
{
  MillSession  *session;
  MillPipeline *before;
  guint         n_changed;
} Fixture;

static MillPipeline *
read_text (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  MillPipeline *pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, &error);

  g_assert_no_error (error);

  return pipeline;
}

static void
changed_cb (Fixture *self)
{
  self->n_changed++;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (MillPipeline) pipeline = read_text ();

  self->session = mill_session_new (pipeline, NULL);
  self->before = read_text ();
  g_signal_connect_swapped (self->session, "comparison-changed", G_CALLBACK (changed_cb), self);
  mill_session_compare (self->session, self->before, "the old one");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_object_unref (self->session);
  g_object_unref (self->before);
}

static MillComparison *
settle (Fixture *self)
{
  guint n = self->n_changed;

  while (self->n_changed == n)
    g_main_context_iteration (NULL, TRUE);

  return mill_session_get_comparison (self->session);
}

static MillEdit *
begin (Fixture *self)
{
  return mill_history_begin (mill_session_get_history (self->session), "Edit");
}

static void
commit (Fixture *self)
{
  mill_history_commit (mill_session_get_history (self->session), NULL);
}

static void
assert_counts (MillComparison *comparison,
               guint           n_added,
               guint           n_removed,
               guint           n_changed,
               guint           n_moved)
{
  g_assert_cmpuint (mill_comparison_count (comparison, MILL_NODE_ADDED), ==, n_added);
  g_assert_cmpuint (mill_comparison_count (comparison, MILL_NODE_REMOVED), ==, n_removed);
  g_assert_cmpuint (mill_comparison_count (comparison, MILL_NODE_CHANGED), ==, n_changed);
  g_assert_cmpuint (mill_comparison_count (comparison, MILL_NODE_MOVED), ==, n_moved);
}

static void
assert_words (MillComparison *comparison,
              const char     *path,
              const char     *wanted)
{
  const MillNodeDifference *difference = mill_comparison_find (comparison, path);
  g_autofree char *words = NULL;

  g_assert_nonnull (difference);
  words = mill_comparison_dup_words (difference);
  g_assert_cmpstr (words, ==, wanted);
}

/* It follows what is done and taken back. */
static void
test_follows (Fixture       *self,
              gconstpointer  data)
{
  MillComparison *comparison = mill_session_get_comparison (self->session);
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit;

  g_assert_cmpstr (mill_comparison_get_title (comparison), ==, "the old one");
  assert_counts (comparison, 0, 0, 0, 0);

  edit = begin (self);
  g_assert_true (mill_edit_set_title (edit, "source", "Weather", NULL));
  g_assert_true (mill_edit_remove_node (edit, "few", NULL));
  commit (self);
  comparison = settle (self);
  assert_counts (comparison, 0, 1, 1, 0);
  assert_words (comparison, "source", "Title: none → \"Weather\"");
  assert_words (comparison, "few", "Removed");
  g_assert_true (mill_comparison_find (comparison, "few")->placed);
  g_assert_cmpfloat (mill_comparison_find (comparison, "few")->x, ==, 300);
  g_assert_cmpfloat (mill_comparison_find (comparison, "few")->y, ==, 40);

  mill_history_undo (history);
  assert_counts (settle (self), 0, 0, 0, 0);
}

static void
test_moved_and_added (Fixture       *self,
                      gconstpointer  data)
{
  MillComparison *comparison;
  MillEdit *edit = begin (self);
  g_autofree char *added = NULL;

  g_assert_true (mill_edit_move_node (edit, "few", 320, 40, NULL));
  added = g_strdup (mill_edit_add_node (edit, "sort", NULL, 0, 200));
  commit (self);
  comparison = settle (self);
  assert_counts (comparison, 1, 0, 0, 1);
  assert_words (comparison, "few", "Only moved");
  assert_words (comparison, added, "Added");
}

/* What is changed in a component is told of the node there, and its component is known to hold it. */
static void
test_within (Fixture       *self,
             gconstpointer  data)
{
  MillComparison *comparison;

  g_assert_true (mill_session_enter (self->session, "clean"));
  g_assert_true (mill_edit_set_title (begin (self), "sort", "In order", NULL));
  commit (self);
  comparison = settle (self);
  assert_counts (comparison, 0, 0, 1, 0);
  assert_words (comparison, "clean/sort", "Title: none → \"In order\"");
  g_assert_null (mill_comparison_find (comparison, "clean"));
  g_assert_true (mill_comparison_is_within (comparison, "clean"));
  g_assert_false (mill_comparison_is_within (comparison, "clean/sort"));
}

static void
test_ends (Fixture       *self,
           gconstpointer  data)
{
  guint n;

  g_assert_true (mill_edit_set_title (begin (self), "source", "Weather", NULL));
  commit (self);
  /* Before what was done has been looked at. */
  mill_session_compare (self->session, NULL, NULL);
  g_assert_null (mill_session_get_comparison (self->session));
  n = self->n_changed;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (self->n_changed, ==, n);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/app/comparison/follows", test_follows);
  TEST ("/app/comparison/moved-and-added", test_moved_and_added);
  TEST ("/app/comparison/within", test_within);
  TEST ("/app/comparison/ends", test_ends);

  return g_test_run ();
}
