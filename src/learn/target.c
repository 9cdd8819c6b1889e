/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/target.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/data-type.h"
#include "pipeline/diagnostic.h"

const char *
mill_predict_kind_get_name (MillPredictKind kind)
{
  static const char *const names[] = { "binary", "class", "number" };

  return names[kind];
}

gboolean
mill_target_choose (const char       *column,
                    const char       *type,
                    MillPredictWish   wish,
                    MillPredictKind  *kind,
                    const char      **predicted_type,
                    GError          **error)
{
  MillDataKind data = mill_data_kind_from_type (type);

  if (wish == MILL_PREDICT_WISH_REGRESSION && !mill_data_kind_is_number (data))
    {
      mill_fail_param (error, "task", _("Choose classification, or a target that is a number."),
                       _("Regression predicts numbers, and “%s” is of type %s"), column, type);
      return FALSE;
    }
  if (data == MILL_DATA_BOOLEAN)
    {
      *kind = MILL_PREDICT_BINARY;
      *predicted_type = "BOOLEAN";
    }
  else if (data == MILL_DATA_VARCHAR ||
           (data == MILL_DATA_BIGINT && wish == MILL_PREDICT_WISH_CLASSIFICATION))
    {
      *kind = MILL_PREDICT_CLASS;
      *predicted_type = data == MILL_DATA_VARCHAR ? "VARCHAR" : "BIGINT";
    }
  else if (mill_data_kind_is_number (data) && wish != MILL_PREDICT_WISH_CLASSIFICATION)
    {
      *kind = MILL_PREDICT_NUMBER;
      *predicted_type = "DOUBLE";
    }
  else if (mill_data_kind_is_number (data))
    {
      mill_fail_param (error, "task",
                       _("Choose regression, or make the target a text or a whole number first."),
                       _("“%s” has numbers with decimals (%s), which are not classes"), column,
                       type);
      return FALSE;
    }
  else
    {
      mill_fail_param (error, "target",
                       _("A target is yes or no, a text with some classes, or a number."),
                       _("“%s” of type %s cannot be predicted"), column, type);
      return FALSE;
    }

  return TRUE;
}

MillExpr *
mill_target_known (const char      *column,
                   MillPredictKind  kind)
{
  if (kind == MILL_PREDICT_NUMBER)
    return mill_expr_format ("(%e IS NOT NULL AND %e)", mill_expr_column (column),
                             mill_expr_call ("is-finite",
                                             mill_expr_cast (mill_expr_column (column), "DOUBLE"),
                                             NULL));

  return mill_expr_format ("(%e IS NOT NULL)", mill_expr_column (column));
}

MillExpr *
mill_target_expression (const MillTarget *self)
{
  return mill_expr_cast (mill_expr_column (self->column),
                         self->kind == MILL_PREDICT_CLASS ? "VARCHAR" : "DOUBLE");
}

/* Counts all rows, and those with a target. */
static gboolean
count_rows (MillTarget       *self,
            const MillQuery  *query,
            GError          **error)
{
  MillSelect *select = mill_query_select (query);
  g_autoptr (MillRows) rows = NULL;
  gint64 n_all;

  mill_select_add (select, "rows", mill_expr_format ("count(*)"));
  mill_select_add (select, "known",
                   mill_expr_format ("count(*) FILTER (WHERE %e)",
                                     mill_target_known (self->column, self->kind)));
  rows = mill_query_run_row (query, select, error);
  if (rows == NULL)
    return FALSE;
  n_all = mill_rows_get_integer (rows, 0, 0);
  self->n_rows = mill_rows_get_integer (rows, 1, 0);
  self->n_missing = n_all - self->n_rows;

  if (n_all == 0)
    mill_fail_port (error, "train",
                    _("Check the nodes before this one: a filter may drop all rows."), "%s",
                    _("The training table has no rows"));
  else if (self->n_rows == 0)
    mill_fail_param (error, "target", _("Choose a column that is filled."),
                     _("The target “%s” is empty in all rows"), self->column);

  return self->n_rows > 0;
}

static gboolean
fit_classes (MillTarget       *self,
             const MillQuery  *query,
             GError          **error)
{
  MillSelect *select = mill_query_select (query);
  g_autoptr (GStrvBuilder) classes = g_strv_builder_new ();
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MillRows) rows = NULL;
  g_autoptr (GError) local_error = NULL;

  mill_select_add (select, "class", mill_expr_cast (mill_expr_column (self->column), "VARCHAR"));
  mill_select_add (select, "rows", mill_expr_format ("count(*)"));
  mill_select_where (select, mill_target_known (self->column, self->kind));
  mill_select_group_by (select, mill_expr_column (self->column));
  mill_select_order_by (select, mill_expr_column (self->column), FALSE, FALSE);
  mill_select_limit (select, MILL_MAX_CLASSES + 1, 0);
  rows = mill_query_run (query, select, error);
  if (rows == NULL)
    return FALSE;

  while (mill_rows_next (rows, query->cancellable, &local_error))
    for (guint row = 0; row < mill_rows_get_n_rows (rows); row++)
      {
        gint64 n = mill_rows_get_integer (rows, 1, row);

        g_strv_builder_take (classes, mill_rows_dup_string (rows, 0, row));
        g_array_append_val (counts, n);
      }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  self->n_classes = counts->len;
  self->classes = g_strv_builder_end (classes);
  self->class_rows = (gint64 *) g_array_free (g_steal_pointer (&counts), FALSE);
  if (self->n_classes > MILL_MAX_CLASSES)
    {
      mill_fail_param (error, "target",
                       _("Choose a column with fewer values, or put rare values together first."),
                       ngettext ("The target “%s” has more than %d class",
                                 "The target “%s” has more than %d classes", MILL_MAX_CLASSES),
                       self->column, MILL_MAX_CLASSES);
      return FALSE;
    }

  return TRUE;
}

/* A BOOLEAN has its two classes even where the rows show only one. */
static void
complete_boolean (MillTarget *self)
{
  static const char *const names[] = { "false", "true", NULL };
  gint64 counts[2] = { 0, 0 };

  for (guint i = 0; i < self->n_classes; i++)
    counts[g_str_equal (self->classes[i], "true")] = self->class_rows[i];
  g_strfreev (self->classes);
  g_free (self->class_rows);
  self->classes = g_strdupv ((char **) names);
  self->class_rows = g_memdup2 (counts, sizeof counts);
  self->n_classes = 2;
}

static void
find_majority (MillTarget *self)
{
  self->majority = 0;
  for (guint i = 1; i < self->n_classes; i++)
    if (self->class_rows[i] > self->class_rows[self->majority])
      self->majority = i;
  self->is_constant = self->class_rows[self->majority] == self->n_rows;
}

static gboolean
fit_number (MillTarget       *self,
            const MillQuery  *query,
            GError          **error)
{
  MillSelect *select = mill_query_select (query);
  g_autoptr (MillRows) rows = NULL;
  MillExpr *value = mill_expr_cast (mill_expr_column (self->column), "DOUBLE");

  mill_select_where (select, mill_target_known (self->column, self->kind));
  mill_select_add (select, "mean", mill_expr_call ("mean", mill_expr_copy (value), NULL));
  mill_select_add (select, "median", mill_expr_call ("median", mill_expr_copy (value), NULL));
  mill_select_add (select, "min", mill_expr_call ("min", mill_expr_copy (value), NULL));
  mill_select_add (select, "max", mill_expr_call ("max", value, NULL));
  rows = mill_query_run_row (query, select, error);
  if (rows == NULL)
    return FALSE;
  self->mean = mill_rows_get_double (rows, 0, 0);
  self->median = mill_rows_get_double (rows, 1, 0);
  self->is_constant = mill_rows_get_double (rows, 2, 0) == mill_rows_get_double (rows, 3, 0);

  return TRUE;
}

MillTarget *
mill_target_fit (const MillQuery  *query,
                 const char       *column,
                 const char       *type,
                 MillPredictWish   wish,
                 GError          **error)
{
  g_autoptr (MillTarget) self = g_new0 (MillTarget, 1);
  const char *predicted;

  if (!mill_target_choose (column, type, wish, &self->kind, &predicted, error))
    return NULL;
  self->column = g_strdup (column);
  self->type = g_strdup (predicted);
  self->mean = self->median = NAN;
  if (!count_rows (self, query, error))
    return NULL;
  if (self->kind == MILL_PREDICT_NUMBER)
    return fit_number (self, query, error) ? g_steal_pointer (&self) : NULL;

  if (!fit_classes (self, query, error))
    return NULL;
  if (self->kind == MILL_PREDICT_BINARY)
    complete_boolean (self);
  find_majority (self);

  return g_steal_pointer (&self);
}

void
mill_target_free (MillTarget *self)
{
  g_free (self->column);
  g_free (self->type);
  g_strfreev (self->classes);
  g_free (self->class_rows);
  g_free (self);
}

float
mill_target_get_label (const MillTarget *self,
                       const char       *text,
                       gsize             length)
{
  for (guint i = 0; text != NULL && i < self->n_classes; i++)
    if (strlen (self->classes[i]) == length && memcmp (self->classes[i], text, length) == 0)
      return i;

  return NAN;
}

guint
mill_target_get_width (const MillTarget *self)
{
  return self->kind == MILL_PREDICT_CLASS ? self->n_classes : 1;
}
