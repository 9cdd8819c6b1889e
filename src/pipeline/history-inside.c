/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/component.h"
#include "pipeline/expand.h"
#include "pipeline/history-private.h"
#include "pipeline/pipeline-private.h"

struct _MillInside
{
  MillHistory *history;
  MillHistory *parent;
  char        *node;
  gulong       changed;    /* handler of the parent's pipeline */
  gulong       notified;   /* and of the parent */
};

static void
follow (MillInside    *self,
        MillComponent *component)
{
  MillPipeline *pipeline = mill_history_get_pipeline (self->history);
  g_autoptr (GArray) deltas = NULL;

  deltas = mill_pipeline_diff (pipeline, mill_component_get_pipeline (component));
  mill_pipeline_apply (pipeline, (const MillDelta *) deltas->data, deltas->len, FALSE);
}

static void
changed_cb (MillPipeline     *pipeline,
            const MillChange *changes,
            guint             n_changes,
            MillInside       *self)
{
  for (guint i = 0; i < n_changes; i++)
    {
      MillComponent *component;

      if (changes[i].kind != MILL_CHANGE_NODE || !g_str_equal (changes[i].id, self->node))
        continue;
      component = changes[i].after != NULL ? mill_node_get_component (changes[i].after) : NULL;
      if (component != NULL)
        follow (self, component);
      else
        g_signal_emit_by_name (self->history, "closed");
      return;
    }
}

static void
notify_cb (MillHistory *parent,
           GParamSpec  *pspec,
           MillInside  *self)
{
  g_object_notify_by_pspec (G_OBJECT (self->history), pspec);
}

MillInside *
mill_inside_new (MillHistory *history,
                 MillHistory *parent,
                 const char  *node)
{
  MillInside *self = g_new0 (MillInside, 1);

  self->history = history;
  self->parent = g_object_ref (parent);
  self->node = g_strdup (node);
  self->changed = g_signal_connect (mill_history_get_pipeline (parent), "changed",
                                    G_CALLBACK (changed_cb), self);
  self->notified = g_signal_connect (parent, "notify", G_CALLBACK (notify_cb), self);

  return self;
}

void
mill_inside_free (MillInside *self)
{
  g_signal_handler_disconnect (mill_history_get_pipeline (self->parent), self->changed);
  g_signal_handler_disconnect (self->parent, self->notified);
  g_object_unref (self->parent);
  g_free (self->node);
  g_free (self);
}

MillHistory *
mill_inside_get_parent (MillInside *self)
{
  return self->parent;
}

void
mill_inside_commit (MillInside *self,
                    const char *label,
                    const char *merge_key)
{
  MillNode *holder = mill_pipeline_get_node (mill_history_get_pipeline (self->parent), self->node);
  MillComponent *before = holder != NULL ? mill_node_get_component (holder) : NULL;
  g_autoptr (MillComponent) component = NULL;
  g_autofree char *key = NULL;
  MillEdit *edit;

  /* Who takes the component away closes this history: nothing of it can be open then. */
  g_return_if_fail (before != NULL);

  if (merge_key != NULL)
    key = g_strdup_printf ("%s%c%s", self->node, MILL_PATH_SEPARATOR, merge_key);
  component = mill_component_new (mill_history_get_pipeline (self->history),
                                  mill_component_get_origin (before));
  edit = mill_history_begin (self->parent, label);
  mill_edit_replace_component (edit, self->node, component, NULL);
  mill_history_commit (self->parent, key);
}
