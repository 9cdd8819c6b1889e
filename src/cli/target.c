/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/document.h"
#include "cli/output.h"
#include "pipeline/expand.h"
#include "pipeline/suggest.h"

#define MOST_LISTED 10

/* The ids of the first nodes, for somebody who does not know them: "big, chart, sales". */
static char *
list_ids (GPtrArray *nodes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (nodes->len, MOST_LISTED); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", mill_node_get_id (nodes->pdata[i]));
  if (nodes->len > MOST_LISTED)
    g_string_append (text, "…");

  return g_string_free (text, FALSE);
}

/* Is @text NODE.PORT, where a node is asked for? */
static gboolean
names_output (MillPipeline *pipeline,
              const char   *text)
{
  const char *dot = strrchr (text, '.');
  g_autofree char *node = dot ? g_strndup (text, dot - text) : NULL;

  if (node == NULL || mill_pipeline_get_node (pipeline, node) == NULL)
    return FALSE;

  mill_output_error (_("“%s” is an output; name its node: “%s”"), text, node);

  return TRUE;
}

/* Is it a node of the drawing, or one within a component, by its path? */
static gboolean
has_node (MillPipeline *pipeline,
          const char   *path)
{
  g_autoptr (MillPipeline) expanded = NULL;

  if (mill_pipeline_get_node (pipeline, path))
    return TRUE;
  expanded = mill_pipeline_expand (pipeline, NULL);

  return mill_pipeline_get_node (expanded, path) != NULL;
}

gboolean
mill_target_check_node (MillPipeline *pipeline,
                        const char   *node)
{
  g_autoptr (GPtrArray) nodes = NULL;
  MillSuggestion suggestion;
  const char *meant;

  if (has_node (pipeline, node))
    return TRUE;
  if (names_output (pipeline, node))
    return FALSE;

  nodes = mill_pipeline_list_nodes (pipeline);
  mill_suggestion_init (&suggestion, node);
  for (guint i = 0; i < nodes->len; i++)
    mill_suggestion_offer (&suggestion, mill_node_get_id (nodes->pdata[i]));

  meant = mill_suggestion_finish (&suggestion);
  if (meant)
    mill_output_error (_("no such node “%s”; did you mean “%s”?"), node, meant);
  else if (nodes->len == 0)
    mill_output_error (_("no such node “%s”; the pipeline has none"), node);
  else
    {
      g_autofree char *ids = list_ids (nodes);

      mill_output_error (_("no such node “%s”; the pipeline has: %s"), node, ids);
    }

  return FALSE;
}

static void
tell_ports (const MillNodeType *type,
            const char         *node,
            const char         *wish)
{
  guint n_ports = mill_node_type_get_n_ports (type, MILL_PORT_OUT);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n_ports; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            mill_node_type_get_port (type, MILL_PORT_OUT, i)->name);

  if (n_ports == 0)
    mill_output_error (_("“%s” has no outputs"), node);
  else
    mill_output_error (_("“%s” has no output “%s”; its outputs are: %s"), node, wish, names->str);
}

/* What an output of a component gives is made by a node within. */
static gboolean
go_to_maker (MillTarget   *self,
             MillPipeline *pipeline)
{
  g_autoptr (MillPipeline) expanded = NULL;
  g_autofree char *node = NULL;
  g_autofree char *port = NULL;
  const MillNodeType *type;

  if (!mill_pipeline_find_maker (pipeline, self->node, self->port->name, &node, &port))
    {
      mill_output_error (_("nothing comes out of “%s” at “%s”: it is bypassed, or not linked within"),
                         self->node, self->port->name);
      return FALSE;
    }
  if (g_str_equal (node, self->node))
    return TRUE;

  expanded = mill_pipeline_expand (pipeline, NULL);
  type = mill_pipeline_get_node_type (expanded, node);
  if (type != NULL && port != NULL)
    self->port = mill_node_type_find_port (type, MILL_PORT_OUT, port);
  g_set_str (&self->node, node);

  return TRUE;
}

gboolean
mill_target_find (MillTarget   *self,
                  MillPipeline *pipeline,
                  const char   *text,
                  int          *code)
{
  g_autoptr (MillPipeline) expanded = mill_pipeline_expand (pipeline, NULL);
  const char *dot = strrchr (text, '.');
  const MillNodeType *type;

  *code = MILL_EXIT_USAGE;
  self->node = dot ? g_strndup (text, dot - text) : g_strdup (text);
  if (!mill_target_check_node (pipeline, self->node))
    return FALSE;

  if (mill_pipeline_get_node (pipeline, self->node) == NULL)
    pipeline = expanded;
  type = mill_pipeline_get_node_type (pipeline, self->node);
  if (type == NULL)
    {
      mill_output_error (_("the type “%s” of node “%s” is not known here"),
                         mill_node_get_type_id (mill_pipeline_get_node (pipeline, self->node)),
                         self->node);
      *code = MILL_EXIT_INVALID;
      return FALSE;
    }

  self->port = dot ? mill_node_type_find_port (type, MILL_PORT_OUT, dot + 1)
                   : mill_node_type_get_port (type, MILL_PORT_OUT, 0);
  if (self->port)
    return pipeline == expanded || go_to_maker (self, pipeline);

  tell_ports (type, self->node, dot ? dot + 1 : "");

  return FALSE;
}

void
mill_target_clear (MillTarget *self)
{
  g_clear_pointer (&self->node, g_free);
}
