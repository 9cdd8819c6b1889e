/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/edit-private.h"
#include "pipeline/node-private.h"
#include "pipeline/rewire.h"

/* Does @node take something from @from, at @port (NULL: any) of it? */
static gboolean
takes_from (MillNode   *node,
            const char *from,
            const char *port)
{
  for (guint i = 0; i < node->n_inputs; i++)
    if (g_str_equal (node->inputs[i].from_node, from) &&
        (port == NULL || g_strcmp0 (node->inputs[i].from_port, port) == 0))
      return TRUE;

  return FALSE;
}

/* An output of @from that @port could take and that @node does not take yet: the one that has the name
 * of the port, or else the first. */
static const MillPort *
find_output (MillEdit       *self,
             const char     *from,
             const char     *to,
             const MillPort *port)
{
  MillNode *node = mill_pipeline_get_node (self->pipeline, to);
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, from);
  const MillPort *found = NULL, *output;

  for (guint i = 0; type != NULL &&
                    (output = mill_node_type_get_port (type, MILL_PORT_OUT, i)) != NULL; i++)
    if (output->type == port->type && !takes_from (node, from, output->name) &&
        (found == NULL || g_str_equal (output->name, port->name)))
      found = output;

  return found;
}

static gboolean
link_port (MillEdit       *self,
           const char     *from,
           const char     *to,
           const MillPort *port)
{
  const MillPort *output = find_output (self, from, to, port);

  return output != NULL && mill_edit_connect (self, from, output->name, to, port->name, NULL);
}

/* All before the node that lead nowhere yet, and the one right before it; in order. */
static guint
wire_multiple (MillEdit          *self,
               const char *const *ids,
               guint              index,
               const MillPort    *port)
{
  guint n_made = 0;

  for (guint i = 0; i < index; i++)
    {
      g_autoptr (GArray) links = mill_pipeline_list_links_from (self->pipeline, ids[i]);
      MillNode *node = mill_pipeline_get_node (self->pipeline, ids[index]);

      if ((links->len == 0 || i == index - 1) && !takes_from (node, ids[i], NULL))
        n_made += link_port (self, ids[i], ids[index], port);
    }

  return n_made;
}

static guint
wire_node (MillEdit          *self,
           const char *const *ids,
           guint              index,
           gboolean           optional)
{
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, ids[index]);
  const MillPort *port;
  guint n_made = 0;

  for (guint i = 0; (port = mill_node_type_get_port (type, MILL_PORT_IN, i)) != NULL; i++)
    {
      MillNode *node = mill_pipeline_get_node (self->pipeline, ids[index]);
      gboolean made = FALSE;

      if (((port->flags & MILL_PORT_OPTIONAL) != 0) != optional)
        continue;
      if (port->flags & MILL_PORT_MULTIPLE)
        {
          n_made += wire_multiple (self, ids, index, port);
          continue;
        }
      if (mill_node_find_input (node, port->name) != NULL)
        continue;
      /* The nearest that gives nothing yet; the two outputs of one node only where no other is left. */
      for (guint j = index; !made && j-- > 0;)
        made = !takes_from (node, ids[j], NULL) && link_port (self, ids[j], ids[index], port);
      for (guint j = index; !made && j-- > 0;)
        made = link_port (self, ids[j], ids[index], port);
      n_made += made;
    }

  return n_made;
}

guint
mill_edit_wire (MillEdit          *self,
                const char *const *ids)
{
  guint n_made = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (ids != NULL, 0);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      guint made;

      if (i == 0 || mill_pipeline_get_node_type (self->pipeline, ids[i]) == NULL)
        continue;
      made = wire_node (self, ids, i, FALSE);
      n_made += made > 0 ? made : wire_node (self, ids, i, TRUE);
    }

  return n_made;
}
