/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/card-words.h"

#include <glib/gi18n-lib.h>

#include "app/state-words.h"

/* NULL: nobody has counted them, or it gives no table. */
static char *
dup_rows (MillSession        *session,
          const char         *node,
          const MillNodeType *type)
{
  const MillPort *port = type != NULL ? mill_node_type_get_port (type, MILL_PORT_OUT, 0) : NULL;
  gint64 n_rows = port != NULL ? mill_session_get_rows (session, node, port->name) : -1;

  if (n_rows < 0)
    return NULL;

  return g_strdup_printf (ngettext ("%'lu row", "%'lu rows", (gulong) n_rows), (gulong) n_rows);
}

static char *
dup_failure (MillSession *session,
             const char  *node)
{
  g_autoptr (GPtrArray) problems = mill_session_list_diagnostics (session, node);

  for (guint i = 0; i < problems->len; i++)
    {
      const MillDiagnostic *problem = g_ptr_array_index (problems, i);

      if (problem->severity == MILL_SEVERITY_ERROR)
        /* Translators: the state of a node, and what went wrong. */
        return g_strdup_printf (_("%1$s: %2$s"), mill_state_get_label (MILL_STATE_FAILED),
                                problem->message);
    }

  return g_strdup (mill_state_get_label (MILL_STATE_FAILED));
}

char *
mill_card_words_dup_state (MillSession        *session,
                           const char         *node,
                           const MillNodeType *type)
{
  const MillOutlook *outlook = mill_session_get_outlook (session, node);
  g_autofree char *running = NULL;
  g_autofree char *rows = NULL;
  MillNodeStatus status;

  mill_session_get_status (session, node, &status);
  if (status.state == MILL_STATE_IDLE)
    return outlook != NULL ? mill_outlook_dup_will (outlook) : NULL;
  if (status.stale && (status.state == MILL_STATE_DONE || status.state == MILL_STATE_REUSED))
    return mill_state_words_dup_changed (&status);
  if ((running = mill_state_words_dup_running (&status)) != NULL)
    return g_steal_pointer (&running);
  if (status.state == MILL_STATE_FAILED)
    return dup_failure (session, node);
  if (status.state == MILL_STATE_DONE || status.state == MILL_STATE_REUSED)
    rows = dup_rows (session, node, type);
  if (rows != NULL)
    /* Translators: the state of a node, and how many rows it gives: "Done, 12 rows". */
    return g_strdup_printf (_("%1$s, %2$s"), mill_state_get_label (status.state), rows);

  return g_strdup (mill_state_get_label (status.state));
}
