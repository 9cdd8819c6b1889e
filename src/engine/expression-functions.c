/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/expression-private.h"

#include <string.h>

#include "engine/function-portability.h"

/* DuckDB's parser makes calls of much that is none as it is written: INTERVAL 1 DAY is to_days(1), [1, 2]
 * is list_value(1, 2), SIMILAR TO is regexp_full_match(). Those are its grammar, not functions that
 * somebody chose, so a call counts where its name stands in the part of the text that it was read from. */

typedef struct
{
  const char *text;
  GPtrArray  *names;   /* char *, each once, in the order of the text */
  GArray     *places;  /* gint64: where each of them first stands */
} Calls;

/* Is @name called in the @length bytes at @start? */
static gboolean
is_written (const char *start,
            gsize       length,
            const char *name)
{
  g_autofree char *escaped = g_regex_escape_string (name, -1);
  g_autofree char *pattern = NULL;
  g_autoptr (GRegex) regex = NULL;

  /* Between the name and its bracket there may be the end of a quotation, blanks and comments. */
  pattern = g_strdup_printf ("(?<![\\w$])%s\"?(?:\\s|/\\*.*?\\*/|--[^\\n]*\\n)*\\(", escaped);
  regex = g_regex_new (pattern, G_REGEX_RAW | G_REGEX_CASELESS | G_REGEX_DOTALL, 0, NULL);

  return g_regex_match_full (regex, start, length, 0, 0, NULL, NULL);
}

static void
add_call (Calls      *self,
          JsonObject *object,
          const char *name)
{
  gint64 place = json_object_get_int_member_with_default (object, "query_location", -1) -
                 (gint64) strlen (MILL_EXPRESSION_SELECT);
  gint64 length = json_object_get_int_member_with_default (object, "query_location_length", 0);
  gint64 end = strlen (self->text);
  guint position = self->names->len;

  /* What was made up by the parser stands nowhere, or has no length. */
  if (place < 0 || length <= 0 || place > end || length > end - place ||
      mill_function_is_portable (name) || !is_written (self->text + place, length, name))
    return;

  if (g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, &position))
    {
      if (g_array_index (self->places, gint64, position) <= place)
        return;
      g_ptr_array_remove_index (self->names, position);
      g_array_remove_index (self->places, position);
    }
  for (position = 0; position < self->places->len; position++)
    if (g_array_index (self->places, gint64, position) > place)
      break;
  g_ptr_array_insert (self->names, position, g_strdup (name));
  g_array_insert_val (self->places, position, place);
}

static void
look_at (Calls      *self,
         JsonObject *object)
{
  const char *class = json_object_get_string_member_with_default (object, "class", "");
  const char *type = json_object_get_string_member_with_default (object, "type", "");

  if (g_str_equal (class, "FUNCTION") || g_str_equal (class, "WINDOW"))
    add_call (self, object, json_object_get_string_member_with_default (object, "function_name", ""));
  else if (g_str_equal (class, "CAST") &&
           json_object_get_boolean_member_with_default (object, "try_cast", FALSE))
    add_call (self, object, "try_cast");
  else if (g_str_equal (type, "OPERATOR_TRY"))
    add_call (self, object, "try");
}

static void
walk (Calls    *self,
      JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *member;

      look_at (self, json_node_get_object (node));
      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &member))
        walk (self, member);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        walk (self, json_array_get_element (array, i));
    }
}

GStrv
mill_expression_find_unportable (const char *json,
                                 const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gint64));
  Calls self = { text, g_ptr_array_new_with_free_func (g_free), places };

  walk (&self, root);
  g_ptr_array_add (self.names, NULL);

  return (GStrv) g_ptr_array_free (self.names, FALSE);
}
