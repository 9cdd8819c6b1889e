/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/expr-join.h"

MillExpr *
mill_expr_join (const char *open,
                GPtrArray  *elements,
                const char *separator,
                const char *close)
{
  g_autoptr (GString) format = g_string_new (open);

  for (guint i = 0; i < elements->len; i++)
    {
      g_autoptr (GString) text =
        g_string_new (mill_expr_get_text (g_ptr_array_index (elements, i)));

      /* The text is finished SQL: nothing in it is to be filled in. */
      g_string_replace (text, "%", "%%", 0);
      if (i > 0)
        g_string_append (format, separator);
      g_string_append (format, text->str);
    }
  g_string_append (format, close);

  return mill_expr_format (format->str);
}
