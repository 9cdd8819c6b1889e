/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/key.h"

#include <string.h>

#include "pipeline/params.h"
#include "pipeline/writer.h"

static void
add_strings (JsonBuilder *builder,
             const char  *name,
             GPtrArray   *strings)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < strings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (strings, i));
  json_builder_end_array (builder);
}

/* Settings that are expressions keep their ${name}: the values of those are part of the key, the
 * values of other parameters are not. */
static void
add_mentioned (JsonBuilder  *builder,
               JsonNode     *settings,
               MillBindings *bindings)
{
  g_autofree char *text = mill_json_to_canonical (settings, TRUE);
  g_autoptr (JsonNode) all = mill_bindings_to_json (bindings);
  JsonObject *values = json_node_get_object (all);
  g_autoptr (GList) names = g_list_sort (json_object_get_members (values), (GCompareFunc) strcmp);

  json_builder_set_member_name (builder, "parameters");
  json_builder_begin_object (builder);
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *mention = g_strdup_printf ("${%s}", (const char *) l->data);

      if (strstr (text, mention) == NULL)
        continue;
      json_builder_set_member_name (builder, l->data);
      json_builder_add_value (builder, json_node_copy (json_object_get_member (values, l->data)));
    }
  json_builder_end_object (builder);
}

char *
mill_key_new (const MillNodeType *type,
              const void         *params,
              MillBindings       *bindings,
              GPtrArray          *inputs,
              GPtrArray          *source_digests,
              const char         *engine_version)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) settings = mill_params_to_json (type, params);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, type->id);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, type->version);
  json_builder_set_member_name (builder, "engine");
  json_builder_add_string_value (builder, engine_version);
  add_strings (builder, "inputs", inputs);
  add_strings (builder, "sources", source_digests);
  add_mentioned (builder, settings, bindings);
  json_builder_set_member_name (builder, "settings");
  json_builder_add_value (builder, g_steal_pointer (&settings));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = mill_json_to_canonical (root, TRUE);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}
