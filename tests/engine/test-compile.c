/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "engine/compile-private.h"
#include "support.h"

typedef struct
{
  char           *directory;
  GFile          *base;
  MillDuck       *duck;
  MillConnection *connection;
  MillCompile    *compile;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (MillSchema) schema = mill_schema_new ();

  fixture->directory = test_directory_new ();
  fixture->base = g_file_new_for_path (fixture->directory);
  fixture->duck = test_duck_new ();
  fixture->connection = test_connection_new (fixture->duck);
  fixture->compile = mill_compile_new ("node", fixture->base, NULL, fixture->connection, NULL);
  mill_schema_add (schema, "price", "DOUBLE");
  mill_schema_add (schema, "date", "DATE");
  mill_compile_add_input (fixture->compile, "table", "weather.table", schema, NULL, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  mill_compile_free (fixture->compile);
  mill_connection_free (fixture->connection);
  mill_duck_unref (fixture->duck);
  g_object_unref (fixture->base);
  test_directory_free (fixture->directory);
}

static void
assert_at (GError     **error,
           const char  *param,
           const char  *port,
           const char  *message,
           const char  *hint)
{
  g_autoptr (MillDiagnostic) diagnostic = NULL;

  g_assert_error (*error, MILL_ERROR, MILL_ERROR_FAILED);
  diagnostic = mill_error_dup_diagnostic (*error, NULL);
  g_assert_cmpstr (diagnostic->param, ==, param);
  g_assert_cmpstr (diagnostic->port, ==, port);
  g_assert_nonnull (strstr (diagnostic->message, message));
  if (hint != NULL)
    g_assert_nonnull (strstr (diagnostic->hint, hint));
  g_clear_error (error);
}

static void
test_inputs (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (mill_compile_has_input (fixture->compile, "table"));
  g_assert_false (mill_compile_has_input (fixture->compile, "other"));
  g_assert_cmpstr (mill_compile_get_relation (fixture->compile, "table"), ==, "weather.table");
  g_assert_null (mill_compile_get_schema (fixture->compile, "other"));
  g_assert_nonnull (mill_compile_require_column (fixture->compile, "table", "x", "price", &error));
  g_assert_null (mill_compile_require_column (fixture->compile, "table", "x", "pric", &error));
  assert_at (&error, "x", NULL, "There is no column “pric”", "Did you mean “price”?");
  g_assert_null (mill_compile_require_column (fixture->compile, "table", "x", "", &error));
  assert_at (&error, "x", NULL, "No column is chosen", NULL);
  g_assert_null (mill_compile_require_column (fixture->compile, "other", "x", "price", &error));
  assert_at (&error, NULL, "other", "No table is connected", NULL);
}

static void
test_expression (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MillExpr) expr = NULL;
  g_autofree char *type = NULL;

  expr = mill_compile_typed_expression (fixture->compile, "table", "formula", "price * 2", &type, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (type, ==, "DOUBLE");
  g_assert_null (mill_compile_expression (fixture->compile, "table", "formula", "prise * 2", &error));
  assert_at (&error, "formula", NULL, "There is no column “prise”", "Did you mean “price”?");
  g_assert_null (mill_compile_expression (fixture->compile, "other", "formula", "1", &error));
  assert_at (&error, NULL, "other", "No table is connected", NULL);
}

static void
test_paths (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *there = g_build_filename (fixture->directory, "there.csv", NULL);
  g_autoptr (MillCompile) unsaved = mill_compile_new ("node", NULL, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  g_autofree char *output = NULL;
  g_autofree char *expected = g_build_filename (fixture->directory, "new.csv", NULL);

  test_write_file (there, "a\n1\n");
  found = mill_compile_resolve_path (fixture->compile, "path", "./x/../there.csv", TRUE, &error);
  g_assert_cmpstr (found, ==, there);
  g_free (found);
  found = mill_compile_resolve_path (fixture->compile, "path", there, TRUE, &error);
  g_assert_cmpstr (found, ==, there);
  g_assert_cmpuint (mill_compile_get_read_paths (fixture->compile)->len, ==, 1);
  output = mill_compile_resolve_path (fixture->compile, "path", "new.csv", FALSE, &error);
  g_assert_cmpstr (output, ==, expected);
  g_assert_cmpuint (mill_compile_get_read_paths (fixture->compile)->len, ==, 1);

  g_assert_null (mill_compile_resolve_path (fixture->compile, "path", "gone.csv", TRUE, &error));
  assert_at (&error, "path", NULL, "There is no file", NULL);
  g_assert_null (mill_compile_resolve_path (fixture->compile, "path", "", TRUE, &error));
  assert_at (&error, "path", NULL, "No file is chosen", NULL);
  g_assert_null (mill_compile_resolve_path (fixture->compile, "path", ".", TRUE, &error));
  assert_at (&error, "path", NULL, "is a folder", NULL);
  g_assert_null (mill_compile_resolve_path (fixture->compile, "path", "no/such/new.csv", FALSE, &error));
  assert_at (&error, "path", NULL, "There is no folder", NULL);
  g_assert_null (mill_compile_resolve_path (fixture->compile, "path", "https://x/y.csv", TRUE, &error));
  assert_at (&error, "path", NULL, "is not a file on this computer", NULL);
  g_assert_null (mill_compile_resolve_path (unsaved, "path", "there.csv", TRUE, &error));
  assert_at (&error, "path", NULL, "was not saved yet", "Save the pipeline first");
}

static gboolean
one (MillVectors  *arguments,
     double       *result,
     gpointer      data,
     GError      **error)
{
  for (guint i = 0; i < mill_vectors_get_n_rows (arguments); i++)
    result[i] = GPOINTER_TO_INT (data);

  return TRUE;
}

/* Ids that differ in letter case only have functions of their own. */
static void
test_functions (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const types[] = { "DOUBLE", NULL };
  static const char *const ids[] = { "model", "Model", "^model", "a b\"c" };
  g_autoptr (GPtrArray) compiles = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_compile_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_ptr_array_add (compiles, mill_compile_new (ids[i], NULL, NULL, NULL, fixture->duck));
      for (int j = 0; j < 2; j++)
        g_assert_nonnull (mill_compile_add_function (g_ptr_array_index (compiles, i), types, 1, one,
                                                     GINT_TO_POINTER (2 * (int) i + j), NULL, &error));
    }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (MillCompile) again = mill_compile_new (ids[i], NULL, NULL, NULL, fixture->duck);
      const char *name = mill_compile_add_function (again, types, 1, one,
                                                    GINT_TO_POINTER (2 * (int) i), NULL, &error);
      g_autofree char *quoted = mill_sql_quote_identifier (name);
      g_autofree char *sql = g_strdup_printf ("SELECT %s(7)", quoted);
      g_autofree char *expected = g_strdup_printf ("%u.0", 2 * i);
      g_autofree char *value = test_query_text (fixture->connection, sql);

      g_assert_cmpstr (value, ==, expected);
    }

  g_assert_null (mill_compile_add_function (fixture->compile, types, 1, one, NULL, NULL, &error));
  g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
}

static void
test_widen (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MillSchema) schema = NULL;
  g_autoptr (MillSchema) same = NULL;
  g_autofree char *wide = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *value = NULL;
  g_autofree char *query = NULL;
  const char *prefix = "WITH \"a.table\" AS (SELECT 1 AS \"A b\", 'x' AS \"s\")\n";

  wide = mill_compile_widen (fixture->connection, prefix, "SELECT * FROM \"a.table\"", TRUE, &schema, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wide, ==,
                   "SELECT\n  CAST(\"A b\" AS BIGINT) AS \"A b\",\n  \"s\"\n"
                   "FROM (\nSELECT * FROM \"a.table\"\n)");
  g_assert_cmpstr (mill_schema_find (schema, "A b")->type, ==, "BIGINT");
  query = g_strconcat (prefix, "SELECT typeof(\"A b\") FROM (", wide, ")", NULL);
  g_free (value);
  value = NULL;
  {
    g_autoptr (MillRows) rows = mill_connection_query (fixture->connection, query, NULL, &error);

    g_assert_no_error (error);
    g_assert_true (mill_rows_next (rows, NULL, &error));
    value = mill_rows_dup_string (rows, 0, 0);
  }
  g_assert_cmpstr (value, ==, "BIGINT");

  kept = mill_compile_widen (fixture->connection, NULL, "SELECT 1.5::DOUBLE AS a", TRUE, &same, &error);
  g_assert_cmpstr (kept, ==, "SELECT 1.5::DOUBLE AS a");

  g_assert_null (mill_compile_widen (fixture->connection, NULL, "SELECT 1 AS a, 2 AS \"A\"", TRUE, NULL, &error));
  test_assert_says (&error, "two columns named “A”");
  g_assert_null (mill_compile_widen (fixture->connection, NULL, "SELECT nosuch", TRUE, NULL, &error));
  test_assert_says (&error, "nosuch");
}

static void
test_empty_select (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (MillSchema) schema = mill_schema_new ();
  g_autoptr (MillSchema) none = mill_schema_new ();
  g_autoptr (MillSchema) bound = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *empty = NULL;

  mill_schema_add (schema, "a \"b\"", "STRUCT(\"x y\" BIGINT, \"z\" DOUBLE[])");
  mill_schema_add (schema, "select", "DECIMAL(20,0)");
  mill_schema_add (schema, "t", "TIMESTAMP WITH TIME ZONE");
  sql = mill_schema_to_empty_select (schema);
  bound = mill_connection_describe_raw (fixture->connection, sql, &error);
  g_assert_no_error (error);
  g_assert_true (mill_schema_equal (bound, schema));

  empty = mill_schema_to_empty_select (none);
  g_assert_true (mill_connection_execute (fixture->connection, empty, NULL, NULL, &error));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/compile/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("inputs", test_inputs);
  ADD ("expression", test_expression);
  ADD ("paths", test_paths);
  ADD ("functions", test_functions);
  ADD ("widen", test_widen);
  ADD ("empty-select", test_empty_select);
#undef ADD

  return g_test_run ();
}
