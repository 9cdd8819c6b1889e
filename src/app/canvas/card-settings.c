/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/card-settings.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/params.h"
#include "pipeline/references.h"

static gboolean refers_in (const MillParam *params,
                           JsonObject      *json);

/* Text that refers to something says so itself: "price > ${least}". */
static gboolean
refers (const MillParam *param,
        JsonNode        *value)
{
  switch (param->kind)
    {
    case MILL_PARAM_BOOLEAN:
    case MILL_PARAM_INTEGER:
    case MILL_PARAM_NUMBER:
    case MILL_PARAM_CHOICE:
      return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING &&
             strstr (json_node_get_string (value), "${") != NULL;

    case MILL_PARAM_RECORDS:
      for (guint i = 0; JSON_NODE_HOLDS_ARRAY (value) && i < json_array_get_length (json_node_get_array (value)); i++)
        {
          JsonNode *element = json_array_get_element (json_node_get_array (value), i);

          if (JSON_NODE_HOLDS_OBJECT (element) && refers_in (param->fields, json_node_get_object (element)))
            return TRUE;
        }
      return FALSE;

    case MILL_PARAM_STRING:
    case MILL_PARAM_STRINGS:
    default:
      return FALSE;
    }
}

static gboolean
refers_in (const MillParam *params,
           JsonObject      *json)
{
  for (const MillParam *param = params; param != NULL && param->member != NULL; param++)
    {
      JsonNode *value = json_object_get_member (json, mill_param_get_name (param));

      if (value != NULL && refers (param, value))
        return TRUE;
    }

  return FALSE;
}

/* "least, most": the parameters that the settings refer to. */
static char *
dup_names (JsonNode *json)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) sorted = NULL;
  GString *text = g_string_new (NULL);

  mill_references_list (json, names);
  sorted = g_hash_table_get_keys_as_ptr_array (names);
  g_ptr_array_sort_values (sorted, (GCompareFunc) strcmp);
  for (guint i = 0; i < sorted->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (char *) g_ptr_array_index (sorted, i));

  return g_string_free (text, FALSE);
}

/* NULL: one of them cannot be read, and nothing can be said of them. */
static char *
describe (const MillNodeType *type,
          JsonObject         *json,
          GPtrArray          *problems)
{
  gpointer params = mill_params_parse (type, json, problems);
  char *text = problems == NULL || problems->len == 0 ? type->describe (params) : NULL;

  mill_params_free (type, params);

  return text;
}

/* As describe(), with the values that the parameters of the pipeline have. */
static char *
describe_resolved (MillSession        *session,
                   const char         *node,
                   const MillNodeType *type)
{
  g_autofree char *path = mill_session_make_path (session, node);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (JsonObject) json = mill_session_dup_settings (session, path, problems);

  return json != NULL ? describe (type, json, problems) : NULL;
}

char *
mill_card_settings_dup_words (MillSession *session,
                              const char  *node)
{
  MillPipeline *pipeline = mill_session_get_pipeline (session);
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, node);
  MillNode *value = mill_pipeline_get_node (pipeline, node);
  JsonObject *json = mill_node_get_params (value);
  g_autofree char *text = NULL;
  g_autofree char *names = NULL;
  g_autoptr (JsonNode) whole = NULL;

  if (type == NULL)
    return g_strdup_printf (_("Unknown type “%s”"), mill_node_get_type_id (value));
  if (type->describe == NULL)
    return g_strdup (_(type->summary));

  if (json != NULL && refers_in (type->params, json))
    {
      whole = json_node_init_object (json_node_alloc (), json);
      names = dup_names (whole);
      text = describe_resolved (session, node, type);
    }
  else
    {
      text = describe (type, json, NULL);
    }
  if (text == NULL || *text == '\0')
    g_set_str (&text, _(type->summary));

  /* Translators: what a node is set to do, and the parameters of the pipeline that decide it:
   * "the first 3 rows (most)". */
  return names != NULL ? g_strdup_printf (_("%1$s (%2$s)"), text, names) : g_steal_pointer (&text);
}
