/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/session.h"

G_BEGIN_DECLS

/* "Running, 52 %, about 20 s left": how far a node that runs is, as far as that is known. NULL where it does not
 * run, or nothing is known. */
char *mill_state_words_dup_running (const MillNodeStatus *status);
/* "Stop 1/4, about 20 s left", "Stopping…": what the button that stops the present run says. */
char *mill_state_words_dup_stop    (MillSession          *session);
/* "Made with other values: rows = 5"; NULL where the pipeline's own count. */
char *mill_state_words_dup_values  (const MillNodeStatus *status);
/* Of a node that is stale: the same, or else that it was changed. */
char *mill_state_words_dup_changed (const MillNodeStatus *status);
/* That it is stale, in few words, without the values. */
const char *
      mill_state_words_get_old     (const MillNodeStatus *status);
/* "Done in 1.2 s", NULL where it is not done. */
char *mill_state_words_dup_done    (const MillNodeStatus *status);

G_END_DECLS
