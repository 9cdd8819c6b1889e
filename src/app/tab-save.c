/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/tab-private.h"

/* Saving: where to, over what, and what to tell of it. */

/* A save on its way. The source object of the task is the tab. */
typedef struct
{
  MillSession *session;
  GFile       *file;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->session);
  g_clear_object (&saving->file);
  g_free (saving);
}

static void write_file (GTask *task);

static void
overwrite_answered_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      data)
{
  g_autoptr(GTask) task = data;
  Saving *saving = g_task_get_task_data (task);
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (!g_str_equal (response, "overwrite"))
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  mill_session_accept_disk (saving->session);
  write_file (g_steal_pointer (&task));
}

/* Takes @task. */
static void
ask_overwrite (GTask *task)
{
  AdwDialog *dialog =
    adw_alert_dialog_new (_("Overwrite Changes Made Elsewhere?"),
                          _("Another program changed this file after it was opened here. "
                            "Saving replaces those changes."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "cancel", _("_Cancel"),
                                  "overwrite", _("_Overwrite"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "overwrite",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), g_task_get_source_object (task), NULL,
                           overwrite_answered_cb, task);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  Saving *saving = g_task_get_task_data (task);
  MillTab *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (mill_session_save_finish (saving->session, result, &error))
    {
      mill_tab_remember (self, saving->file);
      mill_tab_compare_anew (self);
      g_clear_object (&self->blueprint);
      g_task_return_boolean (task, TRUE);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
    {
      mill_tab_present (self);
      ask_overwrite (g_steal_pointer (&task));
    }
  else
    {
      mill_tab_present (self);
      mill_tab_tell_problem (self, _("The Pipeline Was Not Saved"), error->message);
      g_task_return_boolean (task, FALSE);
    }
}

/* Takes @task. */
static void
write_file (GTask *task)
{
  Saving *saving = g_task_get_task_data (task);

  mill_session_save_async (saving->session, saving->file, NULL, saved_cb, task);
}

/* A name without an extension gets the one that pipelines have, but never that of a file that is there:
 * nobody was asked about that one. */
static GFile *
add_extension (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *longer = g_strconcat (name, ".millrace.json", NULL);
  g_autoptr(GFile) directory = g_file_get_parent (file);
  g_autoptr(GFile) extended = directory != NULL ? g_file_get_child (directory, longer) : NULL;

  if (strchr (name, '.') != NULL || extended == NULL || g_file_query_exists (extended, NULL))
    return g_object_ref (file);

  return g_steal_pointer (&extended);
}

static void
place_chosen_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(GTask) task = data;
  Saving *saving = g_task_get_task_data (task);
  g_autoptr(GFile) chosen = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (chosen == NULL)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  saving->file = add_extension (chosen);
  write_file (g_steal_pointer (&task));
}

/* Takes @task. */
static void
ask_where_to_save (GTask *task)
{
  Saving *saving = g_task_get_task_data (task);
  MillTab *self = g_task_get_source_object (task);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListModel) filters = mill_tab_make_file_filters ();
  GFile *file = mill_session_get_file (saving->session);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *name = NULL;

  gtk_file_dialog_set_title (dialog, _("Save Pipeline"));
  gtk_file_dialog_set_filters (dialog, filters);
  if (file != NULL)
    {
      gtk_file_dialog_set_initial_file (dialog, file);
    }
  else
    {
      name = g_strconcat (mill_session_get_title (saving->session), ".millrace.json", NULL);
      g_strdelimit (name, "/", '-');
      gtk_file_dialog_set_initial_name (dialog, name);
    }
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        place_chosen_cb, task);
}

void
mill_tab_save_async (MillTab             *self,
                     gboolean             ask_where,
                     GAsyncReadyCallback  callback,
                     gpointer             data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  Saving *saving = g_new0 (Saving, 1);
  GFile *file = mill_session_get_file (self->session);

  saving->session = g_object_ref (self->session);
  g_task_set_source_tag (task, mill_tab_save_async);
  g_task_set_task_data (task, saving, saving_free);
  if (ask_where || file == NULL)
    {
      ask_where_to_save (task);
      return;
    }
  saving->file = g_object_ref (file);
  write_file (task);
}

gboolean
mill_tab_save_finish (MillTab      *self,
                      GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
