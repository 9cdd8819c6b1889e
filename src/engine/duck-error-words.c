/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/duck-error.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* An error that needs no more thought than its own words: what the groups of @pattern found is put into
 * @message in their order. */
typedef struct
{
  const char *pattern;
  const char *message;  /* N_(), with a %s for each group */
  const char *hint;     /* N_(), or NULL */
} Words;

static const Words words[] = {
  { "extract specifier \"(.*?)\" not recognized", N_("“%s” is not a part of a date or time"),
    N_("Parts are “year”, “quarter”, “month”, “week”, “day”, “hour”, “minute” and “second”") },
  { "Could not parse string \"([\\s\\S]*?)\" according to format specifier \"(.*?)\"",
    N_("“%s” does not have the form “%s”"), N_("try_strptime(…) gives a missing value instead") },
  { "Unrecognized format for strftime/strptime: (\\S+)", N_("“%s” is no form of a date or time"),
    N_("For example: %Y-%m-%d %H:%M:%S") },
  { "^Invalid Input Error: ((?:missing|invalid|unexpected|bad|no argument)[^\\n]*: [^\\n]*)",
    N_("The regular expression is not valid: %s"), N_("A \\ before a special character makes it plain") },
  { "Cannot (?:mix|combine) (?:values|types) of (?:type )?(\\S+) and (\\S+)",
    N_("Values of the types %s and %s cannot stand beside each other"),
    N_("Convert one of them, for example with CAST(column AS VARCHAR)") },
  { "Could not find key \"(.*?)\" in struct", N_("The value has no part “%s”"), NULL },
  { "Cannot extract field '(.*?)' from expression \"(.*?)\"",
    N_("“%s” is asked of “%s”, which has no parts"),
    N_("Write the name of the column alone, in \" if it has a dot") },
  { "DECIMAL type width must be between", N_("A DECIMAL can have from 1 to 38 digits"), NULL },
  { "Casting value \"(.*?)\" to type (\\S+) failed: value is out of range",
    N_("The value %s does not fit in %s"), N_("Choose a type with more digits, or DOUBLE") },
  { "^Invalid Input Error: Division by zero", N_("A number is divided by zero"),
    N_("nullif(divisor, 0) gives a missing value instead") },
  { "cannot take (?:square root|logarithm) of|undefined (?:for|when)",
    N_("A function was given a number that it has no result for"),
    N_("Leave such rows out first, or make a missing value of them with CASE") },
  { "Malformed JSON at byte (\\d+) of input", N_("A text is not JSON, from its character %s on"), NULL },
  { "^Conversion Error: Date out of range: (\\S+)", N_("There is no date “%s”"), NULL },
  { "Unknown TimeZone '(.*?)'", N_("There is no time zone “%s”"), N_("For example: Europe/Oslo") },
  { "QUANTILE can only take parameters in the range",
    N_("A quantile is asked for that does not lie between 0 and 1"), N_("0.5 is the median") },
  { "Invalid type specifier \"(.*?)\" for formatting a value of type (\\S+)",
    N_("“%s” cannot write a value of the type %s"), NULL },
  { "Argument index \"(\\d+)\" out of range", N_("The format asks for more values than are given"), NULL },
  { "Window .*? expression cannot be negative", N_("The bounds of a window must not be negative"), NULL },
  { "Could not decode string \"([\\s\\S]*?)\" as base64", N_("“%s” is not base64"), NULL },
  { "Invalid input for hex digit: ([\\s\\S]*)", N_("“%s” is not a hexadecimal digit"), NULL },
  { "Collation with name \"?(.*?)\"? does not exist", N_("There is no sorting order “%s”"), NULL },
  { "Invalid escape string", N_("The sign after ESCAPE must be a single one"), NULL },
  { "Map keys must be unique", N_("A map has the same key twice"), NULL },
  { "Invalid UTF8 Codepoint (\\S+)", N_("There is no character number %s"), NULL },
  { "File '(.*?)' too small to be a Parquet file", N_("“%s” is not a Parquet file, or is damaged"),
    N_("Copy or download it again") },
  { "TProtocolException|TTransportException|don't know what type", N_("The Parquet file is damaged"),
    N_("Copy or download it again") },
  { "Unexpected end of GZIP stream: (?:.*/)?([^/\\n]+)",
    N_("“%s” is cut off, or holds more than what was packed"), N_("Copy or download it again") },
  { "Restored data doesn't match checksum|Data corruption detected", N_("The compressed file is damaged"),
    N_("Copy or download it again") },
  { "The delimiter option cannot exceed", N_("The delimiter is too long"),
    N_("It is one character, or a few") },
  { "must not appear in the (?:DELIMITER|QUOTE|ESCAPE|NULL|COMMENT) specification",
    N_("The delimiter, the quote and what stands for a missing value must differ"), NULL },
  { "does not support the encoding: \"(.*?)\"", N_("There is no encoding “%s”"),
    N_("For example: utf-8, latin-1 or utf-16") },
  { "Columns with names: (.*?) do not exist in the CSV File", N_("The file has no column %s"), NULL },
};

/* What there is to say of an error that nobody has met yet. */
static const Words kinds[] = {
  { "^Conversion Error", N_("A value cannot be converted"), NULL },
  { "^Out of Range Error", N_("A result is too large for its type"), NULL },
  { "^Invalid (?:Input|Type) Error", N_("A value or a setting is not one that can be used here"), NULL },
  { "^(?:Binder|Mismatch Type) Error", N_("The names, types or functions in this do not fit together"),
    NULL },
  { "^Catalog Error", N_("Something that this names is not known"), NULL },
  { "^(?:Parser|Syntax) Error", N_("This cannot be understood"), NULL },
  { "^Not implemented Error", N_("This cannot be done with values of these types"), NULL },
  { "^(?:IO|HTTP) Error", N_("A file cannot be read or written"), NULL },
};

static MillDiagnostic *
find (const Words *table,
      guint        n_words,
      const char  *text,
      const char  *other_hint)
{
  for (guint i = 0; i < n_words; i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (table[i].pattern, 0, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      g_autofree char *message = NULL;

      if (!g_regex_match (regex, text, 0, &match))
        continue;
      first = g_match_info_fetch (match, 1);
      second = g_match_info_fetch (match, 2);
      message = g_strdup_printf (_(table[i].message), first, second);

      return mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL,
                                  table[i].hint != NULL ? _(table[i].hint) : other_hint, "%s", message);
    }

  return NULL;
}

/* DuckDB's own first line without the kind of error before it. */
static char *
quote_first_line (const char *text)
{
  const char *start = strstr (text, "Error: ");

  start = start != NULL && memchr (text, '\n', start - text) == NULL ? start + 7 : text;

  return g_strndup (start, strcspn (start, "\n"));
}

MillDiagnostic *
mill_duck_explain_plainly (const char *text)
{
  g_autofree char *line = NULL;
  g_autofree char *hint = NULL;
  MillDiagnostic *found = find (words, G_N_ELEMENTS (words), text, NULL);

  if (found != NULL)
    return found;

  line = quote_first_line (text);
  if (*line != '\0')
    hint = g_strdup_printf (_("The database says: %s"), line);
  found = find (kinds, G_N_ELEMENTS (kinds), text, hint);
  if (found != NULL)
    return found;

  return mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, hint, "%s", _("The database cannot do this"));
}
