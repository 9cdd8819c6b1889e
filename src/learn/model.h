/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/artifact.h"
#include "learn/encoder.h"
#include "learn/predictor.h"
#include "learn/target.h"

G_BEGIN_DECLS

/* A fitted model with all that is needed to apply it: what it predicts, how the columns of a table
 * are encoded, and what turns them into predictions. An artifact of kind "model". Immutable, safe
 * to share among threads. */
#define MILL_TYPE_MODEL (mill_model_get_type ())
G_DECLARE_FINAL_TYPE (MillModel, mill_model, MILL, MODEL, MillArtifact)

/* Takes all. @encoder: NULL for a model without features. @training: an object with what is worth
 * knowing of the training (parameters, rounds), or NULL. NULL with @error where the parts do not
 * fit. */
MillModel         *mill_model_new           (MillTarget      *target,
                                             MillEncoder     *encoder,
                                             MillPredictor   *predictor,
                                             JsonNode        *training,
                                             GError         **error);
/* Reads what mill_artifact_to_json() wrote; NULL with @error for any other JSON, whatever it is. */
MillModel         *mill_model_new_from_json (JsonNode        *json,
                                             GError         **error);
/* The same, as node types name it. */
MillArtifact      *mill_model_recall        (JsonNode        *json,
                                             GError         **error);
/* All borrowed. */
const MillTarget  *mill_model_get_target    (MillModel       *self);
const MillEncoder *mill_model_get_encoder   (MillModel       *self);   /* or NULL */
JsonNode          *mill_model_get_training  (MillModel       *self);   /* or NULL */
guint              mill_model_get_n_features (MillModel      *self);
/* @features: encoded, one float a feature, row by row; @result: mill_target_get_width() doubles a
 * row. May be called from several threads at once. */
gboolean           mill_model_predict       (MillModel       *self,
                                             const float     *features,
                                             gsize            n_rows,
                                             double          *result,
                                             GError         **error);

G_END_DECLS
