/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "app/results/copy-rows.h"
#include "app/results/copy-scores.h"
#include "app/results/table-page.h"

static char *
copy (Fixture    *self,
      const char *node,
      GtkBitset  *positions)
{
  MillResults *results = mill_session_get_node_results (self->session, node);
  g_autoptr(GError) error = NULL;
  g_autoptr(MillTableView) table = mill_results_open_table (results, node, "table", NULL, &error);
  char *text;

  g_assert_no_error (error);
  text = mill_copy_rows_to_text (table, positions, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
test_rows (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GtkBitset) some = gtk_bitset_new_empty ();
  g_autoptr(GtkBitset) all = gtk_bitset_new_range (0, FIXTURE_ROWS);
  g_autofree char *few = NULL;
  g_autofree char *many = NULL;
  g_auto(GStrv) lines = NULL;

  fixture_run (self);
  gtk_bitset_add (some, 0);
  gtk_bitset_add (some, 9);
  gtk_bitset_add (some, 999);
  few = copy (self, "all", some);
  g_assert_cmpstr (few, ==, "number\ttext\n1\tword\n10\t\n1000\t\n");

  many = copy (self, "all", all);
  lines = g_strsplit (many, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, FIXTURE_ROWS + 2);
  g_assert_cmpstr (lines[777], ==, "777\tword");
}

/* What would end a cell too early. */
static void
test_quotes (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->directory, "small.csv", NULL);
  g_autoptr(GtkBitset) all = gtk_bitset_new_range (0, 2);
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (path, "number,\"a\tb\"\n1,\"x\ny\"\n2,\"a \"\"b\"\"\"\n", -1,
                                      NULL));
  fixture_run (self);
  text = copy (self, "all", all);
  g_assert_cmpstr (text, ==, "number\t\"a\tb\"\n1\t\"x\ny\"\n2\t\"a \"\"b\"\"\"\n");
}

static void
read_cb (GObject      *clipboard,
         GAsyncResult *result,
         gpointer      data)
{
  char **text = data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static GtkWidget *
find_view (GtkWidget *widget)
{
  if (GTK_IS_COLUMN_VIEW (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_view (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* From the rows that are selected to the clipboard. */
static void
test_page (Fixture       *self,
           gconstpointer  data)
{
  GtkWidget *page = g_object_new (MILL_TYPE_TABLE_PAGE, NULL);
  GtkWidget *window = gtk_window_new ();
  GtkColumnView *view = GTK_COLUMN_VIEW (find_view (page));
  GdkClipboard *clipboard = gtk_widget_get_clipboard (page);
  g_autofree char *text = NULL;

  fixture_run (self);
  gdk_clipboard_set_text (clipboard, "before");
  gtk_window_set_child (GTK_WINDOW (window), page);
  mill_table_page_show (MILL_TABLE_PAGE (page), mill_session_get_node_results (self->session, "all"),
                        "all", "table", "");
  while (gtk_column_view_get_model (view) == NULL)
    g_main_context_iteration (NULL, TRUE);

  gtk_selection_model_select_item (gtk_column_view_get_model (view), 2, TRUE);
  gtk_selection_model_select_item (gtk_column_view_get_model (view), 4, FALSE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view), "results.copy", NULL));
  while (g_strcmp0 (text, "number\ttext\n3\tword\n5\tword\n") != 0)
    {
      g_clear_pointer (&text, g_free);
      gdk_clipboard_read_text_async (clipboard, NULL, read_cb, &text);
      while (text == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (g_str_equal (text, "before") || g_str_has_prefix (text, "number\ttext\n3\t"));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_scores (void)
{
  GtkGrid *grid = GTK_GRID (g_object_ref_sink (gtk_grid_new ()));
  g_autofree char *text = NULL;

  gtk_grid_attach (grid, gtk_label_new ("Score"), 0, 0, 5, 1);
  gtk_grid_attach (grid, gtk_label_new ("Measure"), 0, 1, 1, 1);
  gtk_grid_attach (grid, gtk_label_new ("Model"), 1, 1, 1, 1);
  gtk_grid_attach (grid, gtk_label_new ("AUC"), 0, 2, 1, 1);
  gtk_grid_attach (grid, gtk_label_new ("0.9"), 1, 2, 1, 1);
  gtk_grid_attach (grid, gtk_level_bar_new (), 2, 2, 1, 1);
  text = mill_copy_scores_to_text (grid);
  g_assert_cmpstr (text, ==, "Score\nMeasure\tModel\nAUC\t0.9\n");
  g_object_unref (grid);
}

#define ADD(name, func) \
  g_test_add ("/app/copy/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();
  ADD ("rows", test_rows);
  ADD ("quotes", test_quotes);
  ADD ("page", test_page);
  g_test_add_func ("/app/copy/scores", test_scores);

  return g_test_run ();
}
