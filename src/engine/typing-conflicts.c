/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/typing-private.h"

#include <string.h>

#include "pipeline/conflict.h"
#include "pipeline/expand.h"

/* The component that holds the node at @path; NULL: none does. New string. */
static char *
dup_holder (const char *path)
{
  const char *last = strrchr (path, MILL_PATH_SEPARATOR);

  return last != NULL ? g_strndup (path, last - path) : NULL;
}

/* Within @holder, NULL: anywhere. What is stuck already is so for its own reason. */
static void
add_within (GHashTable     *stuck,
            GPtrArray      *order,
            const char     *holder,
            MillDiagnostic *problem)
{
  for (guint i = 0; i < order->len; i++)
    {
      char *id = g_ptr_array_index (order, i);

      if ((holder == NULL || mill_path_is_within (id, holder)) && !g_hash_table_contains (stuck, id))
        g_hash_table_insert (stuck, id, mill_diagnostic_ref (problem));
    }
}

/* The id in @order, or NULL. */
static char *
find_id (GPtrArray  *order,
         const char *id)
{
  guint index;

  return id != NULL && g_ptr_array_find_with_equal_func (order, id, g_str_equal, &index)
           ? g_ptr_array_index (order, index) : NULL;
}

void
mill_typing_find_unsettled (MillTypes     *types,
                            MillPipeline  *drawing,
                            MillNodeNames *names,
                            GPtrArray     *order,
                            GHashTable    *stuck)
{
  g_autoptr (GPtrArray) conflicts = mill_pipeline_list_conflicts (drawing, TRUE);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const MillConflict *conflict = g_ptr_array_index (conflicts, i);
      g_autoptr (MillDiagnostic) problem = mill_node_names_fill (names, mill_conflict_describe (conflict));
      char *id = find_id (order, conflict->node);
      g_autofree char *holder = NULL;

      if (id != NULL && !mill_conflict_is_cosmetic (conflict) && !g_hash_table_contains (stuck, id))
        {
          /* It is told when the node is bound. */
          g_hash_table_insert (stuck, id, g_steal_pointer (&problem));
          continue;
        }
      mill_types_add_diagnostic (types, problem);
      if (id != NULL || mill_conflict_is_cosmetic (conflict))
        continue;

      /* Which nodes there are decides what all others work on; any other choice, what is within its node. */
      if (conflict->fact == MILL_FACT_NODE || conflict->fact == MILL_FACT_BYPASSED)
        holder = conflict->node != NULL ? dup_holder (conflict->node) : NULL;
      else
        holder = g_strdup (conflict->node);
      add_within (stuck, order, holder, problem);
    }
}
