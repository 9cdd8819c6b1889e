/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/port-links.h"

#include <glib/gi18n-lib.h>

static void
add_link (GArray         *links,
          const MillLink *link)
{
  MillLink kept = { g_intern_string (link->from_node), g_intern_string (link->from_port),
                    g_intern_string (link->to_node), g_intern_string (link->to_port), link->muted };

  g_array_append_val (links, kept);
}

static void
add_inputs (GArray         *links,
            MillPipeline   *pipeline,
            const char     *node,
            const MillPort *port)
{
  const MillInput *inputs;
  guint n;

  inputs = mill_node_get_inputs (mill_pipeline_get_node (pipeline, node), &n);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (inputs[i].port, port->name) && inputs[i].from_port != NULL)
      add_link (links, &(MillLink) { inputs[i].from_node, inputs[i].from_port, node, port->name,
                                     inputs[i].muted });
}

GArray *
mill_port_links_list (MillPipeline   *pipeline,
                      const char     *node,
                      const MillPort *port)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (MillLink));
  g_autoptr (GArray) from = NULL;

  if (port->direction == MILL_PORT_IN)
    {
      add_inputs (links, pipeline, node, port);
      return links;
    }
  from = mill_pipeline_list_links_from (pipeline, node);
  for (guint i = 0; i < from->len; i++)
    if (g_strcmp0 (g_array_index (from, MillLink, i).from_port, port->name) == 0)
      add_link (links, &g_array_index (from, MillLink, i));

  return links;
}

MillLink
mill_port_links_move_end (const MillLink *link,
                          const char     *node,
                          const MillPort *port)
{
  const char *id = g_intern_string (node);
  const char *name = g_intern_string (port->name);

  if (port->direction == MILL_PORT_OUT)
    return (MillLink) { id, name, link->to_node, link->to_port, link->muted };

  return (MillLink) { link->from_node, link->from_port, id, name, link->muted };
}

gboolean
mill_port_links_fit (MillPipeline   *pipeline,
                     const GArray   *links,
                     const MillPort *start,
                     const char     *node,
                     const MillPort *port)
{
  if (port->direction != start->direction || port->type != start->type)
    return FALSE;
  if (port->direction == MILL_PORT_IN && links->len > 1 && !(port->flags & MILL_PORT_MULTIPLE))
    return FALSE;
  for (guint i = 0; i < links->len; i++)
    {
      MillLink link = mill_port_links_move_end (&g_array_index (links, MillLink, i), node, port);

      if (!mill_pipeline_can_connect (pipeline, link.from_node, link.from_port, link.to_node,
                                      link.to_port, NULL))
        return FALSE;
    }

  return TRUE;
}

gboolean
mill_port_links_move (MillHistory     *history,
                      const GArray    *links,
                      const char      *node,
                      const MillPort  *port,
                      GError         **error)
{
  g_autofree char *label = g_strdup_printf (ngettext ("Move Link", "Move %u Links", links->len),
                                            links->len);
  MillEdit *edit = mill_history_begin (history, label);

  for (guint i = 0; i < links->len; i++)
    mill_edit_disconnect (edit, &g_array_index (links, MillLink, i), NULL);
  for (guint i = 0; i < links->len; i++)
    {
      MillLink link = mill_port_links_move_end (&g_array_index (links, MillLink, i), node, port);

      if (!mill_edit_connect (edit, link.from_node, link.from_port, link.to_node, link.to_port, error))
        {
          mill_history_abandon (history);
          return FALSE;
        }
      if (link.muted)
        mill_edit_set_muted (edit, &link, TRUE, NULL);
    }
  mill_history_commit (history, NULL);

  return TRUE;
}
