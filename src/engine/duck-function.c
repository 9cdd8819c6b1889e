/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/duck.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "engine/duck-private.h"
#include "pipeline/diagnostic.h"

/* What a registered function carries with it; DuckDB frees it with the database. */
typedef struct
{
  MillFunction    function;
  gpointer        data;
  GDestroyNotify  destroy;
  guint           width;
  guint           n_arguments;
  duckdb_type    *types;
} Registration;

struct _MillVectors
{
  MillVector *columns;
  guint       n_columns;
  guint       n_rows;
};

static void
registration_free (gpointer data)
{
  Registration *self = data;

  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self->types);
  g_free (self);
}

guint
mill_vectors_get_n_rows (MillVectors *self)
{
  return self->n_rows;
}

void
mill_vectors_get_floats (MillVectors *self,
                         guint        column,
                         float       *values,
                         guint        stride)
{
  g_return_if_fail (column < self->n_columns);

  mill_vector_get_floats (&self->columns[column], self->n_rows, values, stride);
}

const char *
mill_vectors_get_text (MillVectors *self,
                       guint        column,
                       guint        row,
                       gsize       *length)
{
  *length = 0;
  g_return_val_if_fail (column < self->n_columns && row < self->n_rows, NULL);

  return mill_vector_get_text (&self->columns[column], row, length);
}

/* The flat place where a function may write its @width doubles a row. */
static double *
prepare_output (duckdb_vector output,
                guint         n_rows,
                guint         width)
{
  duckdb_list_entry *entries;

  if (width == 1)
    return duckdb_vector_get_data (output);

  if (duckdb_list_vector_reserve (output, (idx_t) n_rows * width) != DuckDBSuccess ||
      duckdb_list_vector_set_size (output, (idx_t) n_rows * width) != DuckDBSuccess)
    return NULL;
  entries = duckdb_vector_get_data (output);
  for (guint i = 0; i < n_rows; i++)
    entries[i] = (duckdb_list_entry) { .offset = (idx_t) i * width, .length = width };

  return duckdb_vector_get_data (duckdb_list_vector_get_child (output));
}

static void
call_cb (duckdb_function_info info,
         duckdb_data_chunk    input,
         duckdb_vector        output)
{
  const Registration *registration = duckdb_scalar_function_get_extra_info (info);
  g_autofree MillVector *columns = g_new0 (MillVector, registration->n_arguments);
  g_autoptr (GError) error = NULL;
  MillVectors vectors;
  double *result;

  vectors.columns = columns;
  vectors.n_columns = registration->n_arguments;
  vectors.n_rows = duckdb_data_chunk_get_size (input);
  for (guint i = 0; i < vectors.n_columns; i++)
    {
      columns[i] = (MillVector) { .type = registration->types[i], .storage = registration->types[i],
                                  .scale = 1 };
      mill_vector_set (&columns[i], duckdb_data_chunk_get_vector (input, i));
    }

  result = prepare_output (output, vectors.n_rows, registration->width);
  if (result == NULL)
    duckdb_scalar_function_set_error (info, "out of memory");
  else if (!registration->function (&vectors, result, registration->data, &error))
    {
      g_autofree char *message = g_strconcat (MILL_DUCK_OWN_ERROR,
                                              error != NULL ? error->message : "failed", NULL);

      duckdb_scalar_function_set_error (info, message);
    }
}

static void
add_arguments (duckdb_scalar_function  function,
               Registration           *registration,
               const char *const      *argument_types)
{
  for (guint i = 0; i < registration->n_arguments; i++)
    {
      mill_auto (mill_duck_logical_type_clear) duckdb_logical_type type = NULL;

      registration->types[i] = g_str_equal (argument_types[i], "VARCHAR") ? DUCKDB_TYPE_VARCHAR
                                                                          : DUCKDB_TYPE_DOUBLE;
      type = duckdb_create_logical_type (registration->types[i]);
      duckdb_scalar_function_add_parameter (function, type);
    }
}

static void
set_return_type (duckdb_scalar_function function,
                 guint                  width)
{
  mill_auto (mill_duck_logical_type_clear) duckdb_logical_type number = NULL;
  mill_auto (mill_duck_logical_type_clear) duckdb_logical_type list = NULL;

  number = duckdb_create_logical_type (DUCKDB_TYPE_DOUBLE);
  if (width > 1)
    list = duckdb_create_list_type (number);
  duckdb_scalar_function_set_return_type (function, list != NULL ? list : number);
}

gboolean
mill_duck_add_function (MillDuck           *self,
                        const char         *name,
                        const char *const  *argument_types,
                        guint               width,
                        MillFunction        function,
                        gpointer            data,
                        GDestroyNotify      destroy,
                        GError            **error)
{
  duckdb_scalar_function scalar = NULL;
  Registration *registration = NULL;
  duckdb_state state;

  if (!mill_duck_open (self, error))
    {
      if (destroy != NULL)
        destroy (data);
      return FALSE;
    }

  scalar = duckdb_create_scalar_function ();
  registration = g_new0 (Registration, 1);
  registration->function = function;
  registration->data = data;
  registration->destroy = destroy;
  registration->width = MAX (width, 1);
  registration->n_arguments = g_strv_length ((GStrv) argument_types);
  registration->types = g_new (duckdb_type, registration->n_arguments);

  duckdb_scalar_function_set_name (scalar, name);
  add_arguments (scalar, registration, argument_types);
  set_return_type (scalar, registration->width);
  duckdb_scalar_function_set_special_handling (scalar);
  duckdb_scalar_function_set_function (scalar, call_cb);
  duckdb_scalar_function_set_extra_info (scalar, registration, registration_free);

  g_mutex_lock (&self->lock);
  state = duckdb_register_scalar_function (self->connection, scalar);
  g_mutex_unlock (&self->lock);
  duckdb_destroy_scalar_function (&scalar);

  if (state != DuckDBSuccess)
    {
      mill_fail (error, NULL, _("The function “%s” could not be added to the session"), name);
      return FALSE;
    }

  return TRUE;
}
