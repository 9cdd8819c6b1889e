/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/expression-private.h"

/* The same input must give the same result, on every machine and every day. */
static const char *const unsteady[] = {
  "ago", "current_catalog", "current_connection_id", "current_database", "current_date",
  "current_localtime", "current_localtimestamp", "current_query", "current_query_id",
  "current_role", "current_schema", "current_schemas", "current_setting", "current_time",
  "current_timestamp", "current_transaction_id", "current_user", "currval", "gen_random_uuid",
  "get_block_size", "get_current_time", "get_current_timestamp", "getenv", "getvariable",
  "in_search_path", "localtime", "localtimestamp", "nextval", "now", "pg_sleep", "random",
  "session_user", "setseed", "setval", "sleep_ms", "stats", "today", "transaction_timestamp",
  "txid_current", "user", "uuid", "uuidv4", "uuidv7", "vector_type", "version", "write_log",
};

/* PostgreSQL's questions about its own catalogue and server, which DuckDB answers for its tools. */
static const char *const unsteady_prefixes[] = { "has_", "inet_", "pg_" };
static const char *const unsteady_suffixes[] = { "_privilege", "_is_visible", "_description" };

static const char *const ordered[] = {
  "any_value", "arbitrary", "array_agg", "first", "group_concat", "last", "list", "listagg",
  "string_agg",
};

static const char *const rough[] = { "approx_quantile", "approx_top_k", "reservoir_quantile" };

static const char *const row_makers[] = {
  "generate_subscripts", "regexp_split_to_table", "unlist", "unnest",
};

static gboolean
is_in (const char        *word,
       const char *const *words,
       guint              n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return TRUE;

  return FALSE;
}

gboolean
mill_expression_is_unsteady (const char *function)
{
  g_autofree char *lower = g_ascii_strdown (function, -1);

  if (g_str_equal (lower, "pg_typeof") || g_str_equal (lower, "pg_size_pretty"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (unsteady_prefixes); i++)
    if (g_str_has_prefix (lower, unsteady_prefixes[i]))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (unsteady_suffixes); i++)
    if (g_str_has_suffix (lower, unsteady_suffixes[i]))
      return TRUE;

  return is_in (lower, unsteady, G_N_ELEMENTS (unsteady));
}

gboolean
mill_expression_is_ordered (const char *function)
{
  return is_in (function, ordered, G_N_ELEMENTS (ordered));
}

gboolean
mill_expression_is_rough (const char *function)
{
  return is_in (function, rough, G_N_ELEMENTS (rough));
}

gboolean
mill_expression_makes_rows (const char *function)
{
  return is_in (function, row_makers, G_N_ELEMENTS (row_makers));
}
