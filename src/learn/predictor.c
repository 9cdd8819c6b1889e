/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/predictor.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "learn/json-members.h"
#include "learn/trees.h"
#include "pipeline/diagnostic.h"

typedef struct
{
  MillPredictor  parent;
  double        *values;
} Constant;

static gboolean
constant_predict (MillPredictor  *predictor,
                  const float    *features,
                  gsize           n_rows,
                  double         *result,
                  GError        **error)
{
  Constant *self = (Constant *) predictor;

  for (gsize row = 0; row < n_rows; row++)
    for (guint i = 0; i < predictor->width; i++)
      result[row * predictor->width + i] = self->values[i];

  return TRUE;
}

static void
constant_add_json (MillPredictor *predictor,
                   JsonObject    *object)
{
  Constant *self = (Constant *) predictor;
  JsonArray *values = json_array_new ();

  for (guint i = 0; i < predictor->width; i++)
    json_array_add_double_element (values, self->values[i]);
  json_object_set_array_member (object, "values", values);
}

static void
constant_free (MillPredictor *predictor)
{
  Constant *self = (Constant *) predictor;

  g_free (self->values);
  g_free (self);
}

static const MillPredictorClass constant_class = {
  "constant", constant_predict, constant_add_json, constant_free
};

MillPredictor *
mill_constant_new (const double *values,
                   guint         width)
{
  Constant *self = g_new0 (Constant, 1);

  self->parent.klass = &constant_class;
  self->parent.width = width;
  self->values = g_memdup2 (values, width * sizeof (double));

  return &self->parent;
}

static MillPredictor *
constant_new_from_json (JsonObject *object)
{
  JsonArray *array = mill_json_member_array (object, "values");
  guint n = array != NULL ? json_array_get_length (array) : 0;
  g_autofree double *values = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    {
      values[i] = mill_json_element_number (array, i);
      if (!isfinite (values[i]))
        return NULL;
    }

  return n > 0 ? mill_constant_new (values, n) : NULL;
}

void
mill_predictor_free (MillPredictor *self)
{
  self->klass->free (self);
}

JsonNode *
mill_predictor_to_json (MillPredictor *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", self->klass->kind);
  self->klass->add_json (self, object);
  json_node_take_object (node, object);

  return node;
}

MillPredictor *
mill_predictor_new_from_json (JsonObject  *object,
                              GError     **error)
{
  const char *kind = mill_json_member_string (object, "kind");
  MillPredictor *self = NULL;

  if (g_strcmp0 (kind, "trees") == 0)
    return mill_trees_new_from_json (object, error);
  if (g_strcmp0 (kind, "constant") == 0)
    self = constant_new_from_json (object);
  if (self == NULL)
    mill_fail (error, NULL, "%s", _("The fitted part of the model cannot be read"));

  return self;
}
