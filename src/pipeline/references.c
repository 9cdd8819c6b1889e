/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/references.h"

#include <string.h>

#include "pipeline/json-private.h"

static JsonNode *
rename_in_string (const char     *string,
                  MillRenameFunc  func,
                  gpointer        data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *rest = string;
  const char *found;

  while ((found = strstr (rest, "${")) != NULL)
    {
      const char *end = strchr (found, '}');
      g_autofree char *name = NULL;
      g_autofree char *other = NULL;

      if (end == NULL)
        break;
      /* $${ is no reference: it stands for the two characters. */
      if (found > string && found[-1] == '$')
        {
          g_string_append_len (text, rest, found + 2 - rest);
          rest = found + 2;
          continue;
        }
      name = g_strndup (found + 2, end - found - 2);
      if (!g_str_has_prefix (name, "env:"))
        other = func (name, data);
      g_string_append_len (text, rest, found + 2 - rest);
      g_string_append (text, other != NULL ? other : name);
      g_string_append_c (text, '}');
      rest = end + 1;
    }
  g_string_append (text, rest);

  return mill_json_from_string (text->str);
}

static JsonNode *
rename_in_object (JsonObject     *object,
                  MillRenameFunc  func,
                  gpointer        data)
{
  JsonObject *made = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (made, name, mill_references_rename (value, func, data));

  return mill_json_from_object (made);
}

JsonNode *
mill_references_rename (JsonNode       *json,
                        MillRenameFunc  func,
                        gpointer        data)
{
  JsonArray *array, *made;

  if (mill_json_is_string (json))
    return rename_in_string (json_node_get_string (json), func, data);
  if (JSON_NODE_HOLDS_OBJECT (json))
    return rename_in_object (json_node_get_object (json), func, data);
  if (!JSON_NODE_HOLDS_ARRAY (json))
    return mill_json_copy (json);

  array = json_node_get_array (json);
  made = json_array_sized_new (json_array_get_length (array));
  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (made, mill_references_rename (json_array_get_element (array, i), func,
                                                          data));

  return mill_json_from_array (made);
}

char *
mill_reference_dup_variable (JsonNode *json)
{
  static const char before[] = "${env:";
  const char *name;
  size_t length;

  if (!mill_json_is_string (json) || !g_str_has_prefix (json_node_get_string (json), before))
    return NULL;
  name = json_node_get_string (json) + strlen (before);
  length = strcspn (name, "=}");

  return length > 0 && g_str_equal (name + length, "}") ? g_strndup (name, length) : NULL;
}

static char *
note_name (const char *name,
           gpointer    names)
{
  g_hash_table_add (names, g_strdup (name));

  return NULL;
}

void
mill_references_list (JsonNode   *json,
                      GHashTable *names)
{
  json_node_unref (mill_references_rename (json, note_name, names));
}
