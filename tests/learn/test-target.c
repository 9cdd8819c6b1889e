/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "learn/target.h"
#include "support.h"

static MillTarget *
fit (const char       *values,
     const char       *type,
     MillPredictWish   wish,
     GError          **error)
{
  g_autoptr (Support) support = support_new ();
  MillQuery query = support_query (support, "t", NULL);
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE t AS SELECT CAST(x AS %s) AS y FROM (VALUES %s) "
                                          "v(x)", type, values);

  support_execute (support, sql);

  return mill_target_fit (&query, "y", type, wish, error);
}

static void
test_boolean (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MillTarget) target = fit ("(true), (NULL), (false), (true)", "BOOLEAN",
                                       MILL_PREDICT_WISH_AUTO, &error);

  g_assert_no_error (error);
  g_assert_cmpint (target->kind, ==, MILL_PREDICT_BINARY);
  g_assert_cmpint (target->n_rows, ==, 3);
  g_assert_cmpint (target->n_missing, ==, 1);
  g_assert_cmpstr (target->classes[1], ==, "true");
  g_assert_cmpint (target->class_rows[1], ==, 2);
  g_assert_cmpuint (target->majority, ==, 1);
  g_assert_false (target->is_constant);
  g_assert_cmpuint (mill_target_get_width (target), ==, 1);
}

static void
test_one_class (void)
{
  g_autoptr (MillTarget) target = fit ("(true), (true)", "BOOLEAN", MILL_PREDICT_WISH_AUTO, NULL);

  g_assert_cmpuint (target->n_classes, ==, 2);
  g_assert_cmpint (target->class_rows[0], ==, 0);
  g_assert_true (target->is_constant);
}

/* Sorted by value, so 9 is before 10; of equals the first is the majority. */
static void
test_whole_numbers_as_classes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MillTarget) target = fit ("(10), (9), (10), (9), (NULL), (11)", "BIGINT",
                                       MILL_PREDICT_WISH_CLASSIFICATION, &error);

  g_assert_no_error (error);
  g_assert_cmpint (target->kind, ==, MILL_PREDICT_CLASS);
  g_assert_cmpstr (target->type, ==, "BIGINT");
  g_assert_cmpstr (target->classes[0], ==, "9");
  g_assert_cmpstr (target->classes[1], ==, "10");
  g_assert_cmpuint (target->majority, ==, 0);
  g_assert_cmpuint (mill_target_get_width (target), ==, 3);
  g_assert_cmpfloat (mill_target_get_label (target, "10", 2), ==, 1);
  g_assert_true (isnan (mill_target_get_label (target, "1", 1)));
  g_assert_true (isnan (mill_target_get_label (target, NULL, 0)));
}

/* Neither NULL nor what is not finite can be learned from. */
static void
test_numbers (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MillTarget) target = fit ("('1'), ('2'), ('6'), ('NaN'), ('Infinity'), (NULL)", "DOUBLE",
                                       MILL_PREDICT_WISH_AUTO, &error);

  g_assert_no_error (error);
  g_assert_cmpint (target->kind, ==, MILL_PREDICT_NUMBER);
  g_assert_cmpint (target->n_rows, ==, 3);
  g_assert_cmpint (target->n_missing, ==, 3);
  g_assert_cmpfloat (target->mean, ==, 3);
  g_assert_cmpfloat (target->median, ==, 2);
  g_assert_false (target->is_constant);
}

static void
test_whole_numbers_as_numbers (void)
{
  g_autoptr (MillTarget) target = fit ("(3), (3)", "BIGINT", MILL_PREDICT_WISH_AUTO, NULL);

  g_assert_cmpint (target->kind, ==, MILL_PREDICT_NUMBER);
  g_assert_cmpstr (target->type, ==, "DOUBLE");
  g_assert_true (target->is_constant);
}

static void
test_errors (void)
{
  static const struct { const char *values, *type; MillPredictWish wish; const char *param, *message; }
  cases[] = {
    { "('a'), ('b')", "VARCHAR", MILL_PREDICT_WISH_REGRESSION, "task", "Regression" },
    { "(1.5), (2.5)", "DOUBLE", MILL_PREDICT_WISH_CLASSIFICATION, "task", "not classes" },
    { "('2020-01-01')", "DATE", MILL_PREDICT_WISH_AUTO, "target", "cannot be predicted" },
    { "(NULL), (NULL)", "BOOLEAN", MILL_PREDICT_WISH_AUTO, "target", "empty in all rows" },
    { "('NaN')", "DOUBLE", MILL_PREDICT_WISH_AUTO, "target", "empty in all rows" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fit (cases[i].values, cases[i].type, cases[i].wish, &error));
      support_assert_says (error, cases[i].param, cases[i].message);
    }
}

static void
test_no_rows (void)
{
  g_autoptr (Support) support = support_new ();
  MillQuery query = support_query (support, "t", NULL);
  g_autoptr (GError) error = NULL;

  support_execute (support, "CREATE TABLE t (y BOOLEAN)");
  g_assert_null (mill_target_fit (&query, "y", "BOOLEAN", MILL_PREDICT_WISH_AUTO, &error));
  support_assert_says (error, NULL, "no rows");
}

static void
test_too_many_classes (void)
{
  g_autoptr (Support) support = support_new ();
  MillQuery query = support_query (support, "t", NULL);
  g_autoptr (GError) error = NULL;

  support_execute (support, "CREATE TABLE t AS SELECT i::VARCHAR AS y FROM range(201) r(i)");
  g_assert_null (mill_target_fit (&query, "y", "VARCHAR", MILL_PREDICT_WISH_AUTO, &error));
  support_assert_says (error, "target", "more than 200");
}

static void
test_json (void)
{
  static const struct { const char *values, *type; } cases[] = {
    { "(true), (false)", "BOOLEAN" }, { "('a'), ('it''s \"b\"'), ('')", "VARCHAR" },
    { "(0.1), (0.7)", "DOUBLE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MillTarget) target = fit (cases[i].values, cases[i].type, MILL_PREDICT_WISH_AUTO, NULL);
      g_autoptr (JsonNode) json = mill_target_to_json (target);
      g_autofree char *text = json_to_string (json, FALSE);
      g_autoptr (JsonNode) read = json_from_string (text, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (MillTarget) copy = mill_target_new_from_json (json_node_get_object (read), &error);
      g_autoptr (JsonNode) again = NULL;

      g_assert_no_error (error);
      again = mill_target_to_json (copy);
      g_assert_true (json_node_equal (json, again));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/target/boolean", test_boolean);
  g_test_add_func ("/learn/target/one-class", test_one_class);
  g_test_add_func ("/learn/target/whole-numbers-as-classes", test_whole_numbers_as_classes);
  g_test_add_func ("/learn/target/numbers", test_numbers);
  g_test_add_func ("/learn/target/whole-numbers-as-numbers", test_whole_numbers_as_numbers);
  g_test_add_func ("/learn/target/errors", test_errors);
  g_test_add_func ("/learn/target/no-rows", test_no_rows);
  g_test_add_func ("/learn/target/too-many-classes", test_too_many_classes);
  g_test_add_func ("/learn/target/json", test_json);

  return g_test_run ();
}
