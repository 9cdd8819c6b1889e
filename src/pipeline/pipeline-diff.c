/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/edit-private.h"
#include "pipeline/pipeline-private.h"

static void
add_delta (GArray         *deltas,
           MillPipeline   *before,
           MillPipeline   *after,
           MillChangeKind  kind,
           const char     *id)
{
  MillDelta delta = {
    .kind = kind,
    .before = mill_pipeline_get_value (before, kind, id),
    .after = mill_pipeline_get_value (after, kind, id),
  };

  if (mill_value_equal (kind, delta.before, delta.after))
    return;
  delta.id = id != NULL ? g_ref_string_new (id) : NULL;
  mill_value_ref (kind, delta.before);
  mill_value_ref (kind, delta.after);
  g_array_append_val (deltas, delta);
}

GArray *
mill_pipeline_diff (MillPipeline *before,
                    MillPipeline *after)
{
  GArray *deltas = mill_deltas_new ();

  for (int kind = 0; kind <= MILL_CHANGE_PARAMETER; kind++)
    {
      GHashTable *old = mill_pipeline_get_values (before, kind);
      GHashTable *made = mill_pipeline_get_values (after, kind);
      GHashTableIter iter;
      gpointer id;

      g_hash_table_iter_init (&iter, old);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        if (!g_hash_table_contains (made, id))
          add_delta (deltas, before, after, kind, id);
      g_hash_table_iter_init (&iter, made);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        add_delta (deltas, before, after, kind, id);
    }
  add_delta (deltas, before, after, MILL_CHANGE_NAME, NULL);
  add_delta (deltas, before, after, MILL_CHANGE_EXTRA, NULL);

  return deltas;
}

gboolean
mill_pipeline_equal (MillPipeline *a,
                     MillPipeline *b)
{
  g_autoptr (GArray) deltas = NULL;

  g_return_val_if_fail (MILL_IS_PIPELINE (a), FALSE);
  g_return_val_if_fail (MILL_IS_PIPELINE (b), FALSE);

  deltas = mill_pipeline_diff (a, b);

  return deltas->len == 0;
}
