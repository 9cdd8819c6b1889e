/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/suggest.h"

#include <string.h>

/* Longer words are not typing mistakes of each other that anybody could tell. */
#define LONGEST 64

static guint
distance (const char *a,
          const char *b)
{
  guint rows[3][LONGEST + 1];
  guint *before = rows[0], *last = rows[1], *now = rows[2];
  size_t n = strlen (b);

  for (size_t j = 0; j <= n; j++)
    last[j] = j;
  for (size_t i = 1; a[i - 1] != '\0'; i++)
    {
      guint *spare = before;

      now[0] = i;
      for (size_t j = 1; j <= n; j++)
        {
          guint cost = a[i - 1] != b[j - 1];

          now[j] = MIN (MIN (last[j], now[j - 1]) + 1, last[j - 1] + cost);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            now[j] = MIN (now[j], before[j - 2] + 1);
        }
      before = last;
      last = now;
      now = spare;
    }

  return last[n];
}

void
mill_suggestion_init (MillSuggestion *self,
                      const char     *wish)
{
  self->wish = g_utf8_casefold (wish, -1);
  self->best = NULL;
  /* A third of the letters may be wrong. */
  self->distance = 2 + strlen (self->wish) / 3;
  if (strlen (self->wish) < 3)
    self->distance = 2;
}

void
mill_suggestion_offer (MillSuggestion *self,
                       const char     *candidate)
{
  g_autofree char *folded = g_utf8_casefold (candidate, -1);
  guint found;

  if (strlen (folded) > LONGEST || strlen (self->wish) > LONGEST)
    return;
  found = distance (self->wish, folded);
  if (found < self->distance && found < strlen (folded))
    {
      self->distance = found;
      self->best = candidate;
    }
}

const char *
mill_suggestion_finish (MillSuggestion *self)
{
  g_clear_pointer (&self->wish, g_free);

  return self->best;
}
