/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/sql.h"

G_BEGIN_DECLS

/* For the SQL builder, and for what a person typed once it was checked. Takes @text. @operand: it is
 * one operand (a name, a literal, a call, something within brackets), safe beside any operator. */
MillExpr *mill_expr_new_take    (char       *text,
                                 gboolean    operand);
/* The text of @self, within brackets where it is more than one operand. */
void      mill_expr_append      (MillExpr   *self,
                                 GString    *sql);
/* Is this pattern of mill_expr_format() one operand, once it is filled in? */
gboolean  mill_sql_is_operand   (const char *pattern);
/* @path as a pattern that only the file of that name matches: DuckDB takes * ? and [ in a name for a
 * pattern, but one of them within [ ] for itself. New string. */
char     *mill_sql_escape_pattern (const char *path);

G_END_DECLS
