/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/compile.h"

G_BEGIN_DECLS

/* Conditions that people type, and tables divided by them. */

/* The expression in @param, which must be true, false or unknown for each row of @port. */
MillExpr *mill_condition_new    (MillCompile  *to,
                                 const char   *port,
                                 const char   *param,
                                 const char   *text,
                                 GError      **error);
/* Sets the table outputs @first and @second: rows for which @condition is true go to @first, and
 * where it is unknown those if @unknown is TRUE; all others go to @second. Takes @condition. */
void      mill_condition_divide (MillCompile  *to,
                                 const char   *port,
                                 MillExpr     *condition,
                                 gboolean      unknown,
                                 const char   *first,
                                 const char   *second);

G_END_DECLS
