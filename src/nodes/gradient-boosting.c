/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "engine/task.h"
#include "learn/boost.h"
#include "nodes/names.h"
#include "pipeline/diagnostic.h"

typedef struct
{
  char    *target;
  int      task;
  char   **features;
  char   **excluded;
  gint64   rounds;
  double   learning_rate;
  gint64   max_depth;
  gint64   early_stopping;
  double   validation_share;
  double   min_child_weight;
  double   subsample;
  double   column_sample;
  double   lambda;
  double   alpha;
  double   gamma;
  gint64   max_bins;
  gint64   max_categories;
  gint64   seed;
} GradientBoosting;

static const MillChoice task_choices[] = {
  { MILL_PREDICT_WISH_AUTO,           "auto",           N_("By the type of the target") },
  { MILL_PREDICT_WISH_CLASSIFICATION, "classification", N_("Classification") },
  { MILL_PREDICT_WISH_REGRESSION,     "regression",     N_("Regression") },
  { 0 }
};

static const MillPort ports[] = {
  { "train",      N_("Training rows"),   MILL_PORT_IN,  MILL_PORT_TABLE },
  { "validation", N_("Validation rows"), MILL_PORT_IN,  MILL_PORT_TABLE, MILL_PORT_OPTIONAL },
  { "model",      N_("Model"),           MILL_PORT_OUT, MILL_PORT_MODEL },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (GradientBoosting, target), .label = N_("Target"), .required = TRUE,
    .help = N_("The column to predict"), .role = MILL_ROLE_COLUMN },
  { MILL_CHOICE (GradientBoosting, task), .label = N_("Task"), .choices = task_choices,
    .help = N_("Yes or no and texts are classified, numbers are predicted as numbers; whole "
               "numbers can also be classes"),
    .default_integer = MILL_PREDICT_WISH_AUTO },
  { MILL_STRINGS (GradientBoosting, features), .label = N_("Features"),
    .help = N_("The columns to predict from; none: all but the target and the excluded ones"),
    .role = MILL_ROLE_COLUMNS },
  { MILL_STRINGS (GradientBoosting, excluded), .label = N_("Excluded columns"),
    .help = N_("Columns that would not be known in time, or that only name the row"),
    .role = MILL_ROLE_COLUMNS },
  { MILL_INTEGER (GradientBoosting, rounds), .label = N_("Rounds"),
    .help = N_("The largest number of trees, or of groups of one tree a class"),
    .default_integer = 200, .minimum = 1, .maximum = 10000, .soft_minimum = 10,
    .soft_maximum = 1000 },
  { MILL_NUMBER (GradientBoosting, learning_rate), .label = N_("Learning rate"),
    .help = N_("How much each tree corrects; smaller is more careful and needs more rounds"),
    .default_number = 0.1, .minimum = 0.0001, .maximum = 1, .soft_minimum = 0.01,
    .soft_maximum = 0.5, .step = 0.01, .digits = 4 },
  { MILL_INTEGER (GradientBoosting, max_depth), .label = N_("Depth of the trees"),
    .help = N_("How many columns may act together"),
    .default_integer = 4, .minimum = 1, .maximum = 16, .soft_minimum = 1, .soft_maximum = 10 },
  { MILL_INTEGER (GradientBoosting, early_stopping), .label = N_("Stop early after"),
    .help = N_("Rounds without getting better on the validation rows; 0 trains all rounds"),
    .unit = N_("rounds"), .default_integer = 10, .minimum = 0, .maximum = 10000,
    .soft_minimum = 0, .soft_maximum = 100 },
  { MILL_NUMBER (GradientBoosting, validation_share), .label = N_("Share held out"),
    .help = N_("Of the training rows, to know when to stop, where no validation rows are linked"),
    .default_number = 0.2, .minimum = 0, .maximum = 0.9, .soft_minimum = 0.05, .soft_maximum = 0.5,
    .step = 0.05, .digits = 2 },
  { MILL_NUMBER (GradientBoosting, min_child_weight), .label = N_("Smallest leaf"),
    .help = N_("How much weight of rows a leaf needs; larger is more careful"),
    .default_number = 1, .minimum = 0, .maximum = 1e9, .soft_minimum = 0, .soft_maximum = 100,
    .step = 1, .digits = 2, .advanced = TRUE },
  { MILL_NUMBER (GradientBoosting, subsample), .label = N_("Share of rows a tree"),
    .help = N_("Below 1, trees are trained in a single thread"),
    .default_number = 1, .minimum = 0.01, .maximum = 1, .soft_minimum = 0.1, .soft_maximum = 1,
    .step = 0.05, .digits = 2, .advanced = TRUE },
  { MILL_NUMBER (GradientBoosting, column_sample), .label = N_("Share of columns a tree"),
    .default_number = 1, .minimum = 0.01, .maximum = 1, .soft_minimum = 0.1, .soft_maximum = 1,
    .step = 0.05, .digits = 2, .advanced = TRUE },
  { MILL_NUMBER (GradientBoosting, lambda), .label = N_("L2 penalty"),
    .help = N_("On the values of the leaves"), .default_number = 1, .minimum = 0, .maximum = 1e9,
    .soft_minimum = 0, .soft_maximum = 10, .step = 0.1, .digits = 3, .advanced = TRUE },
  { MILL_NUMBER (GradientBoosting, alpha), .label = N_("L1 penalty"),
    .help = N_("On the values of the leaves"), .default_number = 0, .minimum = 0, .maximum = 1e9,
    .soft_minimum = 0, .soft_maximum = 10, .step = 0.1, .digits = 3, .advanced = TRUE },
  { MILL_NUMBER (GradientBoosting, gamma), .label = N_("Smallest gain"),
    .help = N_("By how much a split must lower the loss"), .default_number = 0, .minimum = 0,
    .maximum = 1e9, .soft_minimum = 0, .soft_maximum = 10, .step = 0.1, .digits = 3,
    .advanced = TRUE },
  { MILL_INTEGER (GradientBoosting, max_bins), .label = N_("Bins a column"),
    .help = N_("How many places of a split are tried"), .default_integer = 256, .minimum = 2,
    .maximum = 65536, .soft_minimum = 16, .soft_maximum = 1024, .advanced = TRUE },
  { MILL_INTEGER (GradientBoosting, max_categories), .label = N_("Most values of a text column"),
    .help = N_("A text with more different values is taken for a name and not for a category"),
    .default_integer = 1000, .minimum = 2, .maximum = 100000, .soft_minimum = 10,
    .soft_maximum = 5000, .advanced = TRUE },
  { MILL_INTEGER (GradientBoosting, seed), .label = N_("Seed"), .role = MILL_ROLE_SEED,
    .default_integer = 1, .minimum = 0, .maximum = 2147483647, .advanced = TRUE },
  { 0 }
};

static char *
describe (const void *settings)
{
  const GradientBoosting *self = settings;

  return mill_names_dup_set (self->target);
}

/* The same columns must be there, so that the trees can be asked. */
static gboolean
check_validation (const GradientBoosting  *self,
                  const MillEncoder       *encoder,
                  MillCompile             *to,
                  GError                 **error)
{
  const MillSchema *schema = mill_compile_get_schema (to, "validation");

  if (schema == NULL)
    return TRUE;
  for (guint i = 0; i <= mill_encoder_get_n_features (encoder); i++)
    {
      const char *name = i < mill_encoder_get_n_features (encoder)
                         ? mill_encoder_get_feature (encoder, i)->name : self->target;
      const MillColumn *column = mill_schema_find (schema, name);
      const MillColumn *trained = mill_schema_find (mill_compile_get_schema (to, "train"), name);

      if (column != NULL && column->kind == trained->kind)
        continue;
      mill_fail_port (error, "validation",
                      _("Prepare the validation rows with the same nodes as the training rows."),
                      _("The validation rows need a column “%s” of type %s"), name, trained->type);
      return FALSE;
    }

  return TRUE;
}

static gboolean
declare (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const GradientBoosting *self = settings;
  const MillColumn *column = mill_compile_require_column (to, "train", "target", self->target,
                                                          error);
  g_autoptr (MillEncoder) encoder = NULL;
  MillPredictKind kind;
  const char *type;

  if (column == NULL ||
      !mill_target_choose (column->name, column->type, self->task, &kind, &type, error))
    return FALSE;
  encoder = mill_encoder_new (mill_compile_get_schema (to, "train"), column->name,
                              (const char *const *) self->features,
                              (const char *const *) self->excluded, error);
  if (encoder == NULL || !check_validation (self, encoder, to, error))
    return FALSE;
  mill_compile_declare_model (to, "model", column->name, type);

  return TRUE;
}

static gboolean
run (const void  *settings,
     MillTask    *task,
     GError     **error)
{
  const GradientBoosting *self = settings;
  MillBoostOptions options = {
    .target = self->target, .wish = self->task,
    .features = (const char *const *) self->features,
    .excluded = (const char *const *) self->excluded,
    .validation_share = self->validation_share, .max_categories = self->max_categories,
    .trees = {
      .rounds = self->rounds, .patience = self->early_stopping,
      .learning_rate = self->learning_rate, .max_depth = self->max_depth,
      .min_child_weight = self->min_child_weight, .subsample = self->subsample,
      .column_sample = self->column_sample, .lambda = self->lambda, .alpha = self->alpha,
      .gamma = self->gamma, .max_bins = self->max_bins, .seed = self->seed,
    },
  };
  g_autoptr (MillModel) model = mill_boost_fit (task, &options, error);

  if (model == NULL)
    return FALSE;
  mill_task_set_artifact (task, "model", MILL_ARTIFACT (model));

  return TRUE;
}

MILL_NODE_TYPE (gradient_boosting,
  .id = "gradient-boosting", .version = 1, .category = MILL_CATEGORY_LEARN,
  .icon = "tree-symbolic",
  .label = N_("Gradient Boosting"),
  .summary = N_("Predict classes or numbers with many small trees that correct each other"),
  .help = N_("The strongest all-round model for tables (XGBoost). Numbers, dates, yes or no and "
             "texts can be features as they are, with missing values; a text counts as a "
             "category.\n\nAfter each round the trees are tried on validation rows, and when these "
             "do not get better for a while, training stops and the best round is kept. Link "
             "validation rows, like the years after the training rows, or let a share of the "
             "training rows be held out; which ones is decided by their content and the seed.\n\n"
             "The rows are put in order first: the same rows and settings give the same model, "
             "whatever the order of the rows and the number of threads."),
  .keywords = N_("xgboost;trees;classification;regression;boosting;gbm"),
  .ports = ports, .params = params, .params_size = sizeof (GradientBoosting),
  .describe = describe, .run = run, .declare = declare,
  .recall = mill_model_recall, .dup_library = mill_xgboost_describe, .example = "gradient-boosting")
