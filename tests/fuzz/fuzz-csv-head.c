/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the way that a CSV file is cut (the first few, a digit each) and its text, looked at
 * without the database: either there is a message that names the file, or a line of cells. */
#include <string.h>

#include "nodes/csv-head.h"
#include "pipeline/diagnostic.h"

#include "fuzz.h"

enum { DELIMITER, QUOTE, SKIP, OTHER, N_SETTINGS };
enum { UNEVEN = 1, UTF8 = 2, WHOLE = 4 };

static const char delimiters[] = { 0, ',', ';', '\t', '|', ' ' };
static const char quotes[] = { '"', '\'', 0 };

/* Lines are counted from 1, and are lines of this text. */
static void
check_message (const GError *error,
               const char   *text,
               gsize         length)
{
  g_autoptr (MillDiagnostic) diagnostic = mill_error_dup_diagnostic (error, NULL);
  const char *number = strstr (diagnostic->message, "ine ");
  guint64 n_lines = 1;

  g_assert_cmpstr (diagnostic->param, ==, "path");
  g_assert_nonnull (diagnostic->hint);
  g_assert_nonnull (strstr (diagnostic->message, "in.csv"));
  g_assert_true (g_utf8_validate (diagnostic->message, -1, NULL));
  /* Of a line no more is shown than fits into a message. */
  g_assert_cmpuint (g_utf8_strlen (diagnostic->message, -1), <, 300);
  if (number == NULL || !g_ascii_isdigit (number[4]))
    return;
  for (gsize i = 0; i < length; i++)
    n_lines += text[i] == '\n';
  g_assert_cmpuint (g_ascii_strtoull (number + 4, NULL, 10), >=, 1);
  g_assert_cmpuint (g_ascii_strtoull (number + 4, NULL, 10), <=, n_lines);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_auto (MillCsvHead) head = { 0 };
  g_autoptr (GError) error = NULL;
  /* A copy of just this size, so that a step past its end is seen. */
  g_autofree char *text = NULL;
  guint digit[N_SETTINGS];
  MillCsvDialect dialect;
  gsize length;
  gboolean whole;

  if (size < N_SETTINGS)
    return 0;
  for (guint i = 0; i < N_SETTINGS; i++)
    digit[i] = (guint8) (data[i] - '0');
  dialect = (MillCsvDialect) {
    .delimiter = delimiters[digit[DELIMITER] % G_N_ELEMENTS (delimiters)],
    .quote = quotes[digit[QUOTE] % G_N_ELEMENTS (quotes)], .skip = digit[SKIP] % 10,
    .uneven = (digit[OTHER] & UNEVEN) != 0, .utf8 = (digit[OTHER] & UTF8) != 0,
  };
  length = size - N_SETTINGS;
  text = g_memdup2 (data + N_SETTINGS, length);
  whole = (digit[OTHER] & WHOLE) != 0;

  if (!mill_csv_head_parse (&head, text, length, whole, "in.csv", "path", &dialect, &error))
    {
      g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
      g_assert_null (head.first);
      check_message (error, text, length);
      return 0;
    }
  g_assert_no_error (error);
  g_assert_cmpint (head.delimiter, !=, 0);
  if (dialect.delimiter != 0)
    g_assert_cmpint (head.delimiter, ==, dialect.delimiter);
  g_assert_cmpuint (g_strv_length (head.first), >, 0);
  /* The end of a part may cut a character in two. */
  for (guint i = 0; dialect.utf8 && whole && head.first[i] != NULL; i++)
    g_assert_true (g_utf8_validate (head.first[i], -1, NULL));

  return 0;
}
