/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/slug.h"

char *
mill_slug_new (const char *wish,
               const char *otherwise)
{
  g_autofree char *ascii = g_str_to_ascii (wish, "C");
  GString *slug = g_string_new (NULL);

  for (const char *c = ascii; *c != '\0' && slug->len < 48; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (slug, g_ascii_tolower (*c));
      else if (*c != '?' && slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);

  if (slug->len == 0)
    g_string_append (slug, otherwise);

  return g_string_free (slug, FALSE);
}
