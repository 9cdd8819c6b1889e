/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "engine/compile.h"
#include "engine/sql.h"
#include "nodes/columns.h"
#include "nodes/names.h"
#include "pipeline/diagnostic.h"

enum
{
  METHOD_AUTO,
  METHOD_MEAN,
  METHOD_MEDIAN,
  METHOD_FREQUENT,
  METHOD_CONSTANT,
};

typedef struct
{
  char **columns;
  int    method;
  char  *value;
} Impute;

static const MillChoice method_choices[] = {
  { METHOD_AUTO,     "auto",     N_("Median of numbers, else the most frequent value") },
  { METHOD_MEAN,     "mean",     N_("Mean") },
  { METHOD_MEDIAN,   "median",   N_("Median") },
  { METHOD_FREQUENT, "frequent", N_("Most frequent value") },
  { METHOD_CONSTANT, "constant", N_("A fixed value") },
  { 0 }
};

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "table", N_("Table"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRINGS (Impute, columns), .label = N_("Columns"), .role = MILL_ROLE_COLUMNS,
    .help = N_("Where missing values are filled; none: all columns that the method fits") },
  { MILL_CHOICE (Impute, method), .label = N_("Fill with"), .choices = method_choices,
    .default_integer = METHOD_AUTO },
  { MILL_STRING (Impute, value), .label = N_("Value"),
    .help = N_("Put in for every missing value, read as the column's type"),
    .visible_if = "method=constant" },
  { 0 }
};

static char *
describe (const void *settings)
{
  const Impute *self = settings;
  g_autofree char *names = mill_names_summarize ((const char *const *) self->columns);

  return names != NULL ? g_steal_pointer (&names) : g_strdup (_("all columns"));
}

static gboolean
is_plain (MillDataKind kind)
{
  return kind != MILL_DATA_BLOB && kind != MILL_DATA_LIST && kind != MILL_DATA_STRUCT &&
         kind != MILL_DATA_UNKNOWN;
}

static gboolean
method_fits (const Impute *self,
             MillDataKind  kind)
{
  if (self->method == METHOD_MEAN || self->method == METHOD_MEDIAN)
    return mill_data_kind_is_number (kind);

  return is_plain (kind);
}

static gboolean
is_chosen (const Impute     *self,
           const MillColumn *column)
{
  if (self->columns == NULL || self->columns[0] == NULL)
    return method_fits (self, column->kind);

  return g_strv_contains ((const char *const *) self->columns, column->name);
}

static gboolean
check_columns (const Impute      *self,
               const MillSchema  *schema,
               GError           **error)
{
  for (guint i = 0; self->columns != NULL && self->columns[i] != NULL; i++)
    {
      const MillColumn *column = mill_schema_find (schema, self->columns[i]);

      if (method_fits (self, column->kind))
        continue;
      mill_fail_param (error, "columns",
                       is_plain (column->kind)
                           ? _("Choose the most frequent value, or a fixed one.")
                           : _("Leave the column out."),
                       _("“%s” of type %s cannot be filled this way"), column->name, column->type);
      return FALSE;
    }

  return TRUE;
}

/* The median and the mean of whole numbers may lie between two: the nearest whole number is filled
 * in, so that the column keeps its type. */
static MillExpr *
summarize (const Impute     *self,
           const MillColumn *column)
{
  MillExpr *value = mill_expr_column (column->name);
  gboolean is_number = mill_data_kind_is_number (column->kind);

  if (self->method == METHOD_MEAN)
    return mill_expr_call ("mean", mill_expr_cast (value, "DOUBLE"), NULL);
  if (self->method == METHOD_MEDIAN || (self->method == METHOD_AUTO && is_number))
    return mill_expr_call ("median", mill_expr_cast (value, "DOUBLE"), NULL);

  return mill_expr_call ("mode", value, NULL);
}

/* Can @text be read as a value of @kind? Dates and times are left to the database. */
static gboolean
can_read (const char   *text,
          MillDataKind  kind)
{
  char *end;

  if (kind == MILL_DATA_VARCHAR)
    return TRUE;
  if (kind == MILL_DATA_BOOLEAN)
    return g_ascii_strcasecmp (text, "true") == 0 || g_ascii_strcasecmp (text, "false") == 0;
  if (kind == MILL_DATA_BIGINT)
    g_ascii_strtoll (text, &end, 10);
  else if (mill_data_kind_is_number (kind))
    g_ascii_strtod (text, &end);
  else
    return *text != '\0';

  return *text != '\0' && *end == '\0';
}

static MillExpr *
make_constant (const Impute      *self,
               const MillColumn  *column,
               GError           **error)
{
  const char *value = self->value != NULL ? self->value : "";

  if (!can_read (value, column->kind))
    {
      mill_fail_param (error, "value",
                       _("Write a value of that type, or choose columns that it fits."),
                       _("“%s” cannot be filled into “%s”, which is of type %s"), value,
                       column->name, column->type);
      return NULL;
    }

  return mill_expr_cast (mill_expr_string (value), column->type);
}

static MillSelect *
fill_constant (const Impute      *self,
               MillCompile       *to,
               const MillSchema  *schema,
               GError           **error)
{
  MillSelect *select = mill_select_new (mill_compile_get_relation (to, "table"));

  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);
      MillExpr *constant;

      if (!is_chosen (self, column))
        {
          mill_select_add_column (select, column->name);
          continue;
        }
      constant = make_constant (self, column, error);
      if (constant == NULL)
        {
          mill_select_free (select);
          return NULL;
        }
      mill_select_add (
          select, column->name,
          mill_expr_call ("coalesce", mill_expr_column (column->name), constant, NULL));
    }

  return select;
}

/* A first SELECT puts one value beside every row: a structure of all that is to be filled in, which
 * is worked out once. */
static MillSelect *
fill_from_table (const Impute     *self,
                 MillCompile      *to,
                 const MillSchema *schema)
{
  const char *relation = mill_compile_get_relation (to, "table");
  g_autofree char *fill = mill_names_make_free (schema, "fill");
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_expr_free);
  MillSelect *inner = mill_select_new (relation);
  MillSelect *select;

  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);
      g_autofree char *name = g_strdup_printf ("c%u", i);

      if (is_chosen (self, column))
        g_ptr_array_add (fields, mill_expr_format ("%s: %e", name, summarize (self, column)));
    }
  mill_select_add_all (inner);
  if (fields->len == 0)
    return inner;
  mill_select_add (
      inner, fill,
      mill_expr_format ("(SELECT %e FROM %i)", mill_expr_join ("{", fields, ", ", "}"), relation));

  select = mill_select_new_nested (inner);
  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);
      g_autofree char *name = g_strdup_printf ("c%u", i);

      if (!is_chosen (self, column))
        mill_select_add_column (select, column->name);
      else
        mill_select_add (select, column->name, mill_expr_call (
          "coalesce", mill_expr_column (column->name),
          mill_expr_cast (mill_expr_format ("%i.%i", fill, name), column->type), NULL));
    }

  return select;
}

static gboolean
compile (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const Impute *self = settings;
  const MillSchema *schema = mill_compile_get_schema (to, "table");
  MillSelect *select;

  if (!mill_columns_require (to, "table", "columns", (const char *const *) self->columns, error) ||
      !check_columns (self, schema, error))
    return FALSE;

  if (self->method == METHOD_CONSTANT)
    select = fill_constant (self, to, schema, error);
  else
    select = fill_from_table (self, to, schema);
  if (select == NULL)
    return FALSE;
  mill_compile_set_output (to, "table", select);

  return TRUE;
}

MILL_NODE_TYPE (impute,
  .id = "impute", .version = 1, .category = MILL_CATEGORY_PREPARE, .icon = "bandage-symbolic",
  .label = N_("Impute"), .summary = N_("Fill missing values"),
  .help = N_("Every missing value of the chosen columns is replaced by one that is worked out from "
             "the other rows of this table: the mean or median of numbers, or the value that "
             "occurs most often (of equals the smallest); or by a fixed value. Whole numbers stay "
             "whole. A column without any value stays as it is, unless it gets a fixed one.\n\n"
             "Put this node before the split only if the test rows may be known in advance. "
             "Gradient boosting needs no filled values at all."),
  .keywords = N_("missing;null;fill;replace;na;mean;median"),
  .ports = ports, .params = params, .params_size = sizeof (Impute),
  .describe = describe, .compile = compile, .example = "impute")
