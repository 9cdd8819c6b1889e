/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/results/log-line.h"

#include <glib/gi18n-lib.h>

#include "app/look.h"

struct _MillLogLine
{
  GObject       parent_instance;

  MillSeverity  severity;
  char         *time;
  const char   *node;     /* interned */
  char         *param;
  char         *text;
};

G_DEFINE_FINAL_TYPE (MillLogLine, mill_log_line, G_TYPE_OBJECT)

static char *
dup_time (gint64 time)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *seconds = local != NULL ? g_date_time_format (local, "%H:%M:%S") : NULL;

  if (seconds == NULL)
    return g_strdup ("");

  return g_strdup_printf ("%s.%03d", seconds, (int) (time % G_USEC_PER_SEC / 1000));
}

static char *
dup_state_text (const MillEvent *event)
{
  g_autofree char *duration = NULL;

  switch (event->state)
    {
    case MILL_STATE_DONE:
      duration = mill_look_dup_duration (event->seconds);
      return g_strdup_printf (_("Done in %s"), duration);
    case MILL_STATE_FAILED:
    case MILL_STATE_SKIPPED:
    case MILL_STATE_CANCELLED:
    case MILL_STATE_REUSED:
      return g_strdup (mill_state_get_label (event->state));
    case MILL_STATE_IDLE:
    case MILL_STATE_WAITING:
    case MILL_STATE_RUNNING:
    default:
      return NULL;
    }
}

static char *
dup_end_text (const MillEvent *event)
{
  g_autofree char *duration = mill_look_dup_duration (event->seconds);

  switch (event->state)
    {
    case MILL_STATE_DONE:
      return g_strdup_printf (_("The run is done after %s"), duration);
    case MILL_STATE_CANCELLED:
      return g_strdup_printf (_("The run was stopped after %s"), duration);
    case MILL_STATE_FAILED:
    case MILL_STATE_IDLE:
    case MILL_STATE_REUSED:
    case MILL_STATE_WAITING:
    case MILL_STATE_RUNNING:
    case MILL_STATE_SKIPPED:
    default:
      return g_strdup_printf (_("The run failed after %s"), duration);
    }
}

static char *
dup_score_text (const MillEvent *event)
{
  if (event->baseline != event->baseline)
    return g_strdup_printf ("%s: %.4g", event->name, event->value);

  return g_strdup_printf (_("%s: %.4g (baseline: %.4g)"), event->name, event->value,
                          event->baseline);
}

static char *
dup_text (const MillEvent *event)
{
  switch (event->kind)
    {
    case MILL_EVENT_RUN_STARTED:
      return g_strdup (_("The run begins"));
    case MILL_EVENT_RUN_FINISHED:
      return dup_end_text (event);
    case MILL_EVENT_STATE:
      return dup_state_text (event);
    case MILL_EVENT_LOG:
      return g_strdup (event->text);
    case MILL_EVENT_SOURCE:
      return g_strdup_printf (_("Reads %s"), event->text);
    case MILL_EVENT_METRIC:
      return dup_score_text (event);
    case MILL_EVENT_DIAGNOSTIC:
      if (event->diagnostic->hint != NULL)
        return g_strdup_printf ("%s\n%s", event->diagnostic->message, event->diagnostic->hint);
      return g_strdup (event->diagnostic->message);
    case MILL_EVENT_PROGRESS:
    case MILL_EVENT_ROWS:
    case MILL_EVENT_FILE:
    case MILL_EVENT_ARTIFACT:
    default:
      return NULL;
    }
}

gboolean
mill_log_line_is_said (const MillEvent *event)
{
  switch (event->kind)
    {
    case MILL_EVENT_RUN_STARTED:
    case MILL_EVENT_RUN_FINISHED:
    case MILL_EVENT_LOG:
    case MILL_EVENT_SOURCE:
      return TRUE;
    case MILL_EVENT_STATE:
      return event->state != MILL_STATE_IDLE && event->state != MILL_STATE_WAITING &&
             event->state != MILL_STATE_RUNNING;
    case MILL_EVENT_METRIC:
      /* The rounds of a training are seen as a curve. */
      return event->series == NULL && event->step == 0;
    case MILL_EVENT_DIAGNOSTIC:
      return event->diagnostic != NULL;
    case MILL_EVENT_PROGRESS:
    case MILL_EVENT_ROWS:
    case MILL_EVENT_FILE:
    case MILL_EVENT_ARTIFACT:
    default:
      return FALSE;
    }
}

MillSeverity
mill_log_line_choose_severity (const MillEvent *event)
{
  if (event->kind == MILL_EVENT_DIAGNOSTIC)
    return event->diagnostic->severity;
  if (event->kind == MILL_EVENT_LOG)
    return event->severity;
  if ((event->kind == MILL_EVENT_STATE || event->kind == MILL_EVENT_RUN_FINISHED) &&
      event->state == MILL_STATE_FAILED)
    return MILL_SEVERITY_ERROR;

  return MILL_SEVERITY_NOTE;
}

MillLogLine *
mill_log_line_new_said (gint64        time,
                        MillSeverity  severity,
                        const char   *node,
                        const char   *text)
{
  MillLogLine *self = g_object_new (MILL_TYPE_LOG_LINE, NULL);

  self->severity = severity;
  self->time = dup_time (time);
  self->node = node;
  self->text = g_strdup (text);

  return self;
}

MillLogLine *
mill_log_line_new (const MillEvent *event)
{
  g_autofree char *text = dup_text (event);
  const char *node = event->node;
  MillLogLine *self;

  if (node == NULL && event->diagnostic != NULL && event->diagnostic->node != NULL)
    node = g_intern_string (event->diagnostic->node);
  self = mill_log_line_new_said (event->time, mill_log_line_choose_severity (event), node, text);
  self->param = event->diagnostic != NULL ? g_strdup (event->diagnostic->param) : NULL;

  return self;
}

MillSeverity
mill_log_line_get_severity (MillLogLine *self)
{
  return self->severity;
}

const char *
mill_log_line_get_time (MillLogLine *self)
{
  return self->time;
}

const char *
mill_log_line_get_node (MillLogLine *self)
{
  return self->node;
}

const char *
mill_log_line_get_param (MillLogLine *self)
{
  return self->param;
}

const char *
mill_log_line_get_text (MillLogLine *self)
{
  return self->text;
}

static void
mill_log_line_finalize (GObject *object)
{
  MillLogLine *self = MILL_LOG_LINE (object);

  g_free (self->time);
  g_free (self->param);
  g_free (self->text);

  G_OBJECT_CLASS (mill_log_line_parent_class)->finalize (object);
}

static void
mill_log_line_class_init (MillLogLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_log_line_finalize;
}

static void
mill_log_line_init (MillLogLine *self)
{
}
