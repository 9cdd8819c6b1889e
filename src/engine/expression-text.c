/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/expression-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"

/* Where in the text of an expression we are. */
typedef enum
{
  IN_CODE,
  IN_STRING,
  IN_ESCAPED_STRING,   /* E'...', where a backslash escapes */
  IN_IDENTIFIER,
} State;

static MillExpr *
make_literal (JsonNode          *value,
              MillParameterType  type)
{
  switch (type)
    {
    case MILL_PARAMETER_NUMBER:
      return mill_expr_number (json_node_get_double (value));
    case MILL_PARAMETER_INTEGER:
      return mill_expr_integer (json_node_get_int (value));
    case MILL_PARAMETER_BOOLEAN:
      return mill_expr_boolean (json_node_get_boolean (value));
    case MILL_PARAMETER_DATE:
      return mill_expr_format ("DATE %s", json_node_get_string (value));
    case MILL_PARAMETER_STRING:
    default:
      return mill_expr_string (json_node_get_string (value));
    }
}

/* The value as it reads within a text. */
static char *
make_text (JsonNode          *value,
           MillParameterType  type)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  switch (type)
    {
    case MILL_PARAMETER_NUMBER:
      return g_strdup (g_ascii_dtostr (digits, sizeof digits, json_node_get_double (value)));
    case MILL_PARAMETER_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value));
    case MILL_PARAMETER_BOOLEAN:
      return g_strdup (json_node_get_boolean (value) ? "true" : "false");
    case MILL_PARAMETER_DATE:
    case MILL_PARAMETER_STRING:
    default:
      return g_strdup (json_node_get_string (value));
    }
}

static void
append_value (GString           *out,
              State              state,
              JsonNode          *value,
              MillParameterType  type)
{
  g_autofree char *text = NULL;
  char mark = state == IN_IDENTIFIER ? '"' : '\'';

  if (state == IN_CODE)
    {
      g_autoptr (MillExpr) literal = make_literal (value, type);

      g_string_append (out, mill_expr_get_text (literal));
      return;
    }

  text = make_text (value, type);
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    {
      if (*p == mark || (*p == '\\' && state == IN_ESCAPED_STRING))
        g_string_append_c (out, *p);
      g_string_append_c (out, *p);
    }
}

static void
fail_unknown (GError       **error,
              MillBindings  *bindings,
              const char    *name)
{
  g_autofree char *hint = NULL;

  if (g_str_has_prefix (name, "env:"))
    {
      mill_fail (error, _("Make it the default of a parameter of the pipeline, and refer to that one"),
                 _("Environment variables cannot be used in expressions"));
      return;
    }

  hint = mill_expression_hint_parameter (bindings, name);
  mill_fail (error, hint != NULL ? hint : _("Parameters are made in the settings of the pipeline"),
             _("The pipeline has no parameter “%s”"), name);
}

/* @p stands on "${"; moves it behind the "}". */
static gboolean
append_reference (GString       *out,
                  State          state,
                  const char   **p,
                  MillBindings  *bindings,
                  GError       **error)
{
  const char *end = strchr (*p, '}');
  g_autofree char *name = NULL;
  MillParameterType type;
  JsonNode *value;

  if (end == NULL)
    {
      mill_fail (error, NULL, _("“${” has no “}”"));
      return FALSE;
    }
  name = g_strndup (*p + 2, end - *p - 2);
  if (bindings == NULL || !mill_bindings_has (bindings, name))
    {
      fail_unknown (error, bindings, name);
      return FALSE;
    }
  value = mill_bindings_find (bindings, name, &type, error);
  if (value == NULL)
    return FALSE;
  append_value (out, state, value, type);
  *p = end + 1;

  return TRUE;
}

/* The bytes of the character at @p if it can be part of a name or number, or 0. DuckDB takes what is
 * not ASCII for part of a name, but for spaces, some of which have no width. */
static gsize
measure_word_character (const char *p)
{
  gunichar c;

  if ((*p & 0x80) == 0)
    return g_ascii_isalnum (*p) || *p == '_' ? 1 : 0;
  c = g_utf8_get_char (p);

  if (g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
    return 0;

  return g_utf8_next_char (p) - p;
}

/* The state that a character of code leads to. @word: where the last word begins, or NULL. */
static State
enter (const char *p,
       const char *word)
{
  if (*p == '"')
    return IN_IDENTIFIER;
  if (*p == '\'')
    return word != NULL && p == word + 1 && g_ascii_tolower (*word) == 'e' ? IN_ESCAPED_STRING
                                                                          : IN_STRING;

  return IN_CODE;
}

/* Does what starts with @state end at @p? A doubled mark ends and begins it again. */
static gboolean
leaves (State       state,
        const char *p)
{
  switch (state)
    {
    case IN_STRING:
    case IN_ESCAPED_STRING:
      return *p == '\'';
    case IN_IDENTIFIER:
      return *p == '"';
    case IN_CODE:
    default:
      return FALSE;
    }
}

/* The length of the $tag$ that starts at @p, or 0. */
static gsize
measure_tag (const char *p)
{
  gsize length = 1;
  gsize next;

  while ((next = measure_word_character (p + length)) > 0)
    length += next;

  return p[length] == '$' && !g_ascii_isdigit (p[1]) ? length + 1 : 0;
}

/* The end of a text written $tag$...$tag$; @p where none starts. */
static const char *
skip_dollar_text (const char *p)
{
  gsize length = measure_tag (p);
  g_autofree char *tag = length > 0 ? g_strndup (p, length) : NULL;
  const char *end = tag != NULL ? strstr (p + length, tag) : NULL;

  return end != NULL ? end + length : p;
}

/* The end of a comment; @p where none starts. There may be comments within comments. */
static const char *
skip_comment (const char *p)
{
  guint depth = 0;

  if (g_str_has_prefix (p, "--"))
    return p + strcspn (p, "\r\n");
  if (!g_str_has_prefix (p, "/*"))
    return p;

  do
    {
      gboolean begins = g_str_has_prefix (p, "/*");
      gboolean ends = !begins && g_str_has_prefix (p, "*/");

      depth += begins - ends;
      p += begins || ends ? 2 : 1;
    }
  while (depth > 0 && *p != '\0');

  return p;
}

static gboolean
is_reference (const char *p)
{
  return g_str_has_prefix (p, "${") || g_str_has_prefix (p, "$${");
}

/* The end of a name or number, which may have a $ within; @p where none starts. */
static const char *
skip_word (const char *p)
{
  gsize length = measure_word_character (p);

  if (length == 0)
    return p;
  for (; length > 0 || (*p == '$' && !is_reference (p)); length = measure_word_character (p))
    p += MAX (length, 1);

  return p;
}

/* The end of what starts at @p in code and is left as it is; @p where that is one character. */
static const char *
skip_code (const char *p)
{
  if (*p == '$')
    return skip_dollar_text (p);
  if (*p == '-' || *p == '/')
    return skip_comment (p);

  return skip_word (p);
}

char *
mill_expression_substitute (const char    *text,
                            MillBindings  *bindings,
                            GError       **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  State state = IN_CODE;
  const char *word = NULL;
  const char *p = text;

  while (*p != '\0')
    {
      const char *end;

      if (g_str_has_prefix (p, "$${"))
        {
          g_string_append (out, "${");
          p += 3;
          continue;
        }
      if (g_str_has_prefix (p, "${"))
        {
          if (!append_reference (out, state, &p, bindings, error))
            return NULL;
          continue;
        }
      end = state == IN_CODE ? skip_code (p) : p;
      if (state == IN_ESCAPED_STRING && *p == '\\' && p[1] != '\0')
        end = p + 2;
      if (end > p)
        {
          word = p;
          g_string_append_len (out, p, end - p);
          p = end;
          continue;
        }
      if (state == IN_CODE)
        state = enter (p, word);
      else if (leaves (state, p))
        state = IN_CODE;
      g_string_append_c (out, *p++);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}
