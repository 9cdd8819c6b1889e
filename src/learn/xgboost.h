/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The one door to XGBoost: nobody else includes its header. All calls block; use worker threads. */

/* Where the rows of a matrix come from. XGBoost reads them several times, so it can be rewound; it
 * must give the same rows in the same order each time. */
typedef struct
{
  gboolean (*rewind) (gpointer   data,
                      GError   **error);
  /* Writes up to @capacity rows: one float a feature into @values, row by row (NAN: missing), and
   * one into @labels. @n_rows 0 says that there are no more. */
  gboolean (*read)   (gpointer   data,
                      gsize      capacity,
                      float     *values,
                      float     *labels,
                      gsize     *n_rows,
                      GError   **error);
  gpointer   data;
} MillRowSource;

/* The columns of a matrix. */
typedef struct
{
  const char *const *names;
  const gboolean    *categorical;   /* its values are codes 0, 1, 2... without an order */
  guint              n_features;
} MillMatrixColumns;

/* Rows as XGBoost keeps them: each value as the number of its bin. */
typedef struct _MillMatrix MillMatrix;

/* How often XGBoost reads the rows of a matrix, and of one that has the bins of another. */
#define MILL_MATRIX_PASSES 4
#define MILL_MATRIX_PASSES_LIKE 3

/* Reads all rows of @source, in batches of a fixed size, so that the bins do not depend on how the
 * rows come. @like: the matrix whose bins are used (validation rows), or NULL. */
MillMatrix *mill_matrix_new        (const MillRowSource     *source,
                                    const MillMatrixColumns *columns,
                                    guint                    max_bins,
                                    MillMatrix              *like,
                                    guint                    threads,
                                    GCancellable            *cancellable,
                                    GError                 **error);
void        mill_matrix_free       (MillMatrix              *self);
gsize       mill_matrix_get_n_rows (MillMatrix              *self);

typedef enum
{
  MILL_OBJECTIVE_BINARY,       /* one probability a row; trained and told as log loss */
  MILL_OBJECTIVE_MULTICLASS,   /* a probability for each class; log loss */
  MILL_OBJECTIVE_REGRESSION,   /* a number; squared error, told as its root */
} MillObjective;

typedef struct
{
  MillObjective objective;
  guint         n_classes;         /* of MILL_OBJECTIVE_MULTICLASS */
  guint         rounds;
  guint         patience;          /* stop after so many rounds without a better one; 0: never */
  double        learning_rate;
  guint         max_depth;
  double        min_child_weight;
  double        subsample;
  double        column_sample;
  double        lambda;
  double        alpha;
  double        gamma;
  guint         max_bins;
  guint         seed;
  guint         threads;           /* changes the time it takes, not the result */
} MillBoosterSettings;

/* Told after each round, counted from 1; @valid is NAN without validation rows. */
typedef void (*MillRoundFunc) (guint    round,
                               double   train,
                               double   valid,
                               gpointer data);

/* What was learned: immutable, and may be asked from several threads at once. */
typedef struct _MillBooster MillBooster;

/* Learns from @train. With @valid and patience, only the rounds up to the best one are kept;
 * @n_rounds says how many were tried, @best_round which one that was (the last one without @valid).
 * Cancelling takes effect between two rounds. */
MillBooster *mill_booster_train     (MillMatrix                *train,
                                     MillMatrix                *valid,
                                     const MillBoosterSettings *settings,
                                     MillRoundFunc              func,
                                     gpointer                   data,
                                     guint                     *n_rounds,
                                     guint                     *best_round,
                                     GCancellable              *cancellable,
                                     GError                   **error);
/* Reads what mill_booster_get_text() gave. The text must have passed mill_booster_check(). */
MillBooster *mill_booster_new_from_text (const char            *text,
                                     gsize                      length,
                                     GError                   **error);
void         mill_booster_free      (MillBooster               *self);
/* XGBoost's own JSON, readable by all its bindings. Borrowed. */
const char  *mill_booster_get_text  (MillBooster               *self,
                                     gsize                     *length);
guint        mill_booster_get_n_features (MillBooster          *self);
/* Numbers that mill_booster_predict() gives for each row. */
guint        mill_booster_get_width (MillBooster               *self);
/* Predicts @n_rows rows of @values (one float a feature, row by row, NAN: missing) into @result:
 * the width of floats a row. */
gboolean     mill_booster_predict   (MillBooster               *self,
                                     const float               *values,
                                     gsize                      n_rows,
                                     float                     *result,
                                     GError                   **error);
/* "3.3.0" */
char        *mill_xgboost_dup_version (void);
/* "xgboost 3.3.0", as node types name it. */
char        *mill_xgboost_describe  (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillMatrix, mill_matrix_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillBooster, mill_booster_free)

G_END_DECLS
