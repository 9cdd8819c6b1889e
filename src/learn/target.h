/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "learn/query.h"

G_BEGIN_DECLS

typedef enum
{
  MILL_PREDICT_BINARY,       /* the target is BOOLEAN */
  MILL_PREDICT_CLASS,        /* the target is one of some classes: VARCHAR or BIGINT */
  MILL_PREDICT_NUMBER,       /* the target is a number, predicted as DOUBLE */
} MillPredictKind;

typedef enum
{
  MILL_PREDICT_WISH_AUTO,
  MILL_PREDICT_WISH_CLASSIFICATION,
  MILL_PREDICT_WISH_REGRESSION,
} MillPredictWish;

/* More classes than these are taken for a mistake: an id, or a number that was meant as one. */
#define MILL_MAX_CLASSES 200

/* What a model predicts, and what its training rows say of it: all that a naive model knows. */
typedef struct
{
  MillPredictKind  kind;
  char            *column;
  char            *type;         /* SQL type of the predictions */
  GStrv            classes;      /* as texts, in the order of their values; NULL for numbers */
  gint64          *class_rows;   /* training rows of each class */
  guint            n_classes;
  guint            majority;     /* the class with the most rows; the first of equals */
  gint64           n_rows;       /* training rows with a target */
  gboolean         is_constant;  /* all training rows have the same; not remembered in JSON */
  gint64           n_missing;    /* left out, because they have none */
  double           mean;         /* of numbers, else NAN */
  double           median;
} MillTarget;

/* What will be predicted from a column of @type, and the SQL type of the predictions (interned).
 * Fails naming the parameters "target" and "task". */
gboolean    mill_target_choose        (const char         *column,
                                       const char         *type,
                                       MillPredictWish     wish,
                                       MillPredictKind    *kind,
                                       const char        **predicted_type,
                                       GError            **error);
const char *mill_predict_kind_get_name (MillPredictKind    kind);
/* Reads the target's column of @type in the rows of @query. Fails where there are no rows, none
 * with a target, or too many classes. */
MillTarget *mill_target_fit           (const MillQuery    *query,
                                       const char         *column,
                                       const char         *type,
                                       MillPredictWish     wish,
                                       GError            **error);
void        mill_target_free          (MillTarget         *self);
/* True for the rows that have a target to learn from. */
MillExpr   *mill_target_known         (const char         *column,
                                       MillPredictKind     kind);
/* The target as mill_target_get_label() wants it: DOUBLE, or VARCHAR for MILL_PREDICT_CLASS. */
MillExpr   *mill_target_expression    (const MillTarget   *self);
/* The number of a class; NAN where it was not among the training rows. */
float       mill_target_get_label     (const MillTarget   *self,
                                       const char         *text,
                                       gsize               length);
/* Numbers that a predictor of this target gives for each row: the probability of true; the
 * probability of each class; or the predicted number. */
guint       mill_target_get_width     (const MillTarget   *self);
JsonNode   *mill_target_to_json       (const MillTarget   *self);
/* NULL with @error for anything that mill_target_to_json() would not have written. */
MillTarget *mill_target_new_from_json (JsonObject         *json,
                                       GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillTarget, mill_target_free)

G_END_DECLS
