/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "nodes/aggregate.h"
#include "nodes/columns.h"
#include "nodes/names.h"

typedef struct
{
  char *column;
  int   function;
  char *name;
} Value;

typedef struct
{
  char      **keys;
  char       *count;
  GPtrArray  *values;
} GroupBy;

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "table", N_("Table"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam value_fields[] = {
  { MILL_STRING (Value, column), .label = N_("Column"), .required = TRUE,
    .role = MILL_ROLE_COLUMN },
  { MILL_CHOICE (Value, function), .label = N_("Function"), .choices = mill_aggregate_choices,
    .default_integer = MILL_AGGREGATE_MEAN },
  { MILL_STRING (Value, name), .label = N_("Name"), .role = MILL_ROLE_NEW_COLUMN,
    .help = N_("Of the new column; empty: function and column, like mean_price") },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRINGS (GroupBy, keys), .label = N_("Group by"), .role = MILL_ROLE_COLUMNS,
    .help = N_("One row for each combination of their values; none: one row for the whole table") },
  { MILL_STRING (GroupBy, count), .label = N_("Count of rows as"), .role = MILL_ROLE_NEW_COLUMN,
    .help = N_("Name of the column with the number of rows in each group; empty: no such column"),
    .default_string = "rows" },
  { MILL_RECORDS (GroupBy, values, Value, value_fields), .label = N_("Values"),
    .help = N_("What is computed of each group") },
  { 0 }
};

static char *
describe (const void *settings)
{
  const GroupBy *self = settings;
  g_autofree char *keys = mill_names_summarize ((const char *const *) self->keys);

  return keys != NULL ? g_strdup_printf (_("by %s"), keys) : NULL;
}

/* Adds a column under @name, which must be new. */
static gboolean
add (MillSelect  *select,
     MillSchema  *made,
     const char  *param,
     const char  *name,
     MillExpr    *value,
     GError     **error)
{
  g_autoptr (MillExpr) owned = value;

  if (mill_names_find_same (made, name) != NULL)
    {
      mill_fail_param (error, param, _("Give one of them another name"),
                       _("Two columns would be called “%s”"), name);
      return FALSE;
    }

  mill_schema_add (made, name, "");
  mill_select_add (select, name, g_steal_pointer (&owned));

  return TRUE;
}

static gboolean
add_values (const GroupBy  *self,
            MillCompile    *to,
            MillSelect     *select,
            MillSchema     *made,
            GError        **error)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      const Value *value = g_ptr_array_index (self->values, i);
      const MillColumn *column;
      g_autofree char *name = g_strdup (value->name);

      column = mill_compile_require_column (to, "table", "values", value->column, error);
      if (column == NULL || !mill_aggregate_check (value->function, column, "values", error))
        return FALSE;

      if (name == NULL || *name == '\0')
        {
          g_free (name);
          name = g_strdup_printf ("%s_%s", mill_aggregate_get_name (value->function), column->name);
          g_strdelimit (name, "-", '_');
        }
      if (!add (select, made, "values", name,
                mill_aggregate_new (value->function, column->name, column->kind), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
compile (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const GroupBy *self = settings;
  g_autoptr (MillSelect) select = mill_select_new (mill_compile_get_relation (to, "table"));
  g_autoptr (MillSchema) made = mill_schema_new ();

  if (!mill_columns_require (to, "table", "keys", (const char *const *) self->keys, error))
    return FALSE;

  for (guint i = 0; self->keys != NULL && self->keys[i] != NULL; i++)
    {
      if (!add (select, made, "keys", self->keys[i], mill_expr_column (self->keys[i]), error))
        return FALSE;
      mill_select_group_by (select, mill_expr_column (self->keys[i]));
    }
  if (self->count != NULL && *self->count != '\0' &&
      !add (select, made, "count", self->count, mill_expr_call ("rows", NULL), error))
    return FALSE;
  if (!add_values (self, to, select, made, error))
    return FALSE;

  if (mill_schema_get_n_columns (made) == 0)
    {
      mill_fail_param (error, "keys", _("Choose columns to group by, or values to compute"),
                       _("The table would have no columns"));
      return FALSE;
    }

  /* Groups come from many threads; their keys are unique, so this is a total order. */
  for (guint i = 0; self->keys != NULL && self->keys[i] != NULL; i++)
    mill_select_order_by (select, mill_expr_column (self->keys[i]), FALSE, FALSE);
  mill_compile_set_output (to, "table", g_steal_pointer (&select));

  return TRUE;
}

MILL_NODE_TYPE (group_by,
  .id = "group-by", .version = 1, .category = MILL_CATEGORY_COMBINE, .flags = MILL_NODE_CONDENSES,
  .icon = "sum-symbolic",
  .label = N_("Group By"), .summary = N_("Sum up the rows of each group"),
  .help = N_("Makes one row for each group, in the order of the groups. Missing values are left "
             "out of sums, means and counts; where all are missing, so is the result. Rows whose "
             "key is missing are a group of their own."),
  .keywords = N_("aggregate;sum;mean;count;pivot;summarize"),
  .ports = ports, .params = params, .params_size = sizeof (GroupBy),
  .describe = describe, .compile = compile, .example = "group-by")
