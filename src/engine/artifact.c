/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/artifact.h"

G_DEFINE_ABSTRACT_TYPE (MillArtifact, mill_artifact, G_TYPE_OBJECT)

static void
mill_artifact_class_init (MillArtifactClass *klass)
{
}

static void
mill_artifact_init (MillArtifact *self)
{
}

const char *
mill_artifact_get_kind (MillArtifact *self)
{
  g_return_val_if_fail (MILL_IS_ARTIFACT (self), NULL);

  return MILL_ARTIFACT_GET_CLASS (self)->kind;
}

JsonNode *
mill_artifact_to_json (MillArtifact *self)
{
  g_return_val_if_fail (MILL_IS_ARTIFACT (self), NULL);

  return MILL_ARTIFACT_GET_CLASS (self)->to_json (self);
}
