/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/application-private.h"

/* Runs that go on after their tab was closed. */

void
mill_application_notify_run (MillSession *session,
                             MillState    state,
                             const char  *tab)
{
  GApplication *application = g_application_get_default ();
  GFile *file = mill_session_get_file (session);
  g_autoptr(GNotification) notification = g_notification_new (mill_session_get_title (session));
  g_autofree char *id = g_strconcat ("run-", tab != NULL ? tab : "background", NULL);

  g_notification_set_body (notification, state == MILL_STATE_DONE ? _("The run is done")
                                                                  : _("The run failed"));
  if (tab != NULL)
    {
      g_notification_set_default_action_and_target (notification, "app.show-tab", "s", tab);
    }
  else if (file != NULL)
    {
      g_autofree char *uri = g_file_get_uri (file);

      g_notification_set_default_action_and_target (notification, "app.open-file", "s", uri);
    }
  g_application_send_notification (application, id, notification);
}

static void
leave (MillApplication *self,
       guint            index)
{
  MillSession *session = g_ptr_array_index (self->background, index);

  g_signal_handlers_disconnect_by_data (session, self);
  g_ptr_array_remove_index (self->background, index);
  g_application_release (G_APPLICATION (self));
}

static void
run_finished_cb (MillApplication *self,
                 int              state,
                 MillSession     *session)
{
  guint index, n, n_bad;
  gboolean several = mill_session_get_sweep (session, &index, &n, &n_bad);

  /* Of several, the end of the last is the end. */
  if (several && index + 1 < n)
    return;
  if (several && n_bad > 0)
    state = MILL_STATE_FAILED;
  if (state != MILL_STATE_CANCELLED)
    mill_application_notify_run (session, state, NULL);
  if (g_ptr_array_find (self->background, session, &index))
    leave (self, index);
}

void
mill_application_keep_running (MillApplication *self,
                               MillSession     *session)
{
  g_ptr_array_add (self->background, g_object_ref (session));
  g_application_hold (G_APPLICATION (self));
  g_signal_connect_swapped (session, "run-finished", G_CALLBACK (run_finished_cb), self);
}

MillSession *
mill_application_take_background (GFile *file)
{
  MillApplication *self = MILL_APPLICATION (g_application_get_default ());

  for (guint i = 0; i < self->background->len; i++)
    {
      MillSession *session = g_ptr_array_index (self->background, i);
      GFile *own = mill_session_get_file (session);

      /* Changes that were given up stay so. */
      if (own == NULL || !g_file_equal (own, file) || mill_session_get_modified (session))
        continue;
      g_object_ref (session);
      leave (self, i);
      return session;
    }

  return NULL;
}
