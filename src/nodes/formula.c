/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "engine/compile.h"
#include "nodes/names.h"

typedef struct
{
  char *name;
  char *expression;
} NewColumn;

typedef struct
{
  GPtrArray *columns;
} Formula;

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "table", N_("Table"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam column_fields[] = {
  { MILL_STRING (NewColumn, name), .label = N_("Name"), .required = TRUE,
    .role = MILL_ROLE_NEW_COLUMN },
  { MILL_STRING (NewColumn, expression), .label = N_("Expression"), .required = TRUE,
    .role = MILL_ROLE_EXPRESSION },
  { 0 }
};

static const MillParam params[] = {
  { MILL_RECORDS (Formula, columns, NewColumn, column_fields), .label = N_("Columns"),
    .help = N_("Each may use the ones above it; a name that is there already replaces that column"),
    .required = TRUE },
  { 0 }
};

static char *
describe (const void *settings)
{
  const Formula *self = settings;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const NewColumn *column;

  if (self->columns->len == 1)
    {
      column = g_ptr_array_index (self->columns, 0);
      return g_strdup_printf ("%s = %s", column->name, column->expression);
    }

  for (guint i = 0; i < self->columns->len; i++)
    {
      column = g_ptr_array_index (self->columns, i);
      g_ptr_array_add (names, column->name);
    }
  g_ptr_array_add (names, NULL);

  return mill_names_summarize ((const char *const *) names->pdata);
}

/* Columns that are computed side by side, in one SELECT, from the same columns. */
typedef struct
{
  char       *port;      /* under which the compile context knows what it computes from */
  MillSchema *before;
  MillSchema *after;     /* the types of new columns included */
  GHashTable *values;    /* name -> MillExpr */
} Stage;

static void
stage_free (Stage *self)
{
  g_free (self->port);
  mill_schema_unref (self->before);
  mill_schema_unref (self->after);
  g_hash_table_unref (self->values);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

static Stage *
stage_new (const char *port,
           MillSchema *before)
{
  Stage *self = g_new0 (Stage, 1);

  self->port = g_strdup (port);
  self->before = mill_schema_ref (before);
  self->after = mill_schema_ref (before);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) mill_expr_free);

  return self;
}

static MillSelect *
stage_finish (Stage      *self,
              MillSelect *select)
{
  for (guint i = 0; i < mill_schema_get_n_columns (self->after); i++)
    {
      const char *name = mill_schema_get_column (self->after, i)->name;
      MillExpr *value = g_hash_table_lookup (self->values, name);

      if (value != NULL)
        mill_select_add (select, name, mill_expr_copy (value));
      else
        mill_select_add_column (select, name);
    }

  return select;
}

/* Does @text use, or @name replace, a column that this stage makes? Text that only looks like a
 * name costs a stage of its own and nothing else. */
static gboolean
stage_is_needed_by (Stage      *self,
                    const char *name,
                    const char *text)
{
  g_autofree char *folded = g_ascii_strdown (text, -1);
  GHashTableIter iter;
  const char *made;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, (gpointer *) &made, NULL))
    {
      g_autofree char *folded_name = g_ascii_strdown (made, -1);

      if (g_ascii_strcasecmp (made, name) == 0 || strstr (folded, folded_name) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Takes @value. */
static void
stage_add (Stage      *self,
           const char *name,
           const char *type,
           MillExpr   *value)
{
  const MillColumn *same = mill_names_find_same (self->after, name);
  g_autoptr (MillSchema) after = mill_schema_new ();

  for (guint i = 0; i < mill_schema_get_n_columns (self->after); i++)
    {
      const MillColumn *column = mill_schema_get_column (self->after, i);

      if (column == same)
        mill_schema_add (after, name, type);
      else
        mill_schema_add (after, column->name, column->type);
    }
  if (same == NULL)
    mill_schema_add (after, name, type);

  mill_schema_unref (self->after);
  self->after = g_steal_pointer (&after);
  g_hash_table_insert (self->values, g_strdup (name), value);
}

static gboolean
compile (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const Formula *self = settings;
  g_autoptr (Stage) stage = NULL;
  g_autoptr (MillSelect) select = mill_select_new (mill_compile_get_relation (to, "table"));

  stage = stage_new ("table", (MillSchema *) mill_compile_get_schema (to, "table"));
  for (guint i = 0; i < self->columns->len; i++)
    {
      const NewColumn *column = g_ptr_array_index (self->columns, i);
      g_autofree char *type = NULL;
      MillExpr *value;

      if (stage_is_needed_by (stage, column->name, column->expression))
        {
          g_autofree char *port = g_strdup_printf ("stage-%u", i);
          Stage *next = stage_new (port, stage->after);

          select = mill_select_new_nested (stage_finish (stage, g_steal_pointer (&select)));
          mill_compile_add_step (to, port, stage->after);
          stage_free (stage);
          stage = next;
        }

      value = mill_compile_typed_expression (to, stage->port, "columns", column->expression, &type,
                                             error);
      if (value == NULL)
        return FALSE;
      stage_add (stage, column->name, type, value);
    }
  mill_compile_set_output (to, "table", stage_finish (stage, g_steal_pointer (&select)));

  return TRUE;
}

MILL_NODE_TYPE (formula,
  .id = "formula", .version = 1, .category = MILL_CATEGORY_COLUMNS,
  .icon = "formula-symbolic",
  .label = N_("Formula"), .summary = N_("Compute new columns"),
  .help = N_("Each column is an SQL expression over the columns of the table and over the new ones "
             "above it:\n\n"
             "* `temp_max - temp_min`\n"
             "* `case when weather = 'rain' then 'wet' else 'dry' end`\n"
             "* `lead(precipitation) over (order by date) > 0` looks at the next row\n\n"
             "Rows have no order of their own: where that of a window leaves ties, the columns of the table "
             "decide, from the first on.\n\n"
             "`${name}` stands for a parameter of the pipeline."),
  .keywords = N_("compute;calculate;expression;new column;derive;sql"),
  .ports = ports, .params = params, .params_size = sizeof (Formula),
  .describe = describe, .compile = compile, .example = "formula")
