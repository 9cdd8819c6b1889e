/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "engine/compile.h"
#include "nodes/condition.h"
#include "nodes/names.h"

enum
{
  UNKNOWN_DROP,
  UNKNOWN_KEEP,
};

typedef struct
{
  char *condition;
  int   unknown;
} FilterRows;

static const MillChoice unknown_choices[] = {
  { UNKNOWN_DROP, "drop", N_("Reject the row") },
  { UNKNOWN_KEEP, "keep", N_("Keep the row") },
  { 0 }
};

static const MillPort ports[] = {
  { "table",    N_("Table"),    MILL_PORT_IN,  MILL_PORT_TABLE },
  { "kept",     N_("Kept"),     MILL_PORT_OUT, MILL_PORT_TABLE },
  { "rejected", N_("Rejected"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (FilterRows, condition), .label = N_("Condition"), .required = TRUE,
    .help = N_("An SQL expression that is true for the rows to keep, like price > 100"),
    .role = MILL_ROLE_EXPRESSION },
  { MILL_CHOICE (FilterRows, unknown), .label = N_("When the condition is unknown"),
    .help = N_("A condition is neither true nor false where it meets a missing value"),
    .choices = unknown_choices, .default_integer = UNKNOWN_DROP },
  { 0 }
};

static char *
describe (const void *settings)
{
  const FilterRows *self = settings;

  return mill_names_dup_set (self->condition);
}

static gboolean
compile (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const FilterRows *self = settings;
  MillExpr *condition;

  condition = mill_condition_new (to, "table", "condition", self->condition, error);
  if (condition == NULL)
    return FALSE;

  mill_condition_divide (to, "table", condition, self->unknown == UNKNOWN_KEEP, "kept", "rejected");

  return TRUE;
}

MILL_NODE_TYPE (filter_rows,
  .id = "filter-rows", .version = 1, .category = MILL_CATEGORY_ROWS, .icon = "funnel-symbolic",
  .label = N_("Filter Rows"), .summary = N_("Keep the rows that match a condition"),
  .help = N_("Rows for which the condition is true leave through *Kept*, all others through "
             "*Rejected*: every row of the input is in exactly one of the two.\n\n"
             "The condition is an SQL expression over the columns, for example "
             "`precipitation > 0 and weather = 'rain'`. Names with spaces are written in double "
             "quotes, text in single quotes."),
  .keywords = N_("where;condition;select rows;subset"),
  .ports = ports, .params = params, .params_size = sizeof (FilterRows),
  .describe = describe, .compile = compile, .example = "filter-rows")
