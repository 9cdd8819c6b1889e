/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/check.h"

#include <glib/gi18n-lib.h>

#include "pipeline/component-private.h"
#include "pipeline/link-private.h"
#include "pipeline/suggest.h"

#define MOST_HINTS 5

static char *
make_hint (MillSuggestion *suggestion)
{
  const char *near = mill_suggestion_finish (suggestion);

  return near != NULL ? g_strdup_printf (_("Did you mean “%s”?"), near) : NULL;
}

static MillDiagnostic *
say_unknown_type (const MillCatalogue *catalogue,
                  const char          *node,
                  const char          *type_id)
{
  g_autofree char *hint = NULL;
  MillSuggestion suggestion;

  mill_suggestion_init (&suggestion, type_id);
  for (guint i = 0; catalogue != NULL && catalogue->types[i] != NULL; i++)
    mill_suggestion_offer (&suggestion, catalogue->types[i]->id);
  hint = make_hint (&suggestion);

  return mill_diagnostic_new (MILL_SEVERITY_ERROR, node, hint,
                              _("The node type “%s” is not known; the node is kept, but cannot run"),
                              type_id);
}

MillDiagnostic *
mill_pipeline_check_type (MillPipeline *pipeline,
                          const char   *node)
{
  MillNode *found = mill_pipeline_get_node (pipeline, node);
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, node);
  const char *type_id = mill_node_get_type_id (found);

  if (type_id == NULL || *type_id == '\0')
    return mill_diagnostic_new (MILL_SEVERITY_ERROR, node,
                                _("It needs a \"type\", the name of a node type"),
                                _("The node has no type"));
  if (type == NULL && g_str_equal (type_id, MILL_COMPONENT_TYPE))
    return mill_diagnostic_new (MILL_SEVERITY_ERROR, node,
                                _("A node of the type “component” has an object \"component\""),
                                _("The node has no component"));
  if (type == NULL)
    return say_unknown_type (mill_pipeline_get_catalogue (pipeline), node, type_id);
  if (mill_node_get_version (found) == 0)
    return mill_diagnostic_new (MILL_SEVERITY_ERROR, node, _("It must be a whole number from 1"),
                                _("The version of the node type cannot be read"));
  if (mill_node_get_version (found) > type->version)
    return mill_diagnostic_new (MILL_SEVERITY_ERROR, node,
                                _("Open it with a newer Millrace to run it"),
                                _("The node was written by version %d of “%s”, "
                                  "and this is version %d"),
                                mill_node_get_version (found), type->id, type->version);

  return NULL;
}

static MillDiagnostic *
say_missing (MillPipeline    *pipeline,
             const char      *node,
             const MillInput *input,
             guint           *n_hints)
{
  g_autofree char *hint = NULL;

  if ((*n_hints)++ < MOST_HINTS)
    {
      g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
      MillSuggestion suggestion;

      mill_suggestion_init (&suggestion, input->from_node);
      for (guint i = 0; i < nodes->len; i++)
        mill_suggestion_offer (&suggestion, mill_node_get_id (g_ptr_array_index (nodes, i)));
      hint = make_hint (&suggestion);
    }

  return mill_diagnostic_new (MILL_SEVERITY_ERROR, node, hint,
                              _("The link comes from “%s”, but there is no such node"),
                              input->from_node);
}

/* Only the second link is one too many; a third is not worth another word. */
static gboolean
is_surplus (const MillNodeType *type,
            const MillInput    *inputs,
            guint               index)
{
  const char *name = inputs[index].port;
  const MillPort *port;

  if (type == NULL || index == 0 || !g_str_equal (inputs[index - 1].port, name) ||
      (index > 1 && g_str_equal (inputs[index - 2].port, name)))
    return FALSE;
  port = mill_node_type_find_port (type, MILL_PORT_IN, name);

  return port != NULL && !(port->flags & MILL_PORT_MULTIPLE);
}

MillDiagnostic *
mill_pipeline_check_link (MillPipeline *pipeline,
                          const char   *node,
                          guint         index,
                          guint        *n_hints)
{
  g_autoptr (MillDiagnostic) found = NULL;
  g_autoptr (GError) error = NULL;
  const MillInput *inputs;
  MillInput input;
  guint n_inputs;

  inputs = mill_node_get_inputs (mill_pipeline_get_node (pipeline, node), &n_inputs);
  g_return_val_if_fail (index < n_inputs, NULL);

  input = inputs[index];
  if (mill_pipeline_get_node (pipeline, input.from_node) == NULL)
    return mill_diagnostic_at_port (say_missing (pipeline, node, &input, n_hints), input.port);

  input.from_port = mill_link_resolve_port (mill_pipeline_get_node_type (pipeline, input.from_node),
                                            input.from_port);
  if (!mill_link_check_ports (pipeline, &input, node, &error))
    {
      found = mill_error_dup_diagnostic (error, NULL);
      return mill_diagnostic_at_port (mill_diagnostic_with_node (found, node), input.port);
    }
  if (is_surplus (mill_pipeline_get_node_type (pipeline, node), inputs, index))
    return mill_diagnostic_at_port (mill_diagnostic_new (MILL_SEVERITY_ERROR, node,
                                                         _("Remove all but one"),
                                                         _("The input “%s” takes one link only"),
                                                         input.port), input.port);

  return NULL;
}

MillDiagnostic *
mill_pipeline_check_circle (MillPipeline *pipeline,
                            GPtrArray    *circle)
{
  g_autofree char *text = mill_link_describe_circle (pipeline, circle);

  return mill_diagnostic_new (MILL_SEVERITY_ERROR, g_ptr_array_index (circle, 0),
                              _("Remove one of the links"), _("The links close a circle: %s"), text);
}

gboolean
mill_node_type_upgrade (const MillNodeType *type,
                        JsonObject         *params,
                        int                 version,
                        const char         *node,
                        GPtrArray          *problems)
{
  for (int from = version; from < type->version; from++)
    {
      g_autoptr (GError) error = NULL;

      if (type->upgrade != NULL && type->upgrade (params, from, &error))
        continue;
      if (problems != NULL)
        g_ptr_array_add (problems,
                         mill_diagnostic_new (MILL_SEVERITY_ERROR, node,
                                              error != NULL ? error->message
                                              : _("There is no way from that version to this one"),
                                              _("The settings of version %d cannot be read by "
                                                "version %d of “%s”"),
                                              version, type->version, type->id));
      return FALSE;
    }

  return TRUE;
}
