/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/function-portability-private.h"

/* Left out on purpose, because one of the others means something else: log (of base e in Spark), trunc (of
 * dates there), regexp_replace (of every match there), date_part (of seconds with their fraction in
 * PostgreSQL), strftime (the arguments the other way round in SQLite). */
static const char *const portable[] = {
  "abs", "acos", "acosh", "ascii", "asin", "asinh", "atan", "atan2", "atanh", "avg", "bit_and",
  "bit_length", "bit_or", "bit_xor", "bool_and", "bool_or", "cbrt", "ceil", "ceiling",
  "char_length", "character_length", "coalesce", "concat", "concat_ws", "corr", "cos", "cosh",
  "cot", "count", "covar_pop", "covar_samp", "cume_dist", "date_trunc", "degrees", "dense_rank",
  "exp", "first_value", "floor", "greatest", "instr", "lag", "last_value", "lead", "least",
  "left", "length", "ln", "log10", "log2", "lower", "lpad", "ltrim", "make_date",
  "make_timestamp", "max", "md5", "min", "mod", "nth_value", "ntile", "nullif", "overlay",
  "percent_rank", "pi", "position", "pow", "power", "radians", "rank", "regr_avgx", "regr_avgy",
  "regr_count", "regr_intercept", "regr_r2", "regr_slope", "regr_sxx", "regr_sxy", "regr_syy",
  "repeat", "replace", "reverse", "right", "round", "row_number", "rpad", "rtrim", "sign", "sin",
  "sinh", "split_part", "sqrt", "stddev", "stddev_pop", "stddev_samp", "string_agg", "substr",
  "substring", "sum", "tan", "tanh", "translate", "trim", "upper", "var_pop", "var_samp",
  "variance", NULL
};

gboolean
mill_function_is_portable (const char *name)
{
  for (guint i = 0; portable[i] != NULL; i++)
    if (g_ascii_strcasecmp (portable[i], name) == 0)
      return TRUE;

  return FALSE;
}

const char *const *
mill_function_list_portable (void)
{
  return portable;
}
