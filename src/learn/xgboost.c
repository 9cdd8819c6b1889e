/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/xgboost.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <xgboost/c_api.h>

#include "pipeline/diagnostic.h"

/* The rows that are in memory as floats at one time; small tables come in one piece. */
#define BATCH_ROWS 32768
#define ROWS_A_THREAD 8192

struct _MillMatrix
{
  DMatrixHandle handle;
  gsize         n_rows;
};

struct _MillBooster
{
  BoosterHandle handle;
  char         *text;
  gsize         length;
  guint         n_features;
  guint         width;
};

typedef void *Handle;

static const char predict_config[] =
  "{\"type\": 0, \"training\": false, \"missing\": NaN, \"iteration_begin\": 0, "
  "\"iteration_end\": 0, \"strict_shape\": true, \"cache_id\": 0}";

static void
clear_matrix_handle (Handle *handle)
{
  if (*handle != NULL)
    XGDMatrixFree (*handle);
}

static void
clear_booster_handle (Handle *handle)
{
  if (*handle != NULL)
    XGBoosterFree (*handle);
}

#define AUTO_MATRIX __attribute__ ((cleanup (clear_matrix_handle))) Handle
#define AUTO_BOOSTER __attribute__ ((cleanup (clear_booster_handle))) Handle

/* Passes XGBoost's return code on. Its own message has a stack trace behind the first line. */
static gboolean
check (int      status,
       GError **error)
{
  MillDiagnostic *diagnostic;

  if (status == 0)
    return TRUE;

  diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, NULL, "%s",
                                    _("XGBoost reported an error"));
  diagnostic->detail = g_strdup (XGBGetLastError ());
  mill_error_take (error, diagnostic);

  return FALSE;
}

/* XGBoost keeps these settings per thread, and would otherwise write to the terminal. */
static void
be_quiet (void)
{
  XGBSetGlobalConfig ("{\"verbosity\": 0}");
}

/* The numpy array interface: how XGBoost is told where floats lie. */
static char *
array_interface (const float *values,
                 gsize        n_rows,
                 gsize        n_columns)
{
  return g_strdup_printf ("{\"data\": [%" G_GUINT64_FORMAT ", true], "
                          "\"shape\": [%" G_GSIZE_FORMAT ", %" G_GSIZE_FORMAT "], "
                          "\"typestr\": \"%cf4\", \"version\": 3}",
                          (guint64) (guintptr) values, n_rows, n_columns,
                          G_BYTE_ORDER == G_LITTLE_ENDIAN ? '<' : '>');
}

typedef struct
{
  const MillRowSource     *source;
  const MillMatrixColumns *columns;
  const char             **types;
  GCancellable            *cancellable;
  Handle                   proxy;
  float                   *values;
  float                   *labels;
  gboolean                 rewound;
  GError                  *error;      /* the callbacks cannot return one */
} Reader;

static void
reader_reset_cb (DataIterHandle handle)
{
  Reader *self = handle;

  self->rewound = FALSE;
}

static gboolean
reader_hand_over (Reader  *self,
                  gsize    n_rows,
                  GError **error)
{
  guint n = self->columns->n_features;
  g_autofree char *values = array_interface (self->values, n_rows, n);
  g_autofree char *labels = array_interface (self->labels, n_rows, 1);

  return check (XGProxyDMatrixSetDataDense (self->proxy, values), error) &&
         check (XGDMatrixSetInfoFromInterface (self->proxy, "label", labels), error) &&
         check (XGDMatrixSetStrFeatureInfo (self->proxy, "feature_name",
                                            (const char **) self->columns->names, n), error) &&
         check (XGDMatrixSetStrFeatureInfo (self->proxy, "feature_type", self->types, n), error);
}

/* Gives 0 at the end, and on an error, which is kept for mill_matrix_new(). */
static int
reader_next_cb (DataIterHandle handle)
{
  Reader *self = handle;
  gsize n_rows = 0;

  if (self->error != NULL ||
      g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return 0;
  if (!self->rewound && !self->source->rewind (self->source->data, &self->error))
    return 0;
  self->rewound = TRUE;
  if (!self->source->read (self->source->data, BATCH_ROWS, self->values, self->labels, &n_rows,
                           &self->error))
    return 0;

  return n_rows > 0 && reader_hand_over (self, n_rows, &self->error);
}

MillMatrix *
mill_matrix_new (const MillRowSource     *source,
                 const MillMatrixColumns *columns,
                 guint                    max_bins,
                 MillMatrix              *like,
                 guint                    threads,
                 GCancellable            *cancellable,
                 GError                 **error)
{
  Reader reader = { .source = source, .columns = columns, .cancellable = cancellable };
  g_autofree const char **types = g_new (const char *, columns->n_features);
  g_autofree float *values = g_new (float, (gsize) BATCH_ROWS * columns->n_features);
  g_autofree float *labels = g_new (float, BATCH_ROWS);
  g_autofree char *config = g_strdup_printf ("{\"missing\": NaN, \"nthread\": %u, "
                                             "\"max_bin\": %u}", threads, max_bins);
  AUTO_MATRIX proxy = NULL;
  AUTO_MATRIX handle = NULL;
  MillMatrix *self;
  bst_ulong n_rows;
  int status;

  be_quiet ();
  for (guint i = 0; i < columns->n_features; i++)
    types[i] = columns->categorical[i] ? "c" : "float";
  if (!check (XGProxyDMatrixCreate (&proxy), error))
    return NULL;
  reader.proxy = proxy;
  reader.types = types;
  reader.values = values;
  reader.labels = labels;

  status = XGQuantileDMatrixCreateFromCallback (&reader, proxy, like != NULL ? like->handle : NULL,
                                                reader_reset_cb, reader_next_cb, config, &handle);
  if (reader.error != NULL)
    {
      g_propagate_error (error, reader.error);
      return NULL;
    }
  if (!check (status, error) || !check (XGDMatrixNumRow (handle, &n_rows), error))
    return NULL;

  self = g_new0 (MillMatrix, 1);
  self->handle = g_steal_pointer (&handle);
  self->n_rows = n_rows;

  return self;
}

void
mill_matrix_free (MillMatrix *self)
{
  XGDMatrixFree (self->handle);
  g_free (self);
}

gsize
mill_matrix_get_n_rows (MillMatrix *self)
{
  return self->n_rows;
}

static gboolean
set_text (Handle       booster,
          const char  *name,
          const char  *value,
          GError     **error)
{
  return check (XGBoosterSetParam (booster, name, value), error);
}

static gboolean
set_integer (Handle       booster,
             const char  *name,
             guint        value,
             GError     **error)
{
  g_autofree char *text = g_strdup_printf ("%u", value);

  return set_text (booster, name, text, error);
}

static gboolean
set_number (Handle       booster,
            const char  *name,
            double       value,
            GError     **error)
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
configure (Handle                      booster,
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
      !set_integer (booster, "num_class", settings->n_classes, error))
    return FALSE;

  return set_text (booster, "objective", objectives[settings->objective].objective, error) &&
         set_text (booster, "eval_metric", objectives[settings->objective].metric, error) &&
         set_text (booster, "tree_method", "hist", error) &&
         set_integer (booster, "verbosity", 0, error) &&
         set_integer (booster, "nthread", choose_threads (settings, n_rows), error) &&
         set_integer (booster, "seed", settings->seed, error) &&
         set_integer (booster, "max_depth", settings->max_depth, error) &&
         set_integer (booster, "max_bin", settings->max_bins, error) &&
         set_number (booster, "learning_rate", settings->learning_rate, error) &&
         set_number (booster, "min_child_weight", settings->min_child_weight, error) &&
         set_number (booster, "subsample", settings->subsample, error) &&
         set_number (booster, "colsample_bytree", settings->column_sample, error) &&
         set_number (booster, "reg_lambda", settings->lambda, error) &&
         set_number (booster, "reg_alpha", settings->alpha, error) &&
         set_number (booster, "gamma", settings->gamma, error);
}

/* Finds "\ttrain-logloss:0.61" in XGBoost's line for a round. XGBoost adds the losses up thread by
 * thread, so that the last digits depend on the number of threads: those are cut off, for they would
 * decide where the training stops. */
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
evaluate (Handle       booster,
          guint        round,
          MillMatrix  *train,
          MillMatrix  *valid,
          double      *train_value,
          double      *valid_value,
          GError     **error)
{
  DMatrixHandle matrices[] = { train->handle, valid != NULL ? valid->handle : NULL };
  const char *names[] = { "train", "valid" };
  const char *line;

  if (!check (XGBoosterEvalOneIter (booster, round, matrices, names, valid != NULL ? 2 : 1, &line),
              error))
    return FALSE;
  *train_value = parse_metric (line, "train");
  *valid_value = parse_metric (line, "valid");

  return TRUE;
}

/* Readers of the text shall know the features by their names. */
static gboolean
copy_feature_info (Handle       booster,
                   MillMatrix  *from,
                   const char  *field,
                   GError     **error)
{
  const char **info;
  bst_ulong n;

  return check (XGDMatrixGetStrFeatureInfo (from->handle, field, &n, &info), error) &&
         check (XGBoosterSetStrFeatureInfo (booster, field, info, n), error);
}

/* The rounds up to @n_rounds, as text. */
static char *
save (Handle       booster,
      MillMatrix  *train,
      guint        n_rounds,
      gsize       *length,
      GError     **error)
{
  AUTO_BOOSTER slice = NULL;
  const char *text;
  bst_ulong n;

  if (!check (XGBoosterSlice (booster, 0, n_rounds, 1, &slice), error) ||
      !copy_feature_info (slice, train, "feature_name", error) ||
      !copy_feature_info (slice, train, "feature_type", error) ||
      !check (XGBoosterSaveModelToBuffer (slice, "{\"format\": \"json\"}", &n, &text), error))
    return NULL;
  *length = n;

  return g_strndup (text, n);
}

MillBooster *
mill_booster_train (MillMatrix                *train,
                    MillMatrix                *valid,
                    const MillBoosterSettings *settings,
                    MillRoundFunc              func,
                    gpointer                   data,
                    guint                     *n_rounds,
                    guint                     *best_round,
                    GCancellable              *cancellable,
                    GError                   **error)
{
  DMatrixHandle matrices[] = { train->handle, valid != NULL ? valid->handle : NULL };
  AUTO_BOOSTER booster = NULL;
  g_autofree char *text = NULL;
  double best = INFINITY;
  gsize length;

  *n_rounds = *best_round = 0;
  be_quiet ();
  if (!check (XGBoosterCreate (matrices, valid != NULL ? 2 : 1, &booster), error) ||
      !configure (booster, settings, train->n_rows, error))
    return NULL;

  for (guint round = 1; round <= settings->rounds; round++)
    {
      double train_value, valid_value;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !check (XGBoosterUpdateOneIter (booster, round - 1, train->handle), error) ||
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

/* A first prediction makes XGBoost finish its lazy set-up, which is not safe among threads. */
static gboolean
warm_up (MillBooster  *self,
         GError      **error)
{
  g_autofree float *row = g_new0 (float, self->n_features);
  g_autofree char *values = array_interface (row, 1, self->n_features);
  const bst_ulong *shape;
  const float *result;
  bst_ulong n_dimensions;

  if (!check (XGBoosterPredictFromDense (self->handle, values, predict_config, NULL, &shape,
                                         &n_dimensions, &result), error))
    return FALSE;
  self->width = shape[n_dimensions - 1];

  return TRUE;
}

MillBooster *
mill_booster_new_from_text (const char  *text,
                            gsize        length,
                            GError     **error)
{
  g_autoptr (MillBooster) self = g_new0 (MillBooster, 1);
  bst_ulong n_features;

  be_quiet ();
  if (!check (XGBoosterCreate (NULL, 0, &self->handle), error) ||
      !set_integer (self->handle, "nthread", 1, error) ||
      !set_integer (self->handle, "verbosity", 0, error) ||
      !check (XGBoosterLoadModelFromBuffer (self->handle, text, length), error) ||
      !set_integer (self->handle, "nthread", 1, error) ||
      !check (XGBoosterGetNumFeature (self->handle, &n_features), error))
    return NULL;
  self->n_features = n_features;
  self->text = g_strndup (text, length);
  self->length = length;
  if (!warm_up (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
mill_booster_free (MillBooster *self)
{
  if (self->handle != NULL)
    XGBoosterFree (self->handle);
  g_free (self->text);
  g_free (self);
}

const char *
mill_booster_get_text (MillBooster *self,
                       gsize       *length)
{
  if (length != NULL)
    *length = self->length;

  return self->text;
}

guint
mill_booster_get_n_features (MillBooster *self)
{
  return self->n_features;
}

guint
mill_booster_get_width (MillBooster *self)
{
  return self->width;
}

gboolean
mill_booster_predict (MillBooster  *self,
                      const float  *values,
                      gsize         n_rows,
                      float        *result,
                      GError      **error)
{
  g_autofree char *rows = array_interface (values, n_rows, self->n_features);
  const bst_ulong *shape;
  const float *predicted;
  bst_ulong n_dimensions;

  if (n_rows == 0)
    return TRUE;
  if (!check (XGBoosterPredictFromDense (self->handle, rows, predict_config, NULL, &shape,
                                         &n_dimensions, &predicted), error))
    return FALSE;
  /* The buffer belongs to this thread until it calls XGBoost again. */
  memcpy (result, predicted, n_rows * self->width * sizeof (float));

  return TRUE;
}

char *
mill_xgboost_dup_version (void)
{
  int major, minor, patch;

  XGBoostVersion (&major, &minor, &patch);

  return g_strdup_printf ("%d.%d.%d", major, minor, patch);
}
