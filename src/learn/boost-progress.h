/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/task.h"

G_BEGIN_DECLS

/* The stages of fitting boosted trees, in their order; those that need nothing done are not begun. */
typedef enum
{
  MILL_BOOST_SORT,         /* keeping the training rows */
  MILL_BOOST_TARGET,       /* what is to be predicted */
  MILL_BOOST_SORT_VALID,   /* keeping validation rows that are linked */
  MILL_BOOST_DIVISION,     /* counting training and validation rows */
  MILL_BOOST_TEXTS,        /* the values of a column of texts: once for each */
  MILL_BOOST_READ_TRAIN,
  MILL_BOOST_READ_VALID,
  MILL_BOOST_ROUNDS,
  MILL_BOOST_N_STAGES
} MillBoostStage;

/* How far such a fit is. How much work the later stages are is known better and better: what is left of the
 * whole is divided anew whenever one begins, so that nothing that was told is taken back. */
typedef struct
{
  MillTask *task;
  double    n_train;     /* rows; before they are counted any numbers of which the ratio is right */
  double    n_valid;
  gboolean  has_valid;
  gboolean  is_linked;   /* the validation rows are not held out, but come from a node */
  guint     n_texts;     /* columns of texts that were not read yet */
  guint     n_rounds;
  guint     n_trees;     /* of a round */
  guint     max_depth;
  guint     threads;     /* that train */

  /* Begins as zeros. */
  double    from;        /* what part of the whole the present stage begins at, and ends at */
  double    to;
  double    told;
} MillBoostProgress;

/* While a stage of queries goes on, theirs is told. */
void mill_boost_progress_begin   (MillBoostProgress *self,
                                  MillBoostStage     stage);
/* What part of the present stage is done, 0 to 1. */
void mill_boost_progress_advance (MillBoostProgress *self,
                                  double             fraction);

G_END_DECLS
