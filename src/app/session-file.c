/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/data-files.h"
#include "app/data-paths.h"
#include "app/session-private.h"
#include "engine/workers.h"
#include "pipeline/reader.h"
#include "pipeline/writer.h"

/* Where a document lives: its name, reading and writing it, and the copy that outlives a crash. */

#define RECOVERY_DELAY_S 2

static char *
make_title (MillSession *self)
{
  static const char *const extensions[] = { ".millrace.json", ".json" };
  const char *name = mill_pipeline_get_name (self->whole);
  g_autofree char *base = NULL;

  if (name != NULL && *name != '\0')
    return g_strdup (name);
  if (self->file == NULL)
    return g_strdup (_("Untitled Pipeline"));

  base = g_file_get_basename (self->file);
  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_str_has_suffix (base, extensions[i]) && strlen (base) > strlen (extensions[i]))
      {
        base[strlen (base) - strlen (extensions[i])] = '\0';
        break;
      }

  return g_filename_display_name (base);
}

void
mill_session_update_title (MillSession *self)
{
  g_autofree char *title = make_title (self);

  if (g_set_str (&self->title, title))
    g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_TITLE]);
}

static void
set_base (MillSession *self,
          GFile       *base)
{
  if (self->base == base || (base != NULL && self->base != NULL && g_file_equal (self->base, base)))
    {
      mill_session_queue_typing (self);
      return;
    }
  g_set_object (&self->base, base);
  mill_session_reset_typing (self);
}

/* Saved or closed: the scratch copy has done its work. */
void
mill_session_leave_draft (MillSession *self)
{
  if (self->draft)
    mill_data_files_remove_draft (self->base);
  self->draft = FALSE;
}

void
mill_session_set_file (MillSession *self,
                       GFile       *file)
{
  g_autoptr(GFile) base = file != NULL ? g_file_get_parent (file) : NULL;

  g_set_object (&self->file, file);
  mill_session_leave_draft (self);
  set_base (self, base);
  mill_session_update_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_FILE]);
}

void
mill_session_set_unsaved (MillSession *self,
                          GFile       *base,
                          gboolean     draft)
{
  mill_session_set_file (self, NULL);
  self->draft = draft;
  set_base (self, base);
}

GFile *
mill_session_get_base (MillSession *self)
{
  return self->base;
}

typedef struct
{
  const MillCatalogue *catalogue;
  MillPipeline        *pipeline;
  GPtrArray           *problems;
  char                *etag;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_clear_object (&loading->pipeline);
  g_ptr_array_unref (loading->problems);
  g_free (loading->etag);
  g_free (loading);
}

/* The tag of a local file is its time, which two writes may share; so the size is part of it here. */
static char *
read_etag (GFile *file)
{
  g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_ETAG_VALUE ","
                                                 G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                 G_FILE_QUERY_INFO_NONE, NULL, NULL);

  if (info == NULL)
    return NULL;

  return g_strdup_printf ("%s %" G_GOFFSET_FORMAT, g_file_info_get_etag (info),
                          g_file_info_get_size (info));
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Loading *loading = data;
  GFile *file = source;
  g_autoptr(GError) error = NULL;

  loading->etag = read_etag (file);
  loading->pipeline = mill_pipeline_new_from_file (loading->catalogue, file, loading->problems,
                                                   cancellable, &error);
  if (loading->pipeline != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
mill_session_load_async (const MillCatalogue *catalogue,
                         GFile               *file,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (file, cancellable, callback, data);
  Loading *loading = g_new0 (Loading, 1);

  loading->catalogue = catalogue;
  loading->problems = mill_diagnostics_new ();
  g_task_set_source_tag (task, mill_session_load_async);
  g_task_set_task_data (task, loading, loading_free);
  mill_workers_run_task (task, load_thread);
}

MillSession *
mill_session_load_finish (GAsyncResult  *result,
                          GError       **error)
{
  GTask *task = G_TASK (result);
  Loading *loading = g_task_get_task_data (task);
  MillSession *self;

  if (!g_task_propagate_boolean (task, error))
    return NULL;

  self = mill_session_new (loading->pipeline, g_task_get_source_object (task));
  mill_session_set_load_problems (self, loading->problems);
  self->etag = g_steal_pointer (&loading->etag);

  return self;
}

typedef struct
{
  MillPipeline *pipeline;
  GFile        *file;
  GFile        *draft_base;   /* where to copy the document's data from, or NULL */
  GFile        *moved_from;   /* where the paths in it started before, or NULL: they are the same */
  char         *etag;         /* what the file must still be, or NULL */
  char         *new_etag;
  guint         serial;
} Saving;

/* Counted (g_atomic_rc_box). */
static void
saving_clear (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->pipeline);
  g_object_unref (saving->file);
  g_clear_object (&saving->draft_base);
  g_clear_object (&saving->moved_from);
  g_free (saving->etag);
  g_free (saving->new_etag);
}

static void
saving_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, saving_clear);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Saving *saving = data;
  g_autofree char *etag = saving->etag != NULL ? read_etag (saving->file) : NULL;
  g_autoptr(GFile) directory = g_file_get_parent (saving->file);
  g_autoptr(GError) error = NULL;

  if (etag != NULL && !g_str_equal (etag, saving->etag))
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
                         _("The file was changed by another program"));
  else if (saving->draft_base == NULL ||
           mill_data_files_copy (saving->pipeline, saving->draft_base, directory, cancellable,
                                 &error))
    mill_pipeline_save (saving->pipeline, saving->file, cancellable, &error);

  saving->new_etag = read_etag (saving->file);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The work is a task of its own: its thread may be the last to let go of it, and the session must not
 * end there. */
static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* What is saved elsewhere goes on to read what it read. */
static void
move_paths (MillSession *self,
            Saving      *saving)
{
  g_autoptr(GFile) directory = g_file_get_parent (saving->file);
  g_autoptr(MillHistory) history = NULL;

  if (self->base == NULL || directory == NULL || g_file_equal (self->base, directory))
    return;

  history = mill_history_new (saving->pipeline);
  if (mill_data_paths_move (history, self->base, directory) > 0)
    g_set_object (&saving->moved_from, self->base);
}

void
mill_session_save_async (MillSession         *self,
                         GFile               *file,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  g_autoptr(GTask) work = g_task_new (NULL, cancellable, written_cb, task);
  Saving *saving = g_atomic_rc_box_new0 (Saving);

  saving->pipeline = mill_pipeline_copy (self->whole);
  saving->file = g_object_ref (file);
  saving->serial = self->serial;
  if (self->draft)
    g_set_object (&saving->draft_base, self->base);
  else
    move_paths (self, saving);
  if (self->file != NULL && g_file_equal (self->file, file))
    saving->etag = g_strdup (self->etag);

  g_task_set_source_tag (task, mill_session_save_async);
  g_task_set_task_data (task, saving, saving_unref);
  g_task_set_source_tag (work, mill_session_save_async);
  g_task_set_task_data (work, g_atomic_rc_box_acquire (saving), saving_unref);
  mill_workers_run_task (work, save_thread);
}

gboolean
mill_session_save_finish (MillSession   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  GTask *task = G_TASK (result);
  Saving *saving = g_task_get_task_data (task);
  gboolean edited;

  if (!g_task_propagate_boolean (task, error))
    return FALSE;

  edited = saving->serial != self->serial;
  if (saving->moved_from != NULL)
    {
      g_autoptr(GFile) directory = g_file_get_parent (saving->file);

      mill_data_paths_move (mill_session_get_whole_history (self), saving->moved_from, directory);
    }

  g_free (self->etag);
  self->etag = g_steal_pointer (&saving->new_etag);
  /* What was edited while the thread wrote is not in the file. */
  if (!edited)
    {
      g_clear_handle_id (&self->recovery_source, g_source_remove);
      self->rescued = FALSE;
      mill_history_mark_saved (mill_session_get_whole_history (self));
      g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_MODIFIED]);
      if (self->recovery != NULL)
        mill_recovery_clear (self->recovery);
    }
  mill_session_forget_notes (self);
  if (self->file == NULL || !g_file_equal (self->file, saving->file))
    mill_session_set_file (self, saving->file);

  return TRUE;
}

void
mill_session_accept_disk (MillSession *self)
{
  g_clear_pointer (&self->etag, g_free);
}

typedef struct
{
  MillRecovery *recovery;
  MillPipeline *pipeline;
  char         *title;
  GFile        *file;
  GFile        *base;
} Recovering;

static void
recovering_free (gpointer data)
{
  Recovering *recovering = data;

  mill_recovery_unref (recovering->recovery);
  g_object_unref (recovering->pipeline);
  g_free (recovering->title);
  g_clear_object (&recovering->file);
  g_clear_object (&recovering->base);
  g_free (recovering);
}

static void
recovery_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Recovering *recovering = data;
  g_autoptr(GError) error = NULL;

  if (!mill_recovery_write (recovering->recovery, recovering->pipeline, recovering->title,
                            recovering->file, recovering->base, &error))
    g_message ("The recovery copy could not be written: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static gboolean
write_recovery_cb (gpointer data)
{
  MillSession *self = data;
  g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Recovering *recovering = g_new0 (Recovering, 1);

  self->recovery_source = 0;
  recovering->recovery = mill_recovery_ref (self->recovery);
  recovering->pipeline = mill_pipeline_copy (self->whole);
  recovering->title = g_strdup (self->title);
  g_set_object (&recovering->file, self->file);
  g_set_object (&recovering->base, self->base);
  g_task_set_source_tag (task, write_recovery_cb);
  g_task_set_task_data (task, recovering, recovering_free);
  mill_workers_run_task (task, recovery_thread);

  return G_SOURCE_REMOVE;
}

void
mill_session_queue_recovery (MillSession *self)
{
  if (self->recovery != NULL && self->recovery_source == 0)
    self->recovery_source = g_timeout_add_seconds (RECOVERY_DELAY_S, write_recovery_cb, self);
}

void
mill_session_enable_recovery (MillSession *self)
{
  if (self->recovery == NULL)
    self->recovery = mill_recovery_new ();
}

void
mill_session_clear_recovery (MillSession *self)
{
  g_clear_handle_id (&self->recovery_source, g_source_remove);
  if (self->recovery == NULL)
    return;
  mill_recovery_close (self->recovery);
  g_clear_pointer (&self->recovery, mill_recovery_unref);
}

const char *
mill_session_get_recovery_name (MillSession *self)
{
  return self->recovery != NULL ? mill_recovery_get_name (self->recovery) : NULL;
}

void
mill_session_set_rescued (MillSession    *self,
                          const MillLost *lost)
{
  mill_session_set_file (self, lost->file);
  if (lost->file == NULL)
    set_base (self, lost->base);
  self->draft = lost->file == NULL && lost->base != NULL && mill_data_files_is_draft (lost->base);
  g_clear_pointer (&self->etag, g_free);
  self->rescued = TRUE;
  if (self->recovery == NULL)
    self->recovery = mill_recovery_adopt (lost);
  mill_session_queue_recovery (self);
  g_object_notify_by_pspec (G_OBJECT (self), mill_session_properties[PROP_MODIFIED]);
}
