/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/json-private.h"

#include <string.h>

gboolean
mill_json_is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

gboolean
mill_json_is_number (JsonNode *node)
{
  GType type;

  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  type = json_node_get_value_type (node);

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

gboolean
mill_json_is_boolean (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

static gboolean
values_equal (JsonNode *a,
              JsonNode *b)
{
  GType one = json_node_get_value_type (a), other = json_node_get_value_type (b);

  if (mill_json_is_number (a) && mill_json_is_number (b))
    {
      if (one == G_TYPE_INT64 && other == G_TYPE_INT64)
        return json_node_get_int (a) == json_node_get_int (b);
      return json_node_get_double (a) == json_node_get_double (b);
    }
  if (one != other)
    return FALSE;
  if (one == G_TYPE_STRING)
    return g_str_equal (json_node_get_string (a), json_node_get_string (b));

  return json_node_get_boolean (a) == json_node_get_boolean (b);
}

gboolean
mill_json_equal (JsonNode *a,
                 JsonNode *b)
{
  JsonArray *one, *other;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || json_node_get_node_type (a) != json_node_get_node_type (b))
    return FALSE;

  switch (json_node_get_node_type (a))
    {
    case JSON_NODE_NULL:
      return TRUE;
    case JSON_NODE_VALUE:
      return values_equal (a, b);
    case JSON_NODE_OBJECT:
      return mill_json_objects_equal (json_node_get_object (a), json_node_get_object (b));
    case JSON_NODE_ARRAY:
    default:
      break;
    }

  one = json_node_get_array (a);
  other = json_node_get_array (b);
  if (json_array_get_length (one) != json_array_get_length (other))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (one); i++)
    if (!mill_json_equal (json_array_get_element (one, i), json_array_get_element (other, i)))
      return FALSE;

  return TRUE;
}

gboolean
mill_json_objects_equal (JsonObject *a,
                         JsonObject *b)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL)
    return json_object_get_size (a != NULL ? a : b) == 0;
  if (json_object_get_size (a) != json_object_get_size (b))
    return FALSE;

  json_object_iter_init (&iter, a);
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonNode *other = json_object_get_member (b, name);

      if (other == NULL || !mill_json_equal (value, other))
        return FALSE;
    }

  return TRUE;
}

JsonObject *
mill_json_copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (copy, name, mill_json_copy (value));

  return copy;
}

JsonNode *
mill_json_copy (JsonNode *node)
{
  JsonArray *array, *copy;

  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return mill_json_from_object (mill_json_copy_object (json_node_get_object (node)));
    case JSON_NODE_ARRAY:
      array = json_node_get_array (node);
      copy = json_array_sized_new (json_array_get_length (array));
      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (copy, mill_json_copy (json_array_get_element (array, i)));
      return mill_json_from_array (copy);
    case JSON_NODE_VALUE:
    case JSON_NODE_NULL:
    default:
      return json_node_copy (node);
    }
}

JsonObject *
mill_json_with_member (JsonObject *object,
                       const char *name,
                       JsonNode   *value)
{
  JsonObject *copy = json_object_new ();

  if (object != NULL)
    {
      JsonObjectIter iter;
      const char *member;
      JsonNode *old;

      json_object_iter_init (&iter, object);
      while (json_object_iter_next (&iter, &member, &old))
        if (!g_str_equal (member, name))
          json_object_set_member (copy, member, json_node_copy (old));
    }
  if (value != NULL)
    json_object_set_member (copy, name, value);
  if (json_object_get_size (copy) == 0)
    g_clear_pointer (&copy, json_object_unref);

  return copy;
}

JsonNode *
mill_json_get_member (JsonObject *object,
                      const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

JsonObject *
mill_json_get_object (JsonObject *object,
                      const char *name)
{
  JsonNode *node = mill_json_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
mill_json_get_array (JsonObject *object,
                     const char *name)
{
  JsonNode *node = mill_json_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
mill_json_ensure_object (JsonObject *object,
                         const char *name)
{
  JsonObject *found = mill_json_get_object (object, name);

  if (found == NULL)
    {
      found = json_object_new ();
      json_object_set_object_member (object, name, found);
    }

  return found;
}

JsonNode *
mill_json_from_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

JsonNode *
mill_json_from_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);

  return node;
}

JsonNode *
mill_json_from_string (const char *value)
{
  return json_node_init_string (json_node_alloc (), value);
}

JsonNode *
mill_json_from_int (gint64 value)
{
  return json_node_init_int (json_node_alloc (), value);
}

JsonNode *
mill_json_from_double (double value)
{
  return json_node_init_double (json_node_alloc (), value);
}

JsonNode *
mill_json_from_boolean (gboolean value)
{
  return json_node_init_boolean (json_node_alloc (), value);
}

GPtrArray *
mill_json_sorted_names (JsonObject *object)
{
  GPtrArray *names = g_ptr_array_new ();

  if (object != NULL)
    {
      JsonObjectIter iter;
      const char *name;

      json_object_iter_init (&iter, object);
      while (json_object_iter_next (&iter, &name, NULL))
        g_ptr_array_add (names, (gpointer) name);
    }
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);

  return names;
}
