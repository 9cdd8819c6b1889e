/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/forecast-private.h"

#include <string.h>

#include "engine/source-digest.h"

struct _MillForecast
{
  MillPlan           *plan;
  MillBindings       *values;
  MillCache          *cache;
  MillPipelineMemory *memory;
  gboolean            from_scratch;
  MillForecastState  *nodes;
};

static void
clear_file (gpointer data)
{
  MillKeyFile *file = data;

  g_free ((char *) file->path);
  g_free ((char *) file->digest);
}

static GArray *
list_files (MillPlanNode *plan,
            GArray       *paths)
{
  GArray *files = g_array_new (FALSE, TRUE, sizeof (MillKeyFile));

  g_array_set_clear_func (files, clear_file);
  for (guint i = 0; i < paths->len; i++)
    {
      const MillNodePath *path = &g_array_index (paths, MillNodePath, i);
      MillKeyFile file = { path->param, NULL, NULL, path->to_write };

      if (path->node != plan->id)
        continue;
      file.path = g_strdup (path->path);
      g_array_append_val (files, file);
    }

  return files;
}

/* A source that is not there, or may not be read, is in no list of paths. */
static gboolean
lacks_source (const MillForecastState *node)
{
  const MillNodeType *type = node->plan->type;

  for (const MillParam *param = type->params; param != NULL && param->member != NULL; param++)
    {
      gboolean found = param->role != MILL_ROLE_READ_PATH;

      for (guint i = 0; !found && i < node->files->len; i++)
        found = g_str_equal (g_array_index (node->files, MillKeyFile, i).param,
                             mill_param_get_name (param));
      if (!found)
        return TRUE;
    }

  return FALSE;
}

/* Everything that a node gives. */
static GPtrArray *
list_outputs (MillPlanNode *plan)
{
  GPtrArray *ports = g_ptr_array_new ();
  const MillPort *port;

  for (guint i = 0; (port = mill_node_type_get_port (plan->type, MILL_PORT_OUT, i)) != NULL; i++)
    g_ptr_array_add (ports, (char *) port->name);

  return ports;
}

static gboolean
has_all (MillForecast *self,
         MillPlanNode *plan,
         const char   *key)
{
  g_autoptr (GPtrArray) ports = list_outputs (plan);

  for (guint i = 0; i < ports->len; i++)
    if (!mill_cache_has (self->cache, key, g_ptr_array_index (ports, i)))
      return FALSE;

  return plan->type->run == NULL || mill_cache_has_run (self->cache, key, NULL);
}

/* What a pinned node gives is what it was pinned with, or else what it gave last. */
static char *
find_served (MillForecast *self,
             MillPlanNode *plan)
{
  const char *keys[2];

  if (!mill_node_is_pinned (plan->node) || self->cache == NULL || self->from_scratch)
    return NULL;
  keys[0] = mill_pipeline_memory_get_pin (self->memory, plan->id);
  keys[1] = mill_pipeline_memory_get_key (self->memory, plan->id);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i] != NULL && has_all (self, plan, keys[i]))
      return g_strdup (keys[i]);

  return NULL;
}

MillForecast *
mill_forecast_new (MillPlan           *plan,
                   MillBindings       *values,
                   GArray             *paths,
                   MillCache          *cache,
                   MillPipelineMemory *memory,
                   gboolean            from_scratch)
{
  MillForecast *self = g_new0 (MillForecast, 1);

  self->plan = plan;
  self->values = values;
  self->cache = cache != NULL ? mill_cache_ref (cache) : NULL;
  self->memory = memory;
  self->from_scratch = from_scratch;
  self->nodes = g_new0 (MillForecastState, plan->nodes->len);
  for (guint i = 0; i < plan->nodes->len; i++)
    {
      MillForecastState *node = &self->nodes[i];

      node->plan = g_ptr_array_index (plan->nodes, i);
      node->files = list_files (node->plan, paths);
      node->unreadable = lacks_source (node);
      node->served = find_served (self, node->plan);
      /* Nothing to look up: nothing to wait for. */
      if (cache == NULL)
        {
          node->verdict = MILL_VERDICT_RUN;
          node->needed = TRUE;
        }
    }

  return self;
}

void
mill_forecast_free (MillForecast *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->plan->nodes->len; i++)
    {
      g_array_unref (self->nodes[i].files);
      g_clear_pointer (&self->nodes[i].key, mill_key_unref);
      g_free (self->nodes[i].served);
    }
  g_free (self->nodes);
  g_clear_pointer (&self->cache, mill_cache_unref);
  g_free (self);
}

MillForecastState *
mill_forecast_get (MillForecast *self,
                   guint         index)
{
  return &self->nodes[index];
}

const char *
mill_forecast_get_key (MillForecast *self,
                       guint         index)
{
  const MillForecastState *node = &self->nodes[index];

  if (node->served != NULL)
    return node->served;

  return node->key != NULL ? mill_key_get_text (node->key) : NULL;
}

GPtrArray *
mill_forecast_find_digests (MillForecast *self,
                            guint         index)
{
  GArray *files = self->nodes[index].files;
  GPtrArray *unknown = g_ptr_array_new ();

  for (guint i = 0; i < files->len; i++)
    {
      MillKeyFile *file = &g_array_index (files, MillKeyFile, i);

      if (file->to_write || file->digest != NULL)
        continue;
      file->digest = mill_source_find_digest (self->cache, file->path, NULL);
      if (file->digest == NULL)
        g_ptr_array_add (unknown, (char *) file->path);
    }

  return unknown;
}

void
mill_forecast_set_digest (MillForecast *self,
                          guint         index,
                          const char   *path,
                          const char   *digest)
{
  GArray *files = self->nodes[index].files;

  if (digest == NULL)
    {
      self->nodes[index].unreadable = TRUE;
      return;
    }
  for (guint i = 0; i < files->len; i++)
    {
      MillKeyFile *file = &g_array_index (files, MillKeyFile, i);

      if (!file->to_write && file->digest == NULL && g_str_equal (file->path, path))
        file->digest = g_strdup (digest);
    }
}

static gboolean
waits_for_digest (const MillForecastState *node)
{
  if (node->unreadable)
    return FALSE;
  for (guint i = 0; i < node->files->len; i++)
    {
      const MillKeyFile *file = &g_array_index (node->files, MillKeyFile, i);

      if (!file->to_write && file->digest == NULL)
        return TRUE;
    }

  return FALSE;
}

/* What comes in, once all that is known: NULL while it is not. @keyless: something has no key. */
static GArray *
list_inputs (MillForecast            *self,
             const MillForecastState *node,
             gboolean                *keyless)
{
  g_autoptr (GArray) inputs = g_array_new (FALSE, FALSE, sizeof (MillKeyInput));

  *keyless = FALSE;
  for (guint i = 0; i < node->plan->inputs->len; i++)
    {
      const MillPlanLink *link = &g_array_index (node->plan->inputs, MillPlanLink, i);
      const MillForecastState *from = &self->nodes[link->from->index];
      MillKeyInput input = { link->port, link->from->id, link->from_port,
                             mill_forecast_get_key (self, link->from->index) };

      if (input.key == NULL && !from->settled)
        return NULL;
      *keyless |= input.key == NULL;
      g_array_append_val (inputs, input);
    }

  return g_steal_pointer (&inputs);
}

static void
settle_key (MillForecast      *self,
            MillForecastState *node)
{
  g_autoptr (GArray) inputs = NULL;
  gboolean keyless;

  if (node->settled || waits_for_digest (node) || (inputs = list_inputs (self, node, &keyless)) == NULL)
    return;
  node->settled = TRUE;
  if (!keyless && !node->unreadable)
    {
      MillKeySource source = {
        node->plan->type, node->plan->node, node->plan->params, self->values, inputs, node->files
      };

      node->key = mill_key_new (&source);
    }
}

static gboolean
reads (const MillPlanNode *consumer,
       const MillPlanNode *from,
       const char         *port)
{
  for (guint i = 0; i < consumer->inputs->len; i++)
    {
      const MillPlanLink *link = &g_array_index (consumer->inputs, MillPlanLink, i);

      if (link->from == from && g_str_equal (link->from_port, port))
        return TRUE;
    }

  return FALSE;
}

/* A relational node can give one output without the others; what runs, and what is pinned, is a whole. */
static GPtrArray *
list_wanted (MillForecast            *self,
             const MillForecastState *node)
{
  GPtrArray *ports = list_outputs (node->plan);

  if (node->plan->type->run != NULL || node->served != NULL || node->plan->consumers->len == 0)
    return ports;
  for (guint i = ports->len; i-- > 0;)
    {
      gboolean wanted = FALSE;

      for (guint j = 0; j < node->plan->consumers->len; j++)
        {
          const MillPlanNode *consumer = g_ptr_array_index (node->plan->consumers, j);

          wanted |= self->nodes[consumer->index].verdict == MILL_VERDICT_RUN &&
                    reads (consumer, node->plan, g_ptr_array_index (ports, i));
        }
      if (!wanted)
        g_ptr_array_remove_index (ports, i);
    }

  return ports;
}

static void
settle_verdict (MillForecast      *self,
                MillForecastState *node,
                MillForecastFind   find,
                gpointer           data)
{
  const char *key = mill_forecast_get_key (self, node->plan->index);
  g_autoptr (GPtrArray) ports = NULL;
  gboolean needed = node->plan->consumers->len == 0;

  if (node->verdict != MILL_VERDICT_OPEN || (key == NULL && !node->settled))
    return;
  for (guint i = 0; i < node->plan->consumers->len; i++)
    {
      MillPlanNode *consumer = g_ptr_array_index (node->plan->consumers, i);
      MillVerdict verdict = self->nodes[consumer->index].verdict;

      if (verdict == MILL_VERDICT_OPEN)
        return;
      needed |= verdict == MILL_VERDICT_RUN;
    }

  node->needed = needed;
  ports = needed ? list_wanted (self, node) : list_outputs (node->plan);
  if (!needed)
    {
      if (key != NULL)
        find (node, key, ports, FALSE, data);
      node->verdict = MILL_VERDICT_REUSE;
    }
  else if (key != NULL && !self->from_scratch && find (node, key, ports, TRUE, data))
    {
      node->verdict = MILL_VERDICT_REUSE;
    }
  else
    {
      node->verdict = MILL_VERDICT_RUN;
    }
}

/* A pinned result that could not be given after all is made anew. The keys of those who were to read it, and
 * now run with what comes instead, follow. */
static void
drop_served (MillForecast      *self,
             MillForecastState *node)
{
  if (node->served == NULL || node->verdict != MILL_VERDICT_RUN)
    return;
  g_clear_pointer (&node->served, g_free);
  for (guint i = node->plan->index + 1; i < self->plan->nodes->len; i++)
    {
      MillForecastState *after = &self->nodes[i];

      if (after->verdict != MILL_VERDICT_RUN || !after->settled)
        continue;
      for (guint j = 0; j < after->plan->inputs->len; j++)
        {
          guint from = g_array_index (after->plan->inputs, MillPlanLink, j).from->index;

          if (from == node->plan->index || !self->nodes[from].settled)
            {
              after->settled = FALSE;
              g_clear_pointer (&after->key, mill_key_unref);
              break;
            }
        }
    }
}

void
mill_forecast_settle_keys (MillForecast *self)
{
  for (guint i = 0; i < self->plan->nodes->len; i++)
    settle_key (self, &self->nodes[i]);
}

void
mill_forecast_settle (MillForecast     *self,
                      MillForecastFind  find,
                      gpointer          data)
{
  mill_forecast_settle_keys (self);
  for (guint i = self->plan->nodes->len; i-- > 0;)
    {
      settle_verdict (self, &self->nodes[i], find, data);
      drop_served (self, &self->nodes[i]);
    }
  mill_forecast_settle_keys (self);
}
