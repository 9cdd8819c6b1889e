/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/functions.h"

#include <string.h>

/* Where two spellings of DuckDB could be meant, this table has the one whose result does not depend on
 * the order in which rows arrive or on the number of threads: quantile_cont instead of an approximate
 * one, mode with its ties broken by the smallest value, texts joined in their own order, and the exact
 * sums of duck-aggregate.c. "sum" is exact for whole numbers and DECIMAL. */
static const MillSqlFunction functions[] = {
  /* over rows */
  { "sum", "sum(%)", TRUE },
  { "float-sum", "exact_sum(%)", TRUE },
  { "mean", "exact_avg(%)", TRUE },
  { "min", "min(%)", TRUE },
  { "max", "max(%)", TRUE },
  { "rows", "count(*)", TRUE },
  { "count", "count(%)", TRUE },
  { "count-distinct", "count(DISTINCT %)", TRUE },
  { "median", "quantile_cont(%, 0.5)", TRUE },
  { "first-quartile", "quantile_cont(%, 0.25)", TRUE },
  { "third-quartile", "quantile_cont(%, 0.75)", TRUE },
  { "quantile", "quantile_cont(%)", TRUE },
  { "standard-deviation", "exact_stddev_samp(%)", TRUE },
  { "variance", "exact_var_samp(%)", TRUE },
  { "mode", "mode(% ORDER BY % ASC NULLS LAST)", TRUE },
  { "any-true", "bool_or(%)", TRUE },
  { "all-true", "bool_and(%)", TRUE },
  { "texts", "string_agg(%1, %2 ORDER BY %1 ASC NULLS LAST)", TRUE },

  /* over a window: the caller adds OVER (...) with a total order */
  { "row-number", "row_number()", FALSE },
  { "rank", "rank()", FALSE },
  { "lag", "lag(%)", FALSE },
  { "lead", "lead(%)", FALSE },

  /* numbers */
  { "abs", "abs(%)", FALSE },
  { "ceil", "ceil(%)", FALSE },
  { "exp", "exp(%)", FALSE },
  { "floor", "floor(%)", FALSE },
  { "greatest", "greatest(%)", FALSE },
  { "is-finite", "isfinite(%)", FALSE },
  { "is-nan", "isnan(%)", FALSE },
  { "least", "least(%)", FALSE },
  { "ln", "ln(%)", FALSE },
  { "power", "pow(%)", FALSE },
  { "round", "round(%)", FALSE },
  { "sign", "sign(%)", FALSE },
  { "sqrt", "sqrt(%)", FALSE },

  /* text */
  { "concat", "concat(%)", FALSE },
  { "contains", "contains(%)", FALSE },
  { "hash-number", "md5_number_lower(%)", FALSE },
  { "length", "length(%)", FALSE },
  { "lower", "lower(%)", FALSE },
  { "md5", "md5(%)", FALSE },
  { "replace", "replace(%)", FALSE },
  { "trim", "trim(%)", FALSE },
  { "upper", "upper(%)", FALSE },

  /* any */
  { "coalesce", "coalesce(%)", FALSE },
  { "null-if", "nullif(%)", FALSE },

  /* time */
  { "date-floor", "date_trunc(%)", FALSE },
  { "day", "day(%)", FALSE },
  { "day-of-year", "dayofyear(%)", FALSE },
  { "hour", "hour(%)", FALSE },
  { "iso-weekday", "isodow(%)", FALSE },
  { "minute", "minute(%)", FALSE },
  { "month", "month(%)", FALSE },
  { "quarter", "quarter(%)", FALSE },
  { "seconds", "epoch(%)", FALSE },
  { "week", "week(%)", FALSE },
  { "year", "year(%)", FALSE },

  /* over lists */
  { "list-element", "list_extract(%)", FALSE },

  /* tables: the select adds path and options */
  { "read_csv", "read_csv", FALSE },
  { "read_json", "read_json", FALSE },
  { "read_parquet", "read_parquet", FALSE },
};

const MillSqlFunction *
mill_sql_function_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (strcmp (functions[i].name, name) == 0)
      return &functions[i];

  return NULL;
}
