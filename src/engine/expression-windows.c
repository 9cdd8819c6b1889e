/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/expression-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"

/* A window function sees rows one after another, and which of two comes first is often not said: the order
 * that is given leaves ties, or there is none. DuckDB then takes them as its threads bring them. So each
 * window gets an order without ties, by all columns of the table after those that are named, and sums of
 * floating point become exact ones: the same rows then give the same values, however they arrive. Where
 * ties have a meaning of their own (rank, and what lies between two values) that order is only given to
 * what chooses among them. */

typedef struct
{
  const MillSchema *schema;
  GPtrArray        *numbers;   /* JsonObject: sums that are exact if what they add up is of floating point */
  GError          **error;
} Windows;

/* DuckDB's aggregate, and the exact one. */
typedef struct
{
  const char *name;
  const char *exact;
  gboolean    of_any_number;   /* of whole numbers and DECIMAL, too, it is computed in floating point */
} Exact;

static const Exact exact[] = {
  { "avg", "exact_avg", FALSE },
  { "corr", "exact_corr", TRUE },
  { "covar_pop", "exact_covar_pop", TRUE },
  { "covar_samp", "exact_covar_samp", TRUE },
  { "mean", "exact_avg", FALSE },
  { "stddev", "exact_stddev_samp", TRUE },
  { "stddev_pop", "exact_stddev_pop", TRUE },
  { "stddev_samp", "exact_stddev_samp", TRUE },
  { "sum", "exact_sum", FALSE },
  { "var_pop", "exact_var_pop", TRUE },
  { "var_samp", "exact_var_samp", TRUE },
  { "variance", "exact_var_samp", TRUE },
};

/* Aggregates whose result is the same in every order; those of "exact" are, too. */
static const char *const order_free[] = {
  "approx_count_distinct", "bit_and", "bit_or", "bit_xor", "bool_and", "bool_or", "count", "count_if",
  "count_star", "countif", "histogram", "mad", "max", "median", "min", "quantile", "quantile_cont",
  "quantile_disc", "regr_count",
};

static const Exact *
find_exact (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (exact); i++)
    if (g_ascii_strcasecmp (exact[i].name, name) == 0 || g_ascii_strcasecmp (exact[i].exact, name) == 0)
      return &exact[i];

  return NULL;
}

static gboolean
is_indifferent (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (order_free); i++)
    if (g_ascii_strcasecmp (order_free[i], name) == 0)
      return TRUE;

  return find_exact (name) != NULL;
}

static JsonArray *
get_array (JsonObject *window,
           const char *member)
{
  if (!json_object_has_member (window, member))
    json_object_set_array_member (window, member, json_array_new ());

  return json_object_get_array_member (window, member);
}

static void
add_order (JsonArray *orders,
           JsonNode  *expression)
{
  JsonObject *order = json_object_new ();

  json_object_set_string_member (order, "type", "ASCENDING");
  json_object_set_string_member (order, "null_order", "NULLS LAST");
  json_object_set_member (order, "expression", expression);
  json_array_add_object_element (orders, order);
}

static void
add_columns (const Windows *self,
             JsonArray     *orders)
{
  for (guint i = 0; i < mill_schema_get_n_columns (self->schema); i++)
    {
      JsonObject *column = json_object_new ();
      JsonArray *names = json_array_new ();
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);

      json_array_add_string_element (names, mill_schema_get_column (self->schema, i)->name);
      json_object_set_string_member (column, "class", "COLUMN_REF");
      json_object_set_string_member (column, "type", "COLUMN_REF");
      json_object_set_string_member (column, "alias", "");
      json_object_set_array_member (column, "column_names", names);
      json_node_take_object (node, column);
      add_order (orders, node);
    }
}

/* Those that are equal in all columns are one as good as the other. */
static void
order_rows (const Windows *self,
            JsonObject    *window)
{
  add_columns (self, get_array (window, "orders"));
}

static void
order_values (const Windows *self,
              JsonObject    *window)
{
  JsonArray *values = get_array (window, "arg_orders");
  JsonArray *rows = get_array (window, "orders");
  JsonArray *arguments = get_array (window, "arguments");

  /* Of those that are different only what is given itself can say the order. */
  if (json_object_get_boolean_member_with_default (window, "distinct", FALSE))
    {
      for (guint i = 0; json_array_get_length (values) == 0 && i < json_array_get_length (arguments); i++)
        add_order (values, json_node_copy (json_object_get_member (json_array_get_object_element (arguments, i),
                                                                   "expression")));
      return;
    }
  if (json_array_get_length (values) == 0)
    for (guint i = 0; i < json_array_get_length (rows); i++)
      json_array_add_element (values, json_node_copy (json_array_get_element (rows, i)));
  add_columns (self, values);
}

/* Does the frame count rows? Otherwise it ends where values do, and ties are all in it or none. */
static gboolean
counts_rows (JsonObject *window)
{
  const char *start = json_object_get_string_member_with_default (window, "start", "");
  const char *end = json_object_get_string_member_with_default (window, "end", "");

  return g_str_has_suffix (start, "_ROWS") || g_str_has_suffix (end, "_ROWS");
}

static gboolean
excludes_ties (JsonObject *window)
{
  const char *clause = json_object_get_string_member_with_default (window, "exclude_clause", "NO_OTHER");

  return g_str_equal (clause, "GROUP") || g_str_equal (clause, "TIES");
}

static gboolean
order_frame (Windows    *self,
             JsonObject *window)
{
  if (excludes_ties (window))
    {
      mill_fail (self->error, _("Use RANGE or GROUPS, whose ends do not lie among ties"),
                 _("EXCLUDE GROUP and EXCLUDE TIES after ROWS depend on the order of rows that are alike"));
      return FALSE;
    }
  order_rows (self, window);

  return TRUE;
}

static void
set_name (JsonObject *window,
          const char *name)
{
  JsonObject *qualified = json_object_new ();
  JsonArray *path = json_array_new ();

  json_array_add_string_element (path, name);
  json_object_set_array_member (qualified, "path", path);
  json_object_set_object_member (window, "qualified_name", qualified);
  json_object_set_string_member (window, "function_name", name);
}

static gboolean
steady_aggregate (Windows    *self,
                  JsonObject *window)
{
  const char *name = json_object_get_string_member_with_default (window, "function_name", "");
  const Exact *match = find_exact (name);
  gboolean indifferent = is_indifferent (name);

  /* Another name frees this one. */
  if (match != NULL && match->of_any_number)
    set_name (window, match->exact);
  else if (match != NULL)
    g_ptr_array_add (self->numbers, window);
  if (counts_rows (window) && !order_frame (self, window))
    return FALSE;
  if (!indifferent)
    order_values (self, window);

  return TRUE;
}

static gboolean
steady_window (Windows    *self,
               JsonObject *window)
{
  static const char *const one_by_one[] = { "WINDOW_LAG", "WINDOW_LEAD", "WINDOW_NTILE", "WINDOW_ROW_NUMBER" };
  static const char *const of_values[] = { "WINDOW_FIRST_VALUE", "WINDOW_LAST_VALUE", "WINDOW_NTH_VALUE" };
  const char *type = json_object_get_string_member_with_default (window, "type", "");

  if (g_str_equal (type, "WINDOW_AGGREGATE"))
    return steady_aggregate (self, window);

  for (guint i = 0; i < G_N_ELEMENTS (one_by_one); i++)
    if (g_str_equal (type, one_by_one[i]))
      {
        if (json_array_get_length (get_array (window, "arg_orders")) > 0)
          order_values (self, window);
        else
          order_rows (self, window);
        return TRUE;
      }

  for (guint i = 0; i < G_N_ELEMENTS (of_values); i++)
    if (g_str_equal (type, of_values[i]))
      {
        if (counts_rows (window) && !order_frame (self, window))
          return FALSE;
        order_values (self, window);
        return TRUE;
      }

  return TRUE;
}

static gboolean walk (Windows *self, JsonNode *node);

static gboolean
walk_object (Windows    *self,
             JsonObject *object)
{
  g_autoptr (GList) members = json_object_get_values (object);

  for (GList *l = members; l != NULL; l = l->next)
    if (!walk (self, l->data))
      return FALSE;

  return g_strcmp0 (json_object_get_string_member_with_default (object, "class", NULL), "WINDOW") != 0 ||
         steady_window (self, object);
}

static gboolean
walk (Windows  *self,
      JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return walk_object (self, json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!walk (self, json_array_get_element (array, i)))
          return FALSE;
    }

  return TRUE;
}

/* The types of what the sums in @self add up. */
static MillSchema *
describe_numbers (const Windows   *self,
                  MillConnection  *connection,
                  JsonNode        *answer,
                  GError         **error)
{
  g_autoptr (GPtrArray) numbers = g_ptr_array_new ();

  for (guint i = 0; i < self->numbers->len; i++)
    {
      JsonArray *arguments = get_array (g_ptr_array_index (self->numbers, i), "arguments");
      JsonObject *argument = json_array_get_object_element (arguments, 0);

      g_ptr_array_add (numbers, json_object_get_member (argument, "expression"));
    }

  return mill_expression_describe_parts (connection, answer, numbers, self->schema, error);
}

static gboolean
make_exact (const Windows   *self,
            MillConnection  *connection,
            JsonNode        *answer,
            GError         **error)
{
  g_autoptr (MillSchema) types = NULL;

  if (self->numbers->len == 0)
    return TRUE;
  types = describe_numbers (self, connection, answer, error);
  if (types == NULL)
    return FALSE;

  for (guint i = 0; i < self->numbers->len; i++)
    {
      JsonObject *window = g_ptr_array_index (self->numbers, i);
      const char *type = mill_schema_get_column (types, i)->type;

      if (g_str_equal (type, "DOUBLE") || g_str_equal (type, "FLOAT"))
        set_name (window, find_exact (json_object_get_string_member (window, "function_name"))->exact);
    }

  return TRUE;
}

char *
mill_expression_steady (MillConnection    *connection,
                        const char        *json,
                        const MillSchema  *schema,
                        GError           **error)
{
  g_autoptr (GPtrArray) numbers = g_ptr_array_new ();
  g_autoptr (JsonNode) answer = NULL;
  Windows self = { schema, numbers, error };

  if (strstr (json, "\"class\":\"WINDOW\"") == NULL)
    return NULL;
  answer = json_from_string (json, error);
  if (answer == NULL || !walk (&self, json_array_get_element (mill_expression_get_elements (answer), 0)) ||
      !make_exact (&self, connection, answer, error))
    return NULL;

  return mill_expression_write_elements (connection, answer, error);
}
