/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/holdout.h"

#include "engine/sql.h"

MillExpr *
mill_holdout_expression (const MillSchema *schema,
                         double            share,
                         gint64            seed)
{
  double limit = CLAMP (share, 0, 1) * 4294967296.0;
  /* Nothing sorts below "", and all digits sort below "g". */
  g_autofree char *digits = limit >= 4294967296.0 ? g_strdup ("g")
                                                  : g_strdup_printf ("%08x", (guint32) limit);
  g_autofree char *seed_text = g_strdup_printf ("%" G_GINT64_FORMAT, seed);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_expr_free);
  MillExpr *text;

  g_ptr_array_add (parts, mill_expr_format ("%s || '\x1d'", seed_text));
  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);

      /* Unit separator after a value, record separator for a missing one: neither is usual. */
      g_ptr_array_add (parts, mill_expr_format ("coalesce(%e || %s, %s)", mill_expr_cast (
        mill_expr_column (column->name), "VARCHAR"), "\x1f", "\x1e"));
    }
  text = mill_expr_join ("", parts, " || ", "");

  return mill_expr_format ("(substr(%e, 1, 8) < %s)", mill_expr_call ("md5", text, NULL), digits);
}
