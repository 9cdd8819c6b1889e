/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Finds the word that somebody who typed another one most likely meant: candidates are offered one by
 * one, and the nearest (by insertions, deletions, replacements and swaps of neighbours, letter case
 * aside) is kept, if it is near at all. The words stay the caller's. */
typedef struct
{
  char       *wish;
  const char *best;
  guint       distance;
} MillSuggestion;

void        mill_suggestion_init   (MillSuggestion *self,
                                    const char     *wish);
void        mill_suggestion_offer  (MillSuggestion *self,
                                    const char     *candidate);
/* The best candidate, or NULL. Frees what init took. */
const char *mill_suggestion_finish (MillSuggestion *self);

G_END_DECLS
