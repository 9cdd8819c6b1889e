/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/duck.h"
#include "engine/sql.h"
#include "pipeline/bindings.h"

G_BEGIN_DECLS

/* Checks what a person typed as an SQL expression: DuckDB's parser must read it as one expression,
 * without a subquery, another statement, or a star outside a function. ${name} are replaced by typed
 * literals of @bindings (may be NULL). Errors say what was found and where. */
MillExpr *mill_expression_parse       (MillConnection     *connection,
                                       const char         *text,
                                       MillBindings       *bindings,
                                       GError            **error);
/* The columns an expression mentions; for hints and graph checks. NULL with @error as above. */
GStrv     mill_expression_get_columns (MillConnection     *connection,
                                       const char         *text,
                                       MillBindings       *bindings,
                                       GError            **error);
/* The functions an expression calls by name that are not portable (function-portability.h), as DuckDB
 * writes them, each once, in the order of their first call. What SQL writes without a name and brackets
 * is no function. @schema: may be NULL, as mill_expression_bind() has it. NULL with @error as above. */
GStrv     mill_expression_get_unportable (MillConnection  *connection,
                                       const char         *text,
                                       MillBindings       *bindings,
                                       const MillSchema   *schema,
                                       GError            **error);
/* Parses @text and binds it over a table of @schema; @type (may be NULL) gets the type it has at a
 * border, as a new string. Unlike with mill_expression_parse(), a column may be called like one of
 * SQL's words for the present time. */
MillExpr *mill_expression_bind        (MillConnection     *connection,
                                       const char         *text,
                                       MillBindings       *bindings,
                                       const MillSchema   *schema,
                                       char              **type,
                                       GError            **error);
/* The type an expression has over a table of @schema, or NULL with an error that names the missing
 * column or the types that do not fit. */
char     *mill_expression_get_type    (MillConnection     *connection,
                                       const char         *text,
                                       MillBindings       *bindings,
                                       const MillSchema   *schema,
                                       GError            **error);

G_END_DECLS
