/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define XXH_INLINE_ALL
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "engine/duck-private.h"
#include "engine/sql.h"
#include "pipeline/diagnostic.h"

/* The sums of a table digest, as an aggregate function of as many arguments as the table has columns. An
 * aggregate function has its arguments for good, so there is one for each list of types, made when the
 * first table with these comes. */

/* Odd, so that no two states become one: the primes of XXH64. */
#define FIRST_PRIME G_GUINT64_CONSTANT (0x9e3779b185ebca87)
#define SECOND_PRIME G_GUINT64_CONSTANT (0xc2b2ae3d27d4eb4f)

typedef struct
{
  guint       n_columns;
  MillVector *columns;    /* their types */
} Layout;

/* A sum modulo 2^128. */
typedef struct
{
  guint64 low, high;
} Sum;

typedef struct
{
  guint64 n_rows;
  Sum     rows;
  Sum     columns[];
} State;

static void
layout_free (gpointer data)
{
  Layout *self = data;

  g_free (self->columns);
  g_free (self);
}

static void
add (Sum     *sum,
     guint64  low,
     guint64  high)
{
  sum->low += low;
  sum->high += high + (sum->low < low);
}

static idx_t
get_size_cb (duckdb_function_info info)
{
  const Layout *layout = duckdb_aggregate_function_get_extra_info (info);

  return sizeof (State) + layout->n_columns * sizeof (Sum);
}

static void
init_cb (duckdb_function_info   info,
         duckdb_aggregate_state state)
{
  memset (state, 0, get_size_cb (info));
}

/* How many bytes a value takes; 0: it is text or bytes. */
static guint
get_width (duckdb_type storage)
{
  switch (storage)
    {
    case DUCKDB_TYPE_BOOLEAN:
      return 1;
    case DUCKDB_TYPE_SMALLINT:
      return 2;
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_DATE:
      return 4;
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_DOUBLE:
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      return 8;
    case DUCKDB_TYPE_HUGEINT:
      return 16;
    default:
      return 0;
    }
}

static XXH128_hash_t
hash_value (const MillVector *column,
            guint             width,
            guint             row)
{
  gsize length;
  const char *text;

  if (mill_vector_is_null (column, row))
    return XXH3_128bits_withSeed ("", 0, 1);
  if (column->storage == DUCKDB_TYPE_DOUBLE && isnan (((const double *) column->data)[row]))
    return XXH3_128bits_withSeed ("", 0, 2);
  if (width > 0)
    return XXH3_128bits ((const char *) column->data + (gsize) row * width, width);
  text = mill_vector_get_text (column, row, &length);

  return XXH3_128bits (text, length);
}

static void
mix_column (const MillVector       *column,
            guint                   index,
            guint                   n_rows,
            duckdb_aggregate_state *states,
            Sum                    *rows)
{
  guint width = get_width (column->storage);

  for (guint i = 0; i < n_rows; i++)
    {
      XXH128_hash_t hash = hash_value (column, width, i);

      add (&((State *) states[i])->columns[index], hash.low64, hash.high64);
      rows[i].low = (rows[i].low ^ hash.low64) * FIRST_PRIME;
      rows[i].high = (rows[i].high + hash.high64) * SECOND_PRIME;
    }
}

static void
update_cb (duckdb_function_info    info,
           duckdb_data_chunk       input,
           duckdb_aggregate_state *states)
{
  const Layout *layout = duckdb_aggregate_function_get_extra_info (info);
  guint n_rows = duckdb_data_chunk_get_size (input);
  g_autofree Sum *rows = g_new0 (Sum, n_rows);

  for (guint i = 0; i < layout->n_columns; i++)
    {
      MillVector column = layout->columns[i];

      mill_vector_set (&column, duckdb_data_chunk_get_vector (input, i));
      mix_column (&column, i, n_rows, states, rows);
    }
  for (guint i = 0; i < n_rows; i++)
    {
      State *state = (State *) states[i];
      XXH128_hash_t hash = XXH3_128bits (&rows[i], sizeof (Sum));

      state->n_rows++;
      add (&state->rows, hash.low64, hash.high64);
    }
}

static void
combine_cb (duckdb_function_info    info,
            duckdb_aggregate_state *sources,
            duckdb_aggregate_state *targets,
            idx_t                   count)
{
  const Layout *layout = duckdb_aggregate_function_get_extra_info (info);

  for (idx_t i = 0; i < count; i++)
    {
      const State *source = (const State *) sources[i];
      State *target = (State *) targets[i];

      target->n_rows += source->n_rows;
      add (&target->rows, source->rows.low, source->rows.high);
      for (guint j = 0; j < layout->n_columns; j++)
        add (&target->columns[j], source->columns[j].low, source->columns[j].high);
    }
}

static void
finalize_cb (duckdb_function_info    info,
             duckdb_aggregate_state *states,
             duckdb_vector           result,
             idx_t                   count,
             idx_t                   offset)
{
  for (idx_t i = 0; i < count; i++)
    duckdb_vector_assign_string_element_len (result, offset + i, (const char *) states[i],
                                             get_size_cb (info));
}

/* A logical type of the name that borders have for it; NULL: one that is passed as text. */
static duckdb_logical_type
make_type (const char *name)
{
  static const struct
  {
    const char  *name;
    duckdb_type  type;
  } types[] = {
    { "BOOLEAN", DUCKDB_TYPE_BOOLEAN }, { "BIGINT", DUCKDB_TYPE_BIGINT }, { "DOUBLE", DUCKDB_TYPE_DOUBLE },
    { "VARCHAR", DUCKDB_TYPE_VARCHAR }, { "BLOB", DUCKDB_TYPE_BLOB }, { "DATE", DUCKDB_TYPE_DATE },
    { "TIMESTAMP", DUCKDB_TYPE_TIMESTAMP }, { "TIMESTAMP WITH TIME ZONE", DUCKDB_TYPE_TIMESTAMP_TZ },
  };
  guint width, scale;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].name, name))
      return duckdb_create_logical_type (types[i].type);
  if (sscanf (name, "DECIMAL(%u,%u)", &width, &scale) == 2 && g_str_has_suffix (name, ")") &&
      strchr (name, ')')[1] == '\0')
    return duckdb_create_decimal_type (width, scale);

  return NULL;
}

/* One argument a column: the column, or where that is a list or a structure, its text. */
static void
add_argument (duckdb_aggregate_function  function,
              MillVector                *argument,
              const MillColumn          *column,
              GString                   *name,
              GString                   *arguments)
{
  mill_auto (mill_duck_logical_type_clear) duckdb_logical_type type = make_type (column->type);
  g_autofree char *quoted = mill_sql_quote_identifier (column->name);
  gboolean is_text = type == NULL;

  if (is_text)
    type = duckdb_create_logical_type (DUCKDB_TYPE_VARCHAR);
  mill_vector_init (argument, type);
  duckdb_aggregate_function_add_parameter (function, type);
  g_string_append_printf (name, " %s", is_text ? "VARCHAR" : column->type);
  g_string_append_printf (arguments, is_text ? "%sCAST(%s AS VARCHAR)" : "%s%s",
                          arguments->len > 0 ? ", " : "", quoted);
}

/* Registers @function, unless there is one of its name. Takes @layout. */
static gboolean
add_function (MillDuck                   *duck,
              duckdb_aggregate_function   function,
              const char                 *name,
              Layout                     *layout,
              GError                    **error)
{
  mill_auto (mill_duck_logical_type_clear) duckdb_logical_type bytes = NULL;
  G_MUTEX_AUTO_LOCK (&duck->lock, locker);

  bytes = duckdb_create_logical_type (DUCKDB_TYPE_BLOB);
  duckdb_aggregate_function_set_name (function, name);
  duckdb_aggregate_function_set_return_type (function, bytes);
  duckdb_aggregate_function_set_special_handling (function);
  duckdb_aggregate_function_set_functions (function, get_size_cb, init_cb, update_cb, combine_cb,
                                           finalize_cb);
  duckdb_aggregate_function_set_extra_info (function, layout, layout_free);
  if (g_hash_table_contains (duck->digests, name))
    return TRUE;
  if (duckdb_register_aggregate_function (duck->connection, function) != DuckDBSuccess)
    {
      mill_fail (error, NULL, _("The function “%s” could not be added to the session"), name);
      return FALSE;
    }

  return g_hash_table_add (duck->digests, g_strdup (name));
}

/* The function for @schema, called with its columns. New string, or NULL. */
static char *
make_call (MillDuck          *duck,
           const MillSchema  *schema,
           GError           **error)
{
  duckdb_aggregate_function function = duckdb_create_aggregate_function ();
  g_autoptr (GString) name = g_string_new ("digest");
  g_autoptr (GString) arguments = g_string_new (NULL);
  g_autofree char *quoted = NULL;
  Layout *layout = g_new0 (Layout, 1);
  gboolean is_there;

  layout->n_columns = mill_schema_get_n_columns (schema);
  layout->columns = g_new0 (MillVector, layout->n_columns);
  for (guint i = 0; i < layout->n_columns; i++)
    add_argument (function, &layout->columns[i], mill_schema_get_column (schema, i), name, arguments);
  is_there = add_function (duck, function, name->str, layout, error);
  duckdb_destroy_aggregate_function (&function);
  if (!is_there)
    return NULL;
  quoted = mill_sql_quote_identifier (name->str);

  return g_strdup_printf ("%s(%s)", quoted, arguments->str);
}

MillTableDigest *
mill_connection_digest (MillConnection    *self,
                        const char        *sql,
                        const MillSchema  *schema,
                        GCancellable      *cancellable,
                        GError           **error)
{
  g_autofree char *call = make_call (self->duck, schema, error);
  g_autofree char *query = NULL;
  g_autofree State *state = NULL;
  g_autoptr (MillRows) rows = NULL;
  gsize length;
  const char *bytes;

  if (call == NULL)
    return NULL;
  query = g_strdup_printf ("SELECT %s FROM (\n%s\n)", call, sql);
  if ((rows = mill_connection_query (self, query, cancellable, error)) == NULL ||
      !mill_rows_next (rows, cancellable, error))
    return NULL;

  /* Copied to where numbers may be. */
  bytes = mill_rows_get_text (rows, 0, 0, &length);
  state = g_memdup2 (bytes, length);

  return mill_table_digest_new (schema, state->n_rows, &state->rows.low, &state->columns[0].low);
}
