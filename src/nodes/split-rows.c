/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "engine/compile.h"
#include "nodes/columns.h"
#include "nodes/condition.h"
#include "nodes/names.h"

/* So many hexadecimal digits of a hash are compared: what a double can tell apart. */
#define HASH_DIGITS 13

enum
{
  METHOD_SHARE,
  METHOD_ORDER,
  METHOD_CONDITION,
};

typedef struct
{
  int      method;
  double   share;
  char   **together;
  gint64   seed;
  char    *order_by;
  char    *condition;
} SplitRows;

static const MillChoice method_choices[] = {
  { METHOD_SHARE,     "share",     N_("A share at random") },
  { METHOD_ORDER,     "order",     N_("The first share in an order") },
  { METHOD_CONDITION, "condition", N_("By a condition") },
  { 0 }
};

static const MillPort ports[] = {
  { "table",  N_("Table"),  MILL_PORT_IN,  MILL_PORT_TABLE },
  { "first",  N_("First"),  MILL_PORT_OUT, MILL_PORT_TABLE },
  { "second", N_("Second"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam params[] = {
  { MILL_CHOICE (SplitRows, method), .label = N_("How"), .choices = method_choices,
    .default_integer = METHOD_SHARE },
  { MILL_NUMBER (SplitRows, share), .label = N_("Share of the first part"),
    .default_number = 0.7, .maximum = 1, .soft_minimum = 0.05, .soft_maximum = 0.95,
    .step = 0.05, .digits = 2, .visible_if = "method=share|order" },
  { MILL_STRINGS (SplitRows, together), .label = N_("Keep together"), .role = MILL_ROLE_COLUMNS,
    .help = N_("Rows that are equal in these columns (a customer, a day) go to the same part; "
               "none: each row for itself"),
    .visible_if = "method=share" },
  { MILL_INTEGER (SplitRows, seed), .label = N_("Seed"), .role = MILL_ROLE_SEED,
    .help = N_("Another number gives another random split; the same number always the same"),
    .default_integer = 1, .minimum = 0, .maximum = 2147483647, .visible_if = "method=share" },
  { MILL_STRING (SplitRows, order_by), .label = N_("In the order of"), .role = MILL_ROLE_COLUMN,
    .help = N_("Usually a date: the first part is the past, the second what came after"),
    .visible_if = "method=order", .required = TRUE },
  { MILL_STRING (SplitRows, condition), .label = N_("Condition"), .role = MILL_ROLE_EXPRESSION,
    .help = N_("An SQL expression that is true for the rows of the first part"),
    .visible_if = "method=condition", .required = TRUE },
  { 0 }
};

static char *
describe (const void *settings)
{
  const SplitRows *self = settings;
  int percent = (int) round (self->share * 100);

  switch (self->method)
    {
    case METHOD_CONDITION:
      if (self->condition == NULL || *self->condition == '\0')
        return NULL;
      return g_strdup (self->condition);
    case METHOD_ORDER:
      if (self->order_by == NULL || *self->order_by == '\0')
        return NULL;
      return g_strdup_printf (_("the first %d %% by %s"), percent, self->order_by);
    default:
      return g_strdup_printf (_("%d %% at random"), percent);
    }
}

/* A row goes to the first part if the hash of its content and the seed is below the share: this
 * does not depend on the order of the rows or the number of threads, a new row never moves another
 * one, and any engine that knows MD5 splits the same way. */
static MillExpr *
compare_hash (const SplitRows  *self,
              const MillSchema *schema)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *threshold = NULL;
  g_autofree char *seed = NULL;
  MillExpr *text;

  if (self->share >= 1)
    return mill_expr_boolean (TRUE);

  for (guint i = 0; self->together != NULL && self->together[i] != NULL; i++)
    g_ptr_array_add (names, self->together[i]);
  for (guint i = 0; names->len == 0 && i < mill_schema_get_n_columns (schema); i++)
    g_ptr_array_add (names, (gpointer) mill_schema_get_column (schema, i)->name);
  g_ptr_array_add (names, NULL);

  text = mill_columns_row_text ((const char *const *) names->pdata);
  seed = g_strdup_printf ("%" G_GINT64_FORMAT, self->seed);
  threshold = g_strdup_printf ("%0*" G_GINT64_MODIFIER "x", HASH_DIGITS,
                               (gint64) (self->share * exp2 (4 * HASH_DIGITS)));

  return mill_expr_format ("substr(md5(%e || '|' || %s), 1, %d) < %s", text,
                           seed, (gint64) HASH_DIGITS, threshold);
}

/* A row goes to the first part if its place in the order is within the share. */
static MillExpr *
compare_place (const SplitRows  *self,
               const MillSchema *schema)
{
  const char *keys[] = { self->order_by, NULL };

  return mill_expr_format ("%e <= round(%e * count(*) OVER ())",
                           mill_columns_row_number (schema, keys), mill_expr_number (self->share));
}

static gboolean
compile (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const SplitRows *self = settings;
  const MillSchema *schema = mill_compile_get_schema (to, "table");
  MillExpr *first = NULL;

  switch (self->method)
    {
    case METHOD_CONDITION:
      first = mill_condition_new (to, "table", "condition", self->condition, error);
      break;

    case METHOD_ORDER:
      if (mill_compile_require_column (to, "table", "order-by", self->order_by, error) != NULL)
        first = compare_place (self, schema);
      break;

    default:
      if (mill_columns_require (to, "table", "together",
                                (const char *const *) self->together, error))
        first = compare_hash (self, schema);
      break;
    }
  if (first == NULL)
    return FALSE;

  mill_condition_divide (to, "table", first, FALSE, "first", "second");

  return TRUE;
}

MILL_NODE_TYPE (split_rows,
  .id = "split-rows", .version = 1, .category = MILL_CATEGORY_ROWS, .icon = "split-symbolic",
  .label = N_("Split Rows"),
  .summary = N_("Divide a table into two parts, for training and testing"),
  .help = N_("Every row goes to exactly one of the two parts.\n\n"
             "* *A share at random* decides by the content of each row and the seed, so the same "
             "table is always split in the same way; rows that are equal stay together. The share "
             "is met closely in large tables, roughly in small ones.\n"
             "* *The first share in an order* is the honest split for data that grows with time.\n"
             "* *By a condition* sends rows for which it is true to the first part."),
  .keywords = N_("train;test;partition;holdout;validation;sample"),
  .ports = ports, .params = params, .params_size = sizeof (SplitRows),
  .describe = describe, .compile = compile, .example = "split-rows")
