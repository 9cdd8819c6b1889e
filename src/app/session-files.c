/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

#include "pipeline/expand.h"

/* The files that nodes read: when one comes, changes or goes, what is known of its columns is asked for again,
 * and an error that it caused goes without anybody having to start anew. */

/* Whoever watches a thousand files gives the system too much to do; the rest is looked at when the window is
 * come back to. */
#define MOST_FILES 256
/* A file that is being written tells so many times. */
#define CHANGED_MS 300

static void
add_files (GHashTable         *files,
           const MillNodeType *type,
           JsonObject         *settings,
           GFile              *base)
{
  for (const MillParam *param = type->params; param != NULL && param->member != NULL; param++)
    {
      const char *path;

      if (param->role != MILL_ROLE_READ_PATH || param->kind != MILL_PARAM_STRING)
        continue;
      path = json_object_get_string_member_with_default (settings, mill_param_get_name (param), "");
      if (*path == '\0' || (base == NULL && !g_path_is_absolute (path)))
        continue;
      if (g_path_is_absolute (path))
        {
          g_hash_table_add (files, g_strdup (path));
        }
      else
        {
          g_autoptr(GFile) file = g_file_resolve_relative_path (base, path);

          if (g_file_is_native (file))
            g_hash_table_add (files, g_file_get_path (file));
        }
    }
}

GHashTable *
mill_session_list_files (MillPipeline *pipeline,
                         MillBindings *bindings,
                         GFile        *base)
{
  g_autoptr(MillPipeline) expanded = mill_pipeline_expand (pipeline, NULL);
  g_autoptr(GPtrArray) nodes = mill_pipeline_list_nodes (expanded);
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < nodes->len && g_hash_table_size (files) < MOST_FILES; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);
      const MillNodeType *type = mill_pipeline_get_node_type (expanded, mill_node_get_id (node));
      g_autoptr(JsonObject) settings =
        type != NULL ? mill_bindings_substitute (bindings, type, node, NULL) : NULL;

      if (settings != NULL)
        add_files (files, type, settings, base);
    }

  return files;
}

static gboolean
tell_cb (gpointer data)
{
  MillSession *self = data;

  self->files_source = 0;
  mill_session_queue_typing (self);
  mill_session_queue_forecast (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (MillSession      *self,
            GFile            *file,
            GFile            *other,
            GFileMonitorEvent event)
{
  if (self->files_source == 0)
    self->files_source = g_timeout_add (CHANGED_MS, tell_cb, self);
}

static void
stop_watching (gpointer data)
{
  GFileMonitor *monitor = data;

  g_file_monitor_cancel (monitor);
  g_object_unref (monitor);
}

static void
watch (MillSession *self,
       const char  *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  GFileMonitor *monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);

  /* Not every file system can tell. */
  if (monitor == NULL)
    return;
  g_signal_connect_object (monitor, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->files, g_strdup (path), monitor);
}

void
mill_session_watch_files (MillSession *self,
                          GHashTable  *paths)
{
  GHashTableIter iter;
  gpointer path;

  if (self->files == NULL)
    self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, stop_watching);
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (!g_hash_table_contains (paths, path))
      g_hash_table_iter_remove (&iter);
  g_hash_table_iter_init (&iter, paths);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    if (!g_hash_table_contains (self->files, path))
      watch (self, path);
}

void
mill_session_check_files (MillSession *self)
{
  g_return_if_fail (MILL_IS_SESSION (self));

  /* No more than a look at each, where none changed. */
  if (self->files == NULL || g_hash_table_size (self->files) == 0)
    return;
  mill_session_queue_typing (self);
  mill_session_queue_forecast (self);
}

void
mill_session_clear_files (MillSession *self)
{
  g_clear_handle_id (&self->files_source, g_source_remove);
  g_clear_pointer (&self->files, g_hash_table_unref);
}
