/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/model.h"

#include <glib/gi18n-lib.h>

#include "learn/json-members.h"
#include "pipeline/diagnostic.h"

#define FORMAT "millrace-model/1"

struct _MillModel
{
  MillArtifact   parent_instance;

  MillTarget    *target;
  MillEncoder   *encoder;
  MillPredictor *predictor;
  JsonNode      *training;
};

G_DEFINE_FINAL_TYPE (MillModel, mill_model, MILL_TYPE_ARTIFACT)

static JsonNode *
mill_model_to_json (MillArtifact *artifact)
{
  MillModel *self = MILL_MODEL (artifact);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "format", FORMAT);
  json_object_set_member (object, "target", mill_target_to_json (self->target));
  if (self->encoder != NULL)
    json_object_set_member (object, "encoder", mill_encoder_to_json (self->encoder));
  json_object_set_member (object, "predictor", mill_predictor_to_json (self->predictor));
  if (self->training != NULL)
    json_object_set_member (object, "training", json_node_copy (self->training));
  json_node_take_object (node, object);

  return node;
}

static void
mill_model_finalize (GObject *object)
{
  MillModel *self = MILL_MODEL (object);

  g_clear_pointer (&self->target, mill_target_free);
  g_clear_pointer (&self->encoder, mill_encoder_free);
  g_clear_pointer (&self->predictor, mill_predictor_free);
  g_clear_pointer (&self->training, json_node_unref);

  G_OBJECT_CLASS (mill_model_parent_class)->finalize (object);
}

static void
mill_model_class_init (MillModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_model_finalize;
  MILL_ARTIFACT_CLASS (klass)->kind = "model";
  MILL_ARTIFACT_CLASS (klass)->to_json = mill_model_to_json;
}

static void
mill_model_init (MillModel *self)
{
}

MillModel *
mill_model_new (MillTarget     *target,
                MillEncoder    *encoder,
                MillPredictor  *predictor,
                JsonNode       *training,
                GError        **error)
{
  g_autoptr (MillModel) self = g_object_new (MILL_TYPE_MODEL, NULL);

  self->target = target;
  self->encoder = encoder;
  self->predictor = predictor;
  self->training = training;
  if (predictor->width != mill_target_get_width (target) ||
      predictor->n_features != mill_model_get_n_features (self))
    {
      mill_fail (error, NULL, "%s", _("The parts of the model do not fit each other"));
      return NULL;
    }
  if (training != NULL)
    json_node_seal (training);

  return g_steal_pointer (&self);
}

MillModel *
mill_model_new_from_json (JsonNode  *json,
                          GError   **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;
  JsonObject *encoder_json = mill_json_member_object (object, "encoder");
  JsonObject *training = mill_json_member_object (object, "training");
  g_autoptr (MillTarget) target = NULL;
  g_autoptr (MillEncoder) encoder = NULL;
  MillPredictor *predictor;

  if (g_strcmp0 (mill_json_member_string (object, "format"), FORMAT) != 0)
    {
      mill_fail (error, NULL, "%s", _("This is not a model, or one of a newer version"));
      return NULL;
    }
  target = mill_target_new_from_json (mill_json_member_object (object, "target"), error);
  if (target == NULL)
    return NULL;
  if (encoder_json != NULL)
    {
      encoder = mill_encoder_new_from_json (encoder_json, error);
      if (encoder == NULL)
        return NULL;
    }
  predictor = mill_predictor_new_from_json (mill_json_member_object (object, "predictor"), error);
  if (predictor == NULL)
    return NULL;

  return mill_model_new (g_steal_pointer (&target), g_steal_pointer (&encoder), predictor,
                         training != NULL
                         ? json_node_copy (json_object_get_member (object, "training")) : NULL,
                         error);
}

MillArtifact *
mill_model_recall (JsonNode  *json,
                   GError   **error)
{
  MillModel *model = mill_model_new_from_json (json, error);

  return model != NULL ? MILL_ARTIFACT (model) : NULL;
}

const MillTarget *
mill_model_get_target (MillModel *self)
{
  return self->target;
}

const MillEncoder *
mill_model_get_encoder (MillModel *self)
{
  return self->encoder;
}

JsonNode *
mill_model_get_training (MillModel *self)
{
  return self->training;
}

guint
mill_model_get_n_features (MillModel *self)
{
  return self->encoder != NULL ? mill_encoder_get_n_features (self->encoder) : 0;
}

gboolean
mill_model_predict (MillModel    *self,
                    const float  *features,
                    gsize         n_rows,
                    double       *result,
                    GError      **error)
{
  return self->predictor->klass->predict (self->predictor, features, n_rows, result, error);
}
