/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/expression-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "engine/sql-private.h"
#include "pipeline/data-type.h"
#include "pipeline/diagnostic.h"

/* A text that is compared with a number or a date is read as one, but DuckDB does so only when there are rows:
 * price > 'abc' binds. So the texts that are written in comparisons are tried before, against the types that
 * stand beside them. A text is wrong where none of these can read it, so none that would do is refused. */

/* A comparison in which texts are written: =, <, IN, BETWEEN and their like, nullif(). */
typedef struct
{
  GPtrArray *texts;    /* const char * */
  GPtrArray *others;   /* Operand: what stands beside them */
} Comparison;

typedef struct
{
  JsonNode   *expression;
  char       *type;      /* as DuckDB names it */
  const char *column;    /* its name, where the operand is one; or NULL */
} Operand;

/* How a text is told to be wrong. @hint and @column_hint: with the type, and before it the name of the column. */
typedef struct
{
  const char *message;       /* N_(), with a %s for the text */
  const char *hint;          /* N_(), for any operand */
  const char *column_hint;   /* N_(), for a column */
} Words;

static const Words of_number = {
  N_("“%s” is not a number"),
  N_("It is compared with a value of the type %s: write a number, or make a text of that with CAST(… AS VARCHAR)"),
  N_("The column “%s” is of the type %s: write a number, or make a text of it with CAST(… AS VARCHAR)"),
};

static const Words of_time = {
  N_("“%s” is not a date or time"),
  N_("It is compared with a value of the type %s: dates are written YYYY-MM-DD"),
  N_("The column “%s” is of the type %s: dates are written YYYY-MM-DD"),
};

static const Words of_truth = {
  N_("“%s” is neither true nor false"),
  N_("It is compared with a value of the type %s: write true or false"),
  N_("The column “%s” is of the type %s: write true or false"),
};

static void
operand_free (gpointer data)
{
  Operand *self = data;

  g_free (self->type);
  g_free (self);
}

static void
comparison_free (gpointer data)
{
  Comparison *self = data;

  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->others);
  g_free (self);
}

static const char *
get_string (JsonObject *object,
            const char *member)
{
  return json_object_get_string_member_with_default (object, member, "");
}

/* The literal of a constant, or NULL. */
static JsonObject *
get_literal (JsonNode *expression)
{
  JsonObject *object = json_node_get_object (expression);

  return g_str_equal (get_string (object, "class"), "CONSTANT") && json_object_has_member (object, "literal")
           ? json_object_get_object_member (object, "literal") : NULL;
}

static void
add_operand (Comparison *self,
             JsonNode   *operand)
{
  JsonObject *literal;

  if (operand == NULL || !JSON_NODE_HOLDS_OBJECT (operand))
    return;
  literal = get_literal (operand);
  if (literal != NULL && g_str_equal (get_string (literal, "kind"), "STRING"))
    g_ptr_array_add (self->texts, (char *) get_string (literal, "text"));
  else if (literal == NULL || !g_str_equal (get_string (literal, "kind"), "NULL_LITERAL"))
    {
      Operand *other = g_new0 (Operand, 1);

      other->expression = operand;
      g_ptr_array_add (self->others, other);
    }
}

static void
add_elements (Comparison *self,
              JsonObject *object,
              const char *member,
              const char *within)
{
  JsonArray *elements = json_object_get_array_member (object, member);

  for (guint i = 0; elements != NULL && i < json_array_get_length (elements); i++)
    {
      JsonNode *element = json_array_get_element (elements, i);

      add_operand (self, within != NULL ? json_object_get_member (json_node_get_object (element), within)
                                        : element);
    }
}

static void
look_at (JsonObject *object,
         GPtrArray  *comparisons)
{
  static const char *const sides[] = { "left", "right", "input", "lower", "upper" };
  const char *class = get_string (object, "class");
  Comparison *self = g_new0 (Comparison, 1);

  self->texts = g_ptr_array_new ();
  self->others = g_ptr_array_new_with_free_func (operand_free);
  if (g_str_equal (class, "COMPARISON") || g_str_equal (class, "BETWEEN"))
    for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
      add_operand (self, json_object_get_member (object, sides[i]));
  else if (g_str_equal (get_string (object, "type"), "COMPARE_IN"))
    add_elements (self, object, "children", NULL);
  else if (g_str_equal (class, "FUNCTION") &&
           g_ascii_strcasecmp (get_string (object, "function_name"), "nullif") == 0)
    add_elements (self, object, "arguments", "expression");

  if (self->texts->len > 0 && self->others->len > 0)
    g_ptr_array_add (comparisons, self);
  else
    comparison_free (self);
}

static void
find_comparisons (JsonNode  *node,
                  GPtrArray *comparisons)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        find_comparisons (json_array_get_element (array, i), comparisons);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) members = json_object_get_values (object);

      /* What is compared within a lambda has a type only there, and what TRY() holds may fail. */
      if (g_str_equal (get_string (object, "class"), "LAMBDA") ||
          g_str_equal (get_string (object, "type"), "OPERATOR_TRY"))
        return;
      look_at (object, comparisons);
      for (GList *l = members; l != NULL; l = l->next)
        find_comparisons (l->data, comparisons);
    }
}

/* ---- What stands beside the texts ---- */

/* The column of @schema that an expression is, or NULL. */
static const MillColumn *
find_column (JsonNode         *expression,
             const MillSchema *schema)
{
  JsonObject *object = json_node_get_object (expression);
  JsonArray *names;

  if (!g_str_equal (get_string (object, "class"), "COLUMN_REF"))
    return NULL;
  names = json_object_get_array_member (object, "column_names");
  if (json_array_get_length (names) != 1)
    return NULL;
  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);

      if (g_ascii_strcasecmp (column->name, json_array_get_string_element (names, 0)) == 0)
        return column;
    }

  return NULL;
}

/* Finds the types of all operands, if each has one by itself. They are bound over no rows, and nothing of them is
 * computed. */
static gboolean
find_types (GPtrArray        *comparisons,
            MillConnection   *connection,
            JsonNode         *answer,
            const MillSchema *schema)
{
  g_autoptr (GPtrArray) unknown = g_ptr_array_new ();
  g_autoptr (GPtrArray) expressions = g_ptr_array_new ();
  g_autoptr (MillSchema) types = NULL;

  for (guint i = 0; i < comparisons->len; i++)
    {
      GPtrArray *others = ((Comparison *) comparisons->pdata[i])->others;

      for (guint j = 0; j < others->len; j++)
        {
          Operand *operand = others->pdata[j];
          const MillColumn *column = find_column (operand->expression, schema);

          if (column != NULL)
            {
              operand->type = g_strdup (column->type);
              operand->column = column->name;
              continue;
            }
          g_ptr_array_add (unknown, operand);
          g_ptr_array_add (expressions, operand->expression);
        }
    }
  if (unknown->len == 0)
    return TRUE;

  types = mill_expression_describe_parts (connection, answer, expressions, schema, NULL);
  for (guint i = 0; types != NULL && i < unknown->len; i++)
    ((Operand *) unknown->pdata[i])->type = g_strdup (mill_schema_get_column (types, i)->type);

  return types != NULL;
}

/* ---- What is wrong ---- */

static const Words *
find_words (const Operand *operand)
{
  MillDataKind kind = mill_data_kind_from_type (operand->type);

  if (mill_data_kind_is_number (kind))
    return &of_number;
  if (kind == MILL_DATA_DATE || kind == MILL_DATA_TIMESTAMP || kind == MILL_DATA_TIMESTAMPTZ)
    return &of_time;

  return kind == MILL_DATA_BOOLEAN ? &of_truth : NULL;
}

/* Are all the types beside the texts such that it is known which texts they can read? */
static gboolean
can_try (const Comparison *self)
{
  for (guint i = 0; i < self->others->len; i++)
    if (find_words (self->others->pdata[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* Adds "can any of the types read @text" to a select list. What is a number but does not fit is left to the
 * run, where another operand may have made the type wider. */
static void
append_trial (GString          *sql,
              const Comparison *self,
              const char       *text)
{
  g_autofree char *quoted = mill_sql_quote_string (text);

  g_string_append (sql, sql->len > 0 ? ", CAST(" : "SELECT CAST(");
  for (guint i = 0; i < self->others->len; i++)
    {
      const Operand *operand = self->others->pdata[i];

      g_string_append_printf (sql, "%sTRY_CAST(%s AS %s) IS NOT NULL", i > 0 ? " OR " : "", quoted,
                              operand->type);
      if (find_words (operand) == &of_number)
        g_string_append_printf (sql, " OR TRY_CAST(%s AS DOUBLE) IS NOT NULL", quoted);
    }
  g_string_append (sql, " AS VARCHAR)");
}

static void
fail (const Comparison  *self,
      const char        *text,
      GError           **error)
{
  const Operand *operand = self->others->pdata[0];
  const Words *words = find_words (operand);
  g_autofree char *hint = NULL;
  g_autofree char *message = NULL;

  hint = operand->column != NULL ? g_strdup_printf (_(words->column_hint), operand->column, operand->type)
                                 : g_strdup_printf (_(words->hint), operand->type);
  message = g_strdup_printf (_(words->message), text);
  mill_fail (error, hint, "%s", message);
}

gboolean
mill_expression_check_comparisons (MillConnection    *connection,
                                   const char        *json,
                                   const MillSchema  *schema,
                                   GError           **error)
{
  g_autoptr (GPtrArray) comparisons = g_ptr_array_new_with_free_func (comparison_free);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (JsonNode) answer = NULL;
  g_auto (GStrv) row = NULL;
  guint column = 0;

  if (strstr (json, "\"kind\":\"STRING\"") == NULL)
    return TRUE;
  answer = json_from_string (json, error);
  if (answer == NULL)
    return FALSE;
  find_comparisons (json_array_get_element (mill_expression_get_elements (answer), 0), comparisons);
  /* What has no type apart from the rest is left to the run: it is right as far as anybody knows. */
  if (!find_types (comparisons, connection, answer, schema))
    return TRUE;

  for (guint i = comparisons->len; i-- > 0;)
    if (!can_try (comparisons->pdata[i]))
      g_ptr_array_remove_index (comparisons, i);
  if (comparisons->len == 0)
    return TRUE;
  for (guint i = 0; i < comparisons->len; i++)
    {
      const Comparison *self = comparisons->pdata[i];

      for (guint j = 0; j < self->texts->len; j++)
        append_trial (sql, self, self->texts->pdata[j]);
    }
  row = mill_connection_query_constant (connection, sql->str, error);
  if (row == NULL)
    return FALSE;

  for (guint i = 0; i < comparisons->len; i++)
    {
      const Comparison *self = comparisons->pdata[i];

      for (guint j = 0; j < self->texts->len; j++)
        if (g_str_equal (row[column++], "false"))
          {
            fail (self, self->texts->pdata[j], error);
            return FALSE;
          }
    }

  return TRUE;
}
