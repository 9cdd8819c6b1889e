/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/task.h"
#include "learn/metrics.h"

G_BEGIN_DECLS

/* Which columns of a table of predictions are to be compared. */
typedef struct
{
  const char      *target;
  const char      *prediction;
  const char      *probability;    /* NULL or "": "probability" or "probabilities", if there */
  MillPredictWish  wish;
} MillScoring;

/* Can the columns of the table at @port be compared so? Fails naming the parameters "target",
 * "prediction", "probability" and "kind". */
gboolean    mill_scoring_check    (const MillScoring  *self,
                                   MillCompile        *compile,
                                   const char         *port,
                                   GError            **error);
/* The same columns as expressions, and in @where the rows that have all of them. */
gboolean    mill_scoring_prepare  (const MillScoring  *self,
                                   MillCompile        *compile,
                                   const char         *port,
                                   MillScored         *scored,
                                   MillExpr          **where,
                                   GError            **error);
/* Tells the log how many rows are left out; fails where none is left. */
gboolean    mill_scoring_count    (const MillScoring  *self,
                                   MillTask           *task,
                                   const char         *port,
                                   MillExpr           *where,
                                   GError            **error);
/* The scores of the table at @port (elements MillScore), and in @naive, if wanted, those of the
 * naive model of the same rows. */
GArray     *mill_scoring_run      (const MillScoring  *self,
                                   MillTask           *task,
                                   const char         *port,
                                   GArray            **naive,
                                   GError            **error);

G_END_DECLS
