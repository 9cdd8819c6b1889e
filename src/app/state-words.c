/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/state-words.h"

#include <glib/gi18n-lib.h>

#include "app/look.h"
#include "engine/remaining.h"

char *
mill_state_words_dup_running (const MillNodeStatus *status)
{
  g_autofree char *left = NULL;

  if (status->state != MILL_STATE_RUNNING || status->fraction <= 0)
    return NULL;

  left = mill_remaining_dup_words (status->left);
  if (left == NULL)
    /* Translators: how much of the work of a node is done. */
    return g_strdup_printf (_("Running, %.0f %%"), status->fraction * 100);

  /* Translators: how much of the work of a node is done, and "about 20 s left". */
  return g_strdup_printf (_("Running, %1$.0f %%, %2$s"), status->fraction * 100, left);
}

char *
mill_state_words_dup_done (const MillNodeStatus *status)
{
  g_autofree char *duration = NULL;

  if (status->state != MILL_STATE_DONE)
    return NULL;

  duration = mill_look_dup_duration (status->seconds);

  /* Translators: the state of a node, and how long it took. */
  return g_strdup_printf (_("%s in %s"), mill_state_get_label (status->state), duration);
}
