/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/xgboost.h"

#include <locale.h>
#include <math.h>

#include <json-glib/json-glib.h>

#include "learn/booster-check.h"
#include "learn/xgboost-private.h"
#include "pipeline/diagnostic.h"

#define N_ROWS 40000
#define N_FEATURES 4

/* Made-up rows: a number, one that is often missing, a category, and one that is always missing. */
typedef struct
{
  gsize         n_rows;
  gsize         at;
  guint         n_classes;     /* 0: a number is to be learned */
  guint         n_rewinds;
  gsize         fail_at;       /* 0: never */
  GCancellable *cancel_in_read;
} Rows;

static double
noise (gsize row,
       guint column)
{
  guint64 x = (row + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + column * 7919;

  x ^= x >> 31;
  x *= G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x ^= x >> 29;

  return (x % 1000003) / 1000003.0;
}

static void
make_row (const Rows *rows,
          gsize       row,
          float      *values,
          float      *label)
{
  double score;

  values[0] = noise (row, 0) * 10;
  values[1] = noise (row, 1) < 0.3 ? NAN : noise (row, 2);
  values[2] = floor (noise (row, 3) * 12);
  values[3] = NAN;
  score = values[0] / 10 + (isnan (values[1]) ? 0.5 : 0) + ((int) values[2] % 3 == 0) +
          noise (row, 4) * 0.3;
  *label = rows->n_classes == 0 ? score : MIN (floor (score), rows->n_classes - 1);
}

static gboolean
rewind_rows (gpointer   data,
             GError   **error)
{
  Rows *rows = data;

  rows->at = 0;
  rows->n_rewinds++;

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

  for (*n_rows = 0; *n_rows < capacity && rows->at < rows->n_rows; (*n_rows)++, rows->at++)
    {
      if (rows->fail_at != 0 && rows->at == rows->fail_at)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the disk is gone");
          return FALSE;
        }
      make_row (rows, rows->at, values + *n_rows * N_FEATURES, labels + *n_rows);
    }
  if (rows->cancel_in_read != NULL)
    g_cancellable_cancel (rows->cancel_in_read);

  return TRUE;
}

static const char *const names[] = { "a [b] <c>", "it's \"quoted\"", "æøå 雨", "" };
static const gboolean categorical[] = { FALSE, FALSE, TRUE, FALSE };
static const MillMatrixColumns columns = { names, categorical, N_FEATURES };

static MillMatrix *
make_matrix (guint       n_classes,
             gsize       n_rows,
             MillMatrix *like,
             guint       threads)
{
  Rows rows = { .n_rows = n_rows, .n_classes = n_classes };
  MillRowSource source = { rewind_rows, read_rows, &rows };
  g_autoptr (GError) error = NULL;
  MillMatrix *matrix = mill_matrix_new (&source, &columns, 256, like, threads, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (mill_matrix_get_n_rows (matrix), ==, n_rows);
  /* What progress is told from. */
  g_assert_cmpuint (rows.n_rewinds, ==, like != NULL ? MILL_MATRIX_PASSES_LIKE : MILL_MATRIX_PASSES);

  return matrix;
}

static MillBoosterSettings
make_settings (guint n_classes,
               guint threads)
{
  MillBoosterSettings settings = {
    .objective = n_classes == 0 ? MILL_OBJECTIVE_REGRESSION
                 : n_classes == 2 ? MILL_OBJECTIVE_BINARY : MILL_OBJECTIVE_MULTICLASS,
    .n_classes = n_classes, .rounds = 8, .learning_rate = 0.3, .max_depth = 4,
    .min_child_weight = 1, .subsample = 1, .column_sample = 0.9, .lambda = 1, .max_bins = 256,
    .seed = 7, .threads = threads,
  };

  return settings;
}

typedef struct
{
  double        train[64];
  double        valid[64];
  guint         n;
  GCancellable *cancel;
} Curve;

static void
on_round (guint    round,
          double   train,
          double   valid,
          gpointer data)
{
  Curve *curve = data;

  g_assert_cmpuint (round, ==, curve->n + 1);
  curve->train[curve->n] = train;
  curve->valid[curve->n++] = valid;
  if (curve->cancel != NULL && round == 3)
    g_cancellable_cancel (curve->cancel);
}

static MillBooster *
train (guint  n_classes,
       guint  threads,
       Curve *curve)
{
  g_autoptr (MillMatrix) rows = make_matrix (n_classes, N_ROWS, NULL, threads);
  g_autoptr (MillMatrix) valid = make_matrix (n_classes, 5000, rows, threads);
  MillBoosterSettings settings = make_settings (n_classes, threads);
  g_autoptr (GError) error = NULL;
  MillBooster *booster;
  guint n_rounds, best;

  booster = mill_booster_train (rows, valid, &settings, on_round, curve, &n_rounds, &best, NULL,
                                &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_rounds, ==, 8);
  g_assert_cmpuint (best, ==, 8);

  return booster;
}

/* Bit for bit, the curve too. */
static void
test_threads (gconstpointer data)
{
  guint n_classes = GPOINTER_TO_UINT (data);
  g_autofree Curve *one = g_new0 (Curve, 1), *two = g_new0 (Curve, 1);
  g_autoptr (MillBooster) a = train (n_classes, 1, one);
  g_autoptr (MillBooster) b = train (n_classes, 2, two);
  g_autoptr (MillBooster) c = NULL;
  g_autofree Curve *five = g_new0 (Curve, 1);

  c = train (n_classes, 5, five);
  g_assert_true (g_str_equal (mill_booster_get_text (a, NULL), mill_booster_get_text (b, NULL)));
  g_assert_true (g_str_equal (mill_booster_get_text (a, NULL), mill_booster_get_text (c, NULL)));
  for (guint i = 0; i < one->n; i++)
    {
      g_assert_cmpfloat (one->train[i], ==, two->train[i]);
      g_assert_cmpfloat (one->valid[i], ==, two->valid[i]);
      g_assert_cmpfloat (one->train[i], ==, five->train[i]);
      g_assert_cmpfloat (one->valid[i], ==, five->valid[i]);
    }
  g_assert_cmpfloat (one->train[7], <, one->train[0]);
}

/* Its samples are drawn from the seed, whatever the number of threads. */
static void
test_samples (void)
{
  char *texts[3];

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (MillMatrix) rows = make_matrix (2, N_ROWS, NULL, i + 1);
      MillBoosterSettings settings = make_settings (2, i + 1);
      g_autofree Curve *curve = g_new0 (Curve, 1);
      g_autoptr (MillBooster) booster = NULL;
      g_autoptr (GError) error = NULL;
      guint n_rounds, best;

      settings.subsample = 0.7;
      settings.seed = i < 2 ? 7 : 8;
      booster = mill_booster_train (rows, NULL, &settings, on_round, curve, &n_rounds, &best, NULL,
                                    &error);
      g_assert_no_error (error);
      g_assert_true (isnan (curve->valid[0]));
      texts[i] = g_strdup (mill_booster_get_text (booster, NULL));
    }
  g_assert_true (g_str_equal (texts[0], texts[1]));
  g_assert_false (g_str_equal (texts[0], texts[2]));
  for (guint i = 0; i < 3; i++)
    g_free (texts[i]);
}

/* Rows whose validation labels are noise soon get worse. */
static void
test_early_stopping (void)
{
  g_autoptr (MillMatrix) rows = make_matrix (2, 300, NULL, 1);
  g_autoptr (MillMatrix) valid = make_matrix (2, 200, rows, 1);
  MillBoosterSettings settings = make_settings (2, 1);
  g_autofree Curve *curve = g_new0 (Curve, 1);
  g_autofree Curve *again = g_new0 (Curve, 1);
  g_autoptr (MillBooster) stopped = NULL;
  g_autoptr (MillBooster) exact = NULL;
  g_autoptr (GError) error = NULL;
  guint n_rounds, best, n_again, best_again;

  settings.rounds = 64;
  settings.patience = 3;
  settings.learning_rate = 1;
  stopped = mill_booster_train (rows, valid, &settings, on_round, curve, &n_rounds, &best, NULL,
                                &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_rounds, <, 64);
  g_assert_cmpuint (n_rounds, ==, best + 3);
  for (guint i = 0; i < n_rounds; i++)
    g_assert_cmpfloat (curve->valid[best - 1], <=, curve->valid[i]);

  settings.rounds = best;
  settings.patience = 0;
  exact = mill_booster_train (rows, valid, &settings, on_round, again, &n_again, &best_again, NULL,
                              &error);
  g_assert_no_error (error);
  g_assert_true (g_str_equal (mill_booster_get_text (stopped, NULL),
                              mill_booster_get_text (exact, NULL)));
}

static void
test_cancel_between_rounds (void)
{
  g_autoptr (MillMatrix) rows = make_matrix (2, 1000, NULL, 1);
  MillBoosterSettings settings = make_settings (2, 1);
  g_autofree Curve *curve = g_new0 (Curve, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint n_rounds, best;

  curve->cancel = cancellable;
  g_assert_null (mill_booster_train (rows, NULL, &settings, on_round, curve, &n_rounds, &best,
                                     cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (curve->n, ==, 3);
}

static void
test_cancel_while_reading (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Rows rows = { .n_rows = 100000, .n_classes = 2, .cancel_in_read = cancellable };
  MillRowSource source = { rewind_rows, read_rows, &rows };
  g_autoptr (GError) error = NULL;

  g_assert_null (mill_matrix_new (&source, &columns, 256, NULL, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_source_fails (void)
{
  Rows rows = { .n_rows = 100000, .n_classes = 2, .fail_at = 50000 };
  MillRowSource source = { rewind_rows, read_rows, &rows };
  g_autoptr (GError) error = NULL;

  g_assert_null (mill_matrix_new (&source, &columns, 256, NULL, 1, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "the disk is gone");
}

typedef struct
{
  MillBooster *booster;
  float       *values;
  float       *expected;
  gsize        n_rows;
} Question;

static gpointer
ask (gpointer data)
{
  Question *question = data;
  guint width = mill_booster_get_width (question->booster);
  g_autofree float *result = g_new (float, question->n_rows * width);

  for (guint i = 0; i < 20; i++)
    {
      gsize n = question->n_rows - i * 7;
      g_autoptr (GError) error = NULL;

      mill_booster_predict (question->booster, question->values, n, result, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (result, n * width * sizeof (float), question->expected,
                       n * width * sizeof (float));
    }

  return NULL;
}

/* Read back from its text it says the same, and to several threads at once. */
static void
test_predict (gconstpointer data)
{
  guint n_classes = GPOINTER_TO_UINT (data);
  Rows rows = { .n_rows = 3000, .n_classes = n_classes };
  g_autofree Curve *curve = g_new0 (Curve, 1);
  g_autoptr (MillBooster) booster = train (n_classes, 1, curve);
  g_autoptr (MillBooster) copy = NULL;
  g_autofree float *values = g_new (float, rows.n_rows * N_FEATURES);
  g_autofree float *labels = g_new (float, rows.n_rows);
  g_autofree float *expected = NULL;
  GThread *threads[4];
  Question question;
  g_autoptr (GError) error = NULL;
  guint width = mill_booster_get_width (booster);
  gsize length;
  const char *text = mill_booster_get_text (booster, &length);

  g_assert_cmpuint (mill_booster_get_n_features (booster), ==, N_FEATURES);
  g_assert_cmpuint (width, ==, n_classes > 2 ? n_classes : 1);
  for (guint i = 0; i < rows.n_rows; i++)
    make_row (&rows, i, values + i * N_FEATURES, labels + i);
  expected = g_new (float, rows.n_rows * width);
  mill_booster_predict (booster, values, rows.n_rows, expected, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows.n_rows * width; i++)
    g_assert_true (isfinite (expected[i]) && (n_classes == 0 || (expected[i] >= 0 && expected[i] <= 1)));

  g_assert_true (mill_booster_check (text, &error));
  copy = mill_booster_new_from_text (text, length, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_equal (mill_booster_get_text (copy, NULL), text));
  question = (Question) { copy, values, expected, rows.n_rows };
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ask", ask, &question);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* Names as odd as columns can have them are in the text, for other readers. */
static void
test_names (void)
{
  g_autofree Curve *curve = g_new0 (Curve, 1);
  g_autoptr (MillBooster) booster = train (2, 1, curve);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = json_from_string (mill_booster_get_text (booster, NULL), &error);
  JsonArray *found;

  g_assert_no_error (error);
  found = json_object_get_array_member (
    json_object_get_object_member (json_node_get_object (root), "learner"), "feature_names");
  g_assert_cmpuint (json_array_get_length (found), ==, N_FEATURES);
  for (guint i = 0; i < N_FEATURES; i++)
    g_assert_cmpstr (json_array_get_string_element (found, i), ==, names[i]);
}

static void
test_bad_setting (void)
{
  g_autoptr (MillMatrix) rows = make_matrix (2, 100, NULL, 1);
  MillBoosterSettings settings = make_settings (2, 1);
  g_autofree Curve *curve = g_new0 (Curve, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (MillDiagnostic) diagnostic = NULL;
  guint n_rounds, best;

  settings.learning_rate = -3;
  g_assert_null (mill_booster_train (rows, NULL, &settings, on_round, curve, &n_rounds, &best, NULL,
                                     &error));
  g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
  diagnostic = mill_error_dup_diagnostic (error, NULL);
  g_assert_nonnull (diagnostic->detail);
  g_assert_true (g_str_has_prefix (diagnostic->hint, "XGBoost says: "));
}

/* What it throws where an allocation fails. */
static void
test_no_memory (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MillDiagnostic) diagnostic = NULL;

  mill_xgboost_fail (&error, "std::bad_alloc\nStack trace:\n  [bt] (0)");
  g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
  diagnostic = mill_error_dup_diagnostic (error, NULL);
  g_assert_cmpstr (diagnostic->message, ==, "There is no memory left for XGBoost");
  g_assert_nonnull (diagnostic->hint);
}

/* Numbers in messages to XGBoost must not follow the user's decimal comma. */
static void
test_locale (void)
{
  g_autofree Curve *plain = g_new0 (Curve, 1);
  g_autofree Curve *comma = g_new0 (Curve, 1);
  g_autoptr (MillBooster) a = train (2, 1, plain);
  g_autoptr (MillBooster) b = NULL;

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL && setlocale (LC_ALL, "nb_NO.UTF-8") == NULL)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }
  b = train (2, 1, comma);
  setlocale (LC_ALL, "C.UTF-8");
  g_assert_true (g_str_equal (mill_booster_get_text (a, NULL), mill_booster_get_text (b, NULL)));
  g_assert_cmpfloat (plain->valid[7], ==, comma->valid[7]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/learn/xgboost/threads/binary", GUINT_TO_POINTER (2), test_threads);
  g_test_add_data_func ("/learn/xgboost/threads/classes", GUINT_TO_POINTER (3), test_threads);
  g_test_add_data_func ("/learn/xgboost/threads/number", GUINT_TO_POINTER (0), test_threads);
  g_test_add_func ("/learn/xgboost/samples", test_samples);
  g_test_add_func ("/learn/xgboost/early-stopping", test_early_stopping);
  g_test_add_func ("/learn/xgboost/cancel-between-rounds", test_cancel_between_rounds);
  g_test_add_func ("/learn/xgboost/cancel-while-reading", test_cancel_while_reading);
  g_test_add_func ("/learn/xgboost/source-fails", test_source_fails);
  g_test_add_func ("/learn/xgboost/no-memory", test_no_memory);
  g_test_add_data_func ("/learn/xgboost/predict/binary", GUINT_TO_POINTER (2), test_predict);
  g_test_add_data_func ("/learn/xgboost/predict/classes", GUINT_TO_POINTER (3), test_predict);
  g_test_add_data_func ("/learn/xgboost/predict/number", GUINT_TO_POINTER (0), test_predict);
  g_test_add_func ("/learn/xgboost/names", test_names);
  g_test_add_func ("/learn/xgboost/bad-setting", test_bad_setting);
  g_test_add_func ("/learn/xgboost/locale", test_locale);

  return g_test_run ();
}
