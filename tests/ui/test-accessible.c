/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canvas-fixture.h"

#include "app/breadcrumb.h"
#include "app/palette.h"
#include "app/results/table-page.h"

/* What assistive technology is told of a card as a run goes on, and of the parts around the canvas. What is
 * said aloud is heard by screen-reader.py, on a real bus. */

static char *
dup_description (CanvasFixture *self,
                 const char    *id)
{
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (canvas_card (self, id)),
                                             GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
}

static void
assert_description (CanvasFixture *self,
                    const char    *id,
                    const char    *text)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (canvas_card (self, id)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);
}

static void
wait_for_rows (CanvasFixture *self,
               const char    *id,
               const char    *port)
{
  while (mill_session_get_rows (self->base.session, id, port) < 0)
    g_main_context_iteration (NULL, TRUE);
  canvas_settle (self);
}

static void
test_card_run (CanvasFixture *self,
               gconstpointer  data)
{
  GtkAccessible *card = GTK_ACCESSIBLE (canvas_card (self, "some"));

  gtk_test_accessible_assert_role (card, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (card, GTK_ACCESSIBLE_PROPERTY_LABEL, "Filter Rows");
  assert_description (self, "some", "number > 300");

  fixture_run (&self->base);
  wait_for_rows (self, "some", "kept");
  assert_description (self, "some", "Done, 700 rows. number > 300");

  /* What it did last is no longer what it would do. */
  fixture_set_string (&self->base, "some", "condition", "number > 400");
  canvas_settle (self);
  assert_description (self, "some", "Changed since the last run. number > 400");

  fixture_run (&self->base);
  wait_for_rows (self, "some", "kept");
  assert_description (self, "some", "Done, 600 rows. number > 400");
}

static void
test_card_failed (CanvasFixture *self,
                  gconstpointer  data)
{
  g_autofree char *failing = canvas_add (self, "filter-rows", "all", "table", "condition",
                                         "CAST(text AS INTEGER) > 0");
  g_autofree char *after = canvas_add (self, "limit", failing, "kept", NULL, NULL);
  g_autofree char *text = NULL;

  fixture_run (&self->base);
  canvas_settle (self);
  text = dup_description (self, failing);
  g_assert_nonnull (text);
  g_assert_nonnull (strstr (text, "Failed: "));
  g_assert_nonnull (strstr (text, "CAST(text AS INTEGER) > 0"));
  g_free (text);
  text = dup_description (self, after);
  g_assert_nonnull (strstr (text, mill_state_get_label (MILL_STATE_SKIPPED)));
}

static void
test_card_pinned (CanvasFixture *self,
                    gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  g_autoptr(GError) error = NULL;

  fixture_run (&self->base);
  wait_for_rows (self, "some", "kept");
  mill_edit_set_pinned (mill_history_begin (history, "Pin"), "some", TRUE, &error);
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
  canvas_settle (self);
  assert_description (self, "some", "Done, 700 rows. Pinned: its result is kept and given again, "
                                    "whatever changes before it. number > 300");
}

static void
test_flow (CanvasFixture *self,
           gconstpointer  data)
{
  GtkAccessible *some = GTK_ACCESSIBLE (canvas_card (self, "some"));
  GtkAccessible *other = GTK_ACCESSIBLE (canvas_card (self, "other"));
  GtkAccessible *port = GTK_ACCESSIBLE (mill_node_card_find_port (canvas_card (self, "some"),
                                                                  MILL_PORT_OUT, "kept"));
  MillHistory *history = mill_session_get_history (self->base.session);
  g_autoptr(GError) error = NULL;

  gtk_test_accessible_assert_role (port, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (port, GTK_ACCESSIBLE_PROPERTY_LABEL, "Output “Kept” (Table)");
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (canvas_card (self, "all")),
                                       GTK_ACCESSIBLE_RELATION_FLOW_TO, some, other, NULL);
  g_assert_false (gtk_test_accessible_has_relation (some, GTK_ACCESSIBLE_RELATION_FLOW_TO));

  mill_edit_connect (mill_history_begin (history, "Connect"), "some", "kept", "other", "table", &error);
  g_assert_no_error (error);
  mill_history_commit (history, NULL);
  canvas_settle (self);
  gtk_test_accessible_assert_relation (some, GTK_ACCESSIBLE_RELATION_FLOW_TO, other, NULL);
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (canvas_card (self, "all")),
                                       GTK_ACCESSIBLE_RELATION_FLOW_TO, some, NULL);
}

static GtkWidget *
show (GtkWidget *widget)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (window))
    g_main_context_iteration (NULL, TRUE);

  return window;
}

static void
test_palette (void)
{
  GtkWidget *palette = g_object_new (MILL_TYPE_PALETTE, NULL);
  GtkWidget *window = show (palette);
  GtkWidget *list = canvas_find (palette, GTK_TYPE_LIST_BOX, NULL);
  GtkAccessible *row = GTK_ACCESSIBLE (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, "Node Types");
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Read CSV");
  gtk_test_accessible_assert_property (
    row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
    mill_catalogue_find (mill_nodes_get_catalogue (), "read-csv")->summary);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_table (void)
{
  GtkWidget *page = g_object_new (MILL_TYPE_TABLE_PAGE, NULL);
  GtkWidget *window = show (page);
  GtkWidget *view = canvas_find (page, GTK_TYPE_COLUMN_VIEW, NULL);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Rows of the table");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (canvas_find (view, GTK_TYPE_LIST_VIEW, NULL)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Rows of the table");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* All below @widget that have a role, in the order in which they are read. */
static void
list_with_role (GtkWidget         *widget,
                GtkAccessibleRole  role,
                GPtrArray         *found)
{
  if (gtk_widget_get_mapped (widget) && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == role)
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    list_with_role (child, role, found);
}

/* What a part of a table is called comes from the label in it. */
static void
assert_texts (GtkWidget         *widget,
              GtkAccessibleRole  role,
              const char *const *texts)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  list_with_role (widget, role, found);
  g_assert_cmpuint (found->len, ==, g_strv_length ((char **) texts));
  for (guint i = 0; i < found->len; i++)
    {
      GtkWidget *label = canvas_find (g_ptr_array_index (found, i), GTK_TYPE_LABEL, NULL);

      g_assert_nonnull (label);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, texts[i]);
    }
}

static gboolean
is_loaded (GPtrArray *rows)
{
  const char *first = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr(GPtrArray) cells = g_ptr_array_new ();
      GtkWidget *label;

      list_with_role (g_ptr_array_index (rows, i), GTK_ACCESSIBLE_ROLE_GRID_CELL, cells);
      label = cells->len > 1 ? canvas_find (g_ptr_array_index (cells, 1), GTK_TYPE_LABEL, NULL) : NULL;
      first = label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : "";
      if (*first == '\0' || g_str_equal (first, "…"))
        return FALSE;
    }

  return rows->len > 0;
}

/* A row has no name but what is in its cells, which is what is read of it. */
static void
test_table_rows (CanvasFixture *self,
                 gconstpointer  data)
{
  GtkWidget *page = g_object_new (MILL_TYPE_TABLE_PAGE, NULL);
  GtkWidget *window = show (page);
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  fixture_run (&self->base);
  mill_table_page_show (MILL_TABLE_PAGE (page), mill_session_get_node_results (self->base.session, "some"), "some",
                        "kept", NULL);
  while (!is_loaded (rows))
    {
      g_main_context_iteration (NULL, TRUE);
      g_ptr_array_set_size (rows, 0);
      list_with_role (canvas_find (page, GTK_TYPE_LIST_VIEW, NULL), GTK_ACCESSIBLE_ROLE_ROW, rows);
    }

  assert_texts (page, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, (const char *[]) { "Row", "number", "text", NULL });
  for (guint i = 0; i < 3; i++)
    g_assert_false (gtk_test_accessible_has_property (g_ptr_array_index (rows, i), GTK_ACCESSIBLE_PROPERTY_LABEL));
  assert_texts (g_ptr_array_index (rows, 0), GTK_ACCESSIBLE_ROLE_GRID_CELL,
                (const char *[]) { "1", "301", "word", NULL });
  assert_texts (g_ptr_array_index (rows, 1), GTK_ACCESSIBLE_ROLE_GRID_CELL,
                (const char *[]) { "2", "302", "word", NULL });
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
enter_component (CanvasFixture *self,
                 const char    *node,
                 const char    *title)
{
  MillHistory *history = mill_session_get_history (self->base.session);
  g_autoptr(GError) error = NULL;
  g_autofree char *holder = g_strdup (mill_edit_make_component (mill_history_begin (history, "Make"),
                                                                (const char *[]) { node, NULL }, title, &error));

  g_assert_no_error (error);
  mill_history_commit (history, NULL);
  g_assert_true (mill_session_enter (self->base.session, holder));
}

static void
test_breadcrumb (CanvasFixture *self,
                 gconstpointer  data)
{
  static const char *const names[] = {
    "Leave the Component", "Back to “Small”", "Back to “Outer”"
  };
  GtkWidget *way = g_object_new (MILL_TYPE_BREADCRUMB, NULL);
  GtkWidget *window = show (way);
  g_autoptr(GPtrArray) buttons = g_ptr_array_new ();
  g_autoptr(GtkWidget) back = NULL;
  guint n_between = 0;

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (way), GTK_ACCESSIBLE_ROLE_NAVIGATION);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (way), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Components on the Way Here");
  mill_breadcrumb_set_session (MILL_BREADCRUMB (way), self->base.session);
  g_assert_false (gtk_widget_get_visible (way));

  /* A canvas shows one level, and is told of another by the document that holds it. */
  mill_canvas_set_session (self->canvas, NULL);
  enter_component (self, "some", "Outer");
  enter_component (self, "some", "Inner");
  list_with_role (way, GTK_ACCESSIBLE_ROLE_BUTTON, buttons);
  g_assert_cmpuint (buttons->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < buttons->len; i++)
    gtk_test_accessible_assert_property (g_ptr_array_index (buttons, i), GTK_ACCESSIBLE_PROPERTY_LABEL, names[i]);

  /* What stands between them is not read. */
  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_parent (g_ptr_array_index (buttons, 0)));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child) && gtk_widget_get_next_sibling (child) != NULL)
      {
        gtk_test_accessible_assert_role (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_ROLE_PRESENTATION);
        n_between++;
      }
  g_assert_cmpuint (n_between, ==, 2);

  /* The button goes with the way. */
  back = g_object_ref (g_ptr_array_index (buttons, 1));
  g_signal_emit_by_name (back, "clicked");
  g_assert_null (mill_session_get_level (self->base.session));
  g_assert_false (gtk_widget_get_visible (way));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add ("/ui/accessible/" path, CanvasFixture, NULL, canvas_set_up, test, canvas_tear_down)

  ADD ("card-run", test_card_run);
  ADD ("card-failed", test_card_failed);
  ADD ("card-pinned", test_card_pinned);
  ADD ("flow", test_flow);
  ADD ("table-rows", test_table_rows);
  ADD ("breadcrumb", test_breadcrumb);
  g_test_add_func ("/ui/accessible/palette", test_palette);
  g_test_add_func ("/ui/accessible/table", test_table);

  return g_test_run ();
}
