/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "learn/model.h"
#include "learn/training-rows.h"
#include "learn/trees.h"
#include "support.h"

static void
on_round (guint    round,
          double   train,
          double   valid,
          gpointer data)
{
}

/* A model of table t, by hand: what mill_boost_fit() does within a run. */
static MillModel *
fit (Support    *support,
     const char *target_type)
{
  MillQuery query = support_query (support, "t", NULL);
  g_autoptr (MillSchema) schema = support_describe (support, "t");
  g_autoptr (GError) error = NULL;
  MillTarget *target = mill_target_fit (&query, "y", target_type, MILL_PREDICT_WISH_AUTO, &error);
  MillEncoder *encoder = mill_encoder_new (schema, "y", NULL, NULL, &error);
  static const char *const names[] = { "text", "x", "day" };
  static const gboolean categorical[] = { TRUE, FALSE, FALSE };
  static const MillMatrixColumns columns = { names, categorical, 3 };
  g_autoptr (MillTrainingRows) rows = NULL;
  g_autoptr (MillMatrix) matrix = NULL;
  MillBoosterSettings settings = {
    .rounds = 5, .learning_rate = 0.3, .max_depth = 3, .subsample = 1, .column_sample = 1,
    .lambda = 1, .max_bins = 64, .threads = 1,
  };
  MillBooster *booster;
  MillModel *model;
  guint n_rounds, best;

  g_assert_no_error (error);
  mill_encoder_fit (encoder, &query, 100, NULL, NULL, &error);
  g_assert_no_error (error);
  rows = mill_training_rows_new (&query, encoder, target);
  matrix = mill_matrix_new (mill_training_rows_get_source (rows), &columns, 64, NULL, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mill_matrix_get_n_rows (matrix), ==, target->n_rows);
  settings.n_classes = target->n_classes;
  settings.objective = target->kind == MILL_PREDICT_NUMBER ? MILL_OBJECTIVE_REGRESSION
                       : target->n_classes > 2 ? MILL_OBJECTIVE_MULTICLASS : MILL_OBJECTIVE_BINARY;
  booster = mill_booster_train (matrix, NULL, &settings, on_round, NULL, &n_rounds, &best, NULL,
                                &error);
  g_assert_no_error (error);
  model = mill_model_new (target, encoder,
                          mill_trees_new (booster, mill_target_get_width (target), &error),
                          json_from_string ("{\"rounds\": 5}", NULL), &error);
  g_assert_no_error (error);

  return model;
}

static MillModel *
fit_classes (guint n_classes)
{
  g_autoptr (Support) support = support_new ();
  g_autofree char *sql = g_strdup_printf (
    "CREATE TABLE t AS SELECT CASE WHEN i %% 7 = 0 THEN NULL ELSE 'k' || i %% 5 END AS text, "
    "i / 10.0::DOUBLE AS x, DATE '2020-01-01' + i::INTEGER AS day, "
    "CASE WHEN i %% 50 = 0 THEN NULL ELSE 'c' || (i // 10) %% %u END AS y FROM range(5000) r(i)",
    n_classes);

  support_execute (support, sql);

  return fit (support, "VARCHAR");
}

static void
test_kind (void)
{
  g_autoptr (MillModel) model = fit_classes (3);

  g_assert_cmpstr (mill_artifact_get_kind (MILL_ARTIFACT (model)), ==, "model");
  g_assert_cmpuint (mill_model_get_n_features (model), ==, 3);
  g_assert_cmpuint (mill_target_get_width (mill_model_get_target (model)), ==, 3);
  g_assert_cmpint (mill_model_get_target (model)->n_missing, ==, 100);
}

/* Written and read again it predicts the same to the bit, and is written the same. */
static void
test_json (gconstpointer data)
{
  guint n_classes = GPOINTER_TO_UINT (data);
  g_autoptr (MillModel) model = fit_classes (n_classes);
  g_autoptr (JsonNode) json = mill_artifact_to_json (MILL_ARTIFACT (model));
  g_autofree char *text = json_to_string (json, FALSE);
  g_autoptr (JsonNode) read = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MillModel) copy = mill_model_new_from_json (read, &error);
  g_autofree char *again = NULL;
  float features[] = { 0, 17, 18300, NAN, NAN, NAN, 4, 499, 20000, 1, -1e30f, 1e30f };
  double a[12], b[12];

  g_assert_no_error (error);
  mill_model_predict (model, features, 4, a, &error);
  g_assert_no_error (error);
  mill_model_predict (copy, features, 4, b, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (a, 4 * n_classes * sizeof (double), b, 4 * n_classes * sizeof (double));
  for (guint row = 0; row < 4; row++)
    {
      double sum = 0;

      for (guint i = 0; i < n_classes; i++)
        sum += a[row * n_classes + i];
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-6);
    }

  g_clear_pointer (&read, json_node_unref);
  read = mill_artifact_to_json (MILL_ARTIFACT (copy));
  again = json_to_string (read, FALSE);
  g_assert_true (g_str_equal (text, again));
}

static void
test_constant (void)
{
  double mean = 0.1, result[3];
  g_autoptr (Support) support = support_new ();
  MillQuery query = support_query (support, "t", NULL);
  MillTarget *target;
  g_autoptr (MillModel) model = NULL;
  g_autoptr (MillModel) copy = NULL;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) error = NULL;

  support_execute (support, "CREATE TABLE t AS SELECT i::DOUBLE AS y FROM range(10) r(i)");
  target = mill_target_fit (&query, "y", "DOUBLE", MILL_PREDICT_WISH_AUTO, &error);
  g_assert_no_error (error);
  model = mill_model_new (target, NULL, mill_constant_new (&mean, 1), NULL, &error);
  g_assert_no_error (error);
  json = mill_artifact_to_json (MILL_ARTIFACT (model));
  copy = mill_model_new_from_json (json, &error);
  g_assert_no_error (error);
  mill_model_predict (copy, NULL, 3, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (result[i], ==, 0.1);
}

/* Parts that do not belong together. */
static void
test_misfit (void)
{
  g_autoptr (MillModel) two = fit_classes (2);
  g_autoptr (MillModel) three = fit_classes (3);
  g_autoptr (JsonNode) a = mill_artifact_to_json (MILL_ARTIFACT (two));
  g_autoptr (JsonNode) b = mill_artifact_to_json (MILL_ARTIFACT (three));
  g_autofree char *text = json_to_string (a, FALSE);
  static const char *const members[] = { "target", "predictor" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (JsonNode) mixed = json_from_string (text, NULL);
      g_autoptr (GError) error = NULL;

      json_object_set_member (json_node_get_object (mixed), members[i], json_node_copy (
        json_object_get_member (json_node_get_object (b), members[i])));
      g_assert_null (mill_model_new_from_json (mixed, &error));
      support_assert_says (error, NULL, "do not fit");
    }
}

static void
try_text (const char *text)
{
  g_autoptr (JsonNode) json = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MillModel) model = NULL;

  if (json == NULL)
    return;
  model = mill_model_new_from_json (json, &error);
  g_assert_true ((model == NULL) == (error != NULL));
}

static void
test_odd_json (void)
{
  static const char *const texts[] = {
    "null", "1", "[]", "{}", "{\"format\": 1}", "{\"format\": \"millrace-model/2\"}",
    "{\"format\": \"millrace-model/1\"}",
    "{\"format\": \"millrace-model/1\", \"target\": []}",
    "{\"format\": \"millrace-model/1\", \"target\": {\"column\": \"y\", \"type\": \"DOUBLE\", "
    "\"kind\": \"number\", \"rows\": 1, \"missing\": 0, \"mean\": 1, \"median\": 1}}",
    "{\"format\": \"millrace-model/1\", \"target\": {\"column\": \"y\", \"type\": \"DOUBLE\", "
    "\"kind\": \"number\", \"rows\": 1, \"missing\": 0, \"mean\": 1, \"median\": 1}, "
    "\"predictor\": {\"kind\": \"constant\", \"values\": []}}",
    "{\"format\": \"millrace-model/1\", \"target\": {\"column\": \"y\", \"type\": \"DOUBLE\", "
    "\"kind\": \"number\", \"rows\": 1, \"missing\": 0, \"mean\": 1, \"median\": 1}, "
    "\"predictor\": {\"kind\": \"constant\", \"values\": [1, 2]}}",
    "{\"format\": \"millrace-model/1\", \"target\": {\"column\": \"y\", \"type\": \"DOUBLE\", "
    "\"kind\": \"number\", \"rows\": 1, \"missing\": 0, \"mean\": 1, \"median\": 1}, "
    "\"predictor\": {\"kind\": \"trees\", \"width\": 1, \"booster\": \"{}\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) json = json_from_string (texts[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (mill_model_new_from_json (json, &error));
      g_assert_nonnull (error);
    }
}

/* Any change of the file gives a model or an error. */
static void
test_changed_at_random (void)
{
  g_autoptr (MillModel) model = fit_classes (3);
  g_autoptr (JsonNode) json = mill_artifact_to_json (MILL_ARTIFACT (model));
  g_autofree char *text = json_to_string (json, FALSE);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  gsize length = strlen (text);

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *changed = g_strdup (text);

      for (guint n = 0; n < 1 + i % 3; n++)
        changed[g_rand_int_range (random, 0, i % 2 == 0 ? 800 : length)] =
          "0129-\"{}[],:ax"[g_rand_int_range (random, 0, 14)];
      try_text (changed);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/model/kind", test_kind);
  g_test_add_data_func ("/learn/model/json/two", GUINT_TO_POINTER (2), test_json);
  g_test_add_data_func ("/learn/model/json/three", GUINT_TO_POINTER (3), test_json);
  g_test_add_func ("/learn/model/constant", test_constant);
  g_test_add_func ("/learn/model/misfit", test_misfit);
  g_test_add_func ("/learn/model/odd-json", test_odd_json);
  g_test_add_func ("/learn/model/changed-at-random", test_changed_at_random);

  return g_test_run ();
}
