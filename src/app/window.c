/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window.h"

#include <glib/gi18n-lib.h>

#include "app/command-tips.h"
#include "app/frame-memory.h"
#include "app/settings.h"
#include "app/window-private.h"

G_DEFINE_FINAL_TYPE (MillWindow, mill_window, ADW_TYPE_APPLICATION_WINDOW)

MillTab *
mill_window_get_tab (MillWindow *self)
{
  AdwTabPage *page = self->view != NULL ? adw_tab_view_get_selected_page (self->view) : NULL;

  return page != NULL ? MILL_TAB (adw_tab_page_get_child (page)) : NULL;
}

MillSession *
mill_window_get_session (MillWindow *self)
{
  MillTab *tab = mill_window_get_tab (self);

  return tab != NULL ? mill_tab_get_session (tab) : NULL;
}

MillDocument *
mill_window_get_document (MillWindow *self)
{
  MillTab *tab = mill_window_get_tab (self);

  return tab != NULL ? mill_tab_get_document (tab) : NULL;
}

gboolean
mill_window_get_loading (MillWindow *self)
{
  MillTab *tab = mill_window_get_tab (self);

  return tab != NULL && mill_tab_get_loading (tab);
}

static void
update_title (MillWindow *self)
{
  MillSession *session = mill_window_get_session (self);
  g_autofree char *title = NULL;

  if (session != NULL)
    /* Translators: the name of a document and of the program. */
    title = g_strdup_printf (_("%s — Millrace"), mill_session_get_title (session));
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : _("Millrace"));
}

static void
level_changed_cb (MillWindow *self)
{
  MillSession *session = mill_window_get_session (self);

  g_signal_group_set_target (self->pipeline_signals,
                             session != NULL ? mill_session_get_pipeline (session) : NULL);
  g_signal_group_set_target (self->history_signals,
                             session != NULL ? mill_session_get_history (session) : NULL);
  mill_window_update_actions (self);
}

void
mill_window_front_changed (MillWindow *self)
{
  g_signal_group_set_target (self->tab_signals, mill_window_get_tab (self));
  g_signal_group_set_target (self->session_signals, mill_window_get_session (self));
  mill_header_set_document (self->header, mill_window_get_document (self));
  level_changed_cb (self);
  update_title (self);
}

void
mill_window_toast (MillWindow *self,
                   const char *title)
{
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
mill_window_new_document (MillWindow *self)
{
  mill_tab_new_document (mill_window_take_tab (self));
}

void
mill_window_open_file (MillWindow *self,
                       GFile      *file)
{
  mill_tab_open_file (mill_window_take_tab (self), file);
}

void
mill_window_open_blueprint (MillWindow *self,
                            GFile      *file)
{
  mill_tab_open_blueprint (mill_window_take_tab (self), file);
}

void
mill_window_show_results (MillWindow *self,
                          const char *page)
{
  MillDocument *document = mill_window_get_document (self);

  if (document != NULL)
    mill_document_show_results (document, page);
}

/* ---- Its size, and what brings it back ---- */

static void
restore_size (MillWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), mill_settings_get_int ("window-width", 1280),
                               mill_settings_get_int ("window-height", 820));
  if (mill_settings_get_flag ("window-maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
keep_size (MillWindow *self)
{
  GSettings *settings = mill_settings_get ();
  MillDocument *document = mill_window_get_document (self);
  int width, height;

  if (settings == NULL)
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  mill_settings_set_int ("window-width", MAX (width, 360));
  mill_settings_set_int ("window-height", MAX (height, 294));
  if (document != NULL)
    mill_document_keep_sizes (document);
}

MillWindowRecord *
mill_window_make_record (MillWindow *self)
{
  g_autoptr(GPtrArray) tabs = mill_window_list_tabs (self);
  MillWindowRecord *record = mill_window_record_new ();

  gtk_window_get_default_size (GTK_WINDOW (self), &record->width, &record->height);
  record->maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  for (guint i = 0; i < tabs->len; i++)
    {
      MillTab *tab = g_ptr_array_index (tabs, i);
      MillTabRecord *made = mill_tab_make_record (tab);

      if (made == NULL)
        continue;
      if (!mill_tab_is_behind (tab))
        record->selected = record->tabs->len;
      g_ptr_array_add (record->tabs, made);
    }
  if (record->tabs->len == 0)
    g_clear_pointer (&record, mill_window_record_free);

  return record;
}

MillWindow *
mill_window_restore (MillApplication        *application,
                     const MillWindowRecord *record)
{
  MillWindow *self = g_object_new (MILL_TYPE_WINDOW, "application", application, NULL);
  g_autoptr(GPtrArray) tabs = NULL;

  if (record->width > 0 && record->height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), record->width, record->height);
  if (record->maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  else
    gtk_window_unmaximize (GTK_WINDOW (self));

  /* All tabs are there before the first is read, and closes if that cannot be. */
  for (guint i = 0; i < MAX (record->tabs->len, 1); i++)
    mill_window_add_tab (self);
  tabs = mill_window_list_tabs (self);
  adw_tab_view_set_selected_page (self->view,
    mill_tab_get_page (g_ptr_array_index (tabs, MIN (record->selected, tabs->len - 1))));
  for (guint i = 0; i < record->tabs->len; i++)
    mill_tab_restore (g_ptr_array_index (tabs, i), g_ptr_array_index (record->tabs, i));

  return self;
}

static gboolean
mill_window_close_request (GtkWindow *window)
{
  MillWindow *self = MILL_WINDOW (window);

  if (mill_window_close_asks (self))
    return GDK_EVENT_STOP;

  keep_size (self);
  mill_application_window_closes (self);

  return GTK_WINDOW_CLASS (mill_window_parent_class)->close_request (window);
}

static gboolean
drop_cb (MillWindow   *self,
         const GValue *value)
{
  g_autoptr(GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  gboolean taken = FALSE;

  for (GSList *l = files; l != NULL; l = l->next)
    {
      g_autofree char *name = g_file_get_basename (l->data);

      if (!g_str_has_suffix (name, ".json"))
        continue;
      mill_application_open_file (l->data, self);
      taken = TRUE;
    }

  return taken;
}

static void
mill_window_dispose (GObject *object)
{
  MillWindow *self = MILL_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->menu_page);
  g_clear_object (&self->tab_signals);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->pipeline_signals);
  g_clear_object (&self->history_signals);
  if (self->header != NULL)
    mill_header_set_document (self->header, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_WINDOW);

  G_OBJECT_CLASS (mill_window_parent_class)->dispose (object);
}

static void
mill_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mill_window_parent_class)->realize (widget);
  mill_frame_memory_keep_for_window (GTK_NATIVE (widget));
}

static void
mill_window_class_init (MillWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->dispose = mill_window_dispose;
  widget_class->realize = mill_window_realize;
  window_class->close_request = mill_window_close_request;

  g_type_ensure (MILL_TYPE_HEADER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/millrace/Millrace/window.ui");
  gtk_widget_class_bind_template_child (widget_class, MillWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, MillWindow, overview);
  gtk_widget_class_bind_template_child (widget_class, MillWindow, view);
  gtk_widget_class_bind_template_child (widget_class, MillWindow, tab_bar);
  gtk_widget_class_bind_template_child (widget_class, MillWindow, header);
  gtk_widget_class_bind_template_child (widget_class, MillWindow, narrow_bar);
  mill_window_bind_tabs (widget_class);
  mill_window_install_actions (widget_class);
}

static void
make_signal_groups (MillWindow *self)
{
  self->tab_signals = g_signal_group_new (MILL_TYPE_TAB);
  g_signal_group_connect_swapped (self->tab_signals, "notify::session",
                                  G_CALLBACK (mill_window_front_changed), self);

  self->session_signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::title", G_CALLBACK (update_title),
                                  self);
  g_signal_group_connect_swapped (self->session_signals, "notify::level",
                                  G_CALLBACK (level_changed_cb), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::modified",
                                  G_CALLBACK (mill_window_update_actions), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::running",
                                  G_CALLBACK (mill_window_update_actions), self);
  g_signal_group_connect_swapped (self->session_signals, "selection-changed",
                                  G_CALLBACK (mill_window_update_actions), self);
  g_signal_group_connect_swapped (self->session_signals, "comparison-changed",
                                  G_CALLBACK (mill_window_update_actions), self);

  self->pipeline_signals = g_signal_group_new (MILL_TYPE_PIPELINE);
  g_signal_group_connect_swapped (self->pipeline_signals, "changed",
                                  G_CALLBACK (mill_window_update_actions), self);

  self->history_signals = g_signal_group_new (MILL_TYPE_HISTORY);
  g_signal_group_connect_swapped (self->history_signals, "notify::can-undo",
                                  G_CALLBACK (mill_window_update_actions), self);
  g_signal_group_connect_swapped (self->history_signals, "notify::can-redo",
                                  G_CALLBACK (mill_window_update_actions), self);
}

/* Somebody may have come from where files are made and moved. */
static void
active_cb (MillWindow *self)
{
  MillSession *session = mill_window_get_session (self);

  if (session != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    mill_session_check_files (session);
}

static void
mill_window_init (MillWindow *self)
{
  GtkDropTarget *drop;

  self->cancellable = g_cancellable_new ();
  make_signal_groups (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  mill_command_tips_add (GTK_WIDGET (self));
  restore_size (self);
  mill_window_front_changed (self);
  g_signal_connect (self, "notify::default-width", G_CALLBACK (mill_application_workspace_changed),
                    NULL);
  g_signal_connect (self, "notify::default-height", G_CALLBACK (mill_application_workspace_changed),
                    NULL);
  g_signal_connect (self, "notify::maximized", G_CALLBACK (mill_application_workspace_changed), NULL);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);

  /* The canvas takes data files itself; what it leaves comes here. */
  drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (drop, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

MillWindow *
mill_window_new (MillApplication *application)
{
  MillWindow *self = g_object_new (MILL_TYPE_WINDOW, "application", application, NULL);

  mill_window_add_tab (self);

  return self;
}
