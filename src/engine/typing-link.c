/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/typing-private.h"

#include <glib/gi18n-lib.h>

static void
report_at_port (MillTypes      *types,
                MillTypingNode *node,
                const char     *port,
                const char     *hint,
                char           *message)
{
  MillDiagnostic *diagnostic;

  diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, node->id, hint, "%s", message);
  mill_types_report (types, node->typed, mill_diagnostic_at_port (diagnostic, port));
  g_free (message);
}

/* "Write some.kept or some.rejected": the outputs of a node as a file names them. */
static char *
list_outputs (const char         *node,
              const MillNodeType *type)
{
  g_autoptr (GString) names = g_string_new (NULL);
  const MillPort *port;

  for (guint i = 0; (port = mill_node_type_get_port (type, MILL_PORT_OUT, i)) != NULL; i++)
    g_string_append_printf (names, "%s%s.%s", i > 0 ? ", " : "", node, port->name);

  /* Translators: a list like "some.kept, some.rejected" */
  return g_strdup_printf (_("Write one of: %s"), names->str);
}

/* The output that @input comes from, or NULL after saying why there is none. */
static const MillPort *
find_origin (MillPipeline    *pipeline,
             MillTypes       *types,
             MillTypingNode  *node,
             const MillPort  *port,
             const MillInput *input)
{
  const MillNodeType *type;
  const MillPort *origin;

  if (mill_pipeline_get_node (pipeline, input->from_node) == NULL)
    {
      report_at_port (types, node, port->name, _("Remove the link, or draw another"),
                      g_strdup_printf (_("The link comes from “%s”, which does not exist"),
                                       input->from_node));
      return NULL;
    }
  /* The order of the graph puts what a node depends on before it, unless they go in a circle. */
  if (mill_types_get_node (types, input->from_node) == NULL)
    {
      report_at_port (types, node, port->name, _("Remove one of the links between them"),
                      g_strdup_printf (_("This node and “%s” wait for each other"),
                                       input->from_node));
      return NULL;
    }
  type = mill_pipeline_get_node_type (pipeline, input->from_node);
  if (type == NULL)
    return NULL;
  if (input->from_port == NULL && mill_node_type_get_n_ports (type, MILL_PORT_OUT) > 1)
    {
      g_autofree char *outputs = list_outputs (input->from_node, type);

      report_at_port (types, node, port->name, outputs,
                      g_strdup_printf (_("The link does not say which output of “%s” it comes from"),
                                       input->from_node));
      return NULL;
    }
  origin = input->from_port != NULL
             ? mill_node_type_find_port (type, MILL_PORT_OUT, input->from_port)
             : mill_node_type_get_port (type, MILL_PORT_OUT, 0);
  if (origin == NULL)
    {
      report_at_port (types, node, port->name, _("Remove the link, or draw another"),
                      g_strdup_printf (_("“%s” has no output “%s”"), input->from_node,
                                       input->from_port != NULL ? input->from_port : ""));
      return NULL;
    }
  if (origin->type != port->type)
    {
      report_at_port (types, node, port->name, _("Remove the link, or draw another"),
                      g_strdup_printf (_("A link brings “%s” where “%s” is needed"),
                                       mill_port_type_get_label (origin->type),
                                       mill_port_type_get_label (port->type)));
      return NULL;
    }

  return origin;
}

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
  if (port->direction != MILL_PORT_IN || (port->flags & MILL_PORT_OPTIONAL) ||
      mill_node_find_input (node->node, port->name) != NULL)
    return;

  report_at_port (types, node, port->name, _("Draw a link to it from another node"),
                  g_strdup_printf (_("Nothing is connected to “%s”"), _(port->label)));
}

gboolean
mill_typing_link (MillPipeline   *pipeline,
                  MillTypes      *types,
                  MillTypingNode *node)
{
  guint n_inputs;
  const MillInput *inputs = mill_node_get_inputs (node->node, &n_inputs);

  for (guint i = 0; i < n_inputs; i++)
    {
      const MillPort *port = mill_node_type_find_port (node->type, MILL_PORT_IN, inputs[i].port);
      const MillPort *origin;

      if (port == NULL)
        {
          report_at_port (types, node, inputs[i].port, _("Remove the link, or draw another"),
                          g_strdup_printf (_("This node has no input “%s”"), inputs[i].port));
          continue;
        }
      origin = find_origin (pipeline, types, node, port, &inputs[i]);
      inherit_obstacle (types, node, inputs[i].from_node);
      if (origin != NULL)
        mill_typed_node_add_input (node->typed, port->name, inputs[i].from_node, origin->name);
    }
  for (const MillPort *port = node->type->ports; port != NULL && port->name != NULL; port++)
    check_port (types, node, port);

  return node->typed->obstacle == NULL;
}
