/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as an expression: either they are refused with a message, or what is read is one column
 * wherever it is put, and the values of parameters are nothing but values. */
#include <string.h>

#include "engine/compile-private.h"
#include "engine/expression.h"
#include "pipeline/diagnostic.h"
#include "pipeline/reader.h"

#include "fuzz.h"

/* A column that only the value of a parameter names. */
#define FOREIGN "zzforeign"

typedef struct
{
  MillDuck       *duck;
  MillConnection *connection;
  MillBindings   *bindings;
  MillSchema     *schema;
} Place;

static MillBindings *
make_bindings (void)
{
  /* The string tries to get out of everything that it may be put into. */
  static const char text[] =
    "{ \"format\": \"millrace/1\", \"parameters\": {"
    "  \"s\": { \"type\": \"string\", \"default\":"
    "         \"+" FOREIGN "+' + " FOREIGN " + \\\" + " FOREIGN " */ + " FOREIGN " -- \\n $$ $a$ \\\\\" },"
    "  \"d\": { \"type\": \"date\", \"default\": \"2015-01-01\" },"
    "  \"n\": { \"type\": \"number\", \"default\": -0.25 },"
    "  \"i\": { \"type\": \"integer\", \"default\": -3 },"
    "  \"b\": { \"type\": \"boolean\", \"default\": true } },"
    "  \"nodes\": {} }";
  static const MillNodeType *const types[] = { NULL };
  static const MillCatalogue catalogue = { types };
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (GError) error = NULL;
  MillBindings *bindings;

  pipeline = mill_pipeline_new_from_bytes (&catalogue, bytes, problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  bindings = mill_bindings_new (pipeline, NULL, &error);
  g_assert_no_error (error);

  return bindings;
}

static const Place *
get_place (void)
{
  static Place place;
  const MillDuckOptions options = { .threads = 1 };
  g_autoptr (GError) error = NULL;

  if (place.duck != NULL)
    return &place;

  place.duck = mill_duck_new (&options, &error);
  g_assert_no_error (error);
  place.connection = mill_connection_new (place.duck, &error);
  g_assert_no_error (error);
  place.bindings = make_bindings ();
  place.schema = mill_schema_new ();
  mill_schema_add (place.schema, "a", "DOUBLE");
  mill_schema_add (place.schema, "b", "BIGINT");
  mill_schema_add (place.schema, "c", "VARCHAR");
  mill_schema_add (place.schema, "d", "DATE");
  mill_schema_add (place.schema, "l", "VARCHAR[]");

  return &place;
}

static void
check_error (const GError *error,
             gboolean      failed)
{
  g_assert_true (failed == (error != NULL));
  if (failed)
    {
      g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
check_columns (const Place *place,
               const char  *text)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) columns = NULL;

  columns = mill_expression_get_columns (place->connection, text, place->bindings, &error);
  check_error (error, columns == NULL);
  g_assert_nonnull (columns);
  if (strstr (text, FOREIGN) == NULL)
    g_assert_false (g_strv_contains ((const char *const *) columns, FOREIGN));
}

static void
check_functions (const Place *place,
                 const char  *text)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) functions = NULL;

  functions = mill_expression_get_unportable (place->connection, text, place->bindings, NULL, &error);
  check_error (error, functions == NULL);
  g_assert_nonnull (functions);
}

/* Whatever stands around it, it is one column among others. */
static void
check_place (const Place *place,
             MillExpr    *expr)
{
  g_autofree char *empty = mill_schema_to_empty_select (place->schema);
  g_autofree char *sql = NULL;
  g_autoptr (MillSchema) schema = NULL;
  g_autoptr (GError) error = NULL;

  sql = g_strdup_printf ("SELECT 1 AS \"before\", %s AS \"value\", 2 AS \"after\" FROM (%s)",
                         mill_expr_get_text (expr), empty);
  schema = mill_connection_describe (place->connection, sql, &error);
  if (schema == NULL)
    return;
  g_assert_cmpuint (mill_schema_get_n_columns (schema), ==, 3);
  g_assert_cmpstr (mill_schema_get_column (schema, 0)->name, ==, "before");
  g_assert_cmpstr (mill_schema_get_column (schema, 1)->name, ==, "value");
  g_assert_cmpstr (mill_schema_get_column (schema, 2)->name, ==, "after");
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  const Place *place = get_place ();
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (MillExpr) expr = NULL;
  g_autoptr (MillExpr) bound = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) bind_error = NULL;
  g_autofree char *type = NULL;

  expr = mill_expression_parse (place->connection, text, place->bindings, &error);
  check_error (error, expr == NULL);
  if (expr != NULL)
    {
      check_columns (place, text);
      check_functions (place, text);
      check_place (place, expr);
    }

  bound = mill_expression_bind (place->connection, text, place->bindings, place->schema, &type,
                                &bind_error);
  check_error (bind_error, bound == NULL);
  g_assert_true ((bound != NULL) == (type != NULL));

  return 0;
}
