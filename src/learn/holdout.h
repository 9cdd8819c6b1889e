/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/sql.h"
#include "pipeline/schema.h"

G_BEGIN_DECLS

/* True for about @share (0 to 1) of the rows of a table: which ones follows from what is in the row
 * and from @seed alone, so neither from the order of rows nor from the engine. Equal rows fall on
 * the same side.
 *
 * The values are written as texts, joined, and hashed with MD5; the first eight hexadecimal digits
 * are compared with the share. */
MillExpr *mill_holdout_expression (const MillSchema *schema,
                                   double            share,
                                   gint64            seed);

G_END_DECLS
