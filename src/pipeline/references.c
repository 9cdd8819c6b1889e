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

/* What a reference to an environment variable begins with. */
static const char variable_mark[] = "${env:";

/* The name in the reference that begins at @found; NULL: there is none, or no end of it. New string. */
static char *
dup_variable_at (const char *found)
{
  const char *name = found + strlen (variable_mark);
  size_t length = strcspn (name, "=}");

  return length > 0 && name[length] == '}' ? g_strndup (name, length) : NULL;
}

/* Where in @text the next such mark stands, from @rest on, that is not written $${env:. */
static const char *
find_variable (const char *text,
               const char *rest)
{
  const char *found = strstr (rest, variable_mark);

  while (found != NULL && found > text && found[-1] == '$')
    found = strstr (found + 1, variable_mark);

  return found;
}

char *
mill_reference_dup_variable (JsonNode *json)
{
  const char *text = mill_json_is_string (json) ? json_node_get_string (json) : NULL;
  g_autofree char *name = NULL;

  if (text != NULL && g_str_has_prefix (text, variable_mark))
    name = dup_variable_at (text);

  return name != NULL && strlen (text) == strlen (variable_mark) + strlen (name) + 1
           ? g_steal_pointer (&name) : NULL;
}

char *
mill_reference_find_variable (const char *text,
                              gboolean   *broken)
{
  g_autofree char *first = NULL;

  if (broken != NULL)
    *broken = FALSE;
  for (const char *found = text; (found = find_variable (text, found)) != NULL; found++)
    {
      g_autofree char *name = dup_variable_at (found);

      if (name == NULL && broken != NULL)
        *broken = TRUE;
      if (first == NULL)
        first = g_steal_pointer (&name);
    }

  return g_steal_pointer (&first);
}

/* "$${env:" becomes "${env:". */
static void
append_plain (GString    *filled,
              const char *text,
              gsize       length)
{
  g_autofree char *plain = g_strndup (text, length);
  g_auto (GStrv) parts = g_strsplit (plain, "$${env:", -1);
  g_autofree char *joined = g_strjoinv (variable_mark, parts);

  g_string_append (filled, joined);
}

char *
mill_reference_fill_variables (const char  *text,
                               char       **variable)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  const char *rest = text;
  const char *found = text;

  while ((found = find_variable (text, found)) != NULL)
    {
      g_autofree char *name = dup_variable_at (found);
      const char *value = name != NULL ? g_getenv (name) : NULL;

      if (name == NULL)
        {
          found++;
          continue;
        }
      if (value == NULL || !g_utf8_validate (value, -1, NULL))
        {
          *variable = g_steal_pointer (&name);
          return NULL;
        }
      append_plain (filled, rest, found - rest);
      g_string_append (filled, value);
      rest = found = strchr (found, '}') + 1;
    }
  append_plain (filled, rest, strlen (rest));

  return g_string_free (g_steal_pointer (&filled), FALSE);
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
