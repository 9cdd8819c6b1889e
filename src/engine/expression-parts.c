/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/expression-private.h"

#include <string.h>

#include "engine/compile-private.h"
#include "engine/sql-private.h"

JsonArray *
mill_expression_get_elements (JsonNode *answer)
{
  JsonArray *statements = json_object_get_array_member (json_node_get_object (answer), "statements");
  JsonObject *statement = json_array_get_object_element (statements, 0);

  return json_object_get_array_member (json_object_get_object_member (statement, "node"), "select_list");
}

char *
mill_expression_write_elements (MillConnection  *connection,
                                JsonNode        *answer,
                                GError         **error)
{
  g_autofree char *json = json_to_string (answer, FALSE);
  g_autofree char *quoted = mill_sql_quote_string (json);
  g_autofree char *sql = g_strdup_printf ("SELECT json_deserialize_sql(%s)", quoted);
  g_auto (GStrv) row = mill_connection_query_constant (connection, sql, error);

  return row != NULL ? g_strdup (row[0] + strlen ("SELECT ")) : NULL;
}

MillSchema *
mill_expression_describe_parts (MillConnection    *connection,
                                JsonNode          *answer,
                                GPtrArray         *parts,
                                const MillSchema  *schema,
                                GError           **error)
{
  g_autofree char *json = json_to_string (answer, FALSE);
  g_autoptr (JsonNode) copy = json_from_string (json, NULL);
  g_autofree char *empty = mill_schema_to_empty_select (schema);
  g_autofree char *elements = NULL;
  g_autofree char *sql = NULL;
  JsonArray *list = mill_expression_get_elements (copy);

  json_array_remove_element (list, 0);
  for (guint i = 0; i < parts->len; i++)
    json_array_add_element (list, json_node_copy (g_ptr_array_index (parts, i)));
  elements = mill_expression_write_elements (connection, copy, error);
  if (elements == NULL)
    return NULL;
  sql = g_strdup_printf ("SELECT %s FROM (%s)", elements, empty);

  return mill_connection_describe_constant (connection, sql, error);
}
