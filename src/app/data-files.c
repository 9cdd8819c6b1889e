/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/data-files.h"

#include "engine/workers.h"
#include "pipeline/expand.h"

static gboolean
copy_one (GFile         *from,
          GFile         *to,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr(GFile) directory = g_file_get_parent (to);
  g_autoptr(GError) local_error = NULL;

  if (!g_file_make_directory_with_parents (directory, cancellable, &local_error) &&
      !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_clear_error (&local_error);

  if (g_file_copy (from, to, G_FILE_COPY_NONE, cancellable, NULL, NULL, &local_error) ||
      g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS) ||
      g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
copy_of_node (const MillNodeType  *type,
              JsonObject          *params,
              GFile               *from,
              GFile               *to,
              GCancellable        *cancellable,
              GError             **error)
{
  for (const MillParam *param = type->params; param != NULL && param->member != NULL; param++)
    {
      const char *name = mill_param_get_name (param);
      const char *path;
      g_autoptr(GFile) source = NULL;
      g_autoptr(GFile) target = NULL;

      if (param->role != MILL_ROLE_READ_PATH || param->kind != MILL_PARAM_STRING)
        continue;
      path = json_object_get_string_member_with_default (params, name, "");
      if (*path == '\0' || g_path_is_absolute (path))
        continue;

      source = g_file_resolve_relative_path (from, path);
      target = g_file_resolve_relative_path (to, path);
      if (!g_file_has_prefix (target, to))
        continue;
      if (!copy_one (source, target, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
mill_data_files_copy (MillPipeline  *pipeline,
                      GFile         *from,
                      GFile         *to,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr(MillPipeline) expanded = mill_pipeline_expand (pipeline, NULL);
  g_autoptr(GPtrArray) nodes = mill_pipeline_list_nodes (expanded);

  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);
      const MillNodeType *type = mill_pipeline_get_node_type (expanded, mill_node_get_id (node));
      JsonObject *params = mill_node_get_params (node);

      if (type != NULL && params != NULL &&
          !copy_of_node (type, params, from, to, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static char *
dup_drafts_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "millrace", "drafts", NULL);
}

gboolean
mill_data_files_is_draft (GFile *directory)
{
  g_autofree char *path = dup_drafts_path ();
  g_autoptr(GFile) drafts = g_file_new_for_path (path);

  return g_file_has_prefix (directory, drafts);
}

/* There are no directories in it: make_draft makes none. A node may have written some, and then the
 * directory stays. */
static void
remove_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GFile *directory = data;
  g_autoptr(GFileEnumerator) files =
    g_file_enumerate_children (directory, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE,
                               NULL, NULL);
  GFile *child;

  while (files != NULL && g_file_enumerator_iterate (files, NULL, &child, NULL, NULL) &&
         child != NULL)
    g_file_delete (child, NULL, NULL);
  g_file_delete (directory, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

void
mill_data_files_remove_draft (GFile *directory)
{
  g_autoptr(GTask) task = NULL;

  if (!mill_data_files_is_draft (directory))
    return;

  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, mill_data_files_remove_draft);
  g_task_set_task_data (task, g_object_ref (directory), g_object_unref);
  mill_workers_run_task (task, remove_thread);
}

GFile *
mill_data_files_make_draft (GFile         *from,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_autofree char *name = g_uuid_string_random ();
  g_autofree char *drafts = dup_drafts_path ();
  g_autofree char *path = g_build_filename (drafts, name, NULL);
  g_autoptr(GFile) draft = g_file_new_for_path (path);
  g_autoptr(GFileEnumerator) files = NULL;

  if (!g_file_make_directory_with_parents (draft, cancellable, error))
    return NULL;
  files = g_file_enumerate_children (from, G_FILE_ATTRIBUTE_STANDARD_NAME ","
                                     G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                     G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (files == NULL)
    return NULL;

  while (TRUE)
    {
      GFileInfo *info;
      GFile *child;
      g_autoptr(GFile) target = NULL;

      if (!g_file_enumerator_iterate (files, &info, &child, cancellable, error))
        return NULL;
      if (info == NULL)
        return g_steal_pointer (&draft);
      if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
        continue;
      target = g_file_get_child (draft, g_file_info_get_name (info));
      if (!copy_one (child, target, cancellable, error))
        return NULL;
    }
}
