/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/compile.h"

G_BEGIN_DECLS

/* Pieces of SELECTs that several node types need. */

/* Are all @columns there? Fails naming @param. An empty list is fine. */
gboolean    mill_columns_require    (MillCompile        *compile,
                                     const char         *port,
                                     const char         *param,
                                     const char *const  *columns,
                                     GError            **error);
/* A new SELECT that reads the columns of @schema, and no others, from @inner. Takes @inner. */
MillSelect *mill_columns_select     (MillSelect         *inner,
                                     const MillSchema   *schema);
/* The place of each row, from 1, in the order of @keys and then of all other columns. */
MillExpr   *mill_columns_row_number (const MillSchema   *schema,
                                     const char *const  *keys);
/* The values of a row as one text, such that only rows with the same values have the same text:
 * NULL and the empty string differ, and so do ('a', 'b') and ('ab', ''). */
MillExpr   *mill_columns_row_text   (const char *const  *columns);

G_END_DECLS
