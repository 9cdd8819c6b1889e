/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/sql.h"

G_BEGIN_DECLS

/* Many expressions as one piece of SQL: @open, the @elements (MillExpr, stay the caller's) with
 * @separator between them, @close. */
MillExpr *mill_expr_join (const char *open,
                          GPtrArray  *elements,
                          const char *separator,
                          const char *close);

G_END_DECLS
