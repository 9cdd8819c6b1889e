/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/data-paths.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* The way from @directory to @file, up and down again; absolute where they share nothing but the root. */
static char *
make_path (GFile *directory,
           GFile *file)
{
  g_autoptr(GString) up = g_string_new (NULL);
  g_autoptr(GFile) above = g_object_ref (directory);

  while (above != NULL && g_file_has_parent (above, NULL))
    {
      g_autofree char *down = g_file_get_relative_path (above, file);
      GFile *next;

      if (down != NULL)
        return g_strconcat (up->str, down, NULL);
      g_string_append (up, "../");
      next = g_file_get_parent (above);
      g_object_unref (above);
      above = next;
    }

  return g_file_get_path (file);
}

static gboolean
is_moved (const MillParam *param,
          const char      *path)
{
  return param->role == MILL_ROLE_READ_PATH && param->kind == MILL_PARAM_STRING &&
         *path != '\0' && !g_path_is_absolute (path) && strstr (path, "${") == NULL;
}

static guint
move_node (MillEdit           *edit,
           const char         *node,
           const MillNodeType *type,
           JsonObject         *params,
           GFile              *from,
           GFile              *to)
{
  guint n = 0;

  for (const MillParam *param = type->params; param != NULL && param->member != NULL; param++)
    {
      const char *name = mill_param_get_name (param);
      const char *path = json_object_get_string_member_with_default (params, name, "");
      g_autoptr(GFile) file = NULL;
      g_autoptr(JsonNode) value = NULL;
      g_autofree char *moved = NULL;

      if (!is_moved (param, path))
        continue;
      file = g_file_resolve_relative_path (from, path);
      moved = make_path (to, file);
      if (moved == NULL)
        continue;
      value = json_node_new (JSON_NODE_VALUE);
      json_node_set_string (value, moved);
      n += mill_edit_set_param (edit, node, name, value, NULL);
    }

  return n;
}

/* What a component reads starts from the same directory. */
static guint
move_within (MillEdit      *edit,
             const char    *node,
             MillComponent *component,
             GFile         *from,
             GFile         *to)
{
  g_autoptr(MillPipeline) within = mill_pipeline_copy (mill_component_get_pipeline (component));
  g_autoptr(MillHistory) history = mill_history_new (within);
  g_autoptr(MillComponent) moved = NULL;
  guint n = mill_data_paths_move (history, from, to);

  if (n == 0)
    return 0;
  moved = mill_component_new (within, mill_component_get_origin (component));
  mill_edit_replace_component (edit, node, moved, NULL);

  return n;
}

guint
mill_data_paths_move (MillHistory *history,
                      GFile       *from,
                      GFile       *to)
{
  MillPipeline *pipeline = mill_history_get_pipeline (history);
  g_autoptr(GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  MillEdit *edit = mill_history_begin (history, _("Keep the paths of data"));
  guint n = 0;

  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);
      const char *id = mill_node_get_id (node);
      const MillNodeType *type = mill_pipeline_get_node_type (pipeline, id);
      JsonObject *params = mill_node_get_params (node);

      if (type != NULL && params != NULL)
        n += move_node (edit, id, type, params, from, to);
      if (mill_node_get_component (node) != NULL)
        n += move_within (edit, id, mill_node_get_component (node), from, to);
    }
  mill_history_commit (history, NULL);

  return n;
}
