/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/sql.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "engine/functions.h"
#include "engine/sql-private.h"

struct _MillExpr
{
  char     *text;
  gboolean  operand;
};

MillExpr *
mill_expr_new_take (char     *text,
                    gboolean  operand)
{
  MillExpr *self = g_new (MillExpr, 1);

  self->text = text;
  self->operand = operand;

  return self;
}

void
mill_expr_free (MillExpr *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self);
}

MillExpr *
mill_expr_copy (MillExpr *self)
{
  return mill_expr_new_take (g_strdup (self->text), self->operand);
}

void
mill_expr_append (MillExpr *self,
                  GString  *sql)
{
  if (self->operand)
    g_string_append (sql, self->text);
  else
    g_string_append_printf (sql, "(%s)", self->text);
}

const char *
mill_expr_get_text (MillExpr *self)
{
  return self->text;
}

MillExpr *
mill_expr_column (const char *name)
{
  return mill_expr_new_take (mill_sql_quote_identifier (name), TRUE);
}

MillExpr *
mill_expr_column_of (guint       index,
                     const char *name)
{
  g_autofree char *quoted = mill_sql_quote_identifier (name);

  return mill_expr_new_take (g_strdup_printf ("%s.%s", index == 0 ? "\"left\"" : "\"right\"",
                                              quoted), TRUE);
}

MillExpr *
mill_expr_string (const char *value)
{
  return mill_expr_new_take (mill_sql_quote_string (value), TRUE);
}

MillExpr *
mill_expr_integer (gint64 value)
{
  /* DuckDB reads the digits of the smallest one as a wider type, and then the sign. */
  if (value == G_MININT64)
    return mill_expr_new_take (g_strdup ("CAST('-9223372036854775808' AS BIGINT)"), TRUE);

  return mill_expr_new_take (g_strdup_printf (value < 0 ? "(%" G_GINT64_FORMAT ")"
                                                        : "%" G_GINT64_FORMAT, value), TRUE);
}

/* The exponent makes it a DOUBLE; without one DuckDB would read a DECIMAL. */
MillExpr *
mill_expr_number (double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  const char *mark;

  if (isnan (value))
    return mill_expr_new_take (g_strdup ("CAST('NaN' AS DOUBLE)"), TRUE);
  if (isinf (value))
    return mill_expr_new_take (g_strdup (value < 0 ? "CAST('-Infinity' AS DOUBLE)"
                                                   : "CAST('Infinity' AS DOUBLE)"), TRUE);

  for (guint precision = 15; precision <= 17; precision++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%ug", precision);

      g_ascii_formatd (digits, sizeof digits, format, value);
      if (g_ascii_strtod (digits, NULL) == value)
        break;
    }
  mark = strchr (digits, 'e') != NULL ? "" : "e0";

  return mill_expr_new_take (g_strdup_printf (signbit (value) ? "(%s%s)" : "%s%s", digits, mark),
                             TRUE);
}

MillExpr *
mill_expr_boolean (gboolean value)
{
  return mill_expr_new_take (g_strdup (value ? "TRUE" : "FALSE"), TRUE);
}

MillExpr *
mill_expr_null (const char *type)
{
  if (type == NULL)
    return mill_expr_new_take (g_strdup ("NULL"), TRUE);

  return mill_expr_new_take (g_strdup_printf ("CAST(NULL AS %s)", type), TRUE);
}

MillExpr *
mill_expr_cast (MillExpr   *value,
                const char *type)
{
  char *text = g_strdup_printf ("CAST(%s AS %s)", value->text, type);

  mill_expr_free (value);

  return mill_expr_new_take (text, TRUE);
}

static void
append_piece (GString *sql,
              char     kind,
              va_list *args)
{
  g_autofree char *quoted = NULL;
  g_autoptr (MillExpr) expr = NULL;

  switch (kind)
    {
    case 'e':
      expr = va_arg (*args, MillExpr *);
      mill_expr_append (expr, sql);
      break;
    case 'i':
      quoted = mill_sql_quote_identifier (va_arg (*args, const char *));
      g_string_append (sql, quoted);
      break;
    case 's':
      quoted = mill_sql_quote_string (va_arg (*args, const char *));
      g_string_append (sql, quoted);
      break;
    case 'd':
      expr = mill_expr_integer (va_arg (*args, gint64));
      g_string_append (sql, expr->text);
      break;
    case '%':
      g_string_append_c (sql, '%');
      break;
    default:
      g_error ("mill_expr_format() does not know %%%c", kind);
    }
}

MillExpr *
mill_expr_format (const char *format,
                  ...)
{
  GString *sql = g_string_new (NULL);
  va_list args;

  va_start (args, format);
  for (const char *p = format; *p != '\0'; p++)
    {
      if (*p == '%')
        append_piece (sql, *++p, &args);
      else
        g_string_append_c (sql, *p);
    }
  va_end (args);

  return mill_expr_new_take (g_string_free (sql, FALSE), mill_sql_is_operand (format));
}

/* In the pattern, "%" stands for all arguments and "%1" for the first alone. */
static char *
fill_pattern (const char *pattern,
              GPtrArray  *arguments)
{
  GString *sql = g_string_new (NULL);

  for (const char *p = pattern; *p != '\0'; p++)
    {
      guint first = 0;
      guint end = arguments->len;

      if (*p != '%')
        {
          g_string_append_c (sql, *p);
          continue;
        }
      if (g_ascii_isdigit (p[1]))
        {
          first = *++p - '1';
          end = MIN (first + 1, arguments->len);
        }
      for (guint i = first; i < end; i++)
        {
          if (i > first)
            g_string_append (sql, ", ");
          g_string_append (sql, mill_expr_get_text (g_ptr_array_index (arguments, i)));
        }
    }

  return g_string_free (sql, FALSE);
}

MillExpr *
mill_expr_call (const char *function,
                ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_expr_free);
  const MillSqlFunction *found = mill_sql_function_find (function);
  MillExpr *argument;
  va_list args;

  va_start (args, function);
  while ((argument = va_arg (args, MillExpr *)) != NULL)
    g_ptr_array_add (arguments, argument);
  va_end (args);

  if (found == NULL)
    g_error ("There is no function “%s” in the function table", function);

  return mill_expr_new_take (fill_pattern (found->duckdb, arguments),
                             mill_sql_is_operand (found->duckdb));
}

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

  return mill_expr_new_take (g_string_free (g_steal_pointer (&sql), FALSE), FALSE);
}
