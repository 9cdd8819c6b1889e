/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/query.h"
#include "learn/target.h"

G_BEGIN_DECLS

/* How good predictions are. The rows are summed up by SELECTs; only the last few numbers are
 * combined here. Definitions and values are those of scikit-learn (its user guide, "Metrics and
 * scoring"). */

/* A table of predictions. The expressions are over its columns and stay the caller's. Rows with a
 * NULL in one of them must have been left out by the query. */
typedef struct
{
  MillPredictKind  kind;
  MillExpr        *actual;
  MillExpr        *predicted;     /* of the type of @actual */
  MillExpr        *probability;   /* MILL_PREDICT_BINARY: of true; MILL_PREDICT_CLASS: the one given
                                   * to the actual class, 0 where it was not thought of; NULL:
                                   * unknown */
  gboolean         are_numbers;   /* the classes are numbers, and stand in the order of numbers */
} MillScored;

typedef struct
{
  const char *name;               /* "log loss", the same in every language; interned */
  gboolean    higher_is_better;
  double      value;              /* NAN where it is not defined for these rows */
} MillScore;

/* Elements MillScore, in the order a person reads them.
 *
 * MILL_PREDICT_BINARY, n rows, TP, FP, TN, FN of the class true, y 0 or 1, p its probability:
 *   accuracy           (TP + TN) / n
 *   balanced accuracy  mean of the recalls of the classes that occur
 *   AUC                share of the pairs (true, false) in which true has the higher p, equal ones
 *                      counting half: the area under the ROC curve (Hanley and McNeil, 1982)
 *   log loss           mean of -ln(q), q the probability of the actual class, kept within
 *                      [eps, 1 - eps] of a double
 *   Brier score        mean of (p - y)^2
 *   precision          TP / (TP + FP), recall TP / (TP + FN), F1 2 TP / (2 TP + FP + FN); 0 for 0/0
 * MILL_PREDICT_CLASS: accuracy, balanced accuracy, log loss as above; precision, recall and F1 are
 *   the plain means over all classes that occur among the actual or the predicted ones ("macro").
 * MILL_PREDICT_NUMBER, e = predicted - actual:
 *   MAE                mean of |e|
 *   RMSE               square root of the mean of e^2
 *   median absolute error
 *   R2                 1 - sum of e^2 / sum of (actual - mean of actual)^2; of constant actual
 *                      values 1 where all are met, else 0; not defined for one row */
GArray     *mill_metrics_compute (const MillQuery  *query,
                                  const MillScored *rows,
                                  GError          **error);

/* How often which class was predicted for which: columns actual, predicted (VARCHAR), rows. */
MillSelect *mill_metrics_counts  (const MillQuery  *query,
                                  const MillScored *rows);

/* The predictions of the model that knows nothing but how the actual values of these rows are
 * spread: the most frequent class with the shares of the classes, or the mean. The expressions are
 * new. */
gboolean    mill_metrics_naive   (const MillQuery  *query,
                                  const MillScored *rows,
                                  MillScored       *naive,
                                  GError          **error);

void        mill_scored_clear    (MillScored       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MillScored, mill_scored_clear)

G_END_DECLS
