/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chart/chart.h"
#include "engine/task.h"
#include "learn/confusion.h"
#include "learn/scoring.h"
#include "nodes/names.h"
#include "pipeline/diagnostic.h"

/* A matrix with more classes than these is no picture any more. */
#define MOST_CLASSES 50

typedef struct
{
  char *target;
  char *prediction;
} ConfusionMatrix;

static const MillPort ports[] = {
  { "predictions", N_("Predictions"), MILL_PORT_IN,  MILL_PORT_TABLE },
  { "chart",       N_("Chart"),       MILL_PORT_OUT, MILL_PORT_CHART },
  { "counts",      N_("Counts"),      MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillParam params[] = {
  { MILL_STRING (ConfusionMatrix, target), .label = N_("Target"), .required = TRUE,
    .help = N_("The column with what really was"), .role = MILL_ROLE_COLUMN },
  { MILL_STRING (ConfusionMatrix, prediction), .label = N_("Prediction"), .required = TRUE,
    .role = MILL_ROLE_COLUMN, .default_string = "prediction" },
  { 0 }
};

static char *
describe (const void *settings)
{
  const ConfusionMatrix *self = settings;

  return mill_names_dup_set (self->target);
}

static const MillScoring *
get_scoring (const ConfusionMatrix *self,
             MillScoring           *scoring)
{
  *scoring = (MillScoring) { self->target, self->prediction, NULL,
                             MILL_PREDICT_WISH_CLASSIFICATION };

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
  if (!mill_scoring_check (&scoring, to, "predictions", error))
    return FALSE;
  mill_schema_add (schema, "actual", "VARCHAR");
  mill_schema_add (schema, "predicted", "VARCHAR");
  mill_schema_add (schema, "rows", "BIGINT");
  mill_compile_declare_table (to, "counts", g_steal_pointer (&schema));

  return TRUE;
}

static MillChart *
make_chart (const ConfusionMatrix *self,
            const MillConfusion   *confusion)
{
  MillChart *chart = mill_chart_new (MILL_CHART_CONFUSION);
  guint n = confusion->classes->len;
  g_autofree double *counts = g_new (double, (gsize) n * n + 1);
  g_autofree const char **names = g_new0 (const char *, n + 1);
  g_autofree char *title = g_strdup_printf (_("Predictions of “%s”"), self->target);

  for (guint i = 0; i < n; i++)
    names[i] = g_ptr_array_index (confusion->classes, i);
  for (guint i = 0; i < n * n; i++)
    counts[i] = confusion->counts[i];
  mill_chart_set_title (chart, title);
  mill_chart_set_matrix (chart, names, names, counts);

  return chart;
}

static void
give_counts (MillTask            *task,
             const MillConfusion *confusion)
{
  static const char *const names[] = { "actual", "predicted", "rows", NULL };
  MillSelect *values = mill_select_new_values (names);
  MillSelect *select;

  for (guint i = 0; i < confusion->classes->len; i++)
    for (guint j = 0; j < confusion->classes->len; j++)
      {
        MillExpr *row[] = {
          mill_expr_string (g_ptr_array_index (confusion->classes, i)),
          mill_expr_string (g_ptr_array_index (confusion->classes, j)),
          mill_expr_cast (mill_expr_integer (mill_confusion_get_count (confusion, i, j)), "BIGINT"),
        };

        mill_select_add_values (values, row);
      }
  select = mill_select_new_nested (values);
  mill_select_add_all (select);
  mill_task_set_table (task, "counts", select);
}

static gboolean
run (const void  *settings,
     MillTask    *task,
     GError     **error)
{
  const ConfusionMatrix *self = settings;
  g_auto (MillScored) scored = { 0 };
  g_autoptr (MillExpr) where = NULL;
  g_autoptr (MillConfusion) confusion = NULL;
  g_autoptr (MillChart) chart = NULL;
  MillScoring scoring;
  MillQuery query;

  get_scoring (self, &scoring);
  mill_task_progress_span (task, 0, 0.5);
  if (!mill_scoring_prepare (&scoring, mill_task_get_compile (task), "predictions", &scored, &where,
                             error) ||
      !mill_scoring_count (&scoring, task, "predictions", where, error))
    return FALSE;
  mill_task_progress_span (task, 0.5, 1);
  query = mill_query_for_task (task, "predictions", where);
  confusion = mill_confusion_new (&query, &scored, error);
  if (confusion == NULL)
    return FALSE;
  if (confusion->classes->len > MOST_CLASSES)
    {
      mill_fail_param (error, "target", _("Use Group By to count many values."),
                       ngettext ("%u class is too many for a matrix",
                                 "%u classes are too many for a matrix", confusion->classes->len),
                       confusion->classes->len);
      return FALSE;
    }
  chart = make_chart (self, confusion);
  mill_task_set_artifact (task, "chart", MILL_ARTIFACT (chart));
  give_counts (task, confusion);

  return TRUE;
}

MILL_NODE_TYPE (confusion_matrix,
  .id = "confusion-matrix", .version = 1, .category = MILL_CATEGORY_EVALUATE,
  .icon = "grid-symbolic",
  .label = N_("Confusion Matrix"), .summary = N_("Show which classes are taken for which others"),
  .help = N_("A row for each class that really was, a column for each predicted one: what lies "
             "on the diagonal was met.\n\n"
             "*Counts* has the same as a table, with a line for each cell, empty ones included. "
             "Rows without a target or a prediction are left out, which the log tells."),
  .keywords = N_("errors;classes;hits;misses;contingency"),
  .ports = ports, .params = params, .params_size = sizeof (ConfusionMatrix),
  .describe = describe, .run = run, .declare = declare, .recall = mill_chart_recall,
  .example = "confusion-matrix")
