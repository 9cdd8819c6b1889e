/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <adwaita.h>

#include "app/results/dock.h"

static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
open_dock (Fixture    *self,
           GtkWidget **window)
{
  GtkWidget *dock = g_object_new (MILL_TYPE_DOCK, NULL);

  *window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (*window), 800, 300);
  gtk_window_set_child (GTK_WINDOW (*window), dock);
  mill_dock_set_session (MILL_DOCK (dock), self->session);
  gtk_window_present (GTK_WINDOW (*window));

  return dock;
}

static void
rename_node (Fixture    *self,
             const char *title)
{
  MillHistory *history = mill_session_get_history (self->session);

  mill_edit_set_title (mill_history_begin (history, "Rename"), "some", title, NULL);
  mill_history_commit (history, NULL);
}

/* What stands above the results is what the node is called now. */
static void
test_rename (Fixture       *self,
             gconstpointer  data)
{
  GtkWidget *window;
  GtkWidget *dock = open_dock (self, &window);

  mill_session_select_one (self->session, "some");
  rename_node (self, "Large Numbers");
  g_assert_nonnull (find_label (dock, "Large Numbers"));
  mill_history_undo (mill_session_get_history (self->session));
  g_assert_null (find_label (dock, "Large Numbers"));
  mill_history_redo (mill_session_get_history (self->session));
  g_assert_nonnull (find_label (dock, "Large Numbers"));

  /* The one that is shown stays when nothing is selected. */
  mill_session_select (self->session, NULL);
  rename_node (self, "Small Numbers");
  g_assert_nonnull (find_label (dock, "Small Numbers"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
wait_for_label (GtkWidget  *dock,
                const char *text)
{
  gint64 deadline = g_get_monotonic_time () + 20 * fixture_get_slowness () * G_TIME_SPAN_SECOND;

  while (find_label (dock, text) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static void
change_file (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->directory, "small.csv", NULL);

  g_assert_true (g_file_set_contents (path, "number,text\n7,other\n8,other\n", -1, NULL));
}

/* A result is never shown with rows that came later: a table that was looked at before stays as it was, and
 * one that was not is not made of another file. */
static void
test_changed_file (Fixture       *self,
                   gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->session);
  GtkWidget *window;
  GtkWidget *dock = open_dock (self, &window);

  /* What only one reads is not kept in the run. */
  g_assert_true (mill_edit_remove_node (mill_history_begin (history, "Delete"), "some", NULL));
  mill_history_commit (history, NULL);
  fixture_run (self);
  mill_dock_show_page (MILL_DOCK (dock), "table");
  mill_session_select_one (self->session, "other");
  wait_for_label (dock, "100 rows, 2 columns");
  change_file (self);
  mill_session_select_one (self->session, "all");
  wait_for_label (dock, "The Table Cannot Be Shown");
  g_assert_null (find_label (dock, "2 rows, 2 columns"));
  mill_session_select_one (self->session, "other");
  wait_for_label (dock, "100 rows, 2 columns");

  fixture_run (self);
  mill_session_select_one (self->session, "all");
  wait_for_label (dock, "2 rows, 2 columns");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What nobody needed in a run that reused results is made when somebody looks at it. */
static void
test_reused (Fixture       *self,
             gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->session);
  g_autofree char *path = g_build_filename (self->directory, "cache", NULL);
  g_autoptr(MillCache) cache = mill_cache_new (path, 0);
  GtkWidget *window;
  GtkWidget *dock = open_dock (self, &window);

  mill_session_set_cache (self->session, cache);
  g_assert_true (mill_edit_remove_node (mill_history_begin (history, "Delete"), "some", NULL));
  mill_history_commit (history, NULL);
  fixture_run (self);
  fixture_run (self);
  mill_dock_show_page (MILL_DOCK (dock), "table");
  mill_session_select_one (self->session, "all");
  wait_for_label (dock, "1000 rows, 2 columns");
  mill_session_select_one (self->session, "other");
  wait_for_label (dock, "100 rows, 2 columns");
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(name, func) \
  g_test_add ("/app/dock/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("rename", test_rename);
  ADD ("changed-file", test_changed_file);
  ADD ("reused", test_reused);

  return g_test_run ();
}
