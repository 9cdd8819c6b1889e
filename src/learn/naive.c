/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/metrics.h"

#include "learn/confusion.h"
#include "engine/sql.h"

/* The share of a row's actual class among all rows. */
static MillExpr *
share_of_actual (const MillScored    *rows,
                 const MillConfusion *confusion,
                 gint64               n_rows)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_expr_free);

  for (guint i = 0; i < confusion->classes->len; i++)
    g_ptr_array_add (cases, mill_expr_format (
      "WHEN %e = %s THEN %e", mill_expr_cast (mill_expr_copy (rows->actual), "VARCHAR"),
      (const char *) g_ptr_array_index (confusion->classes, i),
      mill_expr_number ((double) mill_confusion_get_n_actual (confusion, i) / n_rows)));

  return mill_expr_join ("CASE ", cases, " ", " ELSE 0 END");
}

static gboolean
naive_class (const MillQuery   *query,
             const MillScored  *rows,
             MillScored        *naive,
             GError           **error)
{
  /* Only the actual classes count here. */
  MillScored same = { rows->kind, rows->actual, rows->actual, NULL, rows->are_numbers };
  g_autoptr (MillConfusion) confusion = mill_confusion_new (query, &same, error);
  const char *majority = NULL;
  gint64 most = 0, n_rows = 0, n_true = 0;

  if (confusion == NULL)
    return FALSE;
  for (guint i = 0; i < confusion->classes->len; i++)
    {
      const char *name = g_ptr_array_index (confusion->classes, i);
      gint64 n = mill_confusion_get_n_actual (confusion, i);

      n_rows += n;
      if (n > most)
        {
          most = n;
          majority = name;
        }
      if (g_str_equal (name, "true"))
        n_true = n;
    }
  naive->predicted = mill_expr_string (majority != NULL ? majority : "");
  if (rows->kind == MILL_PREDICT_BINARY)
    naive->probability = mill_expr_number ((double) n_true / MAX (n_rows, 1));
  else
    naive->probability = share_of_actual (rows, confusion, MAX (n_rows, 1));

  return TRUE;
}

static gboolean
naive_number (const MillQuery   *query,
              const MillScored  *rows,
              MillScored        *naive,
              GError           **error)
{
  MillSelect *select = mill_query_select (query);
  g_autoptr (MillRows) result = NULL;

  mill_select_add (select, "mean", mill_expr_call ("mean", mill_expr_cast (
    mill_expr_copy (rows->actual), "DOUBLE"), NULL));
  result = mill_query_run_row (query, select, error);
  if (result == NULL)
    return FALSE;
  naive->predicted = mill_expr_number (mill_rows_get_double (result, 0, 0));

  return TRUE;
}

gboolean
mill_metrics_naive (const MillQuery   *query,
                    const MillScored  *rows,
                    MillScored        *naive,
                    GError           **error)
{
  *naive = (MillScored) { .kind = rows->kind, .are_numbers = rows->are_numbers };
  if (!(rows->kind == MILL_PREDICT_NUMBER ? naive_number : naive_class) (query, rows, naive, error))
    return FALSE;
  naive->actual = mill_expr_copy (rows->actual);

  return TRUE;
}
