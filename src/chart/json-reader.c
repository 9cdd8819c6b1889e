/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/json-reader.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"

void
mill_json_reader_fail (MillJsonReader *self,
                       const char     *member)
{
  if (!self->failed)
    mill_fail (self->error, NULL,
               _("This is not a chart: “%s” is missing or not as it should be."), member);
  self->failed = TRUE;
}

static JsonNode *
get_member (JsonObject *object,
            const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
is_number (JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

static gboolean
is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
    g_utf8_validate (json_node_get_string (node), -1, NULL);
}

JsonObject *
mill_json_reader_get_object (MillJsonReader *self,
                             JsonObject     *object,
                             const char     *member)
{
  JsonNode *node = get_member (object, member);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  mill_json_reader_fail (self, member);
  return NULL;
}

JsonArray *
mill_json_reader_get_array (MillJsonReader *self,
                            JsonObject     *object,
                            const char     *member)
{
  JsonNode *node = get_member (object, member);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  mill_json_reader_fail (self, member);
  return NULL;
}

const char *
mill_json_reader_get_string (MillJsonReader *self,
                             JsonObject     *object,
                             const char     *member)
{
  JsonNode *node = get_member (object, member);

  if (node == NULL)
    return NULL;
  if (is_string (node))
    return json_node_get_string (node);
  mill_json_reader_fail (self, member);
  return NULL;
}

double
mill_json_reader_get_number (MillJsonReader *self,
                             JsonObject     *object,
                             const char     *member)
{
  JsonNode *node = get_member (object, member);

  if (node == NULL)
    return NAN;
  if (is_number (node))
    return json_node_get_double (node);
  mill_json_reader_fail (self, member);
  return NAN;
}

gboolean
mill_json_reader_get_boolean (MillJsonReader *self,
                              JsonObject     *object,
                              const char     *member)
{
  JsonNode *node = get_member (object, member);

  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  mill_json_reader_fail (self, member);
  return FALSE;
}

int
mill_json_reader_get_choice (MillJsonReader    *self,
                             JsonObject        *object,
                             const char        *member,
                             const char *const *names)
{
  const char *text = mill_json_reader_get_string (self, object, member);

  if (text == NULL)
    return 0;
  for (int i = 0; names[i] != NULL; i++)
    if (g_str_equal (text, names[i]))
      return i;
  mill_json_reader_fail (self, member);
  return 0;
}

double *
mill_json_reader_get_numbers (MillJsonReader *self,
                              JsonObject     *object,
                              const char     *member,
                              gsize          *n)
{
  JsonArray *array = mill_json_reader_get_array (self, object, member);
  double *values;

  *n = array != NULL ? json_array_get_length (array) : 0;
  values = g_new0 (double, MAX (*n, 1));
  for (gsize i = 0; i < *n; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      values[i] = NAN;
      if (is_number (element))
        values[i] = json_node_get_double (element);
      else if (!JSON_NODE_HOLDS_NULL (element))
        mill_json_reader_fail (self, member);
    }
  return values;
}

GStrv
mill_json_reader_get_strings (MillJsonReader *self,
                              JsonObject     *object,
                              const char     *member)
{
  JsonArray *array = mill_json_reader_get_array (self, object, member);
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (is_string (element))
        g_strv_builder_add (strings, json_node_get_string (element));
      else
        mill_json_reader_fail (self, member);
    }
  return g_strv_builder_end (strings);
}
