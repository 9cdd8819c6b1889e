/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "engine/compile.h"
#include "nodes/csv-head.h"
#include "nodes/source-file.h"
#include "pipeline/suggest.h"

enum { DELIMITER_AUTO, DELIMITER_COMMA, DELIMITER_SEMICOLON, DELIMITER_TAB, DELIMITER_PIPE,
       DELIMITER_SPACE };
enum { QUOTE_DOUBLE, QUOTE_SINGLE, QUOTE_NONE };
enum { HEADER_AUTO, HEADER_YES, HEADER_NO };
enum { ENCODING_UTF8, ENCODING_LATIN1, ENCODING_UTF16 };
enum { DECIMAL_POINT, DECIMAL_COMMA };
enum { BAD_ROWS_FAIL, BAD_ROWS_SKIP, BAD_ROWS_FILL };
enum { TYPE_TEXT, TYPE_INTEGER, TYPE_NUMBER, TYPE_BOOLEAN, TYPE_DATE, TYPE_TIMESTAMP };

typedef struct
{
  char *column;
  int   type;
} ColumnType;

typedef struct
{
  char       *path;
  int         delimiter;
  int         header;
  char      **nulls;
  int         decimal;
  int         quote;
  int         encoding;
  char       *date_format;
  gint64      skip_lines;
  gint64      sample_rows;
  GPtrArray  *types;
  int         bad_rows;
} ReadCsv;

static const MillChoice delimiter_choices[] = {
  { DELIMITER_AUTO,      "auto",      N_("Find out") },
  { DELIMITER_COMMA,     "comma",     N_("Comma ,") },
  { DELIMITER_SEMICOLON, "semicolon", N_("Semicolon ;") },
  { DELIMITER_TAB,       "tab",       N_("Tab") },
  { DELIMITER_PIPE,      "pipe",      N_("Vertical bar |") },
  { DELIMITER_SPACE,     "space",     N_("Space") },
  { 0 }
};

static const char delimiters[] = { 0, ',', ';', '\t', '|', ' ' };

static const MillChoice quote_choices[] = {
  { QUOTE_DOUBLE, "double", N_("Double quotes \"") },
  { QUOTE_SINGLE, "single", N_("Single quotes '") },
  { QUOTE_NONE,   "none",   N_("None") },
  { 0 }
};

static const char quotes[] = { '"', '\'', 0 };

static const MillChoice header_choices[] = {
  { HEADER_AUTO, "auto", N_("Find out") },
  { HEADER_YES,  "yes",  N_("Yes") },
  { HEADER_NO,   "no",   N_("No") },
  { 0 }
};

static const MillChoice encoding_choices[] = {
  { ENCODING_UTF8,   "utf-8",   N_("UTF-8") },
  { ENCODING_LATIN1, "latin-1", N_("Latin-1 (Western European)") },
  { ENCODING_UTF16,  "utf-16",  N_("UTF-16") },
  { 0 }
};

static const MillChoice decimal_choices[] = {
  { DECIMAL_POINT, "point", N_("Point: 3.14") },
  { DECIMAL_COMMA, "comma", N_("Comma: 3,14") },
  { 0 }
};

static const MillChoice bad_rows_choices[] = {
  { BAD_ROWS_FAIL, "fail", N_("Stop and say where") },
  { BAD_ROWS_SKIP, "skip", N_("Leave them out") },
  { BAD_ROWS_FILL, "fill", N_("Fill cells missing at the end") },
  { 0 }
};

static const MillChoice type_choices[] = {
  { TYPE_TEXT,      "text",      N_("Text") },
  { TYPE_INTEGER,   "integer",   N_("Whole number") },
  { TYPE_NUMBER,    "number",    N_("Number") },
  { TYPE_BOOLEAN,   "boolean",   N_("True or false") },
  { TYPE_DATE,      "date",      N_("Date") },
  { TYPE_TIMESTAMP, "timestamp", N_("Date and time") },
  { 0 }
};

static const char *const type_names[] = {
  "VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP"
};

static const char *const default_nulls[] = { "", NULL };

static const MillPort ports[] = {
  { "table", N_("Table"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam type_fields[] = {
  { MILL_STRING (ColumnType, column), .label = N_("Column"), .required = TRUE },
  { MILL_CHOICE (ColumnType, type), .label = N_("Type"), .choices = type_choices,
    .default_integer = TYPE_TEXT },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (ReadCsv, path), .label = N_("File"), .required = TRUE,
    .help = N_("A CSV file, compressed (.gz, .zst) or not; a relative path starts at the folder of "
               "the pipeline"),
    .role = MILL_ROLE_READ_PATH },
  { MILL_CHOICE (ReadCsv, delimiter), .label = N_("Separator"),
    .help = N_("What stands between two cells of a line"),
    .choices = delimiter_choices, .default_integer = DELIMITER_AUTO },
  { MILL_CHOICE (ReadCsv, header), .label = N_("First line holds names"),
    .choices = header_choices, .default_integer = HEADER_AUTO },
  { MILL_STRINGS (ReadCsv, nulls), .label = N_("Texts for a missing value"),
    .help = N_("Cells with exactly one of these texts are read as missing; the empty text stands "
               "for empty cells"),
    .default_strings = default_nulls, .suggestions = "NA;N/A;NULL;null;nan;-;?" },
  { MILL_CHOICE (ReadCsv, decimal), .label = N_("Decimal sign"), .choices = decimal_choices,
    .default_integer = DECIMAL_POINT },
  { MILL_RECORDS (ReadCsv, types, ColumnType, type_fields), .label = N_("Types"),
    .help = N_("Types of single columns, instead of what their values look like: a code like 00123 "
               "should stay text") },
  { MILL_CHOICE (ReadCsv, bad_rows), .label = N_("Rows that cannot be read"),
    .help = N_("Rows with too many or too few cells, or with a value that does not fit its column"),
    .choices = bad_rows_choices, .default_integer = BAD_ROWS_FAIL },
  { MILL_CHOICE (ReadCsv, quote), .label = N_("Quotes"), .choices = quote_choices,
    .help = N_("What stands around a text that holds a separator or a line break"),
    .default_integer = QUOTE_DOUBLE, .advanced = TRUE },
  { MILL_CHOICE (ReadCsv, encoding), .label = N_("Encoding"), .choices = encoding_choices,
    .default_integer = ENCODING_UTF8, .advanced = TRUE },
  { MILL_STRING (ReadCsv, date_format), .label = N_("Format of dates"),
    .help = N_("How dates are written, where that is not found out by itself"),
    .suggestions = "%d.%m.%Y;%d/%m/%Y;%m/%d/%Y;%Y%m%d", .advanced = TRUE },
  { MILL_INTEGER (ReadCsv, skip_lines), .label = N_("Lines to skip at the beginning"),
    .minimum = 0, .maximum = 1000000, .advanced = TRUE },
  { MILL_INTEGER (ReadCsv, sample_rows), .label = N_("Rows to find the types from"),
    .help = N_("0 looks at the whole file, which takes longer"),
    .default_integer = 20480, .minimum = 0, .maximum = 1e12, .advanced = TRUE },
  { 0 }
};

static char *
describe (const void *settings)
{
  const ReadCsv *self = settings;

  return self->path != NULL && *self->path != '\0' ? g_path_get_basename (self->path) : NULL;
}

/* Names that the database gives to columns of a file without names. */
static gboolean
is_made_up (const char *column)
{
  const char *rest;

  if (!g_str_has_prefix (column, "column"))
    return FALSE;
  rest = column + strlen ("column");

  return *rest != '\0' && strspn (rest, "0123456789") == strlen (rest);
}

static gboolean
check_types (const ReadCsv      *self,
             const MillCsvHead  *head,
             GError            **error)
{
  for (guint i = 0; i < self->types->len; i++)
    {
      const ColumnType *type = g_ptr_array_index (self->types, i);
      g_autofree char *hint = NULL;
      MillSuggestion suggestion;
      const char *similar;

      if (g_strv_contains ((const char *const *) head->first, type->column) ||
          (self->header != HEADER_YES && is_made_up (type->column)))
        continue;

      mill_suggestion_init (&suggestion, type->column);
      for (guint k = 0; head->first[k] != NULL; k++)
        mill_suggestion_offer (&suggestion, head->first[k]);
      similar = mill_suggestion_finish (&suggestion);
      if (similar != NULL)
        hint = g_strdup_printf (_("Did you mean “%s”?"), similar);
      mill_fail_param (error, "types", hint, _("The file has no column “%s”"), type->column);
      return FALSE;
    }

  return TRUE;
}

/* The separator of the file, or 0 where only the database can look into it. */
static gboolean
look_into (const ReadCsv  *self,
           const char     *path,
           char           *delimiter,
           GError        **error)
{
  g_auto (MillCsvHead) head = { 0 };
  MillCsvDialect dialect = {
    .delimiter = delimiters[self->delimiter], .quote = quotes[self->quote],
    .skip = self->skip_lines, .uneven = self->bad_rows != BAD_ROWS_FAIL,
    .utf8 = self->encoding == ENCODING_UTF8,
  };

  *delimiter = dialect.delimiter;
  if (g_str_has_suffix (path, ".gz") || g_str_has_suffix (path, ".zst"))
    return mill_source_check_packed (path, "path", error);
  if (self->encoding == ENCODING_UTF16)
    return TRUE;

  if (!mill_csv_head_read (&head, path, "path", &dialect, error))
    return FALSE;
  *delimiter = head.delimiter;

  return self->header == HEADER_NO || self->encoding != ENCODING_UTF8 ||
         check_types (self, &head, error);
}

static void
add_character (MillSelect *select,
               const char *option,
               char        character)
{
  char text[] = { character, '\0' };

  mill_select_add_option (select, option, mill_expr_string (text));
}

static void
add_nulls (MillSelect    *select,
           const ReadCsv *self)
{
  MillExpr *list = NULL;

  for (guint i = 0; self->nulls != NULL && self->nulls[i] != NULL; i++)
    {
      MillExpr *one = mill_expr_format ("[%s]", self->nulls[i]);

      list = list == NULL ? one : mill_expr_format ("list_concat(%e, %e)", list, one);
    }
  if (list != NULL)
    mill_select_add_option (select, "nullstr", list);
}

static void
add_types (MillSelect    *select,
           const ReadCsv *self)
{
  MillExpr *all = NULL;

  for (guint i = 0; i < self->types->len; i++)
    {
      const ColumnType *type = g_ptr_array_index (self->types, i);
      MillExpr *one = mill_expr_format ("{%s: %s}", type->column, type_names[type->type]);

      all = all == NULL ? one : mill_expr_format ("struct_concat(%e, %e)", all, one);
    }
  if (all != NULL)
    mill_select_add_option (select, "types", all);
}

static void
add_options (MillSelect    *select,
             const ReadCsv *self,
             char           delimiter)
{
  if (delimiter != 0)
    {
      add_character (select, "delim", delimiter);
      add_character (select, "quote", quotes[self->quote]);
      add_character (select, "escape", quotes[self->quote]);
    }
  if (self->header != HEADER_AUTO)
    mill_select_add_option (select, "header", mill_expr_boolean (self->header == HEADER_YES));
  if (self->decimal == DECIMAL_COMMA)
    mill_select_add_option (select, "decimal_separator", mill_expr_string (","));
  if (self->encoding != ENCODING_UTF8)
    mill_select_add_option (select, "encoding",
                            mill_expr_string (encoding_choices[self->encoding].name));
  if (self->date_format != NULL && *self->date_format != '\0')
    mill_select_add_option (select, "dateformat", mill_expr_string (self->date_format));
  if (self->skip_lines > 0)
    mill_select_add_option (select, "skip", mill_expr_integer (self->skip_lines));
  if (self->bad_rows == BAD_ROWS_SKIP)
    mill_select_add_option (select, "ignore_errors", mill_expr_boolean (TRUE));
  if (self->bad_rows == BAD_ROWS_FILL)
    mill_select_add_option (select, "null_padding", mill_expr_boolean (TRUE));
  mill_select_add_option (select, "sample_size",
                          mill_expr_integer (self->sample_rows > 0 ? self->sample_rows : -1));
  add_nulls (select, self);
  add_types (select, self);
}

static gboolean
compile (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const ReadCsv *self = settings;
  g_autofree char *path = NULL;
  MillSelect *select;
  char delimiter;

  path = mill_compile_resolve_path (to, "path", self->path, TRUE, error);
  if (path == NULL || !look_into (self, path, &delimiter, error))
    return FALSE;

  select = mill_select_new_from_file ("read_csv", path);
  add_options (select, self, delimiter);
  mill_select_add_all (select);
  mill_compile_set_output (to, "table", select);

  return TRUE;
}

static void
check (const void  *settings,
       MillCompile *to,
       GPtrArray   *problems)
{
  const ReadCsv *self = settings;

  if (self->bad_rows == BAD_ROWS_SKIP)
    g_ptr_array_add (problems, mill_diagnostic_at_param (
      mill_diagnostic_new (MILL_SEVERITY_WARNING, mill_compile_get_node (to),
                           _("Choose “Stop and say where” to see the first of them"),
                           _("Rows that cannot be read are left out")), "bad-rows"));
}

MILL_NODE_TYPE (read_csv,
  .id = "read-csv", .version = 1, .category = MILL_CATEGORY_SOURCES,
  .icon = "file-read-symbolic",
  .label = N_("Read CSV"), .summary = N_("Read a table from a text file"),
  .help = N_("The separator and the types of the columns are found out from the file, and each can "
             "be set by hand. What counts as a missing value is what is listed there and nothing "
             "else: a state called `NA` stays one.\n\n"
             "A line that cannot be read stops the run with its number, unless bad rows are to be "
             "left out."),
  .keywords = N_("open;import;load;source;file;text;tsv"),
  .ports = ports, .params = params, .params_size = sizeof (ReadCsv),
  .describe = describe, .compile = compile, .check = check, .example = "read-csv")
