/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pipeline/check.h"
#include "pipeline/graph.h"
#include "pipeline/json-private.h"
#include "pipeline/link-private.h"
#include "pipeline/node-private.h"
#include "pipeline/reader-private.h"

/* The place in the file of what comes into a port. */
static JsonNode *
find_place (MillReader *self,
            const char *node,
            const char *port)
{
  JsonObject *nodes = mill_json_get_object (self->root, "nodes");
  JsonObject *inputs = mill_json_get_object (mill_json_get_object (nodes, node), "inputs");

  return mill_json_get_member (inputs, port);
}

/* Takes @diagnostic, and adds the line of @where. */
static void
report (MillReader     *self,
        MillDiagnostic *diagnostic,
        JsonNode       *where)
{
  mill_diagnostic_at_line (diagnostic, GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, where)));
  g_ptr_array_add (self->problems, diagnostic);
}

static void
check_node (MillReader *self,
            MillNode   *node)
{
  for (guint i = 0; i < node->n_inputs; i++)
    {
      MillInput *input = &node->inputs[i];
      const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, input->from_node);
      const char *meant = input->from_port == NULL ? mill_link_resolve_port (type, NULL) : NULL;
      MillDiagnostic *problem = NULL;

      /* Nobody else has seen the node yet, so it may still change. */
      if (meant != NULL)
        input->from_port = g_ref_string_new (meant);
      if (self->problems != NULL)
        problem = mill_pipeline_check_link (self->pipeline, node->id, i, &self->n_hints);
      if (problem != NULL)
        report (self, problem, find_place (self, node->id, input->port));
    }
}

static void
check_circles (MillReader *self)
{
  g_autoptr (GPtrArray) circles = mill_graph_find_circles (self->pipeline);
  JsonObject *nodes = mill_json_get_object (self->root, "nodes");

  for (guint i = 0; i < circles->len; i++)
    {
      GPtrArray *circle = g_ptr_array_index (circles, i);

      report (self, mill_pipeline_check_circle (self->pipeline, circle),
              mill_json_get_member (nodes, g_ptr_array_index (circle, 0)));
    }
}

void
mill_reader_check_links (MillReader *self)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (self->pipeline);

  for (guint i = 0; i < nodes->len; i++)
    check_node (self, g_ptr_array_index (nodes, i));
  if (self->problems != NULL)
    check_circles (self);
}
