/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a node makes that is not a table: a model, a learner, a chart, a report. Immutable once it has
 * been handed to the engine, so that threads may share it. */
#define MILL_TYPE_ARTIFACT (mill_artifact_get_type ())
G_DECLARE_DERIVABLE_TYPE (MillArtifact, mill_artifact, MILL, ARTIFACT, GObject)

struct _MillArtifactClass
{
  GObjectClass  parent_class;

  /* "chart", "model"...: the store writes it beside the JSON. */
  const char   *kind;
  /* What is remembered of it, and can be shown later without computing anything again; never NULL. */
  JsonNode   *(*to_json) (MillArtifact *self);
};

const char *mill_artifact_get_kind (MillArtifact *self);
JsonNode   *mill_artifact_to_json  (MillArtifact *self);

G_END_DECLS
