/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/duck.h"
#include "pipeline/diagnostic.h"

static MillConnection *
connect (void)
{
  const MillDuckOptions options = { .threads = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MillDuck) duck = mill_duck_new (&options, &error);
  MillConnection *connection = mill_connection_new (duck, &error);

  g_assert_no_error (error);

  return connection;
}

static void
test_schema (void)
{
  g_autoptr (MillConnection) connection = connect ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MillSchema) first = NULL;
  g_autoptr (MillSchema) again = NULL;
  g_autoptr (MillSchema) other = NULL;

  first = mill_connection_describe_constant (connection, "SELECT 1::HUGEINT AS a, 'x' AS b", &error);
  again = mill_connection_describe_constant (connection, "SELECT 1::HUGEINT AS a, 'x' AS b", &error);
  other = mill_connection_describe_constant (connection, "SELECT 1::HUGEINT AS a, 2 AS b", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mill_schema_get_column (first, 0)->type, ==, "HUGEINT");
  g_assert_true (again == first);
  g_assert_cmpstr (mill_schema_get_column (other, 1)->type, ==, "INTEGER");
}

static void
test_row (void)
{
  g_autoptr (MillConnection) connection = connect ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_auto (GStrv) row = mill_connection_query_constant (connection, "SELECT 'x', NULL::VARCHAR, 'z'", &error);

      g_assert_no_error (error);
      g_assert_cmpstrv (row, ((const char *const[]) { "x", "", "z", NULL }));
    }
}

/* A mistake is told each time. */
static void
test_mistake (void)
{
  g_autoptr (MillConnection) connection = connect ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) other = NULL;

      g_assert_null (mill_connection_describe_constant (connection, "SELECT nosuch", &error));
      g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
      g_assert_null (mill_connection_query_constant (connection, "SELECT error('no')", &other));
      g_assert_error (other, MILL_ERROR, MILL_ERROR_FAILED);
    }
}

/* So many that what was known first is forgotten. */
static void
test_many (void)
{
  g_autoptr (MillConnection) connection = connect ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2500; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %u AS c%u", i % 1250, i % 1250);
      g_autofree char *name = g_strdup_printf ("c%u", i % 1250);
      g_autoptr (MillSchema) schema = mill_connection_describe_constant (connection, sql, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (mill_schema_get_column (schema, 0)->name, ==, name);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duck-constant/schema", test_schema);
  g_test_add_func ("/duck-constant/row", test_row);
  g_test_add_func ("/duck-constant/mistake", test_mistake);
  g_test_add_func ("/duck-constant/many", test_many);

  return g_test_run ();
}
