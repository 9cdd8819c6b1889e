/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/xgboost.h"

#include "learn/xgboost-private.h"

/* The rows that are in memory as floats at one time; small tables come in one piece. */
#define BATCH_ROWS 32768

typedef struct
{
  const MillRowSource     *source;
  const MillMatrixColumns *columns;
  const char             **types;
  GCancellable            *cancellable;
  MillXgboostHandle        proxy;
  float                   *values;
  float                   *labels;
  gboolean                 rewound;
  GError                  *error;      /* the callbacks cannot return one */
} Reader;

static void
reader_reset_cb (DataIterHandle handle)
{
  Reader *self = handle;

  self->rewound = FALSE;
}

static gboolean
reader_hand_over (Reader  *self,
                  gsize    n_rows,
                  GError **error)
{
  guint n = self->columns->n_features;
  g_autofree char *values = mill_xgboost_array (self->values, n_rows, n);
  g_autofree char *labels = mill_xgboost_array (self->labels, n_rows, 1);

  return mill_xgboost_check (XGProxyDMatrixSetDataDense (self->proxy, values), error) &&
         mill_xgboost_check (XGDMatrixSetInfoFromInterface (self->proxy, "label", labels), error) &&
         mill_xgboost_check (XGDMatrixSetStrFeatureInfo (self->proxy, "feature_name",
                                                         (const char **) self->columns->names, n),
                             error) &&
         mill_xgboost_check (
             XGDMatrixSetStrFeatureInfo (self->proxy, "feature_type", self->types, n), error);
}

/* Gives 0 at the end, and on an error, which is kept for mill_matrix_new(). */
static int
reader_next_cb (DataIterHandle handle)
{
  Reader *self = handle;
  gsize n_rows = 0;

  if (self->error != NULL ||
      g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return 0;
  if (!self->rewound && !self->source->rewind (self->source->data, &self->error))
    return 0;
  self->rewound = TRUE;
  if (!self->source->read (self->source->data, BATCH_ROWS, self->values, self->labels, &n_rows,
                           &self->error))
    return 0;

  return n_rows > 0 && reader_hand_over (self, n_rows, &self->error);
}

MillMatrix *
mill_matrix_new (const MillRowSource      *source,
                 const MillMatrixColumns  *columns,
                 guint                     max_bins,
                 MillMatrix               *like,
                 guint                     threads,
                 GCancellable             *cancellable,
                 GError                  **error)
{
  Reader reader = { .source = source, .columns = columns, .cancellable = cancellable };
  g_autofree const char **types = g_new (const char *, columns->n_features);
  g_autofree float *values = g_new (float, (gsize) BATCH_ROWS * columns->n_features);
  g_autofree float *labels = g_new (float, BATCH_ROWS);
  g_autofree char *config = g_strdup_printf ("{\"missing\": NaN, \"nthread\": %u, "
                                             "\"max_bin\": %u}", threads, max_bins);
  MILL_AUTO_DMATRIX proxy = NULL;
  MILL_AUTO_DMATRIX handle = NULL;
  MillMatrix *self;
  bst_ulong n_rows;
  int status;

  mill_xgboost_be_quiet ();
  for (guint i = 0; i < columns->n_features; i++)
    types[i] = columns->categorical[i] ? "c" : "float";
  if (!mill_xgboost_check (XGProxyDMatrixCreate (&proxy), error))
    return NULL;
  reader.proxy = proxy;
  reader.types = types;
  reader.values = values;
  reader.labels = labels;

  status = XGQuantileDMatrixCreateFromCallback (&reader, proxy, like != NULL ? like->handle : NULL,
                                                reader_reset_cb, reader_next_cb, config, &handle);
  if (reader.error != NULL)
    {
      g_propagate_error (error, reader.error);
      return NULL;
    }
  if (!mill_xgboost_check (status, error) ||
      !mill_xgboost_check (XGDMatrixNumRow (handle, &n_rows), error))
    return NULL;

  self = g_new0 (MillMatrix, 1);
  self->handle = g_steal_pointer (&handle);
  self->n_rows = n_rows;

  return self;
}

void
mill_matrix_free (MillMatrix *self)
{
  XGDMatrixFree (self->handle);
  g_free (self);
}

gsize
mill_matrix_get_n_rows (MillMatrix *self)
{
  return self->n_rows;
}
