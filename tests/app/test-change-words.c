/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "app/change-words.h"
#include "pipeline/rewire.h"

/* What is said of an edit to who does not see the canvas. The fixture reads a table (all), keeps some rows of
 * it and the first ones of it (other). */

typedef struct
{
  Fixture          base;
  MillChangeWords *words;
} Words;

static void
changed_cb (Words            *self,
            const MillChange *changes,
            guint             n_changes)
{
  mill_change_words_add (self->words, changes, n_changes);
}

static void
set_up (Words         *self,
        gconstpointer  data)
{
  fixture_set_up (&self->base, data);
  self->words = mill_change_words_new ();
  g_signal_connect_swapped (self->base.pipeline, "changed", G_CALLBACK (changed_cb), self);
}

static void
tear_down (Words         *self,
           gconstpointer  data)
{
  g_signal_handlers_disconnect_by_data (self->base.pipeline, self);
  mill_change_words_free (self->words);
  fixture_tear_down (&self->base, data);
}

static MillEdit *
begin (Words *self)
{
  return mill_history_begin (mill_session_get_history (self->base.session), "Edit");
}

/* Commits, and compares what is said; then what is said of the way back. */
static void
expect (Words      *self,
        const char *words,
        const char *undone)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  g_autofree char *done = NULL;
  g_autofree char *back = NULL;

  mill_history_commit (history, NULL);
  done = mill_change_words_end (self->words, self->base.pipeline);
  g_assert_cmpstr (done, ==, words);
  mill_history_undo (history);
  back = mill_change_words_end (self->words, self->base.pipeline);
  g_assert_cmpstr (back, ==, undone);
}

static void
test_nodes (Words         *self,
            gconstpointer  data)
{
  MillEdit *edit = begin (self);
  const char *id;

  mill_edit_add_node (edit, "sort", NULL, 0, 0);
  expect (self, "“Sort” was added", "“Sort” was deleted");

  edit = begin (self);
  id = mill_edit_add_node (edit, "sort", NULL, 0, 0);
  g_assert_true (mill_edit_connect (edit, "some", "kept", id, "table", NULL));
  expect (self, "“Sort” was added and linked to “Filter Rows”", "“Sort” was deleted");

  edit = begin (self);
  mill_edit_add_node (edit, "sort", NULL, 0, 0);
  mill_edit_add_node (edit, "limit", NULL, 0, 0);
  expect (self, "2 nodes were added", "2 nodes were deleted");

  /* Two links go with it, and come back with it. */
  edit = begin (self);
  g_assert_true (mill_edit_remove_node (edit, "all", NULL));
  expect (self, "“Read CSV” was deleted", "“Read CSV” was added with 2 links");

  edit = begin (self);
  g_assert_nonnull (mill_edit_replace_node (edit, "other", "sort", NULL));
  expect (self, "“Limit Rows” was replaced with “Sort”", "“Sort” was replaced with “Limit Rows”");
}

static void
test_links (Words         *self,
            gconstpointer  data)
{
  const MillLink link = { "all", "table", "other", "table", FALSE };
  MillEdit *edit = begin (self);

  g_assert_true (mill_edit_disconnect (edit, &link, NULL));
  expect (self, "“Read CSV” is no longer linked to “Limit Rows”",
          "“Read CSV” was linked to “Limit Rows”");

  /* In place of a link that was there. */
  edit = begin (self);
  g_assert_true (mill_edit_connect (edit, "some", "kept", "other", "table", NULL));
  expect (self, "“Filter Rows” was linked to “Limit Rows”", "“Read CSV” was linked to “Limit Rows”");

  edit = begin (self);
  g_assert_true (mill_edit_disconnect (edit, &link, NULL));
  g_assert_true (mill_edit_disconnect (edit, &(MillLink) { "all", "table", "some", "table", FALSE },
                                       NULL));
  expect (self, "2 links were removed", "2 links were made");
}

static void
test_nothing_to_say (Words         *self,
                     gconstpointer  data)
{
  MillEdit *edit = begin (self);
  g_autoptr(JsonNode) value = json_node_init_int (json_node_alloc (), 7);

  g_assert_true (mill_edit_set_param (edit, "other", "rows", value, NULL));
  expect (self, NULL, NULL);

  edit = begin (self);
  mill_edit_move_node (edit, "other", 500, 40, NULL);
  expect (self, NULL, NULL);

  edit = begin (self);
  mill_edit_set_name (edit, "Another Name");
  expect (self, NULL, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/app/change-words/nodes", Words, NULL, set_up, test_nodes, tear_down);
  g_test_add ("/app/change-words/links", Words, NULL, set_up, test_links, tear_down);
  g_test_add ("/app/change-words/nothing-to-say", Words, NULL, set_up, test_nothing_to_say, tear_down);

  return g_test_run ();
}
