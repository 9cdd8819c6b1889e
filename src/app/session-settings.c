/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

/* What the settings of nodes come to with the values of the pipeline's parameters in them. */

static MillBindings *
get_bindings (MillSession *self)
{
  g_autoptr(MillBindings) own = NULL;

  if (self->bindings == NULL && (own = mill_bindings_new (self->whole, NULL, NULL)) != NULL)
    self->bindings = mill_bindings_extend (own, mill_session_get_expanded (self), NULL);

  return self->bindings;
}

JsonObject *
mill_session_dup_settings (MillSession *self,
                           const char  *path,
                           GPtrArray   *problems)
{
  MillBindings *bindings = get_bindings (self);
  MillPipeline *pipeline = mill_session_get_expanded (self);
  g_autoptr(JsonNode) json = NULL;
  MillNode *node;

  /* What is bypassed does not run. */
  if (mill_pipeline_get_node (pipeline, path) == NULL)
    pipeline = self->whole;
  node = mill_pipeline_get_node (pipeline, path);
  if (bindings == NULL || node == NULL || mill_node_get_params (node) == NULL)
    return NULL;
  json = json_node_init_object (json_node_alloc (), mill_node_get_params (node));
  if (mill_bindings_reads_environment (bindings, json))
    return NULL;

  return mill_bindings_substitute (bindings, mill_pipeline_get_node_type (pipeline, path), node, problems);
}
