/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "learn/confusion.h"
#include "learn/metrics.h"
#include "support.h"

/* Reference numbers: scikit-learn 1.9.1, printed by reference-metrics.py beside this file, which makes
 * the same rows. */

typedef struct
{
  const char *metric;
  double      value;
} Reference;

static double
get_score (GArray     *scores,
           const char *metric)
{
  for (guint i = 0; i < scores->len; i++)
    if (g_str_equal (g_array_index (scores, MillScore, i).name, metric))
      return g_array_index (scores, MillScore, i).value;

  g_error ("There is no metric “%s”", metric);
}

static void
check (GArray          *scores,
       const Reference *reference)
{
  guint n = 0;

  for (; reference->metric != NULL; reference++, n++)
    {
      double value = get_score (scores, reference->metric);

      if (!(fabs (value - reference->value) <= 1e-12 * MAX (1, fabs (reference->value))))
        g_error ("%s is %.17g, should be %.17g", reference->metric, value, reference->value);
    }
  g_assert_cmpuint (scores->len, ==, n);
}

static MillExpr *
take_expression (const char *sql)
{
  return sql != NULL ? mill_expr_format (sql) : NULL;
}

static GArray *
compute (const char      *rows,
         MillPredictKind  kind,
         const char      *probability,
         gboolean         naive)
{
  g_autoptr (Support) support = support_new ();
  MillQuery query = support_query (support, "t", NULL);
  g_auto (MillScored) scored = { kind, mill_expr_column ("actual"), mill_expr_column ("predicted"),
                                 take_expression (probability) };
  g_auto (MillScored) other = { 0 };
  g_autoptr (GError) error = NULL;
  GArray *scores;

  support_execute (support, rows);
  if (naive)
    {
      mill_metrics_naive (&query, &scored, &other, &error);
      g_assert_no_error (error);
    }
  scores = mill_metrics_compute (&query, naive ? &other : &scored, &error);
  g_assert_no_error (error);

  return scores;
}

#define BINARY_ROWS "CREATE TABLE t AS SELECT (i * 7919) % 1000 < 300 + (i % 11) * 30 AS actual, " \
                    "((i * 31 + 17) % 101) / 100.0::DOUBLE AS p, p > 0.5 AS predicted " \
                    "FROM range(1000) r(i)"

static void
test_binary (void)
{
  static const Reference reference[] = {
    { "accuracy", 0.491 },
    { "balanced accuracy", 0.4904040404040404 },
    { "precision", 0.4404040404040404 },
    { "recall", 0.48444444444444446 },
    { "F1", 0.4613756613756614 },
    { "AUC", 0.4890585858585859 },
    { "log loss", 1.3727917376998713 },
    { "Brier score", 0.3404391 },
    { NULL }
  };
  g_autoptr (GArray) scores = compute (BINARY_ROWS, MILL_PREDICT_BINARY, "p", FALSE);

  check (scores, reference);
}

static void
test_never_predicted (void)
{
  static const Reference reference[] = {
    { "accuracy", 0.7 },
    { "balanced accuracy", 0.5 },
    { "precision", 0.0 },
    { "recall", 0.0 },
    { "F1", 0.0 },
    { "AUC", 0.4932095238095238 },
    { "log loss", 1.1522901045453586 },
    { "Brier score", 0.273628991 },
    { NULL }
  };
  g_autoptr (GArray) scores = compute (
    "CREATE TABLE t AS SELECT (i * 7919) % 1000 < 300 AS actual, "
    "((i * 31 + 17) % 101) / 1000.0::DOUBLE AS p, p > 0.5 AS predicted FROM range(1000) r(i)",
    MILL_PREDICT_BINARY, "p", FALSE);

  check (scores, reference);
}

static void
test_classes (void)
{
  static const Reference reference[] = {
    { "accuracy", 0.813 },
    { "balanced accuracy", 0.8130016243788699 },
    { "macro precision", 0.6500547841402474 },
    { "macro recall", 0.6097512182841525 },
    { "macro F1", 0.6292579711912537 },
    { "log loss", 0.7205601418120762 },
    { NULL }
  };
  g_autoptr (GArray) scores = compute (
    "CREATE TABLE t AS SELECT ['a', 'b', 'c', 'd'][((i * 7919) % 1000) % 3 + 1] AS actual, "
    "CASE WHEN i % 4 = 0 THEN ['a', 'b', 'c', 'd'][(i // 4) % 4 + 1] ELSE actual END AS predicted, "
    "CASE WHEN actual = predicted THEN 0.7 ELSE 0.1 END::DOUBLE AS p FROM range(1000) r(i)",
    MILL_PREDICT_CLASS, "p", FALSE);

  check (scores, reference);
}

static void
test_numbers (void)
{
  static const Reference reference[] = {
    { "MAE", 2.7072222222222226 },
    { "RMSE", 3.1318652983347772 },
    { "median absolute error", 2.6666666666666714 },
    { "R2", 0.9942325490473639 },
    { NULL }
  };
  g_autoptr (GArray) scores = compute (
    "CREATE TABLE t AS SELECT ((i * 7919) % 1000) / 7.0::DOUBLE - 20 AS actual, "
    "actual + ((i * 31) % 97 - 45) / 9.0::DOUBLE AS predicted FROM range(1000) r(i)",
    MILL_PREDICT_NUMBER, NULL, FALSE);

  check (scores, reference);
}

/* Means are met by all, so nothing is explained; and so on, from the definitions. */
static void
test_naive_number (void)
{
  static const Reference reference[] = {
    { "MAE", 4.0 / 3 }, { "RMSE", 1.632993161855452 }, { "median absolute error", 2 }, { "R2", 0 },
    { NULL }
  };
  g_autoptr (GArray) scores = compute (
    "CREATE TABLE t AS SELECT * FROM (VALUES (1::DOUBLE, 7::DOUBLE), (3, 7), (5, 7)) v(actual, "
    "predicted)", MILL_PREDICT_NUMBER, NULL, TRUE);

  check (scores, reference);
}

/* Shares 3/4 and 1/4, whatever was predicted. */
static void
test_naive_classes (void)
{
  g_autoptr (GArray) scores = compute (
    "CREATE TABLE t AS SELECT * FROM (VALUES ('it''s 100%', 'b'), ('it''s 100%', 'b'), "
    "('it''s 100%', 'c'), ('b', 'b')) v(actual, predicted)", MILL_PREDICT_CLASS, NULL, TRUE);

  g_assert_cmpfloat (get_score (scores, "accuracy"), ==, 0.75);
  g_assert_cmpfloat_with_epsilon (get_score (scores, "log loss"),
                                  -(0.75 * log (0.75) + 0.25 * log (0.25)), 1e-15);
}

static void
test_naive_binary (void)
{
  g_autoptr (GArray) scores = compute (
    "CREATE TABLE t AS SELECT * FROM (VALUES (true, false, 0.9::DOUBLE), (true, false, 0.9), "
    "(true, true, 0.9), (false, true, 0.1)) v(actual, predicted, p)", MILL_PREDICT_BINARY, "p", TRUE);

  g_assert_cmpfloat (get_score (scores, "accuracy"), ==, 0.75);
  g_assert_cmpfloat (get_score (scores, "AUC"), ==, 0.5);
  g_assert_cmpfloat_with_epsilon (get_score (scores, "Brier score"), 0.1875, 1e-15);
}

/* Neither pairs nor a spread: not defined, and no crash. */
static void
test_undefined (void)
{
  g_autoptr (GArray) binary = compute (
    "CREATE TABLE t AS SELECT true AS actual, true AS predicted, 0.5::DOUBLE AS p",
    MILL_PREDICT_BINARY, "p", FALSE);
  g_autoptr (GArray) number = compute (
    "CREATE TABLE t AS SELECT 1::DOUBLE AS actual, 2::DOUBLE AS predicted",
    MILL_PREDICT_NUMBER, NULL, FALSE);

  g_assert_true (isnan (get_score (binary, "AUC")));
  g_assert_cmpfloat (get_score (binary, "accuracy"), ==, 1);
  g_assert_true (isnan (get_score (number, "R2")));
  g_assert_cmpfloat (get_score (number, "MAE"), ==, 1);
}

static void
test_constant_actual (void)
{
  g_autoptr (GArray) met = compute (
    "CREATE TABLE t AS SELECT 3::DOUBLE AS actual, 3::DOUBLE AS predicted FROM range(5)",
    MILL_PREDICT_NUMBER, NULL, FALSE);
  g_autoptr (GArray) missed = compute (
    "CREATE TABLE t AS SELECT 3::DOUBLE AS actual, 4::DOUBLE AS predicted FROM range(5)",
    MILL_PREDICT_NUMBER, NULL, FALSE);

  g_assert_cmpfloat (get_score (met, "R2"), ==, 1);
  g_assert_cmpfloat (get_score (missed, "R2"), ==, 0);
}

/* Only the rows of the query count. */
static void
test_where (void)
{
  g_autoptr (Support) support = support_new ();
  g_autoptr (MillExpr) where = mill_expr_format ("i < 500");
  MillQuery query = support_query (support, "t", where);
  g_auto (MillScored) scored = { MILL_PREDICT_BINARY, mill_expr_column ("actual"),
                                 mill_expr_column ("predicted"), NULL };
  g_autoptr (MillConfusion) confusion = NULL;
  g_autoptr (GError) error = NULL;

  support_execute (support, "CREATE TABLE t AS SELECT i, i % 2 = 0 AS actual, i % 4 = 0 AS predicted "
                            "FROM range(1000) r(i)");
  confusion = mill_confusion_new (&query, &scored, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (confusion->classes->len, ==, 2);
  g_assert_cmpint (mill_confusion_get_count (confusion, 0, 0), ==, 250);
  g_assert_cmpint (mill_confusion_get_count (confusion, 0, 1), ==, 0);
  g_assert_cmpint (mill_confusion_get_count (confusion, 1, 0), ==, 125);
  g_assert_cmpint (mill_confusion_get_count (confusion, 1, 1), ==, 125);
  g_assert_cmpint (mill_confusion_get_n_actual (confusion, 1), ==, 250);
  g_assert_cmpint (mill_confusion_get_n_predicted (confusion, 1), ==, 125);
}

static void
test_too_many_classes (void)
{
  g_autoptr (Support) support = support_new ();
  MillQuery query = support_query (support, "t", NULL);
  g_auto (MillScored) scored = { MILL_PREDICT_CLASS, mill_expr_column ("actual"),
                                 mill_expr_column ("actual"), NULL };
  g_autoptr (GError) error = NULL;

  support_execute (support, "CREATE TABLE t AS SELECT i::VARCHAR AS actual FROM range(201) r(i)");
  g_assert_null (mill_metrics_compute (&query, &scored, &error));
  support_assert_says (error, "target", "more than 200 classes");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/metrics/binary", test_binary);
  g_test_add_func ("/learn/metrics/never-predicted", test_never_predicted);
  g_test_add_func ("/learn/metrics/classes", test_classes);
  g_test_add_func ("/learn/metrics/numbers", test_numbers);
  g_test_add_func ("/learn/metrics/naive-number", test_naive_number);
  g_test_add_func ("/learn/metrics/naive-classes", test_naive_classes);
  g_test_add_func ("/learn/metrics/naive-binary", test_naive_binary);
  g_test_add_func ("/learn/metrics/undefined", test_undefined);
  g_test_add_func ("/learn/metrics/constant-actual", test_constant_actual);
  g_test_add_func ("/learn/metrics/where", test_where);
  g_test_add_func ("/learn/metrics/too-many-classes", test_too_many_classes);

  return g_test_run ();
}
