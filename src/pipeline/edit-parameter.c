/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"
#include "pipeline/edit-private.h"
#include "pipeline/json-private.h"
#include "pipeline/node-private.h"
#include "pipeline/parameter-private.h"
#include "pipeline/references.h"

/* What the file said beyond what this build knows stays with the parameter of that name. */
static MillParameter *
keep_extra (MillParameter *parameter,
            MillParameter *known)
{
  JsonObject *extra = known != NULL ? mill_parameter_get_extra (known) : NULL;

  return extra != NULL && mill_parameter_get_extra (parameter) == NULL
           ? mill_parameter_with_extra (parameter, extra) : mill_parameter_ref (parameter);
}

void
mill_edit_put_parameter (MillEdit      *self,
                         MillParameter *parameter)
{
  const char *name;

  g_return_if_fail (self != NULL);
  g_return_if_fail (parameter != NULL);

  name = mill_parameter_get_name (parameter);
  mill_edit_carry_one (self, MILL_CHANGE_PARAMETER, name,
                       keep_extra (parameter, mill_pipeline_get_parameter (self->pipeline, name)));
}

static gboolean
require_parameter (MillEdit    *self,
                   const char  *name,
                   GError     **error)
{
  if (mill_pipeline_get_parameter (self->pipeline, name) != NULL)
    return TRUE;

  mill_fail (error, NULL, _("There is no parameter “%s”"), name);

  return FALSE;
}

gboolean
mill_edit_remove_parameter (MillEdit    *self,
                            const char  *name,
                            GError     **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (!require_parameter (self, name, error))
    return FALSE;
  mill_edit_carry_one (self, MILL_CHANGE_PARAMETER, name, NULL);

  return TRUE;
}

/* One name in the place of another. */
typedef struct
{
  const char *before;
  const char *after;
  gboolean    found;
} Renaming;

static char *
rename_reference (const char *name,
                  gpointer    data)
{
  Renaming *self = data;

  if (!g_str_equal (name, self->before))
    return NULL;
  self->found = TRUE;

  return g_strdup (self->after);
}

static void
rename_in_nodes (MillEdit   *self,
                 GArray     *staged,
                 const char *before,
                 const char *after)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (self->pipeline);

  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);
      JsonObject *params = mill_node_get_params (node);
      Renaming renaming = { before, after, FALSE };
      g_autoptr (JsonNode) whole = NULL;
      g_autoptr (JsonNode) renamed = NULL;

      if (params == NULL)
        continue;
      whole = mill_json_from_object (json_object_ref (params));
      renamed = mill_references_rename (whole, rename_reference, &renaming);
      if (renaming.found)
        mill_edit_put (self, staged, MILL_CHANGE_NODE, mill_node_get_id (node),
                       mill_node_with_params (node, json_node_dup_object (renamed)));
    }
}

gboolean
mill_edit_rename_parameter (MillEdit    *self,
                            const char  *name,
                            const char  *to,
                            GError     **error)
{
  MillParameter *known;
  g_autoptr (MillParameter) renamed = NULL;
  GArray *staged;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (to != NULL, FALSE);

  if (!require_parameter (self, name, error))
    return FALSE;
  if (g_str_equal (name, to))
    return TRUE;
  if (!mill_edit_require_settled (self->pipeline, error))
    return FALSE;
  if (mill_pipeline_get_parameter (self->pipeline, to) != NULL)
    {
      mill_fail (error, _("Choose another name"), _("There is a parameter “%s” already"), to);
      return FALSE;
    }

  known = mill_pipeline_get_parameter (self->pipeline, name);
  renamed = mill_parameter_new (to, mill_parameter_get_value_type (known),
                                mill_parameter_get_default (known),
                                mill_parameter_get_description (known));
  staged = mill_edit_stage ();
  mill_edit_put (self, staged, MILL_CHANGE_PARAMETER, to, keep_extra (renamed, known));
  rename_in_nodes (self, staged, name, to);
  mill_edit_put (self, staged, MILL_CHANGE_PARAMETER, name, NULL);
  mill_edit_carry (self, staged);

  return TRUE;
}
