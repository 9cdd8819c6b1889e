/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/value-grid.h"

typedef struct
{
  char  *name;
  GStrv  values;
  guint  n_values;
} Dimension;

struct _MillValueGrid
{
  GPtrArray *dimensions;   /* Dimension */
  guint      n;
};

static void
dimension_free (gpointer data)
{
  Dimension *self = data;

  g_free (self->name);
  g_strfreev (self->values);
  g_free (self);
}

MillValueGrid *
mill_value_grid_new (void)
{
  MillValueGrid *self = g_new0 (MillValueGrid, 1);

  self->dimensions = g_ptr_array_new_with_free_func (dimension_free);
  self->n = 1;

  return self;
}

void
mill_value_grid_free (MillValueGrid *self)
{
  g_ptr_array_unref (self->dimensions);
  g_free (self);
}

static const Dimension *
get_dimension (MillValueGrid *self,
               guint          which)
{
  g_return_val_if_fail (which < self->dimensions->len, NULL);

  return g_ptr_array_index (self->dimensions, which);
}

gboolean
mill_value_grid_add (MillValueGrid     *self,
                     const char        *name,
                     const char *const *values)
{
  Dimension *dimension;

  g_return_val_if_fail (values[0] != NULL, FALSE);

  for (guint i = 0; i < self->dimensions->len; i++)
    if (g_str_equal (get_dimension (self, i)->name, name))
      return FALSE;

  dimension = g_new0 (Dimension, 1);
  dimension->name = g_strdup (name);
  dimension->values = g_strdupv ((GStrv) values);
  dimension->n_values = g_strv_length (dimension->values);
  g_ptr_array_add (self->dimensions, dimension);
  self->n = MIN ((guint64) self->n * dimension->n_values, MILL_VALUE_GRID_MOST + 1);

  return TRUE;
}

guint
mill_value_grid_get_n (MillValueGrid *self)
{
  return self->n;
}

guint
mill_value_grid_get_n_names (MillValueGrid *self)
{
  return self->dimensions->len;
}

const char *
mill_value_grid_get_name (MillValueGrid *self,
                          guint          which)
{
  return get_dimension (self, which)->name;
}

const char *const *
mill_value_grid_get_values (MillValueGrid *self,
                            guint          which)
{
  return (const char *const *) get_dimension (self, which)->values;
}

const char *
mill_value_grid_get_value (MillValueGrid *self,
                           guint          index,
                           guint          which)
{
  const Dimension *dimension;

  for (guint i = self->dimensions->len - 1; i > which; i--)
    index /= get_dimension (self, i)->n_values;
  dimension = get_dimension (self, which);

  return dimension->values[index % dimension->n_values];
}

GStrv
mill_value_grid_list (MillValueGrid *self,
                      guint          index)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();

  for (guint i = 0; i < self->dimensions->len; i++)
    g_strv_builder_take (all, g_strconcat (get_dimension (self, i)->name, "=",
                                           mill_value_grid_get_value (self, index, i), NULL));

  return g_strv_builder_end (all);
}
