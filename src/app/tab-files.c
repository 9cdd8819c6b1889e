/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/application.h"
#include "app/data-files.h"
#include "app/tab-private.h"
#include "engine/workers.h"
#include "nodes/catalogue.h"

/* What is opened in a tab. */

#define MIME_TYPE "application/vnd.millrace.pipeline+json"

/* A file that is being read, for which tab and why. */
typedef struct
{
  MillTab  *tab;
  GFile    *file;      /* what the user opened */
  GFile    *base;      /* of a blueprint that is tried out */
  MillLost *lost;      /* what a crash left behind, or NULL */
  gboolean  draft;
} Opening;

static Opening *
opening_new (MillTab *tab,
             GFile   *file)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->tab = g_object_ref (tab);
  opening->file = g_object_ref (file);
  mill_tab_set_loading (tab, file);

  return opening;
}

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->tab);
  g_object_unref (opening->file);
  g_clear_object (&opening->base);
  g_clear_pointer (&opening->lost, mill_lost_free);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

void
mill_tab_remember (MillTab *self,
                   GFile   *file)
{
  GApplication *application = g_application_get_default ();
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentData data = {
    .mime_type = (char *) MIME_TYPE,
    .app_name = (char *) "millrace",
    .app_exec = (char *) "millrace %u",
  };

  /* A program that only takes a picture leaves no traces. */
  if (application == NULL || (g_application_get_flags (application) & G_APPLICATION_NON_UNIQUE) != 0)
    return;

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

static void
tell_unreadable (MillTab      *self,
                 GFile        *file,
                 const GError *error)
{
  g_autofree char *basename = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (basename);
  g_autofree char *heading = g_strdup_printf (_("“%s” Cannot Be Opened"), name);
  g_autofree char *uri = g_file_get_uri (file);
  gboolean gone = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  if (gone)
    gtk_recent_manager_remove_item (gtk_recent_manager_get_default (), uri, NULL);
  /* What was open the last time was not asked for now. */
  if (gone && self->record != NULL)
    {
      g_autofree char *title = g_strdup_printf (_("“%s” is not there any more"), name);

      mill_tab_toast (self, title);
      return;
    }
  mill_tab_tell_problem (self, heading, error->message);
}

static void
fail (Opening      *opening,
      const GError *error)
{
  MillTab *self = opening->tab;

  mill_tab_set_loading (self, NULL);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (opening->lost != NULL)
    mill_tab_tell_problem (self, _("The Changes Cannot Be Recovered"), error->message);
  else
    tell_unreadable (self, opening->file, error);
  mill_tab_give_up (self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Opening) opening = data;
  MillTab *self = opening->tab;
  g_autoptr(GError) error = NULL;
  g_autoptr(MillSession) session = mill_session_load_finish (result, &error);

  if (session == NULL)
    {
      fail (opening, error);
      return;
    }

  mill_tab_set_loading (self, NULL);
  /* The tab was closed meanwhile: a copy that was not opened stays for the next start. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (opening->lost != NULL)
    {
      mill_session_set_rescued (session, opening->lost);
    }
  else if (opening->draft)
    {
      mill_session_set_unsaved (session, opening->base, TRUE);
      g_set_object (&self->blueprint, opening->file);
    }
  else
    {
      mill_tab_remember (self, opening->file);
    }
  mill_tab_set_session (self, session);
}

/* Takes @opening. */
static void
load (Opening *opening)
{
  mill_session_load_async (mill_nodes_get_catalogue (),
                           opening->lost != NULL ? opening->lost->copy : opening->file,
                           opening->tab->cancellable, loaded_cb, opening);
}

void
mill_tab_new_document (MillTab *self)
{
  g_autoptr(MillPipeline) pipeline = mill_pipeline_new (mill_nodes_get_catalogue ());
  g_autoptr(MillSession) session = mill_session_new (pipeline, NULL);

  mill_tab_set_session (self, session);
}

void
mill_tab_open_file (MillTab *self,
                    GFile   *file)
{
  g_autoptr(MillSession) session = mill_application_take_background (file);

  if (session != NULL)
    mill_tab_set_session (self, session);
  else
    load (opening_new (self, file));
}

/* Takes @lost. */
void
mill_tab_recover (MillTab  *self,
                  MillLost *lost)
{
  Opening *opening = opening_new (self, lost->file != NULL ? lost->file : lost->copy);

  opening->lost = lost;
  load (opening);
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
  g_autoptr(GError) error = NULL;

  opening->base = g_task_propagate_pointer (G_TASK (result), &error);
  if (opening->base != NULL)
    load (g_steal_pointer (&opening));
  else
    fail (opening, error);
}

void
mill_tab_open_blueprint (MillTab *self,
                         GFile   *file)
{
  g_autoptr(GTask) task = NULL;
  Opening *opening = opening_new (self, file);

  opening->draft = TRUE;
  task = g_task_new (file, self->cancellable, draft_made_cb, opening);
  g_task_set_source_tag (task, mill_tab_open_blueprint);
  mill_workers_run_task (task, make_draft_thread);
}

GListModel *
mill_tab_make_file_filters (void)
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
