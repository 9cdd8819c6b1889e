/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tabs-fixture.h"

#include "app/canvas/canvas.h"
#include "app/inspector/inspector.h"
#include "nodes/catalogue.h"

#define OTHER_TEXT \
  "{ \"format\": \"millrace/1\", \"name\": \"Other\", \"nodes\": {" \
  "  \"all\": { \"type\": \"read-csv\", \"version\": 1, \"params\": { \"path\": \"small.csv\" } } } }"

/* A run that ends only if it is stopped, as far as this test is concerned. */
#define LONG_TEXT \
  "{ \"format\": \"millrace/1\", \"name\": \"Long\", \"nodes\": {" \
  "  \"all\": { \"type\": \"read-csv\", \"version\": 1, \"params\": { \"path\": \"small.csv\" } }," \
  "  \"trees\": { \"type\": \"gradient-boosting\", \"version\": 1, \"inputs\": { \"train\": \"all\" }," \
  "    \"params\": { \"target\": \"number\", \"rounds\": 10000, \"max-depth\": 16," \
  "                  \"early-stopping\": 0 } } } }"

static void
test_open_twice (TabsFixture   *self,
                 gconstpointer  data)
{
  MillTab *tab = tabs_open (self, self->base.file);
  g_autoptr(GFile) other_file = tabs_make_file (self, "other.millrace.json", OTHER_TEXT);
  MillTab *other;
  MillWindow *window;

  /* The home page made room. */
  g_assert_cmpuint (tabs_count (self->window), ==, 1);
  other = tabs_open (self, other_file);
  g_assert_cmpuint (tabs_count (self->window), ==, 2);
  g_assert_true (other != tab);
  g_assert_true (mill_tab_is_behind (tab));

  mill_application_open_file (self->base.file, self->window);
  g_assert_cmpuint (tabs_count (self->window), ==, 2);
  g_assert_true (mill_window_get_tab (self->window) == tab);
  g_assert_true (mill_window_get_session (self->window) == mill_tab_get_session (tab));

  /* From another window too; and one that is still being read counts. */
  window = mill_window_new (self->application);
  gtk_window_present (GTK_WINDOW (window));
  mill_application_open_file (other_file, window);
  g_assert_true (mill_window_get_tab (self->window) == other);
  g_assert_null (mill_window_get_session (window));
  g_assert_cmpuint (tabs_count (window), ==, 1);
}

static void
test_untouched_makes_room (TabsFixture   *self,
                           gconstpointer  data)
{
  MillTab *tab = mill_window_get_tab (self->window);

  mill_window_new_document (self->window);
  g_assert_cmpuint (tabs_count (self->window), ==, 1);
  g_assert_nonnull (mill_tab_get_session (tab));
  /* An empty pipeline that nobody has touched makes room as the home page does. */
  g_assert_true (tabs_open (self, self->base.file) == tab);
  mill_window_new_document (self->window);
  g_assert_cmpuint (tabs_count (self->window), ==, 2);
  tabs_edit (mill_window_get_tab (self->window));
  mill_window_new_document (self->window);
  g_assert_cmpuint (tabs_count (self->window), ==, 3);
  tabs_do (self->window, "win.new-tab");
  g_assert_cmpuint (tabs_count (self->window), ==, 4);
  g_assert_null (mill_window_get_session (self->window));
}

static void
test_header_follows (TabsFixture   *self,
                     gconstpointer  data)
{
  MillTab *tab = tabs_open (self, self->base.file);

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->window)), ==, "Small — Millrace");
  tabs_edit (tab);
  g_assert_true (mill_window_can_do (self->window, "win.undo"));
  g_assert_cmpstr (adw_tab_page_get_title (mill_tab_get_page (tab)), ==, "• Small");

  mill_window_new_document (self->window);
  tabs_settle ();
  g_assert_false (mill_window_can_do (self->window, "win.undo"));
  g_assert_false (mill_window_can_do (self->window, "win.run"));
  tabs_do (self->window, "win.next-tab");
  g_assert_true (mill_window_get_tab (self->window) == tab);
  g_assert_true (mill_window_can_do (self->window, "win.undo"));
  tabs_do (self->window, "win.undo");
  g_assert_cmpstr (adw_tab_page_get_title (mill_tab_get_page (tab)), ==, "Small");
  tabs_do (self->window, "win.previous-tab");
  g_assert_false (mill_window_can_do (self->window, "win.redo"));
}

static void
test_close_asks (TabsFixture   *self,
                 gconstpointer  data)
{
  MillTab *tab = tabs_open (self, self->base.file);
  g_autoptr(MillTab) closed = g_object_ref (tab);
  g_autoptr(MillDocument) document = g_object_ref (mill_tab_get_document (tab));
  MillSession *session = mill_tab_get_session (tab);

  tabs_edit (tab);
  tabs_do (self->window, "win.close-tab");
  tabs_answer (self->window, "Save Changes?", "_Cancel");
  g_assert_true (mill_window_get_tab (self->window) == tab);

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  tabs_do (self->window, "win.close-tab");
  tabs_answer (self->window, "Save Changes?", "_Discard");
  g_assert_cmpuint (tabs_count (self->window), ==, 1);
  g_assert_null (mill_window_get_session (self->window));

  /* Nothing of a closed tab stays behind. */
  tabs_settle ();
  g_assert_finalize_object (g_steal_pointer (&closed));
  g_assert_finalize_object (g_steal_pointer (&document));
  TABS_WAIT (session == NULL);
}

static void
test_close_saves (TabsFixture   *self,
                  gconstpointer  data)
{
  MillTab *tab = tabs_open (self, self->base.file);
  g_autofree char *text = NULL;

  tabs_edit (tab);
  tabs_do (self->window, "win.close-tab");
  tabs_answer (self->window, "Save Changes?", "_Save");
  TABS_WAIT (mill_window_get_session (self->window) == NULL);
  g_assert_true (g_file_load_contents (self->base.file, NULL, &text, NULL, NULL, NULL));
  g_assert_cmpstr (text, !=, FIXTURE_TEXT);
}

static void
collect_checks (GtkWidget *widget,
                GPtrArray *checks)
{
  if (GTK_IS_CHECK_BUTTON (widget))
    g_ptr_array_add (checks, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_checks (child, checks);
}

static void
test_window_asks_once (TabsFixture   *self,
                       gconstpointer  data)
{
  MillTab *tab = tabs_open (self, self->base.file);
  g_autoptr(GFile) other_file = tabs_make_file (self, "other.millrace.json", OTHER_TEXT);
  MillTab *other = tabs_open (self, other_file);
  g_autoptr(GPtrArray) checks = g_ptr_array_new ();
  g_autofree char *text = NULL;
  g_autofree char *other_text = NULL;
  MillWindow *window = self->window;

  tabs_edit (tab);
  tabs_edit (other);
  gtk_window_close (GTK_WINDOW (self->window));
  tabs_settle ();
  collect_checks (GTK_WIDGET (tabs_get_question (self->window)), checks);
  g_assert_cmpuint (checks->len, ==, 2);
  tabs_answer (self->window, "Save Changes?", "_Cancel");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->window)));

  gtk_window_close (GTK_WINDOW (self->window));
  tabs_settle ();
  g_ptr_array_set_size (checks, 0);
  collect_checks (GTK_WIDGET (tabs_get_question (self->window)), checks);
  gtk_check_button_set_active (g_ptr_array_index (checks, 1), FALSE);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  tabs_answer (self->window, "Save Changes?", "_Save");
  TABS_WAIT (window == NULL);

  g_assert_true (g_file_load_contents (self->base.file, NULL, &text, NULL, NULL, NULL));
  g_assert_true (g_file_load_contents (other_file, NULL, &other_text, NULL, NULL, NULL));
  g_assert_cmpstr (text, !=, FIXTURE_TEXT);
  g_assert_cmpstr (other_text, ==, OTHER_TEXT);
}

static void
test_reopen (TabsFixture   *self,
             gconstpointer  data)
{
  MillTab *tab = tabs_open (self, self->base.file);

  mill_session_select_one (mill_tab_get_session (tab), "some");
  tabs_do (self->window, "win.close-tab");
  g_assert_null (mill_window_get_session (self->window));
  tabs_do (self->window, "win.reopen-tab");
  TABS_WAIT (mill_window_get_session (self->window) != NULL);
  g_assert_true (g_file_equal (mill_session_get_file (mill_window_get_session (self->window)),
                               self->base.file));
  TABS_WAIT (mill_session_get_selected_node (mill_window_get_session (self->window)) != NULL);
  g_assert_cmpstr (mill_session_get_selected_node (mill_window_get_session (self->window)), ==, "some");
}

static void
test_moves_whole (TabsFixture   *self,
                  gconstpointer  data)
{
  g_autoptr(GFile) file = tabs_make_file (self, "long.millrace.json", LONG_TEXT);
  MillTab *tab = tabs_open (self, self->base.file);
  MillTab *moved = tabs_open (self, file);
  MillSession *session = mill_tab_get_session (moved);
  MillDocument *document = mill_tab_get_document (moved);
  MillCanvas *canvas = MILL_CANVAS (mill_document_get_canvas (document));
  MillWindow *window;
  MillCanvasView before = { 0.75, -40, 30 };
  MillCanvasView after;

  tabs_edit (moved);
  mill_session_select_one (session, "trees");
  mill_canvas_set_view (canvas, &before);
  mill_session_run (session, NULL);
  g_assert_true (adw_tab_page_get_loading (mill_tab_get_page (moved)));

  tabs_do (self->window, "win.move-tab-to-window");
  window = MILL_WINDOW (gtk_widget_get_root (GTK_WIDGET (moved)));
  g_assert_true (window != self->window);
  g_assert_true (mill_window_get_tab (self->window) == tab);
  g_assert_true (mill_window_get_tab (window) == moved);
  g_assert_true (mill_window_get_session (window) == session);
  g_assert_true (mill_window_get_document (window) == document);
  g_assert_true (mill_session_get_running (session));
  g_assert_true (adw_tab_page_get_loading (mill_tab_get_page (moved)));
  mill_canvas_get_view (canvas, &after);
  g_assert_cmpfloat (after.zoom, ==, before.zoom);
  g_assert_cmpfloat (after.x, ==, before.x);
  g_assert_cmpfloat (after.y, ==, before.y);
  g_assert_cmpstr (mill_session_get_selected_node (session), ==, "trees");
  g_assert_true (mill_window_can_do (window, "win.undo"));
  g_assert_false (mill_window_can_do (self->window, "win.undo"));
  tabs_do (window, "win.undo");
  g_assert_false (mill_session_get_modified (session));
  g_assert_true (mill_window_can_do (window, "win.stop"));
  tabs_do (window, "win.stop");
  TABS_WAIT (!mill_session_get_running (session));

  /* And back; a window that has nothing left closes. */
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  adw_tab_view_transfer_page (window->view, mill_tab_get_page (moved), self->window->view, 0);
  TABS_WAIT (window == NULL);
  g_assert_true (tabs_get (self->window, 0) == moved);
  g_assert_true (mill_tab_get_session (moved) == session);
}

static void
test_run_ends_behind (TabsFixture   *self,
                      gconstpointer  data)
{
  MillTab *tab = tabs_open (self, self->base.file);
  AdwTabPage *page = mill_tab_get_page (tab);

  mill_session_run (mill_tab_get_session (tab), NULL);
  tabs_do (self->window, "win.new-tab");
  TABS_WAIT (!mill_session_get_running (mill_tab_get_session (tab)));
  g_assert_true (adw_tab_page_get_needs_attention (page));
  g_assert_false (adw_tab_page_get_loading (page));
  g_assert_nonnull (adw_tab_page_get_icon (page));
  tabs_do (self->window, "win.next-tab");
  g_assert_false (adw_tab_page_get_needs_attention (page));
  g_assert_null (adw_tab_page_get_icon (page));
}

static void
test_run_goes_on (TabsFixture   *self,
                  gconstpointer  data)
{
  g_autoptr(GFile) file = tabs_make_file (self, "long.millrace.json", LONG_TEXT);
  MillTab *tab = tabs_open (self, file);
  g_autoptr(MillSession) session = g_object_ref (mill_tab_get_session (tab));

  mill_session_run (session, NULL);
  tabs_do (self->window, "win.close-tab");
  tabs_answer (self->window, "Stop the Run?", "_Cancel");
  g_assert_true (mill_window_get_session (self->window) == session);

  tabs_do (self->window, "win.close-tab");
  tabs_answer (self->window, "Stop the Run?", "_Keep Running");
  g_assert_null (mill_window_get_session (self->window));
  g_assert_true (mill_session_get_running (session));
  g_assert_cmpuint (self->application->background->len, ==, 1);

  /* Opened again, it is in the midst of the same run. */
  mill_application_open_file (file, self->window);
  tabs_settle ();
  g_assert_true (mill_window_get_session (self->window) == session);
  g_assert_true (mill_session_get_running (session));
  g_assert_cmpuint (self->application->background->len, ==, 0);

  tabs_do (self->window, "win.close-tab");
  tabs_answer (self->window, "Stop the Run?", "_Stop");
  TABS_WAIT (!mill_session_get_running (session));
  g_assert_cmpuint (self->application->background->len, ==, 0);
}

static gboolean
has_class (GtkWidget  *widget,
           const char *css_class)
{
  gboolean found = gtk_widget_has_css_class (widget, css_class);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = has_class (child, css_class);

  return found;
}

static GtkWidget *
find_widget (GtkWidget *widget,
           GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

/* Everything that is beside the canvas, filled. Where something does not fit Adwaita warns, which ends a test. */
static void
show_all_sides (TabsFixture *self)
{
  static const char *const pages[] = { "table", "chart", "metrics", "log" };
  MillSession *session = mill_window_get_session (self->window);
  MillHistory *history = mill_session_get_history (session);

  mill_edit_set_title (mill_history_begin (history, "Rename"), "some",
                       "A title of a node that says more than a telephone has room for", NULL);
  mill_history_commit (history, NULL);
  mill_session_select_one (session, "some");
  tabs_settle ();
  mill_session_run (session, NULL);
  TABS_WAIT (!mill_session_get_running (session));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      mill_window_show_results (self->window, pages[i]);
      tabs_settle ();
    }
}

/* What the inspector has to say of any node fits as well, and its tabs are not cut off. */
static void
inspect_all_types (TabsFixture *self)
{
  MillSession *session = mill_window_get_session (self->window);
  MillHistory *history = mill_session_get_history (session);
  GtkWidget *inspector = find_widget (GTK_WIDGET (self->window), MILL_TYPE_INSPECTOR);
  GtkWidget *content = adw_breakpoint_bin_get_child (ADW_BREAKPOINT_BIN (adw_bin_get_child (ADW_BIN (inspector))));
  GtkWidget *switcher = find_widget (inspector, ADW_TYPE_INLINE_VIEW_SWITCHER);

  tabs_do (self->window, "win.toggle-inspector");
  g_assert_true (gtk_widget_get_mapped (inspector));
  for (const MillNodeType *const *type = mill_nodes_get_catalogue ()->types; *type != NULL; type++)
    {
      g_autofree char *id = NULL;
      int width;

      id = g_strdup (mill_edit_add_node (mill_history_begin (history, "Add"), (*type)->id, NULL, 0, 0));
      mill_history_commit (history, NULL);
      mill_session_select_one (session, id);
      tabs_settle ();
      g_assert_true (gtk_widget_get_mapped (switcher));
      g_assert_cmpint (adw_inline_view_switcher_get_display_mode (ADW_INLINE_VIEW_SWITCHER (switcher)), ==,
                       ADW_INLINE_VIEW_SWITCHER_ICONS);
      gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      g_test_message ("%s: %d pixels", (*type)->label, width);
      g_assert_cmpint (width, <=, 360);
    }
}

/* 360 pixels, the width of a telephone, are enough for writing of twice the size. */
static void
test_narrow (TabsFixture   *self,
             gconstpointer  data)
{
  gboolean narrow = FALSE;
  int width;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  /* With the rim that a window has where it is not maximized. */
  gtk_window_set_default_size (GTK_WINDOW (self->window), 380, 640);
  TABS_WAIT (has_class (GTK_WIDGET (self->window), "blueprint"));
  tabs_settle ();
  tabs_open (self, self->base.file);
  tabs_settle ();
  g_object_get (self->window->header, "narrow", &narrow, NULL);
  g_assert_true (narrow);
  gtk_widget_measure (GTK_WIDGET (self->window->header), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL,
                      NULL);
  g_assert_cmpint (width, <=, 360);
  show_all_sides (self);
  inspect_all_types (self);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

#define ADD(name, func) \
  g_test_add ("/app/tabs/" name, TabsFixture, NULL, tabs_set_up, func, tabs_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();
  ADD ("open-twice", test_open_twice);
  ADD ("untouched-makes-room", test_untouched_makes_room);
  ADD ("header-follows", test_header_follows);
  ADD ("close-asks", test_close_asks);
  ADD ("close-saves", test_close_saves);
  ADD ("window-asks-once", test_window_asks_once);
  ADD ("reopen", test_reopen);
  ADD ("moves-whole", test_moves_whole);
  ADD ("run-ends-behind", test_run_ends_behind);
  ADD ("run-goes-on", test_run_goes_on);
  ADD ("narrow", test_narrow);

  return g_test_run ();
}
