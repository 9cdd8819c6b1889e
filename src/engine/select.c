/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/sql.h"

#include <string.h>

#include "engine/functions.h"
#include "engine/sql-private.h"

typedef struct
{
  MillExpr *key;
  gboolean  descending;
  gboolean  nulls_first;
} Order;

typedef struct
{
  MillJoin  kind;
  char     *relation;
  MillExpr *on;
} Join;

struct _MillSelect
{
  /* One of these three is what the rows come from. */
  char       *relation;
  MillSelect *inner;
  char       *function;

  GPtrArray  *options;     /* char *: what stands within the brackets of the function */
  GPtrArray  *names;       /* char *: columns of literal values; NULL: none */
  GPtrArray  *rows;        /* char *: "(1, 'a')" */
  GPtrArray  *columns;     /* char * */
  GPtrArray  *conditions;  /* MillExpr * */
  GPtrArray  *keys;        /* MillExpr * */
  GArray     *orders;
  Join       *join;
  gboolean    order_by_rest;
  gboolean    distinct;
  gint64      limit;       /* -1: none */
  gint64      offset;
};

static void
clear_order (gpointer data)
{
  mill_expr_free (((Order *) data)->key);
}

static MillSelect *
select_new (void)
{
  MillSelect *self = g_new0 (MillSelect, 1);

  self->options = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new_with_free_func (g_free);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_expr_free);
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_expr_free);
  self->orders = g_array_new (FALSE, FALSE, sizeof (Order));
  g_array_set_clear_func (self->orders, clear_order);
  self->limit = -1;

  return self;
}

MillSelect *
mill_select_new (const char *relation)
{
  MillSelect *self = select_new ();

  self->relation = mill_sql_quote_identifier (relation);

  return self;
}

MillSelect *
mill_select_new_nested (MillSelect *inner)
{
  MillSelect *self = select_new ();

  self->inner = inner;

  return self;
}

char *
mill_sql_escape_pattern (const char *path)
{
  GString *escaped = g_string_new (NULL);

  for (const char *p = path; *p != '\0'; p++)
    if (strchr ("*?[", *p) != NULL)
      g_string_append_printf (escaped, "[%c]", *p);
    else
      g_string_append_c (escaped, *p);

  return g_string_free (escaped, FALSE);
}

MillSelect *
mill_select_new_from_file (const char *function,
                           const char *path)
{
  const MillSqlFunction *found = mill_sql_function_find (function);
  MillSelect *self = select_new ();
  g_autofree char *escaped = NULL;

  if (found == NULL)
    g_error ("There is no function “%s” in the function table", function);
  self->function = g_strdup (found->duckdb);
  escaped = mill_sql_escape_pattern (path);
  g_ptr_array_add (self->options, mill_sql_quote_string (escaped));

  return self;
}

MillSelect *
mill_select_new_values (const char *const *names)
{
  MillSelect *self = select_new ();

  self->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (self->names, mill_sql_quote_identifier (names[i]));

  return self;
}

void
mill_select_add_values (MillSelect  *self,
                        MillExpr   **row)
{
  GString *text = g_string_new ("(");

  g_return_if_fail (self->names != NULL);

  for (guint i = 0; i < self->names->len; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      g_string_append (text, mill_expr_get_text (row[i]));
      mill_expr_free (row[i]);
    }
  g_string_append_c (text, ')');
  g_ptr_array_add (self->rows, g_string_free (text, FALSE));
}

void
mill_select_free (MillSelect *self)
{
  if (self == NULL)
    return;

  g_free (self->relation);
  mill_select_free (self->inner);
  g_free (self->function);
  g_ptr_array_unref (self->options);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->conditions);
  g_ptr_array_unref (self->keys);
  g_array_unref (self->orders);
  if (self->join != NULL)
    {
      g_free (self->join->relation);
      mill_expr_free (self->join->on);
      g_free (self->join);
    }
  g_free (self);
}

void
mill_select_add_option (MillSelect *self,
                        const char *name,
                        MillExpr   *value)
{
  g_ptr_array_add (self->options, g_strdup_printf ("%s = %s", name, mill_expr_get_text (value)));
  mill_expr_free (value);
}

void
mill_select_join (MillSelect *self,
                  MillJoin    kind,
                  const char *relation,
                  MillExpr   *on)
{
  g_return_if_fail (self->join == NULL);

  self->join = g_new0 (Join, 1);
  self->join->kind = kind;
  self->join->relation = mill_sql_quote_identifier (relation);
  self->join->on = on;
}

void
mill_select_add_all (MillSelect *self)
{
  g_ptr_array_add (self->columns, g_strdup ("*"));
}

void
mill_select_add_column (MillSelect *self,
                        const char *name)
{
  g_ptr_array_add (self->columns, mill_sql_quote_identifier (name));
}

void
mill_select_add (MillSelect *self,
                 const char *name,
                 MillExpr   *value)
{
  g_autofree char *quoted = mill_sql_quote_identifier (name);

  if (g_str_equal (mill_expr_get_text (value), quoted))
    g_ptr_array_add (self->columns, g_steal_pointer (&quoted));
  else
    g_ptr_array_add (self->columns,
                     g_strdup_printf ("%s AS %s", mill_expr_get_text (value), quoted));
  mill_expr_free (value);
}

void
mill_select_where (MillSelect *self,
                   MillExpr   *condition)
{
  g_ptr_array_add (self->conditions, condition);
}

void
mill_select_group_by (MillSelect *self,
                      MillExpr   *key)
{
  g_ptr_array_add (self->keys, key);
}

void
mill_select_order_by (MillSelect *self,
                      MillExpr   *key,
                      gboolean    descending,
                      gboolean    nulls_first)
{
  Order order = { key, descending, nulls_first };

  g_array_append_val (self->orders, order);
}

void
mill_select_order_by_rest (MillSelect *self)
{
  self->order_by_rest = TRUE;
}

void
mill_select_distinct (MillSelect *self)
{
  self->distinct = TRUE;
}

void
mill_select_limit (MillSelect *self,
                   gint64      limit,
                   gint64      offset)
{
  self->limit = limit;
  self->offset = offset;
}

/* The builder indents its own lines only: a line break within a literal must stay as it is. */
static void
new_line (GString *sql,
          guint    depth)
{
  g_string_append_printf (sql, "\n%*s", (int) depth * 2, "");
}

static void
append_list (GString   *sql,
             GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      if (i > 0)
        g_string_append (sql, ", ");
      g_string_append (sql, g_ptr_array_index (items, i));
    }
}

static void
append_lines (GString   *sql,
              GPtrArray *items,
              guint      depth)
{
  for (guint i = 0; i < items->len; i++)
    {
      if (i > 0)
        g_string_append_c (sql, ',');
      new_line (sql, depth);
      g_string_append (sql, g_ptr_array_index (items, i));
    }
}

/* No rows still have columns. */
static void
append_values (GString    *sql,
               MillSelect *self,
               guint       depth)
{
  if (self->rows->len > 0)
    {
      g_string_append (sql, "(VALUES");
      append_lines (sql, self->rows, depth + 1);
      g_string_append (sql, ") AS \"values\" (");
      append_list (sql, self->names);
      g_string_append_c (sql, ')');
      return;
    }

  g_string_append (sql, "(SELECT ");
  for (guint i = 0; i < self->names->len; i++)
    g_string_append_printf (sql, "%sNULL AS %s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (self->names, i));
  g_string_append (sql, " WHERE FALSE)");
}

static void
append_join (GString *sql,
             Join    *join,
             guint    depth)
{
  static const char *const kinds[] = {
    [MILL_JOIN_INNER] = "INNER JOIN", [MILL_JOIN_LEFT] = "LEFT JOIN",
    [MILL_JOIN_RIGHT] = "RIGHT JOIN", [MILL_JOIN_FULL] = "FULL JOIN",
    [MILL_JOIN_SEMI] = "SEMI JOIN", [MILL_JOIN_ANTI] = "ANTI JOIN",
    [MILL_JOIN_CROSS] = "CROSS JOIN",
  };

  new_line (sql, depth);
  g_string_append_printf (sql, "%s %s AS \"right\"", kinds[join->kind], join->relation);
  if (join->on != NULL)
    g_string_append_printf (sql, " ON %s", mill_expr_get_text (join->on));
}

static void append_select (GString *sql, MillSelect *self, guint depth);

static void
append_from (GString    *sql,
             MillSelect *self,
             guint       depth)
{
  new_line (sql, depth);
  g_string_append (sql, "FROM ");
  if (self->names != NULL)
    {
      append_values (sql, self, depth);
    }
  else if (self->function != NULL)
    {
      g_string_append_printf (sql, "%s(", self->function);
      append_list (sql, self->options);
      g_string_append_c (sql, ')');
    }
  else if (self->inner != NULL)
    {
      g_string_append_c (sql, '(');
      new_line (sql, depth + 1);
      append_select (sql, self->inner, depth + 1);
      new_line (sql, depth);
      g_string_append_c (sql, ')');
    }
  else
    {
      g_string_append (sql, self->relation);
    }

  if (self->join != NULL)
    {
      g_string_append (sql, " AS \"left\"");
      append_join (sql, self->join, depth);
    }
}

static void
append_where (GString    *sql,
              MillSelect *self,
              guint       depth)
{
  for (guint i = 0; i < self->conditions->len; i++)
    {
      MillExpr *condition = g_ptr_array_index (self->conditions, i);

      new_line (sql, depth);
      g_string_append (sql, i == 0 ? "WHERE " : "  AND ");
      if (self->conditions->len > 1)
        mill_expr_append (condition, sql);
      else
        g_string_append (sql, mill_expr_get_text (condition));
    }
}

static void
append_group_by (GString    *sql,
                 MillSelect *self,
                 guint       depth)
{
  for (guint i = 0; i < self->keys->len; i++)
    {
      if (i == 0)
        new_line (sql, depth);
      g_string_append (sql, i == 0 ? "GROUP BY " : ", ");
      mill_expr_append (g_ptr_array_index (self->keys, i), sql);
    }
}

static void
append_order_by (GString    *sql,
                 MillSelect *self,
                 guint       depth)
{
  const char *before = "ORDER BY ";

  if (self->orders->len > 0 || self->order_by_rest)
    new_line (sql, depth);
  for (guint i = 0; i < self->orders->len; i++)
    {
      const Order *order = &g_array_index (self->orders, Order, i);

      g_string_append (sql, before);
      mill_expr_append (order->key, sql);
      g_string_append (sql, order->descending ? " DESC" : " ASC");
      g_string_append (sql, order->nulls_first ? " NULLS FIRST" : " NULLS LAST");
      before = ", ";
    }
  if (self->order_by_rest)
    g_string_append_printf (sql, "%sCOLUMNS(*) ASC NULLS LAST", before);
}

static void
append_limit (GString    *sql,
              MillSelect *self,
              guint       depth)
{
  if (self->limit >= 0)
    {
      new_line (sql, depth);
      g_string_append_printf (sql, "LIMIT %" G_GINT64_FORMAT, self->limit);
    }
  if (self->offset > 0)
    {
      new_line (sql, depth);
      g_string_append_printf (sql, "OFFSET %" G_GINT64_FORMAT, self->offset);
    }
}

/* Everything up to the order. */
static void
append_body (GString    *sql,
             MillSelect *self,
             guint       depth)
{
  g_string_append (sql, self->distinct ? "SELECT DISTINCT" : "SELECT");
  if (self->columns->len > 0)
    append_lines (sql, self->columns, depth + 1);
  else
    g_string_append (sql, " *");
  append_from (sql, self, depth);
  append_where (sql, self, depth);
  append_group_by (sql, self, depth);
}

static void
append_select (GString    *sql,
               MillSelect *self,
               guint       depth)
{
  /* All columns of grouped or distinct rows are those of the result, which can be named one floor up
   * only. */
  if (self->order_by_rest && (self->distinct || self->keys->len > 0))
    {
      g_string_append (sql, "SELECT *");
      new_line (sql, depth);
      g_string_append (sql, "FROM (");
      new_line (sql, depth + 1);
      append_body (sql, self, depth + 1);
      new_line (sql, depth);
      g_string_append_c (sql, ')');
    }
  else
    {
      append_body (sql, self, depth);
    }
  append_order_by (sql, self, depth);
  append_limit (sql, self, depth);
}

char *
mill_select_to_sql (MillSelect *self)
{
  GString *sql = g_string_new (NULL);

  append_select (sql, self, 0);

  return g_string_free (sql, FALSE);
}
