/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/inspector/parameter-text.h"

#include "pipeline/writer.h"

char *
mill_parameter_text (const MillParameter *parameter)
{
  JsonNode *value = mill_parameter_get_default (parameter);

  if (value == NULL)
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_dup_string (value);

  return mill_json_to_canonical (value, TRUE);
}
