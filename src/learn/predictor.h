/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What turns encoded features into numbers. Immutable after it was made; predict may be called from
 * several threads at once. */
typedef struct _MillPredictor MillPredictor;

typedef struct
{
  const char *kind;       /* in the file: "constant", "trees" */
  /* @features: n_features floats a row (NAN: missing); @result: width doubles a row. */
  gboolean  (*predict)  (MillPredictor  *self,
                         const float    *features,
                         gsize           n_rows,
                         double         *result,
                         GError        **error);
  void      (*add_json) (MillPredictor  *self,
                         JsonObject     *object);
  void      (*free)     (MillPredictor  *self);
} MillPredictorClass;

struct _MillPredictor
{
  const MillPredictorClass *klass;
  guint                     n_features;
  guint                     width;
};

/* The same numbers for every row: a naive model. Copies @values. */
MillPredictor *mill_constant_new           (const double    *values,
                                            guint            width);

void           mill_predictor_free         (MillPredictor   *self);
JsonNode      *mill_predictor_to_json      (MillPredictor   *self);
/* NULL with @error for anything that mill_predictor_to_json() would not have written. */
MillPredictor *mill_predictor_new_from_json (JsonObject     *object,
                                            GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillPredictor, mill_predictor_free)

G_END_DECLS
