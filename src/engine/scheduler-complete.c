/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scheduler-private.h"

/* What nobody needed in a run that reused results was not even compiled. When somebody looks at it, it
 * becomes a query over what is there, and is computed then. */

typedef struct
{
  MillRun    *run;   /* one of the same pipeline, which never runs */
  GHashTable *keys;  /* id (interned) -> MillKey */
} Completion;

static void
release_key (gpointer key)
{
  mill_key_unref (key);
}

static void
completion_free (gpointer data)
{
  Completion *self = data;

  g_object_unref (self->run);
  g_hash_table_unref (self->keys);
  g_free (self);
}

static void
take_what_is_there (MillScheduler *self,
                    MillNodeRun   *node)
{
  const MillPort *port;

  for (guint i = 0; (port = mill_node_type_get_port (node->plan->type, MILL_PORT_OUT, i)) != NULL; i++)
    {
      MillOutput *output = mill_results_dup_output (self->results, node->plan->id, port->name);

      if (output != NULL)
        g_ptr_array_add (node->outputs, output);
    }
}

/* A node that is not connected yet was no part of the run. */
static gboolean
is_connected (const MillPlanNode *node)
{
  for (const MillPort *port = node->type->ports; port != NULL && port->name != NULL; port++)
    {
      gboolean found = port->direction != MILL_PORT_IN || (port->flags & MILL_PORT_OPTIONAL) != 0;

      for (guint i = 0; !found && i < node->inputs->len; i++)
        found = g_str_equal (g_array_index (node->inputs, MillPlanLink, i).port, port->name);
      if (!found)
        return FALSE;
    }

  return TRUE;
}

/* Whether everything that comes in is there: what was fitted and is gone cannot be had by a query. */
static gboolean
has_inputs (MillScheduler *self,
            MillNodeRun   *node)
{
  for (guint i = 0; i < node->plan->inputs->len; i++)
    {
      const MillPlanLink *link = &g_array_index (node->plan->inputs, MillPlanLink, i);
      const MillPort *port = mill_node_type_find_port (link->from->type, MILL_PORT_OUT, link->from_port);
      MillOutput *output = mill_scheduler_find_output (&self->nodes[link->from->index], link->from_port);
      g_autoptr (MillArtifact) artifact = output != NULL ? mill_output_dup_artifact (output) : NULL;

      if (output == NULL ||
          (port->type == MILL_PORT_TABLE ? !mill_output_is_table (output) : artifact == NULL))
        return FALSE;
    }

  return TRUE;
}

static void
complete (MillResults *results,
          gpointer     data)
{
  const Completion *completion = data;
  MillScheduler self = { .run = completion->run, .results = results };

  self.by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self.paths = g_array_new (FALSE, FALSE, sizeof (MillNodePath));
  mill_scheduler_set_plan (&self, NULL);
  for (guint i = 0; i < self.plan->nodes->len; i++)
    {
      MillNodeRun *node = &self.nodes[i];
      g_autoptr (GError) error = NULL;

      take_what_is_there (&self, node);
      node->key = g_hash_table_lookup (completion->keys, node->plan->id);
      if (node->plan->type->compile != NULL && is_connected (node->plan) && has_inputs (&self, node) &&
          !mill_scheduler_compile_node (&self, node, NULL, &error))
        g_debug ("%s cannot be completed: %s", node->plan->id, error->message);
    }
  mill_scheduler_clear_plan (&self);
  g_clear_pointer (&self.connection, mill_connection_free);
  g_array_unref (self.paths);
  g_hash_table_unref (self.by_id);
}

void
mill_scheduler_complete_later (MillScheduler *self)
{
  MillRunOptions options = *mill_run_get_options (self->run);
  Completion *completion;

  if (self->cache == NULL || self->forecast == NULL)
    return;
  completion = g_new0 (Completion, 1);
  options.cache = NULL;
  completion->run = mill_run_new (mill_run_get_drawing (self->run), mill_run_get_bindings (self->run),
                                  &options);
  completion->keys = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, release_key);
  for (guint i = 0; i < self->plan->nodes->len; i++)
    {
      MillForecastState *state = mill_forecast_get (self->forecast, i);

      if (state->key != NULL)
        g_hash_table_insert (completion->keys, (char *) state->plan->id, mill_key_ref (state->key));
    }
  mill_results_set_completer (self->results, complete, completion, completion_free);
}
