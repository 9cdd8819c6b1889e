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
mill_state_words_dup_stop (MillSession *session)
{
  double seconds = mill_session_get_left (session);
  g_autofree char *left = seconds > 0 ? mill_remaining_dup_words (seconds) : NULL;
  guint n, n_ended, index, n_runs, n_bad;

  /* A node that is at work on a batch of rows ends that first. */
  if (mill_session_get_stopping (session))
    return g_strdup (_("Stopping…"));
  mill_session_get_progress (session, &n_ended, &n);
  if (mill_session_get_sweep (session, &index, &n_runs, &n_bad))
    /* Translators: on the button that stops a run: how many of how many nodes have ended, and which of how many
     * runs it is. */
    return g_strdup_printf (_("Stop %1$u/%2$u, run %3$u of %4$u"), n_ended, n, index + 1, n_runs);
  if (left == NULL)
    /* Translators: on the button that stops a run: how many of how many nodes have ended. */
    return g_strdup_printf (_("Stop %u/%u"), n_ended, n);

  /* Translators: on the button that stops a run: how many of how many nodes have ended, and "about 20 s left". */
  return g_strdup_printf (_("Stop %1$u/%2$u, %3$s"), n_ended, n, left);
}

char *
mill_state_words_dup_values (const MillNodeStatus *status)
{
  if (status->values == NULL)
    return NULL;

  /* Translators: the state of a node: "Made with other values: rows = 5, name = x". */
  return g_strdup_printf (_("Made with other values: %s"), status->values);
}

char *
mill_state_words_dup_changed (const MillNodeStatus *status)
{
  char *values = mill_state_words_dup_values (status);

  return values != NULL ? values : g_strdup (_("Changed since the last run"));
}

const char *
mill_state_words_get_old (const MillNodeStatus *status)
{
  return status->values != NULL ? _("Made with other values") : _("Out of date");
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
