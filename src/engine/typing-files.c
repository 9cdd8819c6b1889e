/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "engine/paths.h"
#include "engine/typing-private.h"

/* A file by its real name, so that links do not hide that two are one. */
static char *
make_real (const char *path)
{
  char *real = realpath (path, NULL);
  char *copy = g_strdup (real != NULL ? real : path);

  free (real);

  return copy;
}

static void
report_clash (MillTypes          *types,
              MillPipeline       *pipeline,
              const MillNodePath *written,
              const MillNodePath *other)
{
  g_autoptr (MillNodeNames) names = mill_node_names_new (pipeline);
  g_autofree char *label = mill_node_names_dup (names, other->node);
  g_autofree char *name = g_path_get_basename (written->path);
  MillDiagnostic *clash =
    other->to_write
      ? mill_diagnostic_new (MILL_SEVERITY_ERROR, written->node, _("Give one of them another name"),
                             _("“%s” is written by “%s” too"), name, label)
      : mill_diagnostic_new (MILL_SEVERITY_ERROR, written->node, _("Choose another file name"),
                             _("“%s” is read by “%s”; writing it would destroy what was read"), name,
                             label);

  mill_types_report (types, mill_types_get_node (types, written->node),
                     mill_diagnostic_at_param (clash, written->param));
}

void
mill_typing_check_files (MillTypes    *types,
                         MillPipeline *pipeline,
                         MillBindings *bindings,
                         GFile        *base)
{
  g_autoptr (GArray) paths = mill_node_paths_list (pipeline, bindings, base, NULL, NULL);
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  /* Those that are read come first: any number of nodes may read a file. */
  for (int writing = 0; writing < 2; writing++)
    for (guint i = 0; i < paths->len; i++)
      {
        MillNodePath *path = &g_array_index (paths, MillNodePath, i);
        g_autofree char *real = NULL;
        const MillNodePath *owner;

        if (path->to_write != (writing == 1))
          continue;
        real = make_real (path->path);
        owner = g_hash_table_lookup (owners, real);
        if (owner != NULL && path->to_write)
          report_clash (types, pipeline, path, owner);
        else
          g_hash_table_insert (owners, g_steal_pointer (&real), path);
      }
}
