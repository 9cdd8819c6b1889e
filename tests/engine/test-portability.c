/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/portability.h"

#include <string.h>

#include "engine/expression.h"
#include "engine/function-portability-private.h"
#include "pipeline/reader.h"
#include "support.h"
#include "typing-types.h"

static void
test_table (void)
{
  static const char *const portable[] = { "abs", "coalesce", "COUNT", "Row_Number", "substring", "variance" };
  static const char *const others[] = { "strftime", "year", "median", "list_transform", "try_cast", "log",
                                        "sub", "substrings", "nosuch", "" };
  const char *const *list = mill_function_list_portable ();

  for (guint i = 0; i < G_N_ELEMENTS (portable); i++)
    g_assert_true (mill_function_is_portable (portable[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (mill_function_is_portable (others[i]));
  for (guint i = 1; list[i] != NULL; i++)
    g_assert_cmpstr (list[i - 1], <, list[i]);
}

/* No name in the table is one that DuckDB does not have. */
static void
test_names (void)
{
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  const char *const *list = mill_function_list_portable ();

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *sql = NULL;
      g_autofree char *count = NULL;

      /* The parser itself knows this one, and no list has it. */
      sql = g_str_equal (list[i], "coalesce")
              ? g_strdup ("SELECT coalesce(NULL, 1)")
              : g_strdup_printf ("SELECT count(DISTINCT function_name) FROM duckdb_functions() "
                                 "WHERE function_name = '%s'", list[i]);
      count = test_query_text (connection, sql);
      if (!g_str_equal (count, "1"))
        g_error ("DuckDB has no function “%s”", list[i]);
    }
}

static void
test_found (void)
{
  static const struct { const char *text; const char *functions; } texts[] = {
    /* portable */
    { "round(abs(price), 2)", "" },
    { "coalesce(nullif(trim(name), ''), upper(name))", "" },
    { "count(*) OVER () + row_number() OVER (ORDER BY n)", "" },
    /* not */
    { "strftime(date, '%Y')", "strftime" },
    { "STRFTIME (date, '%Y')", "strftime" },
    { "strftime/* ( */ -- (\n (date, '%Y')", "strftime" },
    { "\"StrFTime\"(date, '%Y')", "strftime" },
    { "main.strftime(date, '%Y')", "strftime" },
    { "date.strftime('%Y').upper()", "strftime" },
    { "try_cast(name AS INTEGER) + CAST(name AS INTEGER)", "try_cast" },
    { "TRY(sqrt(price))", "try" },
    { "if(flag, 1, 2)", "if" },
    /* nested, and in the order of the text */
    { "upper(strftime(date, '%Y')) || monthname(date) || strftime(date, '%m')", "strftime monthname" },
    { "CASE WHEN isnan(price) THEN abs(even(price)) ELSE len(name) END", "isnan even len" },
    { "list_transform(tags, lambda t: starts_with(t, 'a'))", "list_transform starts_with" },
    { "price IN (log(price), n) AND NOT contains(name, 'x')", "log contains" },
    { "'Tromsø' || strftime(date, '%Y')", "strftime" },
    /* windows and aggregates */
    { "median(price) OVER (PARTITION BY year(date) ORDER BY month(date))", "median year month" },
    { "sum(price) FILTER (WHERE hash(n) > 1) OVER ()", "hash" },
    { "max_by(price, n) OVER () + max(price) OVER ()", "max_by" },
    /* what is written without a name is no function */
    { "price + n // 2 % 3 ** 2 - -n", "" },
    { "name LIKE 'a%' OR name SIMILAR TO 'b' OR name ~ 'c' OR name ILIKE 'd' OR name GLOB 'e'", "" },
    { "name LIKE 'a' ESCAPE 'x' AND n BETWEEN 1 AND 2 AND n IN [1, 2]", "" },
    { "date + INTERVAL 1 DAY + INTERVAL (n) MONTH", "" },
    { "[t || 'x' FOR t IN tags IF t > 'a'][1:2]", "" },
    { "{'a': n}.a + MAP {'a': n}['a'] + n::INTEGER", "" },
    { "extract(year FROM date) + extract(dow FROM date)", "" },
    { "CAST(date AS TIMESTAMP) AT TIME ZONE 'UTC' > TIMESTAMPTZ '2020-01-01 00:00:00+00'", "" },
    { "percentile_cont(0.5) WITHIN GROUP (ORDER BY price)", "" },
    { "n! > 3", "" },
    /* nor is what only looks like one */
    { "'strftime(1)' || \"strftime\" -- strftime(1)", "" },
    { "strftime > 1 AND upper(strftime) = 'year(x)'", "" },
    /* parameters stand as their values */
    { "strftime(date, '%Y') > name || ${place} || year(date)", "strftime year" },
  };
  static const char text[] =
    "{ \"format\": \"millrace/1\", \"nodes\": {}, \"parameters\": {"
    "  \"place\": { \"type\": \"string\", \"default\": \"Tromsø, median(\" } } }";
  g_autoptr (MillDuck) duck = test_duck_new ();
  g_autoptr (MillConnection) connection = test_connection_new (duck);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (MillBindings) bindings = NULL;
  g_autoptr (GError) error = NULL;

  pipeline = mill_pipeline_new_from_bytes (typing_types_get_catalogue (), bytes, NULL, &error);
  g_assert_no_error (error);
  bindings = mill_bindings_new (pipeline, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (GStrv) functions = NULL;
      g_autofree char *joined = NULL;

      functions = mill_expression_get_unportable (connection, texts[i].text, bindings, NULL, &error);
      g_assert_no_error (error);
      joined = g_strjoinv (" ", functions);
      g_test_message ("%s: %s", texts[i].text, joined);
      g_assert_cmpstr (joined, ==, texts[i].functions);
    }

  g_assert_null (mill_expression_get_unportable (connection, "year(", bindings, NULL, &error));
  g_assert_nonnull (error);
}

#define FORMULA(id, from, expression) \
  "\"" id "\": {\"type\": \"formula\", \"version\": 1, \"inputs\": {\"table\": \"" from "\"}, " \
  "\"params\": {\"expression\": \"" expression "\"}}"

static void
test_notes (void)
{
  static const char text[] =
    "{\"format\": \"millrace/1\", \"nodes\": {"
    "\"read\": {\"type\": \"read\", \"version\": 1, \"params\": {\"path\": \"data.csv\"}}, "
    FORMULA ("a", "read", "round(price)") ", " FORMULA ("b", "read", "year(date) + len(name)") ", "
    FORMULA ("c", "read", "len(nosuch)") ", " FORMULA ("d", "c", "year(date) + year(date)") ", "
    "\"odd\": {\"type\": \"nosuch\", \"version\": 1}}}";
  static const struct { const char *node; const char *function; } expected[] = {
    { "b", "year" }, { "b", "len" }, { "d", "year" },
  };
  g_autofree char *directory = test_directory_new ();
  g_autofree char *path = g_build_filename (directory, "data.csv", NULL);
  g_autoptr (GFile) base = g_file_new_for_path (directory);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (MillBindings) bindings = NULL;
  g_autoptr (MillTyping) typing = NULL;
  g_autoptr (MillTypes) types = NULL;
  g_autoptr (GError) error = NULL;
  guint n_errors;

  test_write_file (path, "date,price,name\n2024-01-01,1.5,a\n");
  pipeline = mill_pipeline_new_from_bytes (typing_types_get_catalogue (), bytes, NULL, &error);
  g_assert_no_error (error);
  bindings = mill_bindings_new (pipeline, NULL, &error);
  g_assert_no_error (error);
  typing = mill_typing_new (base, &error);
  g_assert_no_error (error);
  types = mill_typing_bind (typing, pipeline, bindings, NULL, &error);
  g_assert_no_error (error);

  /* What is wrong already is not said to be unportable, too. */
  mill_diagnostics_merge (problems, mill_types_get_diagnostics (types));
  n_errors = problems->len;
  g_assert_cmpuint (n_errors, ==, 2);
  g_assert_true (mill_portability_check (pipeline, bindings, types, problems, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *line = mill_diagnostic_to_text (g_ptr_array_index (problems, i));

      g_test_message ("%s", line);
    }
  g_assert_cmpuint (problems->len, ==, n_errors + G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const MillDiagnostic *note = g_ptr_array_index (problems, n_errors + i);

      g_assert_cmpint (note->severity, ==, MILL_SEVERITY_NOTE);
      g_assert_cmpstr (note->node, ==, expected[i].node);
      g_assert_cmpstr (note->param, ==, "expression");
      g_assert_nonnull (strstr (note->message, expected[i].function));
      g_assert_nonnull (note->hint);
    }

  g_cancellable_cancel (cancelled);
  g_assert_false (mill_portability_check (pipeline, bindings, types, problems, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_directory_free (g_steal_pointer (&directory));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/portability/table", test_table);
  g_test_add_func ("/portability/names", test_names);
  g_test_add_func ("/portability/found", test_found);
  g_test_add_func ("/portability/notes", test_notes);

  return g_test_run ();
}
