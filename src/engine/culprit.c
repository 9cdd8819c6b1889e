/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/culprit.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "engine/duck-error.h"
#include "engine/sql.h"
#include "pipeline/diagnostic.h"
#include "pipeline/params.h"

typedef struct
{
  MillConnection *connection;
  GCancellable   *cancellable;
} Search;

/* Computes the first @n of the queries in @data, each as a whole: in one query, of those that no other of them
 * reads. */
static gboolean
try_queries (const Search  *self,
             gpointer       data,
             guint          n,
             GError       **error)
{
  GPtrArray *queries = data;
  g_autoptr (GHashTable) covered = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) ends = g_ptr_array_new ();
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autofree char *prefix = NULL;

  for (guint i = n; i-- > 0;)
    {
      MillOutput *output = g_ptr_array_index (queries, i);
      g_autoptr (GPtrArray) only = g_ptr_array_new ();
      g_autoptr (GPtrArray) read = NULL;
      g_autofree char *relation = NULL;

      if (g_hash_table_contains (covered, output))
        continue;
      g_ptr_array_add (only, output);
      read = mill_output_list_queries (only);
      for (guint j = 0; j < read->len; j++)
        g_hash_table_add (covered, g_ptr_array_index (read, j));
      relation = mill_sql_quote_identifier (mill_output_get_relation (output));
      g_string_append_printf (sql, "%sSELECT max(hash(r)) FROM %s r",
                              ends->len > 0 ? "\nUNION ALL\n" : "", relation);
      g_ptr_array_add (ends, output);
    }
  prefix = mill_output_make_prefix (ends);
  g_string_prepend (sql, prefix);

  return mill_connection_execute (self->connection, sql->str, NULL, self->cancellable, error);
}

typedef gboolean (*Try) (const Search  *self,
                         gpointer       things,
                         guint          n,
                         GError       **error);

/* Which of @n things that fail together is the first with which they do: halving finds it. @error becomes what
 * those up to it fail with. */
static guint
find_first (const Search  *self,
            Try            try,
            gpointer       things,
            guint          n,
            GError       **error)
{
  guint good = 0;
  guint bad = n;

  while (bad - good > 1 && !g_cancellable_is_cancelled (self->cancellable))
    {
      guint middle = good + (bad - good) / 2;
      GError *found = NULL;

      if (try (self, things, middle, &found))
        {
          good = middle;
          continue;
        }
      bad = middle;
      g_clear_error (error);
      g_propagate_error (error, found);
    }

  return bad - 1;
}

/* ---- What of the node it was ---- */

/* Rows without a column, which nothing but what chooses among rows can let fail; and with the first @n. */
static gboolean
try_columns (const Search  *self,
             gpointer       data,
             guint          n,
             GError       **error)
{
  MillOutput *output = data;
  g_autoptr (MillSchema) schema = mill_output_dup_schema (output);
  g_autoptr (GPtrArray) only = g_ptr_array_new ();
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autofree char *relation = mill_sql_quote_identifier (mill_output_get_relation (output));
  g_autofree char *prefix = NULL;

  g_ptr_array_add (only, output);
  prefix = mill_output_make_prefix (only);
  g_string_append_printf (sql, "%sSELECT count(*)", prefix);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = mill_sql_quote_identifier (mill_schema_get_column (schema, i)->name);

      g_string_append_printf (sql, ", max(hash(%s))", name);
    }
  g_string_append_printf (sql, " FROM %s", relation);

  return mill_connection_execute (self->connection, sql->str, NULL, self->cancellable, error);
}

/* The node called @id, among @node and what is before it; or NULL. */
static const MillPlanNode *
find_node (const MillPlanNode *node,
           const char         *id)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  g_ptr_array_add (open, (gpointer) node);
  while (open->len > 0)
    {
      const MillPlanNode *next = g_ptr_array_steal_index_fast (open, open->len - 1);

      if (g_str_equal (next->id, id))
        return next;
      for (guint i = 0; i < next->inputs->len; i++)
        {
          MillPlanNode *from = g_array_index (next->inputs, MillPlanLink, i).from;

          if (g_hash_table_add (seen, from))
            g_ptr_array_add (open, from);
        }
    }

  return NULL;
}

/* Does a row of @param make the column @name by an expression? */
static gboolean
makes_column (const MillParam *param,
              const void      *values,
              const char      *name)
{
  GPtrArray *rows = G_STRUCT_MEMBER (GPtrArray *, values, param->offset);
  const MillParam *made = NULL;
  gboolean computes = FALSE;

  for (const MillParam *field = param->fields; field->member != NULL; field++)
    {
      made = field->role == MILL_ROLE_NEW_COLUMN ? field : made;
      computes = computes || field->role == MILL_ROLE_EXPRESSION;
    }
  for (guint i = 0; computes && made != NULL && i < rows->len; i++)
    if (g_ascii_strcasecmp (G_STRUCT_MEMBER (char *, rows->pdata[i], made->offset), name) == 0)
      return TRUE;

  return FALSE;
}

/* The setting that computes @column, or chooses the rows (NULL). Where more than one could, none is named. */
static const char *
find_setting (const MillPlanNode *node,
              const char         *column)
{
  const char *found = NULL;

  for (const MillParam *param = node->type->params; param != NULL && param->member != NULL; param++)
    {
      gboolean fits = column != NULL ? param->kind == MILL_PARAM_RECORDS && makes_column (param, node->params, column)
                                     : param->role == MILL_ROLE_EXPRESSION;

      if (!fits || !mill_param_is_visible (node->type, param, node->params))
        continue;
      if (found != NULL)
        return NULL;
      found = mill_param_get_name (param);
    }

  return found;
}

/* Is it the data that is at fault? What this program's own functions tell needs nothing more. */
static gboolean
is_of_values (const GError *error)
{
  static const char *const kinds[] = { "Conversion Error", "Out of Range Error", "Invalid Input Error" };
  g_autoptr (MillDiagnostic) diagnostic = mill_error_dup_diagnostic (error, NULL);

  if (diagnostic->detail != NULL && strstr (diagnostic->detail, MILL_DUCK_OWN_ERROR) != NULL)
    return FALSE;

  for (guint i = 0; diagnostic->detail != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (diagnostic->detail, kinds[i]))
      return TRUE;

  return FALSE;
}

/* @error as it was, with the column and the setting that it is about. */
static void
name_place (const MillPlanNode  *node,
            const char          *column,
            GError             **error)
{
  g_autoptr (MillDiagnostic) found = mill_error_dup_diagnostic (*error, NULL);
  MillDiagnostic *told = mill_diagnostic_with_node (found, found->node);

  if (column != NULL)
    {
      g_free (told->message);
      /* Translators: which column of a table could not be computed, and why. */
      told->message = g_strdup_printf (_("In the column “%s”: %s"), column, found->message);
    }
  mill_diagnostic_at_param (told, find_setting (node, column));
  g_clear_error (error);
  mill_error_take (error, told);
}

static void
find_place (const Search        *self,
            MillOutput          *output,
            const MillPlanNode  *node,
            GError             **error)
{
  g_autoptr (MillSchema) schema = mill_output_dup_schema (output);
  g_autoptr (GError) rows = NULL;
  g_autoptr (GError) found = NULL;
  guint n_columns = schema != NULL ? mill_schema_get_n_columns (schema) : 0;
  guint column;

  /* What reads a file says itself where in it something is wrong. */
  if (node == NULL || node->inputs->len == 0 || !is_of_values (*error))
    return;
  if (!try_columns (self, output, 0, &rows))
    {
      if (is_of_values (rows))
        name_place (node, NULL, error);
      return;
    }
  if (n_columns == 0 || try_columns (self, output, n_columns, &found))
    return;
  column = find_first (self, try_columns, output, n_columns, &found);
  if (g_cancellable_is_cancelled (self->cancellable) || !is_of_values (found))
    return;
  g_clear_error (error);
  g_propagate_error (error, g_steal_pointer (&found));
  name_place (node, mill_schema_get_column (schema, column)->name, error);
}

const char *
mill_culprit_find (MillPlanNode    *node,
                   GPtrArray       *queries,
                   MillConnection  *connection,
                   GCancellable    *cancellable,
                   GError         **error)
{
  const Search self = { connection, cancellable };
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  g_autoptr (GError) found = NULL;
  MillOutput *output;
  const char *id;

  for (guint i = 0; i < queries->len; i++)
    {
      g_autofree char *kept = mill_output_dup_kept (queries->pdata[i]);

      if (kept == NULL && mill_output_is_table (queries->pdata[i]))
        g_ptr_array_add (open, queries->pdata[i]);
    }
  if (open->len == 0 || try_queries (&self, open, open->len, &found))
    return node->id;

  /* A failure is rare, and then the right place is worth computing it a few times more. */
  output = g_ptr_array_index (open, find_first (&self, try_queries, open, open->len, &found));
  if (g_cancellable_is_cancelled (cancellable))
    return node->id;
  id = g_intern_string (mill_output_get_node (output));
  find_place (&self, output, find_node (node, id), &found);
  g_clear_error (error);
  g_propagate_error (error, g_steal_pointer (&found));

  return id;
}
