/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/boost.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "learn/boost-progress.h"
#include "learn/holdout.h"
#include "learn/training-rows.h"
#include "learn/trees.h"
#include "pipeline/diagnostic.h"

/* A fit in progress. */
typedef struct
{
  MillTask         *task;
  MillBoostProgress progress;
  MillBoostOptions *options;
  MillQuery         train;
  MillQuery         valid;
  MillExpr         *train_where;
  MillExpr         *valid_where;
  MillTarget       *target;
  MillEncoder      *encoder;
  MillMatrix       *train_rows;
  MillMatrix       *valid_rows;
  guint             n_rounds;
  guint             best_round;
} Boost;

static void
boost_clear (Boost *self)
{
  g_clear_pointer (&self->train_where, mill_expr_free);
  g_clear_pointer (&self->valid_where, mill_expr_free);
  g_clear_pointer (&self->target, mill_target_free);
  g_clear_pointer (&self->encoder, mill_encoder_free);
  g_clear_pointer (&self->valid_rows, mill_matrix_free);
  g_clear_pointer (&self->train_rows, mill_matrix_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Boost, boost_clear)

/* What the target is, over all training rows: the classes must not depend on which are held out. */
static gboolean
learn_target (Boost   *self,
              GError **error)
{
  const MillSchema *schema = mill_task_get_schema (self->task, "train");
  const MillColumn *column = mill_schema_find (schema, self->options->target);
  MillTarget *target;

  mill_boost_progress_begin (&self->progress, MILL_BOOST_TARGET);
  target = mill_target_fit (&self->train, column->name, column->type, self->options->wish, error);
  self->target = target;
  if (target == NULL)
    return FALSE;
  if (target->n_classes > 2)
    self->progress.n_trees = target->n_classes;
  if (target->n_missing > 0)
    mill_task_log (self->task, MILL_SEVERITY_WARNING,
                   ngettext ("Left out %lu row without “%s”", "Left out %lu rows without “%s”",
                             (gulong) target->n_missing),
                   (gulong) target->n_missing, target->column);
  if (target->is_constant && target->kind != MILL_PREDICT_NUMBER)
    mill_fail_param (
        error, "target",
        _("Check the nodes before this one: a filter or split may have left one class."),
        _("All training rows have the same “%s”: %s"), target->column,
        target->classes[target->majority]);
  else if (target->is_constant)
    mill_fail_param (error, "target", _("Choose a target that varies."),
                     _("All training rows have the same “%s”: %g"), target->column, target->mean);

  return !target->is_constant;
}

/* Divides the training rows, unless there are validation rows already. */
static gboolean
choose_validation (Boost   *self,
                   GError **error)
{
  const MillSchema *schema = mill_task_get_schema (self->task, "train");
  const MillBoostOptions *options = self->options;

  if (self->progress.is_linked)
    {
      mill_boost_progress_begin (&self->progress, MILL_BOOST_SORT_VALID);
      if (!mill_task_keep_input (self->task, "validation", error))
        return FALSE;
      self->valid = mill_query_for_task (self->task, "validation", NULL);
    }
  else if (self->progress.has_valid)
    {
      self->valid_where = mill_holdout_expression (schema, options->validation_share,
                                                   options->trees.seed);
      self->train_where = mill_expr_format ("(NOT %e)", mill_expr_copy (self->valid_where));
      self->train = mill_query_for_task (self->task, "train", self->train_where);
      self->valid = mill_query_for_task (self->task, "train", self->valid_where);
    }

  return TRUE;
}

static void
on_train_rows (gint64   n_rows,
               gpointer data)
{
  Boost *self = data;

  mill_boost_progress_advance (&self->progress, n_rows / (MILL_MATRIX_PASSES * self->progress.n_train));
}

static void
on_valid_rows (gint64   n_rows,
               gpointer data)
{
  Boost *self = data;

  mill_boost_progress_advance (&self->progress, n_rows / (MILL_MATRIX_PASSES_LIKE * self->progress.n_valid));
}

static MillMatrix *
read_matrix (Boost            *self,
             const MillQuery  *query,
             MillMatrix       *like,
             MillRowsReadFunc  func,
             GError          **error)
{
  guint n = mill_encoder_get_n_features (self->encoder);
  g_autofree const char **names = g_new (const char *, n);
  g_autofree gboolean *categorical = g_new (gboolean, n);
  MillMatrixColumns columns = { names, categorical, n };
  g_autoptr (MillTrainingRows) rows = mill_training_rows_new (query, self->encoder, self->target);

  for (guint i = 0; i < n; i++)
    {
      const MillFeature *feature = mill_encoder_get_feature (self->encoder, i);

      names[i] = feature->name;
      categorical[i] = feature->categorical;
    }
  mill_training_rows_set_func (rows, func, self);

  return mill_matrix_new (mill_training_rows_get_source (rows), &columns,
                          self->options->trees.max_bins, like,
                          mill_task_get_threads (self->task),
                          mill_task_get_cancellable (self->task), error);
}

/* XGBoost makes no matrix of nothing, so rows are counted first: @n_valid those of @query that are held out. */
static gboolean
count_known (Boost            *self,
             const MillQuery  *query,
             double           *n_all,
             double           *n_valid,
             GError          **error)
{
  MillSelect *select = mill_query_select (query);
  g_autoptr (MillRows) rows = NULL;

  mill_select_where (select, mill_target_known (self->target->column, self->target->kind));
  mill_select_add (select, "rows", mill_expr_call ("rows", NULL));
  if (n_valid != NULL)
    mill_select_add (select, "valid", mill_expr_format ("count(*) FILTER (WHERE %e)",
                                                        mill_expr_copy (self->valid_where)));
  rows = mill_query_run_row (query, select, error);
  if (rows == NULL)
    return FALSE;
  *n_all = mill_rows_get_integer (rows, 0, 0);
  if (n_valid != NULL)
    *n_valid = mill_rows_get_integer (rows, 1, 0);

  return TRUE;
}

static gboolean
count_division (Boost   *self,
                GError **error)
{
  MillQuery all = mill_query_for_task (self->task, "train", NULL);

  mill_boost_progress_begin (&self->progress, MILL_BOOST_DIVISION);
  if (self->progress.is_linked)
    return count_known (self, &self->train, &self->progress.n_train, NULL, error) &&
           count_known (self, &self->valid, &self->progress.n_valid, NULL, error);
  if (!count_known (self, &all, &self->progress.n_train, &self->progress.n_valid, error))
    return FALSE;
  self->progress.n_train -= self->progress.n_valid;

  return TRUE;
}

/* Takes the validation rows back where a share of a small table left nothing on one side. */
static gboolean
check_division (Boost   *self,
                GError **error)
{
  self->progress.n_train = self->target->n_rows;
  if (!self->progress.has_valid)
    return TRUE;
  if (!count_division (self, error))
    return FALSE;
  if (self->progress.is_linked && self->progress.n_valid == 0)
    {
      mill_fail_port (error, "validation",
                      _("Take the link away to hold out training rows instead."),
                      _("No validation row has a value in “%s”"), self->target->column);
      return FALSE;
    }
  if (self->progress.n_train > 0 && self->progress.n_valid > 0)
    return TRUE;

  mill_task_log (self->task, MILL_SEVERITY_WARNING, "%s",
                 _("There are too few rows to hold some out: all rounds are trained"));
  self->train = mill_query_for_task (self->task, "train", NULL);
  self->progress.has_valid = FALSE;
  self->progress.n_train += self->progress.n_valid;
  self->progress.n_valid = 0;

  return TRUE;
}

static void
on_text_column (guint    index,
                gpointer data)
{
  Boost *self = data;

  mill_boost_progress_begin (&self->progress, MILL_BOOST_TEXTS);
}

static gboolean
read_rows (Boost   *self,
           GError **error)
{
  guint n_categorical = 0;

  mill_boost_progress_begin (&self->progress, MILL_BOOST_READ_TRAIN);
  self->train_rows = read_matrix (self, &self->train, NULL, on_train_rows, error);
  if (self->train_rows == NULL)
    return FALSE;
  if (self->progress.has_valid)
    {
      mill_boost_progress_begin (&self->progress, MILL_BOOST_READ_VALID);
      self->valid_rows = read_matrix (self, &self->valid, self->train_rows, on_valid_rows, error);
      if (self->valid_rows == NULL)
        return FALSE;
    }
  for (guint i = 0; i < mill_encoder_get_n_features (self->encoder); i++)
    n_categorical += mill_encoder_get_feature (self->encoder, i)->categorical;
  mill_task_log (self->task, MILL_SEVERITY_NOTE,
                 _("Training rows: %zu, validation rows: %zu, features: %u, of them texts: %u"),
                 mill_matrix_get_n_rows (self->train_rows),
                 self->valid_rows != NULL ? mill_matrix_get_n_rows (self->valid_rows) : 0,
                 mill_encoder_get_n_features (self->encoder), n_categorical);

  return TRUE;
}

static void
on_round (guint    round,
          double   train,
          double   valid,
          gpointer data)
{
  Boost *self = data;
  const char *name = self->target->kind == MILL_PREDICT_NUMBER ? "RMSE" : "log loss";

  mill_task_metric (self->task, name, "train", round, train, NAN);
  if (self->valid_rows != NULL)
    mill_task_metric (self->task, name, "valid", round, valid, NAN);
  mill_boost_progress_advance (&self->progress, (double) round / self->options->trees.rounds);
}

static MillPredictor *
train (Boost   *self,
       GError **error)
{
  MillBoosterSettings *trees = &self->options->trees;
  MillBooster *booster;

  trees->threads = mill_task_get_threads (self->task);
  trees->n_classes = self->target->n_classes;
  if (self->target->kind == MILL_PREDICT_NUMBER)
    trees->objective = MILL_OBJECTIVE_REGRESSION;
  else
    trees->objective = trees->n_classes > 2 ? MILL_OBJECTIVE_MULTICLASS : MILL_OBJECTIVE_BINARY;

  mill_boost_progress_begin (&self->progress, MILL_BOOST_ROUNDS);
  booster = mill_booster_train (self->train_rows, self->valid_rows, trees, on_round, self,
                                &self->n_rounds, &self->best_round,
                                mill_task_get_cancellable (self->task), error);
  if (booster == NULL)
    return NULL;
  if (self->valid_rows != NULL && trees->patience > 0)
    mill_task_log (self->task, MILL_SEVERITY_NOTE,
                   _("The best of %u rounds is number %u, which the model is made of"),
                   self->n_rounds, self->best_round);

  return mill_trees_new (booster, mill_target_get_width (self->target), error);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_count (JsonBuilder *builder,
           const char  *name,
           gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static JsonNode *
describe_training (const Boost *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const MillBoosterSettings *trees = &self->options->trees;
  g_autofree char *version = mill_xgboost_dup_version ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "xgboost");
  json_builder_add_string_value (builder, version);
  add_count (builder, "training-rows", mill_matrix_get_n_rows (self->train_rows));
  add_count (builder, "validation-rows",
             self->valid_rows != NULL ? mill_matrix_get_n_rows (self->valid_rows) : 0);
  add_count (builder, "rounds-tried", self->n_rounds);
  add_count (builder, "best-round", self->best_round);
  add_count (builder, "rounds", trees->rounds);
  add_count (builder, "early-stopping", trees->patience);
  add_number (builder, "learning-rate", trees->learning_rate);
  add_count (builder, "max-depth", trees->max_depth);
  add_number (builder, "min-child-weight", trees->min_child_weight);
  add_number (builder, "subsample", trees->subsample);
  add_number (builder, "column-sample", trees->column_sample);
  add_number (builder, "lambda", trees->lambda);
  add_number (builder, "alpha", trees->alpha);
  add_number (builder, "gamma", trees->gamma);
  add_count (builder, "max-bins", trees->max_bins);
  add_count (builder, "seed", trees->seed);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* What is known of the work before any row was read. */
static void
expect (Boost *self)
{
  const MillBoostOptions *options = self->options;
  const MillBoosterSettings *trees = &options->trees;
  MillBoostProgress *progress = &self->progress;

  progress->task = self->task;
  progress->is_linked = mill_task_has_input (self->task, "validation");
  progress->has_valid = progress->is_linked || (trees->patience > 0 && options->validation_share > 0);
  progress->n_valid = progress->has_valid ? options->validation_share : 0;
  progress->n_train = 1 - progress->n_valid;
  for (guint i = 0; i < mill_encoder_get_n_features (self->encoder); i++)
    progress->n_texts += mill_encoder_get_feature (self->encoder, i)->categorical;
  progress->n_rounds = trees->rounds;
  progress->n_trees = 1;
  progress->max_depth = trees->max_depth;
  /* Samples are drawn, and trees trained with them, in one thread. */
  progress->threads = trees->subsample < 1 ? 1 : mill_task_get_threads (self->task);
}

MillModel *
mill_boost_fit (MillTask          *task,
                MillBoostOptions  *options,
                GError           **error)
{
  g_auto (Boost) self = { .task = task, .options = options };
  MillPredictor *predictor;
  JsonNode *training;

  self.encoder = mill_encoder_new (mill_task_get_schema (task, "train"), options->target,
                                   options->features, options->excluded, error);
  if (self.encoder == NULL)
    return NULL;
  expect (&self);
  mill_boost_progress_begin (&self.progress, MILL_BOOST_SORT);
  if (!mill_task_keep_input (task, "train", error))
    return NULL;
  self.train = mill_query_for_task (task, "train", NULL);
  if (!learn_target (&self, error) || !choose_validation (&self, error) ||
      !check_division (&self, error) ||
      !mill_encoder_fit (self.encoder, &self.train, options->max_categories, on_text_column, &self,
                         error) ||
      !read_rows (&self, error))
    return NULL;
  predictor = train (&self, error);
  if (predictor == NULL)
    return NULL;
  training = describe_training (&self);

  return mill_model_new (g_steal_pointer (&self.target), g_steal_pointer (&self.encoder), predictor,
                         training, error);
}
