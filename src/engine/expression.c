/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/expression.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "engine/compile-private.h"
#include "engine/duck-error.h"
#include "engine/expression-private.h"
#include "engine/sql-private.h"
#include "pipeline/diagnostic.h"

/* More than anybody types; keeps the parser's work small. */
#define MAX_LENGTH 16384

/* DuckDB's reading of two texts as JSON: the expression bare and within brackets. */
static gboolean
read_both (MillConnection  *connection,
           const char      *text,
           char           **bare,
           char           **bracketed,
           GError         **error)
{
  g_autofree char *first = g_strdup_printf (MILL_EXPRESSION_SELECT "%s\n", text);
  g_autofree char *second = g_strdup_printf ("SELECT (\n%s\n)", text);
  g_autofree char *first_quoted = mill_sql_quote_string (first);
  g_autofree char *second_quoted = mill_sql_quote_string (second);
  g_autofree char *sql = NULL;
  g_auto (GStrv) row = NULL;

  sql = g_strdup_printf ("SELECT json_serialize_sql(%s), json_serialize_sql(%s)",
                         first_quoted, second_quoted);
  row = mill_connection_query_constant (connection, sql, error);
  if (row == NULL)
    return FALSE;
  *bare = g_strdup (row[0]);
  *bracketed = g_strdup (row[1]);

  return TRUE;
}

/* Where something stands in the text differs between the two readings; the rest must not. */
static char *
without_locations (const char *json)
{
  g_autoptr (GRegex) regex = g_regex_new ("\"query_location(_length)?\":\\d+,?", 0, 0, NULL);

  return g_regex_replace_literal (regex, json, -1, 0, "", 0, NULL);
}

static void
fail_not_one (GError **error)
{
  mill_fail (error, _("Write what comes after SELECT for one column, without a name"),
             _("This is not one expression"));
}

static gboolean
is_empty (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;

  return FALSE;
}

/* The one element of a plain "SELECT element", or NULL. */
static JsonObject *
get_only_element (JsonObject *select)
{
  static const char *const empty[] = {
    "modifiers", "where_clause", "group_expressions", "group_sets", "having", "sample", "qualify",
  };
  JsonObject *from = json_object_get_object_member (select, "from_table");
  JsonArray *elements = json_object_get_array_member (select, "select_list");

  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    if (!is_empty (select, empty[i]))
      return NULL;
  if (!is_empty (json_object_get_object_member (select, "cte_map"), "map") ||
      g_strcmp0 (json_object_get_string_member (from, "type"), "EMPTY") != 0 ||
      json_array_get_length (elements) != 1)
    return NULL;

  return json_array_get_object_element (elements, 0);
}

/* The tree of the one expression in DuckDB's answer. Borrowed from @answer. */
static JsonObject *
get_tree (JsonObject  *answer,
          GError     **error)
{
  JsonArray *statements;
  JsonObject *select;
  JsonObject *element = NULL;

  if (json_object_get_boolean_member (answer, "error"))
    {
      g_autofree char *text = NULL;

      text = g_strdup_printf ("Parser Error: %s",
                              json_object_get_string_member_with_default (answer, "error_message", ""));
      mill_duck_fail (error, text);
      return NULL;
    }

  statements = json_object_get_array_member (answer, "statements");
  if (json_array_get_length (statements) == 1)
    {
      select = json_object_get_object_member (json_array_get_object_element (statements, 0), "node");
      if (g_strcmp0 (json_object_get_string_member (select, "type"), "SELECT_NODE") == 0)
        element = get_only_element (select);
    }
  if (element == NULL ||
      *json_object_get_string_member_with_default (element, "alias", "") != '\0')
    {
      fail_not_one (error);
      return NULL;
    }

  return element;
}

static gboolean
check (MillConnection    *connection,
       const char        *text,
       MillBindings      *bindings,
       const MillSchema  *schema,
       GPtrArray         *columns,
       char             **json,
       GError           **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *bare = NULL;
  g_autofree char *bracketed = NULL;
  g_autofree char *bare_shape = NULL;
  g_autofree char *bracketed_shape = NULL;
  JsonObject *tree;

  if (!read_both (connection, text, &bare, &bracketed, error))
    return FALSE;
  if (!json_parser_load_from_data (parser, bare, -1, NULL))
    {
      mill_fail (error, NULL, _("The expression is nested too deeply"));
      return FALSE;
    }
  tree = get_tree (json_node_get_object (json_parser_get_root (parser)), error);
  if (tree == NULL)
    return FALSE;

  /* What reads differently within brackets could break out of its place. */
  bare_shape = without_locations (bare);
  bracketed_shape = without_locations (bracketed);
  if (g_strcmp0 (bare_shape, bracketed_shape) != 0)
    {
      fail_not_one (error);
      return FALSE;
    }

  if (!mill_expression_check_tree (tree, schema, bindings, columns, error))
    return FALSE;
  if (json != NULL)
    *json = g_steal_pointer (&bare);

  return TRUE;
}

/* DuckDB takes most of them for parts of names, and nobody sees them. */
static gboolean
has_control_character (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) && strchr ("\t\n\r", *p) == NULL)
      return TRUE;

  return FALSE;
}

/* Checks @text and returns it with its parameters replaced; @json (may be NULL) gets DuckDB's reading of it. */
static char *
read_expression (MillConnection    *connection,
                 const char        *text,
                 MillBindings      *bindings,
                 const MillSchema  *schema,
                 GPtrArray         *columns,
                 char             **json,
                 GError           **error)
{
  g_autofree char *filled = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    {
      mill_fail (error, NULL, _("The expression is not valid UTF-8 text"));
      return NULL;
    }
  if (has_control_character (text))
    {
      mill_fail (error, _("Write it again instead of pasting it"),
                 _("The expression has an invisible control character in it"));
      return NULL;
    }
  if (strlen (text) > MAX_LENGTH)
    {
      mill_fail (error, NULL, _("The expression is too long"));
      return NULL;
    }
  filled = mill_expression_substitute (text, bindings, error);
  if (filled == NULL)
    return NULL;
  g_strstrip (filled);
  if (*filled == '\0')
    {
      mill_fail (error, _("For example: price * 2"), _("The expression is empty"));
      return NULL;
    }
  if (!check (connection, filled, bindings, schema, columns, json, error))
    return NULL;

  return g_steal_pointer (&filled);
}

/* A comment at the end must not swallow what the builder writes behind it. */
static MillExpr *
make_expr (const char *text)
{
  gboolean comment = strstr (text, "--") != NULL || strstr (text, "/*") != NULL;

  return mill_expr_new_take (g_strdup_printf (comment ? "(\n%s\n)" : "(%s)", text), TRUE);
}

MillExpr *
mill_expression_parse (MillConnection  *connection,
                       const char      *text,
                       MillBindings    *bindings,
                       GError         **error)
{
  g_autofree char *filled = read_expression (connection, text, bindings, NULL, NULL, NULL, error);

  return filled != NULL ? make_expr (filled) : NULL;
}

GStrv
mill_expression_get_columns (MillConnection  *connection,
                             const char      *text,
                             MillBindings    *bindings,
                             GError         **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *filled = NULL;

  filled = read_expression (connection, text, bindings, NULL, columns, NULL, error);
  if (filled == NULL)
    return NULL;
  g_ptr_array_add (columns, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&columns), FALSE);
}

GStrv
mill_expression_get_unportable (MillConnection    *connection,
                                const char        *text,
                                MillBindings      *bindings,
                                const MillSchema  *schema,
                                GError           **error)
{
  g_autofree char *json = NULL;
  g_autofree char *filled = read_expression (connection, text, bindings, schema, NULL, &json, error);

  return filled != NULL ? mill_expression_find_unportable (json, filled) : NULL;
}

MillExpr *
mill_expression_bind (MillConnection    *connection,
                      const char        *text,
                      MillBindings      *bindings,
                      const MillSchema  *schema,
                      char             **type,
                      GError           **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *json = NULL;
  g_autofree char *filled = read_expression (connection, text, bindings, schema, columns, &json, error);
  g_autofree char *steady = NULL;
  GError *local_error = NULL;
  g_autoptr (MillExpr) expr = NULL;
  g_autoptr (MillSchema) result = NULL;
  g_autofree char *empty = NULL;
  g_autofree char *sql = NULL;

  if (filled == NULL)
    return NULL;

  expr = make_expr (filled);
  empty = mill_schema_to_empty_select (schema);
  /* Beside a column of the row, a function over many rows does not bind. */
  sql = g_strdup_printf ("SELECT %s AS \"value\", " MILL_EXPRESSION_ROW " FROM (SELECT *, TRUE AS "
                         MILL_EXPRESSION_ROW " FROM (%s))", mill_expr_get_text (expr), empty);
  result = mill_connection_describe_constant (connection, sql, &local_error);
  if (result == NULL)
    {
      g_propagate_error (error, mill_expression_explain (connection, local_error, text, columns,
                                                         bindings, schema));
      return NULL;
    }
  if (!mill_expression_check_comparisons (connection, json, schema, error))
    return NULL;
  steady = mill_expression_steady (connection, json, schema, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  if (type != NULL)
    *type = g_strdup (mill_duck_border_type (mill_schema_get_column (result, 0)->type));

  return steady != NULL ? make_expr (steady) : g_steal_pointer (&expr);
}

char *
mill_expression_get_type (MillConnection    *connection,
                          const char        *text,
                          MillBindings      *bindings,
                          const MillSchema  *schema,
                          GError           **error)
{
  g_autoptr (MillExpr) expr = NULL;
  char *type = NULL;

  expr = mill_expression_bind (connection, text, bindings, schema, &type, error);

  return type;
}
