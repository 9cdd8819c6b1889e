/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tabs-fixture.h"

#include "app/canvas/canvas.h"
#include "app/settings.h"

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "millrace", "workspace.json", NULL);
}

static char *
read_file (void)
{
  g_autofree char *path = dup_path ();
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}

static gboolean
is_written (const char *what)
{
  g_autofree char *text = read_file ();

  return text != NULL && strstr (text, what) != NULL;
}

static void
write_file (const char *text)
{
  g_autofree char *path = dup_path ();
  g_autofree char *directory = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* ---- The list alone ---- */

static void
test_round_trip (void)
{
  g_autoptr(GPtrArray) windows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) mill_window_record_free);
  MillWindowRecord *window = mill_window_record_new ();
  MillTabRecord *tab = mill_tab_record_new ();
  const char *selected[] = { "a", "b", NULL };
  g_autoptr(GPtrArray) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  g_autoptr(GError) error = NULL;

  window->width = 1000;
  window->height = 700;
  window->maximized = TRUE;
  window->selected = 1;
  tab->file = g_file_new_for_uri ("file:///somewhere/a%20b.millrace.json");
  tab->recovery = g_uuid_string_random ();
  tab->title = g_strdup ("A “title”");
  tab->level = g_strdup ("clean/inner");
  tab->selected = g_strdupv ((GStrv) selected);
  tab->has_view = TRUE;
  tab->zoom = 0.5;
  tab->x = -12;
  tab->y = 7.5;
  g_ptr_array_add (window->tabs, tab);
  tab = mill_tab_record_new ();
  tab->blueprint = g_file_new_for_uri ("file:///blueprint.json");
  g_ptr_array_add (window->tabs, tab);
  g_ptr_array_add (windows, window);

  text = mill_workspace_print (windows);
  again = mill_workspace_parse (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 1);
  window = g_ptr_array_index (again, 0);
  g_assert_cmpuint (window->tabs->len, ==, 2);
  g_assert_true (window->maximized);
  tab = g_ptr_array_index (window->tabs, 0);
  g_assert_cmpfloat (tab->y, ==, 7.5);
  text_again = mill_workspace_print (again);
  g_assert_cmpstr (text, ==, text_again);
}

static void
test_damaged (void)
{
  static const char *const damaged[] = {
    "", "[]", "null", "{", "{ \"format\": 3, \"windows\": [] }", "{ \"windows\": [] }",
    "{ \"format\": \"millrace-workspace/1\", \"windows\": 7 }", "\x80\xff", NULL
  };
  g_autoptr(GPtrArray) windows = NULL;
  g_autoptr(GError) error = NULL;
  MillWindowRecord *window;
  MillTabRecord *tab;

  for (guint i = 0; damaged[i] != NULL; i++)
    {
      g_assert_null (mill_workspace_parse (damaged[i], -1, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }

  /* What can be used is. */
  windows = mill_workspace_parse (
    "{ \"format\": \"millrace-workspace/1\", \"windows\": [ 1, null, { \"width\": \"x\", \"selected\": -4,"
    "  \"maximized\": [], \"tabs\": [ 3, { \"file\": 5, \"recovery\": \"../../etc\", \"selected\": [ 1, \"a\" ],"
    "  \"zoom\": 1e300, \"x\": 0, \"y\": 0 } ] } ] }", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (windows->len, ==, 1);
  window = g_ptr_array_index (windows, 0);
  g_assert_cmpint (window->width, ==, 0);
  g_assert_cmpuint (window->selected, ==, 0);
  g_assert_cmpuint (window->tabs->len, ==, 1);
  tab = g_ptr_array_index (window->tabs, 0);
  g_assert_null (tab->file);
  g_assert_null (tab->recovery);
  g_assert_false (tab->has_view);
  g_assert_cmpuint (g_strv_length (tab->selected), ==, 1);
}

/* ---- The program ---- */

static void
test_restored (TabsFixture   *self,
               gconstpointer  data)
{
  g_autoptr(GFile) other_file = tabs_make_file (self, "other.millrace.json", FIXTURE_TEXT);
  g_autoptr(GFile) gone_file = tabs_make_file (self, "gone.millrace.json", FIXTURE_TEXT);
  MillCanvasView view = { 0.5, 33, -20 };
  MillTab *tab;

  tab = tabs_open (self, self->base.file);
  mill_session_select_one (mill_tab_get_session (tab), "some");
  mill_canvas_set_view (MILL_CANVAS (mill_document_get_canvas (mill_tab_get_document (tab))), &view);
  tabs_open (self, gone_file);
  tabs_open (self, other_file);
  tabs_do (self->window, "win.new-tab");
  adw_tab_view_set_selected_page (self->window->view, mill_tab_get_page (tab));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 640);

  /* What is changed is written soon, without anything being closed. */
  TABS_WAIT (is_written ("other.millrace.json") && is_written ("-20") && is_written ("900"));

  tabs_close_windows (self);
  g_assert_true (g_file_delete (gone_file, NULL, NULL));
  self->window = mill_application_ensure_window (self->application);
  g_assert_cmpuint (tabs_count (self->window), ==, 3);
  g_assert_cmpstr (adw_tab_page_get_title (mill_tab_get_page (tabs_get (self->window, 0))), ==, "Small");

  /* What is gone closes its tab and keeps nothing else back. */
  TABS_WAIT (tabs_count (self->window) == 2);
  TABS_WAIT (mill_window_get_session (self->window) != NULL);
  tab = tabs_get (self->window, 0);
  g_assert_true (mill_window_get_tab (self->window) == tab);
  g_assert_true (g_file_equal (mill_tab_get_file (tab), self->base.file));
  g_assert_true (g_file_equal (mill_tab_get_file (tabs_get (self->window, 1)), other_file));
  tabs_settle ();
  g_assert_cmpstr (mill_session_get_selected_node (mill_tab_get_session (tab)), ==, "some");
  mill_canvas_get_view (MILL_CANVAS (mill_document_get_canvas (mill_tab_get_document (tab))), &view);
  g_assert_cmpfloat (view.zoom, ==, 0.5);
  g_assert_cmpfloat (view.x, ==, 33);
  g_assert_cmpfloat (view.y, ==, -20);

  /* What is seen for the first time is ready for its keys. */
  tabs_do (self->window, "win.next-tab");
  tab = tabs_get (self->window, 1);
  TABS_WAIT (mill_tab_get_document (tab) != NULL);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) ==
                 mill_document_get_canvas (mill_tab_get_document (tab)));
}

static MillLost *
find_copy (TabsFixture *self)
{
  g_autofree char *text = read_file ();
  g_autoptr(GPtrArray) windows = text != NULL ? mill_workspace_parse (text, -1, NULL) : NULL;
  MillWindowRecord *window =
    windows != NULL && windows->len == 1 ? g_ptr_array_index (windows, 0) : NULL;
  MillTabRecord *tab = window != NULL ? g_ptr_array_index (window->tabs, 0) : NULL;

  return tab != NULL && tab->recovery != NULL ? mill_recovery_find_lost (tab->recovery) : NULL;
}

/* As after a crash: nobody holds the copy of a document that is in no file. */
static void
test_unsaved_comes_back (TabsFixture   *self,
                         gconstpointer  data)
{
  g_autoptr(GPtrArray) windows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) mill_window_record_free);
  MillWindowRecord *window = mill_window_record_new ();
  MillTabRecord *record = mill_tab_record_new ();
  MillRecovery *recovery = mill_recovery_new ();
  g_autoptr(MillLost) lost = NULL;
  g_autoptr(GError) error = NULL;
  MillTab *tab;

  g_assert_true (mill_recovery_write (recovery, self->base.pipeline, "Small", NULL, NULL, &error));
  g_assert_no_error (error);
  record->recovery = g_strdup (mill_recovery_get_name (recovery));
  mill_recovery_unref (recovery);
  g_ptr_array_add (window->tabs, record);
  g_ptr_array_add (windows, window);
  tabs_close_windows (self);
  g_assert_true (mill_workspace_save (windows, &error));
  lost = find_copy (self);
  g_assert_nonnull (lost);

  self->window = mill_application_ensure_window (self->application);
  TABS_WAIT (mill_window_get_session (self->window) != NULL);
  tab = mill_window_get_tab (self->window);
  g_assert_true (mill_session_get_modified (mill_tab_get_session (tab)));
  g_assert_null (mill_tab_get_file (tab));
  g_assert_cmpuint (mill_pipeline_get_n_nodes (mill_session_get_whole (mill_tab_get_session (tab))),
                    ==, 3);
  /* At no moment is it without a copy: the old one goes on, and is held now. */
  g_assert_cmpstr (mill_session_get_recovery_name (mill_tab_get_session (tab)), ==, record->recovery);
  g_assert_true (g_file_query_exists (lost->copy, NULL));
  g_assert_null (mill_recovery_find_lost (record->recovery));

  /* Given up, it does not come again. */
  tabs_close_windows (self);
  g_assert_false (g_file_query_exists (lost->copy, NULL));
  self->window = mill_application_ensure_window (self->application);
  g_assert_cmpuint (tabs_count (self->window), ==, 1);
  g_assert_null (mill_window_get_session (self->window));
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;

  return FALSE;
}

static void
test_damage_is_told (TabsFixture   *self,
                     gconstpointer  data)
{
  tabs_close_windows (self);
  write_file ("{ \"format\": \"millr");
  g_test_expect_message ("millrace", G_LOG_LEVEL_MESSAGE, "*cannot be read*");
  self->window = mill_application_ensure_window (self->application);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (tabs_count (self->window), ==, 1);
  TABS_WAIT (has_label (GTK_WIDGET (self->window), "damaged"));
}

static void
test_setting (TabsFixture   *self,
              gconstpointer  data)
{
  GSettings *settings = mill_settings_get ();

  if (settings == NULL)
    {
      g_test_skip ("there is no schema of the settings");
      return;
    }
  tabs_open (self, self->base.file);
  g_settings_set_boolean (settings, "restore-session", FALSE);
  tabs_close_windows (self);
  self->window = mill_application_ensure_window (self->application);
  g_assert_null (mill_tab_get_file (mill_window_get_tab (self->window)));
  g_settings_set_boolean (settings, "restore-session", TRUE);
  tabs_close_windows (self);
  self->window = mill_application_ensure_window (self->application);
  g_assert_null (mill_tab_get_file (mill_window_get_tab (self->window)));
}

#define ADD(name, func) \
  g_test_add ("/app/workspace/" name, TabsFixture, NULL, tabs_set_up, func, tabs_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();
  g_test_add_func ("/app/workspace/round-trip", test_round_trip);
  g_test_add_func ("/app/workspace/damaged", test_damaged);
  ADD ("restored", test_restored);
  ADD ("unsaved-comes-back", test_unsaved_comes_back);
  ADD ("damage-is-told", test_damage_is_told);
  ADD ("setting", test_setting);

  return g_test_run ();
}
