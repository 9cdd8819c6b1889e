/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "engine/compile.h"
#include "nodes/columns.h"
#include "nodes/names.h"

enum
{
  MODE_KEEP,
  MODE_DROP,
};

typedef struct
{
  char *column;
  char *name;
} Rename;

typedef struct
{
  int         mode;
  char      **columns;
  GPtrArray  *rename;
} SelectColumns;

static const MillChoice mode_choices[] = {
  { MODE_KEEP, "keep", N_("Keep these columns, in this order") },
  { MODE_DROP, "drop", N_("Drop these columns") },
  { 0 }
};

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "table", N_("Table"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam rename_fields[] = {
  { MILL_STRING (Rename, column), .label = N_("Column"), .required = TRUE,
    .role = MILL_ROLE_COLUMN },
  { MILL_STRING (Rename, name), .label = N_("New name"), .required = TRUE,
    .role = MILL_ROLE_NEW_COLUMN },
  { 0 }
};

static const MillParam params[] = {
  { MILL_CHOICE (SelectColumns, mode), .label = N_("What to do"), .choices = mode_choices,
    .default_integer = MODE_KEEP },
  { MILL_STRINGS (SelectColumns, columns), .label = N_("Columns"), .role = MILL_ROLE_COLUMNS,
    .help = N_("None chosen: all columns stay") },
  { MILL_RECORDS (SelectColumns, rename, Rename, rename_fields), .label = N_("New names"),
    .help = N_("Columns that get another name") },
  { 0 }
};

static char *
describe (const void *settings)
{
  const SelectColumns *self = settings;
  g_autofree char *names = mill_names_summarize ((const char *const *) self->columns);

  if (names != NULL)
    return self->mode == MODE_KEEP ? g_steal_pointer (&names)
                                   : g_strdup_printf (_("without %s"), names);
  if (self->rename->len > 0)
    return g_strdup_printf (ngettext ("%u new name", "%u new names", self->rename->len),
                            self->rename->len);

  return NULL;
}

static const char *
find_new_name (const SelectColumns *self,
               const char          *column)
{
  for (guint i = 0; i < self->rename->len; i++)
    {
      const Rename *rename = g_ptr_array_index (self->rename, i);

      if (g_strcmp0 (rename->column, column) == 0)
        return rename->name;
    }

  return column;
}

/* The columns that stay, under their old names, in their new order. */
static GPtrArray *
list_kept (const SelectColumns *self,
           const MillSchema    *schema)
{
  GPtrArray *kept = g_ptr_array_new ();
  gboolean all = self->columns == NULL || self->columns[0] == NULL;

  if (self->mode == MODE_KEEP && !all)
    {
      for (guint i = 0; self->columns[i] != NULL; i++)
        if (!g_ptr_array_find_with_equal_func (kept, self->columns[i], g_str_equal, NULL))
          g_ptr_array_add (kept, self->columns[i]);
      return kept;
    }

  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const char *name = mill_schema_get_column (schema, i)->name;

      if (all || !g_strv_contains ((const char *const *) self->columns, name))
        g_ptr_array_add (kept, (gpointer) name);
    }

  return kept;
}

static gboolean
compile (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const SelectColumns *self = settings;
  const MillSchema *schema = mill_compile_get_schema (to, "table");
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (MillSchema) made = mill_schema_new ();
  g_autoptr (MillSelect) select = NULL;

  if (!mill_columns_require (to, "table", "columns", (const char *const *) self->columns, error))
    return FALSE;
  for (guint i = 0; i < self->rename->len; i++)
    {
      const Rename *rename = g_ptr_array_index (self->rename, i);

      if (!mill_compile_require_column (to, "table", "rename", rename->column, error))
        return FALSE;
    }

  kept = list_kept (self, schema);
  if (kept->len == 0)
    {
      mill_fail_param (error, "columns", _("Leave at least one column out of the list"),
                       _("No column would be left"));
      return FALSE;
    }

  select = mill_select_new (mill_compile_get_relation (to, "table"));
  for (guint i = 0; i < kept->len; i++)
    {
      const char *column = g_ptr_array_index (kept, i);
      const char *name = find_new_name (self, column);

      if (mill_names_find_same (made, name) != NULL)
        {
          mill_fail_param (error, "rename", _("Letter case does not tell columns apart"),
                           _("Two columns would be called “%s”"), name);
          return FALSE;
        }
      mill_schema_add (made, name, "");
      mill_select_add (select, name, mill_expr_column (column));
    }
  mill_compile_set_output (to, "table", g_steal_pointer (&select));

  return TRUE;
}

MILL_NODE_TYPE (select_columns,
  .id = "select-columns", .version = 1, .category = MILL_CATEGORY_COLUMNS,
  .icon = "view-column-symbolic",
  .label = N_("Select Columns"), .summary = N_("Keep, drop, reorder and rename columns"),
  .help = N_("*Keep* passes the chosen columns on in the order in which they are listed; *Drop* "
             "passes all others on in the order of the table. New names are given after that. The "
             "rows stay as they are."),
  .keywords = N_("keep;drop;remove;rename;reorder;project"),
  .ports = ports, .params = params, .params_size = sizeof (SelectColumns),
  .describe = describe, .compile = compile, .example = "select-columns")
