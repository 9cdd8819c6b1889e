/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nodes/condition.h"

#include <glib/gi18n-lib.h>

#include "nodes/columns.h"
#include "nodes/names.h"

MillExpr *
mill_condition_new (MillCompile  *to,
                    const char   *port,
                    const char   *param,
                    const char   *text,
                    GError      **error)
{
  g_autofree char *type = NULL;
  g_autoptr (MillExpr) condition = NULL;

  condition = mill_compile_typed_expression (to, port, param, text, &type, error);
  if (condition == NULL)
    return NULL;

  if (g_strcmp0 (type, "BOOLEAN") != 0)
    {
      mill_fail_param (error, param, _("Compare it with something, for example: price > 100"),
                       _("The condition gives a value (%s) instead of true or false"),
                       mill_data_kind_get_label (mill_data_kind_from_type (type)));
      return NULL;
    }

  return g_steal_pointer (&condition);
}

static MillSelect *
keep_where (MillCompile *to,
            const char  *port,
            MillExpr    *condition)
{
  const MillSchema *schema = mill_compile_get_schema (to, port);
  g_autofree char *name = mill_names_make_free (schema, "condition");
  MillSelect *inner = mill_select_new (mill_compile_get_relation (to, port));
  MillSelect *outer;

  /* The condition may look at other rows (lag, rank), which WHERE itself does not allow. Where it
   * does not, the database moves it down to the scan all the same. */
  mill_select_add_all (inner);
  mill_select_add (inner, name, condition);
  outer = mill_columns_select (inner, schema);
  mill_select_where (outer, mill_expr_column (name));

  return outer;
}

void
mill_condition_divide (MillCompile *to,
                       const char  *port,
                       MillExpr    *condition,
                       gboolean     unknown,
                       const char  *first,
                       const char  *second)
{
  MillExpr *opposite = mill_expr_copy (condition);

  /* Unknown counts as false in WHERE; it is only named where that is not what is wanted, because a
   * bare condition can be checked against the statistics of a file. */
  if (unknown)
    condition = mill_expr_format ("coalesce(%e, true)", condition);
  opposite = mill_expr_format ("NOT coalesce(%e, %e)", opposite, mill_expr_boolean (unknown));

  mill_compile_set_output (to, first, keep_where (to, port, condition));
  mill_compile_set_output (to, second, keep_where (to, port, opposite));
}
