/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "engine/task.h"
#include "learn/scoring.h"
#include "nodes/names.h"
#include "pipeline/diagnostic.h"

typedef struct
{
  char *target;
  char *prediction;
  char *probability;
  int   kind;
} Score;

static const MillChoice kind_choices[] = {
  { MILL_PREDICT_WISH_AUTO,           "auto",           N_("By the type of the target") },
  { MILL_PREDICT_WISH_CLASSIFICATION, "classification", N_("Classes") },
  { MILL_PREDICT_WISH_REGRESSION,     "regression",     N_("Numbers") },
  { 0 }
};

static const MillPort ports[] = {
  { "predictions", N_("Predictions"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "baseline",    N_("Baseline"),    MILL_PORT_IN,  MILL_PORT_TABLE, MILL_PORT_OPTIONAL },
  { "scores",      N_("Scores"),      MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (Score, target), .label = N_("Target"), .required = TRUE,
    .help = N_("The column with what really was"), .role = MILL_ROLE_COLUMN },
  { MILL_STRING (Score, prediction), .label = N_("Prediction"), .required = TRUE,
    .role = MILL_ROLE_COLUMN, .default_string = "prediction" },
  { MILL_STRING (Score, probability), .label = N_("Probability"),
    .help = N_("The probability of yes, or the list of all probabilities; empty: “probability” or "
               "“probabilities”, if the table has it"),
    .role = MILL_ROLE_COLUMN },
  { MILL_CHOICE (Score, kind), .label = N_("Score as"), .choices = kind_choices,
    .default_integer = MILL_PREDICT_WISH_AUTO },
  { 0 }
};

static char *
describe (const void *settings)
{
  const Score *self = settings;

  return mill_names_dup_set (self->target);
}

static const MillScoring *
get_scoring (const Score *self,
             MillScoring *scoring)
{
  *scoring = (MillScoring) { self->target, self->prediction, self->probability, self->kind };

  return scoring;
}

static gboolean
declare (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  g_autoptr (MillSchema) schema = mill_schema_new ();
  MillScoring scoring;

  get_scoring (settings, &scoring);
  if (!mill_scoring_check (&scoring, to, "predictions", error) ||
      (mill_compile_get_schema (to, "baseline") != NULL &&
       !mill_scoring_check (&scoring, to, "baseline", error)))
    return FALSE;
  mill_schema_add (schema, "metric", "VARCHAR");
  mill_schema_add (schema, "value", "DOUBLE");
  mill_schema_add (schema, "baseline", "DOUBLE");
  mill_schema_add (schema, "improvement", "DOUBLE");
  mill_compile_declare_table (to, "scores", g_steal_pointer (&schema));

  return TRUE;
}

static const MillScore *
find_score (GArray     *scores,
            const char *name)
{
  for (guint i = 0; i < scores->len; i++)
    if (g_str_equal (g_array_index (scores, MillScore, i).name, name))
      return &g_array_index (scores, MillScore, i);

  return NULL;
}

static MillExpr *
number_or_null (double value)
{
  return mill_expr_cast (isnan (value) ? mill_expr_null ("DOUBLE") : mill_expr_number (value),
                         "DOUBLE");
}

static void
give_scores (MillTask *task,
             GArray   *scores,
             GArray   *naive)
{
  static const char *const names[] = { "metric", "value", "baseline", "improvement", NULL };
  MillSelect *values = mill_select_new_values (names);
  MillSelect *select;

  for (guint i = 0; i < scores->len; i++)
    {
      const MillScore *score = &g_array_index (scores, MillScore, i);
      const MillScore *other = find_score (naive, score->name);
      double baseline = other != NULL ? other->value : NAN;
      double gain = score->higher_is_better ? score->value - baseline : baseline - score->value;
      MillExpr *row[] = { mill_expr_string (score->name), number_or_null (score->value),
                          number_or_null (baseline), number_or_null (gain) };

      mill_select_add_values (values, row);
      if (!isnan (score->value))
        mill_task_metric (task, score->name, NULL, 0, score->value, baseline);
    }
  select = mill_select_new_nested (values);
  mill_select_add_all (select);
  mill_task_set_table (task, "scores", select);
}

static gboolean
run (const void  *settings,
     MillTask    *task,
     GError     **error)
{
  MillScoring scoring;
  g_autoptr (GArray) scores = NULL;
  g_autoptr (GArray) naive = NULL;

  get_scoring (settings, &scoring);
  if (mill_task_has_input (task, "baseline"))
    {
      mill_task_progress_span (task, 0, 0.5);
      scores = mill_scoring_run (&scoring, task, "predictions", NULL, error);
      mill_task_progress_span (task, 0.5, 1);
      naive = scores != NULL ? mill_scoring_run (&scoring, task, "baseline", NULL, error) : NULL;
    }
  else
    {
      mill_task_progress_span (task, 0, 1);
      scores = mill_scoring_run (&scoring, task, "predictions", &naive, error);
      if (scores != NULL)
        mill_task_log (task, MILL_SEVERITY_NOTE, "%s",
                       _("The baseline is the naive model of these same rows"));
    }
  if (scores == NULL || naive == NULL)
    return FALSE;
  give_scores (task, scores, naive);

  return TRUE;
}

MILL_NODE_TYPE (score,
  .id = "score", .version = 1, .category = MILL_CATEGORY_EVALUATE, .flags = MILL_NODE_REREADS, .icon = "speedometer-symbolic",
  .label = N_("Score"), .summary = N_("Tell how good predictions are, beside the naive model"),
  .help = N_("Compares the prediction with what really was, row by row, and gives one line for "
             "each metric: its value, that of the naive model, and by how much it is better than "
             "that (below 0: worse).\n\n"
             "* Yes or no: accuracy, balanced accuracy, precision, recall, F1; with a probability "
             "also AUC, log loss and Brier score.\n"
             "* Classes: accuracy, balanced accuracy, macro precision, recall and F1; with "
             "probabilities also log loss.\n"
             "* Numbers: MAE, RMSE, median absolute error, R2.\n\n"
             "The values are those of scikit-learn. Rows without a target or a prediction are left "
             "out, which the log tells. Link the predictions of a *Baseline* for the same rows, or "
             "let the naive model be taken from these rows."),
  .keywords = N_("metrics;accuracy;auc;log loss;rmse;evaluate;test"),
  .ports = ports, .params = params, .params_size = sizeof (Score),
  .describe = describe, .run = run, .declare = declare, .example = "score")
