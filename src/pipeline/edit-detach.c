/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/edit-private.h"
#include "pipeline/link-private.h"
#include "pipeline/node-private.h"
#include "pipeline/rewire.h"

typedef struct
{
  MillPipeline *pipeline;
  GHashTable   *inside;     /* ids of the nodes that are taken out */
} Detach;

static void
find_sources (const Detach    *self,
              const MillInput *input,
              MillPortType     kind,
              gboolean         muted,
              GHashTable      *seen,
              GArray          *sources)
{
  MillNode *node = mill_pipeline_get_node (self->pipeline, input->from_node);
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, input->from_node);

  if (!g_hash_table_contains (self->inside, input->from_node))
    {
      MillInput source = { NULL, input->from_node, input->from_port, muted };

      g_array_append_val (sources, source);
      return;
    }
  if (type == NULL || !g_hash_table_add (seen, (gpointer) input->from_node))
    return;

  for (const MillPort *port = type->ports; port->name != NULL; port++)
    for (guint i = 0; port->direction == MILL_PORT_IN && port->type == kind && i < node->n_inputs; i++)
      if (g_str_equal (node->inputs[i].port, port->name))
        find_sources (self, &node->inputs[i], kind, muted || node->inputs[i].muted, seen, sources);
}

/* What comes into the nodes at the other end of @input, if it can take the place of that. */
static GArray *
list_sources (const Detach    *self,
              const MillInput *input)
{
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, input->from_node);
  const char *name = mill_link_resolve_port (type, input->from_port);
  const MillPort *output = type != NULL && name != NULL
    ? mill_node_type_find_port (type, MILL_PORT_OUT, name) : NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *sources = g_array_new (FALSE, FALSE, sizeof (MillInput));

  if (output != NULL)
    find_sources (self, input, output->type, input->muted, seen, sources);

  return sources;
}

static gboolean
has_input (GArray          *inputs,
           const MillInput *input)
{
  for (guint i = 0; i < inputs->len; i++)
    if (mill_input_equal (&g_array_index (inputs, MillInput, i), input))
      return TRUE;

  return FALSE;
}

/* The inputs of a node that stays, with what came from the others put in the place of those. */
static GArray *
heal_inputs (const Detach *self,
             MillNode     *node)
{
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, node->id);
  GArray *made = g_array_new (FALSE, FALSE, sizeof (MillInput));

  for (guint i = 0; i < node->n_inputs; i++)
    {
      const MillPort *port = type != NULL
        ? mill_node_type_find_port (type, MILL_PORT_IN, node->inputs[i].port) : NULL;
      g_autoptr (GArray) sources = NULL;

      if (!g_hash_table_contains (self->inside, node->inputs[i].from_node))
        {
          g_array_append_val (made, node->inputs[i]);
          continue;
        }
      sources = list_sources (self, &node->inputs[i]);
      for (guint j = 0; j < sources->len; j++)
        {
          MillInput *source = &g_array_index (sources, MillInput, j);

          source->port = node->inputs[i].port;
          if (!has_input (made, source))
            g_array_append_val (made, *source);
          if (port == NULL || !(port->flags & MILL_PORT_MULTIPLE))
            break;
        }
    }

  return made;
}

static void
put_inputs (MillEdit *edit,
            GArray   *staged,
            MillNode *node,
            GArray   *inputs)
{
  mill_edit_put (edit, staged, MILL_CHANGE_NODE, node->id,
                 mill_node_with_inputs (node, (const MillInput *) inputs->data, inputs->len));
}

void
mill_edit_detach (MillEdit          *self,
                  const char *const *ids)
{
  g_autoptr (GHashTable) inside = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) healed = g_hash_table_new (g_str_hash, g_str_equal);
  Detach detach = { self->pipeline, inside };
  GArray *staged;

  g_return_if_fail (self != NULL);
  g_return_if_fail (ids != NULL);

  staged = mill_edit_stage ();
  for (guint i = 0; ids[i] != NULL; i++)
    if (mill_pipeline_get_node (self->pipeline, ids[i]) != NULL)
      g_hash_table_add (inside, (gpointer) ids[i]);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      MillNode *node = mill_pipeline_get_node (self->pipeline, ids[i]);
      g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (MillInput));
      g_autoptr (GArray) links = NULL;

      if (node == NULL || !g_hash_table_add (healed, node->id))
        continue;
      for (guint j = 0; j < node->n_inputs; j++)
        if (g_hash_table_contains (inside, node->inputs[j].from_node))
          g_array_append_val (kept, node->inputs[j]);
      put_inputs (self, staged, node, kept);

      links = mill_pipeline_list_links_from (self->pipeline, ids[i]);
      for (guint j = 0; j < links->len; j++)
        {
          MillNode *target = mill_pipeline_get_node (self->pipeline,
                                                     g_array_index (links, MillLink, j).to_node);
          g_autoptr (GArray) inputs = NULL;

          if (g_hash_table_contains (inside, target->id) || !g_hash_table_add (healed, target->id))
            continue;
          inputs = heal_inputs (&detach, target);
          put_inputs (self, staged, target, inputs);
        }
    }
  mill_edit_carry (self, staged);
}
