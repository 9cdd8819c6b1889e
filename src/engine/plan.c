/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/plan.h"

#include "pipeline/graph.h"
#include "pipeline/params.h"

static void
plan_node_free (gpointer data)
{
  MillPlanNode *self = data;

  mill_params_free (self->type, self->params);
  mill_node_unref (self->node);
  g_array_unref (self->inputs);
  g_ptr_array_unref (self->consumers);
  g_hash_table_unref (self->kept_ports);
  g_free (self);
}

static MillPlanNode *
plan_node_new (MillPipeline *pipeline,
               MillBindings *bindings,
               const char   *id)
{
  MillPlanNode *self = g_new0 (MillPlanNode, 1);
  g_autoptr (JsonObject) settings = NULL;

  self->node = mill_node_ref (mill_pipeline_get_node (pipeline, id));
  self->id = g_intern_string (id);
  self->type = mill_pipeline_get_node_type (pipeline, id);
  /* Typing has reported what is wrong with the settings; a node with such an error is not here. */
  settings = mill_bindings_substitute (bindings, self->type, self->node, NULL);
  self->params = mill_params_parse (self->type, settings, NULL);
  self->inputs = g_array_new (FALSE, FALSE, sizeof (MillPlanLink));
  self->consumers = g_ptr_array_new ();
  self->kept_ports = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

static void
link_inputs (MillPlanNode *self,
             GHashTable   *by_id)
{
  guint n_inputs;
  const MillInput *inputs = mill_node_get_inputs (self->node, &n_inputs);

  for (guint i = 0; i < n_inputs; i++)
    {
      MillPlanNode *from = g_hash_table_lookup (by_id, inputs[i].from_node);
      MillPlanLink link = { inputs[i].port, from, inputs[i].from_port };

      /* A link out of a node that is not planned can only be into an optional port. */
      if (from == NULL)
        continue;
      /* Typing has made sure that there is just one where the file names none. */
      if (link.from_port == NULL)
        link.from_port = mill_node_type_get_port (from->type, MILL_PORT_OUT, 0)->name;
      g_array_append_val (self->inputs, link);
      if (!g_ptr_array_find (from->consumers, self, NULL))
        g_ptr_array_add (from->consumers, self);
    }
}

static guint
count_links (MillPlanNode *self,
             MillPlanNode *from,
             const char   *port)
{
  guint n_links = 0;

  for (guint i = 0; i < self->inputs->len; i++)
    {
      MillPlanLink *link = &g_array_index (self->inputs, MillPlanLink, i);

      n_links += link->from == from && g_strcmp0 (link->from_port, port) == 0;
    }

  return n_links;
}

static gboolean
is_read (MillPlanNode *self,
         const char   *port)
{
  for (guint i = 0; i < self->consumers->len; i++)
    if (count_links (g_ptr_array_index (self->consumers, i), self, port) > 0)
      return TRUE;

  return FALSE;
}

/* A relational node is as many queries as it has outputs that somebody reads; at the end of the graph
 * all of them are wanted. A node that runs reads its inputs itself, once or more often. */
static guint
count_queries (MillPlanNode *self)
{
  const MillPort *port;
  guint n_queries = 0;

  if (self->type->compile == NULL)
    return self->type->flags & MILL_NODE_REREADS ? 2 : 1;

  for (guint i = 0; (port = mill_node_type_get_port (self->type, MILL_PORT_OUT, i)) != NULL; i++)
    n_queries += self->consumers->len == 0 || is_read (self, port->name);

  return n_queries;
}

/* How many queries will read @port of @self. */
static guint
count_reads (MillPlanNode *self,
             const char   *port)
{
  guint n_reads = 0;

  for (guint i = 0; i < self->consumers->len; i++)
    {
      MillPlanNode *consumer = g_ptr_array_index (self->consumers, i);

      n_reads += count_links (consumer, self, port) * count_queries (consumer);
    }

  return n_reads;
}

void
mill_plan_keep_all (MillPlanNode *self)
{
  const MillPort *port;

  for (guint i = 0; (port = mill_node_type_get_port (self->type, MILL_PORT_OUT, i)) != NULL; i++)
    if (port->type == MILL_PORT_TABLE)
      g_hash_table_add (self->kept_ports, (char *) port->name);
}

static MillKeepChoice
choose (MillPlanNode *self,
        const char   *port)
{
  if (mill_node_is_pinned (self->node))
    return MILL_KEEP_PINNED;
  if (self->consumers->len == 0)
    return MILL_KEEP_END;
  if (self->type->run != NULL)
    return MILL_KEEP_MADE;
  if (count_reads (self, port) <= 1)
    return MILL_KEEP_NOT_ONCE;

  return self->type->flags & MILL_NODE_CHEAP ? MILL_KEEP_NOT_CHEAP : MILL_KEEP_SHARED;
}

void
mill_plan_keep_condensed (MillPlan *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      MillPlanNode *node = g_ptr_array_index (self->nodes, i);

      if ((node->type->flags & MILL_NODE_CONDENSES) == 0 || g_hash_table_size (node->kept_ports) > 0)
        continue;
      mill_plan_keep_all (node);
      node->choice = MILL_KEEP_CONDENSED;
    }
}

static void
choose_kept_ports (MillPlanNode *self)
{
  const MillPort *port;

  for (guint i = 0; (port = mill_node_type_get_port (self->type, MILL_PORT_OUT, i)) != NULL; i++)
    {
      MillKeepChoice choice;
      gboolean kept;

      if (port->type != MILL_PORT_TABLE)
        continue;
      choice = choose (self, port->name);
      kept = choice != MILL_KEEP_NOT_CHEAP && choice != MILL_KEEP_NOT_ONCE;
      if (self->choice == MILL_KEEP_NO_TABLE || (kept && g_hash_table_size (self->kept_ports) == 0))
        self->choice = choice;
      if (kept)
        g_hash_table_add (self->kept_ports, (char *) port->name);
    }
}

const char *
mill_keep_choice_get_name (MillKeepChoice choice)
{
  static const char *const names[] = {
    NULL, "kept: end", "kept: pinned", "kept: made", "kept: shared", "kept: condensed", "passed on: cheap",
    "passed on: once",
  };

  g_return_val_if_fail (choice < G_N_ELEMENTS (names), NULL);

  return names[choice];
}

/* Where nothing is known of the types: what has one, and nothing before it that has none. */
static gboolean
can_plan (MillPipeline *pipeline,
          const char   *id,
          GHashTable   *by_id)
{
  MillNode *node = mill_pipeline_get_node (pipeline, id);
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, id);
  guint n_inputs;
  const MillInput *inputs = mill_node_get_inputs (node, &n_inputs);

  if (type == NULL || type->version != mill_node_get_version (node))
    return FALSE;
  for (guint i = 0; i < n_inputs; i++)
    {
      MillPlanNode *from = g_hash_table_lookup (by_id, inputs[i].from_node);

      if (from == NULL ||
          (inputs[i].from_port == NULL && mill_node_type_get_n_ports (from->type, MILL_PORT_OUT) != 1) ||
          (inputs[i].from_port != NULL &&
           mill_node_type_find_port (from->type, MILL_PORT_OUT, inputs[i].from_port) == NULL))
        return FALSE;
    }

  return TRUE;
}

MillPlan *
mill_plan_new (MillPipeline      *pipeline,
               MillBindings      *bindings,
               MillTypes         *types,
               const char *const *targets)
{
  MillPlan *self = g_new0 (MillPlan, 1);
  g_autoptr (GPtrArray) wanted = mill_graph_upstream (pipeline, targets);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  self->nodes = g_ptr_array_new_with_free_func (plan_node_free);
  self->blocked = g_ptr_array_new ();

  for (guint i = 0; i < wanted->len; i++)
    {
      const char *id = g_ptr_array_index (wanted, i);
      MillPlanNode *node;

      if (types != NULL ? mill_types_get_obstacle (types, id) != NULL : !can_plan (pipeline, id, by_id))
        {
          g_ptr_array_add (self->blocked, (char *) g_intern_string (id));
          continue;
        }

      node = plan_node_new (pipeline, bindings, id);
      node->index = self->nodes->len;
      link_inputs (node, by_id);
      g_ptr_array_add (self->nodes, node);
      g_hash_table_insert (by_id, (char *) node->id, node);
    }

  for (guint i = 0; i < self->nodes->len; i++)
    choose_kept_ports (g_ptr_array_index (self->nodes, i));

  return self;
}

void
mill_plan_free (MillPlan *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->blocked);
  g_free (self);
}
