/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "learn/encoder.h"
#include "learn/target.h"
#include "learn/xgboost.h"

G_BEGIN_DECLS

/* The rows of a table, encoded, chunk by chunk, as XGBoost wants to read them. Rows without a
 * target, or with a class that the target does not know, are left out. */
typedef struct _MillTrainingRows MillTrainingRows;

typedef void (*MillRowsReadFunc) (gint64   n_rows,
                                  gpointer data);

/* Borrows its arguments. @query must give its rows in the same order each time. */
MillTrainingRows    *mill_training_rows_new        (const MillQuery    *query,
                                                    const MillEncoder  *encoder,
                                                    const MillTarget   *target);
void                 mill_training_rows_free       (MillTrainingRows   *self);
const MillRowSource *mill_training_rows_get_source (MillTrainingRows   *self);
/* @func is told how many rows were read, each of them as often as it was. */
void                 mill_training_rows_set_func   (MillTrainingRows   *self,
                                                    MillRowsReadFunc    func,
                                                    gpointer            data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillTrainingRows, mill_training_rows_free)

G_END_DECLS
