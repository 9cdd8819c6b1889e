/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/reader.h"

#include <string.h>

#include "reader-texts.h"
#include "sample-types.h"

/* What is no pipeline at all, and where that is seen. */

typedef struct
{
  const char *text;
  const char *message;
  guint       line;
} Refused;

static const Refused refused[] = {
  { "", "The file is empty", 0 },
  { " \n\t\r\n ", "The file is empty", 0 },
  { "\xef\xbb\xbf", "The file is empty", 0 },
  { "\xff\xfe{\0}", "The file is not UTF-8 text", 1 },
  { "{\n'format': '\xc3\x28'}", "The file is not UTF-8 text", 2 },
  { "{\n\n'a': '\xed\xa0\x80'}", "The file is not UTF-8 text", 3 },
  { "hello", "“h” is not expected here", 1 },
  { "[]", "The file is not a Millrace pipeline", 1 },
  { "\n42", "The file is not a Millrace pipeline", 2 },
  { "null", "The file is not a Millrace pipeline", 1 },
  { "{}", "The file is not a Millrace pipeline", 0 },
  { "{'format': 1}", "The file is not a Millrace pipeline", 1 },
  { "{\n'format': 'knime/4'}", "The file is not a Millrace pipeline", 2 },
  { "{'format': 'millrace/0'}", "The file is not a Millrace pipeline", 1 },
  { "{'format': 'millrace/1.5'}", "The file is not a Millrace pipeline", 1 },
  { "{'format': 'millrace/'}", "The file is not a Millrace pipeline", 1 },
  { "{'format':\n'millrace/2'}",
    "The file has the format “millrace/2”, which a newer Millrace wrote", 2 },
  { "{'format': 'millrace/17', 'nodes': 5}",
    "The file has the format “millrace/17”, which a newer Millrace wrote", 1 },
  { "{'format': 'millrace/1'", "The file ends too early", 1 },
  { "{'format': 'millrace/1',}", "“}” is not expected here", 1 },
  { "{'format': 'millrace/1'\n'nodes': {}}", "“\"” is not expected here", 2 },
  { "{'format' 'millrace/1'}", "“\"” is not expected here", 1 },
  { "{format: 1}", "“f” is not expected here", 1 },
  { "{'a': [1, 2,]}", "“]” is not expected here", 1 },
  { "{'a': [1 2]}", "“2” is not expected here", 1 },
  { "{'a': [1}", "“}” is not expected here", 1 },
  { "{'a': tru}", "“t” is not expected here", 1 },
  { "{'a': NaN}", "“N” is not expected here", 1 },
  { "{'a': Infinity}", "“I” is not expected here", 1 },
  { "{'a': -Infinity}", "“I” is not expected here", 1 },
  { "{'a': 01}", "“0” is not expected here", 1 },
  { "{'a': +1}", "“+” is not expected here", 1 },
  { "{'a': .5}", "“.” is not expected here", 1 },
  { "{'a': 1.}", "“}” is not expected here", 1 },
  { "{'a': 1e}", "“}” is not expected here", 1 },
  { "{'a': 0x10}", "“x” is not expected here", 1 },
  { "{'a':\n1e999}", "The number 1e999 is too large", 2 },
  { "{'a': -1e999}", "The number -1e999 is too large", 1 },
  { "{'a': 12345678901234567890123}",
    "The number 12345678901234567890123 has more digits than can be kept", 1 },
  { "{'a': 'b}", "A string is not closed", 1 },
  { "{'a': 'b\nc'}", "A string is not closed", 1 },
  { "{'a': 'b\tc'}", "A string contains a control character", 1 },
  { "{'a': '\\x'}", "“x” is not expected here", 1 },
  { "{'a': '\\u12g4'}", "“1” is not expected here", 1 },
  { "{'a': '\\ud800'}", "\\ud800 is only half of a character", 1 },
  { "{'a': '\\udc00\\ud800'}", "\\udc00 is only half of a character", 1 },
  { "{'a': '\\u0000'}", "A string must not contain the character \\u0000", 1 },
  { "{'a': 1,\n 'b': 2,\n 'a': 3}", "The name “a” appears twice in the same object", 3 },
  { HEAD READ "'read': {}}}", "The name “read” appears twice in the same object", 4 },
  { "{'format': 'millrace/1'}\n{}", "“{” is not expected here", 2 },
  { "{'format': 'millrace/1'}x", "“x” is not expected here", 1 },
  { "// no\n{}", "“/” is not expected here", 1 },
};

static void
assert_refused (const char *text,
                size_t      length,
                const char *message,
                guint       line)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillDiagnostic) diagnostic = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (mill_pipeline_new_from_bytes (&sample_catalogue, bytes, problems, &error));
  g_assert_error (error, MILL_ERROR, MILL_ERROR_INVALID);
  diagnostic = mill_error_dup_diagnostic (error, NULL);
  g_assert_cmpstr (diagnostic->message, ==, message);
  g_assert_cmpuint (diagnostic->line, ==, line);
  g_assert_null (mill_pipeline_new_from_bytes (&sample_catalogue, bytes, NULL, NULL));
}

static void
test_refused (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *text = sample_quote (refused[i].text);

      g_test_message ("%s", refused[i].message);
      assert_refused (text, strlen (text), refused[i].message, refused[i].line);
    }
}

static void
test_nul (void)
{
  assert_refused ("{\n\"a\": \"\0\"}", 11, "The file contains a NUL byte; it is not a text", 2);
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new ("{\"a\":\n");

  for (int i = 0; i < 1000000; i++)
    g_string_append_c (text, '[');
  assert_refused (text->str, text->len, "Lists and objects are nested more than 200 deep", 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/refused", test_refused);
  g_test_add_func ("/reader/nul", test_nul);
  g_test_add_func ("/reader/deep", test_deep);

  return g_test_run ();
}
