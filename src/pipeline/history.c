/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/history.h"

#include "pipeline/component.h"
#include "pipeline/edit-private.h"
#include "pipeline/history-private.h"

/* Two seconds: a pause in typing ends the step. */
#define MERGE_TIME (2 * G_TIME_SPAN_SECOND)

typedef struct
{
  char   *label;
  char   *merge_key;
  gint64  time;
  GArray *deltas;
} Step;

/* What the properties say, to tell which of them a change has touched. */
typedef struct
{
  gboolean    can_undo;
  gboolean    can_redo;
  const char *undo_label;
  const char *redo_label;
  gboolean    modified;
  guint       position;
  guint       n_steps;
} State;

struct _MillHistory
{
  GObject       parent_instance;

  MillPipeline *pipeline;
  GPtrArray    *steps;
  guint         position;     /* how many of the steps are done */
  gint64        saved;        /* the position that was saved; -1: it can no longer be reached */
  gboolean      mergeable;    /* the last step was the last thing done */
  MillEdit     *open;
  char         *open_label;

  MillInside   *inside;       /* NULL: this is the history of the whole */
};

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  PROP_MODIFIED,
  PROP_POSITION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (MillHistory, mill_history, G_TYPE_OBJECT)

static void
free_step (gpointer data)
{
  Step *step = data;

  g_free (step->label);
  g_free (step->merge_key);
  g_array_unref (step->deltas);
  g_free (step);
}

static void
mill_history_finalize (GObject *object)
{
  MillHistory *self = MILL_HISTORY (object);

  g_clear_pointer (&self->inside, mill_inside_free);
  g_clear_pointer (&self->open, mill_edit_free);
  g_free (self->open_label);
  g_ptr_array_unref (self->steps);
  g_clear_object (&self->pipeline);

  G_OBJECT_CLASS (mill_history_parent_class)->finalize (object);
}

static void
mill_history_get_property (GObject    *object,
                           guint       property,
                           GValue     *value,
                           GParamSpec *pspec)
{
  MillHistory *self = MILL_HISTORY (object);

  switch (property)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, mill_history_get_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, mill_history_get_can_redo (self));
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, mill_history_get_undo_label (self));
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, mill_history_get_redo_label (self));
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, mill_history_get_modified (self));
      break;
    case PROP_POSITION:
      g_value_set_uint (value, mill_history_get_position (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
mill_history_class_init (MillHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = mill_history_finalize;
  object_class->get_property = mill_history_get_property;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  properties[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);
  properties[PROP_POSITION] = g_param_spec_uint ("position", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_signal_new ("closed", MILL_TYPE_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mill_history_init (MillHistory *self)
{
  self->steps = g_ptr_array_new_with_free_func (free_step);
}

MillHistory *
mill_history_new (MillPipeline *pipeline)
{
  MillHistory *self;

  g_return_val_if_fail (MILL_IS_PIPELINE (pipeline), NULL);

  self = g_object_new (MILL_TYPE_HISTORY, NULL);
  self->pipeline = g_object_ref (pipeline);

  return self;
}

MillHistory *
mill_history_new_inside (MillHistory *parent,
                         const char  *node)
{
  g_autoptr (MillPipeline) pipeline = NULL;
  MillComponent *component;
  MillHistory *self;
  MillNode *holder;

  g_return_val_if_fail (MILL_IS_HISTORY (parent), NULL);
  g_return_val_if_fail (node != NULL, NULL);

  holder = mill_pipeline_get_node (parent->pipeline, node);
  component = holder != NULL ? mill_node_get_component (holder) : NULL;
  if (component == NULL)
    return NULL;
  pipeline = mill_pipeline_copy (mill_component_get_pipeline (component));
  self = mill_history_new (pipeline);
  self->inside = mill_inside_new (self, parent, node);

  return self;
}

MillPipeline *
mill_history_get_pipeline (MillHistory *self)
{
  g_return_val_if_fail (MILL_IS_HISTORY (self), NULL);

  return self->pipeline;
}

/* The history that has the steps. */
static MillHistory *
get_whole (MillHistory *self)
{
  while (self->inside != NULL)
    self = mill_inside_get_parent (self->inside);

  return self;
}

gboolean
mill_history_get_can_undo (MillHistory *self)
{
  g_return_val_if_fail (MILL_IS_HISTORY (self), FALSE);

  self = get_whole (self);

  return self->position > 0;
}

gboolean
mill_history_get_can_redo (MillHistory *self)
{
  g_return_val_if_fail (MILL_IS_HISTORY (self), FALSE);

  self = get_whole (self);

  return self->position < self->steps->len;
}

static const char *
get_label (MillHistory *self,
           guint        index)
{
  return ((Step *) g_ptr_array_index (self->steps, index))->label;
}

const char *
mill_history_get_undo_label (MillHistory *self)
{
  self = get_whole (self);

  return mill_history_get_can_undo (self) ? get_label (self, self->position - 1) : NULL;
}

const char *
mill_history_get_redo_label (MillHistory *self)
{
  self = get_whole (self);

  return mill_history_get_can_redo (self) ? get_label (self, self->position) : NULL;
}

gboolean
mill_history_get_modified (MillHistory *self)
{
  g_return_val_if_fail (MILL_IS_HISTORY (self), FALSE);

  self = get_whole (self);

  return self->saved != (gint64) self->position;
}

static State
remember (MillHistory *self)
{
  return (State) {
    mill_history_get_can_undo (self), mill_history_get_can_redo (self),
    g_strdup (mill_history_get_undo_label (self)), g_strdup (mill_history_get_redo_label (self)),
    mill_history_get_modified (self), self->position, self->steps->len
  };
}

/* Notifies of each property that is no longer what it was. Frees @before. */
static void
notify_since (MillHistory *self,
              State        before)
{
  g_autofree char *undo_label = (char *) before.undo_label;
  g_autofree char *redo_label = (char *) before.redo_label;
  const gboolean changed[N_PROPS] = {
    [PROP_CAN_UNDO] = before.can_undo != mill_history_get_can_undo (self),
    [PROP_CAN_REDO] = before.can_redo != mill_history_get_can_redo (self),
    [PROP_UNDO_LABEL] = g_strcmp0 (undo_label, mill_history_get_undo_label (self)) != 0,
    [PROP_REDO_LABEL] = g_strcmp0 (redo_label, mill_history_get_redo_label (self)) != 0,
    [PROP_MODIFIED] = before.modified != mill_history_get_modified (self),
    [PROP_POSITION] = before.position != self->position || before.n_steps != self->steps->len,
  };

  g_object_freeze_notify (G_OBJECT (self));
  for (int property = PROP_0 + 1; property < N_PROPS; property++)
    if (changed[property])
      g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
  g_object_thaw_notify (G_OBJECT (self));
}

MillEdit *
mill_history_begin (MillHistory *self,
                    const char  *label)
{
  g_return_val_if_fail (MILL_IS_HISTORY (self), NULL);
  g_return_val_if_fail (self->open == NULL, NULL);

  self->open = mill_edit_new (self->pipeline);
  self->open_label = g_strdup (label);

  return self->open;
}

static gboolean
can_merge (MillHistory *self,
           const char  *merge_key)
{
  Step *last;

  /* A step that ends in the saved document stays as it is, or what comes after would look saved. */
  if (merge_key == NULL || !self->mergeable || self->saved == (gint64) self->position)
    return FALSE;
  last = g_ptr_array_index (self->steps, self->position - 1);

  return g_strcmp0 (last->merge_key, merge_key) == 0 &&
         g_get_monotonic_time () - last->time < MERGE_TIME;
}

/* Puts the deltas of the step before in front of those of the open one. */
static void
merge (MillHistory *self,
       GArray      *deltas)
{
  Step *last = g_ptr_array_index (self->steps, self->position - 1);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_known = last->deltas->len;

  for (guint i = 0; i < n_known; i++)
    {
      MillDelta *delta = &g_array_index (last->deltas, MillDelta, i);

      g_hash_table_insert (known, delta->id != NULL ? delta->id : (char *) "",
                           GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 0; i < deltas->len; i++)
    {
      MillDelta *delta = &g_array_index (deltas, MillDelta, i);
      gpointer found = g_hash_table_lookup (known, delta->id != NULL ? delta->id : "");
      MillDelta *old = NULL;

      /* Values of two kinds may have the same id; then both stay, in order. */
      if (found != NULL)
        old = &g_array_index (last->deltas, MillDelta, GPOINTER_TO_UINT (found) - 1);
      if (old != NULL && old->kind == delta->kind)
        {
          mill_value_unref (old->kind, old->after);
          old->after = g_steal_pointer (&delta->after);
        }
      else
        {
          g_array_append_val (last->deltas, *delta);
          *delta = (MillDelta) { .kind = delta->kind };
        }
    }
  last->time = g_get_monotonic_time ();
}

void
mill_history_commit (MillHistory *self,
                     const char  *merge_key)
{
  g_autoptr (GArray) deltas = NULL;
  g_autofree char *label = NULL;
  State before;

  g_return_if_fail (MILL_IS_HISTORY (self));
  g_return_if_fail (self->open != NULL);

  mill_edit_settle_changed (self->open);
  deltas = mill_edit_finish (self->open);
  label = g_steal_pointer (&self->open_label);
  g_clear_pointer (&self->open, mill_edit_free);
  if (deltas->len == 0)
    return;
  if (self->inside != NULL)
    {
      mill_inside_commit (self->inside, label, merge_key);
      return;
    }

  before = remember (self);
  if (can_merge (self, merge_key))
    {
      merge (self, deltas);
    }
  else
    {
      Step *step = g_new0 (Step, 1);

      if (self->saved > (gint64) self->position)
        self->saved = -1;
      g_ptr_array_set_size (self->steps, self->position);
      step->label = g_steal_pointer (&label);
      step->merge_key = g_strdup (merge_key);
      step->time = g_get_monotonic_time ();
      step->deltas = g_steal_pointer (&deltas);
      g_ptr_array_add (self->steps, step);
      self->position++;
      self->mergeable = TRUE;
    }
  notify_since (self, before);
}

void
mill_history_abandon (MillHistory *self)
{
  g_autoptr (GArray) deltas = NULL;

  g_return_if_fail (MILL_IS_HISTORY (self));
  g_return_if_fail (self->open != NULL);

  deltas = mill_edit_finish (self->open);
  g_clear_pointer (&self->open, mill_edit_free);
  g_clear_pointer (&self->open_label, g_free);
  mill_pipeline_apply (self->pipeline, (const MillDelta *) deltas->data, deltas->len, TRUE);
}

void
mill_history_undo (MillHistory *self)
{
  State before;
  Step *step;

  g_return_if_fail (MILL_IS_HISTORY (self));

  self = get_whole (self);
  if (self->open != NULL || self->position == 0)
    return;

  before = remember (self);
  step = g_ptr_array_index (self->steps, --self->position);
  self->mergeable = FALSE;
  mill_pipeline_apply (self->pipeline, (const MillDelta *) step->deltas->data, step->deltas->len,
                       TRUE);
  notify_since (self, before);
}

void
mill_history_redo (MillHistory *self)
{
  State before;
  Step *step;

  g_return_if_fail (MILL_IS_HISTORY (self));

  self = get_whole (self);
  if (self->open != NULL || self->position == self->steps->len)
    return;

  before = remember (self);
  step = g_ptr_array_index (self->steps, self->position++);
  self->mergeable = FALSE;
  mill_pipeline_apply (self->pipeline, (const MillDelta *) step->deltas->data, step->deltas->len,
                       FALSE);
  notify_since (self, before);
}

void
mill_history_mark_saved (MillHistory *self)
{
  State before;

  g_return_if_fail (MILL_IS_HISTORY (self));

  self = get_whole (self);
  before = remember (self);
  self->saved = self->position;
  notify_since (self, before);
}

gint64
mill_history_get_saved (MillHistory *self)
{
  g_return_val_if_fail (MILL_IS_HISTORY (self), -1);

  return get_whole (self)->saved;
}

guint
mill_history_get_n_steps (MillHistory *self)
{
  g_return_val_if_fail (MILL_IS_HISTORY (self), 0);

  return get_whole (self)->steps->len;
}

const char *
mill_history_get_step_label (MillHistory *self,
                             guint        index)
{
  g_return_val_if_fail (MILL_IS_HISTORY (self), NULL);
  g_return_val_if_fail (index < mill_history_get_n_steps (self), NULL);

  return get_label (get_whole (self), index);
}

guint
mill_history_get_position (MillHistory *self)
{
  g_return_val_if_fail (MILL_IS_HISTORY (self), 0);

  return get_whole (self)->position;
}

void
mill_history_go_to (MillHistory *self,
                    guint        position)
{
  g_return_if_fail (MILL_IS_HISTORY (self));
  g_return_if_fail (position <= mill_history_get_n_steps (self));

  self = get_whole (self);
  if (self->open != NULL)
    return;
  while (self->position > position)
    mill_history_undo (self);
  while (self->position < position)
    mill_history_redo (self);
}
