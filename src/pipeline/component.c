/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/component.h"

#include "pipeline/component-private.h"
#include "pipeline/writer.h"

struct _MillComponent
{
  gatomicrefcount     ref_count;
  MillPipeline       *pipeline;
  MillOrigin          origin;
  const MillNodeType *type;
};

MillComponent *
mill_component_new (MillPipeline     *pipeline,
                    const MillOrigin *origin)
{
  MillComponent *self;

  g_return_val_if_fail (MILL_IS_PIPELINE (pipeline), NULL);

  self = g_new0 (MillComponent, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->pipeline = mill_pipeline_copy (pipeline);
  if (origin != NULL)
    {
      self->origin.name = g_strdup (origin->name);
      self->origin.digest = g_strdup (origin->digest);
    }
  self->type = mill_component_find_type (self->pipeline);

  return self;
}

MillComponent *
mill_component_ref (MillComponent *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
mill_component_unref (MillComponent *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_object_unref (self->pipeline);
  g_free (self->origin.name);
  g_free (self->origin.digest);
  g_free (self);
}

MillPipeline *
mill_component_get_pipeline (const MillComponent *self)
{
  return self->pipeline;
}

const MillOrigin *
mill_component_get_origin (const MillComponent *self)
{
  return self->origin.name != NULL ? &self->origin : NULL;
}

const MillNodeType *
mill_component_get_node_type (const MillComponent *self)
{
  return self->type;
}

gboolean
mill_component_equal (const MillComponent *a,
                      const MillComponent *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a == b ||
         (g_strcmp0 (a->origin.name, b->origin.name) == 0 &&
          g_strcmp0 (a->origin.digest, b->origin.digest) == 0 &&
          mill_pipeline_equal (a->pipeline, b->pipeline));
}

char *
mill_component_make_digest (MillPipeline *pipeline)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (MILL_IS_PIPELINE (pipeline), NULL);

  text = mill_pipeline_to_text (pipeline);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}
