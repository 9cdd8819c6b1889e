/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "learn/encoder.h"
#include "support.h"

static const char rows[] =
  "CREATE TABLE t AS SELECT * FROM (VALUES "
  "('pear', 1::BIGINT, true, DATE '1970-01-11', TIMESTAMP '1970-01-01 00:00:01.5', 2.5::DECIMAL(9,2), "
  " [1], 'y'), "
  "('apple', 2, false, DATE '1969-12-31', TIMESTAMP '1969-12-31 23:59:59', 1.25, [2], 'n'), "
  "(NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'y'), "
  "('Zebra', 4, true, NULL, NULL, 0, NULL, 'n'), "
  "('æble', 5, true, NULL, NULL, 0, NULL, 'n'), "
  "('pear', 6, true, NULL, NULL, 0, NULL, NULL)) "
  "v(fruit, \"the \"\"count\"\"\", flag, day, moment, price, list, target)";

static MillEncoder *
make (Support           *support,
      const char *const *columns,
      const char *const *excluded,
      GError           **error)
{
  g_autoptr (MillSchema) schema = support_describe (support, "t");

  return mill_encoder_new (schema, "target", columns, excluded, error);
}

static MillEncoder *
make_fitted (Support *support)
{
  MillQuery query = support_query (support, "t", NULL);
  g_autoptr (GError) error = NULL;
  MillEncoder *encoder = make (support, NULL, NULL, &error);

  g_assert_no_error (error);
  mill_encoder_fit (encoder, &query, 100, NULL, NULL, &error);
  g_assert_no_error (error);

  return encoder;
}

static Support *
make_support (void)
{
  Support *support = support_new ();

  support_execute (support, rows);

  return support;
}

/* All that can be features, without the list and the target. */
static void
test_chooses_all (void)
{
  static const char *const names[] = { "fruit", "the \"count\"", "flag", "day", "moment", "price" };
  g_autoptr (Support) support = make_support ();
  g_autoptr (MillEncoder) encoder = make (support, NULL, NULL, NULL);

  g_assert_cmpuint (mill_encoder_get_n_features (encoder), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpstr (mill_encoder_get_feature (encoder, i)->name, ==, names[i]);
      g_assert_true (mill_encoder_get_feature (encoder, i)->categorical == (i == 0));
    }
}

static void
test_chooses_named (void)
{
  static const char *const columns[] = { "price", "fruit", "flag", "price", NULL };
  static const char *const excluded[] = { "flag", NULL };
  g_autoptr (Support) support = make_support ();
  g_autoptr (MillEncoder) encoder = make (support, columns, excluded, NULL);

  /* Each once, in the order given last. */
  g_assert_cmpuint (mill_encoder_get_n_features (encoder), ==, 2);
  g_assert_cmpstr (mill_encoder_get_feature (encoder, 0)->name, ==, "fruit");
  g_assert_cmpstr (mill_encoder_get_feature (encoder, 1)->name, ==, "price");
}

static void
test_wrong_columns (void)
{
  static const struct { const char *column, *excluded, *param, *message; } cases[] = {
    { "friut", NULL, "features", "friut" },
    { NULL, "friut", "excluded", "friut" },
    { "target", NULL, "features", "what is to be predicted" },
    { "list", NULL, "features", "cannot be a feature" },
    { "flag", "flag", "features", "no feature" },
  };
  g_autoptr (Support) support = make_support ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *columns[] = { cases[i].column, NULL };
      const char *excluded[] = { cases[i].excluded, NULL };
      g_autoptr (GError) error = NULL;

      g_assert_null (make (support, columns, excluded, &error));
      support_assert_says (error, cases[i].param, cases[i].message);
    }
}

/* By bytes, so that Z is before a and a before æ, whatever the order of rows. */
static void
test_dictionary (void)
{
  static const char *const fruits[] = { "Zebra", "apple", "pear", "æble" };
  g_autoptr (Support) support = make_support ();
  g_autoptr (MillEncoder) encoder = make_fitted (support);
  const MillFeature *feature = mill_encoder_get_feature (encoder, 0);

  g_assert_cmpuint (feature->n_categories, ==, G_N_ELEMENTS (fruits));
  for (guint i = 0; i < G_N_ELEMENTS (fruits); i++)
    {
      g_assert_cmpstr (feature->categories[i], ==, fruits[i]);
      g_assert_cmpfloat (mill_encoder_get_code (encoder, 0, fruits[i], strlen (fruits[i])), ==, i);
    }
  g_assert_true (isnan (mill_encoder_get_code (encoder, 0, "plum", 4)));
  g_assert_true (isnan (mill_encoder_get_code (encoder, 0, "pear", 3)));
  g_assert_true (isnan (mill_encoder_get_code (encoder, 0, "pears", 5)));
  g_assert_true (isnan (mill_encoder_get_code (encoder, 0, "", 0)));
  g_assert_true (isnan (mill_encoder_get_code (encoder, 0, NULL, 0)));
}

static void
test_fits_chosen_rows_only (void)
{
  g_autoptr (Support) support = make_support ();
  g_autoptr (MillExpr) where = mill_expr_format ("flag");
  MillQuery query = support_query (support, "t", where);
  g_autoptr (MillEncoder) encoder = make (support, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  mill_encoder_fit (encoder, &query, 100, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mill_encoder_get_feature (encoder, 0)->n_categories, ==, 3);
  g_assert_true (isnan (mill_encoder_get_code (encoder, 0, "apple", 5)));
}

static void
test_too_many_categories (void)
{
  g_autoptr (Support) support = make_support ();
  MillQuery query = support_query (support, "t", NULL);
  g_autoptr (MillEncoder) encoder = make (support, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (mill_encoder_fit (encoder, &query, 3, NULL, NULL, &error));
  support_assert_says (error, "excluded", "“fruit” has more than 3");
}

static void
test_expressions (void)
{
  static const double expected[][2] = { { 1, 2 }, { 1, 0 }, { 10, -1 }, { 1.5, -1 }, { 2.5, 1.25 } };
  g_autoptr (Support) support = make_support ();
  g_autoptr (MillEncoder) encoder = make_fitted (support);
  MillQuery query = support_query (support, "t", NULL);
  MillSelect *select = mill_query_select (&query);
  g_autoptr (MillRows) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < mill_encoder_get_n_features (encoder); i++)
    {
      char name[] = { 'a' + i, '\0' };

      mill_select_add (select, name, mill_encoder_expression (encoder, i));
    }
  result = mill_query_run_row (&query, select, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpfloat (mill_rows_get_double (result, i + 1, 0), ==, expected[i][0]);
      g_assert_cmpfloat (mill_rows_get_double (result, i + 1, 1), ==, expected[i][1]);
      g_assert_true (isnan (mill_rows_get_double (result, i + 1, 2)));
    }
}

/* Days that DuckDB calls infinite are missing, rather than the end of the run. */
static void
test_infinite_times (void)
{
  g_autoptr (Support) support = support_new ();
  MillQuery query = support_query (support, "t", NULL);
  MillSelect *select = mill_query_select (&query);
  g_autoptr (MillSchema) schema = NULL;
  g_autoptr (MillEncoder) encoder = NULL;
  g_autoptr (MillRows) result = NULL;
  g_autoptr (GError) error = NULL;

  support_execute (support, "CREATE TABLE t AS SELECT 'infinity'::DATE AS day, "
                            "'-infinity'::TIMESTAMP AS moment, 1 AS target");
  schema = support_describe (support, "t");
  encoder = mill_encoder_new (schema, "target", NULL, NULL, &error);
  mill_select_add (select, "a", mill_encoder_expression (encoder, 0));
  mill_select_add (select, "b", mill_encoder_expression (encoder, 1));
  result = mill_query_run_row (&query, select, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      float value = mill_rows_get_double (result, i, 0);

      mill_encoder_tame (&value, 1, 1);
      g_assert_false (isinf (value));
    }
}

static void
test_tame (void)
{
  float values[] = { INFINITY, 1, -INFINITY, 2, NAN, 3 };

  mill_encoder_tame (values, 3, 2);
  g_assert_true (isfinite (values[0]) && values[0] > 1e38f);
  g_assert_true (isfinite (values[2]) && values[2] < -1e38f);
  g_assert_true (isnan (values[4]));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (values[2 * i + 1], ==, i + 1);
}

static void
test_json (void)
{
  g_autoptr (Support) support = make_support ();
  g_autoptr (MillEncoder) encoder = make_fitted (support);
  g_autoptr (JsonNode) json = mill_encoder_to_json (encoder);
  g_autoptr (MillEncoder) copy = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (GError) error = NULL;

  copy = mill_encoder_new_from_json (json_node_get_object (json), &error);
  g_assert_no_error (error);
  again = mill_encoder_to_json (copy);
  g_assert_true (json_node_equal (json, again));
  g_assert_cmpfloat (mill_encoder_get_code (copy, 0, "pear", 4), ==, 2);
}

static void
test_odd_json (void)
{
  static const char *const texts[] = {
    "{}",
    "{\"features\": 1}",
    "{\"features\": [1]}",
    "{\"features\": [{\"name\": \"a\"}]}",
    "{\"features\": [{\"name\": 1, \"type\": \"DOUBLE\"}]}",
    "{\"features\": [{\"name\": \"a\", \"type\": \"BLOB\"}]}",
    "{\"features\": [{\"name\": \"a\", \"type\": \"VARCHAR\"}]}",
    "{\"features\": [{\"name\": \"a\", \"type\": \"VARCHAR\", \"categories\": [\"b\", \"a\"]}]}",
    "{\"features\": [{\"name\": \"a\", \"type\": \"VARCHAR\", \"categories\": [\"a\", null]}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) json = json_from_string (texts[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (mill_encoder_new_from_json (json_node_get_object (json), &error));
      support_assert_says (error, NULL, "features");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/encoder/chooses-all", test_chooses_all);
  g_test_add_func ("/learn/encoder/chooses-named", test_chooses_named);
  g_test_add_func ("/learn/encoder/wrong-columns", test_wrong_columns);
  g_test_add_func ("/learn/encoder/dictionary", test_dictionary);
  g_test_add_func ("/learn/encoder/fits-chosen-rows-only", test_fits_chosen_rows_only);
  g_test_add_func ("/learn/encoder/too-many-categories", test_too_many_categories);
  g_test_add_func ("/learn/encoder/expressions", test_expressions);
  g_test_add_func ("/learn/encoder/infinite-times", test_infinite_times);
  g_test_add_func ("/learn/encoder/tame", test_tame);
  g_test_add_func ("/learn/encoder/json", test_json);
  g_test_add_func ("/learn/encoder/odd-json", test_odd_json);

  return g_test_run ();
}
