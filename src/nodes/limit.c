/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "engine/compile.h"
#include "nodes/columns.h"
#include "nodes/names.h"

enum
{
  KEEP_FIRST,
  KEEP_ALL_BUT_FIRST,
  KEEP_LAST,
  KEEP_ALL_BUT_LAST,
};

typedef struct
{
  int      keep;
  gint64   rows;
  char   **order_by;
} Limit;

static const MillChoice keep_choices[] = {
  { KEEP_FIRST,         "first",         N_("The first rows") },
  { KEEP_ALL_BUT_FIRST, "all-but-first", N_("All but the first rows") },
  { KEEP_LAST,          "last",          N_("The last rows") },
  { KEEP_ALL_BUT_LAST,  "all-but-last",  N_("All but the last rows") },
  { 0 }
};

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "table", N_("Table"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam params[] = {
  { MILL_CHOICE (Limit, keep), .label = N_("Keep"), .choices = keep_choices,
    .default_integer = KEEP_FIRST },
  { MILL_INTEGER (Limit, rows), .label = N_("Number of rows"), .default_integer = 100,
    .minimum = 0, .maximum = 1e15, .soft_minimum = 1, .soft_maximum = 1000 },
  { MILL_STRINGS (Limit, order_by), .label = N_("In the order of"), .role = MILL_ROLE_COLUMNS,
    .help = N_("The columns by which the rows are put in order first; none: as they come in, which "
               "is only certain behind a file or a sort") },
  { 0 }
};

static char *
describe (const void *settings)
{
  const Limit *self = settings;
  gulong n = self->rows;

  switch (self->keep)
    {
    case KEEP_FIRST:
      return g_strdup_printf (ngettext ("the first row", "the first %lu rows", n), n);
    case KEEP_ALL_BUT_FIRST:
      return g_strdup_printf (ngettext ("without the first row", "without the first %lu rows", n),
                              n);
    case KEEP_LAST:
      return g_strdup_printf (ngettext ("the last row", "the last %lu rows", n), n);
    default:
      return g_strdup_printf (ngettext ("without the last row", "without the last %lu rows", n),
                              n);
    }
}

/* By the chosen columns, then all others, each one named: backwards the same order turned round, so
 * that "first" and "all but the last" agree on every row. */
static void
put_in_order (MillSelect       *select,
              const Limit      *self,
              const MillSchema *schema,
              gboolean          backwards)
{
  for (guint i = 0; self->order_by[i] != NULL; i++)
    mill_select_order_by (select, mill_expr_column (self->order_by[i]), backwards, backwards);

  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const char *name = mill_schema_get_column (schema, i)->name;

      if (!g_strv_contains ((const char *const *) self->order_by, name))
        mill_select_order_by (select, mill_expr_column (name), backwards, backwards);
    }
}

static void
cut (MillSelect  *select,
     const Limit *self)
{
  if (self->keep == KEEP_FIRST || self->keep == KEEP_LAST)
    mill_select_limit (select, self->rows, 0);
  else
    mill_select_limit (select, -1, self->rows);
}

static MillSelect *
limit_ordered (const Limit      *self,
               const char       *relation,
               const MillSchema *schema)
{
  gboolean from_end = self->keep == KEEP_LAST || self->keep == KEEP_ALL_BUT_LAST;
  MillSelect *select = mill_select_new (relation);

  mill_select_add_all (select);
  put_in_order (select, self, schema, from_end);
  cut (select, self);
  if (!from_end)
    return select;

  select = mill_columns_select (select, schema);
  put_in_order (select, self, schema, FALSE);

  return select;
}

/* The rows as they come in. Those counted from the end need a number, as nobody knows how many
 * there will be. */
static MillSelect *
limit_as_it_comes (const Limit      *self,
                   const char       *relation,
                   const MillSchema *schema)
{
  MillSelect *select = mill_select_new (relation);
  g_autofree char *number = NULL;

  mill_select_add_all (select);
  if (self->keep == KEEP_FIRST || self->keep == KEEP_ALL_BUT_FIRST)
    {
      cut (select, self);
      return select;
    }

  number = mill_names_make_free (schema, "row");
  mill_select_add (select, number, mill_expr_format ("row_number() OVER ()"));
  select = mill_select_new_nested (select);
  mill_select_add_all (select);
  mill_select_order_by (select, mill_expr_column (number), TRUE, FALSE);
  cut (select, self);

  select = mill_columns_select (select, schema);
  mill_select_order_by (select, mill_expr_column (number), FALSE, FALSE);

  return select;
}

static gboolean
compile (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const Limit *self = settings;
  const char *relation = mill_compile_get_relation (to, "table");
  const MillSchema *schema = mill_compile_get_schema (to, "table");
  MillSelect *select;

  if (!mill_columns_require (to, "table", "order-by", (const char *const *) self->order_by, error))
    return FALSE;

  if (self->order_by != NULL && self->order_by[0] != NULL)
    select = limit_ordered (self, relation, schema);
  else
    select = limit_as_it_comes (self, relation, schema);
  mill_compile_set_output (to, "table", select);

  return TRUE;
}

MILL_NODE_TYPE (limit,
  .id = "limit", .version = 1, .category = MILL_CATEGORY_ROWS, .icon = "view-list-ordered-symbolic",
  .label = N_("Limit Rows"), .summary = N_("Keep or drop rows at the beginning or the end"),
  .help = N_("Say in which order the rows are counted. Rows that are equal in the chosen columns "
             "are ordered by the remaining ones, so that the same rows are kept each time. Missing "
             "values come last.\n\n"
             "*All but the last rows* with 1 drops the last day of a series, whose tomorrow is not "
             "known yet."),
  .keywords = N_("head;tail;first;last;top;skip;offset"),
  .ports = ports, .params = params, .params_size = sizeof (Limit),
  .describe = describe, .compile = compile, .example = "limit")
