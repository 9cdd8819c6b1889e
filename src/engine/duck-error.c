/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/duck-error.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"
#include "pipeline/file-trouble.h"
#include "pipeline/suggest.h"

/* What a pattern found in DuckDB's text, to make a message of. */
typedef MillDiagnostic *(*Explain) (const GMatchInfo *match);

typedef struct
{
  const char *pattern;
  Explain     explain;
} Rule;

static MillDiagnostic *
say (const char *hint,
     char       *message)
{
  MillDiagnostic *diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, hint, "%s", message);

  g_free (message);

  return diagnostic;
}

static char *
did_you_mean (const char *name)
{
  return name != NULL && *name != '\0' ? g_strdup_printf (_("Did you mean “%s”?"), name) : NULL;
}

/* The candidate most like @wish in DuckDB's list ("a", "b", ...). */
static char *
choose_candidate (const char *wish,
                  const char *candidates)
{
  g_auto (GStrv) parts = g_strsplit_set (candidates, "\"", -1);
  MillSuggestion suggestion;

  mill_suggestion_init (&suggestion, wish);
  for (guint i = 1; parts[0] != NULL && i < g_strv_length (parts); i += 2)
    mill_suggestion_offer (&suggestion, parts[i]);

  return did_you_mean (mill_suggestion_finish (&suggestion));
}

static MillDiagnostic *
explain_column (const GMatchInfo *match)
{
  g_autofree char *name = g_match_info_fetch (match, 1);
  g_autofree char *candidates = g_match_info_fetch (match, 2);
  g_autofree char *hint = choose_candidate (name, candidates != NULL ? candidates : "");

  return say (hint, g_strdup_printf (_("There is no column “%s”"), name));
}

static MillDiagnostic *
explain_function (const GMatchInfo *match)
{
  g_autofree char *name = g_match_info_fetch (match, 1);
  g_autofree char *near = g_match_info_fetch (match, 2);
  g_autofree char *hint = did_you_mean (near);

  return say (hint, g_strdup_printf (_("There is no function “%s”"), name));
}

static MillDiagnostic *
explain_type_name (const GMatchInfo *match)
{
  g_autofree char *name = g_match_info_fetch (match, 1);
  g_autofree char *near = g_match_info_fetch (match, 2);
  g_autofree char *hint = did_you_mean (near);

  return say (hint, g_strdup_printf (_("There is no type “%s”"), name));
}

static MillDiagnostic *
explain_table (const GMatchInfo *match)
{
  g_autofree char *name = g_match_info_fetch (match, 1);

  return say (NULL, g_strdup_printf (_("There is no table “%s”"), name));
}

/* @text with the types named as SQL names them. */
static char *
name_types (const char *text)
{
  static const char *const names[][2] = {
    { "STRING_LITERAL", "VARCHAR" }, { "INTEGER_LITERAL", "INTEGER" }, { "INT64", "BIGINT" },
    { "INT32", "INTEGER" }, { "INT16", "SMALLINT" }, { "INT8", "TINYINT" },
  };
  g_autoptr (GString) named = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_replace (named, names[i][0], names[i][1], 0);
  if (g_str_equal (named->str, "BOOL"))
    g_string_assign (named, "BOOLEAN");

  return g_string_free (g_steal_pointer (&named), FALSE);
}

static MillDiagnostic *
explain_arguments (const GMatchInfo *match)
{
  g_autofree char *found = g_match_info_fetch (match, 1);
  g_autofree char *call = name_types (found);

  return say (_("Convert the values first, for example with CAST(column AS DOUBLE)"),
              g_strdup_printf (_("The types of the values do not fit: %s"), call));
}

static MillDiagnostic *
explain_comparison (const GMatchInfo *match)
{
  g_autofree char *left = g_match_info_fetch (match, 1);
  g_autofree char *right = g_match_info_fetch (match, 2);
  g_autofree char *left_type = name_types (left);
  g_autofree char *right_type = name_types (right);

  return say (_("Convert one of them first, for example with TRY_CAST(column AS DOUBLE)"),
              g_strdup_printf (_("Values of the types %s and %s cannot be compared"), left_type, right_type));
}

static MillDiagnostic *
explain_aggregate (const GMatchInfo *match)
{
  return say (_("Write it with OVER (), or group the rows first"),
              g_strdup (_("A function over many rows (sum, count, max…) cannot stand here")));
}

static MillDiagnostic *
explain_window (const GMatchInfo *match)
{
  return say (_("Make a column of it first, then use that column"),
              g_strdup (_("A function with OVER (…) cannot stand here")));
}

static MillDiagnostic *
explain_group (const GMatchInfo *match)
{
  g_autofree char *name = g_match_info_fetch (match, 1);

  return say (_("Functions over many rows need OVER () to stand beside columns"),
              g_strdup_printf (_("The column “%s” is used beside a function over many rows"), name));
}

/* “line 7 of “sales.csv””, where a text of DuckDB says which file it was; else “line 7”. */
static char *
describe_line (const GMatchInfo *match)
{
  g_autofree char *line = g_match_info_fetch (match, 1);
  g_autoptr (GRegex) regex = g_regex_new ("\\n  file = ([^\\n]+)", 0, 0, NULL);
  g_autoptr (GMatchInfo) found = NULL;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;

  if (!g_regex_match (regex, g_match_info_get_string (match), 0, &found))
    return g_strdup_printf (_("Line %s of the data file"), line);
  path = g_match_info_fetch (found, 1);
  name = g_path_get_basename (path);

  return g_strdup_printf (_("Line %s of “%s”"), line, name);
}

static MillDiagnostic *
explain_csv_value (const GMatchInfo *match)
{
  g_autofree char *place = describe_line (match);
  g_autofree char *column = g_match_info_fetch (match, 2);
  g_autofree char *value = g_match_info_fetch (match, 3);
  g_autofree char *type = g_match_info_fetch (match, 4);

  /* Translators: "Line 3 of “sales.csv”: in the column..." */
  return say (_("Read the column as text, or say what stands for a missing value"),
              g_strdup_printf (_("%s: in the column “%s”, “%s” cannot be read as %s"),
                               place, column, value, type));
}

static MillDiagnostic *
explain_csv_columns (const GMatchInfo *match)
{
  g_autofree char *place = describe_line (match);
  g_autofree char *expected = g_match_info_fetch (match, 2);
  g_autofree char *found = g_match_info_fetch (match, 3);
  gint64 n_found = g_ascii_strtoll (found, NULL, 10);

  /* Translators: "Line 3 of “sales.csv” has 3 values..." */
  return say (_("Check the delimiter and the quotes, or leave bad rows out"),
              g_strdup_printf (ngettext ("%s has %s value, expected: %s",
                                         "%s has %s values, expected: %s", n_found),
                               place, found, expected));
}

static MillDiagnostic *
explain_csv (const GMatchInfo *match)
{
  g_autofree char *place = describe_line (match);

  /* Translators: "Line 3 of “sales.csv” cannot be read" */
  return say (_("Check the delimiter, the quotes and the encoding, or leave bad rows out"),
              g_strdup_printf (_("%s cannot be read"), place));
}

static MillDiagnostic *
explain_encoding (const GMatchInfo *match)
{
  return say (_("Choose the encoding that the file was written in"),
              g_strdup (_("The file is not UTF-8 text")));
}

static MillDiagnostic *
explain_sniffer (const GMatchInfo *match)
{
  return say (_("Set the delimiter and the quote yourself"),
              g_strdup (_("The layout of the file could not be found out")));
}

static MillDiagnostic *
explain_wide (const GMatchInfo *match)
{
  g_autofree char *value = g_match_info_fetch (match, 1);

  return say (_("Convert to DOUBLE first"),
              g_strdup_printf (_("The whole number %s does not fit in 64 bits"), value));
}

static MillDiagnostic *
explain_overflow (const GMatchInfo *match)
{
  return say (_("Convert to DOUBLE first"),
              g_strdup (_("A result is too large for its type")));
}

static MillDiagnostic *
explain_conversion (const GMatchInfo *match)
{
  g_autofree char *value = g_match_info_fetch (match, 1);
  g_autofree char *found = g_match_info_fetch (match, 2);
  g_autofree char *type = name_types (g_strstrip (found));

  return say (_("TRY_CAST(… AS …) gives a missing value instead"),
              g_strdup_printf (_("“%s” cannot be converted to %s"), value, type));
}

static MillDiagnostic *
explain_cast (const GMatchInfo *match)
{
  g_autofree char *from = g_match_info_fetch (match, 1);
  g_autofree char *to = g_match_info_fetch (match, 2);

  return say (NULL, g_strdup_printf (_("%s cannot be converted to %s"), from, to));
}

static MillDiagnostic *
explain_date (const GMatchInfo *match)
{
  g_autofree char *value = g_match_info_fetch (match, 1);

  return say (_("Dates are written YYYY-MM-DD"),
              g_strdup_printf (_("“%s” is not a date or time"), value));
}

static MillDiagnostic *
explain_syntax (const GMatchInfo *match)
{
  g_autofree char *near = g_match_info_fetch (match, 1);

  return say (NULL, g_strdup_printf (_("It cannot be understood at “%s”"), near));
}

static MillDiagnostic *
explain_end (const GMatchInfo *match)
{
  return say (_("Something is missing at the end, such as a closing bracket"),
              g_strdup (_("It ends too early")));
}

static MillDiagnostic *
explain_open_text (const GMatchInfo *match)
{
  return say (_("Texts end with ', names with \", and comments with */"),
              g_strdup (_("A text, a name or a comment is not closed")));
}

static MillDiagnostic *
explain_depth (const GMatchInfo *match)
{
  return say (_("Make columns of its parts first"), g_strdup (_("The expression is nested too deeply")));
}

static MillDiagnostic *
explain_not_select (const GMatchInfo *match)
{
  return say (NULL, g_strdup (_("Only an expression can stand here, no statement")));
}

static MillDiagnostic *
explain_lambda (const GMatchInfo *match)
{
  return say (_("For example: list_transform(tags, lambda tag: upper(tag))"),
              g_strdup (_("Functions of elements are written “lambda x: …” instead of “x -> …”")));
}

static MillDiagnostic *
explain_table_function (const GMatchInfo *match)
{
  g_autofree char *name = g_match_info_fetch (match, 1);

  return say (NULL, g_strdup_printf (_("“%s” makes a table, so it cannot be used in an expression"),
                                     name));
}

static MillDiagnostic *
explain_qualifier (const GMatchInfo *match)
{
  g_autofree char *name = g_match_info_fetch (match, 1);

  return say (_("Write the name of the column alone, in \" if it has a dot"),
              g_strdup_printf (_("There is no table “%s”"), name));
}

static MillDiagnostic *
explain_no_file (const GMatchInfo *match)
{
  g_autofree char *path = g_match_info_fetch (match, 1);

  return say (mill_file_trouble_get_hint (ENOENT), g_strdup_printf (_("There is no file “%s”"), path));
}

static MillDiagnostic *
explain_disk (const GMatchInfo *match)
{
  return say (_("Free some space and run again"), g_strdup (_("The disk is full")));
}

static MillDiagnostic *
explain_full_file (const GMatchInfo *match)
{
  g_autofree char *path = g_match_info_fetch (match, 1);

  return say (_("Free some space and run again"),
              g_strdup_printf (_("There is no space left to write “%s”"), path));
}

static MillDiagnostic *
explain_unwritten (const GMatchInfo *match)
{
  g_autofree char *path = g_match_info_fetch (match, 1);
  g_autofree char *cause = g_match_info_fetch (match, 2);

  return say (mill_file_trouble_hint_for_text (cause),
              g_strdup_printf (_("The file “%s” cannot be written: %s"), path, cause));
}

static MillDiagnostic *
explain_unread (const GMatchInfo *match)
{
  g_autofree char *path = g_match_info_fetch (match, 1);
  g_autofree char *cause = g_match_info_fetch (match, 2);

  return say (mill_file_trouble_hint_for_text (cause),
              g_strdup_printf (_("“%s” cannot be read: %s"), path, cause));
}

static MillDiagnostic *
explain_unopened (const GMatchInfo *match)
{
  g_autofree char *path = g_match_info_fetch (match, 1);
  g_autofree char *cause = g_match_info_fetch (match, 2);

  return say (mill_file_trouble_hint_for_text (cause),
              g_strdup_printf (_("“%s” cannot be opened: %s"), path, cause));
}

static MillDiagnostic *
explain_shorter (const GMatchInfo *match)
{
  g_autofree char *path = g_match_info_fetch (match, 1);

  return say (_("Run again when nothing writes to it any more"),
              g_strdup_printf (_("“%s” ended too early while it was read"), path));
}

static MillDiagnostic *
explain_limit (const GMatchInfo *match)
{
  g_autofree char *limit = g_match_info_fetch (match, 1);

  return say (_("Raise it in the preferences or with --memory, or use fewer threads"),
              g_strdup_printf (_("The memory limit of %s was reached"), limit));
}

/* What does not fit into the memory does not fit on the disk either. */
static MillDiagnostic *
explain_spill (const GMatchInfo *match)
{
  g_autofree char *limit = g_match_info_fetch (match, 1);

  return say (_("Free some space, choose another folder for it in the preferences or with --spill, or raise the "
                "memory limit"),
              g_strdup_printf (_("The disk that takes what does not fit into the memory has no more than %s for it"),
                               limit));
}

static MillDiagnostic *
explain_memory (const GMatchInfo *match)
{
  return say (_("Close other programs, or set a lower memory limit in the preferences or with --memory: more then "
                "goes to the disk"), g_strdup (_("There is no memory left")));
}

static MillDiagnostic *
explain_access (const GMatchInfo *match)
{
  g_autofree char *path = g_match_info_fetch (match, 1);

  return say (_("Only the files named in the settings of its nodes are open to a pipeline"),
              g_strdup_printf (_("Access to “%s” is not allowed"), path));
}

static MillDiagnostic *
explain_permission (const GMatchInfo *match)
{
  return say (_("Only the files named in the settings of its nodes are open to a pipeline"),
              g_strdup (_("This is not allowed in a pipeline")));
}

static MillDiagnostic *
explain_not_parquet (const GMatchInfo *match)
{
  g_autofree char *path = g_match_info_fetch (match, 1);

  return say (_("Copy or download it again"),
              g_strdup_printf (_("“%s” is not a Parquet file, or is damaged"), path));
}

static MillDiagnostic *
explain_duplicate (const GMatchInfo *match)
{
  g_autofree char *name = g_match_info_fetch (match, 1);

  return say (_("Rename one of them"),
              g_strdup_printf (_("There is more than one column “%s”"), name));
}

static MillDiagnostic *
explain_internal (const GMatchInfo *match)
{
  return say (NULL, g_strdup (_("The database stopped with an internal error")));
}

static MillDiagnostic *
explain_own (const GMatchInfo *match)
{
  return say (NULL, g_match_info_fetch (match, 1));
}

/* As it stands in a message, or in one that is itself quoted in JSON within another. */
#define QUOTED_PATH "\\\\?\"(.+?)\\\\?\""

/* Tried in this order; the first that matches speaks. */
static const Rule rules[] = {
  { MILL_DUCK_OWN_ERROR "([^\\n]+)", explain_own },
  { "Could not write file " QUOTED_PATH ": (?:No space left on device|Disk quota exceeded)",
    explain_full_file },
  { "Could not (?:write|fsync|truncate) file " QUOTED_PATH ": ([^\"\\n]+)", explain_unwritten },
  { "Could not ftruncate file " QUOTED_PATH " to reserve size \\d+: ([^\"\\n]+)", explain_unwritten },
  { "No space left on device|disk (?:is )?full", explain_disk },
  { "^Out of Memory Error: failed to offload[^\\n]*/([^/\\n]+) used\\)", explain_spill },
  { "^Out of Memory Error[^\\n]*/([^/\\n]+) used\\)", explain_limit },
  { "^Out of Memory Error|std::bad_alloc", explain_memory },
  { "CSV Error on Line: (\\d+)[\\s\\S]*?Error when converting column \"(.*?)\"\\. "
    "Could not convert string \"([\\s\\S]*?)\" to '(.*?)'", explain_csv_value },
  { "CSV Error on Line: (\\d+)[\\s\\S]*?Expected Number of Columns: (\\d+) Found: (\\d+)",
    explain_csv_columns },
  { "CSV Error on Line: (\\d+)", explain_csv },
  { "[Ii]nvalid unicode|not utf-8 encoded|Invalid UTF-?8(?! Codepoint)", explain_encoding },
  { "Error when sniffing file|not possible to automatically detect the CSV", explain_sniffer },
  { "Referenced column \"(.*?)\" (?:was )?not found[^\\n]*(?:\\nCandidate bindings: ([^\\n]*))?",
    explain_column },
  { "does not have a column named \"(.*?)\"(?:\\n+Candidate bindings: ([^\\n]*))?", explain_column },
  { "Function with name \"?(.*?)\"? does not exist!(?:\\nDid you mean \"(.*?)\")?",
    explain_function },
  { "Type with name \"?(.*?)\"? does not exist!(?:\\nDid you mean \"(.*?)\")?", explain_type_name },
  { "Table with name \"?(.*?)\"? does not exist", explain_table },
  { "No function matches the given name and argument types '(.*?)'\\.", explain_arguments },
  { "Could not choose a best candidate function for the function call \"(.*?)\"\\.",
    explain_arguments },
  { "Cannot compare values of type (\\S+) and type (\\S+)", explain_comparison },
  { "cannot contain aggregates|aggregate function calls cannot", explain_aggregate },
  { "cannot contain window functions|window functions are not allowed", explain_window },
  { "column \"?(.*?)\"? must appear in the GROUP BY clause", explain_group },
  { "Ambiguous reference to column name \"(.*?)\"", explain_duplicate },
  { "Type INT128 with value (\\S+) can't be cast because the value is out of range", explain_wide },
  { "^Out of Range Error: (?:Overflow|Value out of range)|value is out of range for the destination",
    explain_overflow },
  { "(?:field value out of range|invalid (?:date|timestamp) field format): \"(.*?)\"",
    explain_date },
  { "Could not (?:convert|cast) string ['\"]([\\s\\S]*?)['\"] to '?([A-Z0-9_]+(?:\\([0-9, ]+\\))?)",
    explain_conversion },
  { "Unimplemented type for cast \\((.*?) -> (.*?)\\)", explain_cast },
  { "syntax error at end of input", explain_end },
  { "^Parser Error: unterminated", explain_open_text },
  { "Max expression depth limit", explain_depth },
  { "Only SELECT statements can be serialized", explain_not_select },
  { "Deprecated lambda arrow", explain_lambda },
  { "Function \"(.*?)\" is a table function", explain_table_function },
  { "Referenced table \"(.*?)\" not found", explain_qualifier },
  { "syntax error at or near \"([\\s\\S]*?)\"(?:\\n|$)", explain_syntax },
  { "No files found that match the pattern \"(.*?)\"", explain_no_file },
  /* It looks into what it takes for a folder, since there is no file. */
  { "Cannot access (?:file|directory) \"([^\"]+?)/\\*\\*/\\*\\.\\w+\"", explain_no_file },
  { "(?:Cannot open|Could not stat|Failed to get stats for) (?:file|path) " QUOTED_PATH ": No such file",
    explain_no_file },
  { "Could not read enough bytes from file " QUOTED_PATH, explain_shorter },
  { "(?:Could not read from|Could not stat|Failed to get stats for) (?:file|path) " QUOTED_PATH
    ": ([^\"\\n]+)", explain_unread },
  { "Could not seek to location -?\\d+ for file " QUOTED_PATH ": ([^\"\\n]+)", explain_unread },
  { "Cannot open file " QUOTED_PATH "(?: for memory mapping)?: ([^\"\\n]+)", explain_unopened },
  { "No magic bytes found at end of file '(.*?)'", explain_not_parquet },
  { "Footer length error in file '(.*?)'", explain_not_parquet },
  { "Failed to read (?:Parquet )?file ['\"](.+?)['\"]: ", explain_not_parquet },
  { "Cannot access (?:file|directory) \"(.*?)\"", explain_access },
  { "^Permission Error|configuration has been locked", explain_permission },
  { "^(?:INTERNAL|FATAL) Error", explain_internal },
};

static MillDiagnostic *
explain (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (rules[i].pattern, 0, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;

      if (g_regex_match (regex, text, 0, &match))
        return rules[i].explain (match);
    }

  return NULL;
}

void
mill_duck_fail (GError     **error,
                const char  *text)
{
  g_autofree char *valid = NULL;
  MillDiagnostic *diagnostic;

  if (text == NULL || *text == '\0')
    {
      mill_fail (error, NULL, _("The database could not be opened"));
      return;
    }
  if (g_str_has_prefix (text, "INTERRUPT Error"))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled"));
      return;
    }

  valid = g_utf8_make_valid (text, -1);
  diagnostic = explain (valid);
  if (diagnostic == NULL)
    diagnostic = mill_duck_explain_plainly (valid);
  diagnostic->detail = g_steal_pointer (&valid);
  mill_error_take (error, diagnostic);
}
