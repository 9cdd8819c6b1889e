/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/markdown.h"

#include <string.h>

typedef struct
{
  const char *mark;
  const char *open;
  const char *close;
} Span;

static const Span spans[] = {
  { "**", "<b>", "</b>" },
  { "`", "<tt>", "</tt>" },
  { "*", "<i>", "</i>" },
};

static void
append_escaped (GString    *out,
                const char *text,
                gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);

  g_string_append (out, escaped);
}

/* The span that begins here and ends later in the same line, or NULL. */
static const Span *
find_span (const char  *text,
           const char **end)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      gsize length = strlen (spans[i].mark);

      if (!g_str_has_prefix (text, spans[i].mark) || g_ascii_isspace (text[length]))
        continue;
      *end = strstr (text + length, spans[i].mark);
      if (*end != NULL && *end > text + length)
        return &spans[i];
    }

  return NULL;
}

static void
append_inline (GString    *out,
               const char *text)
{
  while (*text != '\0')
    {
      const char *end;
      const Span *span = find_span (text, &end);

      if (span == NULL)
        {
          const char *next = g_utf8_next_char (text);

          append_escaped (out, text, next - text);
          text = next;
          continue;
        }
      text += strlen (span->mark);
      g_string_append (out, span->open);
      append_escaped (out, text, end - text);
      g_string_append (out, span->close);
      text = end + strlen (span->mark);
    }
}

static gboolean
is_item (const char *line)
{
  return g_str_has_prefix (line, "* ") || g_str_has_prefix (line, "- ");
}

char *
mill_markdown_to_markup (const char *text)
{
  GString *out = g_string_new (NULL);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean joined = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      const char *heading = line + strspn (line, "#");

      if (*line == '\0')
        {
          if (joined)
            g_string_append (out, "\n\n");
          joined = FALSE;
        }
      else if (is_item (line))
        {
          if (joined)
            g_string_append_c (out, '\n');
          g_string_append (out, "• ");
          append_inline (out, line + 2);
          joined = TRUE;
        }
      else if (heading != line && *heading == ' ')
        {
          g_string_append (out, "<b>");
          append_inline (out, heading + 1);
          g_string_append (out, "</b>");
          joined = TRUE;
        }
      else
        {
          if (joined)
            g_string_append_c (out, ' ');
          append_inline (out, line);
          joined = TRUE;
        }
    }

  return g_string_free (out, FALSE);
}
