/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/boost-progress.h"

#include "learn/xgboost.h"

/* What the work costs for one row, where reading and encoding it once costs 1; measured with flights. */
#define SORT_COST 0.45
#define SUMMARY_COST 0.05    /* counting */
#define HOLDOUT_COST 0.5     /* learning whether the row is held out, each time that the others are asked for */
#define LEVEL_COST 0.075     /* a level of a tree, in one thread */

/* Nobody sees a smaller step. */
#define LEAST_STEP 0.001

static double
stage_cost (const MillBoostProgress *self,
            MillBoostStage           stage)
{
  double n_kept = self->is_linked ? self->n_train : self->n_train + self->n_valid;
  double choice = self->has_valid && !self->is_linked ? HOLDOUT_COST * n_kept : 0;

  switch (stage)
    {
    case MILL_BOOST_SORT:
      return SORT_COST * n_kept;
    case MILL_BOOST_TARGET:
      return SUMMARY_COST * n_kept;
    case MILL_BOOST_SORT_VALID:
      return self->is_linked ? SORT_COST * self->n_valid : 0;
    case MILL_BOOST_DIVISION:
      return self->has_valid ? SUMMARY_COST * (self->n_train + self->n_valid) + choice : 0;
    case MILL_BOOST_TEXTS:
      return self->n_texts > 0 ? SUMMARY_COST * self->n_train + choice : 0;
    case MILL_BOOST_READ_TRAIN:
      return MILL_MATRIX_PASSES * (self->n_train + choice);
    case MILL_BOOST_READ_VALID:
      return self->has_valid ? MILL_MATRIX_PASSES_LIKE * (self->n_valid + choice) : 0;
    case MILL_BOOST_ROUNDS:
      return LEVEL_COST / MAX (self->threads, 1) * self->max_depth * self->n_trees * self->n_rounds *
             self->n_train;
    default:
      g_return_val_if_reached (0);
    }
}

void
mill_boost_progress_begin (MillBoostProgress *self,
                           MillBoostStage     stage)
{
  double cost = stage_cost (self, stage);
  double rest = 0;

  if (stage == MILL_BOOST_TEXTS && self->n_texts > 0)
    rest += --self->n_texts * cost;
  for (MillBoostStage later = stage + 1; later < MILL_BOOST_N_STAGES; later++)
    rest += stage_cost (self, later) * (later == MILL_BOOST_TEXTS ? self->n_texts : 1);

  self->from = self->told = self->to;
  if (cost > 0)
    self->to += (1 - self->to) * cost / (cost + rest);
  if (stage < MILL_BOOST_READ_TRAIN)
    mill_task_progress_span (self->task, self->from, self->to);
  else
    mill_task_progress (self->task, self->from);
}

void
mill_boost_progress_advance (MillBoostProgress *self,
                             double             fraction)
{
  double now = self->from + CLAMP (fraction, 0, 1) * (self->to - self->from);

  if (now < self->told + LEAST_STEP)
    return;
  self->told = now;
  mill_task_progress (self->task, now);
}
