/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/metrics.h"

#include <float.h>
#include <math.h>

#include "learn/confusion.h"

void
mill_scored_clear (MillScored *self)
{
  g_clear_pointer (&self->actual, mill_expr_free);
  g_clear_pointer (&self->predicted, mill_expr_free);
  g_clear_pointer (&self->probability, mill_expr_free);
}

static void
add_score (GArray     *scores,
           const char *name,
           gboolean    higher_is_better,
           double      value)
{
  MillScore score = { name, higher_is_better, value };

  g_array_append_val (scores, score);
}

static double
ratio (double part,
       double whole)
{
  return whole != 0 ? part / whole : 0;
}

/* A sum that is exact, whatever the order of rows: for terms that are not above 1e18 / rows. */
static MillExpr *
exact_sum (MillExpr *term)
{
  return mill_expr_cast (mill_expr_call ("sum", mill_expr_cast (term, "DECIMAL(38,18)"), NULL),
                         "DOUBLE");
}

static void
add_class_scores (GArray              *scores,
                  const MillConfusion *confusion)
{
  guint n_classes = confusion->classes->len;
  double right = 0, n = 0, recalls = 0, precisions = 0, f1 = 0;
  guint n_actual_classes = 0;

  for (guint i = 0; i < n_classes; i++)
    {
      gint64 hit = mill_confusion_get_count (confusion, i, i);
      gint64 actual = mill_confusion_get_n_actual (confusion, i);
      gint64 predicted = mill_confusion_get_n_predicted (confusion, i);

      right += hit;
      n += actual;
      n_actual_classes += actual > 0;
      recalls += ratio (hit, actual);
      precisions += ratio (hit, predicted);
      f1 += ratio (2 * hit, actual + predicted);
    }
  add_score (scores, "accuracy", TRUE, right / n);
  add_score (scores, "balanced accuracy", TRUE, recalls / n_actual_classes);
  add_score (scores, "macro precision", TRUE, precisions / n_classes);
  add_score (scores, "macro recall", TRUE, recalls / n_classes);
  add_score (scores, "macro F1", TRUE, f1 / n_classes);
}

static void
add_binary_scores (GArray              *scores,
                   const MillConfusion *confusion)
{
  gint64 tp = 0, fp = 0, fn = 0, right = 0, n = 0;
  double recalls = 0;
  guint n_actual_classes = 0;

  for (guint i = 0; i < confusion->classes->len; i++)
    {
      gint64 hit = mill_confusion_get_count (confusion, i, i);
      gint64 actual = mill_confusion_get_n_actual (confusion, i);

      right += hit;
      n += actual;
      n_actual_classes += actual > 0;
      recalls += ratio (hit, actual);
      if (g_str_equal (g_ptr_array_index (confusion->classes, i), "true"))
        {
          tp = hit;
          fn = actual - hit;
          fp = mill_confusion_get_n_predicted (confusion, i) - hit;
        }
    }
  add_score (scores, "accuracy", TRUE, (double) right / n);
  add_score (scores, "balanced accuracy", TRUE, recalls / n_actual_classes);
  add_score (scores, "precision", TRUE, ratio (tp, tp + fp));
  add_score (scores, "recall", TRUE, ratio (tp, tp + fn));
  add_score (scores, "F1", TRUE, ratio (2 * tp, 2 * tp + fp + fn));
}

/* The rows in groups of equal probability; for each, how many false ones have a lower one. */
static MillSelect *
select_ranks (const MillQuery  *query,
              const MillScored *rows)
{
  MillSelect *groups = mill_query_select (query);
  MillSelect *ranks, *sums;
  MillExpr *won;

  mill_select_add (groups, "p", mill_expr_copy (rows->probability));
  mill_select_add (groups, "pos", mill_expr_format ("count(*) FILTER (WHERE %e)",
                                                    mill_expr_copy (rows->actual)));
  mill_select_add (groups, "neg", mill_expr_format ("count(*) FILTER (WHERE NOT %e)",
                                                    mill_expr_copy (rows->actual)));
  mill_select_group_by (groups, mill_expr_copy (rows->probability));

  ranks = mill_select_new_nested (groups);
  mill_select_add_column (ranks, "pos");
  mill_select_add_column (ranks, "neg");
  mill_select_add (ranks, "below",
                   mill_expr_format ("(%e OVER (ORDER BY %i ROWS UNBOUNDED PRECEDING) - %i)",
                                     mill_expr_call ("sum", mill_expr_column ("neg"), NULL), "p",
                                     "neg"));

  sums = mill_select_new_nested (ranks);
  won = mill_expr_format ("CAST(%i AS DECIMAL(18,0)) * CAST(2 * %i + %i AS DECIMAL(19,0))", "pos",
                          "below", "neg");
  mill_select_add (sums, "won", mill_expr_cast (mill_expr_call ("sum", won, NULL), "DOUBLE"));
  mill_select_add (sums, "n_pos", mill_expr_cast (mill_expr_call (
    "sum", mill_expr_column ("pos"), NULL), "DOUBLE"));
  mill_select_add (sums, "n_neg", mill_expr_cast (mill_expr_call (
    "sum", mill_expr_column ("neg"), NULL), "DOUBLE"));

  return sums;
}

static gboolean
add_auc (GArray            *scores,
         const MillQuery   *query,
         const MillScored  *scored,
         GError           **error)
{
  g_autoptr (MillRows) rows = mill_query_run_row (query, select_ranks (query, scored), error);
  double pairs;

  if (rows == NULL)
    return FALSE;
  pairs = mill_rows_get_double (rows, 1, 0) * mill_rows_get_double (rows, 2, 0);
  add_score (scores, "AUC", TRUE, pairs > 0 ? mill_rows_get_double (rows, 0, 0) / 2 / pairs : NAN);

  return TRUE;
}

static MillExpr *
actual_probability (const MillScored *rows)
{
  if (rows->kind == MILL_PREDICT_CLASS)
    return mill_expr_copy (rows->probability);

  return mill_expr_format ("CASE WHEN %e THEN %e ELSE 1 - %e END", mill_expr_copy (rows->actual),
                           mill_expr_copy (rows->probability),
                           mill_expr_copy (rows->probability));
}

static gboolean
add_probability_scores (GArray            *scores,
                        const MillQuery   *query,
                        const MillScored  *scored,
                        GError           **error)
{
  MillSelect *select = mill_query_select (query);
  g_autoptr (MillRows) rows = NULL;
  MillExpr *kept, *brier;
  double n;

  kept = mill_expr_call ("greatest", mill_expr_number (DBL_EPSILON),
                         mill_expr_call ("least", mill_expr_number (1 - DBL_EPSILON),
                                         actual_probability (scored), NULL), NULL);
  mill_select_add (select, "n", mill_expr_call ("rows", NULL));
  mill_select_add (select, "log_loss",
                   exact_sum (mill_expr_format ("(-%e)", mill_expr_call ("ln", kept, NULL))));
  /* For two classes both ways of writing it agree: the actual one's probability falls short. */
  brier = mill_expr_call ("power", mill_expr_format ("(1 - %e)", actual_probability (scored)),
                          mill_expr_integer (2), NULL);
  mill_select_add (select, "brier", exact_sum (brier));
  rows = mill_query_run_row (query, select, error);
  if (rows == NULL)
    return FALSE;
  n = mill_rows_get_double (rows, 0, 0);
  add_score (scores, "log loss", FALSE, mill_rows_get_double (rows, 1, 0) / n);
  if (scored->kind == MILL_PREDICT_BINARY)
    add_score (scores, "Brier score", FALSE, mill_rows_get_double (rows, 2, 0) / n);

  return TRUE;
}

/* The mean of the actual values, as a first pass. */
static gboolean
query_mean (const MillQuery   *query,
            const MillScored  *scored,
            double            *mean,
            GError           **error)
{
  MillSelect *select = mill_query_select (query);
  g_autoptr (MillRows) rows = NULL;

  mill_select_add (select, "mean", mill_expr_call ("mean", mill_expr_cast (
    mill_expr_copy (scored->actual), "DOUBLE"), NULL));
  rows = mill_query_run_row (query, select, error);
  if (rows == NULL)
    return FALSE;
  *mean = mill_rows_get_double (rows, 0, 0);

  return TRUE;
}

static double
r_squared (double n,
           double squares,
           double total)
{
  if (n < 2)
    return NAN;
  if (total == 0)
    return squares == 0 ? 1 : 0;

  return 1 - squares / total;
}

static gboolean
add_number_scores (GArray            *scores,
                   const MillQuery   *query,
                   const MillScored  *scored,
                   GError           **error)
{
  MillSelect *select = mill_query_select (query);
  g_autoptr (MillExpr) actual = mill_expr_cast (mill_expr_copy (scored->actual), "DOUBLE");
  g_autoptr (MillExpr) miss = mill_expr_format ("(%e - %e)", mill_expr_cast (
    mill_expr_copy (scored->predicted), "DOUBLE"), mill_expr_copy (actual));
  g_autoptr (MillRows) rows = NULL;
  double n, mean;

  if (!query_mean (query, scored, &mean, error))
    {
      mill_select_free (select);
      return FALSE;
    }
  mill_select_add (select, "n", mill_expr_call ("rows", NULL));
  mill_select_add (select, "absolute", mill_expr_call ("float-sum", mill_expr_call (
    "abs", mill_expr_copy (miss), NULL), NULL));
  mill_select_add (select, "squares", mill_expr_call ("float-sum", mill_expr_call (
    "power", mill_expr_copy (miss), mill_expr_integer (2), NULL), NULL));
  mill_select_add (select, "median", mill_expr_call ("median", mill_expr_call (
    "abs", mill_expr_copy (miss), NULL), NULL));
  mill_select_add (select, "total", mill_expr_call ("float-sum", mill_expr_call (
    "power", mill_expr_format ("(%e - %e)", mill_expr_copy (actual), mill_expr_number (mean)),
    mill_expr_integer (2), NULL), NULL));
  rows = mill_query_run_row (query, select, error);
  if (rows == NULL)
    return FALSE;
  n = mill_rows_get_double (rows, 0, 0);
  add_score (scores, "MAE", FALSE, mill_rows_get_double (rows, 1, 0) / n);
  add_score (scores, "RMSE", FALSE, sqrt (mill_rows_get_double (rows, 2, 0) / n));
  add_score (scores, "median absolute error", FALSE, mill_rows_get_double (rows, 3, 0));
  add_score (scores, "R2", TRUE, r_squared (n, mill_rows_get_double (rows, 2, 0),
                                            mill_rows_get_double (rows, 4, 0)));

  return TRUE;
}

GArray *
mill_metrics_compute (const MillQuery   *query,
                      const MillScored  *rows,
                      GError           **error)
{
  g_autoptr (GArray) scores = g_array_new (FALSE, FALSE, sizeof (MillScore));
  g_autoptr (MillConfusion) confusion = NULL;

  if (rows->kind == MILL_PREDICT_NUMBER)
    return add_number_scores (scores, query, rows, error) ? g_steal_pointer (&scores) : NULL;

  confusion = mill_confusion_new (query, rows, error);
  if (confusion == NULL)
    return NULL;
  if (rows->kind == MILL_PREDICT_BINARY)
    add_binary_scores (scores, confusion);
  else
    add_class_scores (scores, confusion);
  if (rows->probability != NULL)
    {
      if (rows->kind == MILL_PREDICT_BINARY && !add_auc (scores, query, rows, error))
        return NULL;
      if (!add_probability_scores (scores, query, rows, error))
        return NULL;
    }

  return g_steal_pointer (&scores);
}
