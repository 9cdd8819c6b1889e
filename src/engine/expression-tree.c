/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/expression-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"

typedef struct
{
  const MillSchema *schema;
  MillBindings     *bindings;     /* or NULL */
  GPtrArray        *columns;      /* char *, or NULL */
  GPtrArray        *variables;    /* const char *: arguments of the lambdas around */
  GError          **error;
} Walk;

/* What the parser calls the parts of an expression that are welcome. */
static const char *const welcome[] = {
  "BETWEEN", "CASE", "CAST", "COLLATE", "COLUMN_REF", "COMPARISON", "CONJUNCTION", "CONSTANT",
  "FUNCTION", "LAMBDA", "OPERATOR", "TYPE", "WINDOW",
};

static gboolean walk_node (Walk *walk, JsonNode *node);

static const char *
get_string (JsonObject *object,
            const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static gboolean
has_elements (JsonObject *object,
              const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) &&
         json_array_get_length (json_node_get_array (node)) > 0;
}

static gboolean
has_column (const MillSchema *schema,
            const char       *name)
{
  for (guint i = 0; schema != NULL && i < mill_schema_get_n_columns (schema); i++)
    if (g_ascii_strcasecmp (mill_schema_get_column (schema, i)->name, name) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
fail_unsteady (Walk       *walk,
               const char *name)
{
  mill_fail (walk->error, _("Use a parameter of the pipeline, such as ${today}"),
             _("“%s” gives another result each time, so it cannot be used here"), name);

  return FALSE;
}

/* Some words are functions without brackets, unless a column is called so. */
static gboolean
is_clock (const char *name)
{
  static const char *const words[] = {
    "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (name, words[i]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
check_column (Walk       *walk,
              JsonObject *object)
{
  JsonArray *names = json_object_get_array_member (object, "column_names");
  const char *name;

  if (names == NULL || json_array_get_length (names) == 0)
    return TRUE;

  name = json_array_get_string_element (names, 0);
  if (g_ptr_array_find_with_equal_func (walk->variables, name, g_str_equal, NULL))
    return TRUE;
  if (json_array_get_length (names) == 1 && is_clock (name) && !has_column (walk->schema, name))
    return fail_unsteady (walk, name);
  if (walk->columns != NULL &&
      !g_ptr_array_find_with_equal_func (walk->columns, name, g_str_equal, NULL))
    g_ptr_array_add (walk->columns, g_strdup (name));

  return TRUE;
}

static gboolean
check_function (Walk       *walk,
                JsonObject *object)
{
  const char *name = get_string (object, "function_name");
  JsonObject *order = NULL;

  if (name == NULL)
    return TRUE;
  if (mill_expression_is_unsteady (name))
    return fail_unsteady (walk, name);
  /* With one argument it counts from today. */
  if (g_ascii_strcasecmp (name, "age") == 0 &&
      json_array_get_length (json_object_get_array_member (object, "arguments")) < 2)
    return fail_unsteady (walk, name);
  if (mill_expression_is_rough (name))
    {
      mill_fail (walk->error, _("quantile_cont and mode are exact"),
                 _("“%s” is an estimate that differs from run to run, so it cannot be used here"),
                 name);
      return FALSE;
    }
  if (mill_expression_makes_rows (name))
    {
      mill_fail (walk->error, NULL,
                 _("“%s” makes several rows of one, which an expression cannot do"), name);
      return FALSE;
    }

  if (json_object_has_member (object, "order_bys"))
    order = json_object_get_object_member (object, "order_bys");
  if (order != NULL && mill_expression_is_ordered (name) && !has_elements (order, "orders"))
    {
      mill_fail (walk->error, _("Write ORDER BY and a column within the brackets"),
                 _("The result of “%s” depends on the order of the rows, and none is given"), name);
      return FALSE;
    }

  return TRUE;
}

/* “$name” is how other tools write a parameter. */
static gboolean
refuse_parameter (Walk       *walk,
                  const char *name)
{
  g_autofree char *near = NULL;
  const char *hint = _("Parameters of the pipeline are written ${name}");

  if (name == NULL || *name == '\0' || g_ascii_isdigit (*name))
    {
      mill_fail (walk->error, hint, _("“?” and “$1” stand for nothing here"));
      return FALSE;
    }
  near = mill_expression_hint_parameter (walk->bindings, name);
  mill_fail (walk->error, near != NULL ? near : hint, _("“$%s” stands for nothing here"), name);

  return FALSE;
}

static gboolean
refuse_class (Walk       *walk,
              JsonObject *object,
              const char *class)
{
  if (g_str_equal (class, "SUBQUERY"))
    mill_fail (walk->error, _("Bring the other table in with a join"),
               _("A query within an expression is not possible"));
  else if (g_str_equal (class, "STAR"))
    mill_fail (walk->error, _("Name the columns one by one"),
               _("“*” and COLUMNS(…) cannot be used in an expression"));
  else if (g_str_equal (class, "PARAMETER"))
    return refuse_parameter (walk, get_string (object, "identifier"));
  else if (g_str_equal (class, "POSITIONAL_REFERENCE"))
    mill_fail (walk->error, _("Write the name of the column"),
               _("Columns cannot be meant by their number"));
  else
    mill_fail (walk->error, NULL, _("This kind of expression (%s) is not possible here"), class);

  return FALSE;
}

/* x -> 'name' is not a lambda, but takes a part out of a JSON value. */
static gboolean
takes_part (JsonObject *lambda)
{
  JsonNode *body = json_object_get_member (lambda, "expr");

  return body != NULL && JSON_NODE_HOLDS_OBJECT (body) &&
         g_strcmp0 (get_string (json_node_get_object (body), "class"), "CONSTANT") == 0;
}

static void
collect_variables (Walk     *walk,
                   JsonNode *left)
{
  g_autoptr (GList) members = NULL;
  JsonObject *object;

  if (left == NULL || !JSON_NODE_HOLDS_OBJECT (left))
    return;
  object = json_node_get_object (left);
  if (has_elements (object, "column_names"))
    {
      JsonArray *names = json_object_get_array_member (object, "column_names");

      g_ptr_array_add (walk->variables, (char *) json_array_get_string_element (names, 0));
    }
  /* Several arguments come as a row. */
  if (has_elements (object, "arguments"))
    {
      JsonArray *arguments = json_object_get_array_member (object, "arguments");

      for (guint i = 0; i < json_array_get_length (arguments); i++)
        collect_variables (walk, json_object_get_member (json_array_get_object_element (arguments, i),
                                                         "expression"));
    }
}

static gboolean
walk_lambda (Walk       *walk,
             JsonObject *object)
{
  guint n_variables = walk->variables->len;
  gboolean good;

  collect_variables (walk, json_object_get_member (object, "lhs"));
  good = walk_node (walk, json_object_get_member (object, "expr"));
  g_ptr_array_set_size (walk->variables, n_variables);

  return good;
}

static gboolean
walk_object (Walk       *walk,
             JsonObject *object)
{
  const char *class = get_string (object, "class");
  JsonObjectIter iter;
  JsonNode *member;

  if (class != NULL)
    {
      gboolean known = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (welcome); i++)
        known = known || g_str_equal (class, welcome[i]);
      if (!known)
        return refuse_class (walk, object, class);
      if (g_str_equal (class, "COLUMN_REF") && !check_column (walk, object))
        return FALSE;
      if ((g_str_equal (class, "FUNCTION") || g_str_equal (class, "WINDOW")) &&
          !check_function (walk, object))
        return FALSE;
      if (g_str_equal (class, "LAMBDA") && !takes_part (object))
        return walk_lambda (walk, object);
    }

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, NULL, &member))
    if (!walk_node (walk, member))
      return FALSE;

  return TRUE;
}

static gboolean
walk_node (Walk     *walk,
           JsonNode *node)
{
  if (node == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return walk_object (walk, json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!walk_node (walk, json_array_get_element (array, i)))
          return FALSE;
    }

  return TRUE;
}

gboolean
mill_expression_check_tree (JsonObject        *tree,
                            const MillSchema  *schema,
                            MillBindings      *bindings,
                            GPtrArray         *columns,
                            GError           **error)
{
  g_autoptr (GPtrArray) variables = g_ptr_array_new ();
  Walk walk = { schema, bindings, columns, variables, error };

  return walk_object (&walk, tree);
}
