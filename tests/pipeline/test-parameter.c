/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/parameter.h"

#include "pipeline/writer.h"

#include "sample-types.h"

/* What people write, as a value of a parameter. */

typedef struct
{
  MillParameterType  type;
  const char        *text;
  const char        *value;   /* as JSON; NULL: it is none */
} Written;

static const Written written[] = {
  { MILL_PARAMETER_STRING,  "",            "\"\"" },
  { MILL_PARAMETER_STRING,  "5",           "\"5\"" },
  { MILL_PARAMETER_STRING,  "\xff",        NULL },
  { MILL_PARAMETER_NUMBER,  "12.5",        "12.5" },
  { MILL_PARAMETER_NUMBER,  "-1e3",        "-1000" },
  { MILL_PARAMETER_NUMBER,  "12,5",        NULL },
  { MILL_PARAMETER_NUMBER,  "",            NULL },
  { MILL_PARAMETER_NUMBER,  "inf",         NULL },
  { MILL_PARAMETER_NUMBER,  "1e999",       NULL },
  { MILL_PARAMETER_NUMBER,  "nan",         NULL },
  { MILL_PARAMETER_INTEGER, "-7",          "-7" },
  { MILL_PARAMETER_INTEGER, "9223372036854775807", "9223372036854775807" },
  { MILL_PARAMETER_INTEGER, "9223372036854775808", NULL },
  { MILL_PARAMETER_INTEGER, "7.0",         NULL },
  { MILL_PARAMETER_INTEGER, "",            NULL },
  { MILL_PARAMETER_BOOLEAN, "true",        "true" },
  { MILL_PARAMETER_BOOLEAN, "Yes",         "true" },
  { MILL_PARAMETER_BOOLEAN, "1",           "true" },
  { MILL_PARAMETER_BOOLEAN, "FALSE",       "false" },
  { MILL_PARAMETER_BOOLEAN, "no",          "false" },
  { MILL_PARAMETER_BOOLEAN, "0",           "false" },
  { MILL_PARAMETER_BOOLEAN, "2",           NULL },
  { MILL_PARAMETER_BOOLEAN, "",            NULL },
  { MILL_PARAMETER_DATE,    "2024-02-29",  "\"2024-02-29\"" },
  { MILL_PARAMETER_DATE,    "2023-02-29",  NULL },
  { MILL_PARAMETER_DATE,    "1900-02-29",  NULL },
  { MILL_PARAMETER_DATE,    "2000-02-29",  "\"2000-02-29\"" },
  { MILL_PARAMETER_DATE,    "2024-13-01",  NULL },
  { MILL_PARAMETER_DATE,    "2024-00-01",  NULL },
  { MILL_PARAMETER_DATE,    "2024-01-00",  NULL },
  { MILL_PARAMETER_DATE,    "2024-04-31",  NULL },
  { MILL_PARAMETER_DATE,    "0000-01-01",  NULL },
  { MILL_PARAMETER_DATE,    "2024-1-1",    NULL },
  { MILL_PARAMETER_DATE,    "2024/01/01",  NULL },
  { MILL_PARAMETER_DATE,    "2024-01-01x", NULL },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autoptr (MillParameter) parameter = mill_parameter_new ("p", written[i].type, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) value = mill_parameter_parse_value (parameter, written[i].text, &error);
      g_autofree char *text = value != NULL ? mill_json_to_canonical (value, TRUE) : NULL;

      g_test_message ("%s: %s", mill_parameter_type_get_name (written[i].type), written[i].text);
      g_assert_cmpstr (text, ==, written[i].value);
      if (value == NULL)
        {
          g_autoptr (MillDiagnostic) diagnostic = mill_error_dup_diagnostic (error, NULL);

          g_assert_nonnull (diagnostic->hint);
          g_assert_true (g_str_has_suffix (diagnostic->message, "cannot be the value of the parameter “p”"));
          g_assert_true (g_utf8_validate (diagnostic->message, -1, NULL));
        }
      else
        {
          /* What is written is a default that a file may have, too. */
          g_autoptr (MillParameter) with_default = mill_parameter_new ("p", written[i].type, value, NULL);

          g_assert_nonnull (with_default);
          g_assert_no_error (error);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parameter/parse", test_parse);

  return g_test_run ();
}
