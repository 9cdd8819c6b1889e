/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/recovery.h"
#include "app/window-private.h"
#include "nodes/catalogue.h"

/* What becomes of changes that are in no file: when a document is closed, and after a crash. */

typedef struct
{
  MillWindow *window;
  void      (*then) (MillWindow *window);
} Question;

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autofree Question *question = data;
  g_autoptr(MillWindow) self = question->window;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (self->session == NULL)
    return;
  if (g_str_equal (response, "save"))
    {
      mill_window_save_then (self, FALSE, question->then);
    }
  else if (g_str_equal (response, "discard"))
    {
      mill_session_stop (self->session);
      question->then (self);
    }
}

void
mill_window_settle_changes (MillWindow  *self,
                            void       (*then) (MillWindow *self))
{
  Question *question = g_new0 (Question, 1);
  g_autofree char *body =
    g_strdup_printf (_("“%s” has changes that are not saved. Discarded changes are lost for good."),
                     mill_session_get_title (self->session));
  AdwDialog *dialog = adw_alert_dialog_new (_("Save Changes?"), body);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "cancel", _("_Cancel"),
                                  "discard", _("_Discard"),
                                  "save", _("_Save"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");

  question->window = g_object_ref (self);
  question->then = then;
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, answered_cb,
                           question);
}

typedef struct
{
  MillWindow *window;
  MillLost   *lost;
} Rescue;

static void
rescue_free (Rescue *rescue)
{
  g_object_unref (rescue->window);
  mill_lost_free (rescue->lost);
  g_free (rescue);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rescue, rescue_free)

static void
rescued_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Rescue) rescue = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MillSession) session = mill_session_load_finish (result, &error);

  if (session == NULL)
    {
      mill_window_tell_problem (rescue->window, _("The Changes Cannot Be Recovered"),
                                error->message);
      return;
    }

  mill_session_set_rescued (session, rescue->lost);
  mill_window_set_session (rescue->window, session);
}

/* Takes @rescue. */
static void
load (Rescue *rescue)
{
  mill_session_load_async (mill_nodes_get_catalogue (), rescue->lost->copy, NULL, rescued_cb,
                           rescue);
}

static void
rescue_answered_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr(Rescue) rescue = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (g_str_equal (response, "discard"))
    mill_lost_discard (rescue->lost);
  else if (g_str_equal (response, "recover"))
    load (g_steal_pointer (&rescue));
}

static void
offer (MillWindow *self,
       MillLost   *lost)
{
  Rescue *rescue = g_new0 (Rescue, 1);
  g_autofree char *body =
    g_strdup_printf (_("Millrace did not end properly the last time. "
                       "There are changes to “%s” that were not saved."), lost->title);
  AdwDialog *dialog = adw_alert_dialog_new (_("Recover Changes?"), body);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "later", _("_Later"),
                                  "discard", _("_Discard"),
                                  "recover", _("_Recover"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "recover",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "recover");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "later");

  rescue->window = g_object_ref (self);
  rescue->lost = lost;
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, rescue_answered_cb,
                           rescue);
}

void
mill_window_offer_lost (MillWindow *self,
                        GPtrArray  *lost)
{
  /* One window shows one document; another lost one is offered at the next start. */
  if (lost->len > 0)
    offer (self, g_ptr_array_steal_index (lost, 0));
}
