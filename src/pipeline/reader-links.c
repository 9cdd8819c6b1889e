/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pipeline/graph-private.h"
#include "pipeline/json-private.h"
#include "pipeline/link-private.h"
#include "pipeline/node-private.h"
#include "pipeline/reader-private.h"
#include "pipeline/suggest.h"

#define MOST_HINTS 5

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

static void
report_missing (MillReader      *self,
                const MillNode  *node,
                const MillInput *input)
{
  g_autofree char *hint = NULL;
  MillDiagnostic *diagnostic;

  if (self->problems == NULL)
    return;
  /* Each hint looks at all nodes: where everything is broken, the first few must do. */
  if (self->n_hints++ < MOST_HINTS)
    {
      g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (self->pipeline);
      MillSuggestion suggestion;

      mill_suggestion_init (&suggestion, input->from_node);
      for (guint i = 0; i < nodes->len; i++)
        mill_suggestion_offer (&suggestion, mill_node_get_id (g_ptr_array_index (nodes, i)));
      hint = mill_reader_hint (mill_suggestion_finish (&suggestion));
    }
  diagnostic = mill_reader_report (self, MILL_SEVERITY_ERROR, node->id,
                                   find_place (self, node->id, input->port), hint,
                                   _("The link comes from “%s”, but there is no such node"),
                                   input->from_node);
  if (diagnostic != NULL)
    mill_diagnostic_at_port (diagnostic, input->port);
}

static void
report_error (MillReader     *self,
              const MillNode *node,
              const char     *port,
              const GError   *error)
{
  g_autoptr (MillDiagnostic) found = mill_error_dup_diagnostic (error, NULL);
  JsonNode *where = find_place (self, node->id, port);
  MillDiagnostic *diagnostic = mill_diagnostic_with_node (found, node->id);

  mill_diagnostic_at_port (diagnostic, port);
  mill_diagnostic_at_line (diagnostic, GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, where)));
  g_ptr_array_add (self->problems, diagnostic);
}

static void
check_number (MillReader *self,
              MillNode   *node,
              guint       i)
{
  const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, node->id);
  const char *name = node->inputs[i].port;
  const MillPort *port;
  MillDiagnostic *diagnostic;

  /* Only the second link is one too many; a third is not worth another word. */
  if (type == NULL || i == 0 || !g_str_equal (node->inputs[i - 1].port, name) ||
      (i > 1 && g_str_equal (node->inputs[i - 2].port, name)))
    return;
  port = mill_node_type_find_port (type, MILL_PORT_IN, name);
  if (port == NULL || port->flags & MILL_PORT_MULTIPLE)
    return;
  diagnostic = mill_reader_report (self, MILL_SEVERITY_ERROR, node->id,
                                   find_place (self, node->id, name), _("Remove all but one"),
                                   _("The input “%s” takes one link only"), name);
  if (diagnostic != NULL)
    mill_diagnostic_at_port (diagnostic, name);
}

static void
check_node (MillReader *self,
            MillNode   *node)
{
  for (guint i = 0; i < node->n_inputs; i++)
    {
      MillInput *input = &node->inputs[i];
      g_autoptr (GError) error = NULL;

      if (mill_pipeline_get_node (self->pipeline, input->from_node) == NULL)
        {
          report_missing (self, node, input);
          continue;
        }
      if (input->from_port == NULL)
        {
          const MillNodeType *type = mill_pipeline_get_node_type (self->pipeline, input->from_node);
          const char *meant = mill_link_resolve_port (type, NULL);

          /* Nobody else has seen the node yet, so it may still change. */
          if (meant != NULL)
            input->from_port = g_ref_string_new (meant);
        }
      if (self->problems == NULL)
        continue;
      if (!mill_link_check_ports (self->pipeline, input, node->id, &error))
        report_error (self, node, input->port, error);
      check_number (self, node, i);
    }
}

/* What @node takes from a node that is left, or that has been passed already. */
static const char *
find_source (const MillNode *node,
             GHashTable     *left,
             GHashTable     *passed)
{
  for (guint i = 0; i < node->n_inputs; i++)
    if (g_hash_table_contains (left, node->inputs[i].from_node) ||
        g_hash_table_contains (passed, node->inputs[i].from_node))
      return node->inputs[i].from_node;

  return NULL;
}

/* Follows the links back from @start among the nodes that are left until one comes again. */
static void
check_circle (MillReader *self,
              GHashTable *left,
              const char *start)
{
  g_autoptr (GHashTable) passed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) way = g_ptr_array_new ();
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  g_autofree char *circle = NULL;
  const char *id = start;

  while (id != NULL && g_hash_table_contains (left, id))
    {
      MillNode *node = mill_pipeline_get_node (self->pipeline, id);

      g_hash_table_remove (left, id);
      g_ptr_array_add (way, node->id);
      g_hash_table_insert (passed, node->id, GUINT_TO_POINTER (way->len));
      id = find_source (node, left, passed);
    }
  if (id == NULL || !g_hash_table_contains (passed, id))
    return;

  /* The circle in the direction of the links, told from the node that is reported. */
  g_ptr_array_add (path, (gpointer) id);
  for (guint i = way->len; i > GPOINTER_TO_UINT (g_hash_table_lookup (passed, id)); i--)
    g_ptr_array_add (path, g_ptr_array_index (way, i - 1));
  circle = mill_link_describe_circle (self->pipeline, path);
  mill_reader_report (self, MILL_SEVERITY_ERROR, id,
                      mill_json_get_member (mill_json_get_object (self->root, "nodes"), id),
                      _("Remove one of the links"), _("The links close a circle: %s"), circle);
}

static void
check_circles (MillReader *self)
{
  guint n_sorted;
  g_autoptr (GPtrArray) sorted = mill_graph_sort_nodes (self->pipeline, &n_sorted);
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = n_sorted; i < sorted->len; i++)
    g_hash_table_add (left, g_ptr_array_index (sorted, i));
  for (guint i = n_sorted; i < sorted->len; i++)
    if (g_hash_table_contains (left, g_ptr_array_index (sorted, i)))
      check_circle (self, left, g_ptr_array_index (sorted, i));
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
