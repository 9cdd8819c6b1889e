/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/data-files.h"
#include "app/window-private.h"
#include "nodes/catalogue.h"

#define MIME_TYPE "application/vnd.millrace.pipeline+json"

/* A file that is being read, for which window and why. */
typedef struct
{
  MillWindow *window;
  GFile      *file;
  GFile      *base;      /* of a blueprint or a recovered document */
  gboolean    draft;
} Opening;

static Opening *
opening_new (MillWindow *window,
             GFile      *file)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->window = g_object_ref (window);
  opening->file = g_object_ref (file);
  window->n_loading++;

  return opening;
}

static void
opening_free (Opening *opening)
{
  opening->window->n_loading--;
  g_object_unref (opening->window);
  g_object_unref (opening->file);
  g_clear_object (&opening->base);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
remember (MillWindow *self,
          GFile      *file)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentData data = {
    .mime_type = (char *) MIME_TYPE,
    .app_name = (char *) "millrace",
    .app_exec = (char *) "millrace %u",
  };

  /* A program that only takes a picture leaves no traces. */
  if (application == NULL ||
      (g_application_get_flags (G_APPLICATION (application)) & G_APPLICATION_NON_UNIQUE) != 0)
    return;

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

static void
tell_unreadable (MillWindow   *self,
                 GFile        *file,
                 const GError *error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *heading = g_strdup_printf (_("“%s” Cannot Be Opened"), name);
  g_autofree char *uri = g_file_get_uri (file);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    gtk_recent_manager_remove_item (gtk_recent_manager_get_default (), uri, NULL);
  mill_window_tell_problem (self, heading, error->message);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Opening) opening = data;
  MillWindow *self = opening->window;
  g_autoptr(GError) error = NULL;
  g_autoptr(MillSession) session = mill_session_load_finish (result, &error);

  if (session == NULL)
    {
      tell_unreadable (self, opening->file, error);
      return;
    }

  if (opening->draft)
    mill_session_set_unsaved (session, opening->base, TRUE);
  else
    remember (self, opening->file);
  mill_window_set_session (self, session);
}

/* Takes @opening. */
static void
load (Opening *opening)
{
  mill_session_load_async (mill_nodes_get_catalogue (), opening->file, opening->window->cancellable,
                           loaded_cb, opening);
}

void
mill_window_open_file (MillWindow *self,
                       GFile      *file)
{
  load (opening_new (self, file));
}

static void
make_draft_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  g_autoptr(GFile) directory = g_file_get_parent (source);
  g_autoptr(GError) error = NULL;
  GFile *draft = mill_data_files_make_draft (directory, cancellable, &error);

  if (draft != NULL)
    g_task_return_pointer (task, draft, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
draft_made_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(Opening) opening = data;
  MillWindow *self = opening->window;
  g_autoptr(GError) error = NULL;

  opening->base = g_task_propagate_pointer (G_TASK (result), &error);
  if (opening->base == NULL)
    {
      tell_unreadable (self, opening->file, error);
      return;
    }
  load (g_steal_pointer (&opening));
}

void
mill_window_open_blueprint (MillWindow *self,
                            GFile      *file)
{
  g_autoptr(GTask) task = NULL;
  Opening *opening = opening_new (self, file);

  opening->draft = TRUE;
  task = g_task_new (file, self->cancellable, draft_made_cb, opening);
  g_task_set_source_tag (task, mill_window_open_blueprint);
  g_task_run_in_thread (task, make_draft_thread);
}

static GListModel *
make_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) pipelines = gtk_file_filter_new ();
  g_autoptr(GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (pipelines, _("Pipelines"));
  gtk_file_filter_add_suffix (pipelines, "json");
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, pipelines);
  g_list_store_append (filters, all);

  return G_LIST_MODEL (filters);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(MillWindow) self = data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (file != NULL && application != NULL)
    g_application_open (G_APPLICATION (application), &file, 1, "");
}

void
mill_window_choose_file (MillWindow *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListModel) filters = make_filters ();

  gtk_file_dialog_set_title (dialog, _("Open Pipeline"));
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_open (dialog, GTK_WINDOW (self), self->cancellable, chosen_cb,
                        g_object_ref (self));
}

/* A save on its way: where to, and what is to happen when it is done. */
typedef struct
{
  MillWindow  *window;
  MillSession *session;
  GFile       *file;
  void       (*then) (MillWindow *window);
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->window);
  g_object_unref (saving->session);
  g_clear_object (&saving->file);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void write_file (Saving *saving);

static void
overwrite_answered_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      data)
{
  g_autoptr(Saving) saving = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (!g_str_equal (response, "overwrite"))
    return;
  mill_session_accept_disk (saving->session);
  write_file (g_steal_pointer (&saving));
}

static void
ask_overwrite (Saving *saving)
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
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (saving->window), NULL,
                           overwrite_answered_cb, saving);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(Saving) saving = data;
  MillWindow *self = saving->window;
  g_autoptr(GError) error = NULL;

  if (mill_session_save_finish (saving->session, result, &error))
    {
      remember (self, saving->file);
      mill_window_update_actions (self);
      if (saving->then != NULL)
        saving->then (self);
      else
        mill_window_toast (self, _("Saved"));
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
    {
      ask_overwrite (g_steal_pointer (&saving));
    }
  else
    {
      mill_window_tell_problem (self, _("The Pipeline Was Not Saved"), error->message);
    }
}

/* Takes @saving. */
static void
write_file (Saving *saving)
{
  mill_session_save_async (saving->session, saving->file, NULL, saved_cb, saving);
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
  g_autoptr(Saving) saving = data;
  g_autoptr(GFile) chosen = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (chosen == NULL)
    return;
  saving->file = add_extension (chosen);
  write_file (g_steal_pointer (&saving));
}

static void
ask_where_to_save (Saving *saving)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListModel) filters = make_filters ();
  GFile *file = mill_session_get_file (saving->session);
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
  gtk_file_dialog_save (dialog, GTK_WINDOW (saving->window), NULL, place_chosen_cb, saving);
}

void
mill_window_save_then (MillWindow  *self,
                       gboolean     ask_where,
                       void       (*then) (MillWindow *self))
{
  Saving *saving = g_new0 (Saving, 1);
  GFile *file = mill_session_get_file (self->session);

  saving->window = g_object_ref (self);
  saving->session = g_object_ref (self->session);
  saving->then = then;
  if (ask_where || file == NULL)
    {
      ask_where_to_save (saving);
      return;
    }
  saving->file = g_object_ref (file);
  write_file (saving);
}

void
mill_window_save (MillWindow *self)
{
  mill_window_save_then (self, FALSE, NULL);
}

void
mill_window_save_as (MillWindow *self)
{
  mill_window_save_then (self, TRUE, NULL);
}
