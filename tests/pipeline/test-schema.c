/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/schema.h"

static void
test_columns (void)
{
  g_autoptr (MillSchema) schema = mill_schema_new ();
  g_autoptr (MillSchema) same = mill_schema_new ();
  g_autoptr (MillSchema) shared = mill_schema_ref (schema);

  g_assert_cmpuint (mill_schema_get_n_columns (schema), ==, 0);
  mill_schema_add (schema, "date", "DATE");
  mill_schema_add (schema, "temp_max", "DECIMAL(12,2)");
  mill_schema_add (schema, "date", "VARCHAR");
  g_assert_cmpuint (mill_schema_get_n_columns (shared), ==, 3);
  g_assert_cmpstr (mill_schema_get_column (schema, 1)->name, ==, "temp_max");
  g_assert_cmpstr (mill_schema_get_column (schema, 1)->type, ==, "DECIMAL(12,2)");
  g_assert_cmpint (mill_schema_get_column (schema, 1)->kind, ==, MILL_DATA_DECIMAL);
  g_assert_cmpint (mill_schema_find (schema, "date")->kind, ==, MILL_DATA_DATE);
  g_assert_null (mill_schema_find (schema, "Date"));

  g_assert_false (mill_schema_equal (schema, same));
  mill_schema_add (same, "date", "DATE");
  mill_schema_add (same, "temp_max", "DECIMAL(12,2)");
  mill_schema_add (same, "date", "VARCHAR");
  g_assert_true (mill_schema_equal (schema, same));
  mill_schema_add (same, "x", "VARCHAR");
  mill_schema_add (schema, "x", "BIGINT");
  g_assert_false (mill_schema_equal (schema, same));
}

static void
test_suggest (void)
{
  g_autoptr (MillSchema) schema = mill_schema_new ();

  mill_schema_add (schema, "precipitation", "DOUBLE");
  mill_schema_add (schema, "temp_max", "DOUBLE");
  mill_schema_add (schema, "temp_min", "DOUBLE");
  mill_schema_add (schema, "Größe", "DOUBLE");
  mill_schema_add (schema, "id", "BIGINT");
  g_assert_cmpstr (mill_schema_suggest (schema, "percipitation"), ==, "precipitation");
  g_assert_cmpstr (mill_schema_suggest (schema, "PRECIPITATION"), ==, "precipitation");
  g_assert_cmpstr (mill_schema_suggest (schema, "tempmax"), ==, "temp_max");
  g_assert_cmpstr (mill_schema_suggest (schema, "temp_mni"), ==, "temp_min");
  g_assert_cmpstr (mill_schema_suggest (schema, "grösse"), ==, "Größe");
  g_assert_cmpstr (mill_schema_suggest (schema, "ID"), ==, "id");
  g_assert_null (mill_schema_suggest (schema, "wind"));
  g_assert_null (mill_schema_suggest (schema, "x"));
  g_assert_null (mill_schema_suggest (schema, ""));
}

static void
test_kinds (void)
{
  static const struct
  {
    const char   *type;
    MillDataKind  kind;
  } kinds[] = {
    { "BOOLEAN", MILL_DATA_BOOLEAN }, { "BIGINT", MILL_DATA_BIGINT }, { "integer", MILL_DATA_BIGINT },
    { "DOUBLE", MILL_DATA_DOUBLE }, { "FLOAT", MILL_DATA_DOUBLE },
    { "DECIMAL(38,10)", MILL_DATA_DECIMAL }, { "VARCHAR", MILL_DATA_VARCHAR },
    { "DATE", MILL_DATA_DATE }, { "TIMESTAMP", MILL_DATA_TIMESTAMP },
    { "TIMESTAMP WITH TIME ZONE", MILL_DATA_TIMESTAMPTZ }, { "BLOB", MILL_DATA_BLOB },
    { "VARCHAR[]", MILL_DATA_LIST }, { "STRUCT(a INTEGER, b VARCHAR)[]", MILL_DATA_LIST },
    { "DOUBLE[3]", MILL_DATA_LIST }, { "STRUCT(a INTEGER[])", MILL_DATA_STRUCT },
    { "HUGEINT", MILL_DATA_UNKNOWN }, { "ENUM('a')", MILL_DATA_UNKNOWN },
    { "TIME", MILL_DATA_UNKNOWN }, { "", MILL_DATA_UNKNOWN }, { NULL, MILL_DATA_UNKNOWN },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpint (mill_data_kind_from_type (kinds[i].type), ==, kinds[i].kind);
  for (MillDataKind kind = MILL_DATA_UNKNOWN; kind <= MILL_DATA_STRUCT; kind++)
    {
      g_assert_cmpstr (mill_data_kind_get_label (kind), !=, "");
      g_assert_cmpint (mill_data_kind_is_number (kind), ==,
                       kind >= MILL_DATA_BIGINT && kind <= MILL_DATA_DECIMAL);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/columns", test_columns);
  g_test_add_func ("/schema/suggest", test_suggest);
  g_test_add_func ("/schema/kinds", test_kinds);

  return g_test_run ();
}
