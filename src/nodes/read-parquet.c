/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "engine/compile.h"
#include "nodes/source-file.h"

typedef struct
{
  char *path;
} ReadParquet;

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (ReadParquet, path), .label = N_("File"), .required = TRUE,
    .help = N_("A Parquet file; a relative path starts at the folder of the pipeline"),
    .role = MILL_ROLE_READ_PATH },
  { 0 }
};

static char *
describe (const void *settings)
{
  const ReadParquet *self = settings;

  return self->path != NULL && *self->path != '\0' ? g_path_get_basename (self->path) : NULL;
}

static gboolean
compile (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const ReadParquet *self = settings;
  g_autofree char *path = NULL;
  MillSelect *select;

  path = mill_compile_resolve_path (to, "path", self->path, TRUE, error);
  if (path == NULL || !mill_source_check_parquet (path, "path", error))
    return FALSE;

  select = mill_select_new_from_file ("read_parquet", path);
  mill_select_add_all (select);
  mill_compile_set_output (to, "table", select);

  return TRUE;
}

MILL_NODE_TYPE (read_parquet,
  .id = "read-parquet", .version = 1, .category = MILL_CATEGORY_SOURCES, .flags = MILL_NODE_CHEAP,
  .icon = "file-read-symbolic",
  .label = N_("Read Parquet"), .summary = N_("Read a table from a Parquet file"),
  .help = N_("Parquet files know the names and types of their columns. Only the columns and row "
             "groups that the pipeline needs are read."),
  .keywords = N_("open;import;load;source;file"),
  .ports = ports, .params = params, .params_size = sizeof (ReadParquet),
  .describe = describe, .compile = compile, .example = "read-parquet")
