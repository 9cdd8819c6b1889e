/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/task.h"
#include "learn/model.h"
#include "learn/xgboost.h"

G_BEGIN_DECLS

/* What boosted trees are fitted with, apart from the trees' own settings. */
typedef struct
{
  const char          *target;
  MillPredictWish      wish;
  const char *const   *features;           /* NULL or empty: all columns that can be one */
  const char *const   *excluded;
  double               validation_share;   /* of the training rows, where there are no others */
  guint                max_categories;
  MillBoosterSettings  trees;              /* objective, n_classes and threads are filled in */
} MillBoostOptions;

/* Fits boosted trees to the rows at port "train" of @task; those at port "validation", if linked,
 * or else a share of the training rows, say when to stop. Both inputs are kept in a total order
 * first, so that the same rows give the same model. Tells each round as a metric, and in the log
 * what was done. */
MillModel *mill_boost_fit (MillTask          *task,
                           MillBoostOptions  *options,
                           GError           **error);

G_END_DECLS
