/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/typing-private.h"

#include <glib/gi18n-lib.h>

#include "pipeline/check.h"

/* A node behind one that cannot run is not told off for it, but knows why. */
static void
inherit_obstacle (MillTypes      *types,
                  MillTypingNode *node,
                  const char     *from)
{
  MillTypedNode *other = mill_types_get_node (types, from);

  if (other != NULL && other->obstacle != NULL && node->typed->obstacle == NULL)
    node->typed->obstacle = mill_diagnostic_ref (other->obstacle);
}

static void
check_port (MillTypes      *types,
            MillTypingNode *node,
            const MillPort *port)
{
  MillDiagnostic *problem;

  if (port->direction != MILL_PORT_IN || (port->flags & MILL_PORT_OPTIONAL) ||
      mill_node_find_input (node->node, port->name) != NULL)
    return;

  problem = mill_diagnostic_new (MILL_SEVERITY_ERROR, node->id,
                                 _("Draw a link to it from another node"),
                                 _("Nothing is connected to “%s”"), _(port->label));
  mill_types_report (types, node->typed, mill_diagnostic_at_port (problem, port->name));
}

/* Notes where a link that is in order comes from. */
static void
resolve (MillPipeline    *pipeline,
         MillTypingNode  *node,
         const MillInput *input)
{
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, input->from_node);
  const char *port = input->from_port;

  if (type == NULL)
    return;
  if (port == NULL)
    port = mill_node_type_get_port (type, MILL_PORT_OUT, 0)->name;
  mill_typed_node_add_input (node->typed, input->port, input->from_node, port);
}

gboolean
mill_typing_link (MillPipeline   *pipeline,
                  MillTypes      *types,
                  MillTypingNode *node)
{
  guint n_hints = 0;
  guint n_inputs;
  const MillInput *inputs = mill_node_get_inputs (node->node, &n_inputs);

  for (guint i = 0; i < n_inputs; i++)
    {
      MillDiagnostic *problem = mill_pipeline_check_link (pipeline, node->id, i, &n_hints);

      if (problem != NULL)
        mill_types_report (types, node->typed, problem);
      else
        resolve (pipeline, node, &inputs[i]);
      inherit_obstacle (types, node, inputs[i].from_node);
    }
  for (const MillPort *port = node->type->ports; port != NULL && port->name != NULL; port++)
    check_port (types, node, port);

  return node->typed->obstacle == NULL;
}
