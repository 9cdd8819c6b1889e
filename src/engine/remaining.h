/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long what is going on will still take, from how fast it has gone lately: what it did long ago counts
 * less and less, since the parts of a piece of work go at different speeds. Begins as zeros. */
typedef struct
{
  double begun;      /* in seconds of any clock that only goes on */
  double last;       /* when @fraction was told */
  double fraction;
  double speed;      /* how much of the work is done in a second */
} MillRemaining;

void   mill_remaining_begin     (MillRemaining *self,
                                 double         now);
/* Takes what part of the work is done at @now, 0 to 1, and returns the seconds that are left. NAN: nobody can
 * know yet. What is less than before is taken as before. */
double mill_remaining_advance   (MillRemaining *self,
                                 double         now,
                                 double         fraction);
/* "about 20 s left", as roughly as it is known; NULL where @seconds is NAN. */
char  *mill_remaining_dup_words (double         seconds);

G_END_DECLS
