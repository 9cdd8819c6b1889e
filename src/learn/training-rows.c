/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn/training-rows.h"

#include <float.h>
#include <math.h>
#include <string.h>

struct _MillTrainingRows
{
  const MillQuery   *query;
  const MillEncoder *encoder;
  const MillTarget  *target;
  MillRowSource      source;
  MillRows          *rows;
  float             *values;     /* the present chunk, encoded */
  float             *labels;
  gsize              n_rows;     /* of the chunk */
  gsize              at;         /* the first one that was not read yet */
  gint64             n_read;     /* in all, with those that were left out */
  MillRowsReadFunc   func;
  gpointer           data;
};

static gboolean
rewind_rows (gpointer   data,
             GError   **error)
{
  MillTrainingRows *self = data;
  MillSelect *select = mill_query_select (self->query);
  guint n_features = mill_encoder_get_n_features (self->encoder);

  for (guint i = 0; i < n_features; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%u", i);

      mill_select_add (select, name, mill_encoder_expression (self->encoder, i));
    }
  mill_select_add (select, "label", mill_target_expression (self->target));
  mill_select_where (select, mill_target_known (self->target->column, self->target->kind));

  g_clear_pointer (&self->rows, mill_rows_free);
  self->n_rows = self->at = 0;
  self->rows = mill_query_run (self->query, select, error);

  return self->rows != NULL;
}

static void
encode_texts (MillTrainingRows *self,
              guint             feature,
              guint             n_features)
{
  for (gsize row = 0; row < self->n_rows; row++)
    {
      gsize length = 0;
      const char *text = mill_rows_get_text (self->rows, feature, row, &length);

      self->values[row * n_features + feature] =
        mill_encoder_get_code (self->encoder, feature, text, length);
    }
}

static void
encode_labels (MillTrainingRows *self,
               guint             column)
{
  for (gsize row = 0; row < self->n_rows; row++)
    {
      gsize length = 0;

      if (self->target->kind != MILL_PREDICT_CLASS)
        self->labels[row] = CLAMP (mill_rows_get_double (self->rows, column, row),
                                   -FLT_MAX, FLT_MAX);
      else
        {
          const char *text = mill_rows_get_text (self->rows, column, row, &length);

          self->labels[row] = mill_target_get_label (self->target, text, length);
        }
    }
}

/* Validation rows may have classes that the training rows do not. */
static void
drop_unlabelled (MillTrainingRows *self,
                 guint             n_features)
{
  gsize kept = 0;

  for (gsize row = 0; row < self->n_rows; row++)
    {
      if (isnan (self->labels[row]))
        continue;
      self->labels[kept] = self->labels[row];
      memmove (self->values + kept * n_features, self->values + row * n_features,
               n_features * sizeof (float));
      kept++;
    }
  self->n_rows = kept;
}

/* Encodes the next chunk of the query; FALSE at the end or on error. */
static gboolean
next_chunk (MillTrainingRows  *self,
            GError           **error)
{
  guint n_features = mill_encoder_get_n_features (self->encoder);

  if (self->rows == NULL || !mill_rows_next (self->rows, self->query->cancellable, error))
    return FALSE;

  self->at = 0;
  self->n_rows = mill_rows_get_n_rows (self->rows);
  self->values = g_renew (float, self->values, self->n_rows * n_features);
  self->labels = g_renew (float, self->labels, self->n_rows);
  for (guint i = 0; i < n_features; i++)
    {
      if (mill_encoder_get_feature (self->encoder, i)->categorical)
        encode_texts (self, i, n_features);
      else
        {
          mill_rows_get_floats (self->rows, i, self->values + i, n_features);
          mill_encoder_tame (self->values + i, self->n_rows, n_features);
        }
    }
  encode_labels (self, n_features);
  self->n_read += self->n_rows;
  drop_unlabelled (self, n_features);

  return TRUE;
}

static gboolean
read_rows (gpointer   data,
           gsize      capacity,
           float     *values,
           float     *labels,
           gsize     *n_rows,
           GError   **error)
{
  MillTrainingRows *self = data;
  guint n_features = mill_encoder_get_n_features (self->encoder);

  for (*n_rows = 0; *n_rows < capacity; )
    {
      g_autoptr (GError) local_error = NULL;
      gsize n;

      if (self->at == self->n_rows && !next_chunk (self, &local_error))
        {
          /* The connection may be wanted for other rows before it starts anew. */
          g_clear_pointer (&self->rows, mill_rows_free);
          if (local_error == NULL)
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      n = MIN (capacity - *n_rows, self->n_rows - self->at);
      if (n > 0)
        {
          memcpy (values + *n_rows * n_features, self->values + self->at * n_features,
                  n * n_features * sizeof (float));
          memcpy (labels + *n_rows, self->labels + self->at, n * sizeof (float));
        }
      *n_rows += n;
      self->at += n;
    }
  if (self->func != NULL)
    self->func (self->n_read, self->data);

  return TRUE;
}

MillTrainingRows *
mill_training_rows_new (const MillQuery   *query,
                        const MillEncoder *encoder,
                        const MillTarget  *target)
{
  MillTrainingRows *self = g_new0 (MillTrainingRows, 1);

  self->query = query;
  self->encoder = encoder;
  self->target = target;
  self->source = (MillRowSource) { rewind_rows, read_rows, self };

  return self;
}

void
mill_training_rows_free (MillTrainingRows *self)
{
  g_clear_pointer (&self->rows, mill_rows_free);
  g_free (self->values);
  g_free (self->labels);
  g_free (self);
}

void
mill_training_rows_set_func (MillTrainingRows *self,
                             MillRowsReadFunc  func,
                             gpointer          data)
{
  self->func = func;
  self->data = data;
}

const MillRowSource *
mill_training_rows_get_source (MillTrainingRows *self)
{
  return &self->source;
}
