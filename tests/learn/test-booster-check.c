/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "learn/booster-check.h"
#include "learn/xgboost.h"
#include "support.h"

#define N_ROWS 400

typedef struct
{
  guint n_classes;
  gsize at;
} Rows;

static gboolean
rewind_rows (gpointer   data,
             GError   **error)
{
  ((Rows *) data)->at = 0;

  return TRUE;
}

static gboolean
read_rows (gpointer   data,
           gsize      capacity,
           float     *values,
           float     *labels,
           gsize     *n_rows,
           GError   **error)
{
  Rows *rows = data;

  *n_rows = rows->at == 0 ? N_ROWS : 0;
  for (; rows->at < *n_rows; rows->at++)
    {
      guint i = rows->at;

      values[2 * i] = i * 37 % N_ROWS;
      values[2 * i + 1] = i % 13;
      labels[i] = i * 37 % N_ROWS < 60 ? 0 : i % 13 % rows->n_classes;
    }

  return TRUE;
}

static void
on_round (guint    round,
          double   train,
          double   valid,
          gpointer data)
{
}

/* A few trees over a number and a category. */
static char *
make_text (guint n_classes)
{
  static const char *const names[] = { "number", "category" };
  static const gboolean categorical[] = { FALSE, TRUE };
  static const MillMatrixColumns columns = { names, categorical, 2 };
  Rows rows = { n_classes, 0 };
  MillRowSource source = { rewind_rows, read_rows, &rows };
  g_autoptr (GError) error = NULL;
  g_autoptr (MillMatrix) matrix = mill_matrix_new (&source, &columns, 64, NULL, 1, NULL, &error);
  MillBoosterSettings settings = {
    .objective = n_classes == 2 ? MILL_OBJECTIVE_BINARY : MILL_OBJECTIVE_MULTICLASS,
    .n_classes = n_classes, .rounds = 3, .learning_rate = 0.3, .max_depth = 3, .subsample = 1,
    .column_sample = 1, .lambda = 1, .max_bins = 64, .threads = 1,
  };
  g_autoptr (MillBooster) booster = NULL;
  guint n_rounds, best;

  g_assert_no_error (error);
  booster = mill_booster_train (matrix, NULL, &settings, on_round, NULL, &n_rounds, &best, NULL,
                                &error);
  g_assert_no_error (error);

  return g_strdup (mill_booster_get_text (booster, NULL));
}

static void
test_good (void)
{
  g_autofree char *two = make_text (2);
  g_autofree char *three = make_text (3);
  g_autoptr (GError) error = NULL;

  g_assert_true (mill_booster_check (two, &error));
  g_assert_true (mill_booster_check (three, &error));
  /* Else the damages below could not touch it. */
  g_assert_nonnull (strstr (two, "\"categories_nodes\":[0"));
}

/* Each is one that XGBoost would follow out of its memory, or into an endless loop. */
static void
test_damaged (void)
{
  static const struct { const char *from, *to; } cases[] = {
    { "\"left_children\":[1,", "\"left_children\":[100,", },
    { "\"left_children\":[1,", "\"left_children\":[0,", },
    { "\"left_children\":[1,", "\"left_children\":[-5,", },
    { "\"left_children\":[1,", "\"left_children\":[1.5,", },
    { "\"left_children\":[1,", "\"left_children\":[2,", },
    { "\"left_children\":[1,", "\"left_children\":[", },
    { "\"right_children\":[2,", "\"right_children\":[-1,", },
    { "\"split_indices\":[", "\"split_indices\":[7", },
    { "\"parents\":[2147483647,0,0", "\"parents\":[2147483647,0,1", },
    { "\"categories_segments\":[0", "\"categories_segments\":[1", },
    { "\"categories_sizes\":[", "\"categories_sizes\":[1", },
    { "\"categories_nodes\":[0", "\"categories_nodes\":[1", },
    { "\"categories\":[", "\"categories\":[1,", },
    { "\"split_type\":[1", "\"split_type\":[0", },
    { "\"num_feature\":\"2\"", "\"num_feature\":\"1\"", },
    { "\"num_feature\":\"2\"", "\"num_feature\":2", },
    { "\"num_nodes\":\"", "\"num_nodes\":\"1", },
    { "\"num_trees\":\"3\"", "\"num_trees\":\"4\"", },
    { "\"num_class\":\"0\"", "\"num_class\":\"2\"", },
    { "\"iteration_indptr\":[0,1", "\"iteration_indptr\":[0,9", },
    { "\"tree_info\":[0", "\"tree_info\":[1", },
    { "\"base_score\":\"[", "\"base_score\":\"", },
    { "\"base_score\":\"[", "\"base_score\":\"[NaN,", },
    { "\"enc\":[]", "\"enc\":[1]", },
    { "\"feature_types\":[\"float\"", "\"feature_types\":[\"int\"", },
    { "\"name\":\"gbtree\"", "\"name\":\"gblinear\"", },
    { "\"name\":\"binary:logistic\"", "\"name\":\"multi:softprob\"", },
    { "{\"learner\"", "[\"learner\"", },
    { "{\"learner\":{", "{\"learner\":{}, \"other\":{", },
  };
  g_autofree char *text = make_text (2);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) damaged = g_string_new (text);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_string_replace (damaged, cases[i].from, cases[i].to, 1), ==, 1);
      if (mill_booster_check (damaged->str, &error))
        g_error ("“%s” instead of “%s” is not found", cases[i].to, cases[i].from);
      support_assert_says (error, NULL, "damaged");
    }
}

static void
test_classes_differ (void)
{
  g_autofree char *text = make_text (3);
  g_autoptr (GString) damaged = g_string_new (text);

  g_string_replace (damaged, "\"softmax_multiclass_param\":{\"num_class\":\"3\"",
                    "\"softmax_multiclass_param\":{\"num_class\":\"0\"", 1);
  g_assert_cmpstr (damaged->str, !=, text);
  g_assert_false (mill_booster_check (damaged->str, NULL));
}

static void
test_cut_off (void)
{
  g_autofree char *text = make_text (2);

  for (gsize length = strlen (text) - 1; length > 0; length -= MIN (length, 97))
    {
      g_autofree char *start = g_strndup (text, length);

      g_assert_false (mill_booster_check (start, NULL));
    }
  g_assert_false (mill_booster_check ("", NULL));
}

/* What passes the check may be refused by XGBoost, but it may not take the program down. */
static void
test_changed_at_random (void)
{
  static const char letters[] = "0123456789-.,[]{}\":eE";
  g_autofree char *text = make_text (2);
  g_autofree char *classes = make_text (3);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  guint n_passed = 0;

  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *changed = g_strdup (i % 2 == 0 ? text : classes);
      g_autoptr (MillBooster) booster = NULL;
      float values[] = { 3, 1, NAN, 12, -5, 1e9f }, result[9];
      gsize length = strlen (changed);

      for (gint32 n = g_rand_int_range (random, 1, 4); n > 0; n--)
        changed[g_rand_int_range (random, 0, length)] =
          letters[g_rand_int_range (random, 0, strlen (letters))];
      if (!mill_booster_check (changed, NULL))
        continue;
      n_passed++;
      booster = mill_booster_new_from_text (changed, length, NULL);
      if (booster != NULL && mill_booster_get_n_features (booster) == 2 &&
          mill_booster_get_width (booster) <= 3)
        mill_booster_predict (booster, values, 3, result, NULL);
    }
  /* Changes of a leaf's value are as good as any. */
  g_assert_cmpuint (n_passed, >, 50);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/booster-check/good", test_good);
  g_test_add_func ("/learn/booster-check/damaged", test_damaged);
  g_test_add_func ("/learn/booster-check/classes-differ", test_classes_differ);
  g_test_add_func ("/learn/booster-check/cut-off", test_cut_off);
  g_test_add_func ("/learn/booster-check/changed-at-random", test_changed_at_random);

  return g_test_run ();
}
