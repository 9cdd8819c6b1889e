/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/results/copy-rows.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "engine/workers.h"

/* More is for a node that writes a file. */
#define MAX_ROWS 100000

/* So many rows are read at once. */
#define PAGE_ROWS 1000

static void
append_cell (GString    *to,
             const char *text)
{
  if (text == NULL)
    return;
  if (strpbrk (text, "\t\n\r\"") == NULL)
    {
      g_string_append (to, text);
      return;
    }
  g_string_append_c (to, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (to, '"');
      g_string_append_c (to, *p);
    }
  g_string_append_c (to, '"');
}

static void
append_names (GString    *to,
              MillSchema *schema)
{
  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      if (i > 0)
        g_string_append_c (to, '\t');
      append_cell (to, mill_schema_get_column (schema, i)->name);
    }
  g_string_append_c (to, '\n');
}

/* Of the rows from @first on those that are wanted. */
static gboolean
append_page (GString        *to,
             MillTableView  *table,
             GtkBitset      *positions,
             guint           first,
             GCancellable   *cancellable,
             GError        **error)
{
  guint n_columns = mill_schema_get_n_columns (mill_table_view_get_schema (table));
  g_autoptr(GPtrArray) cells = mill_table_view_fetch (table, first, PAGE_ROWS, cancellable, error);

  if (cells == NULL)
    return FALSE;
  for (guint row = 0; n_columns > 0 && row < cells->len / n_columns; row++)
    {
      if (!gtk_bitset_contains (positions, first + row))
        continue;
      for (guint column = 0; column < n_columns; column++)
        {
          if (column > 0)
            g_string_append_c (to, '\t');
          append_cell (to, g_ptr_array_index (cells, row * n_columns + column));
        }
      g_string_append_c (to, '\n');
    }

  return TRUE;
}

char *
mill_copy_rows_to_text (MillTableView  *table,
                        GtkBitset      *positions,
                        GCancellable   *cancellable,
                        GError        **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;
  gboolean more;

  append_names (text, mill_table_view_get_schema (table));
  more = gtk_bitset_iter_init_first (&iter, positions, &position);
  while (more)
    {
      if (!append_page (text, table, positions, position, cancellable, error))
        return NULL;
      more = gtk_bitset_iter_init_at (&iter, positions, position + PAGE_ROWS, &position);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

typedef struct
{
  GtkWidget   *widget;
  MillResults *results;
  char        *node;
  char        *port;
  GtkBitset   *positions;
} Copying;

static void
copying_free (gpointer data)
{
  Copying *copying = data;

  g_object_unref (copying->widget);
  g_object_unref (copying->results);
  g_free (copying->node);
  g_free (copying->port);
  gtk_bitset_unref (copying->positions);
  g_free (copying);
}

/* A view of its own: that of the page is read by another thread. */
static void
copy_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Copying *copying = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MillTableView) table = mill_results_open_table (copying->results, copying->node,
                                                            copying->port, cancellable, &error);
  char *text = table != NULL
               ? mill_copy_rows_to_text (table, copying->positions, cancellable, &error) : NULL;

  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Copying *copying = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  char *text = g_task_propagate_pointer (G_TASK (result), &error);
  gulong n_rows = (gulong) gtk_bitset_get_size (copying->positions);

  if (text != NULL)
    mill_copy_text (copying->widget, text,
                    g_strdup_printf (ngettext ("%'lu row copied", "%'lu rows copied", n_rows),
                                     n_rows));
  else
    g_warning ("The rows were not copied: %s", error->message);
}

void
mill_copy_rows (GtkWidget   *widget,
                MillResults *results,
                const char  *node,
                const char  *port,
                GtkBitset   *positions)
{
  Copying *copying;
  g_autoptr(GTask) task = NULL;

  if (gtk_bitset_is_empty (positions))
    {
      gtk_widget_error_bell (widget);
      return;
    }

  copying = g_new0 (Copying, 1);
  copying->widget = g_object_ref (widget);
  copying->results = g_object_ref (results);
  copying->node = g_strdup (node);
  copying->port = g_strdup (port);
  copying->positions = gtk_bitset_copy (positions);
  if (gtk_bitset_get_size (positions) > MAX_ROWS)
    gtk_bitset_remove_range_closed (copying->positions, gtk_bitset_get_nth (positions, MAX_ROWS),
                                    G_MAXUINT);
  task = g_task_new (NULL, NULL, copied_cb, NULL);
  g_task_set_source_tag (task, mill_copy_rows);
  g_task_set_task_data (task, copying, copying_free);
  mill_workers_run_task (task, copy_thread);
}
