/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/duck-private.h"

#include <math.h>

/* Ten to the power of a decimal's scale, exactly; DuckDB goes to 38. */
static double
power_of_ten (guint exponent)
{
  double power = 1;

  while (exponent-- > 0)
    power *= 10;

  return power;
}

void
mill_vector_init (MillVector          *self,
                  duckdb_logical_type  type)
{
  *self = (MillVector) { .type = duckdb_get_type_id (type), .scale = 1 };
  self->storage = self->type;
  switch (self->type)
    {
    case DUCKDB_TYPE_DECIMAL:
      self->storage = duckdb_decimal_internal_type (type);
      self->scale = power_of_ten (duckdb_decimal_scale (type));
      break;
    case DUCKDB_TYPE_TIMESTAMP_MS:
      self->scale = 1e3;
      break;
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      self->scale = 1e6;
      break;
    case DUCKDB_TYPE_TIMESTAMP_NS:
    case DUCKDB_TYPE_TIMESTAMP_TZ_NS:
      self->scale = 1e9;
      break;
    default:
      break;
    }
}

void
mill_vector_set (MillVector    *self,
                 duckdb_vector  vector)
{
  self->data = duckdb_vector_get_data (vector);
  self->validity = duckdb_vector_get_validity (vector);
}

gboolean
mill_vector_is_null (const MillVector *self,
                     guint             row)
{
  return self->validity != NULL && !(self->validity[row / 64] >> (row % 64) & 1);
}

/* Days and times before the first and after the last are DuckDB's infinities. */
static double
time_to_double (gint64 value,
                gint64 infinity,
                double scale)
{
  if (value == infinity)
    return INFINITY;
  if (value == -infinity)
    return -INFINITY;

  return value / scale;
}

static double
value_to_double (const MillVector *self,
                 guint             row)
{
  switch (self->storage)
    {
    case DUCKDB_TYPE_BOOLEAN:
      return ((const bool *) self->data)[row];
    case DUCKDB_TYPE_TINYINT:
      return ((const gint8 *) self->data)[row];
    case DUCKDB_TYPE_UTINYINT:
      return ((const guint8 *) self->data)[row];
    case DUCKDB_TYPE_SMALLINT:
      return ((const gint16 *) self->data)[row] / self->scale;
    case DUCKDB_TYPE_USMALLINT:
      return ((const guint16 *) self->data)[row];
    case DUCKDB_TYPE_INTEGER:
      return ((const gint32 *) self->data)[row] / self->scale;
    case DUCKDB_TYPE_UINTEGER:
      return ((const guint32 *) self->data)[row];
    case DUCKDB_TYPE_BIGINT:
      return ((const gint64 *) self->data)[row] / self->scale;
    case DUCKDB_TYPE_UBIGINT:
      return ((const guint64 *) self->data)[row];
    case DUCKDB_TYPE_HUGEINT:
      return duckdb_hugeint_to_double (((const duckdb_hugeint *) self->data)[row]) / self->scale;
    case DUCKDB_TYPE_UHUGEINT:
      return duckdb_uhugeint_to_double (((const duckdb_uhugeint *) self->data)[row]);
    case DUCKDB_TYPE_FLOAT:
      return ((const float *) self->data)[row];
    case DUCKDB_TYPE_DOUBLE:
      return ((const double *) self->data)[row];
    case DUCKDB_TYPE_DATE:
      return time_to_double (((const gint32 *) self->data)[row], G_MAXINT32, 1);
    case DUCKDB_TYPE_TIMESTAMP_S:
    case DUCKDB_TYPE_TIMESTAMP_MS:
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_NS:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
    case DUCKDB_TYPE_TIMESTAMP_TZ_NS:
      return time_to_double (((const gint64 *) self->data)[row], G_MAXINT64, self->scale);
    default:
      return NAN;
    }
}

double
mill_vector_get_double (const MillVector *self,
                        guint             row)
{
  return mill_vector_is_null (self, row) ? NAN : value_to_double (self, row);
}

static gint64
double_to_integer (double value)
{
  if (isnan (value))
    return 0;
  if (value >= 0x1p63)
    return G_MAXINT64;
  if (value < -0x1p63)
    return G_MININT64;

  return (gint64) value;
}

gint64
mill_vector_get_integer (const MillVector *self,
                         guint             row)
{
  if (mill_vector_is_null (self, row))
    return 0;

  /* Those that a double would round. */
  if (self->storage == DUCKDB_TYPE_BIGINT && self->type == DUCKDB_TYPE_BIGINT)
    return ((const gint64 *) self->data)[row];
  if (self->storage == DUCKDB_TYPE_UBIGINT)
    return MIN (((const guint64 *) self->data)[row], (guint64) G_MAXINT64);
  if (self->type == DUCKDB_TYPE_HUGEINT)
    {
      duckdb_hugeint value = ((const duckdb_hugeint *) self->data)[row];

      if (value.upper == 0 && value.lower <= G_MAXINT64)
        return value.lower;
      if (value.upper == -1 && value.lower > G_MAXINT64)
        return (gint64) value.lower;
    }

  return double_to_integer (value_to_double (self, row));
}

void
mill_vector_get_doubles (const MillVector *self,
                         guint             n_rows,
                         double           *values,
                         guint             stride)
{
  if (self->storage == DUCKDB_TYPE_DOUBLE && self->validity == NULL)
    {
      const double *data = self->data;

      for (guint i = 0; i < n_rows; i++)
        values[(gsize) i * stride] = data[i];
      return;
    }

  for (guint i = 0; i < n_rows; i++)
    values[(gsize) i * stride] = mill_vector_get_double (self, i);
}

void
mill_vector_get_floats (const MillVector *self,
                        guint             n_rows,
                        float            *values,
                        guint             stride)
{
  if (self->storage == DUCKDB_TYPE_DOUBLE && self->validity == NULL)
    {
      const double *data = self->data;

      for (guint i = 0; i < n_rows; i++)
        values[(gsize) i * stride] = (float) data[i];
      return;
    }

  for (guint i = 0; i < n_rows; i++)
    values[(gsize) i * stride] = (float) mill_vector_get_double (self, i);
}

const char *
mill_vector_get_text (const MillVector *self,
                      guint             row,
                      gsize            *length)
{
  duckdb_string_t *strings = (duckdb_string_t *) self->data;

  *length = 0;
  if ((self->type != DUCKDB_TYPE_VARCHAR && self->type != DUCKDB_TYPE_BLOB) ||
      mill_vector_is_null (self, row))
    return NULL;

  *length = duckdb_string_t_length (strings[row]);

  return duckdb_string_t_data (&strings[row]);
}
