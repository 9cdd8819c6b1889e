/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"
#include "pipeline/edit-private.h"
#include "pipeline/json-private.h"
#include "pipeline/link-private.h"
#include "pipeline/node-private.h"
#include "pipeline/params.h"
#include "pipeline/rewire.h"

/* What the output at the other end of a link gives; 0: nobody knows. */
static MillPortType
get_kind (MillPipeline *pipeline,
          const char   *node,
          const char   *port)
{
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, node);
  const char *name = mill_link_resolve_port (type, port);
  const MillPort *output = type != NULL && name != NULL
    ? mill_node_type_find_port (type, MILL_PORT_OUT, name) : NULL;

  return output != NULL ? output->type : 0;
}

static gboolean
is_taken (GArray     *inputs,
          const char *port)
{
  for (guint i = 0; i < inputs->len; i++)
    if (g_str_equal (g_array_index (inputs, MillInput, i).port, port))
      return TRUE;

  return FALSE;
}

/* The port of @type that takes @input, by name or, with @name NULL, the first that is free. */
static const MillPort *
find_input (const MillNodeType *type,
            MillPortType        kind,
            const char         *name,
            GArray             *inputs)
{
  for (const MillPort *port = type->ports; port->name != NULL; port++)
    if (port->direction == MILL_PORT_IN && port->type == kind &&
        (name == NULL || g_str_equal (port->name, name)) &&
        ((port->flags & MILL_PORT_MULTIPLE) || !is_taken (inputs, port->name)))
      return port;

  return NULL;
}

static GArray *
fit_inputs (MillPipeline       *pipeline,
            MillNode           *node,
            const MillNodeType *type)
{
  g_autofree gboolean *done = g_new0 (gboolean, node->n_inputs + 1);
  GArray *inputs = g_array_new (FALSE, FALSE, sizeof (MillInput));

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < node->n_inputs; i++)
      {
        MillInput input = node->inputs[i];
        MillPortType kind = get_kind (pipeline, input.from_node, input.from_port);
        const MillPort *port = done[i] ? NULL
          : find_input (type, kind, pass == 0 ? input.port : NULL, inputs);

        if (port == NULL)
          continue;
        done[i] = TRUE;
        input.port = port->name;
        g_array_append_val (inputs, input);
      }

  return inputs;
}

static const MillPort *
find_output (const MillNodeType *type,
             MillPortType        kind,
             const char         *name)
{
  const MillPort *found = NULL;

  for (const MillPort *port = type->ports; port->name != NULL; port++)
    if (port->direction == MILL_PORT_OUT && port->type == kind &&
        (found == NULL || g_strcmp0 (port->name, name) == 0))
      found = port;

  return found;
}

/* The links of what takes something from @node go to its place, or nowhere. */
static void
fit_targets (MillEdit           *self,
             GArray             *staged,
             MillNode           *node,
             const char         *id,
             const MillNodeType *type)
{
  g_autoptr (GArray) links = mill_pipeline_list_links_from (self->pipeline, node->id);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < links->len; i++)
    {
      MillNode *target = mill_pipeline_get_node (self->pipeline,
                                                 g_array_index (links, MillLink, i).to_node);
      g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (MillInput));

      if (target == node || !g_hash_table_add (done, target->id))
        continue;
      for (guint j = 0; j < target->n_inputs; j++)
        {
          MillInput input = target->inputs[j];

          if (g_str_equal (input.from_node, node->id))
            {
              MillPortType kind = get_kind (self->pipeline, node->id, input.from_port);
              const MillPort *port = find_output (type, kind, input.from_port);

              if (port == NULL)
                continue;
              input.from_node = id;
              input.from_port = port->name;
            }
          g_array_append_val (made, input);
        }
      mill_edit_put (self, staged, MILL_CHANGE_NODE, target->id,
                     mill_node_with_inputs (target, (const MillInput *) made->data, made->len));
    }
}

/* Does @type read @value under that name as the old type did? */
static gboolean
fits_param (const MillNodeType *old,
            const MillNodeType *type,
            const char         *name,
            JsonNode           *value)
{
  const MillParam *before = old != NULL ? mill_node_type_find_param (old, name) : NULL;
  const MillParam *param = mill_node_type_find_param (type, name);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (JsonObject) json = json_object_new ();

  if (param == NULL || before == NULL || param->kind != before->kind || param->fields != before->fields)
    return FALSE;
  json_object_set_member (json, name, mill_json_copy (value));
  mill_params_free (type, mill_params_parse (type, json, problems));
  for (guint i = 0; i < problems->len; i++)
    {
      const MillDiagnostic *problem = g_ptr_array_index (problems, i);

      if (g_strcmp0 (problem->param, name) == 0)
        return FALSE;
    }

  return TRUE;
}

static void
copy_params (MillEdit           *self,
             MillNode           *node,
             const MillNodeType *old,
             const char         *id,
             const MillNodeType *type)
{
  g_autoptr (GList) names = node->params != NULL ? json_object_get_members (node->params) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (node->params, l->data);

      if (fits_param (old, type, l->data, value))
        mill_edit_set_param (self, id, l->data, value, NULL);
    }
}

/* The node without what made it of its type. */
static MillNode *
make_node (MillNode           *node,
           const char         *id,
           const MillNodeType *type)
{
  MillNode *made = mill_node_new (id, type->id, type->version);

  made->bypassed = node->bypassed;
  made->pinned = node->pinned;
  made->placed = node->placed;
  made->x = node->x;
  made->y = node->y;
  if (node->title != NULL)
    made->title = g_ref_string_acquire (node->title);

  return made;
}

const char *
mill_edit_replace_node (MillEdit    *self,
                        const char  *id,
                        const char  *type_id,
                        GError     **error)
{
  const MillNodeType *old, *type;
  g_autoptr (MillNode) node = NULL;
  g_autoptr (MillNode) made = NULL;
  g_autoptr (GArray) inputs = NULL;
  g_autofree char *new_id = NULL;
  GArray *staged;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (type_id != NULL, NULL);

  node = mill_edit_find (self->pipeline, id, error);
  if (node == NULL)
    return NULL;
  mill_node_ref (node);
  type = mill_catalogue_find (mill_pipeline_get_catalogue (self->pipeline), type_id);
  if (type == NULL)
    {
      mill_fail (error, NULL, _("There is no node type “%s”"), type_id);
      return NULL;
    }
  if (g_str_equal (node->type_id, type_id))
    return node->id;

  old = mill_pipeline_get_node_type (self->pipeline, id);
  new_id = g_str_has_prefix (id, node->type_id) ? mill_edit_make_id (self, type_id) : g_strdup (id);
  made = make_node (node, new_id, type);
  inputs = fit_inputs (self->pipeline, node, type);
  staged = mill_edit_stage ();
  fit_targets (self, staged, node, new_id, type);
  mill_edit_put (self, staged, MILL_CHANGE_NODE, new_id,
                 mill_node_with_inputs (made, (const MillInput *) inputs->data, inputs->len));
  if (!g_str_equal (new_id, id))
    mill_edit_put (self, staged, MILL_CHANGE_NODE, id, NULL);
  mill_edit_carry (self, staged);
  copy_params (self, node, old, new_id, type);

  return mill_node_get_id (mill_pipeline_get_node (self->pipeline, new_id));
}
