/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/duck-private.h"

#include <glib/gi18n-lib.h>

#include "engine/exact-moments.h"
#include "pipeline/diagnostic.h"

/* How many rows without missing values are gathered before they are added. */
#define BLOCK 512

/* Aggregate functions whose result does not depend on the order of rows or the number of threads, beside
 * DuckDB's own of DOUBLE, which do. */
typedef struct
{
  const char    *name;
  MillStatistic  statistic;
} Aggregate;

static const Aggregate aggregates[] = {
  { "exact_sum", MILL_STATISTIC_SUM },
  { "exact_avg", MILL_STATISTIC_MEAN },
  { "exact_var_samp", MILL_STATISTIC_VARIANCE_SAMPLE },
  { "exact_var_pop", MILL_STATISTIC_VARIANCE_POPULATION },
  { "exact_stddev_samp", MILL_STATISTIC_DEVIATION_SAMPLE },
  { "exact_stddev_pop", MILL_STATISTIC_DEVIATION_POPULATION },
  { "exact_covar_samp", MILL_STATISTIC_COVARIANCE_SAMPLE },
  { "exact_covar_pop", MILL_STATISTIC_COVARIANCE_POPULATION },
  { "exact_corr", MILL_STATISTIC_CORRELATION },
};

static MillStatistic
get_statistic (duckdb_function_info info)
{
  const Aggregate *aggregate = duckdb_aggregate_function_get_extra_info (info);

  return aggregate->statistic;
}

static idx_t
get_size_cb (duckdb_function_info info)
{
  return mill_moments_get_size (get_statistic (info));
}

static void
init_cb (duckdb_function_info   info,
         duckdb_aggregate_state state)
{
  mill_moments_init ((MillMoments *) state, get_statistic (info));
}

static void
destroy_cb (duckdb_aggregate_state *states,
            idx_t                   count)
{
  for (idx_t i = 0; i < count; i++)
    mill_moments_clear ((MillMoments *) states[i]);
}

static void
set_column (MillVector        *column,
            duckdb_data_chunk  input,
            guint              index)
{
  *column = (MillVector) { .type = DUCKDB_TYPE_DOUBLE, .storage = DUCKDB_TYPE_DOUBLE, .scale = 1 };
  mill_vector_set (column, duckdb_data_chunk_get_vector (input, index));
}

/* Adds the rows of which no value is missing. @y is NULL where there is one column. */
static void
add_present (MillMoments *const *states,
             const MillVector   *x,
             const MillVector   *y,
             idx_t               n_rows)
{
  const double *of_x = x->data, *of_y = y != NULL ? y->data : NULL;
  MillMoments *present[BLOCK];
  double present_x[BLOCK], present_y[BLOCK];
  idx_t n_present = 0;

  for (idx_t i = 0; i < n_rows; i++)
    {
      if (!mill_vector_is_null (x, i) && (y == NULL || !mill_vector_is_null (y, i)))
        {
          present[n_present] = states[i];
          present_x[n_present] = of_x[i];
          present_y[n_present++] = y != NULL ? of_y[i] : 0;
        }
      if (n_present == BLOCK || i + 1 == n_rows)
        {
          mill_moments_add_rows (present, present_x, y != NULL ? present_y : NULL, n_present);
          n_present = 0;
        }
    }
}

static void
update_cb (duckdb_function_info    info,
           duckdb_data_chunk       input,
           duckdb_aggregate_state *states)
{
  MillMoments *const *moments = (MillMoments *const *) states;
  gboolean of_pairs = mill_statistic_is_of_pairs (get_statistic (info));
  idx_t n_rows = duckdb_data_chunk_get_size (input);
  MillVector x, y;

  set_column (&x, input, 0);
  if (of_pairs)
    set_column (&y, input, 1);
  if (x.validity == NULL && (!of_pairs || y.validity == NULL))
    mill_moments_add_rows (moments, x.data, of_pairs ? y.data : NULL, n_rows);
  else
    add_present (moments, &x, of_pairs ? &y : NULL, n_rows);
}

static void
combine_cb (duckdb_function_info    info,
            duckdb_aggregate_state *sources,
            duckdb_aggregate_state *targets,
            idx_t                   count)
{
  for (idx_t i = 0; i < count; i++)
    mill_moments_merge ((MillMoments *) targets[i], (MillMoments *) sources[i]);
}

static void
finalize_cb (duckdb_function_info    info,
             duckdb_aggregate_state *states,
             duckdb_vector           result,
             idx_t                   count,
             idx_t                   offset)
{
  double *values = duckdb_vector_get_data (result);

  for (idx_t i = 0; i < count; i++)
    if (!mill_moments_get ((MillMoments *) states[i], &values[offset + i]))
      {
        duckdb_vector_ensure_validity_writable (result);
        duckdb_validity_set_row_invalid (duckdb_vector_get_validity (result), offset + i);
      }
}

static duckdb_state
add_aggregate (duckdb_connection  connection,
               const Aggregate   *aggregate)
{
  duckdb_aggregate_function function = duckdb_create_aggregate_function ();
  mill_auto (mill_duck_logical_type_clear) duckdb_logical_type number = NULL;
  duckdb_state state;

  number = duckdb_create_logical_type (DUCKDB_TYPE_DOUBLE);
  duckdb_aggregate_function_set_name (function, aggregate->name);
  duckdb_aggregate_function_add_parameter (function, number);
  if (mill_statistic_is_of_pairs (aggregate->statistic))
    duckdb_aggregate_function_add_parameter (function, number);
  duckdb_aggregate_function_set_return_type (function, number);
  duckdb_aggregate_function_set_special_handling (function);
  duckdb_aggregate_function_set_functions (function, get_size_cb, init_cb, update_cb, combine_cb,
                                           finalize_cb);
  duckdb_aggregate_function_set_destructor (function, destroy_cb);
  duckdb_aggregate_function_set_extra_info (function, (void *) aggregate, NULL);
  state = duckdb_register_aggregate_function (connection, function);
  duckdb_destroy_aggregate_function (&function);

  return state;
}

gboolean
mill_duck_add_aggregates (MillDuck  *self,
                          GError   **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (aggregates); i++)
    if (add_aggregate (self->connection, &aggregates[i]) != DuckDBSuccess)
      {
        mill_fail (error, NULL, _("The function “%s” could not be added to the session"),
                   aggregates[i].name);
        return FALSE;
      }

  return TRUE;
}
