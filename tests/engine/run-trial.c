/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run-trial.h"

#include <string.h>

#include "pipeline/reader.h"

#include "run-types.h"

static void
note_event (MillEvent *event,
            gpointer   data)
{
  RunTrial *trial = data;

  g_mutex_lock (&trial->lock);
  g_ptr_array_add (trial->events, mill_event_ref (event));
  g_mutex_unlock (&trial->lock);
}

RunTrial *
run_trial_new (const char        *nodes,
               const char *const *targets)
{
  g_autofree char *text = g_strdup_printf ("{\"format\": \"millrace/1\", \"nodes\": {%s}}", nodes);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MillPipeline) pipeline =
    mill_pipeline_new_from_bytes (run_types_get_catalogue (), bytes, problems, &error);
  g_autoptr (MillBindings) bindings = NULL;
  MillRunOptions options = { .targets = targets, .threads = 2, .problems = problems };
  RunTrial *trial = g_new0 (RunTrial, 1);

  g_assert_no_error (error);
  bindings = mill_bindings_new (pipeline, NULL, &error);
  g_assert_no_error (error);
  trial->events = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);
  g_mutex_init (&trial->lock);
  trial->run = mill_run_new (pipeline, bindings, &options);
  mill_run_add_listener (trial->run, note_event, trial, NULL);

  return trial;
}

RunTrial *
run_trial_run (const char *nodes)
{
  RunTrial *trial = run_trial_new (nodes, NULL);

  trial->end = mill_run_execute (trial->run, NULL);

  return trial;
}

void
run_trial_free (RunTrial *self)
{
  gpointer run = self->run;

  /* The thread of an asynchronous run lets go of it shortly after it has told its end. */
  g_object_add_weak_pointer (G_OBJECT (run), &run);
  g_object_unref (self->run);
  for (int i = 0; i < 5000 && g_atomic_pointer_get (&run) != NULL; i++)
    g_usleep (1000);
  g_assert_null (run);

  g_ptr_array_unref (self->events);
  g_mutex_clear (&self->lock);
  g_free (self);
}

MillState
run_trial_get_state (RunTrial   *self,
                     const char *node)
{
  MillState state = MILL_STATE_IDLE;

  for (guint i = 0; i < self->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (self->events, i);

      if (event->kind == MILL_EVENT_STATE && g_strcmp0 (event->node, node) == 0)
        state = event->state;
    }

  return state;
}

guint
run_trial_count_states (RunTrial   *self,
                        const char *node,
                        MillState   state)
{
  guint n = 0;

  for (guint i = 0; i < self->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (self->events, i);

      n += event->kind == MILL_EVENT_STATE && g_strcmp0 (event->node, node) == 0 &&
           event->state == state;
    }

  return n;
}

guint
run_trial_count_diagnostics (RunTrial *self)
{
  guint n = 0;

  for (guint i = 0; i < self->events->len; i++)
    n += ((MillEvent *) g_ptr_array_index (self->events, i))->kind == MILL_EVENT_DIAGNOSTIC;

  return n;
}

MillEvent *
run_trial_find (RunTrial      *self,
                MillEventKind  kind,
                const char    *node)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (self->events, i);

      if (event->kind == kind && (node == NULL || g_strcmp0 (event->node, node) == 0))
        return event;
    }

  return NULL;
}

const char *
run_trial_get_key (RunTrial   *self,
                   const char *node)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      MillEvent *event = g_ptr_array_index (self->events, i);

      if (event->kind == MILL_EVENT_STATE && event->state == MILL_STATE_DONE &&
          g_strcmp0 (event->node, node) == 0)
        return event->key;
    }

  return NULL;
}
