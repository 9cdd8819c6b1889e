/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <xgboost/c_api.h>

#include "learn/xgboost.h"

G_BEGIN_DECLS

/* What the files of the adapter share. */

struct _MillMatrix
{
  DMatrixHandle handle;
  gsize         n_rows;
};

typedef void *MillXgboostHandle;

/* Passes XGBoost's return code on: FALSE with its message in @error unless it is 0. */
gboolean mill_xgboost_check       (int                status,
                                   GError           **error);
/* Of what XGBoost says of itself: an exception, with a stack trace behind its first line. */
void     mill_xgboost_fail        (GError           **error,
                                   const char        *text);
void     mill_xgboost_be_quiet    (void);
/* How XGBoost is told where floats lie: numpy's array interface. New string. */
char    *mill_xgboost_array       (const float       *values,
                                   gsize              n_rows,
                                   gsize              n_columns);
gboolean mill_xgboost_set_integer (MillXgboostHandle  booster,
                                   const char        *name,
                                   guint              value,
                                   GError           **error);
void     mill_xgboost_clear_matrix  (MillXgboostHandle *handle);
void     mill_xgboost_clear_booster (MillXgboostHandle *handle);

#define MILL_AUTO_DMATRIX __attribute__ ((cleanup (mill_xgboost_clear_matrix))) MillXgboostHandle
#define MILL_AUTO_BOOSTER __attribute__ ((cleanup (mill_xgboost_clear_booster))) MillXgboostHandle

G_END_DECLS
