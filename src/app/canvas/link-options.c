/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/link-options.h"

#include <glib/gi18n-lib.h>

#include "pipeline/graph.h"

struct _MillLinkOption
{
  GObject   parent_instance;

  char     *from_node;
  char     *from_port;
  char     *to_node;
  char     *to_port;
  char     *title;
  char     *detail;
  gboolean  waited_for;   /* the input needs a link and has none */
  gboolean  outgoing;     /* from the node that was asked for */
  gboolean  replaces;     /* a link that is there */
};

/* The ports of the node that is asked for. */
typedef enum
{
  ONE_PORT,
  ALL_PORTS,
} Ends;

G_DEFINE_FINAL_TYPE (MillLinkOption, mill_link_option, G_TYPE_OBJECT)

static void
mill_link_option_finalize (GObject *object)
{
  MillLinkOption *self = MILL_LINK_OPTION (object);

  g_free (self->from_node);
  g_free (self->from_port);
  g_free (self->to_node);
  g_free (self->to_port);
  g_free (self->title);
  g_free (self->detail);

  G_OBJECT_CLASS (mill_link_option_parent_class)->finalize (object);
}

static void
mill_link_option_class_init (MillLinkOptionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_link_option_finalize;
}

static void
mill_link_option_init (MillLinkOption *self)
{
}

MillLinkOption *
mill_link_option_new (const MillLink *link,
                      gboolean        outgoing,
                      const char     *title,
                      const char     *detail)
{
  MillLinkOption *self = g_object_new (MILL_TYPE_LINK_OPTION, NULL);

  self->from_node = g_strdup (link->from_node);
  self->from_port = g_strdup (link->from_port);
  self->to_node = g_strdup (link->to_node);
  self->to_port = g_strdup (link->to_port);
  self->title = g_strdup (title);
  self->detail = g_strdup (detail);
  self->outgoing = outgoing;

  return self;
}

MillLink
mill_link_option_get_link (MillLinkOption *self)
{
  return (MillLink) { self->from_node, self->from_port, self->to_node, self->to_port, FALSE };
}

gboolean
mill_link_option_is_outgoing (MillLinkOption *self)
{
  return self->outgoing;
}

const char *
mill_link_option_get_title (MillLinkOption *self)
{
  return self->title;
}

const char *
mill_link_option_get_detail (MillLinkOption *self)
{
  return self->detail;
}

/* Adds @node and all that takes something from it, directly or not. */
static void
add_downstream (MillPipeline *pipeline,
                const char   *node,
                GHashTable   *found)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  g_ptr_array_add (open, (gpointer) node);
  while (open->len > 0)
    {
      const char *id = g_ptr_array_steal_index_fast (open, open->len - 1);
      g_autoptr (GArray) links = NULL;

      if (!g_hash_table_add (found, (gpointer) id))
        continue;
      links = mill_pipeline_list_links_from (pipeline, id);
      for (guint i = 0; i < links->len; i++)
        g_ptr_array_add (open, (gpointer) g_array_index (links, MillLink, i).to_node);
    }
}

static char *
describe (MillPipeline    *pipeline,
          const MillPort  *output,
          const MillPort  *input,
          const MillInput *replaced)
{
  /* Translators: a link that could be made: from an output, to an input. */
  g_autofree char *ports = g_strdup_printf (_("%1$s to %2$s"), _(output->label), _(input->label));

  if (replaced == NULL)
    return g_steal_pointer (&ports);

  /* Translators: a link that could be made ("Table to Train"), and the node whose link it replaces. */
  return g_strdup_printf (_("%1$s, instead of %2$s"), ports,
                          mill_pipeline_get_node_label (pipeline, replaced->from_node));
}

/* Where all ports of a node are meant, the title tells which way the link would lead. */
static char *
make_title (MillPipeline *pipeline,
            const char   *other,
            Ends          ends,
            gboolean      outgoing)
{
  const char *label = mill_pipeline_get_node_label (pipeline, other);

  if (ends == ONE_PORT)
    return g_strdup (label);

  return g_strdup_printf (outgoing ? _("To “%s”") : _("From “%s”"), label);
}

static void
add_option (MillPipeline   *pipeline,
            const char     *from_node,
            const MillPort *output,
            const char     *to_node,
            const MillPort *input,
            const char     *other,
            Ends            ends,
            GPtrArray      *options)
{
  const MillInput *inputs, *replaced = NULL;
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  MillLinkOption *option;
  guint n_inputs;

  if (output->type != input->type)
    return;

  inputs = mill_node_get_inputs (mill_pipeline_get_node (pipeline, to_node), &n_inputs);
  for (guint i = 0; i < n_inputs; i++)
    {
      if (!g_str_equal (inputs[i].port, input->name))
        continue;
      if (g_str_equal (inputs[i].from_node, from_node) &&
          g_strcmp0 (inputs[i].from_port, output->name) == 0)
        return;
      if (!(input->flags & MILL_PORT_MULTIPLE))
        replaced = &inputs[i];
    }

  title = make_title (pipeline, other, ends, g_str_equal (other, to_node));
  detail = describe (pipeline, output, input, replaced);
  option = mill_link_option_new (&(MillLink) { from_node, output->name, to_node, input->name, FALSE },
                                 g_str_equal (other, to_node), title, detail);
  option->replaces = replaced != NULL;
  option->waited_for = replaced == NULL && !(input->flags & (MILL_PORT_OPTIONAL | MILL_PORT_MULTIPLE));
  g_ptr_array_add (options, option);
}

/* The links between a port and all fitting ports of @other. */
static void
add_options (MillPipeline   *pipeline,
             const char     *node,
             const MillPort *port,
             const char     *other,
             Ends            ends,
             GPtrArray      *options)
{
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, other);
  gboolean input = port->direction == MILL_PORT_IN;
  const MillPort *end;

  for (guint i = 0; type != NULL &&
       (end = mill_node_type_get_port (type, input ? MILL_PORT_OUT : MILL_PORT_IN, i)) != NULL; i++)
    if (input)
      add_option (pipeline, other, end, node, port, other, ends, options);
    else
      add_option (pipeline, node, port, other, end, other, ends, options);
}

/* Links from @node must not lead to what it depends on, and links to it not come from what depends on it. */
static void
add_options_of_port (MillPipeline   *pipeline,
                     GPtrArray      *order,
                     const char     *node,
                     const MillPort *port,
                     Ends            ends,
                     GPtrArray      *options)
{
  g_autoptr (GHashTable) closed = g_hash_table_new (g_str_hash, g_str_equal);

  if (port->direction == MILL_PORT_IN)
    {
      add_downstream (pipeline, node, closed);
    }
  else
    {
      g_autoptr (GPtrArray) upstream =
        mill_graph_upstream (pipeline, (const char *const[]) { node, NULL });

      for (guint i = 0; i < upstream->len; i++)
        g_hash_table_add (closed, g_ptr_array_index (upstream, i));
    }

  for (guint i = 0; i < order->len; i++)
    if (!g_hash_table_contains (closed, g_ptr_array_index (order, i)))
      add_options (pipeline, node, port, g_ptr_array_index (order, i), ends, options);
}

static int
compare_options (gconstpointer a,
                 gconstpointer b)
{
  const MillLinkOption *one = a, *other = b;

  if (one->waited_for != other->waited_for)
    return one->waited_for ? -1 : 1;
  if (one->outgoing != other->outgoing)
    return one->outgoing ? -1 : 1;

  return one->replaces - other->replaces;
}

GListModel *
mill_link_options_list (MillPipeline   *pipeline,
                        const char     *node,
                        const MillPort *port)
{
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, node);
  g_autoptr (GPtrArray) order = mill_graph_sort (pipeline);
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func (g_object_unref);
  GListStore *list = g_list_store_new (MILL_TYPE_LINK_OPTION);

  for (const MillPort *p = type != NULL ? type->ports : NULL; p != NULL && p->name != NULL; p++)
    if (port == NULL || port == p)
      add_options_of_port (pipeline, order, node, p, port == NULL ? ALL_PORTS : ONE_PORT, options);

  g_ptr_array_sort_values (options, compare_options);
  g_list_store_splice (list, 0, 0, options->pdata, options->len);

  return G_LIST_MODEL (list);
}
