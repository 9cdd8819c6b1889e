/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"
#include "store/repeat.h"

G_BEGIN_DECLS

/* Runs "numbers" (10 of them), of which "few" keeps those from the parameter "least" on, which is 2; "count"
 * counts and "word" tells them. Remembers that run. */
void        again_run    (Fixture           *self,
                          GFile             *file,
                          const char *const *values);
/* What is remembered of the latest run. */
MillRepeat *again_begin  (Fixture           *self,
                          GError           **error);
/* Does that run again, to its end. */
MillRepeat *again_repeat (Fixture           *self);

G_END_DECLS
