/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/application-private.h"
#include "app/preferences.h"
#include "app/settle.h"
#include "app/shortcuts-dialog.h"
#include "engine/duck.h"

/* What can be done without a window of one's own. */

static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  mill_window_new_document (mill_application_ensure_window (data));
}

static void
new_window_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  GList *windows = gtk_application_get_windows (data);

  /* At the start, what was open the last time is not to be forgotten. */
  if (windows == NULL)
    mill_application_ensure_window (data);
  else
    gtk_window_present (GTK_WINDOW (mill_window_new (data)));
}

/* A notification was clicked. */
static void
show_tab_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  MillTab *tab = mill_application_find_tab (data, g_variant_get_string (parameter, NULL));

  if (tab != NULL)
    mill_tab_present (tab);
  else
    mill_application_ensure_window (data);
}

static void
open_file_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  g_autoptr(GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  mill_application_open_file (file, NULL);
}

static void
settled_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(MillApplication) self = data;
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));
  g_autoptr(GPtrArray) tabs = NULL;

  if (!mill_settle_finish (result))
    return;

  /* What all windows held is what the next start begins with. */
  tabs = mill_application_list_tabs (self);
  for (guint i = 0; i < tabs->len; i++)
    mill_application_let_go (g_ptr_array_index (tabs, i));
  mill_application_end_workspace (self);
  for (GList *l = windows; l != NULL; l = l->next)
    if (MILL_IS_WINDOW (l->data))
      mill_window_close_settled (l->data);
    else
      gtk_window_close (l->data);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  MillApplication *self = data;
  g_autoptr(GPtrArray) tabs = mill_application_list_tabs (self);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    mill_settle_async (GTK_WIDGET (window), tabs, settled_cb, g_object_ref (self));
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  AdwDialog *dialog = ADW_DIALOG (mill_preferences_new ());

  adw_dialog_present (dialog, GTK_WIDGET (gtk_application_get_active_window (data)));
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  adw_dialog_present (mill_shortcuts_dialog_new (),
                      GTK_WIDGET (gtk_application_get_active_window (data)));
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  g_autofree char *versions = g_strdup_printf ("GTK %u.%u.%u\nlibadwaita %u.%u.%u\nDuckDB %s",
                                               gtk_get_major_version (), gtk_get_minor_version (),
                                               gtk_get_micro_version (), adw_get_major_version (),
                                               adw_get_minor_version (), adw_get_micro_version (),
                                               mill_duck_get_version ());

  adw_show_about_dialog (GTK_WIDGET (gtk_application_get_active_window (data)),
                         "application-name", _("Millrace"),
                         "application-icon", MILL_APPLICATION_ID,
                         "version", MILL_VERSION,
                         "developer-name", _("The Millrace project"),
                         "comments", _("Draw the whole way from data to a model in production, "
                                       "run it, and see every result"),
                         "copyright", _("© 2026 The Millrace project"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "debug-info", versions,
                         "debug-info-filename", "millrace-versions.txt",
                         /* Translators: put your names here, one a line. */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static const GActionEntry actions[] = {
  { .name = "new", .activate = new_cb },
  { .name = "new-window", .activate = new_window_cb },
  { .name = "show-tab", .activate = show_tab_cb, .parameter_type = "s" },
  { .name = "open-file", .activate = open_file_cb, .parameter_type = "s" },
  { .name = "quit", .activate = quit_cb },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "shortcuts", .activate = shortcuts_cb },
  { .name = "about", .activate = about_cb },
};

void
mill_application_add_actions (MillApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
