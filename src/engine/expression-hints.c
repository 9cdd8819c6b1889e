/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/expression-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"
#include "pipeline/suggest.h"

static GList *
list_parameters (MillBindings *bindings)
{
  g_autoptr (JsonNode) all = bindings != NULL ? mill_bindings_to_json (bindings) : NULL;
  GList *names = NULL;
  JsonObjectIter iter;
  const char *name;

  if (all == NULL)
    return NULL;
  json_object_iter_init (&iter, json_node_get_object (all));
  while (json_object_iter_next (&iter, &name, NULL))
    names = g_list_prepend (names, g_strdup (name));

  return names;
}

char *
mill_expression_hint_parameter (MillBindings *bindings,
                                const char   *name)
{
  GList *names = list_parameters (bindings);
  MillSuggestion suggestion;
  const char *near;
  char *hint;

  mill_suggestion_init (&suggestion, name);
  for (GList *l = names; l != NULL; l = l->next)
    mill_suggestion_offer (&suggestion, l->data);
  near = mill_suggestion_finish (&suggestion);
  hint = near != NULL ? g_strdup_printf (_("Did you mean “${%s}”?"), near) : NULL;
  g_list_free_full (names, g_free);

  return hint;
}

static gboolean
has_column (const MillSchema *schema,
            const char       *name)
{
  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      g_autofree char *known = g_utf8_casefold (mill_schema_get_column (schema, i)->name, -1);
      g_autofree char *wanted = g_utf8_casefold (name, -1);

      if (g_str_equal (known, wanted))
        return TRUE;
    }

  return FALSE;
}

/* What somebody who named a column that is not there may have meant; new string or NULL. */
static char *
hint_column (const char       *text,
             MillBindings     *bindings,
             const MillSchema *schema,
             const char       *name)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);
  const char *near;

  if (bindings != NULL && mill_bindings_has (bindings, name))
    return g_strdup_printf (_("The parameter of the pipeline is written “${%s}”"), name);
  near = mill_schema_suggest (schema, name);
  if (near != NULL)
    return g_strdup_printf (_("Did you mean “%s”?"), near);
  if (strstr (text, quoted) != NULL)
    return g_strdup_printf (_("A text is written in single quotes: '%s'"), name);

  return mill_expression_hint_parameter (bindings, name);
}

/* The name in @query's answers that is most like @name, as a hint. */
static char *
hint_from_database (MillConnection *connection,
                    const char     *query,
                    const char     *name)
{
  g_autoptr (MillRows) rows = mill_connection_query (connection, query, NULL, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  MillSuggestion suggestion;
  const char *near;

  while (rows != NULL && mill_rows_next (rows, NULL, NULL))
    for (guint i = 0; i < mill_rows_get_n_rows (rows); i++)
      g_ptr_array_add (names, mill_rows_dup_string (rows, 0, i));

  mill_suggestion_init (&suggestion, name);
  for (guint i = 0; i < names->len; i++)
    if (names->pdata[i] != NULL && !mill_expression_is_unsteady (names->pdata[i]))
      mill_suggestion_offer (&suggestion, names->pdata[i]);
  near = mill_suggestion_finish (&suggestion);

  return near != NULL ? g_strdup_printf (_("Did you mean “%s”?"), near) : NULL;
}

/* For a function or a type that is not there. */
static char *
hint_word (MillConnection *connection,
           const char     *detail)
{
  static const struct { const char *pattern, *query; } kinds[] = {
    { "Function with name \"?(.*?)\"? does not exist",
      "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN "
      "('scalar', 'aggregate', 'macro') AND regexp_matches(function_name, '^[a-z][a-z0-9_]+$') "
      "AND NOT starts_with(function_name, 'mill_') ORDER BY 1" },
    { "Type with name \"?(.*?)\"? does not exist",
      "SELECT DISTINCT type_name FROM duckdb_types() ORDER BY 1" },
  };

  for (guint i = 0; detail != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (kinds[i].pattern, 0, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *name = NULL;

      if (!g_regex_match (regex, detail, 0, &match))
        continue;
      name = g_match_info_fetch (match, 1);

      return hint_from_database (connection, kinds[i].query, name);
    }

  return NULL;
}

GError *
mill_expression_explain (MillConnection   *connection,
                         GError           *found,
                         const char       *text,
                         GPtrArray        *columns,
                         MillBindings     *bindings,
                         const MillSchema *schema)
{
  g_autoptr (MillDiagnostic) known = NULL;
  g_autofree char *hint = NULL;
  const char *missing = NULL;
  gboolean lonely;
  MillDiagnostic *better;
  GError *error = NULL;

  if (!g_error_matches (found, MILL_ERROR, MILL_ERROR_FAILED))
    return found;

  for (guint i = 0; i < columns->len && missing == NULL; i++)
    if (!has_column (schema, g_ptr_array_index (columns, i)))
      missing = g_ptr_array_index (columns, i);
  known = mill_error_dup_diagnostic (found, NULL);
  lonely = missing == NULL && known->detail != NULL &&
           strstr (known->detail, MILL_EXPRESSION_ROW " must appear in the GROUP BY") != NULL;
  if (lonely)
    hint = g_strdup (_("Write it with OVER (), or group the rows first"));
  else if (missing != NULL)
    hint = hint_column (text, bindings, schema, missing);
  else
    hint = hint_word (connection, known->detail);
  if (missing == NULL && hint == NULL)
    return found;

  better = mill_diagnostic_with_node (known, known->node);
  if (lonely)
    {
      g_free (better->message);
      better->message = g_strdup (_("A function over many rows (sum, count, max…) cannot stand here"));
    }
  else if (missing != NULL)
    {
      g_free (better->message);
      better->message = g_strdup_printf (_("There is no column “%s”"), missing);
    }
  g_set_str (&better->hint, hint);
  mill_error_take (&error, better);
  g_error_free (found);

  return error;
}
