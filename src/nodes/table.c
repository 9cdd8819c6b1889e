/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "engine/compile.h"
#include "nodes/names.h"

typedef struct
{
  char *caption;
} Table;

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "table", N_("Table"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (Table, caption), .label = N_("Caption"),
    .help = N_("What the table shows, for those who look at it") },
  { 0 }
};

static char *
describe (const void *settings)
{
  const Table *self = settings;

  return mill_names_dup_set (self->caption);
}

static gboolean
compile (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  MillSelect *select = mill_select_new (mill_compile_get_relation (to, "table"));

  mill_select_add_all (select);
  mill_compile_set_output (to, "table", select);

  return TRUE;
}

MILL_NODE_TYPE (table,
  .id = "table", .version = 1, .category = MILL_CATEGORY_SEE, .icon = "table-symbolic",
  .label = N_("Table"), .summary = N_("Look at the rows at this place"),
  .help = N_("Passes its input on unchanged. Put it where a table is worth looking at; the caption "
             "says what there is to see."),
  .keywords = N_("view;show;rows;inspect;pin"),
  .ports = ports, .params = params, .params_size = sizeof (Table),
  .describe = describe, .compile = compile, .example = "table")
