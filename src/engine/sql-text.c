/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/sql.h"

#include <string.h>

#include "engine/sql-private.h"

static char *
quote (const char *text,
       char        mark)
{
  GString *out = g_string_sized_new (strlen (text) + 2);

  g_string_append_c (out, mark);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == mark)
        g_string_append_c (out, mark);
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, mark);

  return g_string_free (out, FALSE);
}

char *
mill_sql_quote_identifier (const char *name)
{
  return quote (name, '"');
}

char *
mill_sql_quote_string (const char *value)
{
  return quote (value, '\'');
}

/* The end of the quoted text that starts at @p, behind its last mark. */
static const char *
skip_quoted (const char *p)
{
  char mark = *p++;

  for (; *p != '\0'; p++)
    {
      if (*p != mark)
        continue;
      if (p[1] != mark)
        return p + 1;
      p++;
    }

  return p;
}

/* The end of what stands within brackets from @p on, behind the last one. */
static const char *
skip_brackets (const char *p)
{
  guint depth = 0;

  while (*p != '\0')
    {
      if (*p == '"' || *p == '\'')
        {
          p = skip_quoted (p);
          continue;
        }
      if (*p == '(')
        depth++;
      else if (*p == ')' && --depth == 0)
        return p + 1;
      p++;
    }

  return p;
}

gboolean
mill_sql_is_operand (const char *pattern)
{
  const char *p = pattern;

  if (*p == '\'')
    return *skip_quoted (p) == '\0';
  while (*p != '\0' && *p != '(')
    {
      if (*p == '"')
        p = skip_quoted (p);
      else if (g_ascii_isalnum (*p) || *p == '_' || *p == '.' || *p == '%')
        p++;
      else
        return FALSE;
    }
  if (*p == '(')
    p = skip_brackets (p);

  return *p == '\0';
}
