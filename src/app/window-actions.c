/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/run-values-dialog.h"
#include "app/window-private.h"

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(MillWindow) self = data;
  g_autoptr(GListModel) files =
    gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (gtk_window_get_application (GTK_WINDOW (self)) == NULL)
    return;
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      mill_application_open_file (file, self);
    }
}

static void
open_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  MillWindow *self = MILL_WINDOW (widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListModel) filters = mill_tab_make_file_filters ();

  gtk_file_dialog_set_title (dialog, _("Open Pipeline"));
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (self), self->cancellable, chosen_cb,
                                 g_object_ref (self));
}

static void
open_recent_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  g_autoptr(GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  mill_application_open_file (file, MILL_WINDOW (widget));
}

static void
open_blueprint_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  g_autoptr(GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  mill_window_open_blueprint (MILL_WINDOW (widget), file);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(MillWindow) self = data;

  if (mill_tab_save_finish (MILL_TAB (object), result))
    mill_window_toast (self, _("Saved"));
}

static void
save_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  mill_tab_save_async (mill_window_get_tab (MILL_WINDOW (widget)), FALSE, saved_cb,
                       g_object_ref (widget));
}

static void
save_as_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  mill_tab_save_async (mill_window_get_tab (MILL_WINDOW (widget)), TRUE, saved_cb,
                       g_object_ref (widget));
}

static void
new_tab_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  MillTab *tab = mill_window_add_tab (MILL_WINDOW (widget));

  mill_tab_present (tab);
  gtk_widget_child_focus (GTK_WIDGET (tab), GTK_DIR_TAB_FORWARD);
}

static void
close_tab_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  MillWindow *self = MILL_WINDOW (widget);

  mill_window_close_tab (self, mill_window_get_menu_tab (self));
}

static void
close_others_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  MillWindow *self = MILL_WINDOW (widget);

  mill_window_close_others (self, mill_window_get_menu_tab (self));
}

static void
reopen_tab_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  mill_application_reopen_tab (MILL_WINDOW (widget));
}

static void
move_tab_to_window_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  MillWindow *self = MILL_WINDOW (widget);

  mill_window_move_tab (self, mill_window_get_menu_tab (self));
}

static void
move_tab_left_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MillWindow *self = MILL_WINDOW (widget);

  adw_tab_view_reorder_backward (self->view, mill_tab_get_page (mill_window_get_menu_tab (self)));
}

static void
move_tab_right_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MillWindow *self = MILL_WINDOW (widget);

  adw_tab_view_reorder_forward (self->view, mill_tab_get_page (mill_window_get_menu_tab (self)));
}

/* From the last on to the first, as in a circle. */
static void
next_tab_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AdwTabView *view = MILL_WINDOW (widget)->view;

  if (!adw_tab_view_select_next_page (view))
    adw_tab_view_set_selected_page (view, adw_tab_view_get_nth_page (view, 0));
}

static void
previous_tab_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AdwTabView *view = MILL_WINDOW (widget)->view;

  if (!adw_tab_view_select_previous_page (view))
    adw_tab_view_set_selected_page (
      view, adw_tab_view_get_nth_page (view, adw_tab_view_get_n_pages (view) - 1));
}

static void
show_tabs_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  adw_tab_overview_set_open (MILL_WINDOW (widget)->overview, TRUE);
}

static void
undo_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  mill_history_undo (mill_session_get_history (mill_window_get_session (MILL_WINDOW (widget))));
}

static void
redo_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  mill_history_redo (mill_session_get_history (mill_window_get_session (MILL_WINDOW (widget))));
}

static void
run_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  mill_session_run (mill_window_get_session (MILL_WINDOW (widget)), NULL);
}

static void
run_from_scratch_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  mill_session_run_from_scratch (mill_window_get_session (MILL_WINDOW (widget)), NULL);
}

static void
run_with_values_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  adw_dialog_present (mill_run_values_dialog_new (mill_window_get_session (MILL_WINDOW (widget))), widget);
}

static void
run_selected_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  MillSession *session = mill_window_get_session (MILL_WINDOW (widget));
  g_auto(GStrv) selected = mill_session_list_selected (session);
  g_autoptr(GStrvBuilder) nodes = g_strv_builder_new ();
  g_auto(GStrv) targets = NULL;

  for (guint i = 0; selected[i] != NULL; i++)
    if (mill_pipeline_get_node (mill_session_get_pipeline (session), selected[i]) != NULL)
      g_strv_builder_add (nodes, selected[i]);
  targets = g_strv_builder_end (nodes);
  if (targets[0] != NULL)
    mill_session_run (session, (const char *const *) targets);
}

static void
stop_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  mill_session_stop (mill_window_get_session (MILL_WINDOW (widget)));
}

static void
find_node_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  mill_document_focus_catalogue (mill_window_get_document (MILL_WINDOW (widget)));
}

static void
commands_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  mill_window_open_commands (MILL_WINDOW (widget));
}

static void
search_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  mill_document_open_search (mill_window_get_document (MILL_WINDOW (widget)));
}

static void
history_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  mill_window_open_history (MILL_WINDOW (widget));
}

static void
go_to_node_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  mill_document_go_to (mill_window_get_document (MILL_WINDOW (widget)), g_variant_get_string (parameter, NULL));
}

static void
show_outline_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  mill_document_focus_outline (mill_window_get_document (MILL_WINDOW (widget)));
}

static void
next_pane_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  mill_document_walk_panes (mill_window_get_document (MILL_WINDOW (widget)), 1);
}

static void
previous_pane_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  mill_document_walk_panes (mill_window_get_document (MILL_WINDOW (widget)), -1);
}

static void
toggle_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  MillDocument *document = mill_window_get_document (MILL_WINDOW (widget));
  g_autofree char *property = g_strconcat ("show-", name + strlen ("win.toggle-"), NULL);
  gboolean shown;

  g_object_get (document, property, &shown, NULL);
  g_object_set (document, property, !shown, NULL);
}

static void
compare_chosen_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(MillTab) tab = data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL)
    mill_tab_compare_with_file (tab, file);
}

static void
compare_file_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  MillWindow *self = MILL_WINDOW (widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListModel) filters = mill_tab_make_file_filters ();

  gtk_file_dialog_set_title (dialog, _("Compare With a File"));
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_open (dialog, GTK_WINDOW (self), self->cancellable, compare_chosen_cb,
                        g_object_ref (mill_window_get_tab (self)));
}

static void
compare_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  static const struct
  {
    const char *name;
    void      (*compare) (MillTab *tab);
  } others[] = {
    { "win.compare-saved", mill_tab_compare_with_saved },
    { "win.compare-commit", mill_tab_compare_with_commit },
    { "win.compare-run", mill_tab_compare_with_run },
    { "win.compare-end", mill_tab_compare_with_nothing },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (name, others[i].name))
      others[i].compare (mill_window_get_tab (MILL_WINDOW (widget)));
}

static void
menu_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  mill_header_open_menu (MILL_WINDOW (widget)->header);
}

static const struct
{
  const char                   *name;
  const char                   *parameter;
  GtkWidgetActionActivateFunc   activate;
} actions[] = {
  { "win.open", NULL, open_cb },
  { "win.open-recent", "s", open_recent_cb },
  { "win.open-blueprint", "s", open_blueprint_cb },
  { "win.save", NULL, save_cb },
  { "win.save-as", NULL, save_as_cb },
  { "win.new-tab", NULL, new_tab_cb },
  { "win.close-tab", NULL, close_tab_cb },
  { "win.close-other-tabs", NULL, close_others_cb },
  { "win.reopen-tab", NULL, reopen_tab_cb },
  { "win.next-tab", NULL, next_tab_cb },
  { "win.previous-tab", NULL, previous_tab_cb },
  { "win.move-tab-left", NULL, move_tab_left_cb },
  { "win.move-tab-right", NULL, move_tab_right_cb },
  { "win.move-tab-to-window", NULL, move_tab_to_window_cb },
  { "win.show-tabs", NULL, show_tabs_cb },
  { "win.undo", NULL, undo_cb },
  { "win.redo", NULL, redo_cb },
  { "win.run", NULL, run_cb },
  { "win.run-from-scratch", NULL, run_from_scratch_cb },
  { "win.run-with-values", NULL, run_with_values_cb },
  { "win.run-selected", NULL, run_selected_cb },
  { "win.stop", NULL, stop_cb },
  { "win.find-node", NULL, find_node_cb },
  { "win.commands", NULL, commands_cb },
  { "win.search", NULL, search_cb },
  { "win.history", NULL, history_cb },
  { "win.compare-saved", NULL, compare_cb },
  { "win.compare-file", NULL, compare_file_cb },
  { "win.compare-run", NULL, compare_cb },
  { "win.compare-commit", NULL, compare_cb },
  { "win.compare-end", NULL, compare_cb },
  { "win.go-to-node", "s", go_to_node_cb },
  { "win.show-outline", NULL, show_outline_cb },
  { "win.next-pane", NULL, next_pane_cb },
  { "win.previous-pane", NULL, previous_pane_cb },
  { "win.toggle-catalogue", NULL, toggle_cb },
  { "win.toggle-inspector", NULL, toggle_cb },
  { "win.toggle-results", NULL, toggle_cb },
  { "win.menu", NULL, menu_cb },
};

void
mill_window_install_actions (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
}

static void
enable (MillWindow *self,
        const char *action,
        gboolean    enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
}

void
mill_window_update_actions (MillWindow *self)
{
  MillSession *session = mill_window_get_session (self);
  MillHistory *history = session != NULL ? mill_session_get_history (session) : NULL;
  gboolean open = session != NULL;
  gboolean running = open && mill_session_get_running (session);
  gboolean nodes = open && mill_pipeline_get_n_nodes (mill_session_get_whole (session)) > 0;
  gboolean parameters = open && mill_pipeline_get_n_parameters (mill_session_get_whole (session)) > 0;

  enable (self, "win.save", open && (mill_session_get_modified (session) ||
                                     mill_session_get_file (session) == NULL));
  enable (self, "win.save-as", open);
  enable (self, "win.undo", open && mill_history_get_can_undo (history));
  enable (self, "win.redo", open && mill_history_get_can_redo (history));
  enable (self, "win.run", nodes && !running);
  enable (self, "win.run-from-scratch", nodes && !running);
  enable (self, "win.run-with-values", nodes && parameters && !running);
  enable (self, "win.run-selected", nodes && !running &&
                                     mill_session_has_selection (session));
  enable (self, "win.stop", running);
  enable (self, "win.find-node", open);
  enable (self, "win.search", open);
  enable (self, "win.history", open);
  enable (self, "win.go-to-node", open);
  enable (self, "win.compare-file", open);
  enable (self, "win.compare-saved", open && mill_session_get_file (session) != NULL);
  enable (self, "win.compare-commit", open && mill_session_get_file (session) != NULL);
  enable (self, "win.compare-run", open && mill_session_get_file (session) != NULL);
  enable (self, "win.compare-end", open && mill_session_get_comparison (session) != NULL);
  enable (self, "win.show-outline", open);
  enable (self, "win.next-pane", open);
  enable (self, "win.previous-pane", open);
  enable (self, "win.toggle-catalogue", open);
  enable (self, "win.toggle-inspector", open);
  enable (self, "win.toggle-results", open);
}
