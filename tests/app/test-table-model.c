/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "app/results/table-model.h"

static MillTableModel *
open_model (Fixture *self)
{
  MillResults *results;
  g_autoptr(MillTableView) view = NULL;
  g_autoptr(GError) error = NULL;

  fixture_run (self);
  results = mill_session_get_node_results (self->session, "all");
  view = mill_results_open_table (results, "all", "table", NULL, &error);
  g_assert_no_error (error);

  return mill_table_model_new (view);
}

static void
wait_for_row (MillTableRow *row)
{
  guint count = 0;

  g_signal_connect_swapped (row, "loaded", G_CALLBACK (fixture_count_cb), &count);
  if (!mill_table_row_is_loaded (row))
    while (count == 0)
      g_main_context_iteration (NULL, TRUE);
  g_assert_true (mill_table_row_is_loaded (row));
  g_signal_handlers_disconnect_by_data (row, &count);
}

static void
test_pages (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(MillTableModel) model = open_model (self);
  g_autoptr(MillTableRow) first = NULL;
  g_autoptr(MillTableRow) last = NULL;
  g_autoptr(MillTableRow) beyond = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, FIXTURE_ROWS);
  first = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_cmpuint (mill_table_model_get_n_pages (model), ==, 0);
  wait_for_row (first);
  g_assert_cmpuint (mill_table_model_get_n_pages (model), ==, 1);
  g_assert_cmpstr (mill_table_row_get_text (first, 0), ==, "1");
  g_assert_cmpstr (mill_table_row_get_text (first, 1), ==, "word");

  last = g_list_model_get_item (G_LIST_MODEL (model), FIXTURE_ROWS - 1);
  wait_for_row (last);
  g_assert_cmpuint (mill_table_model_get_n_pages (model), ==, 2);
  g_assert_cmpstr (mill_table_row_get_text (last, 0), ==, "1000");
  g_assert_null (mill_table_row_get_text (last, 1));

  beyond = g_list_model_get_item (G_LIST_MODEL (model), FIXTURE_ROWS);
  g_assert_null (beyond);
}

static void
test_same_row_same_object (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr(MillTableModel) model = open_model (self);
  g_autoptr(MillTableRow) row = g_list_model_get_item (G_LIST_MODEL (model), 5);
  g_autoptr(MillTableRow) again = g_list_model_get_item (G_LIST_MODEL (model), 5);

  g_assert_true (row == again);
  g_assert_cmpint (mill_table_row_get_index (row), ==, 5);
}

static void
test_row_outlives_model (Fixture       *self,
                         gconstpointer  data)
{
  MillTableModel *model = open_model (self);
  g_autoptr(MillTableRow) row = g_list_model_get_item (G_LIST_MODEL (model), 0);

  wait_for_row (row);
  /* The thread that read the page may take a moment to let go. */
  g_object_add_weak_pointer (G_OBJECT (model), (gpointer *) &model);
  g_object_unref (model);
  while (model != NULL)
    g_main_context_iteration (NULL, FALSE);
  g_assert_false (mill_table_row_is_loaded (row));
  g_assert_null (mill_table_row_get_text (row, 0));
}

#define ADD(name, func) \
  g_test_add ("/app/table-model/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pages", test_pages);
  ADD ("same-row-same-object", test_same_row_same_object);
  ADD ("row-outlives-model", test_row_outlives_model);

  return g_test_run ();
}
