/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/paths.h"

#include "engine/compile-private.h"
#include "pipeline/graph.h"
#include "pipeline/params.h"

static void
node_path_clear (gpointer data)
{
  g_free (((MillNodePath *) data)->path);
}

static gboolean
names_files (const MillNodeType *type)
{
  for (const MillParam *param = type->params; param != NULL && param->member != NULL; param++)
    if (param->role == MILL_ROLE_READ_PATH || param->role == MILL_ROLE_WRITE_PATH)
      return TRUE;

  return FALSE;
}

static void
add_paths (GArray             *paths,
           const char         *id,
           const MillNodeType *type,
           const void         *params,
           MillCompile        *compile)
{
  for (const MillParam *param = type->params; param->member != NULL; param++)
    {
      gboolean to_read = param->role == MILL_ROLE_READ_PATH;
      MillNodePath found = { g_intern_string (id), mill_param_get_name (param), !to_read, NULL };

      if (!to_read && param->role != MILL_ROLE_WRITE_PATH)
        continue;
      found.path = mill_compile_resolve_path (compile, found.param,
                                              G_STRUCT_MEMBER (char *, params, param->offset),
                                              to_read, NULL);
      if (found.path != NULL)
        g_array_append_val (paths, found);
    }
}

GArray *
mill_node_paths_list (MillPipeline      *pipeline,
                      MillBindings      *bindings,
                      GFile             *base,
                      const char *const *targets,
                      const char        *aside)
{
  g_autoptr (GPtrArray) wanted = mill_graph_upstream (pipeline, targets);
  GArray *paths = g_array_new (FALSE, FALSE, sizeof (MillNodePath));

  g_array_set_clear_func (paths, node_path_clear);
  for (guint i = 0; i < wanted->len; i++)
    {
      const char *id = g_ptr_array_index (wanted, i);
      const MillNodeType *type = mill_pipeline_get_node_type (pipeline, id);
      g_autoptr (MillCompile) compile = NULL;
      g_autoptr (JsonObject) settings = NULL;
      gpointer params;

      if (type == NULL || !names_files (type))
        continue;
      compile = mill_compile_new (id, base, bindings, NULL, NULL);
      mill_compile_write_aside (compile, aside);
      settings = mill_bindings_substitute (bindings, type, mill_pipeline_get_node (pipeline, id), NULL);
      params = mill_params_parse (type, settings, NULL);
      add_paths (paths, id, type, params, compile);
      mill_params_free (type, params);
    }

  return paths;
}
