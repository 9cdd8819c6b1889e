/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <adwaita.h>

#include "app/canvas/link-options.h"
#include "app/outline/outline-private.h"
#include "app/outline/outline-words.h"
#include "pipeline/graph.h"
#include "pipeline/writer.h"

typedef struct
{
  Fixture      base;
  GtkWidget   *window;
  MillOutline *outline;
} OutlineFixture;

static void
settle (OutlineFixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  guint n_frames = 0;
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (fixture_count_cb), &n_frames);

  while (n_frames < 3 || g_main_context_pending (NULL))
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
}

static void
set_up (OutlineFixture *self,
        gconstpointer   data)
{
  fixture_set_up (&self->base, data);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  self->outline = g_object_ref_sink (g_object_new (MILL_TYPE_OUTLINE, NULL));
  mill_outline_set_session (self->outline, self->base.session);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 260, 600);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->outline));
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->outline)))
    g_main_context_iteration (NULL, TRUE);
  settle (self);
}

static void
tear_down (OutlineFixture *self,
           gconstpointer   data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->outline);
  fixture_tear_down (&self->base, data);
}

static MillHistory *
get_history (OutlineFixture *self)
{
  return mill_session_get_history (self->base.session);
}

static MillNode *
get_node (OutlineFixture *self,
          const char     *id)
{
  return mill_pipeline_get_node (self->base.pipeline, id);
}

/* The ids of the nodes in the list, in its order. */
static char *
list_order (OutlineFixture *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->outline->model)); i++)
    {
      g_autoptr (MillOutlineItem) item =
        g_list_model_get_item (G_LIST_MODEL (self->outline->model), i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", mill_outline_item_get_node (item));
    }

  return g_string_free (text, FALSE);
}

static void
assert_order (OutlineFixture *self,
              const char     *expected)
{
  g_autofree char *order = NULL;

  settle (self);
  order = list_order (self);
  g_assert_cmpstr (order, ==, expected);
}

static void
connect_nodes (OutlineFixture *self,
               const char     *from,
               const char     *from_port,
               const char     *to,
               const char     *to_port)
{
  const MillLink link = { from, from_port, to, to_port, FALSE };

  g_assert_true (mill_outline_connect (self->outline, &link));
}

/* The child of a node that has @title. Borrowed from its parent. */
static MillOutlineItem *
find_child (OutlineFixture *self,
            const char     *node,
            const char     *title)
{
  MillOutlineItem *item = mill_outline_model_find (self->outline->model, node);
  g_autoptr (GListModel) children = mill_outline_item_dup_children (item);

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (MillOutlineItem) child = g_list_model_get_item (children, i);
      g_autofree char *found = mill_outline_dup_title (child);

      if (g_str_equal (found, title))
        return child;
    }

  return NULL;
}

static void
expand (OutlineFixture *self,
        const char     *node,
        gboolean        expanded)
{
  MillOutlineItem *item = mill_outline_model_find (self->outline->model, node);
  g_autoptr (GtkTreeListRow) row = mill_outline_find_row (self->outline, item);

  gtk_tree_list_row_set_expanded (row, expanded);
  settle (self);
}

static MillOutlineRow *
find_widget (GtkWidget  *widget,
             const char *title,
             guint      *n_rows)
{
  MillOutlineRow *result = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      MillOutlineRow *found = NULL;

      if (MILL_IS_OUTLINE_ROW (child) && mill_outline_row_get_item (MILL_OUTLINE_ROW (child)) != NULL)
        {
          g_autofree char *text =
            mill_outline_dup_title (mill_outline_row_get_item (MILL_OUTLINE_ROW (child)));

          *n_rows += 1;
          if (g_str_equal (text, title))
            found = MILL_OUTLINE_ROW (child);
        }
      else
        {
          found = find_widget (child, title, n_rows);
        }
      result = result != NULL ? result : found;
    }

  return result;
}

/* The list's own row, which is what assistive technology finds. */
static GtkAccessible *
find_row (OutlineFixture *self,
          const char     *title)
{
  guint n_rows = 0;
  MillOutlineRow *row = find_widget (GTK_WIDGET (self->outline->list), title, &n_rows);

  g_assert_nonnull (row);

  return GTK_ACCESSIBLE (gtk_widget_get_parent (gtk_widget_get_parent (GTK_WIDGET (row))));
}

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

  assert_order (self, "all other some");
  g_signal_connect (self->outline->model, "items-changed", G_CALLBACK (count_changes_cb), &n_changed);

  edit = mill_history_begin (get_history (self), "Add");
  mill_edit_add_node (edit, "sort", "Last", 0, 0);
  mill_history_commit (get_history (self), NULL);
  assert_order (self, "all last other some");
  g_assert_cmpuint (n_changed, ==, 1);

  connect_nodes (self, "some", "kept", "last", "table");
  assert_order (self, "all other some last");
  mill_history_undo (get_history (self));
  assert_order (self, "all last other some");
  mill_history_undo (get_history (self));
  assert_order (self, "all other some");

  /* What does not touch the order does not touch the list. */
  n_changed = 0;
  fixture_set_string (&self->base, "some", "condition", "number > 5");
  settle (self);
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
  settle (self);
  rows = gtk_selection_model_get_selection (self->outline->selection);
  g_assert_cmpuint (gtk_bitset_get_size (rows), ==, 2);
  g_assert_true (gtk_bitset_contains (rows, 0) && gtk_bitset_contains (rows, 1));

  /* A link stands for its node. */
  expand (self, "other", TRUE);
  gtk_selection_model_select_item (self->outline->selection, 2, TRUE);
  settle (self);
  g_assert_cmpstr (mill_session_get_selected_node (self->base.session), ==, "other");
  g_assert_true (gtk_selection_model_is_selected (self->outline->selection, 2));

  /* What the search hides stays selected. */
  mill_session_select_one (self->base.session, "all");
  gtk_editable_set_text (GTK_EDITABLE (self->outline->search), "limit");
  settle (self);
  g_assert_cmpstr (mill_session_get_selected_node (self->base.session), ==, "all");
  gtk_editable_set_text (GTK_EDITABLE (self->outline->search), "");
  settle (self);
  g_assert_true (gtk_selection_model_is_selected (self->outline->selection, 0));
}

static void
test_add (OutlineFixture *self,
          gconstpointer   data)
{
  g_autofree char *before = mill_pipeline_to_text (self->base.pipeline);
  g_autofree char *after = NULL;
  const MillInput *input;

  mill_session_select_one (self->base.session, "some");
  mill_outline_add_node (self->outline, "sort");
  settle (self);
  g_assert_cmpstr (mill_session_get_selected_node (self->base.session), ==, "sort");
  input = mill_node_find_input (get_node (self, "sort"), "table");
  g_assert_cmpstr (input->from_node, ==, "some");
  g_assert_cmpstr (input->from_port, ==, "kept");
  g_assert_true (mill_outline_get_focused (self->outline) ==
                 mill_outline_model_find (self->outline->model, "sort"));

  mill_history_undo (get_history (self));
  after = mill_pipeline_to_text (self->base.pipeline);
  g_assert_cmpstr (after, ==, before);
}

/* A source is linked to the selected node that waits for one. */
static void
test_add_before (OutlineFixture *self,
                 gconstpointer   data)
{
  mill_session_select (self->base.session, (const char *const[]) { NULL });
  mill_outline_add_node (self->outline, "sort");
  g_assert_null (mill_node_find_input (get_node (self, "sort"), "table"));
  mill_outline_add_node (self->outline, "read-parquet");
  g_assert_cmpstr (mill_node_find_input (get_node (self, "sort"), "table")->from_node, ==,
                   "read-parquet");
}

static void
test_links (OutlineFixture *self,
            gconstpointer   data)
{
  MillOutlineItem *link;

  link = find_child (self, "other", "Table from Read CSV");
  g_assert_nonnull (link);
  g_assert_nonnull (find_child (self, "all", "Table to Filter Rows"));
  g_assert_nonnull (find_child (self, "all", "Table to Limit Rows"));
  g_assert_nonnull (find_child (self, "some", "Kept: not linked"));

  mill_outline_disconnect (self->outline, link);
  g_assert_null (mill_node_find_input (get_node (self, "other"), "table"));
  g_assert_nonnull (find_child (self, "other", "Table: not linked"));
  g_assert_null (find_child (self, "all", "Table to Limit Rows"));

  connect_nodes (self, "some", "rejected", "other", "table");
  g_assert_nonnull (find_child (self, "other", "Table from Rejected of Filter Rows"));
  g_assert_nonnull (find_child (self, "some", "Rejected to Limit Rows"));
  mill_outline_rename (self->outline, "some", "Large ones");
  g_assert_nonnull (find_child (self, "other", "Table from Rejected of Large ones"));

  mill_history_undo (get_history (self));
  mill_history_undo (get_history (self));
  mill_history_undo (get_history (self));
  g_assert_nonnull (find_child (self, "other", "Table from Read CSV"));
}

static void
test_refused (OutlineFixture *self,
              gconstpointer   data)
{
  const MillLink circle = { "some", "kept", "some", "table", FALSE };

  g_assert_false (mill_outline_connect (self->outline, &circle));
  g_assert_false (mill_history_get_can_undo (get_history (self)));
}

/* What is offered is what can be linked and is not, no more and no less. */
static void
test_options (OutlineFixture *self,
              gconstpointer   data)
{
  MillPipeline *pipeline = self->base.pipeline;
  const char *const types[] = { "gradient-boosting", "apply-model", "score", "split-rows", "join" };
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GListModel) options = NULL;
  MillEdit *edit = mill_history_begin (get_history (self), "Add");

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    mill_edit_add_node (edit, types[i], NULL, 0, 0);
  g_assert_true (mill_edit_connect (edit, "some", "kept", "split-rows", "table", NULL));
  g_assert_true (mill_edit_connect (edit, "split-rows", "first", "gradient-boosting", "train", NULL));
  mill_history_commit (get_history (self), NULL);

  nodes = mill_pipeline_list_nodes (pipeline);
  for (guint i = 0; i < nodes->len; i++)
    {
      const char *other = mill_node_get_id (g_ptr_array_index (nodes, i));
      const MillPort *mine = mill_pipeline_get_node_type (pipeline, "split-rows")->ports;

      for (; mine->name != NULL; mine++)
        for (const MillPort *port = mill_pipeline_get_node_type (pipeline, other)->ports;
             port->name != NULL; port++)
          {
            gboolean out = mine->direction == MILL_PORT_OUT;
            const char *from = out ? "split-rows" : other, *to = out ? other : "split-rows";
            const MillPort *output = out ? mine : port, *input = out ? port : mine;
            const MillInput *there;

            if (mine->direction == port->direction)
              continue;
            there = mill_node_find_input (get_node (self, to), input->name);
            if (there != NULL && g_str_equal (there->from_node, from) &&
                g_str_equal (there->from_port, output->name))
              continue;
            if (mill_pipeline_can_connect (pipeline, from, output->name, to, input->name, NULL))
              g_hash_table_add (expected, g_strdup_printf ("%s.%s %s.%s", from, output->name, to,
                                                           input->name));
          }
    }

  options = mill_link_options_list (pipeline, "split-rows", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (options), >, 5);
  for (guint i = 0; i < g_list_model_get_n_items (options); i++)
    {
      g_autoptr (MillLinkOption) option = g_list_model_get_item (options, i);
      MillLink link = mill_link_option_get_link (option);
      g_autofree char *text = g_strdup_printf ("%s.%s %s.%s", link.from_node, link.from_port,
                                               link.to_node, link.to_port);

      g_assert_true (g_hash_table_remove (expected, text));
    }
  g_assert_cmpuint (g_hash_table_size (expected), ==, 0);
}

static void
test_reorder (OutlineFixture *self,
              gconstpointer   data)
{
  MillEdit *edit = mill_history_begin (get_history (self), "Add");

  mill_edit_add_node (edit, "join", "Both", 0, 0);
  g_assert_true (mill_edit_connect (edit, "other", "table", "both", "left", NULL));
  g_assert_true (mill_edit_connect (edit, "some", "kept", "both", "right", NULL));
  mill_history_commit (get_history (self), NULL);
  settle (self);

  mill_outline_do (self->outline, find_child (self, "both", "Right from Kept of Filter Rows"),
                   "move-up");
  g_assert_cmpstr (mill_node_find_input (get_node (self, "both"), "left")->from_node, ==, "some");
  g_assert_cmpstr (mill_node_find_input (get_node (self, "both"), "left")->from_port, ==, "kept");
  g_assert_cmpstr (mill_node_find_input (get_node (self, "both"), "right")->from_node, ==, "other");

  mill_history_undo (get_history (self));
  g_assert_cmpstr (mill_node_find_input (get_node (self, "both"), "left")->from_node, ==, "other");
  mill_outline_disconnect (self->outline, find_child (self, "both", "Right from Kept of Filter Rows"));
  mill_outline_do (self->outline, find_child (self, "both", "Left from Limit Rows"), "move-down");
  g_assert_null (mill_node_find_input (get_node (self, "both"), "left"));
  g_assert_cmpstr (mill_node_find_input (get_node (self, "both"), "right")->from_node, ==, "other");
}

static void
test_delete (OutlineFixture *self,
             gconstpointer   data)
{
  mill_session_select_one (self->base.session, "other");
  settle (self);
  mill_outline_do (self->outline, mill_outline_model_find (self->outline->model, "other"), "delete");
  assert_order (self, "all some");
  g_assert_true (mill_outline_get_focused (self->outline) ==
                 mill_outline_model_find (self->outline->model, "some"));
  mill_history_undo (get_history (self));
  assert_order (self, "all other some");
}

/* A row that is put elsewhere by an edit keeps the focus, and what is unfolded stays so. */
static void
test_focus_stays (OutlineFixture *self,
                  gconstpointer   data)
{
  MillOutlineItem *other = mill_outline_model_find (self->outline->model, "other");
  g_autoptr (GtkTreeListRow) row = NULL;

  expand (self, "other", TRUE);
  mill_outline_focus_node (self->outline, "other");
  settle (self);
  g_assert_true (mill_outline_get_focused (self->outline) == other);
  connect_nodes (self, "some", "kept", "other", "table");
  assert_order (self, "all some other");
  g_assert_true (mill_outline_get_focused (self->outline) == other);
  row = mill_outline_find_row (self->outline, other);
  g_assert_true (gtk_tree_list_row_get_expanded (row));
}

static void
test_search (OutlineFixture *self,
             gconstpointer   data)
{
  gtk_editable_set_text (GTK_EDITABLE (self->outline->search), "filter");
  settle (self);
  g_assert_cmpuint (g_list_model_get_n_items (self->outline->found), ==, 1);
  mill_outline_rename (self->outline, "some", "Large ones");
  gtk_editable_set_text (GTK_EDITABLE (self->outline->search), "LARGE");
  settle (self);
  g_assert_cmpuint (g_list_model_get_n_items (self->outline->found), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (self->outline->search), "nothing like that");
  settle (self);
  g_assert_cmpuint (g_list_model_get_n_items (self->outline->found), ==, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (self->outline->stack), ==, "not-found");
}

static void
test_accessible (OutlineFixture *self,
                 gconstpointer   data)
{
  GtkAccessible *row;

  gtk_test_accessible_assert_role (self->outline->list, GTK_ACCESSIBLE_ROLE_TREE);
  row = find_row (self, "Filter Rows");
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_TREE_ITEM);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Filter Rows");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Filter Rows. Table from Read CSV. Kept: not linked. "
                                       "Rejected: not linked.");
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);

  mill_outline_rename (self->outline, "some", "Large ones");
  fixture_run (&self->base);
  expand (self, "some", TRUE);
  row = find_row (self, "Large ones");
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Large ones");
  {
    g_autofree char *words =
      mill_outline_dup_description (mill_outline_model_find (self->outline->model, "some"));

    g_assert_true (g_str_has_prefix (words, "Filter Rows. Done in "));
    gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  }
  row = find_row (self, "Kept: not linked");
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
  MillEdit *edit = mill_history_begin (get_history (self), "Make");
  g_autofree char *holder = NULL;
  g_autoptr (GError) error = NULL;
  MillOutlineItem *within;
  g_autofree const char **actions = NULL;

  holder = g_strdup (mill_edit_make_component (edit, ids, "Clean", &error));
  g_assert_no_error (error);
  mill_history_commit (get_history (self), NULL);
  settle (self);

  within = find_child (self, holder, "Filter Rows");
  g_assert_nonnull (within);
  g_assert_true (mill_outline_item_is_within (within));
  g_assert_nonnull (strchr (mill_outline_item_get_path (within), '/'));
  actions = mill_outline_list_actions (within);
  g_assert_false (g_strv_contains (actions, "delete"));
  expand (self, holder, TRUE);
  find_row (self, "Filter Rows");

  fixture_run (&self->base);
  {
    g_autofree char *detail = mill_outline_dup_detail (within);

    g_assert_nonnull (detail);
    g_assert_true (g_str_has_prefix (detail, "Done"));
  }
  mill_history_undo (get_history (self));
  assert_order (self, "all other some");
}

/* Ten thousand nodes: as many rows as are seen, and an edit costs one look at the order. */
static void
test_many (OutlineFixture *self,
           gconstpointer   data)
{
  MillEdit *edit = mill_history_begin (get_history (self), "Add");
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
  mill_history_commit (get_history (self), NULL);

  start = g_get_monotonic_time ();
  mill_outline_model_flush (self->outline->model);
  g_test_message ("first order: %.1f ms", (g_get_monotonic_time () - start) / 1000.0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, limit);
  settle (self);
  find_widget (GTK_WIDGET (self->outline->list), "", &n_rows);
  g_test_message ("%u rows are there", n_rows);
  g_assert_cmpuint (n_rows, <, 400);

  start = g_get_monotonic_time ();
  connect_nodes (self, "step-50", "table", "step-9900", "table");
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

static void
add (const char *name,
     void      (*test) (OutlineFixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/app/outline/%s", name);

  g_test_add (path, OutlineFixture, NULL, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  add ("order", test_order);
  add ("selection", test_selection);
  add ("add", test_add);
  add ("add-before", test_add_before);
  add ("links", test_links);
  add ("refused", test_refused);
  add ("options", test_options);
  add ("reorder", test_reorder);
  add ("delete", test_delete);
  add ("focus-stays", test_focus_stays);
  add ("search", test_search);
  add ("accessible", test_accessible);
  add ("component", test_component);
  add ("many", test_many);

  return g_test_run ();
}
