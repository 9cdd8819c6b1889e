/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/confusion.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/diagnostic.h"

MillSelect *
mill_metrics_counts (const MillQuery  *query,
                     const MillScored *rows)
{
  MillSelect *select = mill_query_select (query);
  MillExpr *const keys[] = { rows->actual, rows->predicted };
  static const char *const names[] = { "actual", "predicted" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      MillExpr *key = mill_expr_cast (mill_expr_copy (keys[i]), "VARCHAR");

      mill_select_add (select, names[i], mill_expr_copy (key));
      mill_select_group_by (select, mill_expr_copy (key));
      mill_select_order_by (select, key, FALSE, FALSE);
    }
  mill_select_add (select, "rows", mill_expr_call ("rows", NULL));

  return select;
}

typedef struct
{
  char   *actual;
  char   *predicted;
  gint64  n;
} Cell;

static void
clear_cell (gpointer data)
{
  Cell *cell = data;

  g_free (cell->actual);
  g_free (cell->predicted);
}

static GArray *
read_cells (const MillQuery   *query,
            const MillScored  *scored,
            GError           **error)
{
  g_autoptr (MillRows) rows = mill_query_run (query, mill_metrics_counts (query, scored), error);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_autoptr (GError) local_error = NULL;

  if (rows == NULL)
    return NULL;
  g_array_set_clear_func (cells, clear_cell);
  while (mill_rows_next (rows, query->cancellable, &local_error))
    for (guint row = 0; row < mill_rows_get_n_rows (rows); row++)
      {
        Cell cell = { mill_rows_dup_string (rows, 0, row), mill_rows_dup_string (rows, 1, row),
                      mill_rows_get_integer (rows, 2, row) };

        g_array_append_val (cells, cell);
        if (cells->len > MILL_MAX_CLASSES * MILL_MAX_CLASSES)
          break;
      }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&cells);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double first = g_ascii_strtod (*(const char *const *) a, NULL);
  double second = g_ascii_strtod (*(const char *const *) b, NULL);

  return first < second ? -1 : first > second ? 1 : compare_texts (a, b);
}

static GPtrArray *
list_classes (GArray   *cells,
              gboolean  are_numbers)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *classes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < cells->len; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);

      if (g_hash_table_add (seen, cell->actual))
        g_ptr_array_add (classes, g_strdup (cell->actual));
      if (g_hash_table_add (seen, cell->predicted))
        g_ptr_array_add (classes, g_strdup (cell->predicted));
    }
  g_ptr_array_sort (classes, are_numbers ? compare_numbers : compare_texts);

  return classes;
}

static guint
find_class (GPtrArray  *classes,
            const char *name)
{
  guint index = 0;

  g_ptr_array_find_with_equal_func (classes, name, g_str_equal, &index);

  return index;
}

MillConfusion *
mill_confusion_new (const MillQuery   *query,
                    const MillScored  *rows,
                    GError           **error)
{
  g_autoptr (GArray) cells = read_cells (query, rows, error);
  g_autoptr (MillConfusion) self = NULL;
  guint n;

  if (cells == NULL)
    return NULL;
  self = g_new0 (MillConfusion, 1);
  self->classes = list_classes (cells, rows->are_numbers);
  n = self->classes->len;
  if (n > MILL_MAX_CLASSES)
    {
      mill_fail_param (error, "target",
                       _("Choose a column with fewer values; numbers are compared by Score, as "
                         "numbers."),
                       ngettext ("There is more than %d class", "There are more than %d classes",
                                 MILL_MAX_CLASSES), MILL_MAX_CLASSES);
      return NULL;
    }
  self->counts = g_new0 (gint64, (gsize) n * n);
  for (guint i = 0; i < cells->len; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);

      self->counts[find_class (self->classes, cell->actual) * n +
                   find_class (self->classes, cell->predicted)] += cell->n;
    }

  return g_steal_pointer (&self);
}

void
mill_confusion_free (MillConfusion *self)
{
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_free (self->counts);
  g_free (self);
}

gint64
mill_confusion_get_count (const MillConfusion *self,
                          guint                actual,
                          guint                predicted)
{
  return self->counts[actual * self->classes->len + predicted];
}

gint64
mill_confusion_get_n_actual (const MillConfusion *self,
                             guint                class)
{
  gint64 n = 0;

  for (guint i = 0; i < self->classes->len; i++)
    n += mill_confusion_get_count (self, class, i);

  return n;
}

gint64
mill_confusion_get_n_predicted (const MillConfusion *self,
                                guint                class)
{
  gint64 n = 0;

  for (guint i = 0; i < self->classes->len; i++)
    n += mill_confusion_get_count (self, i, class);

  return n;
}
