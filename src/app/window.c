/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window.h"

#include <glib/gi18n-lib.h>

#include "app/settings.h"
#include "app/window-private.h"
#include "nodes/catalogue.h"

G_DEFINE_FINAL_TYPE (MillWindow, mill_window, ADW_TYPE_APPLICATION_WINDOW)

MillSession *
mill_window_get_session (MillWindow *self)
{
  return self->session;
}

gboolean
mill_window_get_loading (MillWindow *self)
{
  return self->n_loading > 0;
}

void
mill_window_set_session (MillWindow  *self,
                         MillSession *session)
{
  MillApplication *application = MILL_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  if (!g_set_object (&self->session, session))
    return;

  if (session != NULL)
    {
      mill_session_set_store (session, mill_application_get_store (application));
      mill_session_enable_recovery (session);
    }
  mill_document_set_session (self->document, session);
  gtk_stack_set_visible_child_name (self->stack, session != NULL ? "document" : "home");
  mill_window_watch (self);
  mill_window_update_actions (self);
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
mill_window_tell_problem (MillWindow *self,
                          const char *heading,
                          const char *body)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  adw_alert_dialog_add_response (dialog, "close", _("_Close"));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

void
mill_window_new_document (MillWindow *self)
{
  g_autoptr(MillPipeline) pipeline = mill_pipeline_new (mill_nodes_get_catalogue ());
  g_autoptr(MillSession) session = mill_session_new (pipeline, NULL);

  mill_window_set_session (self, session);
}

void
mill_window_show_results (MillWindow *self,
                          const char *page)
{
  mill_document_show_results (self->document, page);
}

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
  int width, height;

  if (settings == NULL)
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  mill_settings_set_int ("window-width", MAX (width, 360));
  mill_settings_set_int ("window-height", MAX (height, 294));
  mill_document_keep_sizes (self->document);
}

static void
close_anyway (MillWindow *self)
{
  self->close_anyway = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
mill_window_close_request (GtkWindow *window)
{
  MillWindow *self = MILL_WINDOW (window);

  if (!self->close_anyway && self->session != NULL)
    {
      if (mill_session_get_modified (self->session))
        {
          mill_window_settle_changes (self, close_anyway);
          return GDK_EVENT_STOP;
        }
      mill_session_stop (self->session);
    }
  keep_size (self);

  return GTK_WINDOW_CLASS (mill_window_parent_class)->close_request (window);
}

static gboolean
drop_cb (MillWindow   *self,
         const GValue *value)
{
  g_autoptr(GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  gboolean taken = FALSE;

  for (GSList *l = files; l != NULL; l = l->next)
    {
      g_autofree char *name = g_file_get_basename (l->data);
      GFile *one[] = { l->data };

      if (!g_str_has_suffix (name, ".json"))
        continue;
      g_application_open (application, one, 1, "");
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
  if (self->session != NULL)
    {
      mill_document_set_session (self->document, NULL);
      g_clear_object (&self->session);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_WINDOW);

  G_OBJECT_CLASS (mill_window_parent_class)->dispose (object);
}

static void
mill_window_class_init (MillWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->dispose = mill_window_dispose;
  window_class->close_request = mill_window_close_request;

  g_type_ensure (MILL_TYPE_HOME);
  g_type_ensure (MILL_TYPE_DOCUMENT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/millrace/Millrace/window.ui");
  gtk_widget_class_bind_template_child (widget_class, MillWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, MillWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, MillWindow, home);
  gtk_widget_class_bind_template_child (widget_class, MillWindow, document);
  mill_window_install_actions (widget_class);
}

static void
mill_window_init (MillWindow *self)
{
  GtkDropTarget *drop;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  restore_size (self);
  mill_window_update_actions (self);

  /* The canvas takes data files itself; what it leaves comes here. */
  drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (drop, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

MillWindow *
mill_window_new (MillApplication *application)
{
  return g_object_new (MILL_TYPE_WINDOW, "application", application, NULL);
}
