/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/results/cell-text.h"

#include <math.h>
#include <string.h>

/* What people write has no more digits than that, and so many are left of what was computed. */
#define WRITTEN_DIGITS 12
#define SHOWN_DIGITS 7

/* A cell shows one line of forty letters; a label is slow with a novel in it. */
#define MAX_CHARS 300

static guint
count_digits (const char *text)
{
  guint n = 0;

  text += strspn (text, "-0.");
  for (; g_ascii_isdigit (*text) || *text == '.'; text++)
    n += *text != '.';

  return n;
}

static void
trim_zeros (char *text)
{
  char *end = text + strlen (text);

  if (strchr (text, '.') == NULL || strchr (text, 'e') != NULL)
    return;
  while (end[-1] == '0')
    end--;
  if (end[-1] == '.')
    end--;
  *end = '\0';
}

static char *
round_number (const char *text)
{
  char shown[64];
  char *end;
  double value = g_ascii_strtod (text, &end);
  double size;
  char format[16];

  if (*end != '\0' || !isfinite (value) || count_digits (text) <= WRITTEN_DIGITS)
    return NULL;

  size = fabs (value);
  if (size >= 1e-4 && size < 1e15)
    g_snprintf (format, sizeof format, "%%.%df",
                MAX (SHOWN_DIGITS - 1 - (int) floor (log10 (size)), 0));
  else
    g_snprintf (format, sizeof format, "%%.%dg", SHOWN_DIGITS);
  g_ascii_formatd (shown, sizeof shown, format, value);
  trim_zeros (shown);

  return strcmp (shown, text) != 0 ? g_strdup (shown) : NULL;
}

char *
mill_cell_text_shorten (const char   *text,
                        MillDataKind  kind)
{
  if (kind == MILL_DATA_DOUBLE)
    return round_number (text);
  if (strlen (text) > MAX_CHARS && g_utf8_strlen (text, MAX_CHARS * 6) > MAX_CHARS)
    {
      g_autofree char *start = g_utf8_substring (text, 0, MAX_CHARS);

      return g_strconcat (start, "…", NULL);
    }

  return NULL;
}
