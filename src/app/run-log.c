/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/run-log.h"

#include "app/results/log-line.h"

#define N_LEVELS (MILL_RUN_LOG_ERRORS + 1)

/* Most lines are of MILL_EVENT_LOG, and are not kept as events: those are four times as large. */
typedef struct
{
  gint64        time;
  const char   *node;       /* interned, or NULL */
  const char   *text;       /* among the texts */
  MillEvent    *event;      /* of any other kind, or NULL */
  MillSeverity  severity;
} Line;

typedef struct
{
  GArray       *lines;      /* Line */
  GStringChunk *texts;
} Lines;

/* ---- The lines of a level as a list model ---- */

#define MILL_TYPE_LOG_MODEL (mill_log_model_get_type ())
G_DECLARE_FINAL_TYPE (MillLogModel, mill_log_model, MILL, LOG_MODEL, GObject)

struct _MillLogModel
{
  GObject  parent_instance;

  Lines   *lines;
  GArray  *numbers;   /* guint32, of lines; NULL: all of them */
  guint    n_told;
};

static void model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MillLogModel, mill_log_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, model_iface_init))

struct _MillRunLog
{
  Lines        *lines;
  MillLogModel *levels[N_LEVELS];
};

static void
clear_line (gpointer data)
{
  Line *line = data;

  g_clear_pointer (&line->event, mill_event_unref);
}

static void
clear_lines (gpointer data)
{
  Lines *lines = data;

  g_array_unref (lines->lines);
  g_string_chunk_free (lines->texts);
}

static GType
get_item_type (GListModel *model)
{
  return MILL_TYPE_LOG_LINE;
}

static guint
count (MillLogModel *self)
{
  return self->numbers != NULL ? self->numbers->len : self->lines->lines->len;
}

static guint
get_n_items (GListModel *model)
{
  return MILL_LOG_MODEL (model)->n_told;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  MillLogModel *self = MILL_LOG_MODEL (model);
  const Line *line;

  if (position >= self->n_told)
    return NULL;

  if (self->numbers != NULL)
    position = g_array_index (self->numbers, guint32, position);
  line = &g_array_index (self->lines->lines, Line, position);

  return line->event != NULL ? mill_log_line_new (line->event)
                             : mill_log_line_new_said (line->time, line->severity, line->node, line->text);
}

static void
model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Tells what has changed since it told the last time: lines come at the end, or all of them go. */
static void
tell (MillLogModel *self)
{
  guint before = self->n_told;

  self->n_told = count (self);
  if (self->n_told > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n_told - before);
  else if (self->n_told < before)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->n_told);
}

static void
mill_log_model_finalize (GObject *object)
{
  MillLogModel *self = MILL_LOG_MODEL (object);

  g_clear_pointer (&self->numbers, g_array_unref);
  g_rc_box_release_full (self->lines, clear_lines);

  G_OBJECT_CLASS (mill_log_model_parent_class)->finalize (object);
}

static void
mill_log_model_class_init (MillLogModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_log_model_finalize;
}

static void
mill_log_model_init (MillLogModel *self)
{
}

/* ---- The log ---- */

MillRunLog *
mill_run_log_new (void)
{
  MillRunLog *self = g_new0 (MillRunLog, 1);

  self->lines = g_rc_box_new0 (Lines);
  self->lines->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines->lines, clear_line);
  self->lines->texts = g_string_chunk_new (64 * 1024);
  for (guint i = 0; i < N_LEVELS; i++)
    {
      self->levels[i] = g_object_new (MILL_TYPE_LOG_MODEL, NULL);
      self->levels[i]->lines = g_rc_box_acquire (self->lines);
      if (i != MILL_RUN_LOG_ALL)
        self->levels[i]->numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
    }

  return self;
}

void
mill_run_log_free (MillRunLog *self)
{
  for (guint i = 0; i < N_LEVELS; i++)
    g_object_unref (self->levels[i]);
  g_rc_box_release_full (self->lines, clear_lines);
  g_free (self);
}

static void
add_line (MillRunLog *self,
          MillEvent  *event)
{
  guint32 number = self->lines->lines->len;
  Line line = { .time = event->time, .node = event->node, .severity = mill_log_line_choose_severity (event) };

  if (event->kind == MILL_EVENT_LOG)
    line.text = g_string_chunk_insert (self->lines->texts, event->text);
  else
    line.event = mill_event_ref (event);
  g_array_append_val (self->lines->lines, line);

  if (line.severity != MILL_SEVERITY_NOTE)
    g_array_append_val (self->levels[MILL_RUN_LOG_WARNINGS]->numbers, number);
  if (line.severity == MILL_SEVERITY_ERROR)
    g_array_append_val (self->levels[MILL_RUN_LOG_ERRORS]->numbers, number);
}

void
mill_run_log_add (MillRunLog       *self,
                  MillEvent *const *events,
                  guint             n_events)
{
  for (guint i = 0; i < n_events; i++)
    if (mill_log_line_is_said (events[i]))
      add_line (self, events[i]);

  for (guint i = 0; i < N_LEVELS; i++)
    tell (self->levels[i]);
}

void
mill_run_log_clear (MillRunLog *self)
{
  g_array_set_size (self->lines->lines, 0);
  g_string_chunk_clear (self->lines->texts);
  for (guint i = 0; i < N_LEVELS; i++)
    if (self->levels[i]->numbers != NULL)
      g_array_set_size (self->levels[i]->numbers, 0);

  for (guint i = 0; i < N_LEVELS; i++)
    tell (self->levels[i]);
}

GListModel *
mill_run_log_get (MillRunLog      *self,
                  MillRunLogLevel  level)
{
  return G_LIST_MODEL (self->levels[level]);
}
