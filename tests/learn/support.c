/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <string.h>

#include "pipeline/diagnostic.h"

Support *
support_new (void)
{
  Support *self = g_new0 (Support, 1);
  MillDuckOptions options = { .threads = 2 };
  g_autoptr (GError) error = NULL;

  self->duck = mill_duck_new (&options, &error);
  g_assert_no_error (error);
  self->connection = mill_connection_new (self->duck, &error);
  g_assert_no_error (error);

  return self;
}

void
support_free (Support *self)
{
  mill_connection_free (self->connection);
  mill_duck_unref (self->duck);
  g_free (self);
}

void
support_execute (Support    *self,
                 const char *sql)
{
  g_autoptr (GError) error = NULL;

  mill_connection_execute (self->connection, sql, NULL, NULL, &error);
  g_assert_no_error (error);
}

static MillRows *
run (gpointer     owner,
     MillSelect  *select,
     GError     **error)
{
  Support *self = owner;
  g_autofree char *sql = mill_select_to_sql (select);

  mill_select_free (select);

  return mill_connection_query (self->connection, sql, NULL, error);
}

MillQuery
support_query (Support    *self,
               const char *table,
               MillExpr   *where)
{
  return (MillQuery) { .run = run, .owner = self, .relation = table, .where = where };
}

MillSchema *
support_describe (Support    *self,
                  const char *table)
{
  g_autofree char *quoted = mill_sql_quote_identifier (table);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", quoted);
  g_autoptr (GError) error = NULL;
  MillSchema *schema = mill_connection_describe (self->connection, sql, &error);

  g_assert_no_error (error);

  return schema;
}

void
support_assert_says (GError     *error,
                     const char *param,
                     const char *message)
{
  g_autoptr (MillDiagnostic) diagnostic = NULL;

  g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
  diagnostic = mill_error_dup_diagnostic (error, NULL);
  g_assert_cmpstr (diagnostic->param, ==, param);
  if (strstr (diagnostic->message, message) == NULL)
    g_error ("“%s” does not say “%s”", diagnostic->message, message);
}
