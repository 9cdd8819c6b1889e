/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"
#include "pipeline/edit-private.h"

GArray *
mill_deltas_new (void)
{
  GArray *deltas = g_array_new (FALSE, FALSE, sizeof (MillDelta));

  g_array_set_clear_func (deltas, (GDestroyNotify) mill_delta_clear);

  return deltas;
}

MillEdit *
mill_edit_new (MillPipeline *pipeline)
{
  MillEdit *self = g_new0 (MillEdit, 1);

  self->pipeline = pipeline;
  self->deltas = mill_deltas_new ();
  self->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
mill_edit_free (MillEdit *self)
{
  g_array_unref (self->deltas);
  g_hash_table_unref (self->index);
  g_free (self);
}

GArray *
mill_edit_finish (MillEdit *self)
{
  GArray *finished = mill_deltas_new ();

  for (guint i = 0; i < self->deltas->len; i++)
    {
      MillDelta *delta = &g_array_index (self->deltas, MillDelta, i);

      if (mill_value_equal (delta->kind, delta->before, delta->after))
        continue;
      g_array_append_val (finished, *delta);
      *delta = (MillDelta) { .kind = delta->kind };
    }
  g_array_set_size (self->deltas, 0);
  g_hash_table_remove_all (self->index);

  return finished;
}

static void
record (MillEdit        *self,
        const MillDelta *delta)
{
  char *key = g_strdup_printf ("%d:%s", delta->kind, delta->id != NULL ? delta->id : "");
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->index, key));
  MillDelta made;

  if (position > 0)
    {
      MillDelta *known = &g_array_index (self->deltas, MillDelta, position - 1);

      mill_value_unref (known->kind, known->after);
      known->after = mill_value_ref (delta->kind, delta->after);
      g_free (key);
      return;
    }

  made.kind = delta->kind;
  made.id = delta->id != NULL ? g_ref_string_acquire (delta->id) : NULL;
  made.before = mill_value_ref (delta->kind, delta->before);
  made.after = mill_value_ref (delta->kind, delta->after);
  g_array_append_val (self->deltas, made);
  g_hash_table_insert (self->index, key, GUINT_TO_POINTER (self->deltas->len));
}

GArray *
mill_edit_stage (void)
{
  return mill_deltas_new ();
}

void
mill_edit_put (MillEdit       *self,
               GArray         *staged,
               MillChangeKind  kind,
               const char     *id,
               gpointer        value)
{
  gpointer before = mill_pipeline_get_value (self->pipeline, kind, id);
  MillDelta delta = { .kind = kind };

  if (mill_value_equal (kind, before, value))
    {
      mill_value_unref (kind, value);
      return;
    }
  delta.id = id != NULL ? g_ref_string_new (id) : NULL;
  delta.before = mill_value_ref (kind, before);
  delta.after = value;
  g_array_append_val (staged, delta);
}

void
mill_edit_carry (MillEdit *self,
                 GArray   *staged)
{
  for (guint i = 0; i < staged->len; i++)
    record (self, &g_array_index (staged, MillDelta, i));
  mill_pipeline_apply (self->pipeline, (const MillDelta *) staged->data, staged->len, FALSE);
  g_array_unref (staged);
}

void
mill_edit_carry_one (MillEdit       *self,
                     MillChangeKind  kind,
                     const char     *id,
                     gpointer        value)
{
  GArray *staged = mill_edit_stage ();

  mill_edit_put (self, staged, kind, id, value);
  mill_edit_carry (self, staged);
}

MillNode *
mill_edit_find (MillPipeline  *pipeline,
                const char    *id,
                GError       **error)
{
  MillNode *node = mill_pipeline_get_node (pipeline, id);

  if (node == NULL)
    mill_fail (error, NULL, _("There is no node “%s”"), id);

  return node;
}
