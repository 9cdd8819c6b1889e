/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/compile.h"
#include "learn/model.h"

G_BEGIN_DECLS

/* A model as a part of a query. */

/* A call of @model for the columns of the table at @port, registered with @to: what
 * mill_model_predict() gives, as DOUBLE, or as a list of them. Fails naming @port where a column is
 * missing or has a type that cannot be read as the one the model was fitted on. During a run only.
 * */
MillExpr *mill_apply_call          (MillCompile  *to,
                                    const char   *port,
                                    MillModel    *model,
                                    GError      **error);

/* From the column @raw that holds such a call's result: the prediction, of the target's type... */
MillExpr *mill_apply_prediction    (MillModel    *model,
                                    const char   *raw);
/* ...the probability of true, or of the predicted class... */
MillExpr *mill_apply_probability   (MillModel    *model,
                                    const char   *raw);
/* ...and the list of all classes with their probabilities, of the type mill_apply_list_type(). */
MillExpr *mill_apply_probabilities (MillModel    *model,
                                    const char   *raw);
/* For classes of @type. New string. */
char     *mill_apply_list_type     (const char   *type);

G_END_DECLS
