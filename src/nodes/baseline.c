/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "engine/task.h"
#include "learn/model.h"
#include "nodes/names.h"
#include "pipeline/diagnostic.h"

enum
{
  METHOD_AUTO,
  METHOD_MAJORITY,
  METHOD_PRIOR,
  METHOD_MEAN,
  METHOD_MEDIAN,
};

typedef struct
{
  char *target;
  int   method;
} Baseline;

static const MillChoice method_choices[] = {
  { METHOD_AUTO,     "auto",     N_("Shares of the classes, or the mean") },
  { METHOD_PRIOR,    "prior",    N_("Shares of the classes") },
  { METHOD_MAJORITY, "majority", N_("The most frequent class, for certain") },
  { METHOD_MEAN,     "mean",     N_("Mean") },
  { METHOD_MEDIAN,   "median",   N_("Median") },
  { 0 }
};

static const MillPort ports[] = {
  { "train", N_("Training rows"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "model", N_("Model"),         MILL_PORT_OUT, MILL_PORT_MODEL },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (Baseline, target), .label = N_("Target"), .required = TRUE,
    .help = N_("The column to predict"), .role = MILL_ROLE_COLUMN },
  { MILL_CHOICE (Baseline, method), .label = N_("Predict"), .choices = method_choices,
    .default_integer = METHOD_AUTO },
  { 0 }
};

static char *
describe (const void *settings)
{
  const Baseline *self = settings;

  return mill_names_dup_set (self->target);
}

/* A mean or median needs a number, the others classes; a whole number can be meant as either. */
static MillPredictWish
get_wish (const Baseline *self)
{
  switch (self->method)
    {
    case METHOD_MAJORITY:
    case METHOD_PRIOR:
      return MILL_PREDICT_WISH_CLASSIFICATION;
    case METHOD_MEAN:
    case METHOD_MEDIAN:
      return MILL_PREDICT_WISH_REGRESSION;
    default:
      return MILL_PREDICT_WISH_AUTO;
    }
}

/* The column of the target, where the method can predict it. */
static const MillColumn *
find_target (const Baseline   *self,
             MillCompile      *compile,
             MillPredictKind  *kind,
             const char      **type,
             GError          **error)
{
  const MillColumn *column = mill_compile_require_column (compile, "train", "target", self->target,
                                                          error);

  if (column == NULL)
    return NULL;
  if (get_wish (self) == MILL_PREDICT_WISH_REGRESSION && !mill_data_kind_is_number (column->kind))
    {
      mill_fail_param (error, "method", _("Choose the shares of the classes."),
                       _("“%s” of type %s has no mean or median"), column->name, column->type);
      return NULL;
    }
  if (get_wish (self) == MILL_PREDICT_WISH_CLASSIFICATION &&
      mill_data_kind_is_number (column->kind) && column->kind != MILL_DATA_BIGINT)
    {
      mill_fail_param (error, "method", _("Choose the mean or the median."),
                       _("“%s” of type %s has no classes"), column->name, column->type);
      return NULL;
    }

  return mill_target_choose (column->name, column->type, get_wish (self), kind, type, error)
         ? column : NULL;
}

static gboolean
declare (const void   *settings,
         MillCompile  *to,
         GError      **error)
{
  const Baseline *self = settings;
  MillPredictKind kind;
  const char *type;

  if (find_target (self, to, &kind, &type, error) == NULL)
    return FALSE;
  mill_compile_declare_model (to, "model", self->target, type);

  return TRUE;
}

static MillPredictor *
make_predictor (const Baseline   *self,
                const MillTarget *target)
{
  g_autofree double *values = g_new0 (double, target->n_classes + 1);

  switch (target->kind)
    {
    case MILL_PREDICT_NUMBER:
      values[0] = self->method == METHOD_MEDIAN ? target->median : target->mean;
      return mill_constant_new (values, 1);

    case MILL_PREDICT_BINARY:
      values[0] = self->method == METHOD_MAJORITY ? target->majority
                                                  : (double) target->class_rows[1] / target->n_rows;
      return mill_constant_new (values, 1);

    default:
      for (guint i = 0; i < target->n_classes; i++)
        values[i] = self->method == METHOD_MAJORITY
                    ? i == target->majority : (double) target->class_rows[i] / target->n_rows;
      return mill_constant_new (values, target->n_classes);
    }
}

static void
log_target (const Baseline   *self,
            const MillTarget *target,
            MillTask         *task)
{
  if (target->n_missing > 0)
    mill_task_log (task, MILL_SEVERITY_WARNING,
                   ngettext ("Left out %lu row without “%s”", "Left out %lu rows without “%s”",
                             (gulong) target->n_missing),
                   (gulong) target->n_missing, target->column);
  if (target->kind == MILL_PREDICT_NUMBER)
    mill_task_log (task, MILL_SEVERITY_NOTE,
                   self->method == METHOD_MEDIAN ? _("Always predicts the median, %g")
                                                 : _("Always predicts the mean, %g"),
                   self->method == METHOD_MEDIAN ? target->median : target->mean);
  else
    mill_task_log (task, MILL_SEVERITY_NOTE,
                   _("Always predicts “%s”, which is %.1f %% of the rows"),
                   target->classes[target->majority],
                   100.0 * target->class_rows[target->majority] / target->n_rows);
}

static gboolean
run (const void  *settings,
     MillTask    *task,
     GError     **error)
{
  const Baseline *self = settings;
  MillQuery query = mill_query_for_task (task, "train", NULL);
  const MillColumn *column;
  g_autoptr (MillTarget) target = NULL;
  g_autoptr (MillModel) model = NULL;
  MillPredictKind kind;
  MillPredictor *predictor;
  const char *type;

  column = find_target (self, mill_task_get_compile (task), &kind, &type, error);
  if (column == NULL)
    return FALSE;
  target = mill_target_fit (&query, column->name, column->type, get_wish (self), error);
  if (target == NULL)
    return FALSE;
  log_target (self, target, task);

  predictor = make_predictor (self, target);
  model = mill_model_new (g_steal_pointer (&target), NULL, predictor, NULL, error);
  if (model == NULL)
    return FALSE;
  mill_task_set_artifact (task, "model", MILL_ARTIFACT (model));

  return TRUE;
}

MILL_NODE_TYPE (baseline,
  .id = "baseline", .version = 1, .category = MILL_CATEGORY_LEARN, .icon = "ruler-symbolic",
  .label = N_("Baseline"), .summary = N_("The naive model that every other one has to beat"),
  .help = N_("Predicts the same for every row, without looking at any other column:\n\n"
             "* *Shares of the classes* gives each class the probability that it has in the "
             "training rows, and predicts the most frequent one. Of equals it is the first, in the "
             "order of their values.\n"
             "* *The most frequent class, for certain* gives that class the probability 1.\n"
             "* *Mean* and *median* are for numbers.\n\n"
             "Rows without a target are left out. Link the model to *Apply Model* like any other, "
             "or let *Score* work it out from the rows it gets."),
  .keywords = N_("naive;dummy;majority;prior;mean;constant"),
  .ports = ports, .params = params, .params_size = sizeof (Baseline),
  .describe = describe, .run = run, .declare = declare, .recall = mill_model_recall,
  .example = "baseline")
