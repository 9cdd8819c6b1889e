/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/results/table-model.h"

#include "engine/workers.h"

#define PAGE_ROWS 256
#define MAX_PAGES 64

typedef struct
{
  guint      number;
  GPtrArray *cells;      /* row by row; NULL while it is on its way */
  guint      used;       /* when it was last looked at */
} Page;

struct _MillTableModel
{
  GObject        parent_instance;

  MillTableView *view;
  MillSchema    *schema;
  guint          n_rows;
  guint          n_columns;
  GHashTable    *pages;      /* number -> Page */
  GHashTable    *rows;       /* index -> MillTableRow, weak */
  GQueue         wanted;     /* numbers, the latest first */
  gboolean       busy;
  guint          clock;
  GCancellable  *cancellable;
};

struct _MillTableRow
{
  GObject         parent_instance;

  MillTableModel *model;     /* weak */
  guint           index;
};

static void model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (MillTableRow, mill_table_row, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (MillTableModel, mill_table_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, model_iface_init))

enum
{
  SIGNAL_LOADED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
page_free (gpointer data)
{
  Page *page = data;

  g_clear_pointer (&page->cells, g_ptr_array_unref);
  g_free (page);
}

static void
forget_oldest (MillTableModel *self)
{
  GHashTableIter iter;
  gpointer key, value;
  Page *oldest = NULL;

  if (g_hash_table_size (self->pages) <= MAX_PAGES)
    return;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Page *page = value;

      if (page->cells != NULL && (oldest == NULL || page->used < oldest->used))
        oldest = page;
    }
  if (oldest != NULL)
    g_hash_table_remove (self->pages, GUINT_TO_POINTER (oldest->number));
}

/* What the thread needs: not the model, which must end on the main thread. */
typedef struct
{
  MillTableView *view;
  guint          number;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->view);
  g_free (fetch);
}

static void load_next (MillTableModel *self);

static void
fetch_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Fetch *fetch = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *cells = mill_table_view_fetch (fetch->view, (gint64) fetch->number * PAGE_ROWS,
                                            PAGE_ROWS, cancellable, &error);

  if (cells != NULL)
    g_task_return_pointer (task, cells, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
tell_rows (MillTableModel *self,
           guint           number)
{
  for (guint i = number * PAGE_ROWS; i < (number + 1) * PAGE_ROWS && i < self->n_rows; i++)
    {
      MillTableRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (i));

      if (row != NULL)
        {
          g_object_ref (row);
          g_signal_emit (row, signals[SIGNAL_LOADED], 0);
          g_object_unref (row);
        }
    }
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(MillTableModel) self = data;
  guint number = ((Fetch *) g_task_get_task_data (G_TASK (result)))->number;
  g_autoptr(GError) error = NULL;
  GPtrArray *cells = g_task_propagate_pointer (G_TASK (result), &error);
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

  self->busy = FALSE;
  if (cells == NULL)
    {
      g_debug ("Page %u was not read: %s", number, error->message);
      g_hash_table_remove (self->pages, GUINT_TO_POINTER (number));
    }
  else if (page != NULL)
    {
      page->cells = cells;
      tell_rows (self, number);
    }
  else
    {
      g_ptr_array_unref (cells);
    }
  load_next (self);
}

static void
load_next (MillTableModel *self)
{
  g_autoptr(GTask) task = NULL;
  Fetch *fetch;

  if (self->busy || g_queue_is_empty (&self->wanted))
    return;

  fetch = g_new0 (Fetch, 1);
  fetch->view = g_object_ref (self->view);
  fetch->number = GPOINTER_TO_UINT (g_queue_pop_head (&self->wanted));
  self->busy = TRUE;
  task = g_task_new (NULL, self->cancellable, fetched_cb, g_object_ref (self));
  g_task_set_source_tag (task, load_next);
  g_task_set_task_data (task, fetch, fetch_free);
  mill_workers_run_task (task, fetch_thread);
}

static Page *
get_page (MillTableModel *self,
          guint           number)
{
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

  if (page == NULL)
    {
      page = g_new0 (Page, 1);
      page->number = number;
      g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
      g_queue_push_head (&self->wanted, GUINT_TO_POINTER (number));
      forget_oldest (self);
      load_next (self);
    }
  page->used = ++self->clock;

  return page;
}

static GType
mill_table_model_get_item_type (GListModel *model)
{
  return MILL_TYPE_TABLE_ROW;
}

static guint
mill_table_model_get_n_items (GListModel *model)
{
  return MILL_TABLE_MODEL (model)->n_rows;
}

static gpointer
mill_table_model_get_item (GListModel *model,
                           guint       position)
{
  MillTableModel *self = MILL_TABLE_MODEL (model);
  MillTableRow *row;

  if (position >= self->n_rows)
    return NULL;

  row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));
  if (row != NULL)
    return g_object_ref (row);

  row = g_object_new (MILL_TYPE_TABLE_ROW, NULL);
  row->index = position;
  g_set_weak_pointer (&row->model, self);
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);

  return row;
}

static void
model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = mill_table_model_get_item_type;
  iface->get_n_items = mill_table_model_get_n_items;
  iface->get_item = mill_table_model_get_item;
}

MillTableModel *
mill_table_model_new (MillTableView *view)
{
  MillTableModel *self = g_object_new (MILL_TYPE_TABLE_MODEL, NULL);

  self->view = g_object_ref (view);
  self->schema = mill_schema_ref (mill_table_view_get_schema (view));
  self->n_columns = mill_schema_get_n_columns (self->schema);
  /* What a list can number; nobody scrolls to row four billion. */
  self->n_rows = (guint) CLAMP (mill_table_view_get_n_rows (view), 0, G_MAXUINT - PAGE_ROWS);

  return self;
}

MillSchema *
mill_table_model_get_schema (MillTableModel *self)
{
  return self->schema;
}

guint
mill_table_model_get_n_pages (MillTableModel *self)
{
  return g_hash_table_size (self->pages);
}

static void
mill_table_model_dispose (GObject *object)
{
  MillTableModel *self = MILL_TABLE_MODEL (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (mill_table_model_parent_class)->dispose (object);
}

static void
mill_table_model_finalize (GObject *object)
{
  MillTableModel *self = MILL_TABLE_MODEL (object);

  g_queue_clear (&self->wanted);
  g_clear_object (&self->view);
  g_clear_pointer (&self->schema, mill_schema_unref);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (mill_table_model_parent_class)->finalize (object);
}

static void
mill_table_model_class_init (MillTableModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mill_table_model_dispose;
  object_class->finalize = mill_table_model_finalize;
}

static void
mill_table_model_init (MillTableModel *self)
{
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  self->rows = g_hash_table_new (NULL, NULL);
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->wanted);
}

gint64
mill_table_row_get_index (MillTableRow *self)
{
  return self->index;
}

gboolean
mill_table_row_is_loaded (MillTableRow *self)
{
  Page *page = self->model != NULL ? get_page (self->model, self->index / PAGE_ROWS) : NULL;

  return page != NULL && page->cells != NULL;
}

const char *
mill_table_row_get_text (MillTableRow *self,
                         guint         column)
{
  Page *page;
  guint cell;

  if (!mill_table_row_is_loaded (self))
    return NULL;

  page = get_page (self->model, self->index / PAGE_ROWS);
  cell = (self->index % PAGE_ROWS) * self->model->n_columns + column;

  return cell < page->cells->len ? g_ptr_array_index (page->cells, cell) : NULL;
}

static void
mill_table_row_dispose (GObject *object)
{
  MillTableRow *self = MILL_TABLE_ROW (object);

  if (self->model != NULL)
    g_hash_table_remove (self->model->rows, GUINT_TO_POINTER (self->index));
  g_clear_weak_pointer (&self->model);

  G_OBJECT_CLASS (mill_table_row_parent_class)->dispose (object);
}

static void
mill_table_row_class_init (MillTableRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mill_table_row_dispose;

  signals[SIGNAL_LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mill_table_row_init (MillTableRow *self)
{
}
