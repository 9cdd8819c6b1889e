/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/compare/compare-source.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "engine/workers.h"
#include "pipeline/history.h"
#include "pipeline/reader.h"
#include "store/read.h"

typedef struct _Source Source;

struct _Source
{
  const MillCatalogue *catalogue;
  GFile               *file;
  MillStore           *store;
  char                *run;
  GBytes            *(*read) (Source *self, GCancellable *cancellable, GError **error);
};

static void
source_free (gpointer data)
{
  Source *self = data;

  g_clear_object (&self->file);
  g_clear_object (&self->store);
  g_free (self->run);
  g_free (self);
}

static GBytes *
read_file (Source        *self,
           GCancellable  *cancellable,
           GError       **error)
{
  return g_file_load_bytes (self->file, cancellable, NULL, error);
}

static GBytes *
read_run (Source        *self,
          GCancellable  *cancellable,
          GError       **error)
{
  char *text = mill_store_dup_pipeline (self->store, self->run, error);

  return text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
}

/* What git says of it, without the word in front and the line's end. */
static void
set_git_error (GError     **error,
               const char  *name,
               GBytes      *said)
{
  gsize length;
  const char *text = g_bytes_get_data (said, &length);
  g_autofree char *raw = g_strndup (text, length);
  g_autofree char *valid = g_utf8_make_valid (g_strstrip (raw), -1);
  const char *what = g_str_has_prefix (valid, "fatal: ") ? valid + strlen ("fatal: ") : valid;

  /* Translators: the name of a file, and what git says. */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _("git has no last version of “%s”. Is the folder a repository, and was the file committed?\n\n%s"),
               name, what);
}

static GBytes *
read_commit (Source        *self,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (self->file);
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *what = g_strconcat ("HEAD:./", name, NULL);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) git = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) said = NULL;
  g_autoptr (GError) problem = NULL;

  if (!g_file_is_native (self->file) || folder == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _("“%s” is not on this machine, so that git cannot be asked for it"), shown);
      return NULL;
    }

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_cwd (launcher, g_file_peek_path (folder));
  git = g_subprocess_launcher_spawn (launcher, &problem, "git", "show", what, NULL);
  if (git == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _("git could not be started: %s. Is it installed?"), problem->message);
      return NULL;
    }
  if (!g_subprocess_communicate (git, NULL, cancellable, &out, &said, error))
    {
      g_subprocess_force_exit (git);
      return NULL;
    }
  if (!g_subprocess_get_successful (git))
    {
      set_git_error (error, shown, said);
      return NULL;
    }

  return g_steal_pointer (&out);
}

/* As it ran: with the values that its parameters had, which may have been those of that run alone. */
static void
set_values (Source       *self,
            MillPipeline *pipeline)
{
  g_autoptr (MillRunRecord) run = mill_store_get_run (self->store, self->run, NULL);
  g_autoptr (JsonNode) json = run != NULL ? json_from_string (run->parameters, NULL) : NULL;
  g_autoptr (MillHistory) history = mill_history_new (pipeline);
  MillEdit *edit = mill_history_begin (history, "");
  g_autoptr (GPtrArray) parameters = mill_pipeline_list_parameters (pipeline);

  for (guint i = 0; json != NULL && JSON_NODE_HOLDS_OBJECT (json) && i < parameters->len; i++)
    {
      MillParameter *parameter = g_ptr_array_index (parameters, i);
      const char *name = mill_parameter_get_name (parameter);
      JsonNode *value = json_object_get_member (json_node_get_object (json), name);
      g_autoptr (MillParameter) set = NULL;

      if (value == NULL || JSON_NODE_HOLDS_NULL (value))
        continue;
      set = mill_parameter_new (name, mill_parameter_get_value_type (parameter), value,
                                mill_parameter_get_description (parameter));
      mill_edit_put_parameter (edit, set);
    }
  mill_history_commit (history, NULL);
}

static void
read_thread (GTask        *task,
             gpointer      object,
             gpointer      data,
             GCancellable *cancellable)
{
  Source *self = data;
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = self->read (self, cancellable, &error);
  MillPipeline *pipeline =
    bytes != NULL ? mill_pipeline_new_from_bytes (self->catalogue, bytes, problems, &error) : NULL;

  if (pipeline != NULL && self->run != NULL)
    set_values (self, pipeline);
  if (pipeline != NULL)
    g_task_return_pointer (task, pipeline, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @source. */
static void
start (Source              *source,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, mill_compare_read_file_async);
  g_task_set_task_data (task, source, source_free);
  mill_workers_run_task (task, read_thread);
}

static Source *
source_new (const MillCatalogue *catalogue,
            GFile               *file)
{
  Source *self = g_new0 (Source, 1);

  self->catalogue = catalogue;
  g_set_object (&self->file, file);

  return self;
}

void
mill_compare_read_file_async (const MillCatalogue *catalogue,
                              GFile               *file,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  Source *self = source_new (catalogue, file);

  self->read = read_file;
  start (self, cancellable, callback, data);
}

void
mill_compare_read_commit_async (const MillCatalogue *catalogue,
                                GFile               *file,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  Source *self = source_new (catalogue, file);

  self->read = read_commit;
  start (self, cancellable, callback, data);
}

void
mill_compare_read_run_async (const MillCatalogue *catalogue,
                             MillStore           *store,
                             const char          *run,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  Source *self = source_new (catalogue, NULL);

  self->read = read_run;
  self->store = g_object_ref (store);
  self->run = g_strdup (run);
  start (self, cancellable, callback, data);
}

MillPipeline *
mill_compare_read_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, mill_compare_read_file_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
