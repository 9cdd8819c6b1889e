/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app/window-private.h"

static void
open_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  mill_window_choose_file (MILL_WINDOW (widget));
}

static void
open_recent_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (widget));
  g_autoptr(GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  g_application_open (G_APPLICATION (application), &file, 1, "");
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
save_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  mill_window_save (MILL_WINDOW (widget));
}

static void
save_as_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  mill_window_save_as (MILL_WINDOW (widget));
}

static void
go_home (MillWindow *self)
{
  mill_session_stop (self->session);
  mill_window_set_session (self, NULL);
}

static void
close_document_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MillWindow *self = MILL_WINDOW (widget);

  if (self->session == NULL)
    gtk_window_close (GTK_WINDOW (self));
  else if (mill_session_get_modified (self->session))
    mill_window_settle_changes (self, go_home);
  else
    go_home (self);
}

static void
undo_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  mill_history_undo (mill_session_get_history (MILL_WINDOW (widget)->session));
}

static void
redo_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  mill_history_redo (mill_session_get_history (MILL_WINDOW (widget)->session));
}

static void
run_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  mill_session_run (MILL_WINDOW (widget)->session, NULL);
}

static void
run_selected_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  MillWindow *self = MILL_WINDOW (widget);
  g_auto(GStrv) selected = mill_session_list_selected (self->session);
  g_autoptr(GStrvBuilder) nodes = g_strv_builder_new ();
  g_auto(GStrv) targets = NULL;

  for (guint i = 0; selected[i] != NULL; i++)
    if (mill_pipeline_get_node (mill_session_get_pipeline (self->session), selected[i]) != NULL)
      g_strv_builder_add (nodes, selected[i]);
  targets = g_strv_builder_end (nodes);
  if (targets[0] != NULL)
    mill_session_run (self->session, (const char *const *) targets);
}

static void
stop_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  mill_session_stop (MILL_WINDOW (widget)->session);
}

static void
find_node_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  mill_document_focus_catalogue (MILL_WINDOW (widget)->document);
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
  mill_document_open_search (MILL_WINDOW (widget)->document);
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
  mill_document_go_to (MILL_WINDOW (widget)->document, g_variant_get_string (parameter, NULL));
}

static void
show_outline_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  mill_document_focus_outline (MILL_WINDOW (widget)->document);
}

static void
toggle_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  mill_document_toggle (MILL_WINDOW (widget)->document, name + strlen ("win.toggle-"));
}

static void
menu_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  MillWindow *self = MILL_WINDOW (widget);

  if (self->session != NULL)
    mill_document_open_menu (self->document);
  else
    mill_home_open_menu (self->home);
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
  { "win.close-document", NULL, close_document_cb },
  { "win.undo", NULL, undo_cb },
  { "win.redo", NULL, redo_cb },
  { "win.run", NULL, run_cb },
  { "win.run-selected", NULL, run_selected_cb },
  { "win.stop", NULL, stop_cb },
  { "win.find-node", NULL, find_node_cb },
  { "win.commands", NULL, commands_cb },
  { "win.search", NULL, search_cb },
  { "win.history", NULL, history_cb },
  { "win.go-to-node", "s", go_to_node_cb },
  { "win.show-outline", NULL, show_outline_cb },
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
  MillSession *session = self->session;
  MillHistory *history = session != NULL ? mill_session_get_history (session) : NULL;
  gboolean open = session != NULL;
  gboolean running = open && mill_session_get_running (session);
  gboolean nodes = open && mill_pipeline_get_n_nodes (mill_session_get_whole (session)) > 0;

  enable (self, "win.save", open && (mill_session_get_modified (session) ||
                                     mill_session_get_file (session) == NULL));
  enable (self, "win.save-as", open);
  enable (self, "win.undo", open && mill_history_get_can_undo (history));
  enable (self, "win.redo", open && mill_history_get_can_redo (history));
  enable (self, "win.run", nodes && !running);
  enable (self, "win.run-selected", nodes && !running &&
                                     mill_session_has_selection (session));
  enable (self, "win.stop", running);
  enable (self, "win.find-node", open);
  enable (self, "win.search", open);
  enable (self, "win.history", open);
  enable (self, "win.go-to-node", open);
  enable (self, "win.show-outline", open);
  enable (self, "win.toggle-catalogue", open);
  enable (self, "win.toggle-inspector", open);
  enable (self, "win.toggle-results", open);
}
