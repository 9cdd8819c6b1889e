/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/json-parse.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/bounds.h"
#include "pipeline/diagnostic.h"
#include "pipeline/json-private.h"

typedef struct
{
  const char  *at;
  const char  *end;
  guint        line;
  guint        depth;
  GString     *scratch;
  GHashTable  *lines;
  GError     **error;
} Parser;

static JsonNode *parse_value (Parser *self);

G_GNUC_PRINTF (4, 5)
static gpointer
fail (Parser     *self,
      guint       line,
      const char *hint,
      const char *format,
      ...)
{
  g_autofree char *message = NULL;
  MillDiagnostic *diagnostic;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, hint, "%s", message);
  mill_error_take (self->error, mill_diagnostic_at_line (diagnostic, line));
  if (self->error != NULL)
    (*self->error)->code = MILL_ERROR_INVALID;

  return NULL;
}

static gpointer
fail_unexpected (Parser     *self,
                 const char *hint)
{
  char found[8] = "";

  if (self->at >= self->end)
    return fail (self, self->line, hint, _("The file ends too early"));
  g_unichar_to_utf8 (g_utf8_get_char_validated (self->at, self->end - self->at), found);

  return fail (self, self->line, hint, _("“%s” is not expected here"), found);
}

static void
skip_space (Parser *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    {
      if (*self->at == '\n')
        self->line++;
      self->at++;
    }
}

static gboolean
take (Parser *self,
      char    c)
{
  if (self->at >= self->end || *self->at != c)
    return FALSE;
  self->at++;

  return TRUE;
}

static JsonNode *
parse_word (Parser     *self,
            const char *word,
            JsonNode   *value)
{
  size_t length = strlen (word);

  if ((size_t) (self->end - self->at) >= length && memcmp (self->at, word, length) == 0)
    {
      self->at += length;
      return value;
    }
  json_node_unref (value);

  return fail_unexpected (self,
                          _("A value is a string, a number, true, false, null, a list or an object"));
}

/* Returns how many there were. */
static size_t
take_digits (Parser *self)
{
  const char *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;

  return self->at - start;
}

/* An integer that int64 cannot hold may still be a double without loss. */
static JsonNode *
parse_large_integer (Parser     *self,
                     const char *text)
{
  char buffer[400];
  double value = g_ascii_strtod (text, NULL);

  if (isfinite (value) && strlen (text) < sizeof buffer - 1)
    {
      g_snprintf (buffer, sizeof buffer, "%.0f", value);
      if (g_str_equal (buffer, text))
        return mill_json_from_double (value);
    }

  return fail (self, self->line, _("Write it as a string, or with a decimal point"),
               _("The number %.40s has more digits than can be kept"), text);
}

static JsonNode *
parse_number (Parser *self)
{
  const char *start = self->at;
  gboolean whole = TRUE;
  g_autofree char *text = NULL;
  gboolean negative = take (self, '-');
  const char *digits = self->at;
  guint64 magnitude = 0;
  double value;
  size_t n;

  n = take_digits (self);
  if (n == 0 || (n > 1 && *digits == '0'))
    {
      self->at = digits;
      return fail_unexpected (self,
                              _("A number begins with a digit, and with 0 only before a point"));
    }
  if (take (self, '.'))
    {
      whole = FALSE;
      if (take_digits (self) == 0)
        return fail_unexpected (self, _("Digits must follow the decimal point"));
    }
  if (take (self, 'e') || take (self, 'E'))
    {
      whole = FALSE;
      if (!take (self, '-'))
        take (self, '+');
      if (take_digits (self) == 0)
        return fail_unexpected (self, _("Digits must follow the exponent"));
    }

  text = g_strndup (start, self->at - start);
  if (whole && !(negative && *digits == '0'))
    {
      if (n <= 19 &&
          g_ascii_string_to_unsigned (text + negative, 10, 0, G_MAXUINT64, &magnitude, NULL) &&
          magnitude <= (guint64) G_MAXINT64 + negative)
        return mill_json_from_int (negative ? (gint64) (0 - magnitude) : (gint64) magnitude);
      return parse_large_integer (self, text);
    }

  value = g_ascii_strtod (text, NULL);
  if (!isfinite (value))
    return fail (self, self->line, NULL, _("The number %.40s is too large"), text);

  return mill_json_from_double (value);
}

/* The four digits of a \u; a negative number when they are not there. */
static int
take_hex (Parser *self)
{
  int value = 0;

  if (self->end - self->at < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (self->at[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  self->at += 4;

  return value;
}

static gboolean
parse_escaped_unichar (Parser *self)
{
  int high = take_hex (self), low;
  gunichar c = high;

  if (high < 0)
    {
      fail_unexpected (self, _("Four hexadecimal digits must follow \\u"));
      return FALSE;
    }
  if (high == 0)
    {
      fail (self, self->line, NULL, _("A string must not contain the character \\u0000"));
      return FALSE;
    }
  if (high >= 0xd800 && high <= 0xdfff)
    {
      if (high > 0xdbff || !take (self, '\\') || !take (self, 'u') ||
          (low = take_hex (self)) < 0xdc00 || low > 0xdfff)
        {
          fail (self, self->line, NULL, _("\\u%04x is only half of a character"), high);
          return FALSE;
        }
      c = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    }
  g_string_append_unichar (self->scratch, c);

  return TRUE;
}

static gboolean
parse_escape (Parser *self)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (take (self, 'u'))
    return parse_escaped_unichar (self);
  found = self->at < self->end && *self->at != '\0' ? strchr (from, *self->at) : NULL;
  if (found == NULL)
    {
      fail_unexpected (self, _("After \\ comes one of \" \\ / b f n r t u"));
      return FALSE;
    }
  g_string_append_c (self->scratch, to[found - from]);
  self->at++;

  return TRUE;
}

/* Leaves the string in scratch. */
static gboolean
parse_string (Parser *self)
{
  guint line = self->line;

  self->at++;
  g_string_truncate (self->scratch, 0);
  for (;;)
    {
      const char *start = self->at;

      while (self->at < self->end && *self->at != '"' && *self->at != '\\' &&
             (guchar) *self->at >= 0x20)
        self->at++;
      g_string_append_len (self->scratch, start, self->at - start);
      if (take (self, '"'))
        return TRUE;
      if (take (self, '\\'))
        {
          if (!parse_escape (self))
            return FALSE;
          continue;
        }
      if (self->at >= self->end || *self->at == '\n')
        fail (self, line, _("A string ends with \" in the same line"), _("A string is not closed"));
      else
        fail (self, line, _("Write it as \\n, \\t or \\u00XX"),
              _("A string contains a control character"));
      return FALSE;
    }
}

static JsonNode *
parse_array (Parser *self)
{
  g_autoptr (JsonArray) array = json_array_new ();

  self->at++;
  skip_space (self);
  if (take (self, ']'))
    return mill_json_from_array (g_steal_pointer (&array));
  for (;;)
    {
      JsonNode *value = parse_value (self);

      if (value == NULL)
        return NULL;
      json_array_add_element (array, value);
      skip_space (self);
      if (take (self, ']'))
        return mill_json_from_array (g_steal_pointer (&array));
      if (!take (self, ','))
        return fail_unexpected (self, _("After an element comes “,” or “]”"));
    }
}

static JsonNode *
parse_object (Parser *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  self->at++;
  skip_space (self);
  if (take (self, '}'))
    return mill_json_from_object (g_steal_pointer (&object));
  for (;;)
    {
      g_autofree char *name = NULL;
      JsonNode *value;

      skip_space (self);
      if (self->at >= self->end || *self->at != '"')
        return fail_unexpected (self, _("A name in quotes must stand here"));
      if (!parse_string (self))
        return NULL;
      name = g_strndup (self->scratch->str, self->scratch->len);
      if (json_object_has_member (object, name))
        return fail (self, self->line, _("Rename or remove one of them"),
                     _("The name “%s” appears twice in the same object"), name);
      skip_space (self);
      if (!take (self, ':'))
        return fail_unexpected (self, _("After a name comes “:”"));
      value = parse_value (self);
      if (value == NULL)
        return NULL;
      json_object_set_member (object, name, value);
      skip_space (self);
      if (take (self, '}'))
        return mill_json_from_object (g_steal_pointer (&object));
      if (!take (self, ','))
        return fail_unexpected (self, _("After a member comes “,” or “}”"));
    }
}

static JsonNode *
parse_nested (Parser *self)
{
  JsonNode *value;

  if (++self->depth > MILL_DEEPEST_JSON)
    return fail (self, self->line, NULL, _("Lists and objects are nested more than %d deep"),
                 MILL_DEEPEST_JSON);
  value = *self->at == '{' ? parse_object (self) : parse_array (self);
  self->depth--;

  return value;
}

static JsonNode *
parse_value (Parser *self)
{
  JsonNode *value;
  guint line;

  skip_space (self);
  line = self->line;
  switch (self->at < self->end ? *self->at : '\0')
    {
    case '{':
    case '[':
      value = parse_nested (self);
      break;
    case '"':
      value = parse_string (self) ? mill_json_from_string (self->scratch->str) : NULL;
      break;
    case 't':
      value = parse_word (self, "true", mill_json_from_boolean (TRUE));
      break;
    case 'f':
      value = parse_word (self, "false", mill_json_from_boolean (FALSE));
      break;
    case '-':
    case '0' ... '9':
      value = parse_number (self);
      break;
    default:
      value = parse_word (self, "null", json_node_new (JSON_NODE_NULL));
      break;
    }
  if (value != NULL && self->lines != NULL)
    g_hash_table_insert (self->lines, value, GUINT_TO_POINTER (line));

  return value;
}

static guint
count_lines (const char *text,
             const char *end)
{
  guint lines = 1;

  for (; text < end; text++)
    lines += *text == '\n';

  return lines;
}

JsonNode *
mill_json_parse (const char  *text,
                 size_t       length,
                 GHashTable  *lines,
                 GError     **error)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  Parser parser = { text, text + length, 1, 0, scratch, lines, error };
  const char *bad;
  JsonNode *value;

  if (memchr (text, '\0', length) != NULL)
    return fail (&parser, count_lines (text, memchr (text, '\0', length)), NULL,
                 _("The file contains a NUL byte; it is not a text"));
  if (!g_utf8_validate_len (text, length, &bad))
    return fail (&parser, count_lines (text, bad), _("Save it again as UTF-8"),
                 _("The file is not UTF-8 text"));

  skip_space (&parser);
  if (parser.at >= parser.end)
    return fail (&parser, 0, NULL, _("The file is empty"));
  value = parse_value (&parser);
  if (value == NULL)
    return NULL;
  skip_space (&parser);
  if (parser.at < parser.end)
    {
      json_node_unref (value);
      return fail_unexpected (&parser, _("The file must end after its object"));
    }

  return value;
}
