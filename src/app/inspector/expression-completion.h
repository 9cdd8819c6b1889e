/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

#include "pipeline/schema.h"

G_BEGIN_DECLS

/* Proposes the columns that come in, and the usual SQL functions. */
#define MILL_TYPE_EXPRESSION_COMPLETION (mill_expression_completion_get_type ())
G_DECLARE_FINAL_TYPE (MillExpressionCompletion, mill_expression_completion, MILL,
                      EXPRESSION_COMPLETION, GObject)

MillExpressionCompletion *mill_expression_completion_new         (void);
/* NULL: none are known. */
void                      mill_expression_completion_set_columns (MillExpressionCompletion *self,
                                                                  const MillSchema         *columns);

G_END_DECLS
