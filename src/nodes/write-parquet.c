/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "nodes/names.h"
#include "nodes/output-file.h"

enum
{
  COMPRESSION_ZSTD,
  COMPRESSION_SNAPPY,
  COMPRESSION_NONE,
};

typedef struct
{
  char *path;
  int   compression;
} WriteParquet;

static const MillChoice compression_choices[] = {
  { COMPRESSION_ZSTD,   "zstd",   N_("Zstandard: small") },
  { COMPRESSION_SNAPPY, "snappy", N_("Snappy: fast, and read everywhere") },
  { COMPRESSION_NONE,   "none",   N_("None") },
  { 0 }
};

static const char *const codecs[] = { "zstd", "snappy", "uncompressed" };

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_IN, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (WriteParquet, path), .label = N_("File"), .required = TRUE,
    .help = N_("A relative path starts at the folder of the pipeline"),
    .role = MILL_ROLE_WRITE_PATH },
  { MILL_CHOICE (WriteParquet, compression), .label = N_("Compression"),
    .choices = compression_choices, .default_integer = COMPRESSION_ZSTD },
  { 0 }
};

static char *
describe (const void *settings)
{
  const WriteParquet *self = settings;

  return mill_names_dup_set (self->path);
}

static gboolean
declare (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const WriteParquet *self = settings;

  return mill_output_file_check (to, "path", self->path, error);
}

static gboolean
run (const void  *settings,
     MillTask    *task,
     GError     **error)
{
  const WriteParquet *self = settings;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_expr_free);

  g_ptr_array_add (names, (gpointer) "COMPRESSION");
  g_ptr_array_add (values, mill_expr_string (codecs[self->compression]));

  return mill_output_file_write (task, "path", self->path, "parquet", names, values, error);
}

MILL_NODE_TYPE (write_parquet,
  .id = "write-parquet", .version = 1, .category = MILL_CATEGORY_DELIVER,
  .icon = "file-write-symbolic",
  .label = N_("Write Parquet"), .summary = N_("Write a table to a Parquet file"),
  .help = N_("Parquet keeps the types of the columns and is small and fast to read. The file is "
             "either written whole or left as it was."),
  .keywords = N_("export;save;output;file"),
  .ports = ports, .params = params, .params_size = sizeof (WriteParquet),
  .describe = describe, .run = run, .declare = declare, .example = "write-parquet")
