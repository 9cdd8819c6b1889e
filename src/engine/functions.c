/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/functions.h"

#include <string.h>

/* Where two spellings of DuckDB could be meant, this table has the one whose result does not depend on
 * the order in which rows arrive or on the number of threads: quantile_cont instead of an approximate
 * one, mode with its ties broken by the smallest value, texts joined in their own order, and the exact
 * sums of duck-aggregate.c. "sum" is exact for whole numbers and DECIMAL. */
static const MillSqlFunction functions[] = {
  /* over rows */
  { "sum", "sum(%)", TRUE, TRUE },
  { "float-sum", "exact_sum(%)", TRUE, FALSE },
  { "mean", "exact_avg(%)", TRUE, TRUE },
  { "min", "min(%)", TRUE, TRUE },
  { "max", "max(%)", TRUE, TRUE },
  { "rows", "count(*)", TRUE, TRUE },
  { "count", "count(%)", TRUE, TRUE },
  { "count-distinct", "count(DISTINCT %)", TRUE, TRUE },
  { "median", "quantile_cont(%, 0.5)", TRUE, TRUE },
  { "first-quartile", "quantile_cont(%, 0.25)", TRUE, TRUE },
  { "third-quartile", "quantile_cont(%, 0.75)", TRUE, TRUE },
  { "quantile", "quantile_cont(%)", TRUE, TRUE },
  { "standard-deviation", "exact_stddev_samp(%)", TRUE, TRUE },
  { "variance", "exact_var_samp(%)", TRUE, TRUE },
  { "mode", "mode(% ORDER BY % ASC NULLS LAST)", TRUE, FALSE },
  { "any-true", "bool_or(%)", TRUE, TRUE },
  { "all-true", "bool_and(%)", TRUE, TRUE },
  { "texts", "string_agg(%1, %2 ORDER BY %1 ASC NULLS LAST)", TRUE, FALSE },

  /* over a window: the caller adds OVER (...) with a total order */
  { "row-number", "row_number()", FALSE, TRUE },
  { "rank", "rank()", FALSE, TRUE },
  { "lag", "lag(%)", FALSE, TRUE },
  { "lead", "lead(%)", FALSE, TRUE },

  /* numbers */
  { "abs", "abs(%)", FALSE, TRUE },
  { "ceil", "ceil(%)", FALSE, TRUE },
  { "exp", "exp(%)", FALSE, TRUE },
  { "floor", "floor(%)", FALSE, TRUE },
  { "greatest", "greatest(%)", FALSE, TRUE },
  { "is-finite", "isfinite(%)", FALSE, FALSE },
  { "is-nan", "isnan(%)", FALSE, TRUE },
  { "least", "least(%)", FALSE, TRUE },
  { "ln", "ln(%)", FALSE, TRUE },
  { "power", "pow(%)", FALSE, TRUE },
  { "round", "round(%)", FALSE, TRUE },
  { "sign", "sign(%)", FALSE, TRUE },
  { "sqrt", "sqrt(%)", FALSE, TRUE },

  /* text */
  { "concat", "concat(%)", FALSE, TRUE },
  { "contains", "contains(%)", FALSE, TRUE },
  { "hash-number", "md5_number_lower(%)", FALSE, FALSE },
  { "length", "length(%)", FALSE, TRUE },
  { "lower", "lower(%)", FALSE, TRUE },
  { "md5", "md5(%)", FALSE, TRUE },
  { "replace", "replace(%)", FALSE, TRUE },
  { "trim", "trim(%)", FALSE, TRUE },
  { "upper", "upper(%)", FALSE, TRUE },

  /* any */
  { "coalesce", "coalesce(%)", FALSE, TRUE },
  { "null-if", "nullif(%)", FALSE, TRUE },

  /* time */
  { "date-floor", "date_trunc(%)", FALSE, TRUE },
  { "day", "day(%)", FALSE, TRUE },
  { "day-of-year", "dayofyear(%)", FALSE, TRUE },
  { "hour", "hour(%)", FALSE, TRUE },
  { "iso-weekday", "isodow(%)", FALSE, TRUE },
  { "minute", "minute(%)", FALSE, TRUE },
  { "month", "month(%)", FALSE, TRUE },
  { "quarter", "quarter(%)", FALSE, TRUE },
  { "seconds", "epoch(%)", FALSE, TRUE },
  { "week", "week(%)", FALSE, TRUE },
  { "year", "year(%)", FALSE, TRUE },

  /* over lists */
  { "list-element", "list_extract(%)", FALSE, TRUE },

  /* tables: the select adds path and options */
  { "read_csv", "read_csv", FALSE, TRUE },
  { "read_json", "read_json", FALSE, TRUE },
  { "read_parquet", "read_parquet", FALSE, TRUE },
};

const MillSqlFunction *
mill_sql_function_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (strcmp (functions[i].name, name) == 0)
      return &functions[i];

  return NULL;
}
