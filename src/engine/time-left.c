/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/time-left.h"

#include <math.h>

/* How fast what is shown follows: a jump is 1/e of what it was after so many seconds, or this part of the time
 * that the run has taken. */
#define FOLLOW_SECONDS 2.0
#define FOLLOW_SHARE 0.1
/* So long what is shown goes on by itself where nobody knows any more: between two nodes. */
#define HOLD_SECONDS 1.0
/* What a node says of itself is all that counts from this part of it on: before, it is the less sure the less is
 * done, and counts beside how long it took when it last ran. */
#define SURE_FRACTION 0.2

typedef struct
{
  const char   *id;
  GPtrArray    *consumers;   /* of Part */
  MillState     state;
  MillPastNode *past;        /* or NULL */
  double        began;
  double        left;        /* as the node told it at @told, NAN: it did not */
  double        told;
  double        fraction;    /* that was done then */
} Part;

struct _MillTimeLeft
{
  MillPipeline *pipeline;
  GHashTable   *parts;       /* const char *id -> Part */
  double        began;       /* when the first node did, NAN: none has */
  double        shown;
  double        last;        /* when that was */
  double        known;       /* when it was last known */
};

static void
part_free (gpointer data)
{
  Part *self = data;

  g_ptr_array_unref (self->consumers);
  g_clear_pointer (&self->past, mill_past_node_free);
  g_free (self);
}

void
mill_past_node_free (gpointer data)
{
  MillPastNode *self = data;

  g_free (self->node);
  g_free (self);
}

MillTimeLeft *
mill_time_left_new (MillPipeline *pipeline)
{
  MillTimeLeft *self = g_new0 (MillTimeLeft, 1);
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);

  self->pipeline = g_object_ref (pipeline);
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, part_free);
  self->began = self->shown = NAN;
  for (guint i = 0; i < nodes->len; i++)
    {
      Part *part = g_new0 (Part, 1);

      part->id = mill_node_get_id (nodes->pdata[i]);
      part->consumers = g_ptr_array_new ();
      part->left = NAN;
      g_hash_table_insert (self->parts, (gpointer) part->id, part);
    }
  for (guint i = 0; i < nodes->len; i++)
    {
      Part *part = g_hash_table_lookup (self->parts, mill_node_get_id (nodes->pdata[i]));
      guint n_inputs;
      const MillInput *inputs = mill_node_get_inputs (nodes->pdata[i], &n_inputs);

      for (guint j = 0; j < n_inputs; j++)
        {
          Part *from = g_hash_table_lookup (self->parts, inputs[j].from_node);

          if (from != NULL && !inputs[j].muted)
            g_ptr_array_add (from->consumers, part);
        }
    }

  return self;
}

void
mill_time_left_free (MillTimeLeft *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->parts);
  g_object_unref (self->pipeline);
  g_free (self);
}

void
mill_time_left_add_past (MillTimeLeft       *self,
                         const MillPastNode *past)
{
  Part *part = g_hash_table_lookup (self->parts, past->node);

  /* Of a node that the pipeline has no more nothing is to be known. */
  if (part == NULL || !(past->to > past->from))
    return;

  g_clear_pointer (&part->past, mill_past_node_free);
  part->past = g_memdup2 (past, sizeof *past);
  part->past->node = g_strdup (past->node);
}

void
mill_time_left_take_event (MillTimeLeft    *self,
                           const MillEvent *event,
                           double           now)
{
  Part *part = event->node != NULL ? g_hash_table_lookup (self->parts, event->node) : NULL;

  if (part == NULL)
    return;
  if (event->kind == MILL_EVENT_PROGRESS)
    {
      part->left = event->seconds;
      part->told = now;
      part->fraction = event->fraction;
    }
  if (event->kind != MILL_EVENT_STATE)
    return;

  part->state = event->state;
  part->left = NAN;
  part->began = now;
  if (part->state == MILL_STATE_RUNNING && isnan (self->began))
    self->began = now;
}

static gboolean
has_running_consumer (const Part *part)
{
  for (guint i = 0; i < part->consumers->len; i++)
    if (((Part *) part->consumers->pdata[i])->state == MILL_STATE_RUNNING)
      return TRUE;

  return FALSE;
}

static double
running_left (const Part *part,
              double      now)
{
  double own = part->left - (now - part->told);
  double known = part->past != NULL ? part->past->to - part->past->from - (now - part->began) : NAN;
  double sure = MIN (part->fraction / SURE_FRACTION, 1);

  if (own > 0 && known > 0)
    return sure * own + (1 - sure) * known;
  if (own > 0 || (isnan (own) && known > 0))
    return own > 0 ? own : known;

  /* What reads it runs already, so that both are one query, and end together. */
  return has_running_consumer (part) ? 0 : NAN;
}

static int
compare_past (gconstpointer a,
              gconstpointer b)
{
  const MillPastNode *first = *(const MillPastNode *const *) a;
  const MillPastNode *second = *(const MillPastNode *const *) b;

  if (first->run != second->run)
    return first->run < second->run ? -1 : 1;

  return (first->from > second->from) - (first->from < second->from);
}

/* How long any of them ran. Sorts @past. */
static double
sum_times (GPtrArray *past)
{
  const MillPastNode *last = NULL;
  double end = 0, sum = 0;

  g_ptr_array_sort (past, compare_past);
  for (guint i = 0; i < past->len; i++)
    {
      const MillPastNode *node = past->pdata[i];
      double from = node->from;

      if (last != NULL && last->run == node->run)
        from = MAX (from, end);
      if (node->to > from)
        {
          sum += node->to - from;
          end = node->to;
          last = node;
        }
    }

  return sum;
}

static double
look (MillTimeLeft *self,
      double        now)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) running = g_ptr_array_new ();
  double longest = 0;
  GHashTableIter iter;
  Part *part;

  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &part))
    {
      if (part->state == MILL_STATE_RUNNING)
        {
          double left = running_left (part, now);

          if (isnan (left))
            return NAN;
          longest = MAX (longest, left);
        }
      else if (part->state != MILL_STATE_WAITING)
        continue;
      else if (part->past == NULL)
        return NAN;

      if (part->past == NULL)
        continue;
      g_ptr_array_add (all, part->past);
      if (part->state == MILL_STATE_RUNNING)
        g_ptr_array_add (running, part->past);
    }

  /* What waits ran beside what runs now, or after it. */
  return longest + sum_times (all) - sum_times (running);
}

double
mill_time_left_advance (MillTimeLeft *self,
                        double        now)
{
  double step = now - self->last;
  double left;

  /* Before that nobody knows what is there already and need not run. */
  if (isnan (self->began))
    return NAN;

  left = look (self, now);
  self->last = now;
  if (isfinite (left))
    self->known = now;
  if (isnan (left) && now - self->known > HOLD_SECONDS)
    self->shown = NAN;
  else if (isnan (self->shown))
    self->shown = left;
  else
    {
      double follow = MAX (FOLLOW_SECONDS, FOLLOW_SHARE * (now - self->began));

      self->shown = MAX (self->shown - step, 0);
      if (isfinite (left))
        self->shown += (1 - exp (-step / follow)) * (left - self->shown);
    }

  return self->shown;
}
