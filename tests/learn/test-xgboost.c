/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/xgboost.h"

#include <math.h>
#include <string.h>

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
  g_assert_cmpuint (rows.n_rewinds, >, 0);

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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/learn/xgboost/threads/binary", GUINT_TO_POINTER (2), test_threads);
  g_test_add_data_func ("/learn/xgboost/threads/classes", GUINT_TO_POINTER (3), test_threads);
  g_test_add_data_func ("/learn/xgboost/threads/number", GUINT_TO_POINTER (0), test_threads);

  return g_test_run ();
}
