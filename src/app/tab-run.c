/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/application.h"
#include "app/old-runs.h"
#include "app/tab-private.h"

/* The end of a run: who watches sees it, and who does something else is told. */

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
show_log_cb (MillTab *self)
{
  MillDocument *document = mill_tab_get_document (self);

  mill_tab_present (self);
  if (document != NULL)
    mill_document_show_results (document, "log");
}

static void
show_runs_cb (MillTab *self)
{
  mill_tab_present (self);
  mill_tab_compare_with_run (self);
}

/* With a button that leads to more. @stays: until somebody has seen it. */
static void
tell (MillTab                           *self,
      const char                        *title,
      const char                        *button,
      void                             (*clicked_cb) (MillTab *self),
      gboolean                           stays)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast;

  if (toasts == NULL)
    return;
  toast = adw_toast_new (title);
  adw_toast_set_button_label (toast, button);
  if (stays)
    adw_toast_set_timeout (toast, 0);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), toast);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
tell_failure (MillTab *self)
{
  guint n = count_errors (self->session);
  g_autofree char *title = n > 0
    ? g_strdup_printf (ngettext ("The run failed with %u error", "The run failed with %u errors", n),
                       n)
    : g_strdup (_("The run failed"));

  tell (self, title, _("Show Log"), show_log_cb, FALSE);
}

/* After the last of several runs: the list of runs has them side by side. */
static void
tell_sweep (MillTab *self,
            guint    n,
            guint    n_bad)
{
  g_autofree char *title = n_bad == 0
    ? g_strdup_printf (ngettext ("%u run is done", "%u runs are done", n), n)
    /* Translators: how many of how many runs. */
    : g_strdup_printf (ngettext ("%1$u of %2$u run failed", "%1$u of %2$u runs failed", n), n_bad, n);

  tell (self, title, _("Show Runs"), show_runs_cb, TRUE);
}

static gboolean
is_before_the_user (MillTab *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root));
}

/* What cannot be taken back is told, although it was asked for. */
static void
cleaned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (MillTab) self = data;
  g_autoptr (GError) error = NULL;
  gint64 n_runs = mill_old_runs_clean_finish (result, &error);
  g_autofree char *title = NULL;

  if (error != NULL)
    title = g_strdup_printf (_("Old runs could not be forgotten: %s"), error->message);
  else if (n_runs > 0)
    title = g_strdup_printf (ngettext ("%lu old run was forgotten", "%lu old runs were forgotten",
                                       (gulong) n_runs), (gulong) n_runs);
  if (title != NULL)
    mill_tab_toast (self, title);
}

void
mill_tab_run_finished (MillTab   *self,
                       MillState  state)
{
  guint index, n, n_bad;
  gboolean several = mill_session_get_sweep (self->session, &index, &n, &n_bad);

  /* Of several, the end of the last is the end. */
  if (several && index + 1 < n)
    return;
  if (several && n_bad > 0)
    state = MILL_STATE_FAILED;
  if (mill_session_get_store (self->session) != NULL)
    mill_old_runs_clean_async (mill_session_get_store (self->session), cleaned_cb, g_object_ref (self));
  if (state != MILL_STATE_CANCELLED && !is_before_the_user (self))
    mill_application_notify_run (self->session, state, self->id);
  if (state == MILL_STATE_CANCELLED)
    return;

  if (mill_tab_is_behind (self) && self->page != NULL)
    {
      self->ended_badly = state != MILL_STATE_DONE;
      adw_tab_page_set_needs_attention (self->page, TRUE);
      mill_tab_update_page (self);
    }
  else if (several)
    {
      tell_sweep (self, n, n_bad);
    }
  else if (state == MILL_STATE_FAILED)
    {
      tell_failure (self);
    }
  else
    {
      gtk_accessible_announce (GTK_ACCESSIBLE (self), _("The run is done"),
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
}
