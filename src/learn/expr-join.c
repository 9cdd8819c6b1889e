/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/expr-join.h"

MillExpr *
mill_expr_join (const char *open,
                GPtrArray  *elements,
                const char *separator,
                const char *close)
{
  g_autoptr (GString) sql = g_string_new (open);

  for (guint i = 0; i < elements->len; i++)
    {
      if (i > 0)
        g_string_append (sql, separator);
      g_string_append (sql, mill_expr_get_text (g_ptr_array_index (elements, i)));
    }
  g_string_append (sql, close);
  /* It is finished SQL: nothing in it is to be filled in. */
  g_string_replace (sql, "%", "%%", 0);

  return mill_expr_format (sql->str);
}
