/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "engine/compile.h"

enum
{
  NULLS_LAST,
  NULLS_FIRST,
};

typedef struct
{
  char     *column;
  gboolean  descending;
  int       nulls;
} SortKey;

typedef struct
{
  GPtrArray *keys;
} Sort;

static const MillChoice nulls_choices[] = {
  { NULLS_LAST,  "last",  N_("At the end") },
  { NULLS_FIRST, "first", N_("At the beginning") },
  { 0 }
};

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "table", N_("Table"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam key_fields[] = {
  { MILL_STRING (SortKey, column), .label = N_("Column"), .required = TRUE,
    .role = MILL_ROLE_COLUMN },
  { MILL_BOOLEAN (SortKey, descending), .label = N_("Largest first") },
  { MILL_CHOICE (SortKey, nulls), .label = N_("Missing values"), .choices = nulls_choices,
    .default_integer = NULLS_LAST },
  { 0 }
};

static const MillParam params[] = {
  { MILL_RECORDS (Sort, keys, SortKey, key_fields), .label = N_("Sort by"), .required = TRUE,
    .help = N_("The first column decides, the next where it is equal, and so on") },
  { 0 }
};

static char *
describe (const void *settings)
{
  const Sort *self = settings;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->keys->len; i++)
    {
      const SortKey *key = g_ptr_array_index (self->keys, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", key->column,
                              key->descending ? "↓" : "↑");
    }

  return g_string_free (text, text->len == 0);
}

static gboolean
compile (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const Sort *self = settings;
  g_autoptr (MillSelect) select = mill_select_new (mill_compile_get_relation (to, "table"));

  mill_select_add_all (select);
  for (guint i = 0; i < self->keys->len; i++)
    {
      const SortKey *key = g_ptr_array_index (self->keys, i);

      if (!mill_compile_require_column (to, "table", "keys", key->column, error))
        return FALSE;
      mill_select_order_by (select, mill_expr_column (key->column), key->descending,
                            key->nulls == NULLS_FIRST);
    }

  /* Rows that are equal in the keys would come in another order each time. */
  mill_select_order_by_rest (select);
  mill_compile_set_output (to, "table", g_steal_pointer (&select));

  return TRUE;
}

MILL_NODE_TYPE (sort,
  .id = "sort", .version = 1, .category = MILL_CATEGORY_ROWS,
  .icon = "view-sort-ascending-symbolic",
  .label = N_("Sort"), .summary = N_("Put the rows in order"),
  .help = N_("Rows that are equal in all chosen columns are ordered by the remaining columns, so "
             "that the same table always comes out in the same order.\n\n"
             "Most nodes do not care about the order of rows: sort before writing a file or before "
             "*Limit Rows*."),
  .keywords = N_("order;rank;arrange"),
  .ports = ports, .params = params, .params_size = sizeof (Sort),
  .describe = describe, .compile = compile, .example = "sort")
