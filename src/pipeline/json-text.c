/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/json-private.h"

#include <math.h>
#include <string.h>

#include "pipeline/writer.h"

/* Up to here every whole number is a double, and is written as one would write it by hand. */
#define EXACT 9007199254740992.0

void
mill_json_append_newline (GString *text,
                          guint    depth)
{
  g_string_append_c (text, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append_len (text, "  ", 2);
}

void
mill_json_append_string (GString    *text,
                         const char *value)
{
  g_string_append_c (text, '"');
  while (*value != '\0')
    {
      size_t plain = 0;

      while ((guchar) value[plain] >= 0x20 && value[plain] != '"' && value[plain] != '\\')
        plain++;
      g_string_append_len (text, value, plain);
      value += plain;
      switch (*value)
        {
        case '\0':
          break;
        case '"':
        case '\\':
          g_string_append_c (text, '\\');
          g_string_append_c (text, *value++);
          break;
        case '\n':
          g_string_append (text, "\\n");
          value++;
          break;
        case '\t':
          g_string_append (text, "\\t");
          value++;
          break;
        case '\r':
          g_string_append (text, "\\r");
          value++;
          break;
        default:
          g_string_append_printf (text, "\\u%04x", (guchar) *value++);
          break;
        }
    }
  g_string_append_c (text, '"');
}

void
mill_json_append_double (GString *text,
                         double   value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      /* JSON has no word for these. */
      g_string_append (text, "null");
      return;
    }
  if (value == floor (value) && fabs (value) < EXACT && (value != 0 || !signbit (value)))
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT, (gint64) value);
      return;
    }
  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, sizeof buffer, formats[i], value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  g_string_append (text, buffer);
}

static void
append_value (GString  *text,
              JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    mill_json_append_string (text, json_node_get_string (node));
  else if (type == G_TYPE_INT64)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_DOUBLE)
    mill_json_append_double (text, json_node_get_double (node));
  else
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
}

static void
append_array (GString   *text,
              JsonArray *array,
              guint      depth,
              gboolean   compact)
{
  guint n = json_array_get_length (array);

  g_string_append_c (text, '[');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      if (!compact)
        mill_json_append_newline (text, depth + 1);
      mill_json_append (text, json_array_get_element (array, i), depth + 1, compact);
    }
  if (n > 0 && !compact)
    mill_json_append_newline (text, depth);
  g_string_append_c (text, ']');
}

static void
append_object (GString    *text,
               JsonObject *object,
               guint       depth,
               gboolean    compact)
{
  g_autoptr (GPtrArray) names = mill_json_sorted_names (object);

  g_string_append_c (text, '{');
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (i > 0)
        g_string_append_c (text, ',');
      if (!compact)
        mill_json_append_newline (text, depth + 1);
      mill_json_append_string (text, name);
      g_string_append (text, compact ? ":" : ": ");
      mill_json_append (text, json_object_get_member (object, name), depth + 1, compact);
    }
  if (names->len > 0 && !compact)
    mill_json_append_newline (text, depth);
  g_string_append_c (text, '}');
}

void
mill_json_append (GString  *text,
                  JsonNode *node,
                  guint     depth,
                  gboolean  compact)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      append_object (text, json_node_get_object (node), depth, compact);
      break;
    case JSON_NODE_ARRAY:
      append_array (text, json_node_get_array (node), depth, compact);
      break;
    case JSON_NODE_VALUE:
      append_value (text, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (text, "null");
      break;
    }
}

char *
mill_json_to_canonical (JsonNode *node,
                        gboolean  compact)
{
  GString *text = g_string_new (NULL);

  mill_json_append (text, node, 0, compact);
  if (!compact)
    g_string_append_c (text, '\n');

  return g_string_free (text, FALSE);
}
