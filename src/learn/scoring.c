/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/scoring.h"

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"

/* What the columns turned out to be. */
typedef struct
{
  MillPredictKind   kind;
  const MillColumn *target;
  const MillColumn *prediction;
  const MillColumn *probability;   /* or NULL */
} Columns;

static gboolean
choose_kind (const MillScoring  *self,
             const MillColumn   *target,
             MillPredictKind    *kind,
             GError            **error)
{
  gboolean is_number = mill_data_kind_is_number (target->kind);

  if (self->wish == MILL_PREDICT_WISH_REGRESSION && !is_number)
    {
      mill_fail_param (error, "kind", _("Score it as classes."),
                       _("“%s” of type %s is not a number"), target->name, target->type);
      return FALSE;
    }
  if (target->kind == MILL_DATA_BLOB || target->kind == MILL_DATA_LIST ||
      target->kind == MILL_DATA_STRUCT)
    {
      mill_fail_param (error, "target",
                       _("A target is yes or no, a text with some classes, or a number."),
                       _("“%s” of type %s cannot be compared"), target->name, target->type);
      return FALSE;
    }
  if (target->kind == MILL_DATA_BOOLEAN)
    *kind = MILL_PREDICT_BINARY;
  else if (is_number && self->wish != MILL_PREDICT_WISH_CLASSIFICATION)
    *kind = MILL_PREDICT_NUMBER;
  else
    *kind = MILL_PREDICT_CLASS;

  return TRUE;
}

static gboolean
check_prediction (const Columns  *columns,
                  GError        **error)
{
  gboolean fits = columns->kind == MILL_PREDICT_NUMBER
                  ? mill_data_kind_is_number (columns->prediction->kind)
                  : columns->prediction->kind == columns->target->kind;

  if (!fits && mill_data_kind_is_number (columns->prediction->kind) &&
      mill_data_kind_is_number (columns->target->kind))
    mill_fail_param (error, "prediction",
                     _("Set the task of the learner to classification, or compare them by Score, as "
                       "numbers."),
                     _("“%s” of type %s predicts numbers, not the classes of “%s”"),
                     columns->prediction->name, columns->prediction->type, columns->target->name);
  else if (!fits)
    mill_fail_param (error, "prediction", _("Choose the column that Apply Model made."),
                     _("“%s” is of type %s, but “%s” is of type %s"), columns->prediction->name,
                     columns->prediction->type, columns->target->name, columns->target->type);

  return fits;
}

static gboolean
find_probability (const MillScoring  *self,
                  MillCompile        *compile,
                  const char         *port,
                  Columns            *columns,
                  GError            **error)
{
  const MillSchema *schema = mill_compile_get_schema (compile, port);
  gboolean is_binary = columns->kind == MILL_PREDICT_BINARY;
  gboolean wanted = self->probability != NULL && *self->probability != '\0';
  const MillColumn *found;

  if (columns->kind == MILL_PREDICT_NUMBER)
    return TRUE;
  if (wanted)
    {
      found = mill_compile_require_column (compile, port, "probability", self->probability, error);
      if (found == NULL)
        return FALSE;
    }
  else
    found = mill_schema_find (schema, is_binary ? "probability" : "probabilities");

  if (found != NULL && (is_binary ? mill_data_kind_is_number (found->kind)
                                  : found->kind == MILL_DATA_LIST))
    columns->probability = found;
  else if (wanted)
    mill_fail_param (error, "probability",
                     is_binary ? _("Choose the column with the probability of yes, a number.")
                               : _("Choose the column with the list of all probabilities."),
                     _("“%s” of type %s does not hold the probabilities of “%s”"), found->name,
                     found->type, columns->target->name);

  return !wanted || columns->probability != NULL;
}

static gboolean
find_columns (const MillScoring  *self,
              MillCompile        *compile,
              const char         *port,
              Columns            *columns,
              GError            **error)
{
  *columns = (Columns) { 0 };
  columns->target = mill_compile_require_column (compile, port, "target", self->target, error);
  if (columns->target == NULL)
    return FALSE;
  columns->prediction = mill_compile_require_column (compile, port, "prediction", self->prediction,
                                                     error);

  return columns->prediction != NULL &&
         choose_kind (self, columns->target, &columns->kind, error) &&
         check_prediction (columns, error) &&
         find_probability (self, compile, port, columns, error);
}

gboolean
mill_scoring_check (const MillScoring  *self,
                    MillCompile        *compile,
                    const char         *port,
                    GError            **error)
{
  Columns columns;

  return find_columns (self, compile, port, &columns, error);
}

/* The probability that the list gives to the actual class: 0 where it does not name it. */
static MillExpr *
probability_of_actual (const Columns *columns)
{
  return mill_expr_format (
      "coalesce(list_sum(list_transform(list_filter(%e, lambda mill_one: "
      "mill_one.\"class\" = %e), lambda mill_one: mill_one.probability)), 0)",
      mill_expr_column (columns->probability->name), mill_expr_column (columns->target->name));
}

gboolean
mill_scoring_prepare (const MillScoring  *self,
                      MillCompile        *compile,
                      const char         *port,
                      MillScored         *scored,
                      MillExpr          **where,
                      GError            **error)
{
  Columns columns;

  if (!find_columns (self, compile, port, &columns, error))
    return FALSE;

  *scored = (MillScored) { .kind = columns.kind,
                           .are_numbers = mill_data_kind_is_number (columns.target->kind) };
  scored->actual = mill_expr_column (self->target);
  scored->predicted = mill_expr_column (self->prediction);
  *where = mill_expr_format ("(%e IS NOT NULL AND %e IS NOT NULL)", mill_expr_column (self->target),
                             mill_expr_column (self->prediction));
  if (columns.kind == MILL_PREDICT_NUMBER)
    *where = mill_expr_format (
        "(%e AND %e AND %e)", *where,
        mill_expr_call ("is-finite", mill_expr_cast (mill_expr_column (self->target), "DOUBLE"),
                        NULL),
        mill_expr_call ("is-finite", mill_expr_cast (mill_expr_column (self->prediction), "DOUBLE"),
                        NULL));
  if (columns.probability == NULL)
    return TRUE;

  if (columns.kind == MILL_PREDICT_BINARY)
    {
      scored->probability = mill_expr_cast (mill_expr_column (columns.probability->name), "DOUBLE");
      *where = mill_expr_format ("(%e AND coalesce(%e, FALSE))", *where,
                                 mill_expr_call ("is-finite",
                                                 mill_expr_copy (scored->probability), NULL));
    }
  else
    {
      scored->probability = probability_of_actual (&columns);
      *where = mill_expr_format ("(%e AND %e IS NOT NULL)", *where,
                                 mill_expr_column (columns.probability->name));
    }

  return TRUE;
}

/* What a person calls the table at @port. */
static const char *
get_label (const char *port)
{
  return g_str_equal (port, "baseline") ? _("Baseline") : _("Predictions");
}

gboolean
mill_scoring_count (const MillScoring  *self,
                    MillTask           *task,
                    const char         *port,
                    MillExpr           *where,
                    GError            **error)
{
  MillQuery query = mill_query_for_task (task, port, NULL);
  MillSelect *select = mill_query_select (&query);
  g_autoptr (MillRows) rows = NULL;
  gint64 n_all, n_known, n_used;

  mill_select_add (select, "n_all", mill_expr_call ("rows", NULL));
  mill_select_add (select, "n_known",
                   mill_expr_call ("count", mill_expr_column (self->target), NULL));
  mill_select_add (select, "n_used", mill_expr_format ("count(*) FILTER (WHERE %e)",
                                                       mill_expr_copy (where)));
  rows = mill_query_run_row (&query, select, error);
  if (rows == NULL)
    return FALSE;
  n_all = mill_rows_get_integer (rows, 0, 0);
  n_known = mill_rows_get_integer (rows, 1, 0);
  n_used = mill_rows_get_integer (rows, 2, 0);
  if (n_used == 0)
    {
      mill_fail_port (error, port, _("Check the nodes before this one."),
                      n_all == 0 ? _("There are no rows to score")
                                 : _("No row has both “%s” and a prediction"), self->target);
      return FALSE;
    }

  if (n_known < n_all)
    mill_task_log (task, MILL_SEVERITY_WARNING,
                   ngettext ("%s: left out %lu row without “%s”",
                             "%s: left out %lu rows without “%s”",
                             (gulong) (n_all - n_known)), get_label (port),
                   (gulong) (n_all - n_known), self->target);
  if (n_used < n_known)
    mill_task_log (task, MILL_SEVERITY_WARNING,
                   ngettext ("%s: left out %lu row without a prediction",
                             "%s: left out %lu rows without a prediction",
                             (gulong) (n_known - n_used)), get_label (port),
                   (gulong) (n_known - n_used));
  mill_task_log (task, MILL_SEVERITY_NOTE,
                 ngettext ("%s: scored %lu row", "%s: scored %lu rows",
                           (gulong) n_used), get_label (port), (gulong) n_used);

  return TRUE;
}

/* The name of the column was found before. */
static const char *
get_probability (const MillScoring *self,
                 MillPredictKind    kind)
{
  if (self->probability != NULL && *self->probability != '\0')
    return self->probability;

  return kind == MILL_PREDICT_BINARY ? "probability" : "probabilities";
}

/* A column of any numbers would give scores that mean nothing. */
static gboolean
check_probability (const MillScoring  *self,
                   const MillQuery    *query,
                   const MillScored   *scored,
                   GError            **error)
{
  MillSelect *select;
  g_autoptr (MillRows) rows = NULL;
  double low, high;

  if (scored->probability == NULL)
    return TRUE;
  select = mill_query_select (query);
  mill_select_add (select, "low", mill_expr_call ("min", mill_expr_copy (scored->probability), NULL));
  mill_select_add (select, "high", mill_expr_call ("max", mill_expr_copy (scored->probability), NULL));
  rows = mill_query_run_row (query, select, error);
  if (rows == NULL)
    return FALSE;
  low = mill_rows_get_double (rows, 0, 0);
  high = mill_rows_get_double (rows, 1, 0);
  /* Sums of rounded numbers may be a little above. */
  if (low < 0 || high > 1 + 1e-6)
    {
      mill_fail_param (error, "probability", _("A probability is a number from 0 to 1."),
                       _("%g in “%s” is not a probability"), low < 0 ? low : high,
                       get_probability (self, scored->kind));
      return FALSE;
    }

  return TRUE;
}

GArray *
mill_scoring_run (const MillScoring  *self,
                  MillTask           *task,
                  const char         *port,
                  GArray            **naive,
                  GError            **error)
{
  g_auto (MillScored) scored = { 0 };
  g_auto (MillScored) naive_scored = { 0 };
  g_autoptr (MillExpr) where = NULL;
  MillQuery query;

  if (!mill_scoring_prepare (self, mill_task_get_compile (task), port, &scored, &where, error) ||
      !mill_scoring_count (self, task, port, where, error))
    return NULL;
  query = mill_query_for_task (task, port, where);
  if (!check_probability (self, &query, &scored, error))
    return NULL;
  if (naive != NULL)
    {
      if (!mill_metrics_naive (&query, &scored, &naive_scored, error))
        return NULL;
      *naive = mill_metrics_compute (&query, &naive_scored, error);
      if (*naive == NULL)
        return NULL;
    }

  return mill_metrics_compute (&query, &scored, error);
}
