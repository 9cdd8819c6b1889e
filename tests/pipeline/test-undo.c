/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thousands of random edits, undone and redone: the text is the same byte for byte each time. */
#include "pipeline/expand.h"
#include "pipeline/history.h"
#include "pipeline/writer.h"

#include "random-edits.h"
#include "sample-types.h"

typedef struct
{
  GRand        *random;
  MillPipeline *pipeline;
  MillHistory  *history;
} Fuzz;

static guint
below (Fuzz  *self,
       guint  n)
{
  return g_rand_int_range (self->random, 0, n);
}

static void
assert_text (Fuzz       *self,
             const char *expected)
{
  g_autofree char *text = mill_pipeline_to_text (self->pipeline);

  g_assert_cmpstr (text, ==, expected);
}

/* What was edited can be read again, and is written the same. */
static void
assert_round_trip (Fuzz       *self,
                   const char *text)
{
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) again = sample_read (text, problems);
  g_autofree char *second = mill_pipeline_to_text (again);

  g_assert_cmpstr (second, ==, text);
}

/* The index that answers "who takes from this node?" agrees with the nodes themselves. */
static void
assert_index (Fuzz *self)
{
  g_autoptr (GArray) links = mill_pipeline_list_links (self->pipeline);
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (self->pipeline);
  guint expected = 0, found = 0;

  for (guint i = 0; i < links->len; i++)
    expected += mill_pipeline_get_node (self->pipeline,
                                        g_array_index (links, MillLink, i).from_node) != NULL;
  for (guint i = 0; i < nodes->len; i++)
    {
      const char *id = mill_node_get_id (g_ptr_array_index (nodes, i));
      g_autoptr (GArray) from = mill_pipeline_list_links_from (self->pipeline, id);

      for (guint j = 0; j < from->len; j++)
        g_assert_cmpstr (g_array_index (from, MillLink, j).from_node, ==, id);
      found += from->len;
    }
  g_assert_cmpuint (found, ==, expected);
}

/* Much in it cannot be understood, and must neither get lost nor get in the way. */
static MillPipeline *
make_odd (void)
{
  g_autofree char *text = sample_quote (
    "{'format': 'millrace/1', 'name': 5, 'more': [1], 'parameters': {'p0': 5, 'p1': {'type': 'string',"
    " 'default': 7, 'unit': 'm'}}, 'nodes': {'a.b': {}, 'read': 5, 'odd': {'type': 'filter',"
    " 'version': 'x', 'title': [], 'inputs': 3, 'params': 4, 'extra': {}}, 'filter': {'type': 'filter',"
    " 'version': 1, 'inputs': {'table': 5, 'tables': ['odd.kept', 'ghost']}, 'params': {'rows': 'x'}},"
    " 'new': {'type': 'learn', 'version': 9, 'inputs': {'train': 'filter.kept'}}},"
    " 'layout': {'nodes': {'odd': {'x': 'a', 'z': 1}, 'ghost': {'x': 1}, 'union': 5}, 'zoom': 1,"
    " 'frames': 7, 'notes': [5, {'id': 'note-1', 'x': 1, 'y': 2, 'color': 'pink', 'pinned': 1}]}}");
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();

  return sample_read (text, problems);
}

/* What runs can be told of whatever was drawn. */
static void
assert_expands (Fuzz *self)
{
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) expanded = mill_pipeline_expand (self->pipeline, problems);
  g_autoptr (MillPipeline) again = mill_pipeline_expand (expanded, NULL);

  g_assert_true (again == expanded);
}

/* One step, sometimes of what a component holds, or of one within it. */
static void
do_step (Fuzz        *self,
         MillHistory *history,
         guint        n)
{
  Fuzz within = { self->random, mill_history_get_pipeline (history), history };
  g_autofree char *id = random_edits_pick_node (self->random, within.pipeline);
  g_autoptr (MillHistory) inside = NULL;
  MillEdit *edit;

  if (mill_pipeline_get_node (within.pipeline, id) != NULL && below (self, 2))
    inside = mill_history_new_inside (history, id);
  if (inside != NULL)
    {
      do_step (&within, inside, n);
      return;
    }
  edit = mill_history_begin (history, "Edit");
  for (guint i = 0; i < n; i++)
    random_edits_do (self->random, within.pipeline, edit);
  if (below (self, 10) == 0)
    mill_history_abandon (history);
  else
    mill_history_commit (history, NULL);
}

static void
run_round (Fuzz  *self,
           guint  n_edits)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint done = 0;

  self->pipeline = below (self, 2) ? mill_pipeline_new (&sample_catalogue) : make_odd ();
  self->history = mill_history_new (self->pipeline);
  g_ptr_array_add (texts, mill_pipeline_to_text (self->pipeline));
  while (done < n_edits)
    {
      guint n = 1 + below (self, 4);
      guint position = mill_history_get_position (self->history);
      g_autofree char *text = NULL;

      do_step (self, self->history, n);
      done += n;
      text = mill_pipeline_to_text (self->pipeline);
      if (mill_history_get_position (self->history) == position)
        {
          g_assert_cmpstr (text, ==, g_ptr_array_index (texts, texts->len - 1));
          continue;
        }
      assert_index (self);
      assert_expands (self);
      g_ptr_array_add (texts, g_steal_pointer (&text));
    }
  assert_round_trip (self, g_ptr_array_index (texts, texts->len - 1));

  for (guint i = texts->len - 1; i > 0; i--)
    {
      mill_history_undo (self->history);
      assert_text (self, g_ptr_array_index (texts, i - 1));
      assert_index (self);
    }
  g_assert_false (mill_history_get_can_undo (self->history));
  for (guint i = 1; i < texts->len; i++)
    {
      mill_history_redo (self->history);
      assert_text (self, g_ptr_array_index (texts, i));
    }
  g_assert_false (mill_history_get_can_redo (self->history));

  g_assert_finalize_object (self->history);
  g_assert_finalize_object (self->pipeline);
}

static void
test_random_edits (void)
{
  const char *count = g_getenv ("MILL_UNDO_EDITS");
  guint total = count != NULL ? g_ascii_strtoull (count, NULL, 10) : 20000;
  const guint round = 1000;
  Fuzz fuzz = { 0 };

  for (guint seed = 1; seed * round <= total; seed++)
    {
      fuzz.random = g_rand_new_with_seed (seed);
      g_test_message ("seed %u", seed);
      run_round (&fuzz, round);
      g_rand_free (fuzz.random);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/undo/random-edits", test_random_edits);

  return g_test_run ();
}
