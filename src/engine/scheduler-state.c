/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scheduler-private.h"

#include "pipeline/node-names.h"

MillNodeRun *
mill_scheduler_find_node (MillScheduler *self,
                          const char    *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

void
mill_scheduler_send_state (MillScheduler *self,
                           MillNodeRun   *node,
                           MillState      state,
                           double         seconds)
{
  MillEvent *event;

  if (node->state == state)
    return;

  node->state = state;
  event = mill_event_new (MILL_EVENT_STATE, node->plan->id);
  event->state = state;
  event->key = g_strdup (self->forecast != NULL
                         ? mill_forecast_get_key (self->forecast, node->plan->index) : NULL);
  event->seconds = seconds;
  mill_run_send (self->run, event);
}

void
mill_scheduler_send_diagnostic (MillScheduler  *self,
                                MillDiagnostic *diagnostic)
{
  g_autoptr (MillNodeNames) names = mill_node_names_new (mill_run_get_pipeline (self->run));
  MillEvent *event = mill_event_new (MILL_EVENT_DIAGNOSTIC, diagnostic->node);

  event->severity = diagnostic->severity;
  event->diagnostic = mill_diagnostic_ref (diagnostic);
  if (diagnostic->name == NULL)
    event->diagnostic = mill_node_names_fill (names, event->diagnostic);
  mill_run_send (self->run, event);
}

gboolean
mill_scheduler_is_ended (MillNodeRun *node)
{
  return node->state != MILL_STATE_WAITING && node->state != MILL_STATE_RUNNING;
}

/* What depends on a node that did not come to its end cannot run. A job that is under way has what it
 * needs, and comes to an end of its own. */
static void
skip_consumers (MillScheduler *self,
                MillNodeRun   *node)
{
  for (guint i = 0; i < node->plan->consumers->len; i++)
    {
      MillPlanNode *plan = g_ptr_array_index (node->plan->consumers, i);
      MillNodeRun *consumer = &self->nodes[plan->index];

      if (mill_scheduler_is_ended (consumer) || consumer->queued)
        continue;
      mill_scheduler_send_state (self, consumer, MILL_STATE_SKIPPED, 0);
      skip_consumers (self, consumer);
    }
}

void
mill_scheduler_fail_node (MillScheduler *self,
                          MillNodeRun   *node,
                          const GError  *error,
                          double         seconds)
{
  g_autoptr (MillDiagnostic) diagnostic = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->failed = TRUE;
  diagnostic = mill_error_dup_diagnostic (error, node->plan->id);
  mill_scheduler_send_diagnostic (self, diagnostic);
  if (!mill_scheduler_is_ended (node))
    mill_scheduler_send_state (self, node, MILL_STATE_FAILED, seconds);
  skip_consumers (self, node);
}
