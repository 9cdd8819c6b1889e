/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/xgboost.h"

#include <math.h>
#include <string.h>

#include "learn/xgboost-private.h"

#define ROWS_A_THREAD 8192

static gboolean
set_text (MillXgboostHandle   booster,
          const char         *name,
          const char         *value,
          GError            **error)
{
  return mill_xgboost_check (XGBoosterSetParam (booster, name, value), error);
}

static gboolean
set_number (MillXgboostHandle   booster,
            const char         *name,
            double              value,
            GError            **error)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return set_text (booster, name, g_ascii_dtostr (text, sizeof text, value), error);
}

/* The threads to train with; the trees do not depend on their number. */
static guint
choose_threads (const MillBoosterSettings *settings,
                gsize                      n_rows)
{
  /* But XGBoost draws its samples thread by thread: another number would give other samples. */
  if (settings->subsample < 1)
    return 1;

  /* A second thread on few rows only waits for the first. */
  return CLAMP (settings->threads, 1, 1 + n_rows / ROWS_A_THREAD);
}

static gboolean
configure (MillXgboostHandle           booster,
           const MillBoosterSettings  *settings,
           gsize                       n_rows,
           GError                    **error)
{
  static const struct { const char *objective, *metric; } objectives[] = {
    [MILL_OBJECTIVE_BINARY] = { "binary:logistic", "logloss" },
    [MILL_OBJECTIVE_MULTICLASS] = { "multi:softprob", "mlogloss" },
    [MILL_OBJECTIVE_REGRESSION] = { "reg:squarederror", "rmse" },
  };

  if (settings->objective == MILL_OBJECTIVE_MULTICLASS &&
      !mill_xgboost_set_integer (booster, "num_class", settings->n_classes, error))
    return FALSE;

  return set_text (booster, "objective", objectives[settings->objective].objective, error) &&
         set_text (booster, "eval_metric", objectives[settings->objective].metric, error) &&
         set_text (booster, "tree_method", "hist", error) &&
         mill_xgboost_set_integer (booster, "verbosity", 0, error) &&
         mill_xgboost_set_integer (booster, "nthread", choose_threads (settings, n_rows), error) &&
         mill_xgboost_set_integer (booster, "seed", settings->seed, error) &&
         mill_xgboost_set_integer (booster, "max_depth", settings->max_depth, error) &&
         mill_xgboost_set_integer (booster, "max_bin", settings->max_bins, error) &&
         set_number (booster, "learning_rate", settings->learning_rate, error) &&
         set_number (booster, "min_child_weight", settings->min_child_weight, error) &&
         set_number (booster, "subsample", settings->subsample, error) &&
         set_number (booster, "colsample_bytree", settings->column_sample, error) &&
         set_number (booster, "reg_lambda", settings->lambda, error) &&
         set_number (booster, "reg_alpha", settings->alpha, error) &&
         set_number (booster, "gamma", settings->gamma, error);
}

/* Finds "\ttrain-logloss:0.61" in XGBoost's line for a round. XGBoost adds the losses up thread by
 * thread, so that the last digits depend on the number of threads: those are cut off, for they
 * would decide where the training stops. */
static double
parse_metric (const char *line,
              const char *series)
{
  g_autofree char *start = g_strdup_printf ("\t%s-", series);
  const char *found = strstr (line, start);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  found = found != NULL ? strchr (found, ':') : NULL;
  if (found == NULL)
    return NAN;
  g_ascii_formatd (text, sizeof text, "%.8g", g_ascii_strtod (found + 1, NULL));

  return g_ascii_strtod (text, NULL);
}

static gboolean
evaluate (MillXgboostHandle   booster,
          guint               round,
          MillMatrix         *train,
          MillMatrix         *valid,
          double             *train_value,
          double             *valid_value,
          GError            **error)
{
  DMatrixHandle matrices[] = { train->handle, valid != NULL ? valid->handle : NULL };
  const char *names[] = { "train", "valid" };
  const char *line;

  if (!mill_xgboost_check (
          XGBoosterEvalOneIter (booster, round, matrices, names, valid != NULL ? 2 : 1, &line),
          error))
    return FALSE;
  *train_value = parse_metric (line, "train");
  *valid_value = parse_metric (line, "valid");

  return TRUE;
}

/* Readers of the text shall know the features by their names. */
static gboolean
copy_feature_info (MillXgboostHandle   booster,
                   MillMatrix         *from,
                   const char         *field,
                   GError            **error)
{
  const char **info;
  bst_ulong n;

  return mill_xgboost_check (XGDMatrixGetStrFeatureInfo (from->handle, field, &n, &info), error) &&
         mill_xgboost_check (XGBoosterSetStrFeatureInfo (booster, field, info, n), error);
}

/* The rounds up to @n_rounds, as text. */
static char *
save (MillXgboostHandle   booster,
      MillMatrix         *train,
      guint               n_rounds,
      gsize              *length,
      GError            **error)
{
  MILL_AUTO_BOOSTER slice = NULL;
  const char *text;
  bst_ulong n;

  if (!mill_xgboost_check (XGBoosterSlice (booster, 0, n_rounds, 1, &slice), error) ||
      !copy_feature_info (slice, train, "feature_name", error) ||
      !copy_feature_info (slice, train, "feature_type", error) ||
      !mill_xgboost_check (XGBoosterSaveModelToBuffer (slice, "{\"format\": \"json\"}", &n, &text),
                           error))
    return NULL;
  *length = n;

  return g_strndup (text, n);
}

MillBooster *
mill_booster_train (MillMatrix                 *train,
                    MillMatrix                 *valid,
                    const MillBoosterSettings  *settings,
                    MillRoundFunc               func,
                    gpointer                    data,
                    guint                      *n_rounds,
                    guint                      *best_round,
                    GCancellable               *cancellable,
                    GError                    **error)
{
  DMatrixHandle matrices[] = { train->handle, valid != NULL ? valid->handle : NULL };
  MILL_AUTO_BOOSTER booster = NULL;
  g_autofree char *text = NULL;
  double best = INFINITY;
  gsize length;

  *n_rounds = *best_round = 0;
  mill_xgboost_be_quiet ();
  if (!mill_xgboost_check (XGBoosterCreate (matrices, valid != NULL ? 2 : 1, &booster), error) ||
      !configure (booster, settings, train->n_rows, error))
    return NULL;

  for (guint round = 1; round <= settings->rounds; round++)
    {
      double train_value, valid_value;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !mill_xgboost_check (XGBoosterUpdateOneIter (booster, round - 1, train->handle), error) ||
          !evaluate (booster, round - 1, train, valid, &train_value, &valid_value, error))
        return NULL;
      *n_rounds = round;
      if (valid == NULL || valid_value < best)
        {
          best = valid_value;
          *best_round = round;
        }
      func (round, train_value, valid_value, data);
      if (valid != NULL && settings->patience > 0 && round - *best_round >= settings->patience)
        break;
    }
  /* Without patience all rounds are kept, as asked for; nor is there a best one among NANs. */
  if (valid == NULL || settings->patience == 0 || *best_round == 0)
    *best_round = *n_rounds;

  /* A booster read anew is without the caches of the training. */
  text = save (booster, train, *best_round, &length, error);

  return text != NULL ? mill_booster_new_from_text (text, length, error) : NULL;
}
