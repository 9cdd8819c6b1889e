/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "nodes/names.h"
#include "nodes/output-file.h"

enum
{
  DELIMITER_COMMA,
  DELIMITER_SEMICOLON,
  DELIMITER_TAB,
  DELIMITER_PIPE,
};

typedef struct
{
  char     *path;
  int       delimiter;
  gboolean  header;
  char     *null_text;
} WriteCsv;

static const MillChoice delimiter_choices[] = {
  { DELIMITER_COMMA,     "comma",     N_("Comma ,") },
  { DELIMITER_SEMICOLON, "semicolon", N_("Semicolon ;") },
  { DELIMITER_TAB,       "tab",       N_("Tab") },
  { DELIMITER_PIPE,      "pipe",      N_("Vertical bar |") },
  { 0 }
};

static const char *const delimiters[] = { ",", ";", "\t", "|" };

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_IN, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (WriteCsv, path), .label = N_("File"), .required = TRUE,
    .help = N_("A relative path starts at the folder of the pipeline"),
    .role = MILL_ROLE_WRITE_PATH },
  { MILL_CHOICE (WriteCsv, delimiter), .label = N_("Separator"), .choices = delimiter_choices,
    .default_integer = DELIMITER_COMMA },
  { MILL_BOOLEAN (WriteCsv, header), .label = N_("First line holds "
                                                 "names"), .default_integer = TRUE },
  { MILL_STRING (WriteCsv, null_text), .label = N_("Text for a missing value"),
    .help = N_("Empty: an empty cell"), .suggestions = "NA;NULL" },
  { 0 }
};

static char *
describe (const void *settings)
{
  const WriteCsv *self = settings;

  return mill_names_dup_set (self->path);
}

static gboolean
declare (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const WriteCsv *self = settings;

  return mill_output_file_check (to, "path", self->path, error);
}

static void
add_option (GPtrArray  *names,
            GPtrArray  *values,
            const char *name,
            MillExpr   *value)
{
  g_ptr_array_add (names, (gpointer) name);
  g_ptr_array_add (values, value);
}

static gboolean
run (const void  *settings,
     MillTask    *task,
     GError     **error)
{
  const WriteCsv *self = settings;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_expr_free);

  add_option (names, values, "DELIMITER", mill_expr_string (delimiters[self->delimiter]));
  add_option (names, values, "HEADER", mill_expr_boolean (self->header));
  add_option (names, values, "NULLSTR",
              mill_expr_string (self->null_text != NULL ? self->null_text : ""));

  return mill_output_file_write (task, "path", self->path, "csv", names, values, error);
}

MILL_NODE_TYPE (write_csv,
  .id = "write-csv", .version = 1, .category = MILL_CATEGORY_DELIVER, .icon = "file-write-symbolic",
  .label = N_("Write CSV"), .summary = N_("Write a table to a text file"),
  .help = N_("The file is either written whole or left as it was: readers never see half of it. "
             "The text is UTF-8, with cells in double quotes where they need it.\n\n"
             "The rows keep the order in which they come; put a *Sort* before it where that "
             "matters."),
  .keywords = N_("export;save;output;file;text"),
  .ports = ports, .params = params, .params_size = sizeof (WriteCsv),
  .describe = describe, .run = run, .declare = declare, .example = "write-csv")
