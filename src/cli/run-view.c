/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/run-view.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "cli/output.h"
#include "cli/progress.h"
#include "store/past.h"

#define FRAME_MS 100

struct _MillRunView
{
  MillRun         *run;
  MillRunViewMode  mode;
  GCancellable    *cancellable;
  GAsyncQueue     *events;        /* of MillEvent */
  int              scheduled;     /* atomic: the main context will look at them */
  guint            timer;
  MillProgress    *progress;      /* NULL where there is no terminal */
  MillTimeLeft    *time_left;     /* likewise */
  GHashTable      *waiting;       /* ids of the nodes that have not ended */
  guint            n_ended;
  MillTally        tally;
  char            *title;         /* or NULL: the only run */
  JsonNode        *values;        /* of the sweep, or NULL */
};

static void
clear_score (gpointer data)
{
  MillScore *score = data;

  g_free (score->node);
  g_free (score->name);
}

/* Several nodes may be of one type: without a title of its own a node goes by its id, as in the log. */
static const char *
get_label (MillRunView *self,
           const char  *id)
{
  MillNode *node = mill_pipeline_get_node (mill_run_get_pipeline (self->run), id);
  const char *title = node ? mill_node_get_title (node) : NULL;

  return title && *title ? title : id;
}

/* A line above the progress bars. */
static void
print_line (MillRunView *self,
            MillStyle    style,
            const char  *node,
            const char  *text)
{
  g_autofree char *clean = mill_text_clean (text);

  if (self->progress)
    mill_progress_clear (self->progress);

  /* Ids have no control characters. */
  if (node)
    mill_output_note ("%s%s:%s %s", mill_terminal_begin (MILL_STDERR, style), node,
                      mill_terminal_end (MILL_STDERR, style), clean);
  else
    mill_output_note ("%s", clean);
}

static void
print_diagnostic (MillRunView    *self,
                  MillDiagnostic *diagnostic)
{
  if (self->progress)
    mill_progress_clear (self->progress);
  mill_output_diagnostic (MILL_STDERR, diagnostic);
}

/* What is no mere note says how grave it is, as other problems do, and is shown where they are. */
static void
show_log (MillRunView *self,
          MillEvent   *event)
{
  if (self->mode == MILL_RUN_VIEW_JSON)
    return;

  if (event->severity == MILL_SEVERITY_NOTE)
    {
      if (self->mode == MILL_RUN_VIEW_LINES)
        print_line (self, MILL_STYLE_DIM, event->node, event->text);
    }
  else
    {
      g_autoptr (MillDiagnostic) problem = mill_diagnostic_new (event->severity, event->node, NULL, "%s", event->text);

      print_diagnostic (self, problem);
    }
}

static void
show_state (MillRunView *self,
            MillEvent   *event)
{
  g_autofree char *text = NULL;

  if (self->mode != MILL_RUN_VIEW_LINES || g_hash_table_contains (self->waiting, event->node))
    return;

  if (isfinite (event->seconds))
    /* Translators: what became of a node, and how many seconds it took: "done, 1.25 s". */
    text = g_strdup_printf (_("%s, %.2f s"), mill_state_get_label (event->state), event->seconds);
  else
    text = g_strdup (mill_state_get_label (event->state));

  print_line (self,
              event->state == MILL_STATE_FAILED ? MILL_STYLE_ERROR
              : event->state == MILL_STATE_DONE || event->state == MILL_STATE_REUSED
                ? MILL_STYLE_GOOD : MILL_STYLE_WARNING,
              event->node, text);
}

static void
begin_progress (MillRunView *self,
                const char  *node)
{
  g_autofree char *label = self->title != NULL
                           ? g_strdup_printf ("%s: %s", self->title, get_label (self, node))
                           : g_strdup (get_label (self, node));

  mill_progress_begin (self->progress, node, label);
}

static void
take_state (MillRunView *self,
            MillEvent   *event)
{
  switch (event->state)
    {
    case MILL_STATE_IDLE:
    case MILL_STATE_WAITING:
      g_hash_table_add (self->waiting, (gpointer) event->node);
      break;

    case MILL_STATE_RUNNING:
      g_hash_table_add (self->waiting, (gpointer) event->node);
      if (self->progress)
        begin_progress (self, event->node);
      break;

    case MILL_STATE_DONE:
    case MILL_STATE_REUSED:
    case MILL_STATE_FAILED:
    case MILL_STATE_SKIPPED:
    case MILL_STATE_CANCELLED:
      g_hash_table_remove (self->waiting, event->node);
      self->n_ended++;
      if (event->state == MILL_STATE_FAILED)
        self->tally.n_failed++;
      else if (event->state == MILL_STATE_DONE)
        self->tally.n_done++;
      else if (event->state == MILL_STATE_REUSED)
        self->tally.n_reused++;
      else if (event->state == MILL_STATE_CANCELLED)
        self->tally.n_cancelled++;
      else
        self->tally.n_skipped++;
      if (self->progress)
        mill_progress_end (self->progress, event->node);
      break;

    default:
      g_return_if_reached ();
    }

  if (self->progress)
    mill_progress_set_count (self->progress, self->n_ended,
                             self->n_ended + g_hash_table_size (self->waiting));
  show_state (self, event);
}

static void
take_metric (MillRunView *self,
             MillEvent   *event)
{
  MillScore score;

  if (event->step > 0)
    return;

  score = (MillScore) { g_strdup (event->node), g_strdup (event->name), event->value,
                        event->baseline };
  g_array_append_val (self->tally.scores, score);
}

/* The first event also says which run this is, for "millctl runs". */
static void
print_json (MillRunView *self,
            MillEvent   *event)
{
  JsonNode *json = mill_event_to_json (event);

  if (event->kind == MILL_EVENT_RUN_STARTED)
    json_object_set_string_member (json_node_get_object (json), "run", mill_run_get_id (self->run));

  if (self->values != NULL)
    json_object_set_member (json_node_get_object (json), "sweep", json_node_copy (self->values));

  mill_output_json (json);
}

static double
get_now (void)
{
  return g_get_monotonic_time () / (double) G_USEC_PER_SEC;
}

static void
take_event (MillRunView *self,
            MillEvent   *event)
{
  if (self->time_left)
    mill_time_left_take_event (self->time_left, event, get_now ());
  if (self->mode == MILL_RUN_VIEW_JSON)
    print_json (self, event);

  switch (event->kind)
    {
    case MILL_EVENT_STATE:
      take_state (self, event);
      break;

    case MILL_EVENT_PROGRESS:
      if (self->progress)
        mill_progress_advance (self->progress, event->node, event->fraction, event->seconds);
      break;

    case MILL_EVENT_LOG:
      show_log (self, event);
      break;

    case MILL_EVENT_METRIC:
      take_metric (self, event);
      break;

    case MILL_EVENT_DIAGNOSTIC:
      if (self->mode != MILL_RUN_VIEW_JSON)
        print_diagnostic (self, event->diagnostic);
      break;

    case MILL_EVENT_RUN_FINISHED:
      self->tally.state = event->state;
      self->tally.seconds = event->seconds;
      break;

    case MILL_EVENT_RUN_STARTED:
    case MILL_EVENT_ROWS:
    case MILL_EVENT_SOURCE:
    case MILL_EVENT_FILE:
    case MILL_EVENT_ARTIFACT:
    default:
      break;
    }
}

static void
take_events (MillRunView *self)
{
  MillEvent *event;
  gboolean any = FALSE;

  while ((event = g_async_queue_try_pop (self->events)))
    {
      take_event (self, event);
      mill_event_unref (event);
      any = TRUE;
    }

  if (any && self->mode == MILL_RUN_VIEW_JSON && !mill_output_flush ())
    g_cancellable_cancel (self->cancellable);
}

static gboolean
drain_cb (gpointer data)
{
  MillRunView *self = data;

  g_atomic_int_set (&self->scheduled, FALSE);
  take_events (self);

  return G_SOURCE_REMOVE;
}

static gboolean
frame_cb (gpointer data)
{
  MillRunView *self = data;

  mill_progress_set_left (self->progress, mill_time_left_advance (self->time_left, get_now ()));
  mill_progress_draw (self->progress);

  return G_SOURCE_CONTINUE;
}

static void
event_cb (MillEvent *event,
          gpointer   data)
{
  MillRunView *self = data;

  g_async_queue_push (self->events, mill_event_ref (event));
  if (g_atomic_int_compare_and_exchange (&self->scheduled, FALSE, TRUE))
    g_idle_add_full (G_PRIORITY_DEFAULT, drain_cb, self, NULL);
}

static void
unref_event (gpointer event)
{
  mill_event_unref (event);
}

MillRunView *
mill_run_view_new (MillRun         *run,
                   MillRunViewMode  mode,
                   GCancellable    *cancellable)
{
  MillRunView *self = g_new0 (MillRunView, 1);
  gboolean has_bars = mode == MILL_RUN_VIEW_LINES || mode == MILL_RUN_VIEW_BARS;

  self->run = g_object_ref (run);
  self->mode = mode;
  self->cancellable = g_object_ref (cancellable);
  self->events = g_async_queue_new_full (unref_event);
  self->waiting = g_hash_table_new (g_str_hash, g_str_equal);
  self->tally.scores = g_array_new (FALSE, FALSE, sizeof (MillScore));
  g_array_set_clear_func (self->tally.scores, clear_score);
  if (has_bars && mill_terminal_is_one (MILL_STDERR))
    {
      self->progress = mill_progress_new ();
      self->time_left = mill_time_left_new (mill_run_get_pipeline (run));
      self->timer = g_timeout_add (FRAME_MS, frame_cb, self);
    }

  mill_run_add_listener (run, event_cb, self, NULL);

  return self;
}

void
mill_run_view_set_title (MillRunView *self,
                         const char  *title,
                         JsonNode    *values)
{
  g_set_str (&self->title, title);
  g_clear_pointer (&self->values, json_node_unref);
  self->values = values;
  mill_output_set_title (title);
}

void
mill_run_view_recall (MillRunView *self,
                      MillStore   *store,
                      GFile       *file)
{
  g_autoptr (GPtrArray) past = NULL;

  if (self->time_left == NULL)
    return;

  /* Where that cannot be read the run is not remembered either, which is told at its end. */
  past = mill_store_list_past (store, file, NULL);
  for (guint i = 0; past != NULL && i < past->len; i++)
    mill_time_left_add_past (self->time_left, past->pdata[i]);
}

void
mill_run_view_finish (MillRunView *self)
{
  take_events (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->progress, mill_progress_free);
  g_clear_pointer (&self->time_left, mill_time_left_free);
}

const MillTally *
mill_run_view_get_tally (MillRunView *self)
{
  return &self->tally;
}

void
mill_run_view_free (MillRunView *self)
{
  mill_run_view_finish (self);
  /* The idle that was to look at the last events must not outlive it. */
  while (g_idle_remove_by_data (self))
    continue;
  mill_output_set_title (NULL);
  g_free (self->title);
  g_clear_pointer (&self->values, json_node_unref);
  g_async_queue_unref (self->events);
  g_hash_table_unref (self->waiting);
  g_array_unref (self->tally.scores);
  g_object_unref (self->cancellable);
  g_object_unref (self->run);
  g_free (self);
}
