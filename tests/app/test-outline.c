/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outline-fixture.h"

static void
count_changes_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  guint      *sum)
{
  *sum += removed + added;
}

static void
test_order (OutlineFixture *self,
            gconstpointer   data)
{
  MillEdit *edit;
  guint n_changed = 0;

  outline_assert_order (self, "all other some");
  g_signal_connect (self->outline->model, "items-changed", G_CALLBACK (count_changes_cb), &n_changed);

  edit = mill_history_begin (outline_get_history (self), "Add");
  mill_edit_add_node (edit, "sort", "Last", 0, 0);
  mill_history_commit (outline_get_history (self), NULL);
  outline_assert_order (self, "all last other some");
  g_assert_cmpuint (n_changed, ==, 1);

  outline_connect_nodes (self, "some", "kept", "last", "table");
  outline_assert_order (self, "all other some last");
  mill_history_undo (outline_get_history (self));
  outline_assert_order (self, "all last other some");
  mill_history_undo (outline_get_history (self));
  outline_assert_order (self, "all other some");

  /* What does not touch the order does not touch the list. */
  n_changed = 0;
  fixture_set_string (&self->base, "some", "condition", "number > 5");
  outline_settle (self);
  g_assert_cmpuint (n_changed, ==, 0);
}

static void
test_selection (OutlineFixture *self,
                gconstpointer   data)
{
  const char *both[] = { "other", "all", NULL };
  g_autoptr (GtkBitset) rows = NULL;

  gtk_selection_model_select_item (self->outline->selection, 2, TRUE);
  g_assert_cmpstr (mill_session_get_selected_node (self->base.session), ==, "some");

  mill_session_select (self->base.session, both);
  outline_settle (self);
  rows = gtk_selection_model_get_selection (self->outline->selection);
  g_assert_cmpuint (gtk_bitset_get_size (rows), ==, 2);
  g_assert_true (gtk_bitset_contains (rows, 0) && gtk_bitset_contains (rows, 1));

  /* A link stands for its node. */
  outline_expand (self, "other", TRUE);
  gtk_selection_model_select_item (self->outline->selection, 2, TRUE);
  outline_settle (self);
  g_assert_cmpstr (mill_session_get_selected_node (self->base.session), ==, "other");
  g_assert_true (gtk_selection_model_is_selected (self->outline->selection, 2));

  /* What the search hides stays selected. */
  mill_session_select_one (self->base.session, "all");
  gtk_editable_set_text (GTK_EDITABLE (self->outline->search), "limit");
  outline_settle (self);
  g_assert_cmpstr (mill_session_get_selected_node (self->base.session), ==, "all");
  gtk_editable_set_text (GTK_EDITABLE (self->outline->search), "");
  outline_settle (self);
  g_assert_true (gtk_selection_model_is_selected (self->outline->selection, 0));
}

static void
test_reorder (OutlineFixture *self,
              gconstpointer   data)
{
  MillEdit *edit = mill_history_begin (outline_get_history (self), "Add");

  mill_edit_add_node (edit, "join", "Both", 0, 0);
  g_assert_true (mill_edit_connect (edit, "other", "table", "both", "left", NULL));
  g_assert_true (mill_edit_connect (edit, "some", "kept", "both", "right", NULL));
  mill_history_commit (outline_get_history (self), NULL);
  outline_settle (self);

  mill_outline_do (self->outline, outline_find_child (self, "both", "Right from Kept of Filter Rows"),
                   "move-up");
  g_assert_cmpstr (mill_node_find_input (outline_get_node (self, "both"), "left")->from_node, ==, "some");
  g_assert_cmpstr (mill_node_find_input (outline_get_node (self, "both"), "left")->from_port, ==, "kept");
  g_assert_cmpstr (mill_node_find_input (outline_get_node (self, "both"), "right")->from_node, ==, "other");

  mill_history_undo (outline_get_history (self));
  g_assert_cmpstr (mill_node_find_input (outline_get_node (self, "both"), "left")->from_node, ==, "other");
  mill_outline_disconnect (self->outline, outline_find_child (self, "both", "Right from Kept of Filter Rows"));
  mill_outline_do (self->outline, outline_find_child (self, "both", "Left from Limit Rows"), "move-down");
  g_assert_null (mill_node_find_input (outline_get_node (self, "both"), "left"));
  g_assert_cmpstr (mill_node_find_input (outline_get_node (self, "both"), "right")->from_node, ==, "other");
}

/* A row that is put elsewhere by an edit keeps the focus, and what is unfolded stays so. */
static void
test_focus_stays (OutlineFixture *self,
                  gconstpointer   data)
{
  MillOutlineItem *other = mill_outline_model_find (self->outline->model, "other");
  g_autoptr (GtkTreeListRow) row = NULL;

  outline_expand (self, "other", TRUE);
  mill_outline_focus_node (self->outline, "other");
  outline_settle (self);
  g_assert_true (mill_outline_get_focused (self->outline) == other);
  outline_connect_nodes (self, "some", "kept", "other", "table");
  outline_assert_order (self, "all some other");
  g_assert_true (mill_outline_get_focused (self->outline) == other);
  row = mill_outline_find_row (self->outline, other);
  g_assert_true (gtk_tree_list_row_get_expanded (row));
}

static void
test_search (OutlineFixture *self,
             gconstpointer   data)
{
  gtk_editable_set_text (GTK_EDITABLE (self->outline->search), "filter");
  outline_settle (self);
  g_assert_cmpuint (g_list_model_get_n_items (self->outline->found), ==, 1);
  mill_outline_rename (self->outline, "some", "Large ones");
  gtk_editable_set_text (GTK_EDITABLE (self->outline->search), "LARGE");
  outline_settle (self);
  g_assert_cmpuint (g_list_model_get_n_items (self->outline->found), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (self->outline->search), "nothing like that");
  outline_settle (self);
  g_assert_cmpuint (g_list_model_get_n_items (self->outline->found), ==, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (self->outline->stack), ==, "not-found");
}

static void
test_accessible (OutlineFixture *self,
                 gconstpointer   data)
{
  GtkAccessible *row;

  gtk_test_accessible_assert_role (self->outline->list, GTK_ACCESSIBLE_ROLE_TREE);
  row = outline_find_row (self, "Filter Rows");
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_TREE_ITEM);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Filter Rows");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Filter Rows. Table from Read CSV. Kept: not linked. "
                                       "Rejected: not linked.");
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);

  mill_outline_rename (self->outline, "some", "Large ones");
  fixture_run (&self->base);
  outline_expand (self, "some", TRUE);
  row = outline_find_row (self, "Large ones");
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Large ones");
  {
    g_autofree char *words =
      mill_outline_dup_description (mill_outline_model_find (self->outline->model, "some"));

    g_assert_true (g_str_has_prefix (words, "Filter Rows. Done in "));
    gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  }
  row = outline_find_row (self, "Kept: not linked");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LEVEL, 2);

  fixture_set_string (&self->base, "some", "condition", "nummer > 1");
  for (gboolean told = FALSE; !told; g_main_context_iteration (NULL, FALSE))
    {
      g_autofree char *words =
        mill_outline_dup_description (mill_outline_model_find (self->outline->model, "some"));

      told = strstr (words, "nummer") != NULL;
    }
}

static void
test_component (OutlineFixture *self,
                gconstpointer   data)
{
  const char *ids[] = { "some", "other", NULL };
  MillEdit *edit = mill_history_begin (outline_get_history (self), "Make");
  g_autofree char *holder = NULL;
  g_autoptr (GError) error = NULL;
  MillOutlineItem *within;
  g_autofree const char **actions = NULL;

  holder = g_strdup (mill_edit_make_component (edit, ids, "Clean", &error));
  g_assert_no_error (error);
  mill_history_commit (outline_get_history (self), NULL);
  outline_settle (self);

  within = outline_find_child (self, holder, "Filter Rows");
  g_assert_nonnull (within);
  g_assert_true (mill_outline_item_is_within (within));
  g_assert_nonnull (strchr (mill_outline_item_get_path (within), '/'));
  actions = mill_outline_list_actions (within);
  g_assert_false (g_strv_contains (actions, "delete"));
  outline_expand (self, holder, TRUE);
  outline_find_row (self, "Filter Rows");

  fixture_run (&self->base);
  {
    g_autofree char *detail = mill_outline_dup_detail (within);

    g_assert_nonnull (detail);
    g_assert_true (g_str_has_prefix (detail, "Done"));
  }
  mill_history_undo (outline_get_history (self));
  outline_assert_order (self, "all other some");
}

/* Ten thousand nodes: as many rows as are seen, and an edit costs one look at the order. */
static void
test_many (OutlineFixture *self,
           gconstpointer   data)
{
  MillEdit *edit = mill_history_begin (outline_get_history (self), "Add");
  g_autofree char *last = g_strdup ("all");
  gint64 limit = fixture_get_slowness () * G_TIME_SPAN_SECOND;
  guint n_rows = 0;
  gint64 start;

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *title = g_strdup_printf ("Step %u", i);
      const char *id = mill_edit_add_node (edit, "sort", title, 0, i * 100);

      if (i % 100 != 0)
        g_assert_true (mill_edit_connect (edit, last, "table", id, "table", NULL));
      g_set_str (&last, id);
    }
  mill_history_commit (outline_get_history (self), NULL);

  start = g_get_monotonic_time ();
  mill_outline_model_flush (self->outline->model);
  g_test_message ("first order: %.1f ms", (g_get_monotonic_time () - start) / 1000.0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, limit);
  outline_settle (self);
  outline_find_widget (GTK_WIDGET (self->outline->list), "", &n_rows);
  g_test_message ("%u rows are there", n_rows);
  g_assert_cmpuint (n_rows, <, 400);

  start = g_get_monotonic_time ();
  outline_connect_nodes (self, "step-50", "table", "step-9900", "table");
  mill_outline_model_flush (self->outline->model);
  g_test_message ("a link: %.1f ms", (g_get_monotonic_time () - start) / 1000.0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, limit);

  start = g_get_monotonic_time ();
  gtk_editable_set_text (GTK_EDITABLE (self->outline->search), "step 77");
  while (g_list_model_get_n_items (self->outline->found) > 1000)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("a search: %.1f ms", (g_get_monotonic_time () - start) / 1000.0);
  g_assert_cmpuint (g_list_model_get_n_items (self->outline->found), ==, 111);
  g_assert_cmpint (g_get_monotonic_time () - start, <, limit);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  outline_add ("order", test_order);
  outline_add ("selection", test_selection);
  outline_add ("reorder", test_reorder);
  outline_add ("focus-stays", test_focus_stays);
  outline_add ("search", test_search);
  outline_add ("accessible", test_accessible);
  outline_add ("component", test_component);
  outline_add ("many", test_many);

  return g_test_run ();
}
