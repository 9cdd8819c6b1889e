/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

#include <string.h>

#include "pipeline/conflict.h"
#include "pipeline/expand.h"

/* Diagnostics by the node that they are of: cards, forms and lists each ask for their own. */

void
mill_session_add_problem (GHashTable     *index,
                          MillDiagnostic *diagnostic)
{
  const char *node = diagnostic->node != NULL ? diagnostic->node : "";
  GPtrArray *list = g_hash_table_lookup (index, node);

  if (list == NULL)
    {
      list = mill_diagnostics_new ();
      g_hash_table_insert (index, g_strdup (node), list);
    }
  g_ptr_array_add (list, mill_diagnostic_ref (diagnostic));
}

GHashTable *
mill_session_index_problems (GPtrArray *diagnostics)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; diagnostics != NULL && i < diagnostics->len; i++)
    mill_session_add_problem (index, g_ptr_array_index (diagnostics, i));

  return index;
}

static gboolean
has_message (GPtrArray  *diagnostics,
             const char *message)
{
  for (guint i = 0; i < diagnostics->len; i++)
    {
      const MillDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      if (g_strcmp0 (diagnostic->message, message) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
add_problems (GPtrArray *list,
              GPtrArray *from)
{
  for (guint i = 0; from != NULL && i < from->len; i++)
    {
      MillDiagnostic *diagnostic = g_ptr_array_index (from, i);

      if (!has_message (list, diagnostic->message))
        g_ptr_array_add (list, mill_diagnostic_ref (diagnostic));
    }
}

static void
add_problems_at (MillSession *self,
                 GPtrArray   *list,
                 const char  *path)
{
  const MillNodePart *part = g_hash_table_lookup (self->parts, path);

  add_problems (list, g_hash_table_lookup (self->type_problems, path));
  add_problems (list, g_hash_table_lookup (self->notes, path));
  if (part == NULL || !mill_session_part_is_stale (self, path, part))
    add_problems (list, g_hash_table_lookup (self->run_problems, path));
}

/* Of what is within the node at @path that holds a component. */
static void
add_problems_within (MillSession *self,
                     GPtrArray   *list,
                     const char  *path)
{
  GHashTable *const indexes[] = { self->type_problems, self->run_problems, self->notes };
  g_autoptr(GPtrArray) paths = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < G_N_ELEMENTS (indexes); i++)
    {
      g_hash_table_iter_init (&iter, indexes[i]);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        if (mill_path_is_within (key, path) &&
            !g_ptr_array_find_with_equal_func (paths, key, g_str_equal, NULL))
          g_ptr_array_add (paths, key);
    }
  g_ptr_array_sort_values (paths, (GCompareFunc) strcmp);
  for (guint i = 0; i < paths->len; i++)
    add_problems_at (self, list, g_ptr_array_index (paths, i));
}

/* Typing finds it as well, and sees when it was chosen. */
static gboolean
is_unsettled (GPtrArray            *conflicts,
              const MillDiagnostic *problem)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      g_autoptr (MillDiagnostic) found = mill_conflict_describe (g_ptr_array_index (conflicts, i));

      if (g_str_equal (found->message, problem->message))
        return TRUE;
    }

  return FALSE;
}

/* How the file had a node, which only its reader knows. What else is wrong with nodes typing finds as well, and
 * sees when it no longer is. */
static gboolean
is_of_the_file (const MillDiagnostic *problem)
{
  return problem->severity == MILL_SEVERITY_NOTE ||
         (problem->severity == MILL_SEVERITY_WARNING && problem->param != NULL);
}

void
mill_session_set_load_problems (MillSession *self,
                                GPtrArray   *problems)
{
  g_autoptr (GPtrArray) conflicts = mill_pipeline_list_conflicts (self->whole, TRUE);

  self->load_problems = mill_diagnostics_new ();
  for (guint i = 0; i < problems->len; i++)
    {
      MillDiagnostic *problem = g_ptr_array_index (problems, i);

      if (!is_unsettled (conflicts, problem))
        g_ptr_array_add (self->load_problems, mill_diagnostic_ref (problem));
      if (problem->node != NULL && is_of_the_file (problem))
        mill_session_add_problem (self->notes, problem);
    }
}

void
mill_session_forget_notes (MillSession *self)
{
  g_autoptr(GHashTable) notes = g_steal_pointer (&self->notes);
  g_autoptr(GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->notes = mill_session_index_problems (NULL);
  if (g_hash_table_size (notes) == 0)
    return;
  mill_session_add_shown (self, notes, shown);
  g_signal_emit (self, mill_session_signals[SIGNAL_TYPES_CHANGED], 0, shown);
}

GPtrArray *
mill_session_list_diagnostics (MillSession *self,
                               const char  *node)
{
  GPtrArray *list = mill_diagnostics_new ();

  if (node != NULL)
    {
      MillNode *value = mill_pipeline_get_node (self->pipeline, node);
      g_autofree char *path = mill_session_make_path (self, node);

      add_problems_at (self, list, path);
      if (value != NULL && mill_node_get_component (value) != NULL)
        add_problems_within (self, list, path);
      return list;
    }

  add_problems_at (self, list, "");
  for (guint i = 0; self->load_problems != NULL && i < self->load_problems->len; i++)
    {
      MillDiagnostic *diagnostic = g_ptr_array_index (self->load_problems, i);

      if (diagnostic->node == NULL && !has_message (list, diagnostic->message))
        g_ptr_array_add (list, mill_diagnostic_ref (diagnostic));
    }

  return list;
}
