/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/window-private.h"

/* What a crash left behind and no restored tab has opened. */

typedef struct
{
  MillWindow *window;
  GPtrArray  *lost;
} Rescue;

static void
rescue_free (Rescue *rescue)
{
  g_object_unref (rescue->window);
  g_ptr_array_unref (rescue->lost);
  g_free (rescue);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rescue, rescue_free)

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Rescue) rescue = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (g_str_equal (response, "discard"))
    g_ptr_array_foreach (rescue->lost, (GFunc) mill_lost_discard, NULL);
  while (g_str_equal (response, "recover") && rescue->lost->len > 0)
    mill_tab_recover (mill_window_take_tab (rescue->window),
                      g_ptr_array_steal_index (rescue->lost, 0));
}

static char *
make_body (GPtrArray *lost)
{
  g_autoptr(GString) titles = g_string_new (NULL);

  if (lost->len == 1)
    {
      MillLost *only = g_ptr_array_index (lost, 0);

      return g_strdup_printf (_("Millrace did not end properly the last time. "
                                "There are changes to “%s” that were not saved."), only->title);
    }

  for (guint i = 0; i < lost->len; i++)
    {
      MillLost *one = g_ptr_array_index (lost, i);

      g_string_append_printf (titles, "\n“%s”", one->title);
    }

  return g_strdup_printf (_("Millrace did not end properly the last time. "
                            "There are changes that were not saved:\n%s"), titles->str);
}

void
mill_window_offer_lost (MillWindow *self,
                        GPtrArray  *lost)
{
  Rescue *rescue = g_new0 (Rescue, 1);
  g_autofree char *body = make_body (lost);
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
  rescue->lost = g_ptr_array_ref (lost);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, answered_cb, rescue);
}
