/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the settings of Read CSV (the first few, a digit each) and a file: either they are refused
 * with a message, or what is read is a table. */
#include <string.h>

#include <glib/gstdio.h>

#include "engine/compile-private.h"
#include "nodes/catalogue.h"
#include "pipeline/params.h"

#include "fuzz.h"

enum { DELIMITER, HEADER, BAD_ROWS, QUOTE, ENCODING, SKIP, TYPE, OTHER, N_SETTINGS };
/* What the digit for the rest is made of. */
enum { DECIMAL_COMMA = 1, NULLS = 2, DATE_FORMAT = 4, COMPRESSED = 8 };

typedef struct
{
  MillDuck       *duck;
  MillConnection *connection;
  MillBindings   *bindings;
  char           *folder;
  char           *path;
  char           *compressed;
} Place;

static void
clear_place (Place *self)
{
  g_clear_pointer (&self->connection, mill_connection_free);
  g_clear_pointer (&self->duck, mill_duck_unref);
  g_clear_pointer (&self->bindings, mill_bindings_unref);
  g_unlink (self->path);
  g_unlink (self->compressed);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->compressed);
  g_free (self->folder);
}

static Place place;

static void
leave (void)
{
  clear_place (&place);
}

static const Place *
get_place (void)
{
  MillDuckOptions options = { .threads = 1 };
  const char *paths[3] = { NULL };
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (GError) error = NULL;

  if (place.duck != NULL)
    return &place;

  place.folder = g_dir_make_tmp ("millrace-fuzz-XXXXXX", &error);
  g_assert_no_error (error);
  place.path = g_build_filename (place.folder, "in.csv", NULL);
  place.compressed = g_build_filename (place.folder, "in.csv.gz", NULL);
  paths[0] = place.path;
  paths[1] = place.compressed;
  options.read_paths = paths;
  place.duck = mill_duck_new (&options, &error);
  g_assert_no_error (error);
  place.connection = mill_connection_new (place.duck, &error);
  g_assert_no_error (error);
  pipeline = mill_pipeline_new (mill_nodes_get_catalogue ());
  place.bindings = mill_bindings_new (pipeline, NULL, &error);
  g_assert_no_error (error);
  atexit (leave);

  return &place;
}

/* A new file each time, since what was read of the last one may be remembered; nothing waits for a disk. */
static void
put_file (const char   *path,
          const guint8 *data,
          size_t        size)
{
  g_autoptr (GError) error = NULL;

  g_unlink (path);
  g_file_set_contents_full (path, (const char *) data, size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
choose (JsonObject         *params,
        const MillNodeType *type,
        const char         *name,
        guint               digit)
{
  const MillParam *param = mill_node_type_find_param (type, name);
  guint n = 0;

  while (param->choices[n].name != NULL)
    n++;
  json_object_set_string_member (params, name, param->choices[digit % n].name);
}

static void
choose_type (JsonObject         *params,
             const MillNodeType *type,
             guint               digit)
{
  g_autoptr (JsonArray) types = NULL;
  JsonObject *one;

  /* One digit in ten leaves it to the file. */
  if (digit % 10 == 0)
    return;
  types = json_array_new ();
  one = json_object_new ();
  json_object_set_string_member (one, "column", "a");
  choose (one, &(MillNodeType) { .params = mill_node_type_find_param (type, "types")->fields }, "type",
          digit - 1);
  json_array_add_object_element (types, one);
  json_object_set_array_member (params, "types", g_steal_pointer (&types));
}

static gpointer
make_settings (const Place        *in,
               const MillNodeType *type,
               const guint8       *digits)
{
  g_autoptr (JsonObject) params = json_object_new ();
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  guint digit[N_SETTINGS];
  gpointer settings;

  for (guint i = 0; i < N_SETTINGS; i++)
    digit[i] = (guint8) (digits[i] - '0');
  json_object_set_string_member (params, "path",
                                 digit[OTHER] & COMPRESSED ? in->compressed : in->path);
  choose (params, type, "delimiter", digit[DELIMITER]);
  choose (params, type, "header", digit[HEADER]);
  choose (params, type, "bad-rows", digit[BAD_ROWS]);
  choose (params, type, "quote", digit[QUOTE]);
  choose (params, type, "encoding", digit[ENCODING]);
  json_object_set_int_member (params, "skip-lines", digit[SKIP] % 10);
  choose_type (params, type, digit[TYPE]);
  if (digit[OTHER] & DECIMAL_COMMA)
    json_object_set_string_member (params, "decimal", "comma");
  if (digit[OTHER] & NULLS)
    {
      JsonArray *nulls = json_array_new ();

      json_array_add_string_element (nulls, "NA");
      json_array_add_string_element (nulls, "\"");
      json_object_set_array_member (params, "nulls", nulls);
    }
  if (digit[OTHER] & DATE_FORMAT)
    json_object_set_string_member (params, "date-format", "%d.%m.%Y");
  settings = mill_params_parse (type, params, problems);
  g_assert_cmpuint (problems->len, ==, 0);

  return settings;
}

/* It says something, to people, and not that the database is broken. */
static void
check_error (const GError *error,
             gboolean      failed)
{
  g_autoptr (MillDiagnostic) diagnostic = NULL;

  g_assert_true (failed == (error != NULL));
  if (!failed)
    return;
  g_assert_error (error, MILL_ERROR, MILL_ERROR_FAILED);
  diagnostic = mill_error_dup_diagnostic (error, NULL);
  g_assert_cmpstr (diagnostic->message, !=, "");
  g_assert_true (g_utf8_validate (diagnostic->message, -1, NULL));
  g_assert_true (diagnostic->hint == NULL || g_utf8_validate (diagnostic->hint, -1, NULL));
  if (diagnostic->detail != NULL && g_str_has_prefix (diagnostic->detail, "INTERNAL"))
    g_error ("%s", diagnostic->detail);
}

/* The character 0 is one. */
static gboolean
is_text (const char *text,
         gsize       length)
{
  g_autofree char *copy = g_memdup2 (text, length);

  for (gsize i = 0; i < length; i++)
    if (copy[i] == '\0')
      copy[i] = ' ';

  return g_utf8_validate (copy, length, NULL);
}

static void
read_all (const Place *in,
          const char  *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRows) rows = mill_connection_query (in->connection, sql, NULL, &error);
  const MillSchema *schema;

  check_error (error, rows == NULL);
  if (rows == NULL)
    return;
  schema = mill_rows_get_schema (rows);
  while (mill_rows_next (rows, NULL, &error))
    for (guint row = 0; row < mill_rows_get_n_rows (rows); row++)
      for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
        {
          gsize length = 0;
          const char *text;

          if (!g_str_equal (mill_schema_get_column (schema, i)->type, "VARCHAR"))
            {
              mill_rows_get_double (rows, i, row);
              continue;
            }
          text = mill_rows_get_text (rows, i, row, &length);
          g_assert_true (text == NULL || is_text (text, length));
        }
  check_error (error, error != NULL);
}

static void
check_table (const Place *in,
             const char  *select)
{
  g_autoptr (MillSchema) schema = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  sql = mill_compile_widen (in->connection, NULL, select, FALSE, &schema, &error);
  check_error (error, sql == NULL);
  if (sql == NULL)
    return;
  g_assert_cmpuint (mill_schema_get_n_columns (schema), >, 0);
  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);

      g_assert_cmpstr (column->name, !=, "");
      g_assert_true (g_utf8_validate (column->name, -1, NULL));
      g_assert_cmpstr (mill_duck_border_type (column->type), ==, column->type);
    }

  read_all (in, sql);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  const MillNodeType *type = mill_catalogue_find (mill_nodes_get_catalogue (), "read-csv");
  const Place *in = get_place ();
  g_autoptr (MillCompile) compile = NULL;
  g_autoptr (GError) error = NULL;
  gpointer settings;
  gboolean compiled;

  if (size < N_SETTINGS)
    return 0;
  put_file (in->path, data + N_SETTINGS, size - N_SETTINGS);
  put_file (in->compressed, data + N_SETTINGS, size - N_SETTINGS);
  settings = make_settings (in, type, data);
  compile = mill_compile_new ("node", NULL, in->bindings, in->connection, NULL);
  compiled = type->compile (settings, compile, &error);
  check_error (error, !compiled);
  if (compiled)
    {
      MillCompileOutput *output = g_ptr_array_index (mill_compile_get_outputs (compile), 0);

      check_table (in, output->sql);
    }
  mill_params_free (type, settings);

  return 0;
}
