/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/look.h"
#include "app/window-private.h"

static void
update_title (MillWindow *self)
{
  g_autofree char *title = NULL;

  if (self->session != NULL)
    /* Translators: the name of a document and of the program. */
    title = g_strdup_printf (_("%s — Millrace"), mill_session_get_title (self->session));
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : _("Millrace"));
}

/* Somebody who went to do something else while it ran wants to know. */
static void
notify_in_background (MillWindow *self,
                      MillState   state)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autoptr(GNotification) notification = NULL;

  if (gtk_window_is_active (GTK_WINDOW (self)) || state == MILL_STATE_CANCELLED ||
      application == NULL)
    return;

  notification = g_notification_new (mill_session_get_title (self->session));
  g_notification_set_body (notification, state == MILL_STATE_DONE ? _("The run is done")
                                                                  : _("The run failed"));
  g_application_send_notification (G_APPLICATION (application), "run", notification);
}

static guint
count_errors (MillSession *session)
{
  GPtrArray *events = mill_session_get_events (session);
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    {
      const MillEvent *event = g_ptr_array_index (events, i);

      if (event->kind == MILL_EVENT_DIAGNOSTIC && event->diagnostic != NULL &&
          event->diagnostic->severity == MILL_SEVERITY_ERROR)
        n++;
    }

  return n;
}

static void
show_log (MillWindow *self)
{
  mill_window_show_results (self, "log");
}

static void
run_finished_cb (MillWindow  *self,
                 int          state,
                 MillSession *session)
{
  if (session != self->session)
    return;

  mill_window_update_actions (self);
  notify_in_background (self, state);
  if (state == MILL_STATE_FAILED)
    {
      guint n = count_errors (session);
      g_autofree char *title = n > 0
        ? g_strdup_printf (ngettext ("The run failed with %u error", "The run failed with %u errors",
                                     n), n)
        : g_strdup (_("The run failed"));
      AdwToast *toast = adw_toast_new (title);

      adw_toast_set_button_label (toast, _("Show Log"));
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (show_log), self,
                               G_CONNECT_SWAPPED);
      adw_toast_overlay_add_toast (self->toasts, toast);
      gtk_accessible_announce (GTK_ACCESSIBLE (self), title,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  else if (state == MILL_STATE_DONE)
    {
      gtk_accessible_announce (GTK_ACCESSIBLE (self), _("The run is done"),
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
}

void
mill_window_watch (MillWindow *self)
{
  MillSession *session = self->session;
  MillHistory *history;

  update_title (self);
  if (session == NULL)
    return;

  history = mill_session_get_history (session);
  g_signal_connect_object (session, "notify::title", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::modified", G_CALLBACK (mill_window_update_actions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::running", G_CALLBACK (mill_window_update_actions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "selection-changed", G_CALLBACK (mill_window_update_actions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (mill_session_get_pipeline (session), "changed",
                           G_CALLBACK (mill_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (history, "notify::can-undo", G_CALLBACK (mill_window_update_actions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (history, "notify::can-redo", G_CALLBACK (mill_window_update_actions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "run-finished", G_CALLBACK (run_finished_cb), self,
                           G_CONNECT_SWAPPED);
}
