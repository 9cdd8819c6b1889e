/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A piece of SQL: an expression, always safe to put into another. Made by the functions below only,
 * so that identifiers are quoted and literals typed in one place, per dialect.
 *
 * Every function that takes a MillExpr takes it over, so that calls nest without cleaning up. */
typedef struct _MillExpr MillExpr;

void        mill_expr_free        (MillExpr   *self);
MillExpr   *mill_expr_copy        (MillExpr   *self);
const char *mill_expr_get_text    (MillExpr   *self);

MillExpr   *mill_expr_column      (const char *name);
/* A column of the @index-th relation (0, 1) of a join. */
MillExpr   *mill_expr_column_of   (guint       index,
                                   const char *name);
MillExpr   *mill_expr_string      (const char *value);
MillExpr   *mill_expr_integer     (gint64      value);
MillExpr   *mill_expr_number      (double      value);
MillExpr   *mill_expr_boolean     (gboolean    value);
MillExpr   *mill_expr_null        (const char *type);
MillExpr   *mill_expr_cast        (MillExpr   *value,
                                   const char *type);
/* @format is SQL written by the caller's code; each %e takes a MillExpr, each %i an identifier
 * (const char *), each %s a string literal, each %d a gint64, %% stands for %. */
MillExpr   *mill_expr_format      (const char *format,
                                   ...);
/* Many expressions as one: @open, the @elements (MillExpr, stay the caller's) with @separator between
 * them, @close. */
MillExpr   *mill_expr_join        (const char *open,
                                   GPtrArray  *elements,
                                   const char *separator,
                                   const char *close);
/* A call of @function as this program names it, looked up in the function table (functions.h); a
 * programming error where it is not in there. Ends with NULL. */
MillExpr   *mill_expr_call        (const char *function,
                                   ...) G_GNUC_NULL_TERMINATED;

/* A SELECT over one or two relations. */
typedef struct _MillSelect MillSelect;

typedef enum
{
  MILL_JOIN_INNER,
  MILL_JOIN_LEFT,
  MILL_JOIN_RIGHT,
  MILL_JOIN_FULL,
  MILL_JOIN_SEMI,
  MILL_JOIN_ANTI,
  MILL_JOIN_CROSS,
} MillJoin;

/* FROM a relation by its name (mill_compile_get_relation(), mill_task_get_relation()). */
MillSelect *mill_select_new         (const char *relation);
/* FROM another select. Takes @inner. */
MillSelect *mill_select_new_nested  (MillSelect *inner);
/* FROM a table function of the function table, e.g. "read_csv": positional argument @path (one file, of
 * which * ? and [ in the name are just that), then named arguments added by mill_select_add_option(). */
MillSelect *mill_select_new_from_file (const char *function,
                                       const char *path);
/* Rows of literal values: add columns first by name, then each row's expressions in order. */
MillSelect *mill_select_new_values  (const char *const *names);
void        mill_select_add_values  (MillSelect *self,
                                     MillExpr  **row);
void        mill_select_free        (MillSelect *self);

void        mill_select_add_option  (MillSelect *self,
                                     const char *name,
                                     MillExpr   *value);
/* @on may be NULL for a cross join. The relations are then told apart by mill_expr_column_of(). */
void        mill_select_join        (MillSelect *self,
                                     MillJoin    kind,
                                     const char *relation,
                                     MillExpr   *on);
/* Result columns, in the order of the calls. */
void        mill_select_add_all     (MillSelect *self);
void        mill_select_add_column  (MillSelect *self,
                                     const char *name);
void        mill_select_add         (MillSelect *self,
                                     const char *name,
                                     MillExpr   *value);
/* Several conditions: all must be true. */
void        mill_select_where       (MillSelect *self,
                                     MillExpr   *condition);
void        mill_select_group_by    (MillSelect *self,
                                     MillExpr   *key);
void        mill_select_order_by    (MillSelect *self,
                                     MillExpr   *key,
                                     gboolean    descending,
                                     gboolean    nulls_first);
/* A total order: after the keys given, by all columns. */
void        mill_select_order_by_rest (MillSelect *self);
void        mill_select_distinct    (MillSelect *self);
void        mill_select_limit       (MillSelect *self,
                                     gint64      limit,
                                     gint64      offset);
/* New string. */
char       *mill_select_to_sql      (MillSelect *self);

/* New strings, for the rare place that needs them bare. */
char       *mill_sql_quote_identifier (const char *name);
char       *mill_sql_quote_string     (const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillExpr, mill_expr_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillSelect, mill_select_free)

G_END_DECLS
