/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/schema.h"

#include "pipeline/suggest.h"

struct _MillSchema
{
  gatomicrefcount  ref_count;
  GArray          *columns;
  GHashTable      *index;     /* name -> position + 1 */
};

G_DEFINE_BOXED_TYPE (MillSchema, mill_schema, mill_schema_ref, mill_schema_unref)

static void
clear_column (gpointer data)
{
  MillColumn *column = data;

  g_free ((char *) column->name);
  g_free ((char *) column->type);
}

MillSchema *
mill_schema_new (void)
{
  MillSchema *self = g_new0 (MillSchema, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->columns = g_array_new (FALSE, FALSE, sizeof (MillColumn));
  g_array_set_clear_func (self->columns, clear_column);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

MillSchema *
mill_schema_ref (MillSchema *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
mill_schema_unref (MillSchema *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      g_hash_table_unref (self->index);
      g_array_unref (self->columns);
      g_free (self);
    }
}

void
mill_schema_add (MillSchema *self,
                 const char *name,
                 const char *type)
{
  MillColumn column = { g_strdup (name), g_strdup (type), mill_data_kind_from_type (type) };

  g_array_append_val (self->columns, column);
  /* Of two columns of one name, the first is found. */
  if (!g_hash_table_contains (self->index, name))
    g_hash_table_insert (self->index, (char *) column.name,
                         GUINT_TO_POINTER (self->columns->len));
}

guint
mill_schema_get_n_columns (const MillSchema *self)
{
  return self->columns->len;
}

const MillColumn *
mill_schema_get_column (const MillSchema *self,
                        guint             index)
{
  g_return_val_if_fail (index < self->columns->len, NULL);

  return &g_array_index (self->columns, MillColumn, index);
}

const MillColumn *
mill_schema_find (const MillSchema *self,
                  const char       *name)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->index, name));

  return position > 0 ? &g_array_index (self->columns, MillColumn, position - 1) : NULL;
}

gboolean
mill_schema_equal (const MillSchema *a,
                   const MillSchema *b)
{
  if (a == b)
    return TRUE;
  if (a->columns->len != b->columns->len)
    return FALSE;
  for (guint i = 0; i < a->columns->len; i++)
    {
      const MillColumn *one = &g_array_index (a->columns, MillColumn, i);
      const MillColumn *other = &g_array_index (b->columns, MillColumn, i);

      if (!g_str_equal (one->name, other->name) || !g_str_equal (one->type, other->type))
        return FALSE;
    }

  return TRUE;
}

const char *
mill_schema_suggest (const MillSchema *self,
                     const char       *name)
{
  MillSuggestion suggestion;

  mill_suggestion_init (&suggestion, name);
  for (guint i = 0; i < self->columns->len; i++)
    mill_suggestion_offer (&suggestion, g_array_index (self->columns, MillColumn, i).name);

  return mill_suggestion_finish (&suggestion);
}
