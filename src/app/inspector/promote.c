/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/inspector/promote.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/params.h"
#include "pipeline/slug.h"

static gboolean
is_reference (JsonNode *value)
{
  return value != NULL && JSON_NODE_HOLDS_VALUE (value) &&
         json_node_get_value_type (value) == G_TYPE_STRING &&
         strstr (json_node_get_string (value), "${") != NULL;
}

gboolean
mill_promote_is_possible (const MillParam *param,
                          JsonNode        *value)
{
  gboolean simple = param->kind == MILL_PARAM_INTEGER || param->kind == MILL_PARAM_NUMBER ||
                    param->kind == MILL_PARAM_BOOLEAN || param->kind == MILL_PARAM_CHOICE ||
                    (param->kind == MILL_PARAM_STRING && param->role != MILL_ROLE_EXPRESSION);

  return simple && !is_reference (value);
}

static MillParameterType
get_parameter_type (const MillParam *param)
{
  switch (param->kind)
    {
    case MILL_PARAM_INTEGER:
      return MILL_PARAMETER_INTEGER;
    case MILL_PARAM_NUMBER:
      return MILL_PARAMETER_NUMBER;
    case MILL_PARAM_BOOLEAN:
      return MILL_PARAMETER_BOOLEAN;
    case MILL_PARAM_STRING:
    case MILL_PARAM_CHOICE:     /* by its name */
    case MILL_PARAM_STRINGS:
    case MILL_PARAM_RECORDS:
    default:
      return MILL_PARAMETER_STRING;
    }
}

/* A name that no parameter has yet. */
static char *
choose_name (MillPipeline    *pipeline,
             const MillParam *param)
{
  g_autofree char *wish = mill_slug_new (mill_param_get_name (param), "value");

  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup (wish) : g_strdup_printf ("%s-%u", wish, i);

      if (mill_pipeline_get_parameter (pipeline, name) == NULL)
        return g_steal_pointer (&name);
    }
}

static JsonNode *
dup_value (MillPipeline    *pipeline,
           const char      *node,
           const MillParam *param)
{
  JsonObject *params = mill_node_get_params (mill_pipeline_get_node (pipeline, node));
  const char *name = mill_param_get_name (param);

  if (params != NULL && json_object_has_member (params, name))
    return json_object_dup_member (params, name);

  return mill_param_get_default_json (param);
}

gboolean
mill_promote (MillSession      *session,
              const char       *node,
              const MillParam  *param,
              GError          **error)
{
  MillPipeline *pipeline = mill_session_get_pipeline (session);
  MillHistory *history = mill_session_get_history (session);
  g_autofree char *name = choose_name (pipeline, param);
  g_autofree char *reference = g_strdup_printf ("${%s}", name);
  g_autofree char *label = g_strdup_printf (_("Add parameter “%s”"), name);
  g_autoptr(JsonNode) value = dup_value (pipeline, node, param);
  g_autoptr(JsonNode) link = json_node_init_string (json_node_alloc (), reference);
  g_autoptr(MillParameter) parameter =
    mill_parameter_new (name, get_parameter_type (param),
                        value != NULL && !JSON_NODE_HOLDS_NULL (value) ? value : NULL,
                        param->label != NULL ? _(param->label) : NULL);
  MillEdit *edit = mill_history_begin (history, label);

  mill_edit_put_parameter (edit, parameter);
  if (!mill_edit_set_param (edit, node, mill_param_get_name (param), link, error))
    {
      mill_history_abandon (history);
      return FALSE;
    }
  mill_history_commit (history, NULL);

  return TRUE;
}
