/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/forecast.h"

#include "engine/forecast-private.h"
#include "engine/source-digest.h"
#include "pipeline/expand.h"

const char *
mill_verdict_get_name (MillVerdict verdict)
{
  static const char *const names[] = { "open", "reuse", "run" };

  g_return_val_if_fail (verdict < G_N_ELEMENTS (names), NULL);

  return names[verdict];
}

typedef struct
{
  MillForecast              *forecast;
  MillPipelineMemory        *memory;
  const MillForecastOptions *options;
} Look;

static gboolean
find_cb (MillForecastState *node,
         const char        *key,
         GPtrArray         *ports,
         gboolean           needed,
         gpointer           data)
{
  const Look *look = data;

  for (guint i = 0; needed && i < ports->len; i++)
    {
      const char *name = g_ptr_array_index (ports, i);
      const MillPort *port = mill_node_type_find_port (node->plan->type, MILL_PORT_OUT, name);

      if ((port->type != MILL_PORT_TABLE && node->plan->type->recall == NULL) ||
          !mill_cache_has (look->options->cache, key, name))
        return FALSE;
    }

  return node->plan->type->run == NULL || mill_cache_has_run (look->options->cache, key, NULL);
}

static gboolean
read_digests (MillForecast  *forecast,
              MillPlan      *plan,
              MillCache     *cache,
              GCancellable  *cancellable,
              GError       **error)
{
  for (guint i = 0; i < plan->nodes->len; i++)
    {
      g_autoptr (GPtrArray) paths = mill_forecast_find_digests (forecast, i);

      for (guint j = 0; j < paths->len; j++)
        {
          const char *path = g_ptr_array_index (paths, j);
          g_autofree char *digest = mill_source_digest (cache, path, NULL, cancellable, NULL);

          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          mill_forecast_set_digest (forecast, i, path, digest);
        }
    }

  return TRUE;
}

/* Those that are remembered. */
static void
find_digests (MillForecast *forecast,
              MillPlan     *plan)
{
  for (guint i = 0; i < plan->nodes->len; i++)
    g_ptr_array_unref (mill_forecast_find_digests (forecast, i));
}

/* Why it has no key. */
static void
add_keyless (Look              *look,
             MillForecastState *state,
             GPtrArray         *reasons)
{
  guint n_known = reasons->len;

  for (guint i = 0; i < state->files->len; i++)
    {
      const MillKeyFile *file = &g_array_index (state->files, MillKeyFile, i);

      if (!file->to_write && file->digest == NULL)
        g_ptr_array_add (reasons, mill_reason_new (MILL_REASON_UNREADABLE, file->path, NULL, NULL));
    }
  for (const MillParam *param = state->plan->type->params;
       state->unreadable && reasons->len == n_known && param->member != NULL; param++)
    if (param->role == MILL_ROLE_READ_PATH)
      g_ptr_array_add (reasons, mill_reason_new (MILL_REASON_UNREADABLE,
                                                 G_STRUCT_MEMBER (char *, state->plan->params,
                                                                  param->offset), NULL, NULL));
  for (guint i = 0; i < state->plan->inputs->len; i++)
    {
      const MillPlanLink *link = &g_array_index (state->plan->inputs, MillPlanLink, i);

      if (mill_forecast_get_key (look->forecast, link->from->index) == NULL)
        g_ptr_array_add (reasons, mill_reason_new (MILL_REASON_KEYLESS, link->from->id, NULL, NULL));
    }
}

/* A failure, and what is another since there was a result, both where both are so. */
static void
add_reasons (Look              *look,
             MillForecastState *state,
             MillForecastNode  *node)
{
  const char *id = state->plan->id;
  const char *before = mill_pipeline_memory_get_key (look->memory, id);
  JsonObject *record = mill_pipeline_memory_get_record (look->memory, id);
  gboolean failed = mill_pipeline_memory_has_failed (look->memory, id);
  g_autofree char *missing = NULL;

  if (look->options->from_scratch)
    {
      g_ptr_array_add (node->reasons, mill_reason_new (MILL_REASON_FROM_SCRATCH, NULL, NULL, NULL));
      return;
    }

  if (failed)
    g_ptr_array_add (node->reasons, mill_reason_new (MILL_REASON_FAILED, NULL, NULL, NULL));
  if (state->key == NULL && state->settled)
    add_keyless (look, state, node->reasons);
  else if (before == NULL && !failed)
    g_ptr_array_add (node->reasons, mill_reason_new (MILL_REASON_NEVER, NULL, NULL, NULL));
  else if (before == NULL)
    return;
  else if (g_str_equal (before, mill_key_get_text (state->key)))
    {
      if (state->plan->type->run != NULL)
        mill_cache_has_run (look->options->cache, before, &missing);
      if (missing != NULL)
        g_ptr_array_add (node->reasons, mill_reason_new (MILL_REASON_WRITTEN, missing, NULL, NULL));
      else if (node->fused_into != NULL)
        g_ptr_array_add (node->reasons,
                         mill_reason_new (MILL_REASON_PASSED_ON, node->fused_into, NULL, NULL));
      else
        g_ptr_array_add (node->reasons, mill_reason_new (MILL_REASON_GONE, NULL, NULL, NULL));
    }
  else
    mill_reasons_compare (node->reasons, record, json_node_get_object (mill_key_get_record (state->key)));
}

/* The node whose query computes a table that is not kept: the first that reads it and runs, or that one's. */
static const char *
find_fused (Look              *look,
            MillForecastState *state)
{
  if (state->verdict != MILL_VERDICT_RUN || state->plan->type->run != NULL ||
      g_hash_table_size (state->plan->kept_ports) > 0)
    return NULL;
  for (guint i = 0; i < state->plan->consumers->len; i++)
    {
      MillPlanNode *consumer = g_ptr_array_index (state->plan->consumers, i);
      MillForecastState *reader = mill_forecast_get (look->forecast, consumer->index);
      const char *further;

      if (reader->verdict != MILL_VERDICT_RUN)
        continue;
      further = find_fused (look, reader);
      return further != NULL ? further : consumer->id;
    }

  return NULL;
}

static void
node_free (gpointer data)
{
  MillForecastNode *self = data;

  g_ptr_array_unref (self->reasons);
  g_free ((char *) self->key);
  g_free ((char *) self->last_key);
  g_free (self);
}

static MillForecastNode *
make_node (Look              *look,
           MillForecastState *state)
{
  MillForecastNode *node = g_new0 (MillForecastNode, 1);

  node->id = state->plan->id;
  node->verdict = state->verdict;
  node->needed = state->needed;
  node->pinned = mill_node_is_pinned (state->plan->node);
  node->stale = state->served != NULL && state->settled &&
                (state->key == NULL || !g_str_equal (state->served, mill_key_get_text (state->key)));
  node->fused_into = find_fused (look, state);
  node->key = g_strdup (mill_forecast_get_key (look->forecast, state->plan->index));
  if (look->memory != NULL)
    node->last_key = g_strdup (mill_pipeline_memory_get_key (look->memory, node->id));
  node->reasons = g_ptr_array_new_with_free_func (mill_reason_free);
  node->choice = state->plan->choice;

  if (look->options->cache == NULL)
    g_ptr_array_add (node->reasons, mill_reason_new (MILL_REASON_NO_CACHE, NULL, NULL, NULL));
  else if (node->verdict == MILL_VERDICT_RUN || node->stale)
    add_reasons (look, state, node);

  return node;
}

/* What never gave anything runs, whatever is in the sources that nobody has read. */
static void
settle_unread (Look     *look,
               MillPlan *plan)
{
  for (guint i = 0; i < plan->nodes->len; i++)
    {
      MillForecastState *state = mill_forecast_get (look->forecast, i);

      if (state->verdict != MILL_VERDICT_OPEN ||
          mill_pipeline_memory_get_key (look->memory, state->plan->id) != NULL)
        continue;
      state->verdict = MILL_VERDICT_RUN;
      state->needed = TRUE;
    }
}

GPtrArray *
mill_forecast_list (MillPipeline               *pipeline,
                    MillBindings               *bindings,
                    const MillForecastOptions  *options,
                    GCancellable               *cancellable,
                    GError                    **error)
{
  g_autoptr (MillPipeline) expanded = mill_pipeline_expand (pipeline, NULL);
  g_autoptr (MillBindings) values = mill_bindings_extend (bindings, expanded, NULL);
  g_autoptr (MillPlan) plan = mill_plan_new (expanded, values, NULL, options->targets);
  g_autoptr (GArray) paths = mill_node_paths_list (expanded, values, options->base, options->targets, NULL);
  g_autoptr (MillPipelineMemory) memory = NULL;
  g_autoptr (MillForecast) forecast = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (node_free);
  Look look = { NULL, NULL, options };

  if (options->cache != NULL)
    mill_plan_keep_condensed (plan);
  memory = options->cache != NULL
    ? mill_pipeline_memory_load (options->cache, options->identity, NULL) : NULL;
  forecast = mill_forecast_new (plan, values, paths, options->cache, memory, options->from_scratch);
  look.forecast = forecast;
  look.memory = memory;
  if (options->known_only)
    find_digests (forecast, plan);
  else if (!read_digests (forecast, plan, options->cache, cancellable, error))
    return NULL;
  mill_forecast_settle (forecast, find_cb, &look);
  if (options->known_only && options->cache != NULL)
    settle_unread (&look, plan);
  for (guint i = 0; i < plan->nodes->len; i++)
    g_ptr_array_add (nodes, make_node (&look, mill_forecast_get (forecast, i)));

  return g_steal_pointer (&nodes);
}
