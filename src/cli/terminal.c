/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/terminal.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int
get_descriptor (MillStream stream)
{
  return stream == MILL_STDOUT ? STDOUT_FILENO : STDERR_FILENO;
}

gboolean
mill_terminal_is_one (MillStream stream)
{
  const char *kind = g_getenv ("TERM");

  return isatty (get_descriptor (stream)) && kind && *kind && !g_str_equal (kind, "dumb");
}

void
mill_terminal_get_size (MillStream  stream,
                        guint      *columns,
                        guint      *lines)
{
  struct winsize size = { 0 };

  if (ioctl (get_descriptor (stream), TIOCGWINSZ, &size) != 0)
    size = (struct winsize) { 0 };

  *columns = size.ws_col > 0 ? size.ws_col : 80;
  *lines = size.ws_row > 0 ? size.ws_row : 24;
}

static gboolean
has_colors (MillStream stream)
{
  const char *no_color = g_getenv ("NO_COLOR");

  return mill_terminal_is_one (stream) && (no_color == NULL || *no_color == '\0');
}

const char *
mill_terminal_begin (MillStream stream,
                     MillStyle  style)
{
  if (!has_colors (stream))
    return "";

  switch (style)
    {
    case MILL_STYLE_BOLD:
      return "\033[1m";
    case MILL_STYLE_DIM:
      return "\033[2m";
    case MILL_STYLE_ERROR:
      return "\033[1;31m";
    case MILL_STYLE_WARNING:
      return "\033[1;33m";
    case MILL_STYLE_GOOD:
      return "\033[32m";
    case MILL_STYLE_ACCENT:
      return "\033[36m";
    default:
      g_return_val_if_reached ("");
    }
}

const char *
mill_terminal_end (MillStream stream,
                   MillStyle  style)
{
  return has_colors (stream) ? "\033[0m" : "";
}

static guint
get_letter_width (gunichar letter)
{
  if (g_unichar_iszerowidth (letter))
    return 0;

  return g_unichar_iswide (letter) ? 2 : 1;
}

guint
mill_text_get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    width += get_letter_width (g_utf8_get_char (p));

  return width;
}

char *
mill_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *result = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      g_string_append_unichar (result, g_unichar_iscntrl (letter) && letter != '\n' ? ' ' : letter);
    }

  return g_string_free (result, FALSE);
}

char *
mill_text_fit (const char *text,
               guint       width)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *result = g_string_new (NULL);
  gsize cut = 0;
  guint used = 0;

  for (const char *p = valid; *p; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);
      guint letter_width;

      if (g_unichar_iscntrl (letter))
        letter = ' ';

      letter_width = get_letter_width (letter);
      if (used + letter_width > width)
        {
          g_string_truncate (result, cut);
          if (width > 0)
            g_string_append (result, "…");
          break;
        }

      /* The last place after which an ellipsis still fits. */
      if (used + 1 <= width)
        cut = result->len;
      g_string_append_unichar (result, letter);
      used += letter_width;
      if (used + 1 <= width)
        cut = result->len;
    }

  return g_string_free (result, FALSE);
}

void
mill_text_append_padded (GString    *to,
                         const char *text,
                         guint       width,
                         gboolean    right)
{
  guint used = mill_text_get_width (text);

  if (right)
    for (guint i = used; i < width; i++)
      g_string_append_c (to, ' ');

  g_string_append (to, text);

  if (!right)
    for (guint i = used; i < width; i++)
      g_string_append_c (to, ' ');
}
