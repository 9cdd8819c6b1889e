/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/xgboost.h"

#include <string.h>

#include "learn/xgboost-private.h"

struct _MillBooster
{
  BoosterHandle handle;
  char         *text;
  gsize         length;
  guint         n_features;
  guint         width;
};

static const char predict_config[] =
  "{\"type\": 0, \"training\": false, \"missing\": NaN, \"iteration_begin\": 0, "
  "\"iteration_end\": 0, \"strict_shape\": true, \"cache_id\": 0}";

/* A first prediction makes XGBoost finish its lazy set-up, which is not safe among threads. */
static gboolean
warm_up (MillBooster  *self,
         GError      **error)
{
  g_autofree float *row = g_new0 (float, self->n_features);
  g_autofree char *values = mill_xgboost_array (row, 1, self->n_features);
  const bst_ulong *shape;
  const float *result;
  bst_ulong n_dimensions;

  if (!mill_xgboost_check (XGBoosterPredictFromDense (self->handle, values, predict_config, NULL,
                                                      &shape, &n_dimensions, &result),
                           error))
    return FALSE;
  self->width = shape[n_dimensions - 1];

  return TRUE;
}

MillBooster *
mill_booster_new_from_text (const char  *text,
                            gsize        length,
                            GError     **error)
{
  g_autoptr (MillBooster) self = g_new0 (MillBooster, 1);
  bst_ulong n_features;

  mill_xgboost_be_quiet ();
  if (!mill_xgboost_check (XGBoosterCreate (NULL, 0, &self->handle), error) ||
      !mill_xgboost_set_integer (self->handle, "nthread", 1, error) ||
      !mill_xgboost_set_integer (self->handle, "verbosity", 0, error) ||
      !mill_xgboost_check (XGBoosterLoadModelFromBuffer (self->handle, text, length), error) ||
      !mill_xgboost_set_integer (self->handle, "nthread", 1, error) ||
      !mill_xgboost_check (XGBoosterGetNumFeature (self->handle, &n_features), error))
    return NULL;
  self->n_features = n_features;
  self->text = g_strndup (text, length);
  self->length = length;
  if (!warm_up (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
mill_booster_free (MillBooster *self)
{
  if (self->handle != NULL)
    XGBoosterFree (self->handle);
  g_free (self->text);
  g_free (self);
}

const char *
mill_booster_get_text (MillBooster *self,
                       gsize       *length)
{
  if (length != NULL)
    *length = self->length;

  return self->text;
}

guint
mill_booster_get_n_features (MillBooster *self)
{
  return self->n_features;
}

guint
mill_booster_get_width (MillBooster *self)
{
  return self->width;
}

gboolean
mill_booster_predict (MillBooster  *self,
                      const float  *values,
                      gsize         n_rows,
                      float        *result,
                      GError      **error)
{
  g_autofree char *rows = mill_xgboost_array (values, n_rows, self->n_features);
  const bst_ulong *shape;
  const float *predicted;
  bst_ulong n_dimensions;

  if (n_rows == 0)
    return TRUE;
  if (!mill_xgboost_check (XGBoosterPredictFromDense (self->handle, rows, predict_config, NULL,
                                                      &shape, &n_dimensions, &predicted),
                           error))
    return FALSE;
  /* The buffer belongs to this thread until it calls XGBoost again. */
  memcpy (result, predicted, n_rows * self->width * sizeof (float));

  return TRUE;
}
