/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/link-options.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/port-links.h"
#include "pipeline/graph.h"

/* The nodes at the other ends of @links. */
static GStrv
list_other_ends (const GArray   *links,
                 const MillPort *port)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < links->len; i++)
    {
      const MillLink *link = &g_array_index (links, MillLink, i);

      g_strv_builder_add (ids, port->direction == MILL_PORT_OUT ? link->to_node : link->from_node);
    }

  return g_strv_builder_end (ids);
}

/* The nodes that would depend on themselves with the links there. */
static GHashTable *
find_closed (MillPipeline   *pipeline,
             const GArray   *links,
             const MillPort *port)
{
  g_auto (GStrv) ends = list_other_ends (links, port);
  const char *const *ids = (const char *const *) ends;
  g_autoptr (GPtrArray) reached = port->direction == MILL_PORT_OUT ? mill_graph_downstream (pipeline, ids)
                                                                   : mill_graph_upstream (pipeline, ids);
  GHashTable *closed = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < reached->len; i++)
    g_hash_table_add (closed, g_ptr_array_index (reached, i));

  return closed;
}

static void
add_move (MillPipeline   *pipeline,
          GListStore     *list,
          guint           n_links,
          const char     *node,
          const MillPort *port,
          const char     *other,
          const MillPort *target)
{
  g_autoptr (MillLinkOption) option = NULL;
  g_autofree char *detail = NULL;

  if (target->type != port->type || target->direction != port->direction ||
      (g_str_equal (node, other) && target == port) ||
      (target->direction == MILL_PORT_IN && n_links > 1 && !(target->flags & MILL_PORT_MULTIPLE)))
    return;

  /* Translators: links of the port “Kept” that could be moved to the port “Table” of another node. */
  detail = g_strdup_printf (ngettext ("%1$u link of %2$s, to %3$s", "%1$u links of %2$s, to %3$s", n_links),
                            n_links, _(port->label), _(target->label));
  option = mill_link_option_new (&(MillLink) { node, port->name, other, target->name, FALSE },
                                 port->direction == MILL_PORT_OUT,
                                 mill_pipeline_get_node_label (pipeline, other), detail);
  g_list_store_append (list, option);
}

static void
add_moves_of_port (MillPipeline   *pipeline,
                   GListStore     *list,
                   GPtrArray      *order,
                   const char     *node,
                   const MillPort *port)
{
  g_autoptr (GArray) links = mill_port_links_list (pipeline, node, port);
  g_autoptr (GHashTable) closed = NULL;

  if (links->len == 0)
    return;

  closed = find_closed (pipeline, links, port);
  for (guint i = 0; i < order->len; i++)
    {
      const char *other = g_ptr_array_index (order, i);
      const MillNodeType *type = mill_pipeline_get_node_type (pipeline, other);

      if (g_hash_table_contains (closed, other))
        continue;
      for (const MillPort *p = type != NULL ? type->ports : NULL; p != NULL && p->name != NULL; p++)
        add_move (pipeline, list, links->len, node, port, other, p);
    }
}

GListModel *
mill_link_moves_list (MillPipeline   *pipeline,
                      const char     *node,
                      const MillPort *port)
{
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, node);
  g_autoptr (GPtrArray) order = mill_graph_sort (pipeline);
  GListStore *list = g_list_store_new (MILL_TYPE_LINK_OPTION);

  for (const MillPort *p = type != NULL ? type->ports : NULL; p != NULL && p->name != NULL; p++)
    if (port == NULL || port == p)
      add_moves_of_port (pipeline, list, order, node, p);

  return G_LIST_MODEL (list);
}
