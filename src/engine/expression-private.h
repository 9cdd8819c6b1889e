/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/expression.h"

G_BEGIN_DECLS

/* @text with each ${name} replaced: by a typed literal, or within quotes by its text. "$${" becomes
 * "${". New string. */
char     *mill_expression_substitute  (const char    *text,
                                       MillBindings  *bindings,
                                       GError       **error);
/* Does a function give another result each time, or tell of the machine instead of the data? */
gboolean  mill_expression_is_unsteady (const char    *function);
/* Does an aggregate depend on the order in which the rows arrive? */
gboolean  mill_expression_is_ordered  (const char    *function);
/* Does an aggregate guess? */
gboolean  mill_expression_is_rough    (const char    *function);
/* Does a function make several rows of one? */
gboolean  mill_expression_makes_rows  (const char    *function);

/* Walks what DuckDB's parser made of an expression (the first element of its select list) and refuses
 * what may not be in one. @bindings (may be NULL): for hints. @schema (may be NULL): columns, so that one named like current_date is
 * known. @columns (may be NULL) gets the names mentioned, each once. */
gboolean  mill_expression_check_tree  (JsonObject       *tree,
                                       const MillSchema *schema,
                                       MillBindings     *bindings,
                                       GPtrArray        *columns,
                                       GError          **error);

/* What DuckDB is asked to read for an expression begins with this. */
#define MILL_EXPRESSION_SELECT "SELECT\n"
/* See mill_expression_get_unportable(), of the expression @text whose reading by DuckDB is @json. */
GStrv     mill_expression_find_unportable (const char       *json,
                                       const char       *text);

/* The select list in DuckDB's reading of an expression, of which the expression is the only element. */
JsonArray *mill_expression_get_elements (JsonNode        *answer);
/* What DuckDB writes for such a reading, without the SELECT. New text. */
char      *mill_expression_write_elements (MillConnection *connection,
                                       JsonNode         *answer,
                                       GError          **error);
/* The types, as DuckDB has them, that @parts (JsonNode) of the expression in @answer have over a table of
 * @schema, in their order. */
MillSchema *mill_expression_describe_parts (MillConnection *connection,
                                       JsonNode         *answer,
                                       GPtrArray        *parts,
                                       const MillSchema *schema,
                                       GError          **error);
/* Refuses an expression (@json: its reading by DuckDB) in which a text is compared with a number, a date or a
 * truth that it cannot be read as. It must have been bound over @schema before. */
gboolean   mill_expression_check_comparisons (MillConnection *connection,
                                       const char       *json,
                                       const MillSchema *schema,
                                       GError          **error);
/* The expression whose reading by DuckDB is @json, with windows that give the same values in whatever order the
 * rows of a table of @schema arrive. New text; NULL without @error: it has none, and is so as it is. It must
 * have been bound over @schema before. */
char     *mill_expression_steady      (MillConnection   *connection,
                                       const char       *json,
                                       const MillSchema *schema,
                                       GError          **error);

/* “Did you mean ${...}?” for a name that no parameter has, or NULL; new string. */
char     *mill_expression_hint_parameter (MillBindings  *bindings,
                                          const char    *name);
/* The column that an expression is bound beside, which no table of a person's has. */
#define MILL_EXPRESSION_ROW "\"mill row of the table\""
/* @found (taken), or a better one in its place, where a name in the expression @text that mentions
 * @columns is what is wrong: says which, and what may have been meant. */
GError   *mill_expression_explain     (MillConnection   *connection,
                                       GError           *found,
                                       const char       *text,
                                       GPtrArray        *columns,
                                       MillBindings     *bindings,
                                       const MillSchema *schema);

G_END_DECLS
